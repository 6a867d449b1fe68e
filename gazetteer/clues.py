"""What a document says about where a name lies: the units, distances and countries that stand with it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazetteer import placing
from gazetteer.choosing import REPORTED_SO, SETTLED, Choice, Clue, Scene, candidates, choose, weigh
from gazetteer.document import Paragraph
from gazetteer.geometry import distance_km
from gazetteer.index import Index
from gazetteer.matching import Mention
from gazetteer.model import Candidate, Place, Unit
from gazetteer.phrases import Phrase
from gazetteer.template import COUNTRY, ZONE

AROUND_MOST = 60  # phrases of a paragraph that are looked at for clues
BESIDE_KM = 30.0
EXIT_KM = 12.0  # how far a place "at the exit of the capital" may lie from its centre
PLACING = ("distance", "direction", "near", "around", "area", "exit", "between")


def named(units: Sequence[Unit]) -> str:
    """The first unit in words: "the cercle of Douentza"."""
    return f"the {units[0].level} of {units[0].name}"


class Weigher:
    """Chooses among the places of a name, with the scene and the clues of one document."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.scene = Scene()

    # -- names ---------------------------------------------------------------------------------------------------------

    def choose(self, name: Mention, clues: Iterable[Clue], *, near_names: bool = True) -> Choice:
        """The place of a name, or none with the reason."""
        return choose(name.quote, self.weighed(name, clues, near_names=near_names))

    def weighed(self, name: Mention, clues: Iterable[Clue], *, near_names: bool = True) -> list[Candidate]:
        """The candidates of a name, best first: settlements where there are any, other features else."""
        found = candidates(self.index, name.name, near_names=near_names)
        exact = [c for c in found if c.how in ("exact", "alias")]
        if not any(c.place.country == "ML" or c.place.seat <= 2 for c in exact):
            exact = found  # only a village abroad bears the very name: names in Mali that sound alike are weighed too
        settled = [c for c in exact if c.place.kind in SETTLED or REPORTED_SO in c.reasons]
        return weigh(name.name, settled or exact, self.scene, clues)

    def units(self, name: str, level: str) -> list[Unit]:
        """The units of a name: of 2021 first, then regions of 2023; through the town's own name where it is spelt otherwise."""
        known = self.index.units.get(name, [])
        if not known:
            row = next((r for r in self.index.exact(name) if self.index.tables.seats[r] <= 3), None)
            known = self.index.units.get(" ".join(self.index.tables.names[row].lower().split()), []) if row is not None else []
        fitting = [u for u in known if u.level == level] if level else [u for u in known if u.level != "country"]
        return sorted(fitting, key=lambda u: u.division)

    def is_within(self, unit: Unit, wider: Sequence[Unit]) -> bool:
        """Whether a unit lies in one of others (of 2021 or 2023)."""
        tables = self.index.tables
        chain = {unit.pcode, unit.parent, tables.units[unit.parent].parent if unit.parent in tables.units else None}
        return any(w.pcode in chain or (w.division == 2023 and tables.unit_region_2023.get(unit.pcode) == w.name) for w in wider)

    # -- clues ---------------------------------------------------------------------------------------------------------

    def clues(self, paragraph: Paragraph, phrase: Phrase) -> list[Clue]:
        """Firm clues from the phrase's qualifiers, others from the paragraph."""
        firm = [clue for qualifier in phrase.qualifiers if (clue := self.clue(paragraph, qualifier, phrase)) is not None]
        if any(clue.point for clue in firm):
            firm = [clue for clue in firm if not clue.country]  # "face à Kidira (Sénégal)": the country is the other place's
        firm = _one_of(firm)
        return firm if any(clue.units for clue in firm) else firm + self._around(paragraph, phrase)

    def clue(self, paragraph: Paragraph, qualifier: Phrase, host: Phrase) -> Clue | None:
        """What one phrase says of the place of another, or None."""
        names = qualifier.names
        if qualifier.frame in ("unit", "bare"):
            units = [unit for name in names for unit in self.units(name.name, qualifier.level)]
            if units:
                return Clue(named(units), units=tuple(units))
        if not names:
            return None
        mark = paragraph.mark(names[-1].start)
        if mark == COUNTRY:
            country = self.index.foreign[names[-1].name].country
            return (
                Clue(paragraph.words(qualifier), country=country) if qualifier.frame in ("country", "bare", "in", "at") and country != "ML" else None
            )
        if mark == ZONE:
            zone = self.index.zones[names[-1].name]
            return Clue(zone.name, units=tuple(self.index.tables.units[p] for p in zone.units), firm=False) if zone.units else None
        return self._placing_clue(paragraph, qualifier, host) if qualifier.frame in PLACING else None

    def _placing_clue(self, paragraph: Paragraph, qualifier: Phrase, host: Phrase) -> Clue | None:
        """A clue from a distance, a direction or a neighbour."""
        names = qualifier.names
        if any(name.name == host.names[0].name for name in names):
            return None
        plain_neighbour = not qualifier.way and qualifier.km is None and len(names) == 1
        beside = self._beside(host.names[-1], names[-1]) if plain_neighbour else None
        places = [beside] if beside else [self.choose(name, [], near_names=False).place for name in names]
        points = [placing.point_of(place) for place in places if place is not None]
        if not points or len(points) < len(places):
            return None
        km = EXIT_KM if qualifier.frame == "exit" else qualifier.km
        return Clue(paragraph.words(qualifier), point=points[0], km=km, way=qualifier.way, end=points[1] if len(points) > 1 else None)

    def _beside(self, host: Mention, other: Mention) -> Place | None:
        """The place called ``other`` that lies next to one called ``host``: of several Kidiras the one opposite Diboli."""
        tables = self.index.tables
        here, there = self.index.exact(host.name)[:50], self.index.exact(other.name)[:50]
        pairs = [(distance_km((tables.lats[a], tables.lons[a]), (tables.lats[b], tables.lons[b])), b) for a in here for b in there if a != b]
        km, row = min(pairs, default=(math.inf, -1))
        return tables.place_at(row) if km < BESIDE_KM else None

    def _around(self, paragraph: Paragraph, phrase: Phrase) -> list[Clue]:
        """Units named elsewhere in the paragraph, and a country named earlier in the sentence."""
        found: list[Clue] = []
        for other in paragraph.phrases[:AROUND_MOST]:
            if other is phrase:
                continue
            for unit_phrase in (other, *other.qualifiers):
                units = (
                    tuple(u for name in unit_phrase.names for u in self.units(name.name, unit_phrase.level)) if unit_phrase.frame == "unit" else ()
                )
                if units:
                    found.append(Clue(named(units), units=units, firm=False, heading=governs(paragraph, unit_phrase, phrase)))
            found.extend(self._country_before(paragraph, other, phrase))
        return found

    def _country_before(self, paragraph: Paragraph, other: Phrase, phrase: Phrase) -> Iterable[Clue]:
        if other.frame not in ("country", "unit", "part"):
            return
        for name in other.names:
            foreign = self.index.foreign.get(name.name)
            if foreign is None or foreign.kind != "country" or foreign.country == "ML":
                continue
            if _CAME_FROM.search(paragraph.text, max(0, name.start - 30), name.start):
                continue  # "lorries from Niger were ambushed near Labbézanga" says nothing of where that is
            if name.start < phrase.start and paragraph.sentence(name.start) == paragraph.sentence(phrase.start):
                opens = paragraph.begins_sentence(other.start)
                yield Clue(name.quote, country=foreign.country, firm=False, heading=opens)


