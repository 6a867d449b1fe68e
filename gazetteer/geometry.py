"""Great-circle arithmetic on WGS84 degrees, latitude before longitude. Good to 0.5 %, which is finer than any place phrase."""

from __future__ import annotations

import math

EARTH_KM = 6371.0
_WAYS = {"n": 0.0, "ne": 45.0, "e": 90.0, "se": 135.0, "s": 180.0, "sw": 225.0, "w": 270.0, "nw": 315.0}
Point = tuple[float, float]


def distance_km(a: Point, b: Point) -> float:
    """Kilometres between two points."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lat_a - lat_b) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def displaced(point: Point, km: float, way: str) -> Point:
    """The point ``km`` kilometres from ``point`` towards a compass word (n, ne, e ...)."""
    bearing, angle = math.radians(_WAYS[way]), km / EARTH_KM
    lat, lon = math.radians(point[0]), math.radians(point[1])
    new_lat = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing))
    new_lon = lon + math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(new_lat))
    return math.degrees(new_lat), math.degrees(new_lon)


def lies_towards(a: Point, b: Point, way: str) -> bool:
    """Whether ``b`` lies within 60 degrees of the compass word as seen from ``a``."""
    north, east = b[0] - a[0], (b[1] - a[1]) * math.cos(math.radians(a[0]))
    bearing = math.degrees(math.atan2(east, north)) % 360
    return abs((bearing - _WAYS[way] + 180) % 360 - 180) <= 60


def midpoint(points: list[Point]) -> Point:
    """The middle of the first and last point."""
    return (points[0][0] + points[-1][0]) / 2, (points[0][1] + points[-1][1]) / 2
