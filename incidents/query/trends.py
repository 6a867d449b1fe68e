"""The figures of the Trends page: per week or month, by type, actor and region, who against whom, and change against a baseline.

Every figure carries the filters that lead to its incidents, and counts what they let through, so that a mark and the map behind it say
the same number. So an incident whose days reach over the edge of a period stands in both, as it does on the map; what is dated too
coarsely for the unit stands in none and is counted in ``beside``, never spread. Tolls are sums of what was reported, low to high.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal

from incidents.query.conditions import Condition, conditions, joined
from incidents.query.counts import KilledSum
from incidents.query.filters import Filters
from incidents.query.narrowing import to_actor, to_pair, to_period, to_region, to_type
from incidents.query.questions import KILLED
from incidents.query.snapshot import SEPARATOR, Snapshot
from incidents.query.timeline import periods
from incidents.words.actor_tree import ancestors

Unit = Literal["week", "month", "quarter", "year"]
By = Literal["event_type", "actor", "region"]
_KEYS: dict[By | None, str] = {None: "''", "event_type": "event_type", "region": "region", "actor": "actors_key"}
_COARSEST: dict[Unit, int] = {"week": 3, "month": 4, "quarter": 4, "year": 5}  # date precision that still stands in a period of the unit
_STEPS: dict[Unit, str] = {"week": "7 DAY", "month": "1 MONTH", "quarter": "3 MONTH", "year": "1 YEAR"}
_COLUMNS: tuple[tuple[Unit, int], ...] = (("month", 36), ("quarter", 48), ("year", 10_000))  # of a table: more are too narrow for a number


@dataclass(frozen=True, slots=True)
class Figure:
    """Incidents and reported killed of one mark; ``filters`` leads to them, None where no filter can say it."""

    incidents: int
    killed: KilledSum
    filters: Filters | None


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: ``figures`` stand for the periods of :class:`Trend`, in order; ``total`` is over all dated and undated ones."""

    name: str
    figures: tuple[Figure, ...]
    total: Figure


@dataclass(frozen=True, slots=True)
class Trend:
    """Periods (start, end, both in it) without gaps and the series over them, largest first.

    ``beside`` fit the filters and stand in no period: dated too coarsely for the unit (then the figures' filters ask for a date known well
    enough, for they would find these too); ``undated`` have no date. ``others`` is the number of groups beyond the ones shown.
    """

    unit: Unit
    periods: tuple[tuple[date, date], ...]
    series: tuple[Series, ...]
    beside: int
    undated: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who against whom. ``cells[i][j]`` is initiator i against target j; an incident with two initiators counts in both rows.

    A member follows its parent, whose figures hold it. A parent whose incidents are all those of one member is left out: it would say
    the same twice. ``left_out`` are the initiators and the targets beyond the ones shown. ``one_sided`` fit the filters and name an
    initiator or a target only, ``neither`` name none: both are in no cell.
    """

    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    cells: tuple[tuple[Figure, ...], ...]
    one_sided: int
    neither: int = 0
    left_out: tuple[int, int] = (0, 0)


def trend(snapshot: Snapshot, filters: Filters, unit: Unit | Literal["auto"] = "auto", by: By | None = None, top: int = 8) -> Trend:
    """Incidents and reported killed per week or month, over all or by event type, actor or region (the ``top`` largest)."""
    f = filters.resolved(snapshot.last_day)
    where, values = joined(conditions(f))
    within = f"FILTER (date_precision <= {_COARSEST['year' if unit == 'year' else 'month']})"  # a year's dates would stretch the axis
    range_sql = f"SELECT min({_first(f)}) {within}, max({_last(f)}) {within}, count(*) - count(day_start) FROM incidents WHERE {where}"
    first, last, undated = snapshot.rows(range_sql, values)[0]
    chosen: Unit = unit if unit != "auto" else "week" if first and (last - first).days <= 400 else "month"
    spans = _spans(first, last, chosen) if first else ()
    limit = _COARSEST[chosen]
    beside = snapshot.rows(f"SELECT count(*) FROM incidents WHERE ({where}) AND day_start IS NOT NULL AND date_precision > {limit}", values)[0][0]
    totals = _totals(snapshot, (where, values), by)
    held = _held(snapshot, (where, values), (f, chosen), by)
    series = tuple(_series(name, figure, spans, held, (_narrow(f, by, name), limit if beside else None)) for name, figure in totals[:top])
    return Trend(chosen, spans, series, beside, undated, max(0, len(totals) - top))


def matrix(snapshot: Snapshot, filters: Filters, top: int = 12) -> Matrix:
    """Who against whom: the ``top`` initiators and targets by incidents; parents count their children's incidents too, once each."""
    f = filters.resolved(snapshot.last_day)
    where, values = joined(conditions(f))
    rows = snapshot.rows(f"SELECT initiators_key, targets_key, count(*), {KILLED} FROM incidents WHERE {where} GROUP BY 1, 2", values)
    held: dict[tuple[str, str], tuple[int, KilledSum]] = {}
    for initiators, targets, n, *killed in rows:
        for pair in product(_split(initiators), _split(targets)):
            before = held.get(pair, (0, KilledSum()))
            held[pair] = (before[0] + n, before[1] + KilledSum(*killed))
    ranked = [_ranked([(pair[side], n) for pair, (n, _) in held.items()]) for side in (0, 1)]
    sides = [_members_after_parents(names[:top]) for names in ranked]
    cells = tuple(tuple(Figure(*held.get((i, t), (0, KilledSum())), to_pair(f, i, t)) for t in sides[1]) for i in sides[0])
    one_sided, neither = (sum(row[2] for row in rows if bool(row[0]) + bool(row[1]) == named) for named in (1, 0))
    return Matrix(sides[0], sides[1], cells, one_sided, neither, (max(0, len(ranked[0]) - top), max(0, len(ranked[1]) - top)))