_CAME_FROM = re.compile(
    r"(?:\bfrom(?: the)?|\b(?:venu|arrivé|parti|revenu|originaire|en provenance)e?s? d(?:e(?: la| l['’])?|u|es|['’]))\s*$", re.IGNORECASE
)


def _one_of(clues: list[Clue]) -> list[Clue]:
    """Units of one level joined into one clue: "in the Ménaka and Ansongo cercles" asks for either."""
    joined: dict[str, Clue] = {}
    for clue in clues:
        level = clue.units[0].level if clue.units else f"none {len(joined)}"
        known = joined.get(level)
        joined[level] = replace(known, said=f"{known.said} or {clue.said}", units=(*known.units, *clue.units)) if known else clue
    return list(joined.values())


LIST_REACH = 60  # characters between a name and the unit that closes its list: "à A, B et C, dans le cercle de D"


def governs(paragraph: Paragraph, unit: Phrase, phrase: Phrase) -> bool:
    """Whether a unit governs a phrase beside it: a heading of the paragraph, or the end of the list that the phrase is in."""
    if unit.start == 0 and paragraph.text[unit.end : unit.end + 1] in tuple(".:|-–"):
        return True
    same_sentence = paragraph.sentence(unit.start) == paragraph.sentence(phrase.start)
    return same_sentence and unit.start >= phrase.end and unit.start - phrase.end < LIST_REACH
