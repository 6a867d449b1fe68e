"""Natural Earth's towns, for the countries around Mali that no other source covers."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import Record
from gazetteer.compiling.sources import Sources
from gazetteer.fold import fold

SAME_TOWN_KM = 15.0


def read_towns(sources: Sources, known: Sequence[Record], journal: Journal) -> list[Record]:
    """Towns outside Mali that ``known`` does not have within 15 km: Algeria's, and those of countries further off."""
    towns = []
    for row in sources.natural_earth("populated_places").sort_values(["latitude", "longitude"]).to_dict("records"):
        country = str(row["iso_a2"])
        if country in ("ML", "-99") or len(country) != 2:
            continue
        names = [str(row["name"]), *(part.strip() for part in str(row.get("namealt") or "").split("|"))]
        pairs = tuple(dict.fromkeys((name, "natural-earth") for name in names if name and name not in ("nan", "None")))
        population = max(int(row["pop_max"] or 0), 0)
        seat = 0 if row["adm0cap"] == 1 else 1 if "capital" in str(row["featurecla"]) else 4
        town = Record(f"ne-{country.lower()}-{fold(names[0]).replace(' ', '-')}", names[0], float(row["latitude"]), float(row["longitude"]),
                      "settlement", seat, ("naturalearth:populated_places",), pairs, country, population)  # fmt: skip
        if not any(_same(town, other) for other in known):
            towns.append(town)
    unique = {town.id: town for town in towns}
    rows = (f"{town.name} ({town.country})" for town in sorted(towns, key=lambda town: (town.country != "DZ", town.id)))
    journal.note("kept", len(unique), "Natural Earth towns abroad that no other source has", rows)
    return list(unique.values())


def _same(town: Record, other: Record) -> bool:
    if abs(town.lat - other.lat) > 0.2 or abs(town.lon - other.lon) > 0.2 or town.country != other.country:
        return False
    return town.distance_km(other) <= SAME_TOWN_KM and other.seat <= 4 and other.kind == "settlement" and _shares_name(town, other)


def _shares_name(town: Record, other: Record) -> bool:
    folds = {fold(name) for name, _ in town.names}
    return any(fold(name) in folds for name, _ in other.names)
