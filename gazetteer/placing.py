"""From chosen places to an honest Location: precision, geometry and admin units, never sharper than the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer import areas
from gazetteer.choosing import Choice
from gazetteer.geometry import Point, displaced, distance_km, midpoint
from gazetteer.load import Tables, Zone
from gazetteer.model import Admin, Candidate, Location, Place, Unit

LEVEL_PRECISION = {"commune": 2, "cercle": 3, "region": 4, "country": 6}
NEW_CERCLE_KM = 40.0  # a cercle of 2023 has no shape: a circle of this size round its town
RING_MOST_KM = 50.0  # a ring wider than this is no place near anything


def at_place(place: Place, why: str, candidates: tuple[Candidate, ...], radius_km: float = 0.0) -> Location:
    """The place itself (precision 1), or with a radius the circle round it (precision 2)."""
    return Location(
        place.name, 2 if radius_km else 1, place.lat, place.lon, "circle" if radius_km else "point", radius_km * 1000 if radius_km else None,
        admin=place.admin, country=place.country, place_ids=(place.id,), candidates=candidates, why=why,
    )  # fmt: skip


def at_distance(place: Place, choice: Choice, km: float, way: str) -> Location:
    """The displaced point for "N km south of X"; the ring round X where no direction is given."""
    if way:
        lat, lon = displaced((place.lat, place.lon), km, way)
        admin = areas.locate(lat, lon)
        country = place.country if place.country != "ML" or admin.region else areas.country_at(lat, lon) or "ML"
        name = f"{km:g} km {_WAY_NAMES[way]} of {place.name}"
        return Location(name, 2, lat, lon, "circle", max(3000.0, km * 250), admin=admin, country=country, place_ids=(place.id,),
                        candidates=choice.candidates, why=f"{name}. {choice.why}")  # fmt: skip
    name = f"{km:g} km from {place.name}"
    return Location(
        name, 2 if km <= RING_MOST_KM else 5, place.lat, place.lon, "ring", km * 1000, admin=_ring_admin(place, km), country=place.country,
        place_ids=(place.id,), candidates=choice.candidates, why=f"{name}, in no stated direction. {choice.why}",
    )  # fmt: skip


_WAY_NAMES = {"n": "north", "ne": "north-east", "e": "east", "se": "south-east", "s": "south", "sw": "south-west", "w": "west", "nw": "north-west"}


def _ring_admin(place: Place, km: float) -> Admin:
    """The units that hold the whole ring, read at eight points of it."""
    if place.country != "ML":
        return Admin()
    around = [areas.locate(*displaced((place.lat, place.lon), km, way)) for way in _WAY_NAMES]
    return shared_admin(around)


def shared_admin(admins: Sequence[Admin]) -> Admin:
    """The units that all share; a unit that one of them lacks is None."""
    first = admins[0]
    same = {name: getattr(first, name) for name in Admin.__dataclass_fields__ if all(getattr(a, name) == getattr(first, name) for a in admins)}
    return Admin(**same)


def on_line(places: Sequence[Place], choices: Sequence[Choice], name: str) -> Location:
    """The line through the places; precision 5, a rough midpoint, and only the units that both ends share."""
    points = [(p.lat, p.lon) for p in places]
    lat, lon = midpoint(points)
    countries = {p.country for p in places}
    admin = replace(shared_admin([p.admin for p in places]), commune=None, commune_pcode=None)
    why = " ".join(["The line between both ends, no road's true course.", *(choice.why for choice in choices)])
    return Location(
        name, 5, lat, lon, "line", line=tuple(points), admin=admin, country="ML" if "ML" in countries else min(countries),
        place_ids=tuple(p.id for p in places), candidates=tuple(c for choice in choices for c in choice.candidates[:6]), why=why,
    )  # fmt: skip


def on_road_of(place: Place, choice: Choice, radius_km: float) -> Location:
    """A road of which only one town is told: precision 5, a circle round the town, which is not itself the place."""
    at = at_place(place, f"On the road of {place.name}, of which the text gives no other end; the town is not the place. {choice.why}",
                  choice.candidates, radius_km)  # fmt: skip
    return replace(at, name=f"road of {place.name}", precision=5)


def in_unit(tables: Tables, unit: Unit, why: str, candidates: tuple[Candidate, ...] = ()) -> Location:
    """The polygon of a unit: commune 2 (its chief town's point), cercle 3, region 4; the point of the latter two only lies inside."""
    lat, lon = tables.unit_points[unit.pcode]
    admin = areas.admin_of(unit.pcode) if unit.division == 2021 else _admin_2023(tables, unit)
    ids: tuple[str, ...] = ()
    if unit.level == "commune":
        seat = chief_town(tables, unit.pcode)
        if seat is not None:
            lat, lon, ids = seat.lat, seat.lon, (seat.id,)
    noun = {"commune": "Commune of", "cercle": "Cercle of", "region": "Region of", "country": ""}[unit.level]
    name = f"{unit.name} (Bamako)" if unit.name.startswith("Commune ") else f"{noun} {unit.name}".strip()
    return Location(
        name,
        LEVEL_PRECISION[unit.level],
        lat,
        lon,
        "unit",
        unit_pcode=unit.pcode,
        level=unit.level,
        admin=admin,
        place_ids=ids,
        candidates=candidates,
        why=why,
    )


def chief_town(tables: Tables, pcode: str) -> Place | None:
    """The seat of a unit, where the tables name it."""
    place_id = tables.unit_seats.get(pcode)
    return tables.place(place_id) if place_id else None


def _admin_2023(tables: Tables, unit: Unit) -> Admin:
    """A region of 2023 by name, with the region of 2021 where one holds all of it."""
    members = {pcode[:4] for pcode, region in tables.unit_region_2023.items() if region == unit.name and tables.units[pcode].division == 2021}
    if len(members) == 1:
        region = tables.units[members.pop()]
        return Admin(region=region.name, region_pcode=region.pcode, region_2023=unit.name)
    return Admin(region_2023=unit.name)


def round_town(place: Place, choice: Choice, level: str) -> Location:
    """A unit that has no shape here (a cercle of 2023, a region abroad): a wide circle round its town."""
    why = f"The {level} of {place.name} has no shape of its own here. {choice.why}"
    at = at_place(place, why, choice.candidates, NEW_CERCLE_KM)
    admin = replace(at.admin, commune=None, commune_pcode=None)
    if level == "region":
        admin = replace(admin, cercle=None, cercle_pcode=None)
    return replace(at, precision=LEVEL_PRECISION[level], admin=admin)


def in_zone(tables: Tables, zone: Zone, why: str = "") -> Location:
    """A named zone: precision 5, its polygon by id, only the units that hold all of it."""
    admin = shared_admin([areas.admin_of(pcode) for pcode in zone.units]) if zone.units else Admin()
    has_point = zone.lat is not None and zone.lon is not None
    return Location(
        zone.name, 5 if has_point else 6, zone.lat, zone.lon, "zone" if has_point and zone.shape != "axis" else "none", zone_id=zone.id, admin=admin,
        why=why or f"A zone without official bounds: {zone.basis}",
    )  # fmt: skip


def in_country(name: str, country: str) -> Location:
    """A country: precision 6, no point."""
    said = "Only the country is given." if country == "ML" else f"{name} lies outside Mali."
    return Location(name, 6, country=country, why=said)


def unresolved(name: str, choice: Choice) -> Location:
    """No place could be chosen: precision 0, its candidates kept."""
    return Location(name, 0, candidates=choice.candidates, why=choice.why)


def closeness(a: Place, b: Place) -> float:
    """What speaks for two places being the ends of one road: they lie near each other."""
    km = distance_km((a.lat, a.lon), (b.lat, b.lon))
    return 0.20 if km < 70 else 0.14 if km < 150 else 0.05 if km < 300 else 0.0 if km < 450 else -0.25


def point_of(place: Place) -> Point:
    """(lat, lon) of a place."""
    return place.lat, place.lon
