"""Which days the timeline stands on: those of all data and of the period asked for, and those around a period that is a small part of them."""

from __future__ import annotations

from datetime import date, timedelta

Days = tuple[date, date]  # the first and the last, both in it
SMALL = 10  # a period shorter than one part in so many is too small to take hold of
ROOM = 10  # days on either side, at least
WHOLE_MONTHS = 200  # an axis longer than so many days begins and ends with a month, a shorter one with a week


def whole(data: Days, asked: Days) -> Days:
    """All of the data, whatever else is filtered, so that two filters can be compared by eye; and the period, where it lies beyond."""
    return min(data[0], asked[0]), max(data[1], asked[1])


def near(data: Days, asked: Days) -> Days | None:
    """The period with its own length on either side; None where the whole axis shows it well enough, or where nothing is.

    The ends are those of weeks or months, so that a step of one handle seldom moves the axis.
    """
    first, last = whole(data, asked)
    if asked[0] > data[1] or asked[1] < data[0] or _length(asked) * SMALL >= _length((first, last)):
        return None
    room = timedelta(days=max(_length(asked), ROOM))
    start, end = asked[0] - room, asked[1] + room
    start, end = start - max(end - last, timedelta()), end + max(first - start, timedelta())  # at an end of the data all room is on one side
    found = _rounded(max(start, first), min(end, last))
    return found if _length(found) * 2 <= _length((first, last)) else None


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def _rounded(start: date, end: date) -> Days:
    if _length((start, end)) <= WHOLE_MONTHS:
        return start - timedelta(days=start.weekday()), end + timedelta(days=6 - end.weekday())
    following = (end.replace(day=1) + timedelta(days=31)).replace(day=1)
    return start.replace(day=1), following - timedelta(days=1)
