"""Who may be named in a report, and the words that name them: ``knowledge/actors.csv``, ``actor_names.csv``, ``generic_actors.csv``.

Names are found by Aho-Corasick over the 1:1 fold, at word boundaries, leftmost and longest. Where one name has meant several
actors over time ("French troops": Serval, then Barkhane), the publication date chooses; without one, the first row holds.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import ahocorasick

from gazetteer.fold import fold

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of ``actors.csv``: ``side`` is state, armed group, civilians, external or other; ``party`` to the conflict or not."""

    id: str
    kind: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    side: str
    party: bool

    def existed(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Word:
    """A name or noun: whom it may mean, first choice first; ``takes`` says what may decide whose it is: name, force, office."""

    actors: tuple[str, ...]
    generic: bool = False
    takes: str = ""
    weak: bool = False  # an actor only where something is done by it or to it
    doer: bool = False  # named by the deed ("attackers"): never its target


@dataclass(frozen=True, slots=True)
class Found:
    """A word at ``start:end``."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True, slots=True)
class Nationality:
    force: tuple[str, ...]
    office: tuple[str, ...]


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one file under ``knowledge``, without its comment lines."""
    with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def actors() -> dict[str, Actor]:
    """Every actor by its id."""
    return {
        r["id"]: Actor(r["id"], r["kind"], r["parent"], _day(r["valid_from"]), _day(r["valid_to"]), r["side"], r["party"] == "1")
        for r in read_rows("actors.csv")
    }  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def side_of(actor: str) -> str:
    """The side of an actor: state, armed group, civilians, external or other; "other" for an unknown id."""
    known = actors().get(actor)
    return known.side if known else "other"


def is_within(actor: str, ancestor: str) -> bool:
    """Whether ``ancestor`` stands above ``actor`` in the tree of actors."""
    seen = actors().get(actor)
    while seen and seen.parent:
        if seen.parent == ancestor:
            return True
        seen = actors().get(seen.parent)
    return False


def choose(candidates: tuple[str, ...], published: date | None) -> str:
    """The first candidate that existed on ``published``; the first of all where no date is known or none did; "" for none."""
    if published is not None:
        for actor in candidates:
            known = actors().get(actor)
            if known is None or known.existed(published):
                return actor
    return candidates[0] if candidates else ""


class Lexicon:
    """The words of one language (or of both, for None)."""

    def __init__(self, language: str | None) -> None:
        forms: dict[str, list[tuple[str, Word]]] = defaultdict(list)
        for form, word in _words(language):
            forms[fold(form)].append((form, word))
        self._automaton = ahocorasick.Automaton()
        for folded, entries in forms.items():
            self._automaton.add_word(folded, (len(folded), 2 if folded.startswith("l'") else 0, _merged(entries)))
        self._automaton.make_automaton()
        self.nationalities = {fold(f): n for f, n in _nationalities(language)}

    def find(self, text: str, folded: str) -> list[Found]:
        """Names and nouns in reading order, none within another."""
        hits = []
        size = len(folded)
        for last, (length, article, entries) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
                continue
            hits.append((start + article, -end, entries))  # "l'État" begins at its noun, so that "État islamique" can win
        hits.sort(key=lambda h: h[:2])
        out: list[Found] = []
        for start, minus_end, entries in hits:
            if out and start < out[-1].end:
                continue
            word = next((w for capitals, w in entries if _agrees(text, start, capitals)), None)
            if word is not None:
                out.append(Found(start, -minus_end, word))
        return out


def _agrees(text: str, start: int, capitals: tuple[int, ...]) -> bool:
    return all(text[start + at].isupper() for at in capitals)


def _merged(entries: list[tuple[str, Word]]) -> list[tuple[tuple[int, ...], Word]]:
    """One entry a pattern of capitals: rows that spell a name alike give its candidates in their order."""
    by_capitals: dict[tuple[int, ...], Word] = {}
    for form, word in entries:
        capitals = _capitals(form[2:] if form[:2] in ("l'", "l’") else form)
        known = by_capitals.get(capitals)
        by_capitals[capitals] = word if known is None or known.generic != word.generic else Word(
            tuple(dict.fromkeys(known.actors + word.actors)), word.generic, known.takes, known.weak, known.doer)  # fmt: skip
    return sorted(by_capitals.items(), key=lambda item: -len(item[0]))


def _capitals(form: str) -> tuple[int, ...]:
    """Offsets that must be capitals: those of a single word ("MSA", "Plateforme", "l'État"), and of two letters that are a word in the other
    language ("UN camp", which French writes for any camp); names of several words are free else."""
    if " " in form or "-" in form:
        return tuple(i for word in re.finditer(r"\b[A-Z]{2}\b", form) for i in range(word.start(), word.end()))
    return tuple(i for i, c in enumerate(form) if c.isupper())


def _words(language: str | None) -> list[tuple[str, Word]]:
    out = []
    for row in read_rows("actor_names.csv"):
        for form in row["names"].split("|"):
            if language in (None, row["language"]) or not row["language"] or form[0].isupper():
                out.append((form, Word((row["actor"],))))
    for row in read_rows("generic_actors.csv"):
        if language in (None, row["language"]):
            word = Word((row["actor"],) if row["actor"] else (), True, row["takes"], row["weak"] == "1", row["doer"] == "1")
            out += [(form, word) for form in row["forms"].split("|")]
    return out


def _nationalities(language: str | None) -> list[tuple[str, Nationality]]:
    return [
        (form, Nationality(tuple(row["force"].split(";")), tuple(x for x in row["office"].split(";") if x)))
        for row in read_rows("actor_nationalities.csv") if language in (None, row["language"]) for form in row["forms"].split("|")
    ]  # fmt: skip


@cache
def lexicon(language: str | None) -> Lexicon:
    return Lexicon(language if language in LANGUAGES else None)
