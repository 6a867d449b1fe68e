"""What leaves the app: honest geometry, the right axis order, the sample's mark, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import Point, shape

from gazetteer import areas
from gazetteer.model import Admin
from incidents.exporting.files import SAMPLE_MARK, Origin, file_name, geometry, to_csv, to_geojson
from incidents.model import Document, Evidence, Incident, PlaceValue

ORIGIN = Origin("0123456789abcdef", "region=ML07")
LINE = ((16.27, -0.04), (15.66, 0.50))


def rows(incident: Incident, document: Document, origin: Origin = ORIGIN, **more: bool) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(to_csv([incident], [document], origin, **more))))


def placed(precision: int, **more: Any) -> PlaceValue:
    return PlaceValue("x", precision, 15.66, 0.5, more.pop("geometry", "point"), Evidence(), **more)


@pytest.mark.parametrize(("place", "kind", "why"), [
    (placed(1), "Point", "the place itself"), (placed(2, geometry="circle", radius_m=10_000.0), "Point", "near it, with its radius"),
    (placed(2, geometry="unit", unit_pcode="ML070101"), "Polygon", "a commune"),
    (placed(3, geometry="unit", unit_pcode="ML0701"), "Polygon", "a cercle"), (placed(4, geometry="unit", unit_pcode="ML07"), "Polygon", "a region"),
    (placed(5, geometry="line", line=LINE), "LineString", "between two places"),
    (placed(5, geometry="zone", zone_id="no-such-zone"), None, "a zone that is not known"), (placed(5), None, "a line whose ends are not known"),
    (placed(4, unit_pcode="ML99"), None, "a unit that is not known"), (placed(3), None, "a cercle without its code is no point"),
    (placed(6), None, "only Mali"), (placed(0), None, "unresolved"), (None, None, "no place at all"),
])  # fmt: skip
def test_geometry_is_never_sharper_than_the_words(place: PlaceValue | None, kind: str | None, why: str) -> None:
    found = geometry(place)
    assert (found or {}).get("type", None if found is None else "") in ((kind, "MultiPolygon") if kind == "Polygon" else (kind,)), why


def test_geojson_has_longitude_first_and_json_that_parses(incident: Incident, document: Document) -> None:
    collection = json.loads(to_geojson([incident], [document], ORIGIN))
    feature = collection["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [0.5, 15.66]}
    assert (feature["properties"]["lat"], feature["properties"]["lon"], feature["properties"]["radius_m"]) == (15.66, 0.5, 10_000)
    assert (collection["data_version"], collection["filter"]) == (ORIGIN.data_version, ORIGIN.asked)


def test_a_units_polygon_lies_where_the_unit_lies(incident: Incident) -> None:
    found = shape(geometry(placed(4, unit_pcode="ML07")) or {})
    lat, lon = areas.point_inside("ML07")
    assert found.contains(Point(lon, lat))


def test_a_line_is_lon_lat_in_the_order_given() -> None:
    assert (geometry(placed(5, geometry="line", line=LINE)) or {})["coordinates"] == [[-0.04, 16.27], [0.5, 15.66]]


def test_a_row_alone_says_how_sure_it_is_and_who_says_so(incident: Incident, document: Document) -> None:
    row = rows(incident, document)
    assert row["place_precision_words"] == "near it"
    assert row["date_precision_words"] == "to the day"
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("3", "3", "")
    assert row["claims"] == "killed at least 3, according to the army (fama) [At least three soldiers] (=Test Wire, 2024-03-06 ¶1)"
    assert row["sources"] == "'=Test Wire, Ambush near Ansongo, 2024-03-06 ¶1", "the publisher's name would be run as a formula"
    assert row["standing"] == "reported, not verified"
    assert (row["targets"], row["initiators"]) == ("fama", "")
    assert (row["region"], row["cercle_pcode"]) == ("Gao", "ML0701")
    assert (row["target_names"], row["initiator_names"]) == ("Malian Armed Forces", "")
    assert row["quotes"].split("; ")[1:] == ["=Test Wire, 2024-03-06 ¶1 on Monday", "=Test Wire, 2024-03-06 ¶1 near Ansongo"]
    assert row["filter"] == "region=ML07"


def test_a_coarse_place_has_no_coordinates_in_the_table(incident: Incident, document: Document) -> None:
    for precision in (3, 4, 5, 6, 0):
        row = rows(replace(incident, place=placed(precision)), document)
        assert (row["lat"], row["lon"]) == ("", ""), precision


def test_unknown_is_empty_never_zero(incident: Incident, document: Document) -> None:
    row = rows(replace(incident, date=None, place=None, killed=None), document)
    assert {row[name] for name in ("killed_low", "killed_high", "date_start", "lat", "injured_best")} == {""}
    assert (row["date_precision_words"], row["place_precision_words"]) == ("undated", "place not resolved")


def test_redacted_rows_hold_no_word_of_a_source(incident: Incident, document: Document) -> None:
    text = json.dumps(rows(incident, document, redact=True))
    assert "At least three soldiers" not in text
    assert "near Ansongo\"" not in text
    assert rows(incident, document, redact=True)["quotes"] == ""


def test_the_sample_says_so_in_each_row_in_the_file_and_in_its_name(incident: Incident, document: Document) -> None:
    sample = replace(ORIGIN, is_sample=True)
    other = replace(incident, id="incident-2")
    table = list(csv.DictReader(io.StringIO(to_csv([incident, other], [document], sample))))
    assert [row["sample"] for row in table] == [SAMPLE_MARK] * 2
    collection = json.loads(to_geojson([incident, other], [document], sample))
    assert collection["sample"] == SAMPLE_MARK
    assert {feature["properties"]["sample"] for feature in collection["features"]} == {SAMPLE_MARK}
    assert "SAMPLE" in file_name("csv", sample)
    assert "SAMPLE" not in file_name("csv", ORIGIN)
    assert rows(incident, document)["sample"] == ""


def test_merged_reports_keep_each_its_publisher_day_and_paragraph(incident: Incident, document: Document) -> None:
    other = replace(document, id="doc-2", publisher="Radio Delta", published=None)
    first = incident.reports[0]
    second = replace(first, id="report-2", document_id="doc-2", claims=tuple(replace(c, low=5, best=5, high=5, claimant=None) for c in first.claims))
    table = to_csv([replace(incident, reports=(first, second))], [document, other], ORIGIN)
    row = next(csv.DictReader(io.StringIO(table)))
    assert [claim.rpartition("] ")[2] for claim in row["claims"].split("; ")] == ["(=Test Wire, 2024-03-06 ¶1)", "(Radio Delta, no date ¶1)"]
    assert "killed 5, no claimant named" in row["claims"]
    assert row["quotes"].count("Radio Delta, no date ¶1") == 3
    properties = json.loads(to_geojson([replace(incident, reports=(first, second))], [document, other], ORIGIN))["features"][0]["properties"]
    assert (properties["claims"], properties["quotes"].lstrip("'")) == (row["claims"], row["quotes"].lstrip("'"))
    bare = rows(replace(incident, reports=(first, second)), document, redact=True)
    assert "[" not in bare["claims"]
    assert "doc-2 ¶1" in bare["claims"], "an article that is not at hand is named by its id"


def test_each_filter_has_a_file_name_of_its_own_in_plain_letters() -> None:
    def name(asked: str) -> str:
        return file_name("csv", replace(ORIGIN, asked=asked))

    assert name("") == "mali-incidents-0123456.csv"
    assert name("region=S%C3%A9gou&region=Gao&type=Battles") == "mali-incidents-region-segou-gao-type-battles-0123456.csv"
    asked = ["&".join(f"words={'x/..' * 30}{n}" for n in range(3)) + f"&actor={m}" for m in range(20)]
    long = [name(one) for one in [*asked, "words=%E2%80%AE", "words=%00", "near=16.3,-0.04,50", "near=16.3,0.04,50"]]
    assert len(set(long)) == len(long)
    assert all(one.isascii() and len(one) < 100 and "/" not in one and ".." not in one for one in long)


def test_no_control_of_writing_direction_leaves_with_a_file(incident: Incident, document: Document) -> None:
    turned = replace(incident, place=replace(placed(1), name="\u202eoaG\u2066"))
    other = replace(document, publisher="Wire\u202a", title="\u2069x")
    files = to_csv([turned], [other], ORIGIN) + to_geojson([turned], [other], ORIGIN)
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(files)
    assert rows(turned, other)["place"] == "oaG"


@pytest.mark.parametrize("name", ["=HYPERLINK(\"http://x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_by_a_spreadsheet(incident: Incident, document: Document, name: str) -> None:
    hostile = replace(incident, place=replace(placed(1), name=name))
    assert rows(hostile, document)["place"] == f"'{name}"
    negative = replace(incident, place=replace(placed(1), lat=16.0, lon=-4.0, admin=Admin()))
    assert rows(negative, document)["lon"] == "-4.0", "a number stays a number"
