"""Headings that name a seat and mean its unit: "GAO. ... near a village that is not found", "In the Gao sector, ...".

A region's or cercle's seat at the head of a paragraph says in which unit what follows happened. It stays the town where the text
is of a town (a march, the airport, "in the city"); else the unit is all that is known, and a dot in the town would be too sharp.
The words are in ``knowledge/surroundings.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer import placing
from gazetteer.geometry import distance_km
from gazetteer.grammar import radii
from gazetteer.load import tables
from gazetteer.model import PlaceReference, Unit
from incidents.extraction.events import UNREST, Trigger
from incidents.extraction.surroundings import any_of

FRAME = "heading"
LEAD = 5  # characters that may stand before the name of a sector
NEAR_KM = 6.0  # a place so near to the town is in it
NAMING = frozenset({"in", "at", "near", "around", "exit", "distance", "direction", "bare", "area"})  # frames that say where something happened
BAMAKO = "ML09"

_BEFORE = re.compile(any_of("heading_lead"))
_AFTER = re.compile(any_of("after_heading"))
_SECTOR = re.compile(rf"\b{any_of('sector')}\b", re.IGNORECASE)
_TOWN = re.compile(rf"\b{any_of('town')}\b", re.IGNORECASE)


def settle(places: list[PlaceReference], text: str, triggers: Sequence[Trigger]) -> list[PlaceReference]:
    """The paragraph's places with a heading or sector that names a seat as the unit that it means."""
    first = _head(places, text)
    if first is None:
        return places
    below = _below(first, places, text)
    if below:
        places, first = [replace(p, frame="dateline") if p is first else p for p in places], below
    places = [_borne_out(p, first) for p in places]
    unit = _unit(first, [p for p in places if p is not first and p.start >= first.end], text, triggers, below is not None)
    if unit is None:
        return places
    lost = "".join(f" {p.location.why}" for p in places if p.location.precision == 0)
    why = f"“{text[slice(*first.core)]}” heads what is told, and no place in the town is given: {unit.name}, its {unit.level}.{lost}"
    settled = replace(first, frame=FRAME, location=placing.in_unit(tables(), unit, why, first.location.candidates))
    return [settled if p is first else p for p in places]


SETTLED = frozenset({"in", "at", "exit", "near", "around"})  # frames in which a name can be settled by its heading


def _borne_out(place: PlaceReference, head: PlaceReference) -> PlaceReference:
    """A name that two places bear about equally, as the one that lies in the unit that the heading names."""
    if place.location.precision != 0 or place.frame not in SETTLED:
        return place
    for unit in _seat_of(head):
        inside = [
            c
            for c in place.location.candidates
            if unit.pcode in (c.place.admin.cercle_pcode, c.place.admin.region_pcode) and any("the very name" in r for r in c.reasons)
        ]
        if len(inside) == 1:
            why = f"“{place.quote}” is read as {inside[0].place.name}, which lies in the {unit.level} of {unit.name} that heads the paragraph."
            at = placing.at_place(inside[0].place, why, place.location.candidates, radii().get(place.frame, 0.0))
            return replace(place, location=at)
    return place


def _head(places: Sequence[PlaceReference], text: str) -> PlaceReference | None:
    """The first sharp place of the paragraph, where it is a heading or a sector."""
    first = next((p for p in places if p.location.precision in (1, 2)), None)
    return first if first and not first.location.level and (_is_heading(first, text) or _is_sector(first)) else None


def _below(head: PlaceReference, places: Sequence[PlaceReference], text: str) -> PlaceReference | None:
    """The seat of the smaller unit in a heading of two: "KOULIKORO / Dioïla. ..."."""
    after = next((p for p in places if p.start >= head.end), None)
    if after is None or after.location.precision not in (1, 2) or after.location.level or text[head.end : after.start].strip() != "/":
        return None
    return after if _AFTER.match(text, after.end) else None


def _is_heading(place: PlaceReference, text: str) -> bool:
    return place.frame == "bare" and bool(_BEFORE.fullmatch(text, 0, place.core[0]) and _AFTER.match(text, place.end))


def _is_sector(place: PlaceReference) -> bool:
    return place.start <= LEAD and bool(_SECTOR.search(place.quote))


def _unit(head: PlaceReference, others: Sequence[PlaceReference], text: str, triggers: Sequence[Trigger], paired: bool) -> Unit | None:
    """The unit that the heading means, the smallest that the rest of the paragraph bears out; None where it may be the town itself.

    ``paired`` is true for the second name of "SEGOU / San.", a cercle beside its region.
    """
    units = [u for u in _seat_of(head) if u.pcode[:4] != BAMAKO]
    if not units:
        return None
    told = [p for p in others if p.frame in NAMING and p.location.country == "ML"]
    sharp = [p for p in told if p.location.precision in (1, 2) and not p.location.level and not _near(head, p)]
    if sharp:
        inside = [u for u in units if {sharp[0].location.admin.cercle_pcode, sharp[0].location.admin.region_pcode} & {u.pcode}]
        return inside[0] if inside else None
    named = [p for p in others if p.location.precision in (3, 4) and p.location.unit_pcode]
    if same := [u for u in units if any(p.location.unit_pcode == u.pcode for p in named)]:
        return same[0]  # "KITA | ... somewhere in the Kita cercle"
    if any(p.location.precision == 0 for p in told):
        return units[-1]
    of_town = _TOWN.search(text, head.end) or any(t.act in UNREST for t in triggers) or any(_near(head, p) for p in told)
    unit = units[0] if paired else units[-1]
    wide = unit if (paired or unit.level == "region") and not any(p.location.precision == 5 for p in told) else None
    return None if of_town else wide


def _seat_of(place: PlaceReference) -> list[Unit]:
    """The cercle and the region whose seat the place is, in this order."""
    known, at = tables(), place.location
    codes = [at.admin.cercle_pcode, at.admin.region_pcode]
    return [known.units[c] for c in codes if c and c in known.units and known.unit_seats.get(c) in at.place_ids]


def is_seat(place: PlaceReference) -> bool:
    """Whether the place is a cercle's or region's seat, whose name may stand for what lies round it."""
    return bool(_seat_of(place))


def heads_region(place: PlaceReference) -> bool:
    """Whether the place is a region's seat, Bamako included."""
    return any(u.level == "region" for u in _seat_of(place))


def _near(a: PlaceReference, b: PlaceReference) -> bool:
    ends = (a.location.lat, a.location.lon, b.location.lat, b.location.lon)
    if b.location.precision not in (1, 2) or None in ends:
        return False
    return distance_km(ends[:2], ends[2:]) <= NEAR_KM  # type: ignore[arg-type]
