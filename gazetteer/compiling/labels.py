"""Names on the base map with the places to print them: anchors and offsets in pixels are data, rivers follow their course.

The file holds rows that a text layer takes as they are: ``p`` [lon, lat], ``t`` text, ``f`` text in French where it differs,
``h`` anchor (start, middle, end), ``o`` offset [x, y] in pixels, ``a`` angle in degrees counter-clockwise, ``k`` sprite, ``u`` a region's P-code.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import shapely

from gazetteer.compiling.basemap import read_rivers
from gazetteer.compiling.boundaries import Boundaries, knowledge
from gazetteer.compiling.records import Record
from gazetteer.compiling.sources import Sources

SPACING = {"region": "\u200a", "neighbour": "\u2009\u200a"}  # a text layer knows no letter-spacing
TOWNS = {0: "capital", 1: "seat", 2: "cercle_seat", 3: "commune_seat"}
STEP = 0.25  # degrees along the river on either side, for its direction


def write_labels(sources: Sources, boundaries: Boundaries, records: list[Record], ranks: dict[str, int], static: Path) -> None:
    """Write labels.json: ``names`` by kind (neighbour, region, river, lake, capital, seat, cercle_seat, commune_seat) and ``points``.

    ``points`` is [lon, lat] for each unit: the middle of the largest circle inside it, where a chip may stand.
    """
    rows = knowledge("labels.csv")
    codes = {unit.name.upper(): unit.pcode for unit in boundaries.units.values() if unit.level == "region" and unit.division == 2021}
    names = _areas(sources, [row for row in rows if row["kind"] != "town"], codes)
    names |= _towns(records, ranks, {row["name"]: row for row in rows if row["kind"] == "town"})
    points = {}
    for unit in sorted(boundaries.units.values(), key=lambda unit: (unit.division, unit.pcode)):
        lat, lon = unit.inside
        points[unit.pcode] = [round(lon, 3), round(lat, 3)]
    parts = [f"{json.dumps(kind)}:[\n" + ",\n".join(map(_compact, rows)) + "\n]" for kind, rows in names.items()]
    text = '{"names":{' + ",\n".join(parts) + '},\n"points":' + _compact(points) + "}\n"
    (static / "labels.json").write_text(text, encoding="utf-8")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _areas(sources: Sources, rows: list[dict[str, str]], codes: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    rivers: dict[str, list[Any]] = {}
    for name, _, line in read_rivers(sources):
        rivers.setdefault(name, []).extend(shapely.get_parts(line))
    names: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        lat, lon, angle = float(row["lat"]), float(row["lon"]), 0.0
        if row["kind"] == "river":
            lat, lon, angle = _along(rivers[row["name"]], lat, lon)
        space = SPACING.get(row["kind"], "")
        label = _label(lat, lon, space.join(row["name"]), space.join(row["name_fr"]))
        more: dict[str, Any] = {}
        if row["kind"] == "river":
            more["a"] = round(angle, 1)
        elif row["kind"] == "region":
            more["u"] = codes[row["name"]]
        names.setdefault(row["kind"], []).append(label | more | _placing(row))
    return names


def _towns(records: list[Record], ranks: dict[str, int], overrides: dict[str, dict[str, str]]) -> dict[str, list[dict[str, Any]]]:
    usual = {"anchor": "start", "dx": "7", "dy": "0"}
    names: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TOWNS.values()}
    seats = [record for record in records if record.country == "ML" and record.kind == "settlement" and ranks[record.id] <= 3]
    for record in sorted(seats, key=lambda record: (ranks[record.id], record.id)):
        kind = TOWNS[ranks[record.id]]
        row = overrides.get(record.name, usual) if ranks[record.id] <= 2 else usual
        names[kind].append(
            _label(record.lat, record.lon, record.name, record.name) | _placing(row) | {"k": "capital" if kind == "capital" else "seat"}
        )
    return names


def _label(lat: float, lon: float, text: str, french: str) -> dict[str, Any]:
    label: dict[str, Any] = {"p": [round(lon, 4), round(lat, 4)], "t": text}
    return label if french == text else label | {"f": french}


def _placing(row: dict[str, str]) -> dict[str, Any]:
    return {"h": row["anchor"], "o": [int(row["dx"]), int(row["dy"])]}


def _along(lines: list[Any], lat: float, lon: float) -> tuple[float, float, float]:
    """The river's point nearest to (lat, lon) and its direction there, degrees counter-clockwise, never upside down."""
    point = shapely.Point(lon, lat)
    line = min(lines, key=lambda part: float(part.distance(point)))
    at = line.project(point)
    before, after = line.interpolate(max(at - STEP, 0.0)), line.interpolate(min(at + STEP, line.length))
    angle = math.degrees(math.atan2(after.y - before.y, (after.x - before.x) * math.cos(math.radians(lat))))
    angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
    nearest = line.interpolate(at)
    return nearest.y, nearest.x, angle
