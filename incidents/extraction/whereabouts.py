"""Whether two locations may be one: names, units that hold each other, and kilometres."""

from __future__ import annotations

from gazetteer.geometry import distance_km
from gazetteer.model import Location


def same_place(a: Location, b: Location) -> bool:
    """Whether two locations may be one: the same place, one inside the other's unit, or neither sharper than the country."""
    if 0 in (a.precision, b.precision):
        return a.name == b.name or 6 in (a.precision, b.precision)
    if 6 in (a.precision, b.precision):
        return True
    if set(a.place_ids) & set(b.place_ids) or a.name == b.name:
        return True
    if a.precision in (3, 4) or b.precision in (3, 4):
        return _inside(a, b) or _inside(b, a)
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    if a.admin.region == b.admin.region == "Bamako":
        return True  # a quarter and its city
    wide = 5 in (a.precision, b.precision) and "zone" in (a.geometry, b.geometry)
    two_names = a.geometry == b.geometry == "point" and a.level == b.level is None
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= (60 if wide else 1 if two_names else 6)


def _inside(inner: Location, unit: Location) -> bool:
    if unit.precision == 4:
        return inner.admin.region_pcode is not None and inner.admin.region_pcode == unit.admin.region_pcode
    if unit.precision == 3:
        return inner.admin.cercle_pcode is not None and inner.admin.cercle_pcode == unit.admin.cercle_pcode
    return False
