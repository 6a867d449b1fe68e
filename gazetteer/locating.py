"""One place phrase to one Location: which rule applies, and what is said where no place can be chosen."""

from __future__ import annotations

import re
from dataclasses import replace

from gazetteer import placing
from gazetteer.choosing import Choice, Clue, candidates, choose, lies_in, points, weigh, with_points
from gazetteer.clues import Weigher, governs
from gazetteer.document import Paragraph
from gazetteer.geometry import distance_km
from gazetteer.matching import Mention
from gazetteer.model import Candidate, Location, Place, Unit
from gazetteer.phrases import Phrase
from gazetteer.template import CAPITAL, COUNTRY, DOUBTFUL, UNKNOWN, ZONE

_ARTICLE = re.compile(r"\b(?:the|le|la|les) $")
LINES = ("road", "between", "river")
SURE = ("near", "around", "exit", "area", "origin", "destination", "distance", "direction", "toward")  # frames that make any word a place name
BESIDE = ("near", "around", "area", "exit", "distance")
VAGUE_KM = 25.0  # "north of X", "the road to X"
FEATURE_KM = 15.0  # a forest or lake without bounds
KINDS = {
    **dict.fromkeys(("foret", "forest", "bois", "wood"), "forest"),
    **dict.fromkeys(("lac", "lake", "mare"), "water"),
    **dict.fromkeys(("oued", "wadi"), "wadi"),
    **dict.fromkeys(("colline", "hill", "mont", "mount", "falaise"), "hill"),
    **dict.fromkeys(("puits", "well"), "well"),
}
SIZE = {"commune": 0, "cercle": 1, "region": 2, "country": 3}


