"""What the words around a name say it is: a person, a common word, an organisation. Knowledge in ``knowledge/``."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.fold import plain

TITLED = "after the title"
PATRONYMS = frozenset(("ag", "ould", "wallet", "walet"))
_ELIDED = re.compile("^[ldLD][’']")
SPACES = frozenset(" \u00a0\u202f")
KNOWLEDGE = Path(__file__).with_name("knowledge")


class Blocked(NamedTuple):
    """Plain names that are rarely places, each with the reason: common ``words``, and ``people``'s family or first names."""

    words: Mapping[str, str]
    people: Mapping[str, str]


@cache
def blocked() -> Blocked:
    """The packaged list of names that need a place word before them."""
    words: dict[str, str] = {}
    people: dict[str, str] = {}
    with (KNOWLEDGE / "blocked.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            (people if row["kind"] == "person" else words)[plain(row["name"]).strip()] = row["reason"]
    return Blocked(words, people)


@cache
def words() -> dict[str, Any]:
    """The packaged word lists (``words.toml``): titles, nouns of places and offices, verbs that places do not do."""
    return tomllib.loads((KNOWLEDGE / "words.toml").read_text(encoding="utf-8"))


def alternatives(*names: str) -> str:
    """A regex group of the entries of the named word lists, longest first; a space in an entry matches one space or hyphen."""
    entries = {entry for name in names for entry in words()[name]}
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", "[ -]") for entry in sorted(entries, key=lambda e: (-len(e), e))) + ")"


@cache
def titles() -> frozenset[str]:
    """Words before a person's name: "Colonel", "imam", "Ag"."""
    return frozenset(words()["person_titles"])


@cache
def _not_given() -> frozenset[str]:
    """Capitalised words that may stand before a place: "In Gao", "Cercle Koro", "Mercredi Gao"."""
    return frozenset(words()["before_places"])


def person_near(text: str, start: int, end: int, people: Mapping[str, str]) -> str:
    """Why the name at ``text[start:end]`` looks like part of a person's name, or ""."""
    after = text[end + 1 : end + 20].split(" ", 1)[0] if text[end : end + 1] in SPACES else ""
    if after and after[0].isupper() and plain(after).strip() in people:
        return f"before the family name {after.strip('.,;:')!r}"
    if after.lower() in PATRONYMS:
        return f"before {after!r} and a father's name"
    if start == 0 or text[start - 1] not in SPACES:
        return ""
    window = text[max(0, start - 32) : start - 1]
    at = max(window.rfind(" "), window.rfind("\u00a0"), window.rfind("\u202f"), window.rfind("-")) + 1
    before = _ELIDED.sub("", window[at:].lstrip("«“\"'("))
    if not before:
        return ""
    if before[0].islower() or before.endswith("."):
        return f"{TITLED} {before!r}" if before.rstrip(".").lower() in titles() else ""
    return _given_name(before, text[: max(0, start - 32) + at].rstrip())


def _given_name(before: str, left: str) -> str:
    """Why the capitalised word ``before`` makes a person's or an organisation's name of what follows, or ""."""
    word = plain(before).strip()
    possessive = before.endswith(("'s", "’s"))
    if not before[0].isupper() or not before[-1].isalpha() or possessive or word in _not_given():
        return ""
    if word in titles():
        return f"{TITLED} {before!r}"
    if before.isupper() or not left or left[-1] in ".!?:-–—»|•":
        return ""  # an acronym, or the capital is the sentence's own
    return f"after the capitalised word {before!r}, as in a person's or an organisation's name"
