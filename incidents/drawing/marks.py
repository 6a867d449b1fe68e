"""Incidents reduced to what a map needs: where, how sharply, when, which type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from incidents.drawing.palette import sign

Kind = Literal["place", "near", "unit", "line", "zone", "none"]
EPOCH = date(1970, 1, 1).toordinal()
FAR = 1_000_000  # days; beyond any date, exact in a 32-bit float


@dataclass(frozen=True, slots=True)
class Mark:
    """One incident on the map. ``first`` and ``last`` are days since 1970-01-01, None where undated; ``line`` is (lat, lon) pairs."""

    id: str
    kind: Kind
    category: int
    precision: int
    lat: float | None
    lon: float | None
    first: int | None
    last: int | None
    radius_m: float | None = None
    unit: str | None = None
    zone: str | None = None
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """What the GPU filters by: days (both inclusive, or None), types, the coarsest precision shown, and whether undated ones are."""

    first: int | None = None
    last: int | None = None
    categories: tuple[int, ...] = ()
    coarsest: int | None = None
    undated: bool = True

    def holds(self, mark: Mark) -> bool:
        if mark.first is None or mark.last is None:
            timely = self.undated
        else:
            timely = (self.last is None or mark.first <= self.last) and (self.first is None or mark.last >= self.first)
        return (
            timely and (self.coarsest is None or 1 <= mark.precision <= self.coarsest) and (not self.categories or mark.category in self.categories)
        )


def day_number(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - EPOCH


def marks_of(rows: pa.Table) -> tuple[Mark, ...]:
    """One mark per row of :data:`incidents.query.questions.DRAWN`, in the same order; kind "none" where nothing may be drawn."""
    return tuple(_mark(row) for row in rows.to_pylist())


def _mark(row: Mapping[str, Any]) -> Mark:
    flat = row["line"] or []
    line = tuple(zip(flat[::2], flat[1::2], strict=False))
    return Mark(
        row["id"],
        _kind(row),
        sign(row["event_type"]).category,
        row["place_precision"],
        row["lat"],
        row["lon"],
        day_number(row["day_start"]),
        day_number(row["day_end"]),
        row["radius_m"],
        row["unit_pcode"],
        row["zone_id"],
        line,
    )


def _kind(row: Mapping[str, Any]) -> Kind:
    precision, has_point = row["place_precision"], row["lat"] is not None
    if precision == 5 and (row["zone_id"] or has_point or row["line"]):
        return "zone" if row["zone_id"] else "line"
    if precision in (3, 4) and row["unit_pcode"]:
        return "unit"
    if precision in (1, 2) and has_point:
        return "place" if precision == 1 else "near"
    return "none"


def filter_values(mark: Mark) -> list[int]:
    """The four numbers the GPU compares: first day, last day, dated or not, precision."""
    if mark.first is None or mark.last is None:
        return [-FAR, FAR, 0, mark.precision]
    return [mark.first, mark.last, 1, mark.precision]


def filter_ranges(window: Window) -> list[list[Any]]:
    """The ranges that :func:`filter_values` must fall into; the same rule as :meth:`Window.holds`."""
    return [
        [-FAR, FAR if window.last is None else window.last],
        [-FAR if window.first is None else window.first, FAR],
        [0 if window.undated else 1, 1],
        [0, 6] if window.coarsest is None else [1, window.coarsest],
    ]
