"""Finds the words that a date phrase must hold, so that text without them costs one pass and rules run only where they can match."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick

from incidents.reading.dates.words import LANGUAGES, words

Windows = dict[str, list[tuple[int, int]]]

_REACH = 48  # characters on either side of a date word in which its phrase lies
_NEAR = 16  # characters between a month and the number of its day
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"\b(?P<O>(?:le|du|au) (?=(?:[a-z]{5,8} )?\d{1,2}\b)|\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<I>\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b[0-3]\d/[01]\d\b(?!/))|\b(?P<Y>(?:19|20)\d{2})\b"
)


@cache
def _automaton() -> ahocorasick.Automaton:
    """Every date word of every language with the languages and kinds that it stands for."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for language in LANGUAGES:
        known = words(language)
        for table, kind in ((known.months, "M"), (known.weekdays, "W")):
            for word in table:
                kinds.setdefault(word, []).append((language, kind))
        for word in known.keywords:
            kinds.setdefault(word, []).append((language, word))
    automaton = ahocorasick.Automaton()
    for word, found in kinds.items():
        automaton.add_word(word, (len(word), found))
    automaton.make_automaton()
    return automaton


def windows(flat: str) -> dict[str, Windows]:
    """By language and kind of word, the stretches of the flattened text in which phrases with such a word can lie.

    Kinds: M month, D month with a number beside it, W weekday, Y year, I numeric date, O day of the month, else the word itself.
    """
    out: dict[str, Windows] = {}
    for last, (length, found) in _automaton().iter(flat):
        start, end = last - length + 1, last + 1
        if start and flat[start - 1].isalnum():
            continue
        if end < len(flat) and flat[end].isalnum() and not (flat[end] == "s" and found[0][1] == "W" and not flat[end + 1 : end + 2].isalnum()):
            continue
        for language, kind in found:
            _add(out, language, kind, start, end, flat)
            if kind == "M" and _DIGIT.search(flat, max(0, start - _NEAR), end + _NEAR):
                _add(out, language, "D", start, end, flat)
    if _DIGIT.search(flat):
        for match in _NUMBER.finditer(flat):
            for language in LANGUAGES:
                _add(out, language, match.lastgroup or "Y", match.start(), match.end(), flat)
    return out


def _add(out: dict[str, Windows], language: str, kind: str, start: int, end: int, flat: str) -> None:
    """Add the word's surroundings, joined to the stretch before where they touch."""
    stretches = out.setdefault(language, {}).setdefault(kind, [])
    start, end = max(0, start - _REACH), min(len(flat), end + _REACH)
    if stretches and start <= stretches[-1][1]:
        stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
    else:
        stretches.append((start, end))
