"""The gazetteer's records: places, units, candidates and references. WGS84 degrees, lat before lon, distances in km or m.

Place precision is UCDP GED's ``where_prec`` (UCDP GED codebook 24.1, section 3.3), with 0 added for "unresolved":
1 the place itself, 2 near it (<= 25 km), 3 cercle, 4 region, 5 a line or vague zone, 6 country.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["country", "region", "cercle", "commune"]
GeometryKind = Literal["point", "circle", "ring", "unit", "line", "zone", "none"]


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit of OCHA COD-AB 2021, or a region of 2023 (``division`` 2023, an approximation)."""

    pcode: str
    name: str
    level: Level
    parent: str | None = None
    division: int = 2021


@dataclass(frozen=True, slots=True)
class Admin:
    """The units that hold a point: names and P-codes of 2021, and the region of 2023. None where not one unit holds all of it."""

    region: str | None = None
    region_pcode: str | None = None
    cercle: str | None = None
    cercle_pcode: str | None = None
    commune: str | None = None
    commune_pcode: str | None = None
    region_2023: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the compiled gazetteer.

    ``kind``: settlement, unit, water, well, hill, forest, wadi, airport, quarter, border-post, zone, axis.
    ``seat`` ranks populated places: 0 capital, 1 region seat, 2 cercle seat, 3 commune seat, 4 village, 5 other.
    ``country`` is an ISO 3166-1 alpha-2 code; places outside Mali are kept so that they can be set aside.
    ``source`` names every upstream id, as in "geonames:2457161;ocha:0601001".
    """

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    seat: int
    country: str
    admin: Admin
    population: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with its score (0 to 1, higher is likelier) and the reasons, each a short phrase."""

    place: Place
    score: float
    matched: str
    how: Literal["exact", "alias", "key", "fuzzy"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """Where a reference lies, as honestly as the words allow.

    ``lat``, ``lon``: the place (precision 1), the displaced or central point (2), a point inside (3, 4), a rough midpoint (5);
    None for 6 and 0. ``radius_m`` is given for circles and rings. ``unit_pcode`` names the polygon for ``geometry`` "unit".
    ``line`` is ((lat, lon), ...) for geometry "line"; ``zone_id`` names a polygon of the zones table for "zone".
    ``level`` says region, cercle or commune where the reference is a unit.
    ``country`` is not "ML" for a place outside Mali. ``why`` is one sentence: how the place was chosen, or why it was not.
    """

    name: str
    precision: int
    lat: float | None = None
    lon: float | None = None
    geometry: GeometryKind = "none"
    radius_m: float | None = None
    unit_pcode: str | None = None
    level: Level | None = None
    line: tuple[tuple[float, float], ...] = ()
    zone_id: str | None = None
    admin: Admin = Admin()
    country: str = "ML"
    place_ids: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """A stretch of one paragraph that names where: offsets are code points in that paragraph's text.

    ``start``, ``end`` cover the whole phrase ("on the road between Hombori and Gossi"); ``core`` the name or names alone.
    ``frame`` is how the words place it: in, at, near, around, area, exit, distance, between, road, unit, quarter, river, zone,
    country, bare, anaphor ("this locality"), or a use that places no event: dateline ("GAO, Mali -"), office ("the prefect of
    Ansongo", "Gao hospital"), origin, destination, metonym ("Bamako called it ..."), furniture.
    ``paragraph`` is the 0-based index of the paragraph in the sequence that was read.
    """

    paragraph: int
    start: int
    end: int
    quote: str
    core: tuple[int, int]
    frame: str
    location: Location
