"""Tables and shapes as files whose bytes depend on their content alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

DEGREE_PLACES = 5  # about one metre


def degrees(value: float) -> str:
    """A coordinate with five decimals and no trailing zeros."""
    text = f"{value:.{DEGREE_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as UTF-8 CSV with Unix line ends; floats as degrees, None as an empty field."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_field(row[column]) for column in columns])
    path.write_bytes(buffer.getvalue().encode("utf-8"))


def _field(value: object) -> object:
    if value is None:
        return ""
    return degrees(value) if isinstance(value, float) else value


def write_shapes(path: Path, features: Iterable[tuple[Mapping[str, Any], BaseGeometry]], *, places: int = 4) -> None:
    """Write (properties, geometry) pairs as GeoJSON, lon before lat, rounded to ``places`` decimals, compact."""
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": dict(properties), "geometry": rounded(geometry, places)} for properties, geometry in features],
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def rounded(geometry: BaseGeometry, places: int) -> dict[str, Any]:
    """The GeoJSON mapping of a geometry, coordinates rounded and runs of equal points dropped; rings stay closed."""
    mapping: dict[str, Any] = json.loads(shapely.to_geojson(geometry))
    mapping["coordinates"] = _round(mapping["coordinates"], places)
    return mapping


def _round(node: Any, places: int) -> Any:
    if node and isinstance(node[0], (int, float)):
        return [round(number, places) + 0.0 for number in node]
    children = [_round(child, places) for child in node]
    if children and children[0] and isinstance(children[0][0], (int, float)):
        kept = [children[0]]
        for child in children[1:]:
            if child != kept[-1]:
                kept.append(child)
        return kept if len(kept) >= 2 else children
    return children
