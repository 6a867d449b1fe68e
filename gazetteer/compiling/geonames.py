"""GeoNames dumps as records: Mali in full, the neighbours where an incident abroad may be named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from gazetteer.compiling.boundaries import Boundaries, distances_km, knowledge
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import Record, merge_near
from gazetteer.compiling.sources import NEIGHBOURS, Sources
from gazetteer.fold import fold

BORDERLAND_KM = 150.0
SEATS = {"PPLC": 0, "PPLA": 1, "PPLA2": 2, "PPLA3": 3, "PPLA4": 3, "PPL": 4, "PPLL": 4, "PPLS": 4}
REPEAT_KM = 2.0
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CODE = re.compile(r"[A-Z]{3,4}\d?")


def read_mali(sources: Sources, boundaries: Boundaries, journal: Journal) -> list[Record]:
    """GeoNames places of Mali of the kinds in knowledge/kinds.csv; units (class A) are left to COD-AB."""
    frame = sources.geonames("ML")
    journal.note("read", len(frame), "GeoNames rows of Mali")
    records = _records(frame, "ML", journal)
    return _within(_merge_repeats(records, journal), boundaries, journal)


def read_neighbours(sources: Sources, boundaries: Boundaries, journal: Journal) -> list[Record]:
    """GeoNames populated places abroad: admin seats, any with a population, and all within 150 km of Mali's border."""
    kept: list[Record] = []
    for country in NEIGHBOURS:
        frame = sources.geonames(country)
        frame = frame[(frame["class"] == "P") | frame["code"].isin(["PSTB", "PSTC", "AIRP"])]
        away = distances_km(shapely.simplify(boundaries.country.polygon, 0.01), frame["lat"].tolist(), frame["lon"].tolist())
        wanted = (away <= BORDERLAND_KM) | (frame["population"] > 0) | frame["code"].isin(["PPLC", "PPLA", "PPLA2", "PPLA3"])
        records = [record for record in _records(frame[wanted], country, None) if record.code != "PPLX"]
        journal.note("kept", len(records), f"GeoNames places of {country}: seats, populated, or within 150 km of Mali, of {len(frame)}")
        kept.extend(_outside(_merge_repeats(records, journal), boundaries, journal, country))
    return kept


def _records(frame: pd.DataFrame, country: str, journal: Journal | None) -> list[Record]:
    kinds = {row["code"]: row["kind"] for row in knowledge("kinds.csv")}
    skipped: Counter[str] = Counter()
    records = []
    for row in frame.to_dict("records"):
        code = str(row["code"])
        if code not in kinds:
            skipped[f"{row['class']}.{code or '(none)'}"] += 1
            continue
        records.append(_record(row, kinds[code], country))
    if journal:
        rows = [f"{code}: {count}" for code, count in sorted(skipped.items(), key=lambda item: (-item[1], item[0]))]
        journal.note("dropped", skipped.total(), "GeoNames rows of kinds that are no place to map (knowledge/kinds.csv)", rows)
    return records


def _record(row: Mapping[Hashable, Any], kind: str, country: str) -> Record:
    name = clean(str(row["name"]))
    alternates = [clean(text) for text in str(row["alternatenames"]).split(",")]
    source = f"geonames:{row['geonameid']}"
    names = [(name, "geonames"), *((text, "geonames-alternate") for text in alternates if is_useful(text))]
    code = str(row["code"])
    return Record(
        id=f"gn{row['geonameid']}", name=name, lat=float(str(row["lat"])), lon=float(str(row["lon"])), kind=kind,
        seat=SEATS.get(code, 5), sources=(source,), names=tuple(dict.fromkeys(names)), country=country,
        population=int(str(row["population"])), code=code,
    )  # fmt: skip


def clean(text: str) -> str:
    """NFC, without control and direction marks, spaces squeezed."""
    text = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def is_useful(name: str) -> bool:
    """Whether an alternate name may stand in a French, English or Arabic text: no codes, no machine transliterations."""
    if _ARABIC.search(name):
        return True
    if len(name) < 2 or (not name[0].isalpha() and name[0] not in "'’"):
        return False
    latin = all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())
    starts_upper = next((c.isupper() for c in name if c.isalpha()), False)
    return latin and starts_upper and not _CODE.fullmatch(name) and "http" not in name.lower()


def _merge_repeats(records: list[Record], journal: Journal) -> list[Record]:
    """One record for the same folded name and kind within 2 km; the higher rank, then the older id leads."""
    ranked = sorted(records, key=lambda record: (record.seat, -record.population, int(record.id[2:])))
    kept, pairs = merge_near(ranked, lambda record: (fold(record.name), record.kind), REPEAT_KM)
    merged = [f"{record.name} ({record.id} into {twin.id})" for record, twin in pairs]
    if merged:
        country = records[0].country
        journal.note("merged", len(merged), f"GeoNames repeats in {country}: same name and kind within 2 km", merged)
    return sorted((record for peers in kept for record in peers), key=lambda record: record.id)


def _within(records: list[Record], boundaries: Boundaries, journal: Journal) -> list[Record]:
    """Drop what GeoNames calls Malian but lies more than 5 km outside the outline."""
    communes = boundaries.communes_of([record.lat for record in records], [record.lon for record in records])
    inside = [record for record, commune in zip(records, communes, strict=True) if commune is not None]
    outside = [record for record, commune in zip(records, communes, strict=True) if commune is None]
    rows = [f"{record.name} ({record.id}, {record.kind})" for record in outside]
    journal.note("dropped", len(outside), "GeoNames places called Malian, but more than 5 km outside the outline", rows)
    return inside


def _outside(records: list[Record], boundaries: Boundaries, journal: Journal, country: str) -> list[Record]:
    """Drop what GeoNames puts abroad but the outline of Mali holds, more than 5 km deep."""
    points = shapely.points([record.lon for record in records], [record.lat for record in records])
    deep = shapely.buffer(boundaries.country.polygon, -5.0 / 111.0)
    held = np.asarray(shapely.contains(deep, points))
    rows = [f"{record.name} ({record.id})" for record, within in zip(records, held, strict=True) if within]
    if rows:
        journal.note("dropped", len(rows), f"GeoNames places of {country} more than 5 km inside Mali's outline", rows)
    return [record for record, within in zip(records, held, strict=True) if not within]
