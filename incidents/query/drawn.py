"""What a hand drew on the map, as areas. It comes from a browser, so it is hostile: checked, and refused with a sentence."""

from __future__ import annotations

import math

import shapely

from incidents.catalogue import mark
from incidents.query.areas import MAX_KM, MAX_VERTICES, Area, Near, Point

DECIMALS = 4  # of a degree: 11 m, finer than a hand draws
SMALLEST = 1e-6  # square degrees, about 1.2 ha
EARS = 0.1  # of the whole: what a line may enclose beside its area where it crosses itself


class NotDrawn(ValueError):
    """What was drawn is no area. The message is a whole English sentence of the catalogue, for the one who drew it."""


def area_drawn(ring: object) -> Area:
    """The area of a ring of [lon, lat] pairs, closed or not. Raises :class:`NotDrawn`.

    A line that crosses itself near its ends (a lasso that overshoots) loses its ears; one that crosses itself in the middle is refused,
    since nobody can say which part was meant.
    """
    if not isinstance(ring, list) or not 3 <= len(ring) <= MAX_VERTICES + 1:
        raise NotDrawn(mark("An area has three to 64 corners: nothing was changed."))
    corners = list(dict.fromkeys(_lonlat(point) for point in ring))
    if len(corners) < 3 or len(corners) > MAX_VERTICES:
        raise NotDrawn(mark("An area has three to 64 corners: nothing was changed."))
    shape = _largest(corners)
    if shape.area < SMALLEST:
        raise NotDrawn(mark("The area drawn is too small: nothing was changed."))
    return Area.from_lonlat(_few(shape))


def circle_drawn(circle: object) -> Near:
    """The circle of [lon, lat, km]. Raises :class:`NotDrawn`."""
    if not isinstance(circle, list) or len(circle) != 3:
        raise NotDrawn(mark("This is no circle on the map: nothing was changed."))
    lon, lat = _lonlat(circle[:2])
    km = _number(circle[2])
    if not 0 < km <= MAX_KM:
        raise NotDrawn(mark("A distance lies between 0 and 1000 km: nothing was changed."))
    return Near(lat, lon, km)


def _lonlat(point: object) -> Point:
    if not isinstance(point, list) or len(point) != 2:
        raise NotDrawn(mark("A corner is no place on the map: nothing was changed."))
    lon, lat = (_number(value) for value in point)
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise NotDrawn(mark("A corner is no place on the map: nothing was changed."))
    return round(lon, DECIMALS), round(lat, DECIMALS)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e6 or not math.isfinite(value):
        raise NotDrawn(mark("A corner is no place on the map: nothing was changed."))
    return float(value)


def _largest(corners: list[Point]) -> shapely.Polygon:
    """The area that the line through ``corners`` encloses, without small ears."""
    alone = shapely.Polygon(corners)
    if alone.is_valid:
        return alone
    faces = shapely.polygonize([shapely.node(alone.exterior)]).geoms
    enclosed = shapely.union_all(list(faces))
    parts = sorted(enclosed.geoms if hasattr(enclosed, "geoms") else [enclosed], key=lambda part: part.area)
    if not parts or parts[-1].area < SMALLEST:
        raise NotDrawn(mark("The area drawn is too small: nothing was changed."))
    if parts[-1].area < (1 - EARS) * sum(part.area for part in parts):
        raise NotDrawn(mark("The line crosses itself: draw an area that does not."))
    return shapely.Polygon(parts[-1].exterior)


def _few(shape: shapely.Polygon) -> list[Point]:
    """The ring of ``shape``, simplified only where crossings that became corners are too many."""
    tolerance = 10.0**-DECIMALS
    ring = shapely.get_coordinates(shape)
    while len(ring) > MAX_VERTICES + 1:
        ring, tolerance = shapely.get_coordinates(shape.simplify(tolerance)), tolerance * 2
    return [(round(float(lon), DECIMALS), round(float(lat), DECIMALS)) for lon, lat in ring]
