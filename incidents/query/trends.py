"""The figures of the Trends page: per week or month, by type, actor and region, who against whom, and change against a baseline.

Every figure carries the filters that lead to its incidents. An incident stands in a week or month only where its date is known that
well: what is dated to a longer stretch is counted in ``beside``, never spread. Tolls are sums of what was reported, low to high.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

Unit = Literal["week", "month"]
By = Literal["event_type", "actor", "region"]
_KEYS: dict[By | None, str] = {None: "''", "event_type": "event_type", "region": "region", "actor": "actors_key"}


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

    ``beside`` fit the filters and stand in no period: dated too coarsely for the unit; ``undated`` have no date. ``others`` is the number of
    groups beyond the ones shown.
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

    ``one_sided`` fit the filters and name no initiator or no target: they are in no cell.
    """

    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    cells: tuple[tuple[Figure, ...], ...]
    one_sided: int


def trend(snapshot: Snapshot, filters: Filters, unit: Unit | Literal["auto"] = "auto", by: By | None = None, top: int = 8) -> Trend:
    """Incidents and reported killed per week or month, over all or by event type, actor or region (the ``top`` largest)."""
    f = filters.resolved(snapshot.last_day)
    where, values = joined(conditions(f))
    range_sql = f"SELECT min({_first(f)}), max(day_end), count(*) - count(day_start) FROM incidents WHERE {where}"
    first, last, undated = snapshot.rows(range_sql, values)[0]
    last = min(last, f.end) if last and f.end else last
    chosen: Unit = unit if unit != "auto" else "week" if first and (last - first).days <= 400 else "month"
    spans = tuple(periods(first, last, chosen)) if first else ()
    inside = _inside(chosen)  # what began before the period and reaches into it stands in its first bin
    beside = snapshot.rows(f"SELECT count(*) FROM incidents WHERE ({where}) AND day_start IS NOT NULL AND NOT {inside}", values)[0][0]
    totals = _totals(snapshot, (where, values), by)
    held = _held(snapshot, (where, values), f"date_trunc('{chosen}', {_first(f)})::DATE", inside, by)
    series = tuple(_series(name, figure, spans, held, _narrow(f, by, name)) for name, figure in totals[:top])
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
    sides = [_largest([(pair[side], n) for pair, (n, _) in held.items()], top) for side in (0, 1)]
    cells = tuple(tuple(Figure(*held.get((i, t), (0, KilledSum())), to_pair(f, i, t)) for t in sides[1]) for i in sides[0])
    return Matrix(sides[0], sides[1], cells, sum(row[2] for row in rows if not (row[0] and row[1])))


def heat(snapshot: Snapshot, filters: Filters, unit: Unit = "month") -> Trend:
    """Region by month (or week): every region that has an incident, as series."""
    return trend(snapshot, filters, unit, "region", top=20)


def _inside(unit: str) -> str:
    """What is dated well enough for a bin of ``unit``."""
    return f"(date_precision <= 3 OR date_trunc('{unit}', day_end) = date_trunc('{unit}', day_start))"


def _first(f: Filters) -> str:
    """The day that decides the bin: the first one within the period asked for."""
    if f.start is None:
        return "day_start"
    start = f"DATE '{f.start.isoformat()}'"
    return f"CASE WHEN day_start < {start} THEN {start} ELSE day_start END"


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


def _held(snapshot: Snapshot, condition: Condition, period: str, inside: str, by: By | None) -> dict[tuple[str, date], tuple[int, KilledSum]]:
    """(group, first day of the period) to (incidents, killed)."""
    where, values = condition
    rows = snapshot.rows(f"SELECT {_KEYS[by]} AS key, {period}, count(*), {KILLED} FROM incidents "
                         f"WHERE ({where}) AND key IS NOT NULL AND day_start IS NOT NULL AND {inside} GROUP BY 1, 2", values)  # fmt: skip
    held: dict[tuple[str, date], tuple[int, KilledSum]] = {}
    for key, start, n, *killed in rows:
        for name in _groups(by, key):
            before = held.get((name, start), (0, KilledSum()))
            held[name, start] = (before[0] + n, before[1] + KilledSum(*killed))
    return held


def _series(name: str, total: tuple[int, KilledSum], spans: Sequence[tuple[date, date]], held: dict[tuple[str, date], tuple[int, KilledSum]],
            f: Filters | None) -> Series:  # fmt: skip
    figures = [Figure(*held.get((name, start), (0, KilledSum())), to_period(f, start, end) if f else None) for start, end in spans]
    return Series(name, tuple(figures), Figure(*total, f))


def _largest(counts: list[tuple[str, int]], top: int) -> tuple[str, ...]:
    sums: dict[str, int] = {}
    for name, n in counts:
        sums[name] = sums.get(name, 0) + n
    return tuple(sorted(sums, key=lambda name: (-sums[name], name))[:top])
