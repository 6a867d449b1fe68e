"""The figures of the Trends page: per week or month, by type, actor and region, who against whom, and change against a baseline.

Every figure carries the filters that lead to its incidents. An incident stands in a week or month only where its date is known that
well: what is dated to a longer stretch is counted in ``beside``, never spread. Tolls are sums of what was reported, low to high.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from incidents.actor_tree import heads
from incidents.conditions import conditions, joined
from incidents.counts import KilledSum
from incidents.filters import Filters
from incidents.narrowing import to_actor, to_pair, to_period, to_region, to_type
from incidents.query import KILLED
from incidents.snapshot import Snapshot
from incidents.timeline import periods

Unit = Literal["week", "month"]
By = Literal["event_type", "actor", "region"]
_KEYS = {"event_type": "event_type", "region": "region", "actor": "unnest(actors)"}


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
    first, last, undated = snapshot.rows(f"SELECT min(day_start), max(day_end), count(*) - count(day_start) FROM incidents WHERE {where}", values)[0]
    chosen: Unit = unit if unit != "auto" else "week" if first and (last - first).days <= 400 else "month"
    spans = tuple(periods(first, last, chosen)) if first else ()
    inside = _inside(chosen)
    beside = snapshot.rows(f"SELECT count(*) FROM incidents WHERE ({where}) AND day_start IS NOT NULL AND NOT {inside}", values)[0][0]
    totals = _totals(snapshot, (where, values), by)
    names = [name for name, _ in totals[:top]]
    held = _held(snapshot, (where, values), chosen, by, names)
    series = tuple(_series(name, figure, spans, held, _narrow(f, by, name)) for name, figure in totals[:top])
    return Trend(chosen, spans, series, beside, undated, max(0, len(totals) - top))


def matrix(snapshot: Snapshot, filters: Filters, top: int = 12) -> Matrix:
    """Who against whom: the ``top`` initiators and targets by incidents; parents count their children's incidents too."""
    f = filters.resolved(snapshot.last_day)
    where, values = joined(conditions(f))
    pairs = snapshot.rows(f"""
        WITH sides AS (SELECT id, initiators, targets, killed_low, killed_best, killed_high FROM incidents WHERE ({where})
                       AND len(initiators) > 0 AND len(targets) > 0),
        i AS (SELECT DISTINCT id, coalesce(h.head, actor) AS actor FROM (SELECT id, unnest(initiators) AS actor FROM sides) {_HEADS}),
        t AS (SELECT DISTINCT id, coalesce(h.head, actor) AS actor FROM (SELECT id, unnest(targets) AS actor FROM sides) {_HEADS})
        SELECT i.actor, t.actor, count(*), {KILLED} FROM sides JOIN i USING (id) JOIN t USING (id) GROUP BY 1, 2""",
        [*values, *_head_values(), *_head_values()])  # fmt: skip
    alone = snapshot.rows(f"SELECT count(*) FROM incidents WHERE ({where}) AND (len(initiators) = 0 OR len(targets) = 0)", values)[0][0]
    rows, columns = _largest(pairs, 0, top), _largest(pairs, 1, top)
    held = {(i, t): Figure(n, KilledSum(*killed), to_pair(f, i, t)) for i, t, n, *killed in pairs}
    cells = tuple(tuple(held.get((i, t)) or Figure(0, KilledSum(), to_pair(f, i, t)) for t in columns) for i in rows)
    return Matrix(rows, columns, cells, alone)


def heat(snapshot: Snapshot, filters: Filters, unit: Unit = "month") -> Trend:
    """Region by month (or week): every region that has an incident, as series."""
    return trend(snapshot, filters, unit, "region", top=20)


def _inside(unit: str) -> str:
    """What is dated well enough for a bin of ``unit``."""
    return f"(date_precision <= 3 OR date_trunc('{unit}', day_end) = date_trunc('{unit}', day_start))"


def _narrow(f: Filters, by: By | None, name: str) -> Filters | None:
    narrow: dict[By | None, Callable[[Filters, str], Filters | None]] = {
        None: lambda filters, _: filters, "event_type": to_type, "region": to_region, "actor": to_actor}  # fmt: skip
    return narrow[by](f, name)


_HEADS = "LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS child, unnest(?::VARCHAR[]) AS head) h ON h.child = actor"


def _head_values() -> list[list[str]]:
    pairs = heads()
    return [[child for child, _ in pairs], [head for _, head in pairs]]


def _grouping(by: By | None, columns: str, where: str) -> tuple[str, list[Any]]:
    """A table of (key, columns): one row an incident and group, an actor's parents included once each."""
    if by is None:
        return f"(SELECT '' AS key, {columns} FROM incidents WHERE {where})", []
    if by != "actor":
        return f"(SELECT {_KEYS[by]} AS key, {columns} FROM incidents WHERE ({where}) AND {_KEYS[by]} IS NOT NULL)", []
    return (f"(SELECT DISTINCT ON (id, key) coalesce(h.head, actor) AS key, {columns} FROM "
            f"(SELECT unnest(actors) AS actor, id, {columns} FROM incidents WHERE {where}) {_HEADS})"), _head_values()  # fmt: skip


_TOLL = "killed_low, killed_best, killed_high"


def _totals(snapshot: Snapshot, condition: tuple[str, list[Any]], by: By | None) -> list[tuple[str, tuple[Any, ...]]]:
    where, values = condition
    source, more = _grouping(by, _TOLL, where)
    rows = snapshot.rows(f"SELECT key, count(*) AS n, {KILLED} FROM {source} GROUP BY 1 ORDER BY n DESC, 1", [*values, *more])
    return [(key, tuple(row)) for key, *row in rows]


def _held(snapshot: Snapshot, condition: tuple[str, list[Any]], unit: Unit, by: By | None, names: Sequence[str]) -> dict[tuple[str, date], Any]:
    where, values = condition
    source, more = _grouping(by, f"day_start, {_TOLL}", f"({where}) AND day_start IS NOT NULL AND {_inside(unit)}")
    rows = snapshot.rows(f"SELECT key, date_trunc('{unit}', day_start)::DATE, count(*), {KILLED} FROM {source} "
                         "WHERE key = ANY (?::VARCHAR[]) GROUP BY 1, 2", [*values, *more, list(names)])  # fmt: skip
    return {(key, start): row for key, start, *row in rows}


def _series(name: str, total: tuple[Any, ...], spans: Sequence[tuple[date, date]], held: dict[tuple[str, date], Any], f: Filters | None) -> Series:
    figures = []
    for start, end in spans:
        n, *killed = held.get((name, start), (0,))
        figures.append(Figure(n, KilledSum(*killed), to_period(f, start, end) if f else None))
    return Series(name, tuple(figures), Figure(total[0], KilledSum(*total[1:]), f))


def _largest(pairs: list[tuple[Any, ...]], side: int, top: int) -> tuple[str, ...]:
    sums: dict[str, int] = {}
    for pair in pairs:
        sums[pair[side]] = sums.get(pair[side], 0) + pair[2]
    return tuple(sorted(sums, key=lambda name: (-sums[name], name))[:top])


