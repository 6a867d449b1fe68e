"""The words of tolls, read once from ``knowledge/tolls_*``: verbs and nouns of harm, nouns of people with their side, small words."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

WORD = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"(?:[dlnsjmtc]|qu|jusqu|lorsqu|puisqu|presqu|quelqu)['’](?=\w)|['’]s\b|[^\W_]+(?:-[^\W_]+){0,5}|[^\w\s]", re.IGNORECASE)
_INFLECTED = re.compile(r"(?:.*é|(?!du|au).*u|mis|introuvable|manquant|mort|détenu|rendu|conduit|pris|fait|prisonnier|ravi|élargi|noyé)\Z")

T = TypeVar("T")


def split_words(phrase: str) -> tuple[str, ...]:
    """The lower-case tokens of a phrase, as the reader cuts them."""
    words = tuple(m.group().lower().replace("’", "'") for m in TOKEN.finditer(phrase + "x" * phrase.endswith("'")))
    return words[:-1] if phrase.endswith("'") else words


class Phrases(Generic[T]):
    """Word sequences to values; ``at`` gives the longest that stands at a position."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[T]]]] = {}

    def add(self, words: tuple[str, ...], value: T) -> None:
        rows = self._by_first.setdefault(words[0], [])
        for known, values in rows:
            if known == words:
                values.append(value)
                return
        rows.append((words, [value]))
        rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: list[str], position: int) -> tuple[int, list[T]] | None:
        for phrase, values in self._by_first.get(words[position], ()):
            if len(phrase) == 1 or tuple(words[position : position + len(phrase)]) == phrase:
                return position + len(phrase), values
        return None

    def longest_words(self) -> Iterator[str]:
        """Of each sequence the longest plain word: cheap to look for first."""
        for rows in self._by_first.values():
            for phrase, _ in rows:
                yield max((part for word in phrase for part in re.split(r"[-']", word)), key=len)

    @property
    def firsts(self) -> frozenset[str]:
        return frozenset(self._by_first)


@dataclass(frozen=True, slots=True)
class Verb:
    """A word of harm. ``kind``: ed, part (participles), act (object follows), intr (subject before), noun, of, lost, at."""

    quantity: str
    kind: str
    not_before: tuple[tuple[str, ...], ...]
    needs: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    side: str
    singular: bool
    plural: bool
    word: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    language: str
    verbs: Phrases[Verb]
    people: Phrases[Person]
    sets: Mapping[str, frozenset[str]]
    subset: Phrases[str]
    joins: Phrases[str]
    firsts: frozenset[str]  # words that may begin a word of harm
    gate: frozenset[str]  # one of these stands in every text that holds a word of harm

    def has(self, name: str, word: str) -> bool:
        return word in self.sets[name]


def _rows(name: str, language: str) -> Iterator[dict[str, str]]:
    text = (files("incidents.knowledge") / name).read_text(encoding="utf-8")
    yield from (row for row in csv.DictReader(text.splitlines()) if row["language"] == language)


def _inflections(phrase: str) -> Iterator[str]:
    """The four agreements of a French participle phrase."""
    for suffix in ("", "e", "s", "es"):
        yield " ".join(_agree(word, suffix) for word in phrase.split(" "))


def _agree(word: str, suffix: str) -> str:
    if word == "vif":
        return {"": "vif", "e": "vive", "s": "vifs", "es": "vives"}[suffix]
    if word == "prisonnier":
        return {"": "prisonnier", "e": "prisonnière", "s": "prisonniers", "es": "prisonnières"}[suffix]
    if not _INFLECTED.match(word):
        return word
    return word if suffix == "s" and word.endswith("s") else word + suffix


@cache
def load(language: str) -> Lexicon:
    """The lexicon of "en" or "fr"."""
    verbs: Phrases[Verb] = Phrases()
    for row in _rows("tolls_verbs.csv", language):
        for phrase in row["words"].split("|"):
            verb = Verb(
                row["quantity"],
                row["kind"],
                tuple(split_words(p) for p in row["not_before"].split("|") if p),
                frozenset(p for p in row["needs"].split("|") if p),
                phrase,
            )
            forms = set(_inflections(phrase)) if row["kind"] == "part" else {phrase}
            for form in sorted(forms):
                verbs.add(split_words(form), verb)
    people: Phrases[Person] = Phrases()
    for row in _rows("tolls_people.csv", language):
        for pair in row["words"].split("|"):
            one, _, many = pair.partition("/")
            for form in {one, many}:
                people.add(split_words(form), Person(row["side"], form == one, form == many, one))
    words: dict[str, Any] = tomllib.loads((files("incidents.knowledge") / "tolls_words.toml").read_text(encoding="utf-8"))[language]
    subset: Phrases[str] = Phrases()
    for phrase in words["subset"]:
        subset.add(split_words(phrase), phrase)
    joins: Phrases[str] = Phrases()
    for phrase in (*words["joins"], *words["join_phrases"]):
        joins.add(split_words(phrase), phrase)
    sets = {name: frozenset(values) for name, values in words.items()}
    return Lexicon(language, verbs, people, sets, subset, joins, verbs.firsts, frozenset(verbs.longest_words()))
