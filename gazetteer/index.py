"""Every way to a place by its name: exact, by alias, by transliteration key, by likeness. Rows refer to the tables' columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from gazetteer.aliases import Alias
from gazetteer.context import KNOWLEDGE
from gazetteer.fold import LONGEST_NAME, key, plain
from gazetteer.load import Tables, Zone
from gazetteer.model import Candidate, Place, Unit

FUZZY_FLOOR = 82.0  # per cent; below it the names have too little in common to be worth showing
FUZZY_MOST = 8


def plain_name(name: str) -> str:
    """A name as the index spells it: folded, one space between words, at most ``LONGEST_NAME`` characters."""
    return " ".join(plain(name[:LONGEST_NAME]).split())


_ARTICLE = re.compile(r"(i n|in|n|ti n|tin) (?=[a-z]{4})")


_ARTICLE_STARTS = ("i", "n", "t")
_NO_WORD = re.compile(r"[^\w\n]+|_+")


def _plain_all(folded: list[str]) -> list[str]:
    """``plain_name`` of many folded names at once."""
    return [name.strip() for name in _NO_WORD.sub(" ", "\n".join(folded)).split("\n")]


def article_forms(name: str) -> tuple[str, ...]:
    """Other ways to write the Tamasheq or Bambara prefix of a plain name: "i n deliman" as "in deliman" and "indeliman"."""
    match = _ARTICLE.match(name)
    if match is None:
        return ()
    prefix, rest = match[1].replace(" ", ""), name[match.end() :]
    return tuple(form for form in (f"{prefix} {rest}", f"{prefix}{rest}") if form != name)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A country or a city abroad that reports name: recognised so that it can be set aside."""

    name: str
    country: str
    kind: str


@dataclass
class Index:
    """The tables seen from their names."""

    tables: Tables
    aliases: dict[str, list[Alias]] = field(default_factory=dict)
    taught: dict[str, Place] = field(default_factory=dict)
    remembered: dict[tuple[str, bool], tuple[Candidate, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows: dict[str, list[int]] = {}
        rows = self.rows
        for row, name in zip(self.tables.name_place, _plain_all(self.tables.name_fold), strict=True):
            for form in (name, *article_forms(name)) if name[:1] in _ARTICLE_STARTS else (name,):
                known = rows.get(form)
                if known is None:
                    rows[form] = [row]
                elif row not in known:
                    known.append(row)

    @cached_property
    def names_by_key(self) -> dict[str, list[str]]:
        """Plain names that share a transliteration key."""
        found: dict[str, dict[str, None]] = {}
        for name, name_key in zip(_plain_all(self.tables.name_fold), self.tables.name_key, strict=True):
            if name_key:
                found.setdefault(name_key, {})[name] = None
        return {name_key: list(names) for name_key, names in found.items()}

    @cached_property
    def names_by_start(self) -> dict[str, list[str]]:
        """Plain names by the first letter of their key: near names are sought only there."""
        found: dict[str, list[str]] = {}
        for name_key, names in self.names_by_key.items():
            found.setdefault(name_key[0], []).extend(names)
        return found

    @cached_property
    def zones(self) -> dict[str, Zone]:
        """Named zones by every plain name of theirs; roads are read by the grammar, from the towns that the text gives."""
        found: dict[str, Zone] = {}
        for zone in self.tables.zones.values():
            for name in (zone.name, *zone.aliases):
                if zone.shape != "axis":
                    found.setdefault(plain_name(name), zone)
        return found

    @cached_property
    def units(self) -> dict[str, list[Unit]]:
        """Admin units by every plain name of theirs."""
        found: dict[str, list[Unit]] = {}
        for pcode, name, _, _ in self.tables.unit_names:
            unit = self.tables.units[pcode]
            bucket = found.setdefault(plain_name(name), [])
            if unit not in bucket:
                bucket.append(unit)
        return found

    @cached_property
    def foreign(self) -> dict[str, Foreign]:
        """Countries and cities abroad by plain name."""
        with (KNOWLEDGE / "foreign.csv").open(encoding="utf-8", newline="") as lines:
            return {plain_name(row["name"]): Foreign(row["name"], row["country"], row["kind"]) for row in csv.DictReader(lines)}

    @cached_property
    def reported(self) -> dict[str, str]:
        """The id of the place that reports mean by a plain name where they add nothing."""
        with (KNOWLEDGE / "reported_places.csv").open(encoding="utf-8", newline="") as lines:
            return {plain_name(row["name"]): row["place"] for row in csv.DictReader(lines)}

    @cached_property
    def towns(self) -> frozenset[str]:
        """Plain names of seats of any rank, of zones and of countries: names that stand firm beside an unknown word."""
        tables = self.tables
        seats = (plain_name(tables.names[row]) for row, seat in enumerate(tables.seats) if seat <= 3)
        return frozenset(seats) | frozenset(self.foreign) | frozenset(self.zones) | frozenset(self.units)

    def exact(self, name: str) -> list[int]:
        """Rows of the places that bear the plain name."""
        return self.rows.get(name, [])

    def by_key(self, name: str) -> list[tuple[str, int]]:
        """(plain name, row) of places whose name sounds alike but is spelt otherwise."""
        found = self.names_by_key.get(key(name), []) if len(key(name)) >= 3 else []
        return [(other, row) for other in found if other != name for row in self.rows.get(other, ())]

    def near_names(self, name: str) -> list[tuple[str, float, int]]:
        """(plain name, likeness 0 to 1, row) of places with a similar name, best first, at most ``FUZZY_MOST`` names."""
        name_key = key(name)
        if len(name) < 4 or not name_key:
            return []
        pool = self.names_by_start.get(name_key[0], [])
        hits = process.extract(name, pool, scorer=fuzz.ratio, score_cutoff=FUZZY_FLOOR, limit=FUZZY_MOST + 1)
        return [(other, score / 100, row) for other, score, _ in hits if other != name for row in self.rows.get(other, ())]

    def with_aliases(self, more: Iterable[Alias]) -> None:
        """Adds aliases; a later one of the same name does not hide an earlier one."""
        self.remembered.clear()
        for alias in more:
            self.aliases.setdefault(plain_name(alias.name), []).append(alias)
            self.taught[alias.place.id] = alias.place

    def place(self, place_id: str) -> Place:
        """A place by id, taught ones included; raises KeyError."""
        return self.taught.get(place_id) or self.tables.place(place_id)
