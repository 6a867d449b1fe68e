"""Names and days that are not the event's: where people came from, fled to or were treated, what bodies are called, when the wounded were moved.

The words of care and flight are in ``knowledge/care.csv``, the others in ``knowledge/surroundings.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from gazetteer.fold import fold
from gazetteer.model import PlaceReference
from incidents.extraction.events import ARMED, KNOWLEDGE, PROPERTY, Cue, Trigger
from incidents.extraction.patterns import Patterns
from incidents.extraction.surroundings import any_of
from incidents.reading.dates import DateMention

HOME = "home"  # the frame of a place that people are from: what befell them may have befallen them anywhere near
REACH = 45  # characters before a name or date in which such words count


@cache
def _care() -> Patterns:
    return Patterns.load(KNOWLEDGE / "care.csv")


_CAME_FROM = re.compile(rf"\b{any_of('came_from')}\s*$", re.IGNORECASE)
_ON_THE_WAY = re.compile(rf"\b{any_of('way')}(?: the| la| le| l['’])?(?: (?:town|village|ville) (?:of|de|d['’]))? ?$", re.IGNORECASE)
DEEDS = (ARMED | PROPERTY) - {"blast", "repel", "fightin"}  # acts of those who come to a place
_DWELLING = re.compile(rf"\b{any_of('dwelling')} $", re.IGNORECASE)
AFTERWARDS = frozenset({"overnight", "next day", "two days on", "tomorrow"})


def day_of(mention: DateMention, text: str, triggers: Sequence[Trigger]) -> DateMention:
    """A night or next day right after words of care ("evacuated to Ségou during the night") as that of the care, not of the event."""
    if mention.rule not in AFTERWARDS or mention.role != "event":
        return mention
    start = max([0, mention.start - REACH, *(t.end for t in triggers if t.strength >= 2 and t.end <= mention.start and t.act != "withdraw")])
    before = re.split(r"[.;:]", text[start : mention.start])[-1]
    return replace(mention, role="report") if _care().find(fold(before)) else mention


def only_cared_for(cue: Cue, text: str) -> bool:
    """Whether "on the Algerian side" says where the wounded are treated, not where they were hurt."""
    return cue.reason == "outside Mali" and bool(_care().find(fold(text[max(0, cue.start - REACH) : cue.start])))


def is_visit(text: str) -> bool:
    """Whether the words tell of somebody's journey, care or burial."""
    return bool(_care().find(fold(text)))


_GARRISON = re.compile(rf"\b{any_of('garrison')}\b", re.IGNORECASE)
_FACILITY = re.compile(rf"\b{any_of('facility')}")
_HARMED = re.compile(rf"[^.;:]{{0,60}}?\b{any_of('befell_auxiliary')}\s(?:\w+\s){{0,2}}?{any_of('befell')}", re.IGNORECASE)
_STAFF = re.compile(rf"\b{any_of('staff')} (?:of|at|from|du|de|d['’])[^.;:,]{{0,40}}$", re.IGNORECASE)
_TOWARDS = re.compile(rf"{any_of('towards')}\b", re.IGNORECASE)


def place_of(place: PlaceReference, text: str) -> PlaceReference:
    """The place as a destination where the words before it are of hospitals, burials or flight: it happened elsewhere."""
    start = max(0, place.start - REACH)
    start = max([start, *(start + m.end() for m in re.finditer(r"[.;:]", text[start : place.start]))])
    if place.frame == "office":
        return replace(place, frame="at") if _is_struck(place, text, start) else place
    if place.frame == "bare" and _AT_HOME.search(text, start, place.core[0]):
        return replace(place, frame=HOME)
    if any(p.search(text, start, place.core[0]) for p in (_CAME_FROM, _ON_THE_WAY, _DWELLING)) or (
        place.frame == "bare" and _SET_OUT.search(text, start, place.core[0])
    ):
        return replace(place, frame="origin")
    if place.frame in ("in", "at", "bare") and _is_absent(place, text, start):
        return replace(place, frame="origin")
    if place.frame in ("in", "at", "bare") and _is_tellers(place, text, start):
        return replace(place, frame="dateline")
    if place.location.precision in (5, 6) and _TOWARDS.match(place.quote):
        return replace(place, frame="destination")  # "drove the goats towards the frontier with Burkina Faso"
    moved = _care().find(fold(text[start : place.start]))
    facility = moved and all(_FACILITY.search(fold(text[start + h.start : start + h.end])) for h in moved)
    if facility and (_HARMED.match(text, place.end) or _is_scene(place, text, start) or _STAFF.search(text, start, place.core[0])):
        return place  # the health centre itself was looted or hit, is where the story opens, or its people were struck
    if moved and _GARRISON.search(text, start, place.core[0]) and all(fold(text[start + h.start : start + h.end]).startswith("evacu") for h in moved):
        return place  # "L'armée a évacué son camp de Boulkessi": left, not taken to
    return replace(place, frame="destination") if moved and place.frame in ("in", "at", "bare", "near") else place


