"""Is a region busier than it was? The last days of the data against the mean of the periods before them, with a guard for small numbers.

The levels and the guard are those of ACLED's Trendfinder, country and subnational change level maps (acleddata.com/platform/trendfinder,
"How to understand the Trendfinder"): more than 25 % up is a large increase, 10 to 25 % a moderate one, 25 % down to 10 % up limited
change, more than 25 % down a large decrease; where the mean is at most 2 and the current count at most 5, limited change. There the
period is a week and the baseline the 4 or 52 weeks before; here both can be chosen. It says how reporting changed, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from incidents.query import units
from incidents.query.conditions import conditions, joined
from incidents.query.filters import Filters
from incidents.query.narrowing import to_region
from incidents.query.snapshot import Snapshot

Level = Literal["large increase", "moderate increase", "limited change", "large decrease"]
LARGE, MODERATE = 25.0, 10.0  # per cent
SMALL_MEAN, SMALL_COUNT = 2.0, 5
COARSEST = 3  # date precision: a month cannot be compared with seven or thirty days


@dataclass(frozen=True, slots=True)
class Change:
    """One region: ``current`` incidents against a ``mean`` per period before. ``per_cent`` is None where the mean is 0.

    ``small`` says that the guard decided. ``filters`` leads to the current incidents, ``before`` to those of the baseline.
    """

    region: str
    current: int
    mean: float
    per_cent: float | None
    level: Level
    small: bool
    filters: Filters | None
    before: Filters | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All regions: those that changed first, those that the guard decided last.

    ``complete`` is False where the data begin after the baseline does: then the mean is too low.
    ``left_out`` incidents of the two stretches are dated more coarsely than a week and were not compared: then the links ask for a date
    known to the week, or the map would show these too.
    """

    current: tuple[date, date]
    baseline: tuple[date, date]
    regions: tuple[Change, ...]
    complete: bool
    left_out: int


def change(snapshot: Snapshot, filters: Filters, days: int = 7, periods: int = 4) -> Comparison | None:
    """The last ``days`` against the mean of the ``periods`` stretches of ``days`` before, per region; None without any dated incident.

    The last day is the end of the period in the filters, else of the data; the filters' start is not used.
    """
    f = filters.resolved(snapshot.last_day)
    last = min(f.end, snapshot.last_day) if f.end and snapshot.last_day else snapshot.last_day
    if last is None or snapshot.first_day is None:
        return None
    start = last - timedelta(days=days - 1)
    baseline = (start - timedelta(days=days * periods), start - timedelta(days=1))
    where, values = joined(conditions(f.without_time()))
    near = f"date_precision <= {COARSEST} AND day_end >= ?"  # by the days that an incident touches, as the map counts it
    rows = snapshot.rows(
        f"SELECT region, count(*) FILTER ({near}), count(*) FILTER ({near} AND day_start <= ?), count(*) FILTER (date_precision > {COARSEST}) "
        f"FROM incidents WHERE ({where}) AND region IS NOT NULL AND day_end >= ? AND day_start <= ? GROUP BY 1",
        [start, *baseline, *values, baseline[0], last])  # fmt: skip
    counts = {region: (now, before) for region, now, before, _ in rows}
    left_out = sum(row[3] for row in rows)
    asked = f.without_time()
    if left_out:
        asked = replace(asked, date_precision_max=min(f.date_limit or COARSEST, COARSEST))
    names = list(dict.fromkeys([*counts, *(f.regions or (() if f.cercles else units.regions()))]))
    found = [_change(name, counts.get(name, (0, 0)), periods, asked, (start, last), baseline) for name in names if not name.startswith(units.YEAR)]
    found.sort(key=lambda c: (c.small, -abs(c.per_cent) if c.per_cent is not None else -1e9 * bool(c.current), -c.current, c.region))
    return Comparison((start, last), baseline, tuple(found), snapshot.first_day <= baseline[0], left_out)


def level_of(current: int, mean: float) -> tuple[Level, float | None, bool]:
    """(level, change in per cent or None where the mean is 0, whether the guard for small numbers decided)."""
    per_cent = (current - mean) / mean * 100 if mean else None
    if mean <= SMALL_MEAN and current <= SMALL_COUNT:
        return "limited change", per_cent, True
    if per_cent is None or per_cent > LARGE:
        return "large increase", per_cent, False
    if per_cent > MODERATE:
        return "moderate increase", per_cent, False
    return ("large decrease" if per_cent < -LARGE else "limited change"), per_cent, False


def _change(name: str, counts: Sequence[int], periods: int, asked: Filters, now: tuple[date, date], before: tuple[date, date]) -> Change:
    mean = counts[1] / periods
    level, per_cent, small = level_of(counts[0], mean)
    there = to_region(asked, name)
    links: list[Any] = [replace(there, start=a, end=b) if there else None for a, b in (now, before)]
    return Change(name, counts[0], mean, per_cent, level, small, links[0], links[1])