class Locator:
    """Turns phrases into locations; remembers the admin level last named, for "dans celui de X"."""

    def __init__(self, weigher: Weigher) -> None:
        self.weigher, self.index = weigher, weigher.index
        self.last_level = "cercle"

    def locate(self, paragraph: Paragraph, phrase: Phrase) -> Location | None:
        """The location of a phrase; None where it names no place after all."""
        names = phrase.names
        if phrase.frame == "border":
            return self._border(phrase)
        if phrase.frame in ("country", "part") or (len(names) == 1 and paragraph.mark(names[0].start) == COUNTRY):
            return self._country(phrase)
        if phrase.frame == "unit":
            return self._unit(paragraph, phrase)
        if phrase.frame in LINES and len(names) > 1:
            return self._line(paragraph, phrase)
        if paragraph.mark(names[-1].start) == ZONE:
            return placing.in_zone(self.index.tables, self.index.zones[names[-1].name])
        if phrase.frame == "kind":
            return self._feature(paragraph, phrase)
        return self._point(paragraph, phrase)

    # -- one name ------------------------------------------------------------------------------------------------------

    def _point(self, paragraph: Paragraph, phrase: Phrase) -> Location | None:
        name = phrase.names[-1]
        mark = paragraph.mark(name.start)
        clues = self.weigher.clues(paragraph, phrase)
        if name.name in self.index.foreign and not any(clue.units for clue in clues):
            return self._abroad(name)
        if mark in (UNKNOWN, DOUBTFUL) and not phrase.noun and _ARTICLE.search(paragraph.template.marked, max(0, name.start - 5), name.start):
            return None  # "inside the Mission": a settlement takes no article
        choice = self.weigher.choose(name, clues)
        lost_abroad = choice.place is not None and choice.place.country != "ML" and not any(clue.country for clue in clues)
        if choice.place is None or (lost_abroad and self._commune(name, clues)):
            return self._unplaced(paragraph, phrase, choice, clues)
        if mark != CAPITAL:
            self.weigher.scene.chosen.setdefault(name.name, choice.place.id)
        if phrase.frame == "distance" and phrase.km is not None:
            return placing.at_distance(choice.place, choice, phrase.km, phrase.way)
        if phrase.frame == "toward":
            return placing.on_road_of(choice.place, choice, VAGUE_KM)
        radius = phrase.radius_km or (VAGUE_KM if phrase.frame == "direction" else 0.0)
        return placing.at_place(choice.place, choice.why, choice.candidates, radius)

    def _unplaced(self, paragraph: Paragraph, phrase: Phrase, choice: Choice, clues: list[Clue]) -> Location | None:
        """A name that no place wins: the commune of that name, the unit that the text gives, precision 0, or no place name at all."""
        name = phrase.names[-1]
        commune = self._commune(name, clues)
        if commune is not None:
            why = f"No settlement is called {name.quote} there; the commune of {commune.name} is, and its chief town stands for it."
            return placing.in_unit(self.index.tables, commune, why, choice.candidates)
        abroad = next((clue.country for clue in clues if clue.country), "")
        if abroad:
            return replace(placing.unresolved(name.quote, choice), country=abroad, why=f"{choice.why} The text puts it outside Mali.")
        if paragraph.mark(name.start) == UNKNOWN and phrase.frame not in SURE and not phrase.qualifiers and not phrase.noun:
            return placing.unresolved(name.quote, choice) if phrase.frame == "at" or (phrase.frame == "in" and choice.candidates) else None
        return self._fallback(paragraph, phrase, name.quote, choice)

    def _commune(self, name: Mention, clues: list[Clue]) -> Unit | None:
        """The one commune of that name in the unit that the text gives for it."""
        wider = [unit for clue in clues if clue.firm for unit in clue.units]
        found = [u for u in self.weigher.units(name.name, "commune") if not wider or self.weigher.is_within(u, wider)]
        if not wider and any(self.index.tables.countries[row] == "ML" for row in self.index.exact(name.name)):
            return None
        return found[0] if len(found) == 1 else None

    def _abroad(self, name: Mention) -> Location:
        foreign = self.index.foreign[name.name]
        row = next((r for r in self.index.exact(name.name) if self.index.tables.countries[r] == foreign.country), None)
        if foreign.kind == "country" or row is None:
            return placing.in_country(foreign.name, foreign.country)
        return placing.at_place(self.index.tables.place_at(row), f"{name.quote} lies outside Mali.", ())

    def _fallback(self, paragraph: Paragraph, phrase: Phrase, name: str, choice: Choice) -> Location:
        """The sharpest unit that the text names for an unresolved name, else precision 0."""
        beside = next(
            (q for q in phrase.qualifiers if q.frame in BESIDE and q.names and paragraph.mark(q.names[-1].start) not in (COUNTRY, ZONE)), None
        )
        if beside is not None and phrase.frame not in LINES:
            at = self._point(paragraph, replace(beside, qualifiers=()))
            if at is not None and at.precision == 2:
                return replace(at, name=f"{name} ({paragraph.words(beside)})", why=f"{choice.why} The text puts it so: {at.why}")
        unit = self._named_unit(paragraph, phrase, choice)
        if unit is None and (unit := self._shared_cercle(choice)) is not None:
            why = f"{choice.why} All of them lie in the cercle of {unit.name}."
            return replace(placing.in_unit(self.index.tables, unit, why, choice.candidates), name=f"{name} ({unit.name})")
        if unit is None:
            return placing.unresolved(name, choice)
        why = f"{choice.why} The text names the {unit.level} of {unit.name} for it."
        return replace(placing.in_unit(self.index.tables, unit, why, choice.candidates), name=f"{name} ({unit.name})")

    def _shared_cercle(self, choice: Choice) -> Unit | None:
        """The one cercle that holds every place of the very name."""
        bearers = [c.place for c in choice.candidates if c.how in ("exact", "alias")]
        pcodes = {place.admin.cercle_pcode for place in bearers}
        return self.index.tables.units.get(pcodes.pop() or "") if len(pcodes) == 1 and len(bearers) > 1 else None

    def _named_unit(self, paragraph: Paragraph, phrase: Phrase, choice: Choice) -> Unit | None:
        own = [q for q in phrase.qualifiers if q.frame in ("unit", "bare")]
        here = paragraph.sentence(phrase.start)
        beside = [p for p in paragraph.phrases if p.frame == "unit" and not p.use and (paragraph.sentence(p.start) == here or p.start == 0)]
        beside += [q for p in paragraph.phrases for q in p.qualifiers if q.frame == "unit" and governs(paragraph, q, phrase)]
        found = [unit for q in own or beside for n in q.names for unit in self.weigher.units(n.name, q.level or self.last_level)[:1]]
        settled = [c.place for c in choice.candidates if c.how in ("exact", "alias") and c.place.country == "ML"]
        if not own and settled:
            found = [unit for unit in found if any(lies_in(place, unit) for place in settled)]
        sharpest = min((SIZE[u.level] for u in found), default=0)
        of_level = list(dict.fromkeys(u for u in found if SIZE[u.level] == sharpest))
        return of_level[0] if len(of_level) == 1 else None

    # -- units, zones, countries ---------------------------------------------------------------------------------------

    def _unit(self, paragraph: Paragraph, phrase: Phrase) -> Location | None:
        names = [n for n in phrase.names if paragraph.mark(n.start) != COUNTRY]
        abroad = next((self.index.foreign[n.name].country for n in phrase.names if n not in names and self.index.foreign[n.name].country != "ML"), "")
        if not names:
            return None
        level = self.last_level = phrase.level or self.last_level
        units = [] if abroad else self.weigher.units(names[0].name, level)
        if not units:
            return self._town_of_unit(paragraph, phrase, names[0], level, abroad)
        wider = [u for q in phrase.qualifiers for n in q.names for u in self.weigher.units(n.name, q.level)]
        fitting = [u for u in units if not wider or self.weigher.is_within(u, wider)] or units
        if len({u.pcode for u in fitting if u.division == 2021}) > 1:
            names_alike = f"{len(fitting)} {level}s bear the name {names[0].quote}."
            return self._fallback(paragraph, phrase, names[0].quote, Choice(None, (), names_alike))
        return placing.in_unit(self.index.tables, fitting[0], f"The text names the {level} of {fitting[0].name}.")

    def _town_of_unit(self, paragraph: Paragraph, phrase: Phrase, name: Mention, level: str, abroad: str) -> Location:
        """A unit without a shape here (a cercle of 2023, a region abroad): a circle round its town."""
        clues = [*self.weigher.clues(paragraph, phrase), *([Clue(abroad, country=abroad)] if abroad else [])]
        choice = self.weigher.choose(name, clues)
        if choice.place is None:
            return placing.unresolved(name.quote, choice)
        return placing.round_town(choice.place, choice, level)

    def _country(self, phrase: Phrase) -> Location:
        foreign = next((self.index.foreign[n.name] for n in phrase.names if n.name in self.index.foreign), None)
        if foreign is None or foreign.country == "ML":
            return placing.in_country("Mali", "ML")
        return placing.in_country(foreign.name, foreign.country)

    def _border(self, phrase: Phrase) -> Location:
        countries = [self.index.foreign[n.name].country for n in phrase.names if n.name in self.index.foreign]
        country = next((c for c in countries if c != "ML"), None)
        zone = next((z for z in self.index.tables.zones.values() if z.id.endswith("-border") and country in z.countries), None)
        if zone is not None:
            return placing.in_zone(self.index.tables, zone)
        return Location("the border", 6, why="A border without a place on it.")

    def _feature(self, paragraph: Paragraph, phrase: Phrase) -> Location | None:
        """A forest, lake, hill or well by its name; a forest, lake or wadi is a vague zone (5)."""
        kind = KINDS.get(phrase.noun) or KINDS[phrase.noun.rstrip("s")]
        name = phrase.names[-1]
        nouns = [noun for noun, of in KINDS.items() if of == kind]
        spellings = [name.name, *(f"{noun} {name.name}" for noun in nouns), *(f"{noun} de {name.name}" for noun in nouns)]
        kinds = (kind, "water") if kind == "well" else (kind,)
        found = [c for spelling in spellings for c in candidates(self.index, spelling, kinds, near_names=False)]
        found = found or candidates(self.index, name.name, ("settlement",), near_names=False) or candidates(self.index, name.name, ("settlement",))
        if not found:
            nowhere = Choice(None, (), f"No {kind} called {name.quote} is in the gazetteer.")
            return self._fallback(paragraph, phrase, f"{phrase.noun} {name.quote}", nowhere)
        choice = choose(name.quote, weigh(name.name, found, self.weigher.scene, self.weigher.clues(paragraph, phrase), kind))
        if choice.place is None:
            return self._fallback(paragraph, phrase, f"{phrase.noun} {name.quote}", choice)
        same_kind = choice.place.kind in kinds
        if kind in ("hill", "well"):
            return placing.at_place(choice.place, choice.why, choice.candidates, 0.0 if same_kind else 10.0)
        at = placing.at_place(choice.place, f"A {kind} without bounds of its own here. {choice.why}", choice.candidates, FEATURE_KM)
        return replace(at, precision=5, name=choice.place.name if same_kind else f"{phrase.noun} {choice.place.name}")

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _line(self, paragraph: Paragraph, phrase: Phrase) -> Location | None:
        names = [n for n in phrase.names if paragraph.mark(n.start) != COUNTRY]
        if len(names) < 2:
            return self._point(paragraph, replace(phrase, frame="toward", names=tuple(names))) if names else self._country(phrase)
        ends = [names[0], names[-1]]
        if phrase.frame == "between" and self._no_places(paragraph, ends):
            return None
        label = f"between {ends[0].quote} and {ends[1].quote}" if phrase.frame == "between" else f"{'–'.join(n.quote for n in names)} {phrase.frame}"
        clues = [replace(clue, firm=False, heading=True) for clue in self.weigher.clues(paragraph, phrase)]  # a road may leave the unit
        choices = _ends(ends, [self.weigher.weighed(end, clues) for end in ends])
        first, last = choices[0].place, choices[1].place
        if first and last:
            middle = [place for n in names[1:-1] if (place := self.weigher.choose(n, clues).place) is not None]
            return placing.on_line([first, *middle, last], choices, label)
        lost = [_with_distance(choice, first or last) for choice in choices if choice.place is None]
        kept = tuple(c for choice in lost for c in choice.candidates[:8])
        why = f"A line is drawn only between two places that are both resolved. {' '.join(c.why for c in lost)}"
        return replace(self._fallback(paragraph, phrase, label, Choice(None, kept, why)), name=label)

    def _no_places(self, paragraph: Paragraph, ends: list[Mention]) -> bool:
        """ "between Bamako and Paris", "between the Army and the Front": two governments, two parties."""
        return any(end.name in self.index.foreign for end in ends) or all(paragraph.mark(end.start) == UNKNOWN for end in ends)


