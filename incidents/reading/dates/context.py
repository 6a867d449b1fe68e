"""What a document has told so far that a later date phrase may lean on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from incidents.reading.dates.calendars import FIRST_YEAR, LAST_YEAR, Days, add_days, make_date, weekday_after, weekday_on_or_before
from incidents.reading.dates.mention import DateBasis, DateMention

#: A date without its year is taken from the story's own year only this close (days) to the full date before it.
STORY_DAYS = 200
#: A day without its year this many days ahead of the publication is meant as such, if the one past is this far back.
AHEAD_DAYS, LONG_PAST_DAYS = 45, 300
_REMEMBERED = 40  # event dates kept for "the day before the attack"
_WORD = re.compile(r"[a-z]{4,30}")
#: A weekday beside a day fixes the year only within this many days before the publication.
WEEKDAY_DAYS = 400


@dataclass(slots=True)
class Context:
    """The publication date and what was read before: updated mention by mention, in reading order."""

    published: date | None
    published_basis: DateBasis = "published"
    wire: bool = False  # bare weekdays stand in the text: days are counted from the publication
    years: tuple[int, ...] = ()  # that full dates of the document name
    log: bool = False  # paragraphs open with their own dates, so that such a date is no dateline
    previous: DateMention | None = None  # the last event's date
    full: DateMention | None = None  # the last event's date with its year
    week: Days | None = None  # the week that a report covers
    before: list[tuple[str, DateMention]] = field(default_factory=list)  # event dates so far, each with its sentence
    reported: DateMention | None = None  # the last date of a report
    year: int | None = None  # that the last date known fell in: "in November of that year"

    def note(self, mention: DateMention, sentence: str = "") -> None:
        """Remember ``mention``, and the flattened sentence that it stands in, for those that follow."""
        if mention.date_start:
            self.year = mention.date_start.year
        if mention.role == "report" and mention.date_start and mention.precision == 1:
            self.reported = mention
        if mention.date_start is None or mention.role != "event":
            return
        if mention.precision == 3 and mention.date_end and mention.rule in ("day range", "week of a day", "week up to a day"):
            self.week = Days(mention.date_start, mention.date_end)
        if mention.precision <= 3:
            self.previous = mention
            self.before = [*self.before[-_REMEMBERED:], (sentence[:600], mention)]
        if mention.basis == "absolute" and mention.precision <= 4 and "year" not in mention.inferred:
            self.full = mention

    def from_published(self, start: int, end: int, inferred: str = "") -> Days:
        """The days at these distances from the publication, or unknown days without one."""
        if self.published is None:
            return Days(None, None, self.published_basis)
        return Days(add_days(self.published, start), add_days(self.published, end), self.published_basis, inferred)

    def anchor(self, named: str = "") -> tuple[date, date] | None:
        """The days of the event date before: of the last whose sentence shares a word with ``named``, else of the last one."""
        last = self._named(named) or self.previous or self.reported
        if last is None or last.date_start is None:
            return None
        return last.date_start, last.date_end or last.date_start

    def _named(self, named: str) -> DateMention | None:
        stems = {word[:6] for word in _WORD.findall(named)[:7]}
        scored = [(len(stems & {word[:6] for word in _WORD.findall(sentence)}), number) for number, (sentence, _) in enumerate(self.before)]
        best = max(scored, default=(0, 0))
        return self.before[best[1]][1] if best[0] else None


def choose_year(context: Context, month: int, day: int, weekday: int | None, future: bool) -> tuple[int | None, DateBasis, str]:
    """The year of a date that gives none, what it was taken from, and the assumption in words; None where nothing fixes it."""
    if weekday is not None and (found := _by_weekday(context, month, day, weekday, future)):
        return found
    story = _story_year(context, month, day)
    if story and not (context.wire and context.published):
        return story, "previous", "year taken from the full date before it"
    if context.published:
        year = _latest_year(context.published, month, day, future)
        return year, context.published_basis, "year taken from the publication date"
    if len(set(context.years)) == 1:
        return context.years[0], "previous", "year taken from another date in the document"
    if context.full and context.full.date_start:
        return context.full.date_start.year, "previous", "year taken from the full date before it"
    return None, "absolute", ""


def _by_weekday(context: Context, month: int, day: int, weekday: int, future: bool) -> tuple[int | None, DateBasis, str] | None:
    """The year in which the day falls on the weekday, if one such is near."""
    fits = [d for year in range(FIRST_YEAR, LAST_YEAR + 2) if (d := make_date(year, month, day)) and d.weekday() == weekday]
    if context.published:
        near = [d for d in fits if -WEEKDAY_DAYS <= (d - context.published).days <= (WEEKDAY_DAYS if future else 0)]
        if near:
            best = min(near, key=lambda d: abs((d - context.published).days))  # type: ignore[operator]
            return best.year, context.published_basis, "year taken from the publication date; the weekday fits"
        return None
    story = {*context.years, *([context.full.date_start.year] if context.full and context.full.date_start else [])}
    fitting = [d.year for d in fits if d.year in story]
    return (fitting[-1], "previous", "year taken from another date in the document; the weekday fits") if fitting else None


def _story_year(context: Context, month: int, day: int) -> int | None:
    """The year that sets the day nearest to the full date before it."""
    if context.full is None or context.full.date_start is None:
        return None
    told = context.full.date_start
    days = [d for year in (told.year - 1, told.year, told.year + 1) if (d := make_date(year, month, day))]
    days = [d for d in days if context.published is None or d <= context.published]
    best = min(days, key=lambda d: abs((d - told).days), default=None)
    return best.year if best and abs((best - told).days) <= STORY_DAYS else None


def _latest_year(published: date, month: int, day: int, future: bool) -> int:
    for year in range(published.year, published.year - 9, -1):
        found = make_date(year, month, day)
        if found and found <= published:
            break
    else:
        return published.year
    ahead = make_date(year + 1, month, day)
    if ahead and (ahead - published).days < (published - found).days:
        soon = (ahead - published).days <= AHEAD_DAYS and (published - found).days >= LONG_PAST_DAYS
        return ahead.year if future or soon else year
    return year


def weekday_days(context: Context, weekday: int, future: bool, paragraph: int = 0) -> Days:
    """The day that a bare weekday names: in the week that the report covers, else by the publication date."""
    week = context.week
    if week and week.start and week.end and not future:
        inside = weekday_on_or_before(week.end, weekday)
        return Days(inside, inside, "previous", "weekday taken inside the week that the report covers")
    if context.published:
        day = weekday_after(context.published, weekday) if future else weekday_on_or_before(context.published, weekday)
        which = "next" if future else "last"
        return Days(day, day, context.published_basis, f"the {which} such weekday {'after' if future else 'on or before'} the publication date")
    told = context.previous
    if told and told.date_start and paragraph - told.paragraph <= 2 and not future:
        anchor = (told.date_start,)
        day = weekday_after(add_days(anchor[0], -1), weekday)
        return Days(day, day, "previous", "the first such weekday from the date before it, as no publication date is known")
    return Days(None, None, context.published_basis)
