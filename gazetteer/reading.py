"""A whole document to place references: the document's own places help to choose among candidates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gazetteer import placing
from gazetteer.attaching import read as read_phrases
from gazetteer.choosing import Choice, describe, points
from gazetteer.clues import Weigher
from gazetteer.document import Paragraph, sentence_breaks
from gazetteer.geometry import distance_km
from gazetteer.index import Index
from gazetteer.locating import LINES, SIZE, Locator
from gazetteer.matching import Matcher, Mention
from gazetteer.model import Location, Place, PlaceReference
from gazetteer.phrases import Phrase, core
from gazetteer.template import COUNTRY, UNKNOWN, ZONE, draw

ANCHOR_POINTS = 0.7  # what a place needs before it may speak for others
FRAME_NAMES = {"toward": "road", "kind": "zone", "direction": "area", "part": "zone", "border": "zone", "same-unit": "unit"}
NO_ANTECEDENT = ("dateline", "office", "metonym", "country", "furniture")
IN_CITY = (", ", " ", " de ", " (", " du district de ")
CITY_KM = 20.0
BAMAKO = "ML09"
_QUARTER = re.compile(r"(?<![\w-])(?:quartiers?|quarters?|neighbou?rhoods?|faubourg) (?:of |de |d'|du )?$")
_SMALL = re.compile(r"(?<![\w’'])[a-z]{3,20}(?![\w’'])")


class Reader:
    """Reads one document with one index; holds what the document has said so far. Make a new one for each document."""

    def __init__(self, index: Index, matcher: Matcher, classes: Mapping[str, str]) -> None:
        self.index, self.matcher, self.classes = index, matcher, classes
        self.weigher = Weigher(index)
        self.locator = Locator(self.weigher)
        self.small: set[str] = set()
        self.out: list[PlaceReference] = []

    def read(self, paragraphs: Sequence[str], language: str | None, helpful: str = "") -> list[PlaceReference]:
        """Every place reference, in reading order; ``helpful`` text yields none, it only helps to choose."""
        self.small = {word for text in paragraphs for word in _SMALL.findall(text)}
        drawn = [self._draw(number, text, language) for number, text in enumerate(paragraphs)]
        self._set_scene([*drawn, self._draw(-1, helpful, language)] if helpful.strip() else drawn)
        for paragraph in drawn:
            self.weigher.scene.paragraph = paragraph.number
            for phrase in paragraph.phrases:
                reference = self._reference(paragraph, phrase)
                if reference is not None:
                    self.out.append(reference)
        return self.out

    # -- phrases -------------------------------------------------------------------------------------------------------

    def _draw(self, number: int, text: str, language: str | None) -> Paragraph:
        template = draw(text, self.matcher.find(text), self.classes, language, self.index.towns)
        paragraph = Paragraph(number, text, template, read_phrases(template), sentence_breaks(text))
        paragraph.phrases = [p for p in paragraph.phrases if not self._is_word(paragraph, p)]
        paragraph.phrases = self._joined(paragraph)
        return paragraph

    def _is_word(self, paragraph: Paragraph, phrase: Phrase) -> bool:
        """Whether a bare name that begins a sentence is a word that the document also writes small."""
        if phrase.frame != "bare" or phrase.qualifiers or phrase.noun or phrase.names[0].name not in self.small:
            return False
        return paragraph.begins_sentence(phrase.start)

    def _joined(self, paragraph: Paragraph) -> list[Phrase]:
        """Phrases of which one only says where the other is, made one where the gazetteer bears it out."""
        out: list[Phrase] = []
        for phrase in paragraph.phrases:
            left = out[-1] if out else None
            if left and self._is_led_in(paragraph, left, phrase):
                out[-1] = replace(phrase, start=left.start, qualifiers=(left, *phrase.qualifiers))
            elif left and self._is_city_of(paragraph, left, phrase):
                out[-1] = replace(left, end=phrase.end, qualifiers=(*left.qualifiers, replace(phrase, frame="distance", km=8.0)))
            else:
                out.append(phrase)
        return out

    def _is_led_in(self, paragraph: Paragraph, left: Phrase, phrase: Phrase) -> bool:
        """Whether a wider place right before one only leads up to it."""
        if paragraph.gap(left, phrase) != ", " or left.use:
            return False
        if phrase.frame == left.frame == "unit":  # "dans le cercle de Bandiagara, commune de Kendié"
            return SIZE[phrase.level or "cercle"] < SIZE[left.level or "cercle"]
        return self._leads_in(paragraph, left, phrase)

    def _is_city_of(self, paragraph: Paragraph, place: Phrase, phrase: Phrase) -> bool:
        """ "au marché de Faladié, à Bamako": a city right after a place that lies in it is no second place."""
        gap = paragraph.gap(place, phrase)
        if gap not in IN_CITY or place.use or len(place.names) != 1 or len(phrase.names) != 1 or place.frame not in ("in", "at", "near", "bare"):
            return False
        if phrase.frame not in ("in", "at") and not (phrase.frame == "bare" and gap in (" de ", " (", " du district de ")):
            return False
        city = self._city(phrase.names[0])
        return city is not None and place.names[0].name != phrase.names[0].name and self._has_near(place.names[0], city)

    def _city(self, name: Mention) -> Place | None:
        row = next((r for r in self.index.exact(name.name) if self.index.tables.seats[r] <= 2), None)
        return self.index.tables.place_at(row) if row is not None else None

    def _has_near(self, name: Mention, city: Place) -> bool:
        tables = self.index.tables
        around = [(tables.lats[r], tables.lons[r]) for r in self.index.exact(name.name) if tables.ids[r] != city.id]
        around += [placing.point_of(a.place) for a in self.index.aliases.get(name.name, ()) if a.place.id != city.id]
        return any(distance_km(point, placing.point_of(city)) < CITY_KM for point in around)

    def _leads_in(self, paragraph: Paragraph, left: Phrase, phrase: Phrase) -> bool:
        """Whether a unit, zone or distance leads a place in: "dans le cercle de Koro, à Dinangourou"."""
        if (phrase.frame not in ("in", "at", "near", "around") and not phrase.noun) or len(phrase.names) != 1:
            return False
        name = phrase.names[0]
        if paragraph.mark(name.start) in (COUNTRY, ZONE, UNKNOWN) or name.name in self.index.foreign:
            return False
        if left.frame == "border" or (left.names and left.frame not in LINES and paragraph.mark(left.names[-1].start) == ZONE):
            return True
        clue = self.weigher.clue(paragraph, left, phrase) if left.frame in ("unit", "distance", "direction") else None
        if clue is None or not self.index.exact(name.name):
            return False
        likeliest = self.weigher.weighed(name, [clue], near_names=False)[:2]
        return any(reason in (clue.said, f"lies in {clue.said}") for candidate in likeliest for reason in candidate.reasons)

    # -- the scene -----------------------------------------------------------------------------------------------------

    def _set_scene(self, drawn: list[Paragraph]) -> None:
        """Anchors: the places that are sure without any other place's help; names with a qualifier first."""
        scene = self.weigher.scene
        uses = [(paragraph, phrase, name) for paragraph in drawn for phrase in paragraph.phrases for name in _place_names(paragraph, phrase)]
        uses.sort(key=lambda use: not use[1].qualifiers)
        for paragraph in drawn:
            self._anchor_bamako(paragraph)
        sure: dict[tuple[str, bool, int], Place | None] = {}
        for paragraph, phrase, name in uses:
            seen = (name.name, bool(phrase.qualifiers), paragraph.number)
            if seen not in sure:
                scene.paragraph = paragraph.number
                choice = self.weigher.choose(name, self.weigher.clues(paragraph, phrase), near_names=False)
                known = choice.place if choice.place and choice.place.country == "ML" and points(choice.candidates[0]) >= ANCHOR_POINTS else None
                sure[seen] = known
            place = sure[seen]
            if place is not None:
                scene.add_anchor(name.name, placing.point_of(place), paragraph.number)
                if phrase.qualifiers:
                    scene.chosen.setdefault(name.name, place.id)

    def _anchor_bamako(self, paragraph: Paragraph) -> None:
        """A commune of Bamako names the city too: its quarters may follow."""
        for phrase in paragraph.phrases:
            units = self.weigher.units(phrase.names[0].name, phrase.level)[:1] if phrase.frame == "unit" and phrase.names else []
            if units and units[0].pcode.startswith(BAMAKO):
                self.weigher.scene.add_anchor("bamako", self.index.tables.unit_points[units[0].pcode], paragraph.number)

    # -- references ----------------------------------------------------------------------------------------------------

    def _reference(self, paragraph: Paragraph, phrase: Phrase) -> PlaceReference | None:
        anaphor = phrase.frame in ("anaphor", "same-unit")
        location = self._antecedent(paragraph, phrase) if anaphor else self.locator.locate(paragraph, phrase)
        location = self._in_town(paragraph, phrase, location)
        if location is None:
            return None
        return PlaceReference(
            paragraph.number, phrase.start, phrase.end, paragraph.words(phrase), core(phrase), self._frame(phrase, location), location
        )

    def _in_town(self, paragraph: Paragraph, phrase: Phrase, location: Location | None) -> Location | None:
        """A quarter by its name belongs to the town that the paragraph named last: there, or the town itself stands for it."""
        if not phrase.names or phrase.frame == "unit" or not _QUARTER.search(paragraph.template.marked, 0, phrase.names[-1].start):
            return location
        town = next((r.location for r in reversed(self.out) if r.location.precision == 1 and r.frame not in ("metonym", "office", "furniture")), None)
        if town is None or town.lat is None or town.lon is None or self.out[-1].paragraph != paragraph.number:
            return location
        at = (town.lat, town.lon)
        if location and location.lat is not None and location.lon is not None:
            known = location.precision in (1, 2) and distance_km(at, (location.lat, location.lon)) < CITY_KM
            if known:
                return location
        name, tables = phrase.names[-1], self.index.tables
        near = next((r for r in self.index.exact(name.name) if distance_km(at, (tables.lats[r], tables.lons[r])) < CITY_KM), None)
        if near is not None:
            place = tables.place_at(near)
            return placing.at_place(place, f"“{name.quote}” is read as the quarter of {town.name}, the town named before it.", ())
        why = f"No quarter called {name.quote} is in the gazetteer; {town.name}, the town named before it, stands for it."
        return replace(town, name=f"{name.quote} ({town.name})", candidates=(), why=why)

    def _frame(self, phrase: Phrase, location: Location) -> str:
        name = phrase.names[0].name if phrase.names else ""
        if phrase.use == "metonym?" and (name == "bamako" or name in self.index.foreign):
            return "metonym"
        if phrase.use and phrase.use != "metonym?":
            return phrase.use
        if phrase.frame == "bare" and name in self.index.foreign and location.precision == 6:
            return "metonym"
        if phrase.frame in ("in", "at", "bare") and location.precision == 1 and location.admin.region == "Bamako" and location.name != "Bamako":
            return "quarter"
        if location.zone_id and phrase.frame in ("in", "at", "bare", "near"):
            return "zone"
        return FRAME_NAMES.get(phrase.frame, phrase.frame)

    # -- "this locality" -----------------------------------------------------------------------------------------------

    def _antecedent(self, paragraph: Paragraph, phrase: Phrase) -> Location | None:
        """The place (or unit) named before, in this paragraph or the last two; for "the town" only in this or the last."""
        reach = 1 if phrase.noun == "definite" else 2
        for reference in reversed(self.out):
            if paragraph.number - reference.paragraph > reach:
                return None
            same_unit = phrase.frame == "same-unit"
            found = self._unit_of(reference.location, phrase.level) if same_unit else self._place_of(paragraph, phrase, reference)
            if found is not None:
                return found
        return None

    def _place_of(self, paragraph: Paragraph, phrase: Phrase, reference: PlaceReference) -> Location | None:
        location = reference.location
        if reference.frame in NO_ANTECEDENT or location.precision not in (1, 2) or location.level or len(location.place_ids) != 1:
            return None
        place = self.index.place(location.place_ids[0])
        why = f"“{paragraph.words(phrase)}” is read as {describe(place)}, the place named before it (“{reference.quote}”)."
        if phrase.km is not None:
            return placing.at_distance(place, Choice(place, location.candidates, why), phrase.km, phrase.way)
        return placing.at_place(place, why, location.candidates, phrase.radius_km)

    def _unit_of(self, location: Location, level: str) -> Location | None:
        admin = location.admin
        pcode = {"region": admin.region_pcode, "cercle": admin.cercle_pcode, "commune": admin.commune_pcode}[level]
        if not pcode:
            return None
        unit = self.index.tables.units[pcode]
        return placing.in_unit(self.index.tables, unit, f"The same {level} as {location.name}: {unit.name}.")


def _place_names(paragraph: Paragraph, phrase: Phrase) -> list[Mention]:
    """The names of a phrase that stand for settlements."""
    if phrase.frame in ("unit", "kind"):
        return []
    return [n for n in phrase.names if paragraph.mark(n.start) not in (COUNTRY, ZONE, UNKNOWN)]
