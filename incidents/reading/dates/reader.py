"""Reads the date phrases of a document in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from incidents.reading import sentences
from incidents.reading.dates.calendars import FIRST_YEAR, Days, span_edtf, span_precision
from incidents.reading.dates.context import Context
from incidents.reading.dates.dateline import date_stretch, dateline, is_log, is_place
from incidents.reading.dates.gate import Windows, windows
from incidents.reading.dates.mention import DateBasis, DateMention
from incidents.reading.dates.readings import ABSOLUTE, Match, Reader
from incidents.reading.dates.relative import COUNTS_FROM, RELATIVE
from incidents.reading.dates.roles import counts_totals, holds, role_of
from incidents.reading.dates.words import LANGUAGES, Words, flatten, lower, words

READINGS: dict[str, Reader] = {**ABSOLUTE, **RELATIVE}
_MOST = 3000  # phrases read in one paragraph: a text of nothing but dates must not cost more
_OLD_DAY, _OLD_MONTH = 540, 180  # days before the publication after which a day, or a month, is background
_RECENT = 14  # days: "since Friday" tells when it began
_PLACE_AFTER = re.compile(r"\s?(?:of |the |de |d'|l'|la |le )?([A-ZÀ-Þ][\w'’-]{2,30})")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase that a rule matched."""

    start: int
    end: int
    match: Match


def read(paragraphs: Sequence[str], language: str | None, published: date | None) -> list[DateMention]:
    """The date mentions of a document in reading order. ``paragraphs`` must be whole and in order; ``language`` is "en", "fr" or None.

    Without ``published`` the dateline's date serves; without either, days that need one stay unknown.
    """
    basis: DateBasis = "published"
    if published is None and (found := dateline(paragraphs)):
        published, basis = found, "dateline"
    flats = [flatten(p) if p else "" for p in paragraphs]
    hits = [_hits(p, flat, language) for p, flat in zip(paragraphs, flats, strict=True)]
    wire = any(h.match.rule.read == "weekday" for hs in hits for h in hs)
    context = Context(published, basis, wire, _years(hits), is_log(paragraphs))
    out: list[DateMention] = []
    for number, text in enumerate(paragraphs):
        if hits[number]:
            out += _read_paragraph(number, text, hits[number], context)
    return out


_FRENCH = re.compile(r"\b(?:le|la|les|des|du|et|une|dans|est|ont|sur|par|pour|aux|qui|a)\b")
_ENGLISH = re.compile(r"\b(?:the|of|and|in|was|were|on|by|to|at|from|had|has|for|that)\b")


def _languages(flat: str, gates: dict[str, Windows], language: str | None) -> list[Words]:
    """The languages to read the paragraph in: its own where it is plain, else the document's, else both."""
    french, english = (sum(1 for _ in pattern.finditer(flat[:600])) for pattern in (_FRENCH, _ENGLISH))
    if max(french, english) >= 4 and max(french, english) >= 2 * min(french, english) + 2:
        language = "fr" if french > english else "en"
    return [words(name) for name in gates if language not in LANGUAGES or name == language]


def _hits(text: str, flat: str, language: str | None) -> list[_Hit]:
    """The longest phrase at each place, leftmost first; at most ``_MOST``."""
    gates = windows(flat) if flat else {}
    if not gates:
        return []
    found: list[_Hit] = []
    for known in _languages(flat, gates, language):
        for need, stretches in gates[known.language].items():
            for rule in known.rules.get(need, ()):
                for start, end in stretches:
                    found += [_Hit(m.start(), _end(flat, m), Match(rule, m, known, rule.role)) for m in rule.pattern.finditer(flat, start, end)
                              if not rule.capital or _capital(text, m)]  # fmt: skip
    return [h for h in _longest(found, len(flat)) if not _named_after(text, h)]


_NAMES = r"[Mm]ouvement|[Pp]lace|[Bb]oulevard|[Aa]venue|[Rr]ue|[Ss]tade|[Cc]ité|[Pp]ont|[Cc]oalition|[Cc]ollectif"
_NAMED_BEFORE = re.compile(rf"\b(?:{_NAMES}) du (?:\d|1er)")
_NAMED_AFTER = re.compile(r"[\s-](?:[Mm]ovement|Square|Street|Avenue|Boulevard|Stadium|Coalition|Bridge)\b")


def _named_after(text: str, hit: _Hit) -> bool:
    """Whether a movement, street or hall is named after the day ("the June 5 Movement", "boulevard du 22 Octobre")."""
    if not any(c.isdigit() for c in text[hit.start : hit.end]):
        return False
    begin = max(0, hit.start - 24)
    return bool(_NAMED_AFTER.match(text, hit.end)) or any(begin + m.end() > hit.start for m in _NAMED_BEFORE.finditer(text[begin : hit.end]))


def _longest(found: list[_Hit], length: int) -> list[_Hit]:
    """The longest hits that do not overlap, in reading order."""
    found.sort(key=lambda h: (h.start - h.end, h.start))
    taken, kept = bytearray(length), list[_Hit]()
    for hit in found:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)[:_MOST]


def _end(flat: str, match: re.Match[str]) -> int:
    """The end of the phrase, without the full stop that follows a month in full."""
    end = match.end()
    full = flat[end - 1] == "." and end - 5 >= match.start() and flat[end - 5 : end - 1].isalpha() and not flat.startswith("sept", end - 5)
    return end - 1 if full else end


