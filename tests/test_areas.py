"""Point to units, name to unit, and the errors that say what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gazetteer import areas
from gazetteer.load import TABLES, GazetteerDamaged, tables


@pytest.mark.parametrize(("lat", "lon", "region", "cercle", "region_2023", "why"), [
    (16.2685, -0.0502, "Gao", "Gao", "Gao", "a town"),
    (14.3261, -4.5997, "Mopti", "Djenné", "Mopti", "Moura: Mopti in both divisions"),
    (14.35, -3.61, "Mopti", "Bandiagara", "Bandiagara", "the regions of 2023 cut Mopti into several"),
    (22.67, -3.98, "Tombouctou", "Tombouctou", "Taoudénit", "no region of 2021 of that name"),
    (15.918, 2.402, "Ménaka", "Ménaka", "Ménaka", "accents are the same on every level"),
    (14.967, 0.703, "Gao", "Ansongo", "Gao", "Labbézanga lies on the border"),
    (13.51, 2.11, None, None, None, "Niamey is abroad"),
])  # fmt: skip
def test_locate(lat: float, lon: float, region: str | None, cercle: str | None, region_2023: str | None, why: str) -> None:
    admin = areas.locate(lat, lon)
    assert (admin.region, admin.cercle, admin.region_2023) == (region, cercle, region_2023), why


@pytest.mark.parametrize(("lat", "lon", "country"), [
    (16.27, -0.05, "ML"), (14.03, -0.03, "BF"), (21.33, 0.95, "DZ"), (13.51, 2.11, "NE"), (18.09, -15.98, "MR"), (48.86, 2.35, None),
])  # fmt: skip
def test_country_at(lat: float, lon: float, country: str | None) -> None:
    assert areas.country_at(lat, lon) == country


def test_swapped_coordinates_are_refused_with_the_hint() -> None:
    with pytest.raises(areas.CoordinatesSwapped, match="latitude first"):
        areas.locate(-4.2, 14.5)


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (float("inf"), 0.0)])
def test_impossible_coordinates_are_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match=r"-90\.\.90"):
        areas.locate(lat, lon)


@pytest.mark.parametrize(("name", "level", "pcode", "why"), [
    ("Timbuktu", "region", "ML06", "English name"),
    ("Timbuktu region", None, "ML06", "the word for the level counts"),
    ("cercle de Koro", None, "ML0505", "French, with its level"),
    ("région de Ségou", None, "ML04", "accents on the level's word too"),
    ("SEGOU", "cercle", "ML0406", "no accents, capitals"),
    ("Gourma Rharous", "cercle", "ML0603", "hyphen left out"),
    ("Tin Essako", "cercle", "ML0804", "hyphen left out"),
    ("Nioro du Sahel", "cercle", "ML0106", "full name of the seat"),
    ("Anchawadj", "commune", "ML070301", "spelling of French reports"),
    ("Fana", "commune", "ML020209", "a commune called by its seat"),
    ("Menaka", "region", "ML10", "accent missing in the source itself"),
    ("Bafoulabe", "cercle", "ML0101", "accent missing in the source itself"),
])  # fmt: skip
def test_find_unit(name: str, level: areas.Level | None, pcode: str, why: str) -> None:
    assert areas.find_unit(name, level)[0].pcode == pcode, why


@pytest.mark.parametrize("name", ["", " ", "?!…", "x" * 10_000, "\x00\x1b", "Atlantis", "region", "(" * 500])
def test_find_unit_of_nonsense_is_empty(name: str) -> None:
    assert areas.find_unit(name) == []


def test_the_two_divisions_are_apart() -> None:
    assert [unit.pcode for unit in areas.find_unit("Mopti", "region")] == ["ML05"]
    assert [unit.pcode for unit in areas.find_unit("Mopti", "region", 2023)] == ["2023:Mopti"]
    assert areas.shape("2023:Mopti").area < areas.shape("ML05").area


def test_a_region_is_exactly_its_cercles() -> None:
    units = tables().units.values()
    together = sum(areas.shape(unit.pcode).area for unit in units if unit.parent == "ML05")
    assert together == pytest.approx(areas.shape("ML05").area, rel=1e-4)


@pytest.mark.parametrize(("name", "damage"), [
    ("places.csv", "cut"), ("names.csv", "gone"), ("units.csv", "changed"), ("datapackage.json", "cut"), ("datapackage.json", "gone"),
])  # fmt: skip
def test_a_damaged_table_names_itself_and_the_cure(tmp_path: Path, name: str, damage: str) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    path = folder / name
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:1000])
    else:
        path.write_bytes(path.read_bytes().replace(b"Gao", b"Goa", 1))
    with pytest.raises(GazetteerDamaged) as caught:
        tables(folder)
    assert str(path) in str(caught.value)
    assert "python -m gazetteer compile" in str(caught.value)


def test_a_place_knows_its_units_and_names() -> None:
    gao = tables().place("gn2457163")
    assert (gao.name, gao.seat, gao.country, gao.admin.cercle_pcode) == ("Gao", 1, "ML", "ML0703")
    assert gao.source == "geonames:2457163;ocha:ML070000000"
    assert "Tombouctou" in [name for name, _ in tables().names_of("gn2449067")]


@pytest.mark.parametrize(("name", "place_id", "why"), [
    ("in afarak", "gn2456503", "GeoNames writes I-n-Afarak"),
    ("indelimane", "ocha070403015", "OCHA writes In Delimane"),
    ("dogofry", "ocha040502000", "a commune's name for its seat, which OCHA calls Dogofryba K12"),
    ("mondoro", "gn2453375", "OCHA writes Mondoro-Habe"),
    ("tinzaouaten", "gn2476086", "GeoNames writes Ti-n-Zaouâtene"),
    ("boulkessi", "own-boulkessi", "no source has it"),
    ("gao airport", "gn6297168", "GeoNames calls it Gao"),
])  # fmt: skip
def test_places_are_known_by_the_names_that_reports_use(name: str, place_id: str, why: str) -> None:
    held = tables()
    bearers = {held.ids[row] for row, folded in zip(held.name_place, held.name_fold, strict=True) if folded == name}
    assert place_id in bearers, why


def test_an_airport_leaves_the_bare_name_to_its_town() -> None:
    assert "Gao" not in [name for name, _ in tables().names_of("gn6297168")]
