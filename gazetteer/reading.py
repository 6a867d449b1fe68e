"""A whole document to place references: the document's own places help to choose among candidates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gazetteer import placing
from gazetteer.choosing import SETTLED, Choice, Clue, Scene, candidates, choose, describe, lies_in, points, weigh, with_points
from gazetteer.geometry import distance_km
from gazetteer.index import Index
from gazetteer.matching import Matcher, Mention
from gazetteer.model import Candidate, Location, Place, PlaceReference, Unit
from gazetteer.phrases import Phrase
from gazetteer.phrases import read as read_phrases
from gazetteer.template import CAPITAL, COUNTRY, UNKNOWN, ZONE, Template, draw

IN_CITY = (", ", " ", " de ", " (", " du district de ")
LINES = ("road", "between", "river")
POINTS = ("in", "at", "bare", "near", "around", "exit", "area", "origin", "destination", "toward", "direction", "quarter")
SURE_FRAMES = ("near", "around", "exit", "area", "origin", "destination", "distance", "direction")
FRAME_NAMES = {"toward": "road", "kind": "zone", "direction": "area", "part": "zone", "border": "zone", "same-unit": "unit"}
KINDS = {"foret": "forest", "forest": "forest", "bois": "forest", "wood": "forest", "lac": "water", "lake": "water", "mare": "water", "oued": "wadi", "wadi": "wadi",
         "colline": "hill", "hill": "hill", "mont": "hill", "mount": "hill", "falaise": "hill", "puits": "well", "well": "well"}  # fmt: skip
_SMALL = re.compile(r"(?<![\w’'])[a-z]{3,20}(?![\w’'])")
_SENTENCE = re.compile(r"[.!?…]\s+(?=[\"«“(]?[A-ZÀ-Þ0-9])")


@dataclass
class _Paragraph:
    number: int
    text: str
    template: Template
    phrases: list[Phrase]
    breaks: list[int] = field(default_factory=list)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return sum(1 for end in self.breaks if end <= at)


def _named(units: Sequence[Unit]) -> str:
    """The first unit in words: "the cercle of Douentza"."""
    return f"the {units[0].level} of {units[0].name}"


def gap_of(paragraph: _Paragraph, left: Phrase, right: Phrase) -> str:
    """The text between two phrases."""
    return paragraph.text[left.end : right.start]


def _with_distance(choice: Choice, other: Place | None) -> Choice:
    """The choice of a lost end, each candidate with its distance from the other end."""
    if other is None:
        return choice
    told = [replace(c, reasons=(*c.reasons, f"{distance_km((c.place.lat, c.place.lon), placing.point_of(other)):.0f} km from {other.name}")) for c in choice.candidates]
    return replace(choice, candidates=tuple(told))


class Reader:
    """Reads one document with one index; holds what the document has said so far."""

    def __init__(self, index: Index, matcher: Matcher, classes: dict[str, str]) -> None:
        self.index, self.matcher, self.classes = index, matcher, classes
        self.scene = Scene()
        self.small: set[str] = set()
        self.out: list[PlaceReference] = []
        self._last_level = "cercle"

    def read(self, paragraphs: Sequence[str], language: str | None, title: str = "") -> list[PlaceReference]:
        """Every place reference, in reading order."""
        self.small = {word for text in paragraphs for word in _SMALL.findall(text)}
        drawn = [self._draw(number, text, language) for number, text in enumerate(paragraphs)]
        self._set_scene([*drawn, self._draw(-1, title, language)] if title else drawn)
        for paragraph in drawn:
            self.scene.paragraph = paragraph.number
            for phrase in paragraph.phrases:
                reference = self._reference(paragraph, phrase)
                if reference is not None:
                    self.out.append(reference)
        return self.out

    def _draw(self, number: int, text: str, language: str | None) -> _Paragraph:
        template = draw(text, self.matcher.find(text), self.classes)
        paragraph = _Paragraph(number, text, template, read_phrases(template, language), [m.end() for m in _SENTENCE.finditer(text)])
        paragraph.phrases = self._in_cities(paragraph)
        paragraph.phrases = [p for p in paragraph.phrases if not self._is_word(paragraph, p)]
        return paragraph

    def _is_word(self, paragraph: _Paragraph, phrase: Phrase) -> bool:
        """Whether a bare name that begins a sentence is a word that the document also writes small."""
        if phrase.frame != "bare" or phrase.qualifiers or phrase.noun or phrase.names[0].name not in self.small:
            return False
        before = paragraph.text[: phrase.start].rstrip(" \u00a0\"'«“(")
        return not before or before[-1] in ".!?:;|•"

    # -- the scene -----------------------------------------------------------------------------------------------------

    def _set_scene(self, drawn: list[_Paragraph]) -> None:
        """Anchors: the places that are sure without any other place's help; names with a firm clue first."""
        uses = [(paragraph, phrase, name) for paragraph in drawn for phrase in paragraph.phrases for name in self._place_names(paragraph, phrase)]
        uses.sort(key=lambda use: not use[1].qualifiers)
        for paragraph, phrase, name in uses:
            if name.name in self.scene.chosen and not phrase.qualifiers:
                continue
            self.scene.paragraph = paragraph.number
            choice = self._choose(name, self._clues(paragraph, phrase), near_names=False)
            if choice.place is None or points(choice.candidates[0]) < 0.7 or choice.place.country != "ML":
                continue
            self.scene.add_anchor(name.name, placing.point_of(choice.place), paragraph.number)
            if phrase.qualifiers:
                self.scene.chosen.setdefault(name.name, choice.place.id)

    def _place_names(self, paragraph: _Paragraph, phrase: Phrase) -> list[Mention]:
        marked = paragraph.template.marked
        return [n for n in phrase.names if marked[n.start] not in (COUNTRY, ZONE, UNKNOWN)] if phrase.frame not in ("unit", "kind") else []

    def _in_cities(self, paragraph: _Paragraph) -> list[Phrase]:
        """"au marché de Faladié, à Bamako": a city right after a place that lies in it is no second place."""
        out: list[Phrase] = []
        for phrase in paragraph.phrases:
            host = out[-1] if out else None
            if host and self._leads(paragraph, host, phrase):
                out[-1] = replace(phrase, start=host.start, qualifiers=(host, *phrase.qualifiers))
                continue
            if host and (phrase.frame in ("in", "at") or gap_of(paragraph, host, phrase) in (" de ", " (")) and host.frame in ("in", "at", "near", "bare") and len(host.names) == len(phrase.names) == 1 and not host.use:
                gap = gap_of(paragraph, host, phrase)
                city = self._city(phrase.names[0]) if gap in IN_CITY else None
                if city and host.names[0].name != phrase.names[0].name and self._has_near(host.names[0], city):
                    out[-1] = replace(host, end=phrase.end, qualifiers=(*host.qualifiers, replace(phrase, frame="distance", km=8.0)))
                    continue
            out.append(phrase)
        return out

    def _leads(self, paragraph: _Paragraph, left: Phrase, phrase: Phrase) -> bool:
        """Whether a unit, zone or distance leads a place in: "dans le cercle de Koro, à Dinangourou"."""
        if gap_of(paragraph, left, phrase) != ", " or phrase.frame not in ("in", "at", "near", "around") or left.use or len(phrase.names) != 1:
            return False
        marked, name = paragraph.template.marked, phrase.names[0]
        if marked[name.start] in (COUNTRY, ZONE, UNKNOWN) or name.name in self.index.foreign:
            return False
        if left.frame == "border" or (left.names and marked[left.names[-1].start] == ZONE and left.frame not in LINES):
            return True
        clue = self._clue(paragraph, left, phrase) if left.frame in ("unit", "distance", "direction") else None
        rows = self.index.exact(name.name)
        if clue is None or not rows:
            return False
        return any(reason == clue.said or reason == f"lies in {clue.said}" for c in self._weighed(name, [clue], near_names=False)[:2] for reason in c.reasons)

    def _city(self, name: Mention) -> Place | None:
        row = next((r for r in self.index.exact(name.name) if self.index.tables.seats[r] <= 2), None)
        return self.index.tables.place_at(row) if row is not None else None

    def _has_near(self, name: Mention, city: Place) -> bool:
        tables = self.index.tables
        rows = [*self.index.exact(name.name), *(tables.rows[a.place.id] for a in self.index.aliases.get(name.name, ()) if a.place.id in tables.rows)]
        return any(0 < distance_km((tables.lats[r], tables.lons[r]), placing.point_of(city)) < 20 and tables.ids[r] != city.id for r in rows)

    # -- clues ---------------------------------------------------------------------------------------------------------

    def _clues(self, paragraph: _Paragraph, phrase: Phrase) -> list[Clue]:
        firm = [clue for qualifier in phrase.qualifiers if (clue := self._clue(paragraph, qualifier, phrase)) is not None]
        if any(clue.point for clue in firm):
            firm = [clue for clue in firm if not clue.country]  # "face à Kidira (Sénégal)": the country of the other place
        around = [] if any(clue.units for clue in firm) else self._paragraph_clues(paragraph, phrase)
        return firm + around

    def _clue(self, paragraph: _Paragraph, qualifier: Phrase, host: Phrase) -> Clue | None:
        said = paragraph.text[qualifier.start : qualifier.end]
        names, marked = qualifier.names, paragraph.template.marked
        if qualifier.frame in ("unit", "bare"):
            units = [unit for name in names for unit in self._units(name.name, qualifier.level)]
            if units:
                return Clue(_named(units), units=tuple(units))
        if not names:
            return None
        last = names[-1]
        if marked[last.start] == COUNTRY:
            country = self.index.foreign[last.name].country
            return Clue(said, country=country) if qualifier.frame in ("country", "bare", "in", "at") and country != "ML" else None
        if marked[last.start] == ZONE:
            zone = self.index.zones[last.name]
            return Clue(zone.name, units=tuple(self.index.tables.units[p] for p in zone.units), firm=False) if zone.units else None
        if qualifier.frame in ("distance", "direction", "near", "around", "area", "exit", "between") and not any(n.name == host.names[0].name for n in names):
            beside = self._beside(host.names[-1], last) if not qualifier.way and qualifier.km is None and len(names) == 1 else None
            places = [beside] if beside else [self._choose(name, [], near_names=False).place for name in names]
            if not places or any(place is None for place in places):
                return None
            end = placing.point_of(places[1]) if len(places) > 1 and places[1] else None
            km = 12.0 if qualifier.frame == "exit" else qualifier.km
            return Clue(said, point=placing.point_of(places[0]), km=km, way=qualifier.way, end=end) if places[0] else None
        return None

    def _beside(self, host: Mention, other: Mention) -> Place | None:
        """The place called ``other`` that lies next to one called ``host``: of several Kidiras the one opposite Diboli."""
        tables = self.index.tables
        pairs = [(distance_km((tables.lats[a], tables.lons[a]), (tables.lats[b], tables.lons[b])), b) for a in self.index.exact(host.name) for b in self.index.exact(other.name) if a != b]
        km, row = min(pairs, default=(math.inf, -1))
        return tables.place_at(row) if km < 30 else None

    def _paragraph_clues(self, paragraph: _Paragraph, phrase: Phrase) -> list[Clue]:
        """Units named elsewhere in the paragraph, and a country named earlier in the sentence."""
        found = []
        here = paragraph.sentence(phrase.start)
        for other in paragraph.phrases:
            if other is phrase:
                continue
            if other.frame == "unit" and not other.use:
                units = tuple(unit for name in other.names for unit in self._units(name.name, other.level))
                if units:
                    heading = other.start == 0 and paragraph.text[other.end : other.end + 1] in (".", ":", "|", "-", "–")
                    found.append(Clue(_named(units), units=units, firm=False, heading=heading))
            for name in other.names:
                if other.frame in ("country", "unit", "part") and name.start < phrase.start and paragraph.sentence(name.start) == here:
                    foreign = self.index.foreign.get(name.name)
                    if foreign and foreign.kind == "country" and foreign.country != "ML":
                        found.append(Clue(name.quote, country=foreign.country, firm=False))
        return found

    def _units(self, name: str, level: str) -> list[Unit]:
        """The units of a name: of 2021 first, a region of 2023 where 2021 has none; through the town's own name where spelt otherwise."""
        known = self.index.units.get(name, [])
        if not known:
            row = next((r for r in self.index.exact(name) if self.index.tables.seats[r] <= 3), None)
            known = self.index.units.get(" ".join(self.index.tables.names[row].lower().split()), []) if row is not None else []
        if not level:
            return [u for u in known if u.level != "country"]
        fitting = [u for u in known if u.level == level]
        old = [u for u in fitting if u.division == 2021]
        return [*old, *(u for u in fitting if u.division == 2023)]

    # -- choosing ------------------------------------------------------------------------------------------------------

    def _choose(self, name: Mention, clues: Iterable[Clue], *, near_names: bool = True) -> Choice:
        return choose(name.quote, self._weighed(name, clues, near_names=near_names))

    def _weighed(self, name: Mention, clues: Iterable[Clue], *, near_names: bool = True) -> list[Candidate]:
        found = candidates(self.index, name.name, near_names=near_names)
        named = [c for c in found if c.how in ("exact", "alias")] or found
        settled = [c for c in named if c.place.kind in SETTLED]
        return weigh(name.name, settled or named, self.scene, clues)

    # -- references ----------------------------------------------------------------------------------------------------

    def _reference(self, paragraph: _Paragraph, phrase: Phrase) -> PlaceReference | None:
        location = self._location(paragraph, phrase)
        if location is None:
            return None
        core = (phrase.names[0].start, phrase.names[-1].end) if phrase.names else (phrase.start, phrase.end)
        frame = FRAME_NAMES.get(phrase.frame, phrase.frame)
        use = phrase.use or ("metonym" if phrase.frame == "bare" and phrase.names[0].name in self.index.foreign and location.precision == 6 else "")
        if use == "metonym?":
            use = "metonym" if phrase.names and self._is_government(phrase) else ""
        if frame in ("in", "at", "bare") and location.precision == 1 and location.admin.region == "Bamako" and location.name != "Bamako":
            frame = "quarter"
        if location.zone_id and frame in ("in", "at", "bare", "near"):
            frame = "zone"
        quote = paragraph.text[phrase.start : phrase.end]
        return PlaceReference(paragraph.number, phrase.start, phrase.end, quote, core, use or frame, location)

    def _is_government(self, phrase: Phrase) -> bool:
        name = phrase.names[0].name
        return name == "bamako" or name in self.index.foreign

    def _location(self, paragraph: _Paragraph, phrase: Phrase) -> Location | None:
        marked = paragraph.template.marked
        if phrase.frame in ("anaphor", "same-unit"):
            return self._antecedent(paragraph, phrase)
        if phrase.frame in ("country", "part") or (phrase.names and marked[phrase.names[0].start] == COUNTRY and len(phrase.names) == 1 and phrase.frame != "border"):
            return self._country(phrase)
        if phrase.frame == "border":
            return self._border(phrase)
        if phrase.names and marked[phrase.names[-1].start] == ZONE and phrase.frame not in (*LINES, "unit"):
            return placing.in_zone(self.index.tables, self.index.zones[phrase.names[-1].name])
        if phrase.frame == "unit":
            return self._unit(paragraph, phrase)
        if phrase.frame == "kind":
            return self._feature(paragraph, phrase)
        if phrase.frame in LINES and len(phrase.names) > 1:
            return self._line(paragraph, phrase)
        return self._point(paragraph, phrase)

    def _point(self, paragraph: _Paragraph, phrase: Phrase) -> Location | None:
        name = phrase.names[-1]
        mark = paragraph.template.marked[name.start]
        clues = self._clues(paragraph, phrase)
        if name.name in self.index.foreign and not any(clue.units for clue in clues):
            return self._abroad(name)
        choice = self._choose(name, clues)
        if choice.place is None:
            commune = self._commune_named(name, clues)
            if commune is not None:
                why = f"No settlement is called {name.quote} there; the commune of {commune.name} is, and its chief town stands for it."
                return placing.in_unit(self.index.tables, commune, why, choice.candidates)
            if mark == UNKNOWN and phrase.frame not in SURE_FRAMES and not phrase.qualifiers and not phrase.noun:
                return placing.unresolved(name.quote, choice) if phrase.frame in ("in", "at") and choice.candidates else None
            return self._fallback(paragraph, phrase, name.quote, choice)
        if mark != CAPITAL:
            self.scene.chosen.setdefault(name.name, choice.place.id)
        if phrase.frame == "distance" and phrase.km is not None:
            return placing.at_distance(choice.place, choice, phrase.km, phrase.way)
        radius = phrase.radius_km or (25.0 if phrase.frame in ("direction", "toward") else 0.0)
        return placing.at_place(choice.place, choice.why, choice.candidates, radius)

    def _commune_named(self, name: Mention, clues: list[Clue]) -> Unit | None:
        """The one commune of that name in the unit that the text gives for it."""
        wider = [unit for clue in clues if clue.firm for unit in clue.units]
        found = [u for u in self._units(name.name, "commune") if wider and self._within(u, wider)]
        return found[0] if len(found) == 1 else None

    def _abroad(self, name: Mention) -> Location:
        foreign = self.index.foreign[name.name]
        if foreign.kind != "country":
            row = next((r for r in self.index.exact(name.name) if self.index.tables.countries[r] == foreign.country), None)
            if row is not None:
                place = self.index.tables.place_at(row)
                return placing.at_place(place, f"{name.quote} lies outside Mali.", ())
        return placing.in_country(foreign.name, foreign.country)

    def _fallback(self, paragraph: _Paragraph, phrase: Phrase, name: str, choice: Choice) -> Location:
        """The sharpest unit that the text names for an unresolved name, else precision 0."""
        unit = self._named_unit(paragraph, phrase, choice)
        if unit is None:
            return placing.unresolved(name, choice)
        why = f"{choice.why} The text names the {unit.level} of {unit.name} for it."
        return replace(placing.in_unit(self.index.tables, unit, why, choice.candidates), name=f"{name} ({unit.name})")

    def _named_unit(self, paragraph: _Paragraph, phrase: Phrase, choice: Choice) -> Unit | None:
        own = [q for q in phrase.qualifiers if q.frame in ("unit", "bare")]
        here = paragraph.sentence(phrase.start)
        beside = [p for p in paragraph.phrases if p.frame == "unit" and not p.use and (paragraph.sentence(p.start) == here or p.start == 0)]
        found = [unit for q in (own or beside) for n in q.names for unit in self._units(n.name, q.level or self._last_level)[:1]]
        settled = [c.place for c in choice.candidates if c.how in ("exact", "alias") and c.place.country == "ML"]
        if not own and settled:
            found = [unit for unit in found if any(lies_in(place, unit) for place in settled)]
        order = {"commune": 0, "cercle": 1, "region": 2}
        return min(found, key=lambda u: order[u.level]) if found else None

    def _unit(self, paragraph: _Paragraph, phrase: Phrase) -> Location | None:
        names = [n for n in phrase.names if paragraph.template.marked[n.start] != COUNTRY]
        country = next((self.index.foreign[n.name].country for n in phrase.names if n.name in self.index.foreign and n not in names), "ML")
        if not names:
            return None
        level = phrase.level or self._last_level
        self._last_level = level
        units = self._units(names[0].name, level)
        if country == "ML" and units:
            wider = [u for q in phrase.qualifiers for n in q.names for u in self._units(n.name, q.level)]
            fitting = [u for u in units if not wider or self._within(u, wider)] or units
            if len({u.parent for u in fitting if u.division == 2021}) > 1:
                return placing.unresolved(names[0].quote, Choice(None, (), f"{len(fitting)} {level}s bear the name {names[0].quote}."))
            unit = fitting[0]
            return placing.in_unit(self.index.tables, unit, f"The text names the {level} of {unit.name}.")
        choice = self._choose(names[0], [*self._clues(paragraph, phrase), *([Clue(country, country=country)] if country != "ML" else [])])
        if choice.place is None:
            return placing.unresolved(names[0].quote, choice)
        precision = placing.LEVEL_PRECISION[level]
        at = placing.at_place(choice.place, f"The {level} of {choice.place.name} has no shape of its own here. {choice.why}", choice.candidates, placing.NEW_CERCLE_KM)
        return replace(at, precision=precision, admin=replace(at.admin, commune=None, commune_pcode=None, cercle=at.admin.cercle if precision < 4 else None, cercle_pcode=at.admin.cercle_pcode if precision < 4 else None))

    def _within(self, unit: Unit, wider: list[Unit]) -> bool:
        tables = self.index.tables
        chain = {unit.pcode, unit.parent, (tables.units[unit.parent].parent if unit.parent in tables.units else None)}
        return any(w.pcode in chain or (w.division == 2023 and tables.unit_region_2023.get(unit.pcode) == w.name) for w in wider)

    def _feature(self, paragraph: _Paragraph, phrase: Phrase) -> Location | None:
        """A forest, lake, hill or well by its name; a forest or lake is a vague zone (5)."""
        kind = KINDS.get(phrase.noun) or KINDS[phrase.noun.rstrip("s")]
        name = phrase.names[-1]
        spellings = [name.name, *(f"{noun} {name.name}" for noun, of in KINDS.items() if of == kind), *(f"{noun} de {name.name}" for noun, of in KINDS.items() if of == kind)]
        found = [c for spelling in spellings for c in candidates(self.index, spelling, (kind,), near_names=False)]
        found = found or candidates(self.index, name.name, ("settlement",), near_names=False)
        choice = choose(name.quote, weigh(name.name, found, self.scene, self._clues(paragraph, phrase), kind))
        if not found:
            return None
        if choice.place is None:
            return self._fallback(paragraph, phrase, f"{phrase.noun} {name.quote}", choice)
        if kind in ("hill", "well"):
            return placing.at_place(choice.place, choice.why, choice.candidates, 0.0 if choice.place.kind == kind else 10.0)
        at = placing.at_place(choice.place, f"A {kind} without bounds of its own here. {choice.why}", choice.candidates, 15.0)
        return replace(at, precision=5, name=choice.place.name if choice.place.kind == kind else f"{phrase.noun} {choice.place.name}")

    def _line(self, paragraph: _Paragraph, phrase: Phrase) -> Location | None:
        clues = self._clues(paragraph, phrase)
        names = [n for n in phrase.names if paragraph.template.marked[n.start] != COUNTRY]
        if len(names) < 2:
            return self._country(phrase) if not names else self._point(paragraph, replace(phrase, frame="bare", names=tuple(names)))
        ends = [names[0], names[-1]]
        label = "–".join(n.quote for n in names)
        label = f"between {ends[0].quote} and {ends[1].quote}" if phrase.frame == "between" else f"{label} {phrase.frame}"
        if phrase.frame == "between" and any(end.name in self.index.foreign for end in ends):
            return None  # "between Bamako and Paris": two governments
        known = [paragraph.template.marked[end.start] != UNKNOWN for end in ends]
        if not any(known) and phrase.frame == "between":
            return None  # "between the Army and the Front"
        lists = [self._weighed(end, clues) for end in ends]
        choices = self._ends(ends, lists)
        if choices[0].place and choices[1].place:
            middle = [c.place for n in names[1:-1] if (c := self._choose(n, clues)).place]
            return placing.on_line([choices[0].place, *[p for p in middle if p], choices[1].place], choices, label)
        lost = [_with_distance(c, next((o.place for o in choices if o.place), None)) for c in choices if c.place is None]
        why = " ".join(c.why for c in lost)
        merged = Choice(None, tuple(c for choice in lost for c in choice.candidates[:8]), f"A line is drawn only between two places that are both resolved. {why}")
        return replace(self._fallback(paragraph, phrase, label, merged), name=label)

    def _ends(self, ends: list[Mention], lists: list[list[Candidate]]) -> list[Choice]:
        """Both ends chosen together: the ends of one road lie near each other."""
        if all(lists):
            helped = []
            for own, other in ((lists[0], lists[1]), (lists[1], lists[0])):
                top = [c for c in other if points(c) >= points(other[0]) - 0.15][:5]
                gained = [with_points(c, max(placing.closeness(c.place, o.place) for o in top)) if c.how in ("exact", "alias") else c for c in own]
                helped.append(sorted(gained, key=lambda c: (-c.score, c.place.seat, c.place.id)))
            lists = helped
        return [choose(end.quote, weighed) for end, weighed in zip(ends, lists, strict=True)]

    def _country(self, phrase: Phrase) -> Location:
        foreign = next((self.index.foreign[n.name] for n in phrase.names if n.name in self.index.foreign), None)
        if foreign is None or foreign.country == "ML":
            return placing.in_country("Mali", "ML")
        return placing.in_country(foreign.name, foreign.country)

    def _border(self, phrase: Phrase) -> Location:
        country = next((self.index.foreign[n.name].country for n in phrase.names if n.name in self.index.foreign and self.index.foreign[n.name].country != "ML"), "")
        zone = next((z for z in self.index.tables.zones.values() if z.id.endswith("-border") and country and country in z.countries), None)
        if zone is not None:
            return placing.in_zone(self.index.tables, zone)
        return Location("the border", 6, why="A border without a place on it.")

    def _antecedent(self, paragraph: _Paragraph, phrase: Phrase) -> Location | None:
        reach = 1 if phrase.noun == "definite" else 2
        for reference in reversed(self.out):
            if paragraph.number - reference.paragraph > reach:
                break
            if phrase.frame == "same-unit":
                found = self._unit_of(reference.location, phrase.level)
                if found is not None:
                    return found
                continue
            if reference.frame in ("dateline", "office", "metonym", "country", "furniture") or reference.location.precision not in (1, 2) or reference.location.level:
                continue
            place = self._place(reference.location)
            if place is None:
                continue
            why = f"“{paragraph.text[phrase.start:phrase.end]}” is read as {describe(place)}, the place named before it (“{reference.quote}”)."
            return placing.at_place(place, why, reference.location.candidates, phrase.radius_km)
        return None

    def _place(self, location: Location) -> Place | None:
        return self.index.place(location.place_ids[0]) if len(location.place_ids) == 1 else None

    def _unit_of(self, location: Location, level: str) -> Location | None:
        pcode = {"region": location.admin.region_pcode, "cercle": location.admin.cercle_pcode, "commune": location.admin.commune_pcode}[level]
        if not pcode:
            return None
        unit = self.index.tables.units[pcode]
        return placing.in_unit(self.index.tables, unit, f"The same {level} as {location.name}: {unit.name}.")
