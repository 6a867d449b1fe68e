"""Filters as SQL over a snapshot's rows (DuckDB): one condition a kind, so that a kind can be left out when its own options are counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gazetteer.fold import fold
from incidents.query.filters import Filters
from incidents.query.searching import needles
from incidents.query.snapshot import SEPARATOR
from incidents.query.units import YEAR

Condition = tuple[str, list[Any]]

#: Rows whose place is too coarse to say whether they lie in a circle, corridor or area.
COARSE = "place_precision NOT IN (1, 2, 5) OR lat IS NULL"
#: Rows that the map can draw: as :mod:`incidents.drawing.marks` does. A road or zone whose course nobody knows is none.
DRAWABLE = ("((place_precision IN (1, 2) AND lat IS NOT NULL) OR (place_precision IN (3, 4) AND unit_pcode IS NOT NULL) "
            "OR (place_precision = 5 AND (lat IS NOT NULL OR line IS NOT NULL OR zone_id IS NOT NULL)))")  # fmt: skip
_ROLE_COLUMNS = {"any": "actors_key", "initiator": "initiators_key", "target": "targets_key"}
_ACROSS = {"any": "actors_key", "initiator": "targets_key", "target": "initiators_key"}


def conditions(filters: Filters) -> dict[str, Condition]:
    """Kind (time, date, unit, type, actor, against, place, reports, publisher, language, killed, affected, words, area) to its condition.

    Kinds that ask for nothing are absent. ``last_days`` must have been resolved: see :meth:`Filters.resolved`.
    """
    if filters.last_days is not None:
        raise ValueError("last_days counts back from the data: call Filters.resolved(snapshot.last_day) first")
    found = {
        "time": _time(filters),
        "date": ("date_precision BETWEEN 1 AND ? AND day_start IS NOT NULL", [filters.date_limit]) if filters.date_limit else None,
        "unit": _units(filters),
        "type": _types(filters),
        "actor": _any_in_key(_ROLE_COLUMNS[filters.actor_role], filters.actors),
        "against": _any_in_key(_ACROSS[filters.actor_role], filters.opponents),
        "place": ("place_precision BETWEEN 1 AND ?", [filters.place_precision_max]) if filters.place_precision_max else None,
        "reports": ("independent_reports >= ?", [filters.min_independent]) if filters.min_independent > 1 else None,
        "publisher": _any_in_key("publishers_key", filters.publishers),
        "language": _any_in_key("languages_key", filters.languages),
        "killed": _killed(filters),
        "affected": _any_in_key("affected_key", filters.affected),
        "words": _words(filters),
        "area": _area(filters),
    }
    return {kind: condition for kind, condition in found.items() if condition}


def joined(parts: dict[str, Condition], leave_out: Iterable[str] = ()) -> Condition:
    """All conditions but those of the kinds ``leave_out``, joined by AND; "TRUE" where none is left."""
    kept = [condition for kind, condition in parts.items() if kind not in set(leave_out)]
    return " AND ".join(f"({sql})" for sql, _ in kept) or "TRUE", [value for _, values in kept for value in values]


def _time(f: Filters) -> Condition | None:
    parts, values = ["day_start IS NOT NULL"], []
    if f.start:
        parts.append("day_end >= ?")
        values.append(f.start)
    if f.end:
        parts.append("day_start <= ?")
        values.append(f.end)
    if not values:
        return None
    sql = " AND ".join(parts)
    return (f"({sql}) OR day_start IS NULL" if f.include_undated else sql), values


def _units(f: Filters) -> Condition | None:
    columns = {
        "region_key": [fold(r) for r in f.regions if not r.startswith(YEAR)],
        "region_2023_key": [fold(r.removeprefix(YEAR)) for r in f.regions if r.startswith(YEAR)],
        "cercle_key": [fold(c) for c in f.cercles],
    }
    return _any(_in(column, values) for column, values in columns.items() if values)


def _types(f: Filters) -> Condition | None:
    columns = {"event_type": f.event_types, "sub_event_type": f.sub_event_types}
    return _any(_in(column, list(values)) for column, values in columns.items() if values)


def _killed(f: Filters) -> Condition | None:
    if f.fatalities == "any":
        return None
    some = "coalesce(killed_high, killed_best, killed_low, 0) > 0"
    return (some if f.fatalities == "with" else f"NOT ({some})"), []


def _words(f: Filters) -> Condition | None:
    wanted = needles(f.words)
    return (" AND ".join("contains(words, ?)" for _ in wanted), list(wanted)) if wanted else None


def _area(f: Filters) -> Condition | None:
    parts = [a.sql() for a in (f.near, f.corridor, f.area) if a]
    if not parts:
        return None
    return f"NOT ({COARSE}) AND " + " AND ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]


def _in(column: str, values: list[Any]) -> Condition:
    return f"{column} IN ({', '.join('?' * len(values))})", values


def _any(parts: Iterable[Condition]) -> Condition | None:
    kept = list(parts)
    return (" OR ".join(sql for sql, _ in kept), [v for _, values in kept for v in values]) if kept else None


def _any_in_key(column: str, values: tuple[str, ...]) -> Condition | None:
    """A joined string (``incidents.query.snapshot.key_of``) that holds any of ``values``; actors' keys hold their parents."""
    return _any((f"contains({column}, ?)", [f"{SEPARATOR}{value}{SEPARATOR}"]) for value in values)
