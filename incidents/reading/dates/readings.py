"""From a matched date phrase to its days. ``READINGS`` maps the names that the language files use to these functions.

Each takes a :class:`Match` and the :class:`Context` and returns stretches of days with their offsets; an empty list means that
the phrase is no date after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from incidents.reading.dates.calendars import Days, make_date, month_end
from incidents.reading.dates.context import Context, choose_year
from incidents.reading.dates.mention import DateBasis
from incidents.reading.dates.words import Rule, Words

Found = tuple[int, int, Days]
_POINTS_BACK = re.compile(r"\b(?:that|same|meme)\b|annee[ -]la")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match in the flattened paragraph, with its slots by letter."""

    rule: Rule
    match: re.Match[str]
    words: Words
    role: str
    paragraph: int = 0
    after: str = ""  # what follows in the flattened sentence
    ahead: tuple[date, date] | None = None  # the days that the phrase itself counts from: "two days after the attack of 4 March"

    def slot(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    def days(self) -> list[int]:
        found = [self.slot(f"{letter}{i}") for letter in "DO" for i in range(1, 5)]
        return [int(d) if d.isdecimal() else 1 for d in found if d]

    def months(self) -> list[int]:
        found = [self.slot(f"{letter}{i}") for letter in "MF" for i in (1, 2)]
        return [self.words.months[m] for m in found if m]

    def year(self, number: int = 1) -> int | None:
        found = self.slot(f"Y{number}")
        return int(found) if found else None

    def told_year(self, context: Context) -> int | None:
        """The year that the phrase gives, in figures, as this or last year, or as that of the date before it ("of that year")."""
        relative = self.slot("L1")
        if relative and _POINTS_BACK.search(relative):
            return context.year
        if relative and context.published:
            return context.published.year - (1 if self.words.last_year in relative else 0)
        return self.year()

    def weekdays(self) -> list[int]:
        found = [self.slot(f"{letter}{i}") for letter in "WV" for i in (1, 2)]
        return [self.words.weekdays[w] for w in found if w]

    def weekday(self) -> int | None:
        return next(iter(self.weekdays()), None)

    def whole(self, days: Days | None) -> list[Found]:
        return [(*self.match.span(), days)] if days else []


def dated(match: Match, context: Context, day: int, month: int, year: int | None, weekday: int | None) -> Days | None:
    """One day; its year chosen where none is given; None where there is no such day."""
    basis: DateBasis = "absolute"
    inferred = ""
    if not make_date(2024, month, day):
        return None
    if year is None:
        year, basis, inferred = choose_year(context, month, day, weekday, match.role == "future")
    if year is None:
        return Days(None, None, edtf=f"XXXX-{month:02d}-{day:02d}", precision=1)
    found = make_date(year, month, day)
    if found is None:
        return None
    if weekday is not None and found.weekday() != weekday:
        inferred = (inferred + "; " if inferred else "") + "the weekday named does not fit this date"
    return Days(found, found, basis, inferred)


def _span(first: Days | None, last: Days | None) -> Days | None:
    """From the first day to the last; unknown where either is."""
    if first is None or last is None:
        return None
    if first.start is None or last.start is None:
        return Days(None, None, edtf=f"{first.edtf}/{last.edtf}", precision=2)
    if first.start > last.start:
        back = make_date(first.start.year - 1, first.start.month, first.start.day)
        if back is None or (first.basis == "absolute" and not last.inferred):
            return None
        return Days(back, last.start, last.basis, last.inferred)
    return Days(first.start, last.start, last.basis, last.inferred or first.inferred)


def read_day(match: Match, context: Context) -> list[Found]:
    return match.whole(dated(match, context, match.days()[0], match.months()[0], match.told_year(context), match.weekday()))


def read_range(match: Match, context: Context) -> list[Found]:
    days, month, weekdays = match.days(), match.months()[0], match.weekdays()
    if days[0] >= days[-1]:
        return []
    last = dated(match, context, days[-1], month, match.year(), weekdays[-1] if weekdays else None)
    if last is None or last.start is None:
        return match.whole(_span(dated(match, context, days[0], month, match.year(), None), last))
    return match.whole(_span(dated(match, context, days[0], month, last.start.year, None), last))


def read_long_range(match: Match, context: Context) -> list[Found]:
    days, months = match.days(), match.months()
    last_year = match.year(2) or (match.year() if match.match.group(0).rstrip(" ").endswith(str(match.year())) else None)
    last = dated(match, context, days[-1], months[-1], last_year, None)
    if last is None:
        return []
    first_year = match.year() if last_year != match.year() or match.slot("Y2") else None
    if first_year is None and last.start is not None:
        first_year = last.start.year - (1 if months[0] > months[-1] else 0)
    return match.whole(_span(dated(match, context, days[0], months[0], first_year, None), last))


def read_list(match: Match, context: Context) -> list[Found]:
    """Each day of "25 and 27 July" as a mention of its own, the last with the month's words; days in a row are one stretch."""
    out: list[Found] = []
    month, weekday = match.months()[0], match.weekdays()
    numbers = [f"D{i}" for i in range(1, 5) if match.slot(f"D{i}")]
    for index, name in enumerate(numbers):
        text = match.slot(name) or "1"
        known = weekday[0] if weekday and index == 0 else None
        days = dated(match, context, int(text) if text.isdecimal() else 1, month, match.year(), known)
        if days is None:
            return []
        start = match.match.start() if index == 0 else match.match.start(name)
        out.append((start, match.match.end() if index == len(numbers) - 1 else match.match.end(name), days))
    first, last = out[0][2], out[-1][2]
    if first.start and last.start and (last.start - first.start).days == len(out) - 1:
        return match.whole(Days(first.start, last.start, last.basis, last.inferred))
    return out


def read_iso(match: Match, context: Context) -> list[Found]:
    year, month, day = (int(part) for part in re.split(r"[-/]", match.match["iso"]))
    found = make_date(year, month, day)
    return match.whole(Days(found, found) if found else None)


def read_numeric(match: Match, context: Context) -> list[Found]:
    """12/05/2024: the day first in French and with full stops, the month first in English, unless only the other is a day past."""
    a, b, year = (int(part) for part in re.split(r"[-/.]", match.match["num"]))
    if year < 100:
        year += 2000
    if not 2000 <= year <= 2099:
        return []
    day_first, month_first = make_date(year, b, a), make_date(year, a, b)
    order = [month_first, day_first] if match.words.language == "en" and "." not in match.match["num"] else [day_first, month_first]
    past = [d for d in order if d and (context.published is None or d <= context.published)] or [d for d in order if d]
    if not past:
        return []
    sure = day_first is None or month_first is None or day_first == month_first
    how = "" if sure else f"read as {'month/day' if past[0] == month_first else 'day/month'}"
    return match.whole(Days(past[0], past[0], inferred=how))


_LISTED = re.compile(r"(?:^|[.;:|(–—•-] ?|\b(?:le|du|au|on|of|the) )$")


def read_numeric_day(match: Match, context: Context) -> list[Found]:
    """29/04 at the head of an item or after "le": the day first, as logs and situation reports write it; elsewhere it is a fraction."""
    if not _LISTED.search(match.match.string, max(0, match.match.start() - 6), match.match.start()):
        return []
    day, month = (int(part) for part in match.match["dm"].split("/"))
    if not 1 <= month <= 12 or not make_date(2024, month, day):
        return []
    return match.whole(dated(match, context, day, month, None, None))


def _month_days(match: Match, context: Context, month: int, year: int | None) -> Days:
    """A whole month; its year chosen where none is given."""
    if year is not None:
        return Days(date(year, month, 1), month_end(year, month))
    found, basis, inferred = choose_year(context, month, 1, None, match.role == "future")
    if found is None:
        return Days(None, None, edtf=f"XXXX-{month:02d}", precision=4)
    return Days(date(found, month, 1), month_end(found, month), basis, inferred)


def read_month(match: Match, context: Context) -> list[Found]:
    return match.whole(_month_days(match, context, match.months()[0], match.told_year(context)))


#: First and last day of the parts of a month; 0 is its end.
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 0), "whole": (1, 0), "first half": (1, 15), "second half": (16, 0), "first week": (1, 7),
         "second week": (8, 14), "third week": (15, 21), "last week": (-6, 0)}  # fmt: skip


