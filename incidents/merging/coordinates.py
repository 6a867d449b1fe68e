"""Distances on the sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_DIAMETER_KM = 12742.0  # twice the mean radius, IUGG


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km between two (lat, lon) points in degrees: haversine, within 0.5 % of the ellipsoid's."""
    la, lb = radians(a[0]), radians(b[0])
    h = sin((la - lb) / 2) ** 2 + cos(la) * cos(lb) * sin(radians(a[1] - b[1]) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(sqrt(h))
