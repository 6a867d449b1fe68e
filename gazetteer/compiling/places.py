"""The places and names tables: every source merged, ranked, and given its units by polygon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gazetteer.compiling.boundaries import Boundaries, BoundaryUnit, knowledge
from gazetteer.compiling.geonames import read_mali, read_neighbours
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.merging import merge
from gazetteer.compiling.natural_earth import read_towns
from gazetteer.compiling.records import Record
from gazetteer.compiling.settlements import read_settlements
from gazetteer.compiling.sources import Sources
from gazetteer.compiling.writing import write_table
from gazetteer.fold import fold, key

PLACE_COLUMNS = ("id", "name", "lat", "lon", "kind", "seat", "country", "population",
                 "region_pcode", "cercle_pcode", "commune_pcode", "region_2023", "source")  # fmt: skip
NAME_COLUMNS = ("place_id", "name", "language", "source", "fold", "key")
BAMAKO = "ML0901"
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def read_places(sources: Sources, boundaries: Boundaries, journal: Journal) -> list[Record]:
    """All places of Mali and its borderlands, by id."""
    geonames = read_mali(sources, boundaries, journal)
    ocha = _inside(read_settlements(sources, boundaries, geonames, journal), boundaries, journal)
    records = [*merge(geonames, ocha, journal), *_new(read_neighbours(sources, boundaries, journal), geonames, journal)]
    _find_quarters(records, boundaries, journal)
    _clear_airports(records, journal)
    _prefer_names(records, journal)
    records += _additions(journal)
    records += read_towns(sources, records, journal)
    records = sorted(records, key=lambda record: record.id)
    journal.note("kept", sum(record.country == "ML" for record in records), "places of Mali in all")
    journal.note("kept", sum(record.country != "ML" for record in records), "places abroad in all")
    return records


def _new(abroad: list[Record], geonames: list[Record], journal: Journal) -> list[Record]:
    """The neighbours' dumps are older: what GeoNames has since moved into Mali is Mali's."""
    known = {source for record in geonames for source in record.sources}
    moved = [record for record in abroad if record.sources[0] in known]
    journal.note(
        "dropped", len(moved), "places of a neighbour's dump of 2014 that the dump of 2023 has in Mali", (f"{r.name} ({r.id})" for r in moved)
    )
    return [record for record in abroad if record.sources[0] not in known]


def _inside(records: list[Record], boundaries: Boundaries, journal: Journal) -> list[Record]:
    communes = boundaries.communes_of([record.lat for record in records], [record.lon for record in records])
    outside = [record for record, commune in zip(records, communes, strict=True) if commune is None]
    rows = [f"{record.name} ({record.id})" for record in outside]
    journal.note("dropped", len(outside), "OCHA settlements more than 5 km outside the outline", rows)
    return [record for record, commune in zip(records, communes, strict=True) if commune is not None]


def _find_quarters(records: list[Record], boundaries: Boundaries, journal: Journal) -> None:
    """What OCHA lists as settlements inside the district of Bamako are its quarters."""
    communes = boundaries.communes_of([record.lat for record in records], [record.lon for record in records])
    quarters = [r for r, c in zip(records, communes, strict=True) if c and c.parent == BAMAKO and r.kind == "settlement" and r.seat > 0]
    for record in quarters:
        record.kind = "quarter"
    journal.note("marked", len(quarters), "settlements inside Bamako as its quarters")


def _clear_airports(records: list[Record], journal: Journal) -> None:
    """An airport that is named like its town alone is called "Gao Airport", and gives the bare name up to the town."""
    renamed = []
    for record in records:
        if record.kind != "airport":
            continue
        if "airport" not in fold(record.name) and "aeroport" not in fold(record.name):
            record.name = f"{record.name} Airport"
            renamed.append(record.name)
        town = record.name.replace("International ", "").removesuffix(" Airport")
        own = [(name, source) for name, source in record.names if "port" in fold(name)]
        record.names = tuple(dict.fromkeys([(record.name, "project"), (f"aéroport de {town}", "project"), *own]))
    journal.note("mended", len(renamed), "airports named like their town alone", renamed)


def _prefer_names(records: list[Record], journal: Journal) -> None:
    by_id = {record.id: record for record in records}
    rows = [row for row in knowledge("preferred_names.csv") if row["id"] in by_id]
    for row in rows:
        by_id[row["id"]].name = row["name"]
        by_id[row["id"]].names += ((row["name"], "project"),)
    journal.note("mended", len(rows), "main names that reports spell otherwise (knowledge/preferred_names.csv)", (row["name"] for row in rows))


def _additions(journal: Journal) -> list[Record]:
    records = []
    for row in knowledge("additions.csv"):
        names = [(row["name"], "project"), *((alias, "project") for alias in row["aliases"].split("|") if alias)]
        population = int(row["population"] or 0)
        records.append(Record(row["id"], row["name"], float(row["lat"]), float(row["lon"]), row["kind"], int(row["seat"]),
                              ("project:knowledge/additions.csv",), tuple(names), row["country"], population))  # fmt: skip
    journal.note("kept", len(records), "places that no source at hand has (knowledge/additions.csv)", (record.name for record in records))
    return records


def rank(records: list[Record]) -> dict[str, int]:
    """Seat rank by id: the sources' rank, put right by knowledge/seats.csv; 5 for what is no settlement."""
    mended = {row["id"]: int(row["seat"]) for row in knowledge("seats.csv")}
    return {record.id: mended.get(record.id, record.seat) if record.kind == "settlement" else 5 for record in records}


def write_places(records: list[Record], boundaries: Boundaries, ranks: dict[str, int], out: Path) -> None:
    """Write places.csv: membership by point in polygon (within 5 km of the border: the nearest commune)."""
    communes = boundaries.communes_of([record.lat for record in records], [record.lon for record in records])
    rows = (_row(record, commune, ranks) for record, commune in zip(records, communes, strict=True))
    write_table(out / "places.csv", PLACE_COLUMNS, rows)


def _row(record: Record, commune: BoundaryUnit | None, ranks: dict[str, int]) -> dict[str, object]:
    home = commune if record.country == "ML" else None
    cercle = home.parent or "" if home else ""
    return {
        "id": record.id, "name": record.name, "lat": record.lat, "lon": record.lon, "kind": record.kind, "seat": ranks[record.id],
        "country": record.country, "population": record.population or None, "region_pcode": cercle[:4], "cercle_pcode": cercle,
        "commune_pcode": home.pcode if home else "", "region_2023": home.region_2023 if home else "", "source": ";".join(record.sources),
    }  # fmt: skip


def seat_names(records: list[Record], seats: dict[str, str]) -> dict[str, str]:
    """Unit P-code to the main name of its seat."""
    names = {record.id: record.name for record in records}
    return {pcode: names[place_id] for pcode, place_id in seats.items()}


def write_names(records: list[Record], out: Path, journal: Journal) -> None:
    """Write names.csv: each place's names once per fold, the main one first."""
    rows = list(_name_rows(records))
    journal.note("kept", len(rows), "names, one for each place and fold")
    write_table(out / "names.csv", NAME_COLUMNS, rows)


def _name_rows(records: list[Record]) -> Iterator[dict[str, object]]:
    for record in records:
        seen: set[str] = set()
        main = next((source for name, source in record.names if name == record.name), "geonames")
        for name, source in ((record.name, main), *record.names):
            folded = fold(name)
            if folded.strip() and folded not in seen:
                seen.add(folded)
                language = "ar" if _ARABIC.search(name) else ""
                yield {"place_id": record.id, "name": name, "language": language, "source": source, "fold": folded, "key": key(name)}
