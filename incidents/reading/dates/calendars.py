"""Stretches of days: how long, how written in EDTF, and how found from a day, a month or a weekday."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.reading.dates.mention import DateBasis

#: The years that incidents are read for; other years are named in articles as background.
FIRST_YEAR, LAST_YEAR = 2012, 2026


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends inclusive, with what it rests on. ``None`` ends are unknown; then ``edtf`` says what is known."""

    start: date | None
    end: date | None
    basis: DateBasis = "absolute"
    inferred: str = ""
    edtf: str = ""
    precision: int = 0


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, count: int) -> date:
    """``day`` moved by ``count`` days, held inside the years that ``date`` can write."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return day


def add_months(day: date, count: int) -> date:
    """The first of the month ``count`` months from the month of ``day``."""
    index = day.year * 12 + day.month - 1 + count
    return date(max(1, min(9999, index // 12)), index % 12 + 1, 1)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def span_precision(start: date, end: date) -> int:
    """UCDP date precision of a stretch by its length."""
    length = (end - start).days + 1
    return 1 if length <= 1 else 2 if length <= 6 else 3 if length == 7 else 4 if length <= 31 else 5


def span_edtf(start: date, end: date) -> str:
    """The stretch in EDTF: a day, a month, a year, or an interval."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == month_end(start.year, start.month):
        return f"{start:%Y-%m}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start:%Y}"
    return f"{start.isoformat()}/{end.isoformat()}"


def weekday_on_or_before(day: date, weekday: int) -> date:
    return add_days(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday strictly after ``day``."""
    return add_days(day, (weekday - day.weekday() - 1) % 7 + 1)
