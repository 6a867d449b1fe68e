"""Every compiled file has a passport that is true: hash, columns, row range, unique ids, coordinates, membership."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely

from gazetteer import areas
from gazetteer.compiling.passports import count_rows
from gazetteer.fold import fold, key

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"tables": ROOT / "gazetteer" / "tables", "static": ROOT / "static"}
MALI = (10.0, -12.3, 25.1, 4.3)  # south, west, north, east
REGION = (3.5, -18.5, 38.0, 16.5)  # where any row of ours may lie
LIMITS_BYTES = {"communes.geojson": 3_000_000}


def resources() -> list[Any]:
    found = []
    for name, folder in FOLDERS.items():
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        found += [pytest.param(folder, resource, id=f"{name}/{resource['path']}") for resource in package["resources"]]
    return found


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDERS["tables"] / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("folder", "resource"), resources())
def test_passport_is_true(folder: Path, resource: dict[str, Any]) -> None:
    data = (folder / resource["path"]).read_bytes()
    assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest(), "changed since it was compiled"
    assert resource["row_range"]["min"] <= resource["rows"] <= resource["row_range"]["max"]
    assert resource["rows"] == count_rows("." + resource["format"], data)
    assert resource["attribution"]
    assert resource["licences"]
    assert resource["command"].startswith("python -m gazetteer compile")
    assert len(data) <= LIMITS_BYTES.get(resource["path"], 5_000_000)


@pytest.mark.parametrize("name", FOLDERS)
def test_no_file_without_a_passport(name: str) -> None:
    folder = FOLDERS[name]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]} | {"datapackage.json"}
    assert {path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")} == described


@pytest.mark.parametrize(("folder", "resource"), [p for p in resources() if p.values[1]["format"] == "csv"])
def test_columns_and_keys(folder: Path, resource: dict[str, Any]) -> None:
    table = rows(resource["path"])
    fields = resource["schema"]["fields"]
    assert list(table[0]) == [field["name"] for field in fields]
    assert all(field["description"] for field in fields), "a column without a word on what it holds"
    identity = resource["schema"].get("primaryKey")
    if identity:
        values = [row[identity] for row in table]
        assert len(set(values)) == len(values)
        assert all(values)


@pytest.mark.parametrize(("folder", "resource"), [p for p in resources() if p.values[1]["format"] == "geojson"])
def test_shapes_are_valid_and_longitude_comes_first(folder: Path, resource: dict[str, Any]) -> None:
    features = json.loads((folder / resource["path"]).read_text(encoding="utf-8"))["features"]
    south, west, north, east = REGION
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        left, bottom, right, top = shape.bounds
        assert shapely.box(west, south, east, north).contains(shapely.box(left, bottom, right, top)), feature["properties"]
        assert not shape.is_empty
        assert shape.geom_type in ("Polygon", "MultiPolygon", "LineString", "MultiLineString")


def test_base_map_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDERS["static"].iterdir() if path.is_file()) < 1_500_000


def test_places_lie_in_bounds_and_name_a_unit() -> None:
    south, west, north, east = MALI
    communes = {row["pcode"]: row for row in rows("units.csv") if row["level"] == "commune"}
    for row in rows("places.csv"):
        lat, lon = float(row["lat"]), float(row["lon"])
        if row["country"] != "ML":
            assert (row["commune_pcode"], row["region_2023"]) == ("", ""), row
            assert REGION[0] <= lat <= REGION[2], row
            assert REGION[1] <= lon <= REGION[3], row
            continue
        assert south <= lat <= north, row
        assert west <= lon <= east, row
        commune = communes[row["commune_pcode"]]
        assert (commune["parent"], commune["parent"][:4], commune["region_2023"]) == (row["cercle_pcode"], row["region_pcode"], row["region_2023"])


def test_places_lie_in_the_commune_they_state() -> None:
    members: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows("places.csv"):
        if row["country"] == "ML":
            members[row["commune_pcode"]].append((float(row["lon"]), float(row["lat"])))
    country = areas.shape("ML")
    for pcode, points in members.items():
        held = shapely.points(points)
        away = shapely.distance(areas.shape(pcode), held)
        inside = shapely.contains(country, held)
        assert away[inside].max(initial=0.0) < 0.006, f"{pcode}: a place lies more than the shapes' own tolerance outside"
        assert away.max() < 0.06, f"{pcode}: a place lies more than 5 km across the border"


def test_units_nest_and_seats_lie_inside() -> None:
    units = {row["pcode"]: row for row in rows("units.csv")}
    places = {row["id"]: row for row in rows("places.csv")}
    columns = {"region": "region_pcode", "cercle": "cercle_pcode", "commune": "commune_pcode"}
    for pcode, row in units.items():
        assert not row["parent"] or row["parent"] in units, row
        assert areas.shape(pcode).contains(shapely.Point(float(row["lon"]), float(row["lat"]))), f"{pcode}: its point lies outside it"
        if row["seat_id"] and row["level"] in columns and row["division"] == "2021":
            assert places[row["seat_id"]][columns[row["level"]]] == pcode
    assert sum(bool(row["seat_id"]) for row in units.values() if row["level"] == "cercle") == 53


@pytest.mark.parametrize(("table", "owner", "column", "identity"), [
    ("names.csv", "places.csv", "place_id", "id"),
    ("unit_names.csv", "units.csv", "pcode", "pcode"),
])  # fmt: skip
def test_names_belong_and_fold_as_the_code_folds_today(table: str, owner: str, column: str, identity: str) -> None:
    owners = {row[identity] for row in rows(owner)}
    assert {row[column] for row in rows(table)} == owners, "a row without a name, or a name without a row"
    stale = [row["name"] for row in rows(table) if (row["fold"], row["key"]) != (fold(row["name"]), key(row["name"]))]
    assert not stale, f"fold.py has changed since the tables were compiled: {stale[:5]}"


def test_zones_have_a_basis_and_known_units() -> None:
    units = {row["pcode"] for row in rows("units.csv")}
    names = {fold(row["name"]) for row in rows("names.csv")}
    for row in rows("zones.csv"):
        assert row["basis"].endswith("."), row["id"]
        assert set(filter(None, row["units"].split("|"))) <= units, row["id"]
        assert (areas.zone_shape(row["id"]) is None) == (row["shape"] == "axis"), row["id"]
        assert all(fold(town) in names for town in row["towns"].split("|") if town), f"{row['id']}: a town that the gazetteer does not know"
