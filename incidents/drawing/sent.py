"""The marks that the browser holds, as columns: which of them a window lets through, and which stand at one spot or in one unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from incidents.drawing.marks import Mark, Window, filter_ranges, filter_values

Mask = npt.NDArray[np.bool_]
NAMED = 4  # incidents of a stack that its tooltip names


@dataclass(frozen=True, slots=True)
class Stack:
    """``n`` incidents at one point or in one unit: ``bits`` has one bit per event type present, ``first`` are the ids of the first few."""

    lat: float
    lon: float
    n: int
    bits: int
    first: tuple[str, ...]

    @property
    def only(self) -> int | None:
        """The category where there is one type only."""
        return self.bits.bit_length() - 1 if self.bits.bit_count() == 1 else None


class Sent:
    """Marks in their order. Grouping them is done once; a window then costs a few sums over columns."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks = tuple(marks)
        self._values = np.array([filter_values(m) for m in self._marks], dtype=np.int64).reshape(len(self._marks), 4)
        self._categories = np.array([m.category for m in self._marks], dtype=np.int64)
        self._spots = _Groups({i: spot(m) for i, m in enumerate(self._marks) if m.kind in ("place", "near") and m.lat is not None})
        self._units = _Groups({i: m.unit for i, m in enumerate(self._marks) if m.kind == "unit" and m.unit is not None}, least=1)
        self._boxes = np.array([_box(m) for m in self._marks], dtype=float).reshape(len(self._marks), 4)

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks)

    def through(self, window: Window) -> Mask:
        """Which marks ``window`` holds: the question that the GPU puts to each."""
        ranges = np.array(filter_ranges(window), dtype=np.int64).reshape(4, 2)
        within: Mask = np.all((self._values >= ranges[:, 0]) & (self._values <= ranges[:, 1]), axis=1)
        return within & np.isin(self._categories, window.categories) if window.categories else within

    def shown(self, window: Window) -> list[Mark]:
        """The marks that ``window`` holds."""
        return [self._marks[i] for i in np.flatnonzero(self.through(window))]

    def stacks(self, mask: Mask) -> list[Stack]:
        """The points that hold several of the marks of ``mask`` (precision 1 and 2; about 10 m count as one point)."""
        return [stack for _, stack in self._counted(self._spots, mask, least=2)]

    def units(self, mask: Mask) -> dict[str, Stack]:
        """Per P-code the marks of ``mask`` known no sharper than that unit, at the mean of the points given for it."""
        return {str(code): stack for code, stack in sorted(self._counted(self._units, mask, least=1), key=lambda found: str(found[0]))}

    def bounds(self, mask: Mask) -> tuple[float, float, float, float] | None:
        """(west, south, east, north) of the marks of ``mask`` that have a point, circles included; None where none has."""
        boxes = self._boxes[mask & ~np.isnan(self._boxes[:, 0])] if len(self) else self._boxes
        if not len(boxes):
            return None
        return (float(boxes[:, 0].min()), float(boxes[:, 1].min()), float(boxes[:, 2].max()), float(boxes[:, 3].max()))

    def _counted(self, groups: _Groups, mask: Mask, least: int) -> list[tuple[Hashable, Stack]]:
        if not groups.keys:
            return []
        on = mask[groups.rows]
        size = len(groups.keys)
        counts = np.bincount(groups.group_of[on], minlength=size)
        bits = np.zeros(size, dtype=np.int64)
        np.bitwise_or.at(bits, groups.group_of[on], np.left_shift(1, self._categories[groups.rows[on]]))
        return [
            (groups.keys[g], Stack(*self._middle(groups.members[g], mask), int(counts[g]), int(bits[g]), self._first(groups.members[g], mask)))
            for g in np.flatnonzero(counts >= least)
        ]

    def _first(self, members: Sequence[int], mask: Mask) -> tuple[str, ...]:
        found: list[str] = []
        for i in members:
            if mask[i]:
                found.append(self._marks[i].id)
                if len(found) == NAMED:
                    break
        return tuple(found)

    def _middle(self, members: Sequence[int], mask: Mask) -> tuple[float, float]:
        first = self._marks[members[0]]
        if first.kind != "unit":
            lat, lon = spot(first)
            return lat, lon
        points = [(m.lat, m.lon) for m in (self._marks[i] for i in members if mask[i]) if m.lat is not None and m.lon is not None]
        return (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)) if points else (17.0, -4.0)


class _Groups:
    """Rows by what they share. ``rows`` and ``group_of`` run in parallel; groups of fewer than ``least`` rows are left out."""

    def __init__(self, key_of: dict[int, Hashable], least: int = 2) -> None:
        held: dict[Hashable, list[int]] = defaultdict(list)
        for row, key in key_of.items():
            held[key].append(row)
        kept = [(key, rows) for key, rows in held.items() if len(rows) >= least]
        self.keys = [key for key, _ in kept]
        self.members = [rows for _, rows in kept]
        self.rows = np.array([row for rows in self.members for row in rows], dtype=np.int64)
        self.group_of = np.repeat(np.arange(len(kept)), [len(rows) for rows in self.members]) if kept else np.array([], dtype=np.int64)


def spot(mark: Mark | Stack) -> tuple[float, float]:
    """(lat, lon) to about 10 m: what counts as one and the same point."""
    return round(mark.lat or 0.0, 4), round(mark.lon or 0.0, 4)


def _box(mark: Mark) -> tuple[float, float, float, float]:
    if mark.lat is None or mark.lon is None:
        return (np.nan,) * 4
    reach = (mark.radius_m or 0.0) / 111_195 if mark.kind == "near" else 0.0
    return mark.lon - reach, mark.lat - reach, mark.lon + reach, mark.lat + reach