_FROM = "from(?: the)?(?: (?:town|village|city) of)? $"
_AT_HOME = re.compile(rf"\b{any_of('of_people')} {_FROM}", re.IGNORECASE)
_SET_OUT = re.compile(rf"\b{any_of('of_vehicles')} {_FROM}", re.IGNORECASE)
_ARTICLE = "(?:the |an? |la |le |les |l['’]|une? |des )?"
_OFFICE = rf"{_ARTICLE}(?:\w+ ){{0,2}}?{any_of('struck_office')}(?: (?:of|in|at|de|à|du)| d['’])?(?: the| la| l['’])?"
_STRUCK = re.compile(rf"\b{any_of('struck_before')} {_OFFICE} ?$", re.IGNORECASE)
_STRUCK_AFTER = re.compile(rf"\b{any_of('struck_before')} (?:the |an? )?$", re.IGNORECASE)
_BUILDING = re.compile(rf"(?:['’]s)? (?:\w+ ){{0,1}}?{any_of('struck_office')}\b", re.IGNORECASE)
_BUILDING_BEFORE = re.compile(rf"\b{_OFFICE} ?$", re.IGNORECASE)
_TELLER = re.compile(rf"\b{any_of('teller')}(?: \w+){{0,2}} (?:in|at|from|à|en|de|depuis|basée?s? à|based in) ?$", re.IGNORECASE)
_TELLS = re.compile(rf",?(?: \w+){{0,2}}? {any_of('tells')}\b", re.IGNORECASE)
_TOLD_BY = re.compile(rf"\b{any_of('told_by')}(?: [\w’']+){{0,4}} ?$", re.IGNORECASE)
_SOURCE = re.compile(rf"\b{any_of('according')}(?: [\w’'-]+){{1,6}}? (?:of|in|at|from|à|en|d[eu]|depuis) $", re.IGNORECASE)
_TOLD_FROM = re.compile(rf"\W*{any_of('told_from')} ?", re.IGNORECASE)


def _is_struck(place: PlaceReference, text: str, start: int) -> bool:
    """Whether an office is told of as a building that was attacked ("contre la brigade de Gossi", "Konna town hall was burned")."""
    if _BUILDING_BEFORE.search(text, start, place.core[0]):
        return bool(_STRUCK.search(text, start, place.core[0]) or _HARMED.match(text, place.end))
    return bool(_BUILDING.match(text, place.core[1]) and (_STRUCK_AFTER.search(text, start, place.core[0]) or _HARMED.match(text, place.end)))


_REACHED = re.compile(rf"\b{any_of('reached')} $", re.IGNORECASE)
_ABSENT_BEFORE = re.compile(rf"\b{any_of('absent_before')} (?:in|at|à|au|en) $", re.IGNORECASE)
_ABSENT_AFTER = re.compile(rf",? {any_of('absent_after')}\b", re.IGNORECASE)


def _is_absent(place: PlaceReference, text: str, start: int) -> bool:
    """Whether somebody was there while it happened elsewhere ("The mayor was in Diré at the time")."""
    return bool(_ABSENT_BEFORE.search(text, start, place.core[0]) and _ABSENT_AFTER.match(text, place.end))


def _is_tellers(place: PlaceReference, text: str, start: int) -> bool:
    """Whether somebody only tells of it from there: "our correspondent in Timbuktu spoke to ...", "Depuis Bamako, le porte-parole ..."."""
    opens = start == 0 or text[max(0, start - 1) : start] in (".", ":", ";")
    if opens and text[place.end : place.end + 1] == "," and _TOLD_FROM.fullmatch(text, start, place.core[0]):
        return True
    if _REACHED.search(text, start, place.core[0]):
        return True
    if _SOURCE.search(text, start, place.core[0]):
        return True
    teller = _TELLER.search(text, start, place.core[0])
    return bool(teller and (_TELLS.match(text, place.end) or _TOLD_BY.search(text, start, teller.start())))


_ARRIVING = re.compile(rf"{any_of('arriving')}\b", re.IGNORECASE)
_THEN = re.compile(any_of("then_acted"), re.IGNORECASE)


def arrived(place: PlaceReference, text: str, triggers: Sequence[Trigger]) -> PlaceReference:
    """A destination as the place itself where those who came to it acted there ("The attackers reached Dia and shot ...")."""
    if place.frame != "destination" or place.location.precision not in (1, 2) or not _ARRIVING.match(place.quote):
        return place
    act = next((t for t in triggers if t.start >= place.end), None)
    if act is None or act.act not in DEEDS or not _THEN.fullmatch(text, place.end, act.start):
        return place
    return replace(place, frame="at", location=replace(place.location, precision=1, geometry="point", radius_m=None))


_OPENS = re.compile(rf"\W*(?:\b{any_of('opening')})?[\w\s’'-]{{0,30}}", re.IGNORECASE)
_SPEAKS_OR_TREATS = re.compile(rf"[^.;:]{{0,60}}?\b{any_of('speaks_or_treats')}", re.IGNORECASE)


def _is_scene(place: PlaceReference, text: str, start: int) -> bool:
    """Whether a health centre is what a sentence is about ("The clinic at Dia had just opened when gunmen ..."), and neither speaks nor treats."""
    opens = start == 0 or text[start - 1 : start] in (".", "\n") or text[max(0, start - 2) : start].strip(" ") in (".", ":", ";")
    return opens and bool(_OPENS.fullmatch(text, start, place.start)) and not _SPEAKS_OR_TREATS.match(text, place.end)


_BODY = re.compile(rf"[’']?s? (?:[A-Z]\w+ )?{any_of('outlet')}\b")


def names_a_body(place: PlaceReference, text: str, publisher: str) -> bool:
    """Whether the place's name is part of a body's or outlet's ("Inner Delta Rights said"), so that nothing happened there."""
    if _BODY.match(text, place.core[1]):
        return True
    at = text.find(publisher, max(0, place.core[0] - len(publisher)), place.core[1] + len(publisher)) if publisher else -1
    return at >= 0 and at <= place.core[0] and place.core[1] <= at + len(publisher) and publisher != text[slice(*place.core)]
