"""The histogram over time: what is dated well enough stands in its bin, what is dated to a month or year only is kept apart, never spread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from incidents.query.conditions import conditions, joined
from incidents.query.filters import Filters
from incidents.query.snapshot import Snapshot

BinUnit = Literal["day", "week", "month", "year"]
_UNITS: tuple[tuple[BinUnit, int], ...] = (("day", 105), ("week", 400), ("month", 36_600), ("year", 10**9))
MAX_BINS = 4_000


@dataclass(frozen=True, slots=True)
class Bin:
    """``start`` to ``end``, both in it. ``imprecise`` are dated to a month or year that lies wholly in the bin."""

    start: date
    end: date
    exact: int
    imprecise: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bins without gaps from the first day to the last. ``spans`` are (start, end, n) of those dated too coarsely for any one bin.

    ``undated`` have no date at all. Every incident that fits (but for the period, which the timeline shows whole) is in one of these,
    but for what lies outside of the days asked for.
    """

    unit: BinUnit
    bins: tuple[Bin, ...]
    spans: tuple[tuple[date, date, int], ...]
    undated: int


def timeline(
    snapshot: Snapshot, filters: Filters, unit: BinUnit | Literal["auto"] = "auto", within: tuple[date, date] | None = None
) -> Timeline:
    """The histogram under all filters but the period, over all days of the data, whatever fits, or over those ``within``.

    ``unit`` "auto" follows the range: days to a quarter, weeks to a year, then months.
    """
    where, values = joined(conditions(filters.without_time()))
    undated = snapshot.rows(f"SELECT count(*) - count(day_start) FROM incidents WHERE {where}", values)[0][0]
    first, last = within or (snapshot.first_day, snapshot.latest_day)
    if first is None or last is None:
        return Timeline("month" if unit == "auto" else unit, (), (), undated)
    chosen = _unit(first, last, unit)
    shown = periods(first, last, chosen)
    low = f"date_trunc('{chosen}', day_start)::DATE"
    inside = f"(date_precision <= 3 OR date_trunc('{chosen}', day_end)::DATE = {low})"
    limits = [shown[0][0], shown[-1][1]]
    rows = snapshot.rows(f"SELECT {low}, count(*) FILTER (date_precision <= 3), count(*) FILTER (date_precision > 3) FROM incidents "
                         f"WHERE ({where}) AND day_start BETWEEN ? AND ? AND {inside} GROUP BY 1", [*values, *limits])  # fmt: skip
    spans = snapshot.rows(f"SELECT day_start, day_end, count(*) FROM incidents WHERE ({where}) AND day_end >= ? AND day_start <= ? "
                          f"AND NOT {inside} GROUP BY 1, 2 ORDER BY 1, 2", [*values, *limits])  # fmt: skip
    held = {start: (exact, imprecise) for start, exact, imprecise in rows}
    bins = tuple(Bin(start, end, *held.get(start, (0, 0))) for start, end in shown)
    return Timeline(chosen, bins, tuple((a, b, n) for a, b, n in spans), undated)


def _unit(first: date, last: date, unit: BinUnit | Literal["auto"]) -> BinUnit:
    """The unit asked for, or a coarser one where it would make more bins than a screen has pixels."""
    length = (last - first).days + 1
    if unit == "auto":
        return next(name for name, longest in _UNITS if length <= longest)
    sizes = {"day": 1, "week": 7, "month": 28, "year": 365}
    names = [name for name, _ in _UNITS]
    return next((n for n in names[names.index(unit):] if length / sizes[n] <= MAX_BINS), "year")


def start_of(day: date, unit: BinUnit) -> date:
    """The first day of the day's bin; weeks begin on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def periods(first: date, last: date, unit: BinUnit) -> list[tuple[date, date]]:
    """(start, end) of every bin from the one that holds ``first`` to the one that holds ``last``."""
    found, start = [], start_of(first, unit)
    while start <= last:
        following = start_of(start + timedelta(days={"day": 1, "week": 7, "month": 31, "year": 366}[unit]), unit)
        found.append((start, following - timedelta(days=1)))
        start = following
    return found
