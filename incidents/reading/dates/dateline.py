"""The publication date that an article gives in its own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from incidents.reading.dates.calendars import make_date
from incidents.reading.dates.words import flatten, words

_HEAD, _TAIL = 4, 2  # paragraphs from the top and the bottom that may hold it
_LOG = 200  # paragraphs that are looked at for dates of their own
_LONGEST = 120  # a signature line at the bottom is short


def _day_pattern() -> str:
    months = "|".join(sorted({**words("en").months, **words("fr").months}, key=len, reverse=True))
    weekdays = "|".join({**words("en").weekdays, **words("fr").weekdays})
    day = r"(?:\d{1,2}(?: ?er|st|nd|rd|th)?)"
    return (
        rf"(?:(?:{weekdays})\.?,? )?(?:(?P<d>{day})(?: |-)(?:of )?(?P<m>{months})\.?,?(?: |-)(?P<y>20\d\d)"
        rf"|(?P<m2>{months})\.? (?P<d2>{day}),? (?P<y2>20\d\d)|(?P<iso>20\d\d-\d\d-\d\d)|(?P<num>\d\d/\d\d/20\d\d))"
    )


_LABEL = "publie|publiee|mis en ligne|mise a jour|posted|published|updated|date|date de publication|published on|paru"


def _patterns() -> list[re.Pattern[str]]:
    day = _day_pattern()
    return [
        re.compile(rf"^(?:[-*•\[(]\s*)?(?:{_LABEL})(?: le| on| at)?\s?[:,]?\s?(?:le )?{day}"),
        re.compile(rf"^(?P<place>[^\d.;!?]{{2,60}}), (?:le )?{day}(?: ?\([^)]{{1,60}}\)| ?/[^/]{{1,30}}/)?\s?(?:$|-|:|\.|/)"),
        re.compile(rf"^(?:le )?{day}\s?(?:$|-|\()"),
        re.compile(rf"^(?:fait a (?P<place>[^\d.;!?]{{2,40}}?),? le|fait le) {day}\s?\.?$"),
    ]


def dateline(paragraphs: Sequence[str]) -> date | None:
    """The publication date in a dateline ("Bamako, le 12 mai 2023", "date 2024-08-26 (MENAFN)"), or None; a year must be given."""
    if is_log(paragraphs):
        return None
    top, bottom = paragraphs[:_HEAD], [p for p in paragraphs[_HEAD:][-_TAIL:] if len(p) <= _LONGEST]
    for text in [*top, *bottom]:
        match = _search(text)
        if match and (found := _read(match)):
            return found
    return None


def _search(text: str) -> re.Match[str] | None:
    """The dateline that opens ``text``."""
    head = text[:300].strip()
    flat = flatten(head)
    for pattern in PATTERNS:
        match = pattern.search(flat)
        if match and (not match.groupdict().get("place") or is_place(head[match.start("place") : match.end("place")])):
            return match
    return None


_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(["de", "du", "la", "le", "les", "des", "sur", "et", "of", "the", "and", "à", "in", "el"])


def is_log(paragraphs: Sequence[str]) -> bool:
    """Whether several paragraphs open with a bare date, as the entries of an incident log do."""
    return sum(1 for text in paragraphs[:_LOG] if text[:12].strip(" -*•")[:1].isdigit() and OPENING.match(flatten(text[:80]).strip())) >= 2


def is_place(text: str) -> bool:
    """Whether ``text`` may name a place: few words, each with a capital letter but for particles."""
    found = _WORD.findall(text)
    if not found or len(found) > 6 or found[0].lower() in _SMALL:
        return False
    return all(w[0].isupper() or w in _SMALL for w in found)


def date_stretch(text: str) -> tuple[int, int] | None:
    """Where in a paragraph its dateline's words stand, up to the end of the date; None where it has none."""
    blank = len(text[:300]) - len(text[:300].lstrip())
    match = _search(text)
    return (blank + match.start(), blank + match.end()) if match else None


def _read(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return make_date(*(int(part) for part in match["iso"].split("-")))
    if match["num"]:
        day, month, year = (int(part) for part in match["num"].split("/"))
        return make_date(year, month, day)
    months = {**words("fr").months, **words("en").months}
    day_text, month_text, year_text = (match["d"], match["m"], match["y"]) if match["d"] else (match["d2"], match["m2"], match["y2"])
    return make_date(int(year_text), months[month_text], int(re.sub(r"\D", "", day_text)))


PATTERNS = _patterns()
OPENING = PATTERNS[2]
