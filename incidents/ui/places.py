"""Names that a reader types or an address holds, as points."""

from __future__ import annotations

from functools import lru_cache


def point_of(words: str) -> tuple[float, float] | None:
    """(lat, lon) of "16.27 -0.04"; None for anything else, and for numbers that are no place on Earth."""
    numbers = words.split()
    try:
        lat, lon = (float(number) for number in numbers) if len(numbers) == 2 else (91.0, 0.0)
    except ValueError:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


@lru_cache(maxsize=500)
def place_of(name: str) -> tuple[float, float] | None:
    """(lat, lon) of the likeliest place of Mali of that name, or of "lat lon"; None where there is none."""
    point = point_of(name)
    if point:
        return point
    from gazetteer import load  # a second to load: only where somebody names a place

    found = [c.place for c in load().find(name) if c.place.country == "ML"]
    return (found[0].lat, found[0].lon) if found else None
