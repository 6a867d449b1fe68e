"""Where-filters as the outlines that a map draws: the very circle, corridor or polygon that the question asks about.

Coordinates are GeoJSON's, lon before lat. Circles and corridors lie on the planes of :mod:`incidents.query.areas`, so that the line on
the map is the edge of the answer; what is known to a circle or a road counts as soon as it touches it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import shapely
import shapely.affinity

from incidents.query.areas import KM_PER_DEGREE, Corridor, Point, km_per_degree_east
from incidents.query.filters import Filters

CORNERS = 64  # of a circle: off by 0.1 % of its radius at most
DECIMALS = 4
NORTHMOST = 85.0  # beyond it the map has no place


def outline(asked: Filters) -> Mapping[str, Any] | None:
    """GeoJSON geometry (lon, lat; rings closed) of where ``asked`` asks; None where it names no point, line or area."""
    found: list[shapely.Geometry] = []
    if asked.near:
        found.append(_circle((asked.near.lat, asked.near.lon), asked.near.km))
    if asked.corridor:
        found.append(_corridor(asked.corridor))
    if asked.area:
        found.append(shapely.Polygon([(lon, lat) for lat, lon in asked.area.corners]))
    if not found:
        return None
    whole = found[0] if len(found) == 1 else shapely.GeometryCollection(found)
    within = shapely.transform(whole, lambda points: points.clip((-180.0, -NORTHMOST), (180.0, NORTHMOST)).round(DECIMALS))
    geometry: Mapping[str, Any] = json.loads(shapely.to_geojson(within))
    return geometry


def _circle(middle: Point, km: float) -> shapely.Geometry:
    turns = (2 * math.pi * corner / CORNERS for corner in range(CORNERS))
    return _laid(shapely.Polygon([(km * math.cos(turn), km * math.sin(turn)) for turn in turns]), middle, middle[0])


def _corridor(corridor: Corridor) -> shapely.Geometry:
    """The union of what each leg and each town lets through, each on its own plane."""
    parts = [_leg(a, b, corridor.km) for a, b in pairwise(corridor.towns)]
    return shapely.union_all([*parts, *(_circle(town, corridor.km) for town in corridor.towns)])


def _leg(a: Point, b: Point, km: float) -> shapely.Geometry:
    level = (a[0] + b[0]) / 2
    end = ((b[1] - a[1]) * km_per_degree_east(level), (b[0] - a[0]) * KM_PER_DEGREE)
    return _laid(shapely.LineString([(0.0, 0.0), end]).buffer(km, quad_segs=CORNERS // 4), a, level)


def _laid(shape: shapely.Geometry, origin: Point, level: float) -> shapely.Geometry:
    """``shape`` in km around ``origin`` (lat, lon), from the plane laid at latitude ``level`` to degrees."""
    east = max(km_per_degree_east(level), 1.0)
    return shapely.affinity.affine_transform(shape, [1 / east, 0, 0, 1 / KM_PER_DEGREE, origin[1], origin[0]])