def read_part(match: Match, context: Context) -> list[Found]:
    days = _month_days(match, context, match.months()[0], match.told_year(context))
    if days.start is None or days.end is None:
        return match.whole(days)
    first, last = PARTS[match.words.parts[(match.slot("P1") or "").strip()]]
    end = days.end.replace(day=last) if last else days.end
    start = days.start.replace(day=first) if first > 0 else days.end.replace(day=days.end.day + first)
    return match.whole(Days(start, end, days.basis, days.inferred))


def read_month_range(match: Match, context: Context) -> list[Found]:
    months = match.months()
    last = _month_days(match, context, months[-1], match.year(2) or match.year())
    if last.start is None:
        return match.whole(Days(None, None, edtf=f"XXXX-{months[0]:02d}/XXXX-{months[-1]:02d}", precision=5))
    year = match.year() if match.year(2) else last.start.year - (1 if months[0] > months[-1] else 0)
    first = date(year or last.start.year, months[0], 1)
    return match.whole(Days(first, last.end, last.basis, last.inferred) if first <= last.start else None)


def read_year(match: Match, context: Context) -> list[Found]:
    year = match.year() or 0
    first, last = date(year, 1, 1), date(year, 12, 31)
    if match.match.group().startswith(("since", "depuis")):
        if context.published is None or context.published < last:
            return match.whole(Days(first, None))
        last = context.published
    return match.whole(Days(first, last))