def _with_distance(choice: Choice, other: Place | None) -> Choice:
    """The choice of a lost end, each candidate with its distance from the other end."""
    if other is None:
        return choice
    at = placing.point_of(other)
    told = [replace(c, reasons=(*c.reasons, f"{distance_km(placing.point_of(c.place), at):.0f} km from {other.name}")) for c in choice.candidates]
    return replace(choice, candidates=tuple(told))


def _ends(ends: list[Mention], lists: list[list[Candidate]]) -> list[Choice]:
    """Both ends chosen together: the ends of one road lie near each other."""
    if all(lists):
        lists = [_drawn_together(lists[0], lists[1]), _drawn_together(lists[1], lists[0])]
    return [choose(end.quote, weighed) for end, weighed in zip(ends, lists, strict=True)]


def _drawn_together(own: list[Candidate], other: list[Candidate]) -> list[Candidate]:
    """One end's candidates with points for lying near the other end's best; a name that only sounds alike gets none."""
    top = [c for c in other if points(c) >= points(other[0]) - 0.15][:5]
    gained = [with_points(c, max(placing.closeness(c.place, o.place) for o in top)) if c.how in ("exact", "alias") else c for c in own]
    return sorted(gained, key=lambda c: (-c.score, c.place.seat, c.place.id))
