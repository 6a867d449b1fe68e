"""Web Mercator as deck.gl draws it, in turns of the globe: x east from Greenwich, y north from the equator. A turn is 512 pixels at zoom 0."""

from __future__ import annotations

import math


def to_turns(lon: float, lat: float) -> tuple[float, float]:
    """(x, y) of a place."""
    return (lon / 360, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi))


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """(lon, lat) of a point."""
    return (x * 360, math.degrees(2 * math.atan(math.exp(y * 2 * math.pi)) - math.pi / 2))
