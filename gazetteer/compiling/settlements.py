"""OCHA's populated places of 2015, with the faults that its README and our checks name handled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import shapely

from gazetteer.compiling.boundaries import Boundaries, BoundaryUnit, cercle_by_name, distances_km, knowledge
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import KM_PER_DEGREE, Record, merge_near
from gazetteer.compiling.sources import Sources
from gazetteer.fold import fold

MISPLACED_KM = 20.0
REPEAT_KM = 5.0
_SUFFIX = re.compile(r"(?:[ -]?(?:[A-Z]{1,2})?\d{1,3}|[ -](?:Centre|Poste|Gare|Commune|I{1,3}|IV|V))$")
RANKS = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4}


def read_settlements(sources: Sources, boundaries: Boundaries, known: Sequence[Record], journal: Journal) -> list[Record]:
    """OCHA's places after mending: flipped longitudes turned, misplaced points checked against ``known``, repeats merged."""
    frame = sources.settlements()
    journal.note("read", len(frame), "OCHA settlements of 2015")
    frame["name"] = [unicodedata.normalize("NFC", " ".join(str(name).split())) for name in frame["name"]]
    _mend_spellings(frame, journal)
    frame = _mend_places(frame, cercle_by_name(boundaries), known, journal)
    return _merge_repeats([_record(row) for row in frame.to_dict("records")], journal)


def _record(row: Mapping[Hashable, Any]) -> Record:
    pcode = str(row["pcode"])
    return Record(
        id="ocha" + pcode.removeprefix("ML"),
        name=str(row["name"]),
        lat=float(str(row["lat"])),
        lon=float(str(row["lon"])),
        kind="settlement",
        seat=RANKS.get(int(str(row["rank"])), 4),
        sources=(f"ocha:{pcode}",),
        names=tuple((name, "ocha") for name in _variants(str(row["name"]))),
        said=(str(row["cercle"]), str(row["commune"])),
    )


def _variants(name: str) -> list[str]:
    """The name, and what it holds beside it: "A/B", "A (B)", an irrigation number or a word like Centre behind it."""
    parts = [part.strip(" -") for part in re.split(r"[/()+]", name)]
    bare = [_SUFFIX.sub("", part) for part in parts]
    return list(dict.fromkeys([name, *(part for part in (*parts, *bare) if len(part) >= 4)]))


def _mend_spellings(frame: pd.DataFrame, journal: Journal) -> None:
    for row in knowledge("spellings.csv"):
        for column in ("name", "region", "cercle"):
            wrong = frame[column] == row["wrong"]
            if wrong.any():
                journal.note("mended", int(wrong.sum()), f'OCHA column {column}: "{row["wrong"]}" to "{row["right"]}": {row["reason"]}')
                frame.loc[wrong, column] = row["right"]


def _mend_places(frame: pd.DataFrame, cercles: dict[str, list[BoundaryUnit]], known: Sequence[Record], journal: Journal) -> pd.DataFrame:
    """Turn flipped longitudes; keep a misplaced point only where GeoNames has its name at the same spot."""
    mended, confirmed, dropped, drop = [], [], [], []
    unknown = sorted({str(name) for name in frame["cercle"] if fold(str(name)) not in cercles})
    journal.note("marked", len(unknown), "OCHA cercle names that no cercle of COD-AB bears (their points are not checked)", unknown)
    for cercle, rows in frame.groupby("cercle", sort=True):
        if fold(str(cercle)) not in cercles:
            continue
        polygon = shapely.union_all([unit.polygon for unit in cercles[fold(str(cercle))]])
        away = distances_km(polygon, rows["lat"].tolist(), rows["lon"].tolist())
        turned = distances_km(polygon, rows["lat"].tolist(), (-rows["lon"]).tolist())
        for index, distance, flipped in zip(rows.index, away, turned, strict=True):
            if distance <= MISPLACED_KM:
                continue
            row = frame.loc[index]
            name = f"{row['name']} ({row['pcode']}, {distance:.0f} km from the cercle {cercle})"
            if flipped <= MISPLACED_KM:
                frame.loc[index, "lon"] = -float(row["lon"])
                mended.append(name)
            elif _is_known(row, known):
                confirmed.append(name)
            else:
                dropped.append(name)
                drop.append(index)
    journal.note("mended", len(mended), "OCHA points with the sign of the longitude flipped", mended)
    journal.note("kept", len(confirmed), "OCHA points > 20 km outside the cercle they name, but GeoNames has the name at that spot", confirmed)
    journal.note("dropped", len(dropped), "OCHA points > 20 km outside the cercle they name, no second source", dropped)
    return frame.drop(index=drop)


def _is_known(row: pd.Series, known: Sequence[Record]) -> bool:
    name, lat, lon = fold(str(row["name"])), float(row["lat"]), float(row["lon"])
    reach = REPEAT_KM / KM_PER_DEGREE
    return any(
        abs(record.lat - lat) <= reach and abs(record.lon - lon) <= reach and any(fold(text) == name for text, _ in record.names) for record in known
    )


def _merge_repeats(records: list[Record], journal: Journal) -> list[Record]:
    """One record for each name and commune where its points lie within 5 km; the higher seat rank leads."""
    ranked = sorted(records, key=lambda record: (record.seat, record.id))
    kept, pairs = merge_near(ranked, lambda record: (fold(record.name), record.said), REPEAT_KM)
    merged = [f"{record.name} ({record.id} into {twin.id}, commune {record.said[1]})" for record, twin in pairs]
    apart = sum(len(peers) - 1 for peers in kept)
    journal.note("merged", len(merged), "OCHA repeats: same name and commune within 5 km", merged)
    journal.note("kept", apart, "OCHA places with the same name and commune, but more than 5 km apart")
    return sorted((record for peers in kept for record in peers), key=lambda record: record.id)
