"""Date phrases that count from the publication date, from a weekday, or from the date before in the text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from incidents.reading.dates.calendars import Days, add_days, add_months, make_date, month_end, weekday_after, weekday_on_or_before
from incidents.reading.dates.context import Context, weekday_days
from incidents.reading.dates.readings import Found, Match, Reader, dated

#: How a phrase ends that counts from what follows it: "two days after the attack".
COUNTS_FROM = re.compile(r"(?:before|after|avant|apres|eve of|veille|lendemain)$")
_LATER = ("later", "after", "afterwards", "plus tard", "apres")


def _unknown(basis: str = "published") -> Days:
    return Days(None, None, basis)  # type: ignore[arg-type]


def read_week_of(match: Match, context: Context) -> list[Found]:
    """The week from Monday to Sunday that holds the day; from that day where the words say that it begins there."""
    day = dated(match, context, match.days()[0], match.months()[0], match.year(), None)
    if day is None or day.start is None:
        return match.whole(day)
    begins = any(word in match.match.group() for word in ("beginning", "starting"))
    start = day.start if begins else weekday_on_or_before(day.start, 0)
    return match.whole(Days(start, add_days(start, 6), day.basis, day.inferred))


def read_week_to(match: Match, context: Context) -> list[Found]:
    day = dated(match, context, match.days()[0], match.months()[0], match.year(), None)
    if day is None or day.start is None:
        return match.whole(day)
    return match.whole(Days(add_days(day.start, -6), day.start, day.basis, day.inferred))


def read_weekday(match: Match, context: Context) -> list[Found]:
    return match.whole(weekday_days(context, match.weekdays()[0], match.role == "future", match.paragraph))


def read_weekday_before(match: Match, context: Context) -> list[Found]:
    """"last Tuesday": the last one strictly before the publication date."""
    if context.published is None:
        return match.whole(_unknown())
    day = weekday_on_or_before(add_days(context.published, -1), match.weekdays()[0])
    return match.whole(Days(day, day, context.published_basis, "the last such weekday before the publication date"))


def read_weekday_of_last_week(match: Match, context: Context) -> list[Found]:
    if context.published is None:
        return match.whole(_unknown())
    day = add_days(weekday_on_or_before(context.published, 0), match.weekdays()[0] - 7)
    return match.whole(Days(day, day, context.published_basis, "the week before the publication date's"))


def read_weekday_next(match: Match, context: Context) -> list[Found]:
    if context.published is None:
        return match.whole(_unknown())
    day = weekday_after(context.published, match.weekdays()[0])
    return match.whole(Days(day, day, context.published_basis, "the next such weekday after the publication date"))


def read_weekday_range(match: Match, context: Context) -> list[Found]:
    """From one weekday to the next such other: "the night from Monday to Tuesday" is both days."""
    first, last = match.weekdays()[:2]
    end = weekday_days(context, last, match.role == "future", match.paragraph)
    if end.start is None or first == last:
        return match.whole(Days(None, None, end.basis))
    return match.whole(Days(weekday_on_or_before(end.start, first), end.start, end.basis, end.inferred))


def read_that_weekday(match: Match, context: Context) -> list[Found]:
    """The day spoken of before, where it is such a weekday; else the nearest one to it."""
    anchor = context.anchor()
    if anchor is None:
        return read_weekday(match, context) if context.published else match.whole(_unknown("previous"))
    wanted = match.weekdays()[0]
    near = [add_days(anchor[0], shift) for shift in range(-3, 4)]
    day = next(d for d in near if d.weekday() == wanted)
    return match.whole(Days(day, day, "previous", "the such weekday nearest to the date before it"))


def read_previous_weekday(match: Match, context: Context) -> list[Found]:
    anchor = context.anchor() or _published_anchor(context)
    if anchor is None:
        return match.whole(_unknown("previous"))
    day = weekday_on_or_before(add_days(anchor[0], -1), match.weekdays()[0])
    return match.whole(Days(day, day, "previous", "counted from the date before it"))


def read_following_weekday(match: Match, context: Context) -> list[Found]:
    anchor = context.anchor()
    if anchor is None:
        return match.whole(_unknown("previous"))
    day = weekday_after(anchor[1], match.weekdays()[0])
    return match.whole(Days(day, day, "previous", "counted from the date before it"))


def _published_anchor(context: Context) -> tuple[date, date] | None:
    return (context.published, context.published) if context.published else None


def read_offset(match: Match, context: Context) -> list[Found]:
    return match.whole(context.from_published(match.rule.shift, match.rule.shift))


def read_overnight(match: Match, context: Context) -> list[Found]:
    return match.whole(context.from_published(-1, 0, "the night before the publication date"))


def read_past(match: Match, context: Context) -> list[Found]:
    """The hours, days, weeks or months up to the publication date; 24 hours reach into the day before."""
    count = match.words.number(match.slot("N1") or match.slot("N2") or "1")
    unit = match.words.units[match.slot("U1") or ""]
    if unit == "year":
        return match.whole(context.from_published(-365 * count, 0))
    days = {"hour": max(1, round(count / 24)), "day": count, "week": 7 * count - 1, "month": 30 * count}[unit]
    return match.whole(context.from_published(-days, 0))


def read_ago(match: Match, context: Context) -> list[Found]:
    """Two days ago is a day, two weeks ago the seven days around it, two months ago that month, two years ago that year."""
    if context.published is None:
        return match.whole(_unknown())
    count = match.words.number(match.slot("N1") or "1")
    return match.whole(_moved(match, context.published, context.published, -count, context.published_basis))


def _moved(match: Match, start: date, end: date, count: int, basis: str) -> Days:
    """The days ``count`` units on from a stretch, no sharper than the unit."""
    unit = match.words.units[match.slot("U1") or ""]
    edge = end if count > 0 else start
    if unit in ("day", "hour"):
        shift = count if unit == "day" else round(count / 24)
        return Days(add_days(edge, shift), add_days(edge, shift), basis)  # type: ignore[arg-type]
    if unit == "week":
        day = add_days(edge, 7 * count)
        around = 0 if abs(count) == 1 and basis == "previous" else 3
        return Days(day - timedelta(around), day + timedelta(around), basis, "a week read as seven days")  # type: ignore[arg-type]
    if unit == "month":
        first = add_months(edge, count)
        return Days(first, month_end(first.year, first.month), basis)  # type: ignore[arg-type]
    year = max(1, min(9999, edge.year + count))
    return Days(date(year, 1, 1), date(year, 12, 31), basis)  # type: ignore[arg-type]


def _anchor(match: Match, context: Context) -> tuple[date, date] | None:
    """What the phrase counts from: the date that it names itself, the event that it names, or the date before it."""
    named = match.after if COUNTS_FROM.search(match.match.group()) else ""
    return match.ahead or context.anchor(re.split(r"[,.;:]", named)[0])


def read_shift(match: Match, context: Context) -> list[Found]:
    """So many days from the date before. "Three days after the attack, ..." at the top of an article counts back from its publication."""
    anchor = _anchor(match, context)
    if anchor is None:
        opens = match.paragraph <= 1 and match.match["direction"] in ("after", "apres") and match.after.strip(" ,.")
        if opens and context.published and match.words.units[match.slot("U1") or ""] == "day":
            day = add_days(context.published, -match.words.number(match.slot("N1") or "1"))
            return match.whole(Days(day, day, context.published_basis, "the article read as written that many days after the event"))
        return match.whole(_unknown("previous"))
    if _hangs_on(match, context):
        count = match.words.number(match.slot("N1") or "1")
        return match.whole(_moved(match, *anchor, -count, "previous"))
    count = match.words.number(match.slot("N1") or "1") * (1 if match.match["direction"] in _LATER else -1)
    return match.whole(_moved(match, *anchor, count, "previous"))


def _hangs_on(match: Match, context: Context) -> bool:
    """Whether "two days after" goes on with a day just told ("on Monday, two days after gunmen killed ..."): it dates what follows it."""
    if match.match["direction"] not in ("after", "apres") or match.ahead or not match.after.strip(" ,.;")[:1].isalpha():
        return False
    told, text = context.previous or context.reported, match.match.string
    before = text[max(0, match.match.start() - 60) : match.match.start()]
    near = told is not None and told.paragraph == match.paragraph and 0 <= match.match.start() - told.end < 60
    return near and before.rstrip().endswith(",") and not re.search(r"[.;:]", before[-(match.match.start() - told.end) :] if told else before)


def read_step(match: Match, context: Context) -> list[Found]:
    anchor = _anchor(match, context)
    if anchor is None:
        return match.whole(_unknown("previous"))
    day = add_days(anchor[1] if match.rule.shift > 0 else anchor[0], match.rule.shift)
    return match.whole(Days(day, day, "previous", "counted from the date before it"))


def read_same(match: Match, context: Context) -> list[Found]:
    """The days of the date before."""
    anchor = context.anchor()
    if anchor is None:
        return match.whole(_unknown("previous"))
    return match.whole(Days(*anchor, "previous", "the date before it"))


def read_last_unit(match: Match, context: Context) -> list[Found]:
    return _unit(match, context, -1)


def read_this_unit(match: Match, context: Context) -> list[Found]:
    return _unit(match, context, 0)


def _unit(match: Match, context: Context, step: int) -> list[Found]:
    """The calendar week (from Monday), weekend, month or year of the publication date, or the one before it; never past the publication."""
    if context.published is None:
        return match.whole(_unknown())
    unit, today = (match.slot("unit") or match.slot("unit2") or "").removesuffix("-ci"), context.published
    if unit.startswith(("weekend", "week-end")):
        saturday = weekday_on_or_before(today, 5)
        if step and today.weekday() >= 5:
            saturday = add_days(saturday, -7)
        start, end = saturday, add_days(saturday, 1)
    elif unit in ("week", "semaine"):
        start = add_days(weekday_on_or_before(today, 0), 7 * step)
        end = add_days(start, 6)
    elif unit in ("month", "mois"):
        start = add_months(today, step)
        end = month_end(start.year, start.month)
    else:
        start, end = date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    return match.whole(Days(start, min(end, today), context.published_basis))


def read_this_season(match: Match, context: Context) -> list[Found]:
    if context.published is None:
        return match.whole(_unknown())
    first = next((m for word, m in match.words.seasons.items() if match.match.group().endswith(word)), 6)
    year = context.published.year - (1 if context.published.month < first else 0)
    return match.whole(Days(date(year, first, 1), month_end(year, first + 2), context.published_basis))


def read_vague(match: Match, context: Context) -> list[Found]:
    """"In recent years": a time is meant, but no days can be named."""
    return match.whole(_unknown())


def read_bare_day(match: Match, context: Context) -> list[Found]:
    """"le 8": of the month spoken of, or of the publication's month where the words say "courant"."""
    day, said = match.days()[-1], match.match.group()
    anchor = context.anchor()
    weekday = match.weekday()
    ordinal = match.slot("O1") is not None and context.published is not None and context.published.day >= day
    if "courant" in said or " mois" in said or (anchor is None and (weekday is not None or ordinal)):
        base, basis = context.published, context.published_basis
    elif "dernier" in said:
        base, basis = (add_months(context.published, -1) if context.published else None), context.published_basis
    else:
        base, basis = (anchor[1] if anchor else None), "previous"
    if base is None:
        return match.whole(_unknown(basis)) if "courant" in said or "dernier" in said else []
    inferred = f"month taken from {'the date before it' if basis == 'previous' else 'the publication date'}"
    found = make_date(base.year, base.month, day)
    first = make_date(base.year, base.month, match.days()[0])
    if found is None or first is None or first > found:
        return []
    return match.whole(Days(first, found, basis, inferred))


def read_nothing(match: Match, context: Context) -> list[Found]:
    """A habit ("every Friday"): claims the words, names no day."""
    return []


RELATIVE: dict[str, Reader] = {
    "week_of": read_week_of, "week_to": read_week_to, "weekday": read_weekday, "weekday_before": read_weekday_before,
    "weekday_of_last_week": read_weekday_of_last_week, "weekday_next": read_weekday_next, "weekday_range": read_weekday_range,
    "that_weekday": read_that_weekday, "previous_weekday": read_previous_weekday, "following_weekday": read_following_weekday,
    "offset": read_offset, "overnight": read_overnight, "past": read_past, "ago": read_ago, "shift": read_shift, "step": read_step,
    "same": read_same, "last_unit": read_last_unit, "this_unit": read_this_unit, "this_season": read_this_season, "vague": read_vague,
    "bare_day": read_bare_day, "nothing": read_nothing,
}  # fmt: skip
