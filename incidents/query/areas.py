"""Where-filters that are no administrative unit: near a place, along a corridor, inside a drawn area.

Coordinates are WGS84 degrees, lat before lon, rounded to 5 decimals (1 m); distances are km. A distance is taken on a plane laid at
the latitude of the question: off by less than 1 % up to 300 km, far below what a reported place is worth. What lies in a circle
(precision 2) counts where the circle is touched, what lies on a road (precision 5) where the straight line between its ends is; what
is known to a cercle or region only is never in or out: it is counted apart. One description gives both the SQL and the check in Python.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

KM_PER_DEGREE = 111.195
MAX_KM = 1000.0
MAX_TOWNS = 8
MAX_VERTICES = 64

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """What an area is asked about: a point with a reach in km (a circle's radius), and the two ends where it is a line."""

    lat: float
    lon: float
    reach_km: float = 0.0
    ends: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Within ``km`` of (lat, lon); ``name`` is how the place is called in the sentence, "" for a bare point."""

    lat: float
    lon: float
    km: float
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lat", _degrees(self.lat, 90))
        object.__setattr__(self, "lon", _degrees(self.lon, 180))
        object.__setattr__(self, "km", _km(self.km))
        object.__setattr__(self, "name", _name(self.name))

    def sql(self) -> tuple[str, list[float]]:
        return _near_sql(self.lat, self.lon, self.km)

    def holds(self, spot: Spot) -> bool:
        return _near(spot, self.lat, self.lon, self.km)


@dataclass(frozen=True, slots=True)
class Corridor:
    """Within ``km`` of the straight lines that join ``towns`` ((lat, lon) each, named in ``names``) in their order."""

    towns: tuple[Point, ...]
    km: float
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 2 <= len(self.towns) <= MAX_TOWNS:
            raise ValueError(f"a corridor joins 2 to {MAX_TOWNS} places")
        object.__setattr__(self, "towns", tuple((_degrees(a, 90), _degrees(o, 180)) for a, o in self.towns))
        object.__setattr__(self, "km", _km(self.km))
        names = (*(_name(n) for n in self.names), *("",) * len(self.towns))[: len(self.towns)]
        object.__setattr__(self, "names", names if any(names) else ())

    def sql(self) -> tuple[str, list[float]]:
        parts = [_segment_sql(a, b, self.km) for a, b in zip(self.towns, self.towns[1:], strict=False)]
        parts += [_near_sql(*town, self.km) for town in self.towns]
        return "(" + " OR ".join(sql for sql, _ in parts) + ")", [v for _, values in parts for v in values]

    def holds(self, spot: Spot) -> bool:
        legs = zip(self.towns, self.towns[1:], strict=False)
        return any(_near_segment(spot, a, b, self.km) for a, b in legs) or any(_near(spot, *town, self.km) for town in self.towns)


@dataclass(frozen=True, slots=True)
class Area:
    """Inside a polygon drawn on the map: 3 to 64 corners as (lat, lon), not closed. What lies on its edge may fall either way."""

    corners: tuple[Point, ...]

    def __post_init__(self) -> None:
        if not 3 <= len(self.corners) <= MAX_VERTICES:
            raise ValueError(f"an area has 3 to {MAX_VERTICES} corners")
        object.__setattr__(self, "corners", tuple((_degrees(a, 90), _degrees(o, 180)) for a, o in self.corners))

    @classmethod
    def from_lonlat(cls, ring: Iterable[Point]) -> Area:
        """The area of a GeoJSON ring: (lon, lat) pairs, closed or not."""
        points = [(lat, lon) for lon, lat in ring]
        return cls(tuple(points[:-1] if len(points) > 3 and points[0] == points[-1] else points))

    def sql(self) -> tuple[str, list[float]]:
        lats, lons = [p[0] for p in self.corners], [p[1] for p in self.corners]
        crossings, values = [], [min(lats), max(lats), min(lons), max(lons)]
        for (lat_i, lon_i), (lat_j, lon_j) in self._edges():
            crossings.append("(((? > lat) <> (? > lat)) AND lon < ? * (lat - ?) + ?)::INT")
            values += [lat_i, lat_j, _slope(lat_i, lon_i, lat_j, lon_j), lat_i, lon_i]
        return f"(lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND ({' + '.join(crossings)}) % 2 = 1)", values

    def holds(self, spot: Spot) -> bool:
        lats, lons = [p[0] for p in self.corners], [p[1] for p in self.corners]
        if not (min(lats) <= spot.lat <= max(lats) and min(lons) <= spot.lon <= max(lons)):
            return False
        hits = sum(((lat_i > spot.lat) != (lat_j > spot.lat)) and spot.lon < _slope(lat_i, lon_i, lat_j, lon_j) * (spot.lat - lat_i) + lon_i
                   for (lat_i, lon_i), (lat_j, lon_j) in self._edges())
        return hits % 2 == 1

    def _edges(self) -> list[tuple[Point, Point]]:
        return list(zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True))


def _degrees(value: float, limit: float) -> float:
    if not (math.isfinite(value) and -limit <= value <= limit):
        raise ValueError(f"{value} is no coordinate: latitude and longitude in degrees, latitude first")
    return round(float(value), 5) + 0.0  # + 0.0: no "-0.0" in addresses


def _km(value: float) -> float:
    if not (math.isfinite(value) and 0 < value <= MAX_KM):
        raise ValueError(f"{value} km is not between 0 and {MAX_KM:g}")
    return max(round(float(value), 1), 0.1)


def _name(value: str) -> str:
    """A label short enough, and without the signs that part an address."""
    return " ".join(value.replace(";", " ").replace(",", " ").split())[:60].strip()


def _slope(lat_i: float, lon_i: float, lat_j: float, lon_j: float) -> float:
    return 0.0 if lat_i == lat_j else (lon_j - lon_i) / (lat_j - lat_i)


def _flat(lat: float, lon: float, origin: Point, scale: float) -> Point:
    return (lon - origin[1]) * scale, (lat - origin[0]) * KM_PER_DEGREE


def km_per_degree_east(lat: float) -> float:
    """Length of a degree of longitude at ``lat``, on the plane that is laid there."""
    return KM_PER_DEGREE * math.cos(math.radians(lat))


def _to_segment(p: Point, a: Point, b: Point) -> float:
    """Distance on the plane from ``p`` to the segment from ``a`` to ``b``."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def _near(spot: Spot, lat: float, lon: float, km: float) -> bool:
    scale, origin = km_per_degree_east(lat), (lat, lon)
    x, y = _flat(spot.lat, spot.lon, origin, scale)
    if math.hypot(x, y) <= km + spot.reach_km:
        return True
    if spot.ends is None:
        return False
    a, b = (_flat(*end, origin, scale) for end in spot.ends)
    return _to_segment((0.0, 0.0), a, b) <= km


def _near_segment(spot: Spot, a: Point, b: Point, km: float) -> bool:
    scale = km_per_degree_east((a[0] + b[0]) / 2)
    end = _flat(*b, a, scale)
    points = [(spot.lat, spot.lon, spot.reach_km), *((*p, 0.0) for p in spot.ends or ())]
    return any(_to_segment(_flat(lat, lon, a, scale), (0.0, 0.0), end) <= km + reach for lat, lon, reach in points)


def _segment_distance_sql(x: str, y: str, dx: str, dy: str) -> str:
    """Distance from the origin-shifted point (x, y) to the segment (0, 0) to (dx, dy), each a SQL expression."""
    t = f"coalesce(least(1.0::DOUBLE, greatest(0.0::DOUBLE, ({x} * {dx} + {y} * {dy}) / nullif({dx} * {dx} + {dy} * {dy}, 0))), 0.0::DOUBLE)"
    return f"sqrt(pow({x} - {t} * {dx}, 2) + pow({y} - {t} * {dy}, 2))"


def _literal(value: float) -> str:
    """A number in SQL: without the cast "16.27" is a decimal, which overflows in a product."""
    return f"{float(value)!r}::DOUBLE"


def _near_sql(lat: float, lon: float, km: float) -> tuple[str, list[float]]:
    a, o, scale, c, limit = (_literal(v) for v in (lat, lon, km_per_degree_east(lat), KM_PER_DEGREE, km))
    point = f"sqrt(pow((lon - {o}) * {scale}, 2) + pow((lat - {a}) * {c}, 2)) <= {limit} + reach_km"
    x, y = f"(({o} - lon_a) * {scale})", f"(({a} - lat_a) * {c})"
    dx, dy = f"((lon_b - lon_a) * {scale})", f"((lat_b - lat_a) * {c})"
    return f"({point} OR (lat_a IS NOT NULL AND {_segment_distance_sql(x, y, dx, dy)} <= {limit}))", []


def _segment_sql(a: Point, b: Point, km: float) -> tuple[str, list[float]]:
    along = km_per_degree_east((a[0] + b[0]) / 2)
    scale, c, limit, lat_a, lon_a = (_literal(v) for v in (along, KM_PER_DEGREE, km, *a))
    dx, dy = _literal((b[1] - a[1]) * along), _literal((b[0] - a[0]) * KM_PER_DEGREE)

    def distance(lat: str, lon: str) -> str:
        return _segment_distance_sql(f"(({lon} - {lon_a}) * {scale})", f"(({lat} - {lat_a}) * {c})", f"({dx})", f"({dy})")

    line = " OR ".join(f"(lat_a IS NOT NULL AND {distance(f'lat_{end}', f'lon_{end}')} <= {limit})" for end in "ab")
    return f"({distance('lat', 'lon')} <= {limit} + reach_km OR {line})", []