def _capital(text: str, match: re.Match[str]) -> bool:
    """Whether the month or weekday begins with a capital letter: "may", "march" and "sun" are words too."""
    names = [k for k, v in match.groupdict().items() if v and k[0] in "MFV"]
    return all(text[match.start(name)].isupper() for name in names)


def _years(hits: list[list[_Hit]]) -> tuple[int, ...]:
    """The years of the document's full days."""
    full = [h.match.year(n) for hs in hits for h in hs for n in (1, 2) if h.match.slot("D1") and h.match.months()]
    return tuple(y for y in full if y)


def _read_paragraph(number: int, text: str, hits: list[_Hit], context: Context) -> list[DateMention]:
    low, flat = lower(text), flatten(text)
    spans = sentences.split(text, hits[0].match.words.language)
    out: list[DateMention] = []
    signed = date_stretch(text) if number < 6 and not context.log else None
    starts = [a for a, _ in spans]
    for index, hit in enumerate(hits):
        start, end = spans[max(0, bisect_right(starts, hit.start) - 1)]
        sentence, language = low[start:end], hit.match.words.language
        role = hit.match.role or role_of(sentence, hit.start - start, min(hit.end, end) - start, language)
        signs = signed is not None and signed[0] <= hit.start and hit.end <= signed[1]
        quotes = hit.match.rule.name == "today" and _quoted(text, hit.start)
        if signs or quotes or (number < 2 and start == 0 and _in_dateline(text, hit)):
            role = "report"
        match = replace(hit.match, role=role, paragraph=number, after=flat[hit.end : min(end, hit.end + 90)])
        if hit.match.rule.read in ("shift", "step"):
            match = replace(match, ahead=_ahead(hits[index + 1 : index + 2], hit, flat, context))
        totals, held = counts_totals(sentence, language), holds(sentence, language)
        for a, b, days in READINGS[match.rule.read](match, context):
            mention = _mention(number, text, a, min(b, hit.end), days, match, totals, context, held)
            out.append(mention)
            context.note(mention, flat[start:end])
    return out


def _ahead(following: list[_Hit], hit: _Hit, flat: str, context: Context) -> tuple[date, date] | None:
    """The days named right after the phrase, where it counts from them: "the day before the attack of 4 March"."""
    if not following or hit.match.rule.read == following[0].match.rule.read or not COUNTS_FROM.search(hit.match.match.group()):
        return None
    if not re.fullmatch(r"[^,.;:()]{1,60}", flat[hit.end : following[0].start]):
        return None
    found = READINGS[following[0].match.rule.read](following[0].match, context)
    days = found[0][2] if found else None
    return (days.start, days.end) if days and days.start and days.end and (days.end - days.start).days < 7 else None


def _quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at ``at``."""
    before = text[max(0, at - 2000) : at]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2 == 1


def _in_dateline(text: str, hit: _Hit) -> bool:
    """Whether the phrase stands in the dateline that opens the article: "BAMAKO, Feb 4 (Agency) -"."""
    head = text[: hit.start]
    if len(head) > 60 or not hit.match.slot("D1") or (head.strip() and not is_place(head)):
        return False
    tail = text[hit.end : hit.end + 40]
    return bool(re.match(r"\.?\s?(?:\([^)]{1,36}\)|/[^/]{1,20}/)?\s?[-–—]|\s*$", tail))


def _mention(number: int, text: str, start: int, end: int, days: Days, match: Match, totals: int, context: Context, held: bool) -> DateMention:
    first, last = days.start, days.end
    role, precision, edtf = match.role, days.precision, days.edtf
    if first is not None:
        if role == "since":
            role, last = _since(first, totals, context)
            last = first if held and role == "event" and days.end == first else last
        precision = span_precision(first, last) if last else 5
        edtf = span_edtf(first, last) if last else f"{first.isoformat()}/.."
        role = _aged(role, first, last or first, precision, totals, match, context)
    elif role == "since":
        role = "period" if totals else "background"
    return DateMention(number, start, end, text[start:end], first, last, precision, edtf, match.rule.name, days.basis, days.inferred, role)  # type: ignore[arg-type]


def _since(first: date, totals: int, context: Context) -> tuple[str, date | None]:
    """What "since" opens: a total's period, a recent beginning that is news itself, or background."""
    last = context.published if context.published and context.published >= first else None
    if last and (last - first).days <= _RECENT and totals < 2:
        return "event", last
    return "period" if totals else "background", last


def _aged(role: str, first: date, last: date, precision: int, totals: int, match: Match, context: Context) -> str:
    """The role once the days are known: what lies ahead is future, what is long past background, a long stretch with totals a period."""
    if role in ("event", "report") and context.published and first > context.published:
        return "future"
    if role == "background" and totals and precision >= 4 and "year" in match.rule.name:
        return "period"
    if role != "event":
        return role
    if first.year < FIRST_YEAR:
        return "background"
    if context.published and (context.published - last).days > (_OLD_DAY if precision < 4 else _OLD_MONTH):
        return "background"
    if precision == 5 and match.rule.read in ("this_unit", "last_unit", "ago", "shift"):
        return "background"
    if totals == 2 and (precision >= 3 or match.rule.read == "this_unit"):
        return "period"
    return "period" if totals and precision >= 5 else role
