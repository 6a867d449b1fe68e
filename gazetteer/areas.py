"""Where a point lies and what a unit is: point to units, unit to polygon. WGS84 degrees, lat before lon; polygons hold lon before lat.

Boundaries: OCHA COD-AB Mali 2021, simplified to about 200 m with shared edges kept; within 5 km outside the outline the nearest
commune counts, because the outline is a generalised one. Regions of 2023 are unions of communes, an approximation.
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.fold import fold, key
from gazetteer.load import TABLES, GazetteerDamaged, read_bytes, tables
from gazetteer.model import Admin, Level, Unit

BOUNDS = (10.1, -12.3, 25.1, 4.3)  # south, west, north, east of Mali
NEAR_BORDER_DEGREES = 0.045  # 5 km
_FILES: dict[str, str] = {"commune": "communes", "cercle": "cercles", "region": "regions", "country": "country"}


class CoordinatesSwapped(ValueError):
    """Latitude and longitude look swapped: only the other order lies in Mali."""


_LEVEL_WORDS: dict[str, Level] = {"region": "region", "cercle": "cercle", "circle": "cercle", "commune": "commune", "municipality": "commune"}
_WORDS = "|".join(_LEVEL_WORDS)
_LEVEL_BEFORE = re.compile(rf"(?P<level>{_WORDS}) (?:de |du |d'|of )?(?P<name>.+)")
_LEVEL_AFTER = re.compile(rf"(?P<name>.+) (?P<level>{_WORDS})")


def locate(lat: float, lon: float) -> Admin:
    """The units that hold a point; an empty Admin outside Mali.

    Raises ValueError where the numbers are no coordinates, CoordinatesSwapped where only (lon, lat) lies in Mali.
    """
    check_point(lat, lon)
    if not _in_bounds(lat, lon, 0.1):
        return Admin()
    tree, pcodes = _communes()
    point = shapely.Point(lon, lat)
    hits = tree.query(point, predicate="intersects")
    if not len(hits):
        hits = tree.query_nearest(point, max_distance=NEAR_BORDER_DEGREES)
    return tables().admin_of(pcodes[int(min(hits))]) if len(hits) else Admin()


def check_point(lat: float, lon: float) -> None:
    """Raise ValueError for impossible coordinates, CoordinatesSwapped for a pair in the wrong order."""
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"lat {lat}, lon {lon}: a latitude lies in -90..90, a longitude in -180..180 degrees")
    if not _in_bounds(lat, lon, 3.0) and _in_bounds(lon, lat, 0.0):
        raise CoordinatesSwapped(f"lat {lat}, lon {lon} lies far from Mali, lat {lon}, lon {lat} inside: give the latitude first")


def country_at(lat: float, lon: float) -> str | None:
    """The ISO 3166-1 code of the country at a point: "ML" by COD-AB, its neighbours by Natural Earth (good to some 10 km), else None."""
    if locate(lat, lon).region is not None:
        return "ML"
    point = shapely.Point(lon, lat)
    return next((code for code, polygon in _polygons("countries", "iso").items() if polygon.intersects(point)), None)


def unit(pcode: str) -> Unit:
    """The unit of a P-code ("ML05", "ML050303") or of a region of 2023 ("2023:Mopti"); raises KeyError."""
    return tables().units[pcode]


def shape(pcode: str) -> BaseGeometry:
    """The polygon of a unit, lon before lat; raises KeyError."""
    found = unit(pcode)
    file = "regions_2023" if found.division == 2023 else _FILES[found.level]
    return _polygons(file, "pcode")[pcode]


def point_inside(pcode: str) -> tuple[float, float]:
    """(lat, lon) of a point inside a unit, for labels and orderings: no centroid, no seat, never the place of an incident."""
    return tables().unit_points[pcode]


def admin_of(pcode: str) -> Admin:
    """The units that a unit lies in, itself included; raises KeyError."""
    return tables().admin_of(unit(pcode).pcode)


def find_unit(name: str, level: Level | None = None, division: Literal[2021, 2023] = 2021) -> list[Unit]:
    """Units whose name or alias is ``name`` (accents, case, French or English), coarse levels first; by sound where no spelling fits.

    A word for the level may stand with it ("Timbuktu region", "cercle de Koro") and then counts.
    """
    bare, said = _bare(" ".join(fold(name[:120]).split()))
    level = level or said
    found = _named(bare, level, division, 2)
    return found or (_named(key(bare), level, division, 3) if key(bare) else [])


def _bare(folded: str) -> tuple[str, Level | None]:
    match = _LEVEL_BEFORE.fullmatch(folded) or _LEVEL_AFTER.fullmatch(folded)
    return (match["name"], _LEVEL_WORDS[match["level"]]) if match else (folded, None)


def _named(text: str, level: Level | None, division: int, column: int) -> list[Unit]:
    units = tables().units
    hits = dict.fromkeys(_index(column).get(text, ()))
    order = {"country": 0, "region": 1, "cercle": 2, "commune": 3}
    chosen = [units[pcode] for pcode in hits if units[pcode].division == division and level in (None, units[pcode].level)]
    return sorted(chosen, key=lambda unit: (order[unit.level], unit.pcode))


@lru_cache(maxsize=2)
def _index(column: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in tables().unit_names:
        found.setdefault(row[column], []).append(row[0])
    return found


def zone_shape(zone_id: str) -> BaseGeometry | None:
    """The coarse polygon of a named zone, lon before lat; None for a zone that has only a name; raises KeyError for no zone."""
    _ = tables().zones[zone_id]
    return _polygons("zones", "id").get(zone_id)


def _in_bounds(lat: float, lon: float, slack: float) -> bool:
    south, west, north, east = BOUNDS
    return south - slack <= lat <= north + slack and west - slack <= lon <= east + slack


@lru_cache(maxsize=1)
def _communes() -> tuple[shapely.STRtree, list[str]]:
    polygons = _polygons("communes", "pcode")
    return shapely.STRtree(list(polygons.values())), list(polygons)


@lru_cache(maxsize=16)
def _polygons(file: str, identity: str) -> dict[str, BaseGeometry]:
    try:
        collection = json.loads(read_bytes(TABLES, f"{file}.geojson"))
        return {str(f["properties"][identity]): shapely.geometry.shape(f["geometry"]) for f in collection["features"]}
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerDamaged(TABLES / f"{file}.geojson", f"is no GeoJSON of ours ({type(error).__name__})") from error
