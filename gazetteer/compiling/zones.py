"""Named zones: whole units, or a coarse polygon from stated points. What has no geometry keeps its name alone."""

from __future__ import annotations

import math
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.compiling.boundaries import Boundaries
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import KM_PER_DEGREE
from gazetteer.compiling.writing import write_shapes, write_table

ZONE_COLUMNS = ("id", "name", "aliases", "shape", "units", "towns", "countries", "lat", "lon", "basis")
TOLERANCE = 0.01


def write_zones(boundaries: Boundaries, countries: gpd.GeoDataFrame, out: Path, journal: Journal) -> None:
    """Write zones.csv and zones.geojson from knowledge/zones.toml."""
    text = resources.files("gazetteer.compiling").joinpath("knowledge", "zones.toml").read_text(encoding="utf-8")
    zones = sorted(tomllib.loads(text)["zone"], key=lambda zone: str(zone["id"]))
    abroad = dict(zip(countries["iso"], countries.geometry, strict=True))
    shapes = {zone["id"]: _border(zone, boundaries, abroad) if "border" in zone else _shape(zone, boundaries) for zone in zones}
    write_table(out / "zones.csv", ZONE_COLUMNS, (_row(zone, shapes[zone["id"]]) for zone in zones))
    drawn = [({"id": zone["id"], "name": zone["name"]}, shape) for zone in zones if (shape := shapes[zone["id"]]) is not None]
    write_shapes(out / "zones.geojson", drawn, places=3)
    journal.note("kept", len(zones), f"named zones and axes, {len(drawn)} of them with a polygon (knowledge/zones.toml)")


def _row(zone: dict[str, Any], shape: BaseGeometry | None) -> dict[str, object]:
    middle = shapely.point_on_surface(shape) if shape is not None else None
    kind = "units" if "units" in zone else "axis" if "towns" in zone else "polygon"
    lat, lon = zone.get("point", (None, None))
    return {
        "id": zone["id"], "name": zone["name"], "aliases": "|".join(zone.get("aliases", ())), "shape": kind,
        "units": "|".join(zone.get("units", ())), "towns": "|".join(zone.get("towns", ())),
        "countries": "|".join(zone.get("countries", ["ML"])), "lat": float(lat) if lat is not None else middle and middle.y,
        "lon": float(lon) if lon is not None else middle and middle.x, "basis": zone["basis"],
    }  # fmt: skip


def _shape(zone: dict[str, Any], boundaries: Boundaries) -> BaseGeometry | None:
    """Whole units, a ring of points, a circle or a strip along points (lat, lon; km); cut to Mali where the zone is Malian alone."""
    if "units" in zone:
        joined = shapely.union_all([boundaries.units[pcode].polygon for pcode in zone["units"]])
        return shapely.simplify(joined, TOLERANCE)
    if "towns" in zone:
        return None
    if "ring" in zone:
        shape: BaseGeometry = shapely.Polygon([(lon, lat) for lat, lon in zone["ring"]])
    else:
        points = [(lon, lat) for lat, lon in zone["along"]]
        line = shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])
        shape = _widen(line, zone["km"])
    if zone.get("countries", ["ML"]) == ["ML"]:
        shape = shapely.intersection(shape, shapely.simplify(boundaries.country.polygon, TOLERANCE))
    if not shape.is_valid or shape.is_empty:
        raise ValueError(f"zone {zone['id']}: its points make no valid polygon inside Mali")
    return shape


def _border(zone: dict[str, Any], boundaries: Boundaries, abroad: dict[str, BaseGeometry]) -> BaseGeometry:
    """Both sides of the border with a country."""
    mali = shapely.simplify(boundaries.country.polygon, TOLERANCE)
    other = shapely.intersection(abroad[zone["border"]], shapely.buffer(shapely.box(*mali.bounds), 1.0))
    ours, theirs = shapely.intersection(_widen(other, zone["km"]), mali), shapely.intersection(_widen(mali, zone["km"]), other)
    return shapely.simplify(shapely.union(shapely.buffer(ours, TOLERANCE), theirs), TOLERANCE)


def _widen(line: BaseGeometry, km: float) -> BaseGeometry:
    """All within ``km`` of a shape, on a plane shrunk to the kilometres of its latitude."""
    shrink = math.cos(math.radians(line.centroid.y))
    flat = shapely.transform(line, lambda xy: xy * (shrink, 1.0))
    wide = shapely.buffer(flat, km / KM_PER_DEGREE, quad_segs=6)
    return shapely.transform(wide, lambda xy: xy / (shrink, 1.0))