def read_year_range(match: Match, context: Context) -> list[Found]:
    first, last = match.year() or 0, match.year(2) or 0
    return match.whole(Days(date(first, 1, 1), date(last, 12, 31)) if first < last else None)


def read_year_part(match: Match, context: Context) -> list[Found]:
    year, part = match.year() or 0, match.match["ypart"]
    early, late = any(w in part for w in ("early", "begin", "start", "debut")), any(w in part for w in ("late", "end", "fin"))
    first, last = (1, 4) if early else (9, 12) if late else (5, 8)
    return match.whole(Days(date(year, first, 1), month_end(year, last)))


ORDER = {"first": 0, "1er": 0, "premier": 0, "second": 1, "deuxieme": 1, "2e": 1, "third": 2, "troisieme": 2, "3e": 2, "fourth": 3, "quatrieme": 3,
         "4e": 3}  # fmt: skip


def read_quarter(match: Match, context: Context) -> list[Found]:
    months = 3 if match.match["kind"] in ("quarter", "trimestre") else 6
    index = ORDER.get(match.match["ordinal"], 12 // months - 1)
    if index >= 12 // months:
        return []
    year = match.year() or 0
    return match.whole(Days(date(year, index * months + 1, 1), month_end(year, (index + 1) * months)))


def read_season(match: Match, context: Context) -> list[Found]:
    year, first = match.year() or 0, match.words.seasons[match.slot("S1") or ""]
    return match.whole(Days(date(year, first, 1), month_end(year, first + 2)))


Reader = Callable[[Match, Context], list[Found]]
ABSOLUTE: dict[str, Reader] = {
    "day": read_day, "month_first_day": read_day, "day_range": read_range, "month_first_range": read_range, "long_range": read_long_range,
    "month_first_long_range": read_long_range, "day_list": read_list, "month_first_list": read_list, "iso": read_iso, "numeric": read_numeric,
    "numeric_day": read_numeric_day,
    "month": read_month, "part": read_part, "month_range": read_month_range, "year": read_year, "year_range": read_year_range,
    "year_part": read_year_part, "quarter": read_quarter, "season": read_season,
}  # fmt: skip