def heat(snapshot: Snapshot, filters: Filters) -> Trend:
    """Region by month, or by quarter or year where months would be too many columns: every region that has an incident, as series."""
    return next(found for unit, most in _COLUMNS if len((found := trend(snapshot, filters, unit, "region", top=20)).periods) <= most)


def _spans(first: date, last: date, unit: Unit) -> tuple[tuple[date, date], ...]:
    if unit != "quarter":
        return tuple(periods(first, last, unit))
    quarter = first.replace(month=first.month - (first.month - 1) % 3, day=1)
    months = periods(quarter, last.replace(day=1, month=last.month + -last.month % 3), "month")
    return tuple((start, end) for (start, _), (_, end) in zip(months[::3], months[2::3], strict=True))


def _first(f: Filters) -> str:
    """The first day of an incident within the period asked for."""
    return f"greatest(day_start, DATE '{f.start.isoformat()}')" if f.start else "day_start"


def _last(f: Filters) -> str:
    """The last one."""
    return f"least(day_end, DATE '{f.end.isoformat()}')" if f.end else "day_end"


def _narrow(f: Filters, by: By | None, name: str) -> Filters | None:
    narrow: dict[By | None, Callable[[Filters, str], Filters | None]] = {
        None: lambda filters, _: filters, "event_type": to_type, "region": to_region, "actor": to_actor}  # fmt: skip
    return narrow[by](f, name)


def _split(key: str) -> list[str]:
    return key.strip(SEPARATOR).split(SEPARATOR) if key else []


def _groups(by: By | None, key: str) -> list[str]:
    return [""] if by is None else _split(key) if by == "actor" else [key]


def _totals(snapshot: Snapshot, condition: Condition, by: By | None) -> list[tuple[str, tuple[int, KilledSum]]]:
    """(group, (incidents, killed)), largest first."""
    where, values = condition
    rows = snapshot.rows(f"SELECT {_KEYS[by]} AS key, count(*), {KILLED} FROM incidents WHERE ({where}) AND key IS NOT NULL GROUP BY 1", values)
    held: dict[str, tuple[int, KilledSum]] = {}
    for key, n, *killed in rows:
        for name in _groups(by, key):
            before = held.get(name, (0, KilledSum()))
            held[name] = (before[0] + n, before[1] + KilledSum(*killed))
    return sorted(held.items(), key=lambda item: (-item[1][0], item[0]))


def _held(snapshot: Snapshot, condition: Condition, asked: tuple[Filters, Unit], by: By | None) -> dict[tuple[str, date], tuple[int, KilledSum]]:
    """(group, first day of the period) to (incidents, killed); an incident stands in each period that its days touch."""
    (where, values), (f, unit) = condition, asked
    within = f"date_trunc('{unit}', {_first(f)}), date_trunc('{unit}', {_last(f)}), INTERVAL {_STEPS[unit]}"
    each = f"SELECT *, {_KEYS[by]} AS key, unnest(generate_series({within})) AS period"
    standing = f"key IS NOT NULL AND day_start IS NOT NULL AND date_precision <= {_COARSEST[unit]}"
    touched = f"({each} FROM incidents WHERE ({where}) AND {standing})"
    rows = snapshot.rows(f"SELECT key, period::DATE, count(*), {KILLED} FROM {touched} GROUP BY 1, 2", values)
    held: dict[tuple[str, date], tuple[int, KilledSum]] = {}
    for key, start, n, *killed in rows:
        for name in _groups(by, key):
            before = held.get((name, start), (0, KilledSum()))
            held[name, start] = (before[0] + n, before[1] + KilledSum(*killed))
    return held


def _series(name: str, total: tuple[int, KilledSum], spans: Sequence[tuple[date, date]], held: dict[tuple[str, date], tuple[int, KilledSum]],
            link: tuple[Filters | None, int | None]) -> Series:  # fmt: skip
    f, limit = link
    known = replace(f, date_precision_max=min(f.date_limit or limit, limit)) if f and limit else f
    figures = [Figure(*held.get((name, start), (0, KilledSum())), to_period(known, start, end) if known else None) for start, end in spans]
    return Series(name, tuple(figures), Figure(*total, f))


def _ranked(counts: list[tuple[str, int]]) -> tuple[str, ...]:
    """Actors, largest first, without the parents that have the incidents of one member and no others."""
    sums: dict[str, int] = {}
    for name, n in counts:
        sums[name] = sums.get(name, 0) + n
    same = {parent for name in sums for parent in ancestors(name) if sums.get(parent) == sums[name]}
    return tuple(sorted(sums.keys() - same, key=lambda name: (-sums[name], name)))


def _members_after_parents(names: Sequence[str]) -> tuple[str, ...]:
    """In the order given, but each actor behind the nearest of its parents that is among them."""
    above = {name: next((a for a in ancestors(name) if a in names), None) for name in names}

    def with_members(parent: str | None) -> list[str]:
        return [one for name in names if above[name] == parent for one in (name, *with_members(name))]

    return tuple(with_members(None))
