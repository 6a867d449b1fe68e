"""A plain text's paragraphs, numbered from 1, and the kind of each: body, title, caption, boilerplate. Nothing is deleted.

Sources of the layout rules: RFC 3676 section 4.1 for the idea that a line break may be soft; the rest is how exported articles look:
a blank line always ends a paragraph; within a block a line break ends one where the line ends a sentence, unless the text was
wrapped at a fixed width. A soft break becomes one space, so offsets stay.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from incidents.model import ParagraphKind

Bounds = tuple[int, int]

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$|[:][ ]?$")
FULL_STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]{0,3}$")
BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
CONTINUES = re.compile(r"(?:[,;(–—-]|\b(?:a|an|the|of|in|on|at|to|by|and|or|with|from|for|that|le|la|les|l['’]|de|du|des|d['’]|à|au|aux|en|et|ou|par|"
                       r"pour|dans|sur|que|qui|un|une))$", re.IGNORECASE)
PUBLICATION = "publication line of the page"  # the reason of these patterns in boilerplate.csv
TITLE_LONGEST = 200  # characters; the longest headline of the news sites looked at stays under 180
FURNITURE_LONGEST = 400  # a longer paragraph is prose, whatever words stand in it
SENTENCE_GAP = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s{1,4}")
TAIL_SENTENCES = 4
SHORT_APPEAL = 60  # characters: "Ce blog vous plaît ? Partagez, abonnez-vous." is one appeal, not prose with a tail
TOP = 5  # how many paragraphs at the top may be the headline or its repeats
WRAP_WIDTHS = range(40, 121)
WRAPPED_SHARE = 0.8


def split(text: str) -> tuple[str, list[Bounds]]:
    """The text with soft line breaks as spaces (same length), and the (start, end) of each paragraph in order, white space trimmed."""
    width = _wrap_width(text)
    joined = list(text)
    bounds: list[Bounds] = []
    for start, end in _blocks(text):
        bounds += _paragraphs_of_block(text, start, end, width, joined, is_top=not bounds)
    return "".join(joined), bounds


def kinds(texts: Sequence[str], title: str = "") -> list[ParagraphKind]:
    """The kind of each paragraph. ``title`` is the headline where it is known; else it is guessed by :func:`find_title`."""
    headline = _key(title or find_title(texts))
    found: list[ParagraphKind] = []
    for text in texts:
        found.append("title" if headline and _key(text) == headline else furniture(text) or "body")
    return found


def find_title(texts: Sequence[str]) -> str:
    """The headline: a line near the top that stands there more than once, else a short first line without a full stop; else ""."""
    top = [text for text in texts[:TOP] if len(text) <= TITLE_LONGEST and furniture(text) is None]
    repeats = Counter(_key(text) for text in top)
    for text in top:
        if repeats[_key(text)] > 1 and not SENTENCE_END.search(text):
            return text
    first = texts[0] if texts else ""
    alone = len(texts) > 2 and top[:1] == [first] and not FULL_STOP.search(first)
    return first if alone and any(SENTENCE_END.search(text) for text in texts[1:3]) else ""


def furniture(text: str) -> ParagraphKind | None:
    """"boilerplate" or "caption" where a pattern of ``knowledge/boilerplate.csv`` says so, else None."""
    stripped = text.strip()
    return _furniture(stripped) if 0 < len(stripped) <= FURNITURE_LONGEST else None


def dates_the_page(text: str) -> bool:
    """Whether this is the page's own line about when it was published ("Publié le 3 mars 2024")."""
    plain = _without_accents(text.strip()[:FURNITURE_LONGEST])
    return any(reason == PUBLICATION and pattern.search(plain) for pattern, _, reason in _patterns())


@lru_cache(maxsize=1024)  # a line is asked about with the one before it and with the one after it
def _furniture(stripped: str) -> ParagraphKind | None:
    plain = _without_accents(stripped)
    for pattern, kind, _ in _patterns():
        found = pattern.search(plain)
        if found and (kind == "caption" or not _prose_before(plain, found.start())):
            return kind
    return None


def tail_start(text: str) -> int:
    """Where a paragraph of prose ends and a link or an appeal begins ("... in the Sahel. MORE: ..."); len(text) where none does."""
    starts = [m.end() for m in SENTENCE_GAP.finditer(text)][-TAIL_SENTENCES:]
    return next((at for at in starts if furniture(text[at:]) == "boilerplate"), len(text))


def _prose_before(text: str, at: int) -> bool:
    """Whether a full sentence stands before ``at``: then the paragraph is prose that ends in furniture, see :func:`tail_start`."""
    return at > SHORT_APPEAL and SENTENCE_GAP.search(text, 0, at) is not None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ParagraphKind, str], ...]:
    with resources.files("incidents").joinpath("knowledge/boilerplate.csv").open(encoding="utf-8") as file:
        rows = [(re.compile(_without_accents(row["pattern"]), re.IGNORECASE), row["kind"], row["reason"]) for row in csv.DictReader(file)]
    return tuple(rows)  # type: ignore[arg-type]


def _without_accents(text: str) -> str:
    """One character to one: capitals are often typed without their accents."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in text)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _blocks(text: str) -> Iterator[Bounds]:
    at = 0
    for gap in BLANK_LINES.finditer(text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def _lines(text: str, start: int, end: int) -> list[Bounds]:
    """The non-empty lines of text[start:end], each trimmed of white space."""
    found, at = [], start
    for line in text[start:end].split("\n"):
        bare = line.strip()
        if bare:
            left = at + len(line) - len(line.lstrip())
            found.append((left, left + len(bare)))
        at += len(line) + 1
    return found


def _paragraphs_of_block(text: str, start: int, end: int, width: int | None, joined: list[str], is_top: bool) -> list[Bounds]:
    found: list[Bounds] = []
    last: Bounds | None = None
    for line in _lines(text, start, end):
        may_be_title = is_top and len(found) == 1 and last == found[0]
        if last and _runs_on(text[last[0] : last[1]], text[line[0] : line[1]], width, may_be_title):
            joined[last[1] : line[0]] = [" " if c == "\n" else c for c in joined[last[1] : line[0]]]
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
        last = line
    return found


def _runs_on(upper: str, lower: str, width: int | None, may_be_title: bool) -> bool:
    """Whether the break between two lines is soft. ``may_be_title``: the upper line is the first of the text, alone so far."""
    if furniture(upper) or furniture(lower):
        return False
    if width and len(upper) + 1 + len(lower.split(maxsplit=1)[0]) > width:
        return True  # the next word did not fit on the line: a wrapped line, whatever it ends with
    if SENTENCE_END.search(upper):
        return False
    is_headline = may_be_title and len(upper) <= TITLE_LONGEST and not CONTINUES.search(upper) and lower[:1].isupper()
    return not (is_headline and not FULL_STOP.search(upper))


def _wrap_width(text: str) -> int | None:
    """The fixed width at which the text was wrapped, or None. Only lines that are followed by another in their block tell."""
    full = [len(text[a:b]) for start, end in _blocks(text) for a, b in _lines(text, start, end)[:-1]]
    if len(full) < 3:
        return None
    width = max(full)
    near = sum(length > width * 0.8 for length in full)
    return width if width in WRAP_WIDTHS and near >= WRAPPED_SHARE * len(full) else None
