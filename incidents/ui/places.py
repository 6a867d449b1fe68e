"""Names that a reader types or an address holds, as points."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=500)
def place_of(name: str) -> tuple[float, float] | None:
    """(lat, lon) of the likeliest place of Mali of that name, or of "lat lon"; None where there is none."""
    numbers = name.split()
    try:
        if len(numbers) == 2:
            return float(numbers[0]), float(numbers[1])
    except ValueError:
        pass
    from gazetteer import load  # a second to load: only where somebody names a place

    found = [c.place for c in load().find(name) if c.place.country == "ML"]
    return (found[0].lat, found[0].lon) if found else None
