"""Names that a reader types or an address holds, as points."""

from __future__ import annotations

from functools import lru_cache

from gazetteer.fold import fold


def point_of(words: str) -> tuple[float, float] | None:
    """(lat, lon) of "16.27 -0.04"; None for anything else, and for numbers that are no place on Earth."""
    numbers = words.split()
    try:
        lat, lon = (float(number) for number in numbers) if len(numbers) == 2 else (91.0, 0.0)
    except ValueError:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


SURE = 0.1  # by how much the likeliest place must lead for its name to stand alone


@lru_cache(maxsize=500)
def called(name: str) -> tuple[tuple[str, tuple[float, float]], ...]:
    """The places of Mali of the very name, likeliest first, as (label, (lat, lon)); a label is "Kobé (Diré)", with the cercle.

    "Kobé (Gao)" leaves those of that cercle or region. Empty for a point and for a name that nothing bears to the letter.
    """
    from gazetteer import load  # a second to load: only where somebody names a place

    bare, unit = _parts(name)
    found = [c.place for c in load().find(bare) if c.place.country == "ML" and fold(c.matched) == fold(bare)]
    kept = [one for one in found if not unit or fold(unit) in (fold(one.admin.cercle or ""), fold(one.admin.region or ""))]
    labels: dict[str, tuple[float, float]] = {}
    for one in kept:
        labels.setdefault(f"{one.name} ({one.admin.cercle})" if one.admin.cercle else one.name, (one.lat, one.lon))
    return tuple(labels.items())


@lru_cache(maxsize=500)
def place_of(name: str) -> tuple[float, float] | None:
    """(lat, lon) of the likeliest place of Mali of that name ("Kobé", "Kobé (Gao)"), or of "lat lon"; None where there is none."""
    point = point_of(name)
    if point:
        return point
    from gazetteer import load

    bare, unit = _parts(name)
    same = called(name)
    if same and (unit or _leads(bare)):
        return same[0][1]
    found = [c.place for c in load().find(name) if c.place.country == "ML"]
    return (found[0].lat, found[0].lon) if found else None


@lru_cache(maxsize=500)
def label_of(name: str) -> str:
    """``name`` as the form and the sentence say it: with its cercle where several places bear it and none stands out, "" for a point."""
    if point_of(name):
        return ""
    bare, unit = _parts(name)
    others = called(bare)
    if unit or len(others) < 2 or _leads(bare):
        return name
    spot = place_of(name)
    return next((label for label, where in others if where == spot), name)


def _leads(name: str) -> bool:
    """Whether the likeliest place of that name stands out from the others."""
    from gazetteer import load

    scores = [c.score for c in load().find(name) if c.place.country == "ML"]
    return len(scores) < 2 or scores[0] - scores[1] >= SURE


def _parts(name: str) -> tuple[str, str]:
    """("Kobé", "Gao") of "Kobé (Gao)"."""
    bare, bracket, rest = name.partition("(")
    return (bare.strip(), rest.rstrip(") ").strip()) if bracket else (name.strip(), "")
