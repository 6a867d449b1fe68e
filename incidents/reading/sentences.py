"""Where the sentences of a paragraph begin and end, in English and French.

A full stop ends a sentence unless it belongs to a short form, an initial, a decimal or a list number, or a small letter follows.
Colons and semicolons end none. The rows of ``knowledge/sentence_abbreviations.toml`` say which short forms go on.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from gazetteer.fold import fold

#: A paragraph whose text has no full stop in this many characters is cut at the next blank, so that work downstream stays bounded.
LONGEST_SENTENCE = 4000

_END = re.compile(
    r"""[.!?…。؟]{1,6}(?:[ \u00a0\u202f]?[»”"’')\]]){0,3}(?=\s|$)|[.!?…][»”")\]]{1,3}(?=[A-ZÀ-Þ«“])"""
    r"""|\n[ \t]{0,8}(?=\n|[-•*·▪–—]\s|\d{1,2}[.)]\s)"""
)
_NEXT = re.compile(r"""[\s«“"‘(\[—–\-•]{0,8}""")
_TOKEN = re.compile(r"[\w.'’\-]{1,30}\Z")
_LIST_NUMBER = re.compile(r"\s{0,8}(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})")


@cache
def _short_forms(language: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """The short forms that never end a sentence, and those that may."""
    with (Path(__file__).parents[1] / "knowledge" / "sentence_abbreviations.toml").open("rb") as file:
        rows = tomllib.load(file)
    languages = [language] if language in rows["title"] else list(rows["title"])
    return frozenset(word for name in languages for word in rows["title"][name]), frozenset(rows["unit"]["both"])


def split(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """The ``(start, end)`` offsets of the sentences of ``text`` in reading order; they hold every character that is no blank.

    ``language`` is "en" or "fr"; any other value reads with the short forms of both.
    """
    titles, units = _short_forms(language)
    bounds = [0]
    for match in _END.finditer(text):
        if not _LIST_NUMBER.fullmatch(text, bounds[-1], match.start()) and _ends(text, match, titles, units):
            bounds.append(match.end())
    bounds.append(len(text))
    out: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        out += _trimmed(text, start, end)
    return out


def _ends(text: str, match: re.Match[str], titles: frozenset[str], units: frozenset[str]) -> bool:
    mark = match.group()
    if mark[0] == "\n":
        return True
    following = _NEXT.match(text, match.end())
    at = following.end() if following else match.end()
    after = text[at : at + 1]
    if after.islower():
        return False
    if mark != ".":
        return True
    before = text[max(0, match.start() - 32) : match.start()]
    token = _TOKEN.search(before)
    return _stop_ends(fold_token(token.group()) if token else "", before, after, titles, units)


def _stop_ends(word: str, before: str, after: str, titles: frozenset[str], units: frozenset[str]) -> bool:
    """Whether a lone full stop after ``word`` ends the sentence, when ``after`` is what comes next."""
    if word in units and word not in titles:
        return not after.isdigit()
    if word in titles:
        return not after or not (after.isalpha() or after.isdigit())
    if len(word) == 1 and word.isalpha() and before[-1:].isupper():
        return not after
    return not (len(word) > 2 and word[-2] == "." and word[-1].isalpha() and after.isalpha() and before[-1:].isupper() and len(word) <= 4)


def fold_token(token: str) -> str:
    """``token`` as the short forms are written: small letters, no accents, what stands before an elision dropped."""
    word = "-".join(fold(part).strip() for part in token.split("-"))
    return word.rsplit("'", 1)[-1].lstrip(".")


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch without blanks at its ends, cut into pieces of bounded length; nothing where it is blank."""
    out = []
    while start < end:
        stop = end
        if end - start > LONGEST_SENTENCE:
            blank = text.find(" ", start + LONGEST_SENTENCE, min(end, start + 2 * LONGEST_SENTENCE))
            stop = blank if blank != -1 else min(end, start + 2 * LONGEST_SENTENCE)
        piece = text[start:stop]
        left, right = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if left < right:
            out.append((left, right))
        start = stop
    return out
