"""What a paragraph must hold before a rule of the grammar is tried on it: one of a set of words or marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gazetteer.context import words

Gate = frozenset[str]
_WORD = re.compile("[a-zà]+|[0-9]+|[\ue000-\ue006]")
COMPASS_WORDS = frozenset(
    f"{a}{b}{ending}"
    for pair in (("north", "south", "east", "west", "ern"), ("nord", "sud", "est", "ouest", ""))
    for a in (*pair[:2], "")
    for b in (pair[2], pair[3], "")
    for ending in ("", pair[4], "ward", "wards")
    if a or b
)


def words_in(marked: str) -> frozenset[str]:
    """The words and marks of a template."""
    return frozenset(_WORD.findall(marked))


def either(*said: str) -> Gate:
    """The gate of a rule that needs one of some words or marks."""
    return frozenset(said)


def entries(*lists: str, more: Iterable[str] = ()) -> Gate:
    """The gate of a rule that needs an entry of the named word lists."""
    return phrases([entry for name in lists for entry in words()[name]], more)


def phrases(said: Iterable[str], more: Iterable[str] = ()) -> Gate:
    """The gate of a rule that needs one of some phrases: the longest word of each must be there, plural or not."""
    longest = {max(_WORD.findall(phrase.replace("{de}", " ").replace("{dir}", " ")), key=len) for phrase in said}
    return frozenset(longest) | {f"{word}s" for word in longest} | frozenset(more)


def compass() -> Gate:
    """The gate of a rule that needs a compass word."""
    return COMPASS_WORDS
