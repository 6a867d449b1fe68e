"""The names of regions and the counts of units keep clear of the marks, inside their own unit, in every view."""

from __future__ import annotations

import math

import pytest
import shapely
import shapely.geometry
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.drawing.basemap import basemap
from incidents.drawing.room import make_room

BASE = basemap()
ZOOMS = (4.75, 6.0, 7.5)  # the country, a region, a cercle
NAMED = {row["u"]: tuple(row["p"]) for row in BASE.names_by_kind["region"]}
inland = st.tuples(st.floats(11.0, 24.0), st.floats(-11.0, 3.5))


def _pixels(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    turns = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return lon / 360 * 512 * 2**zoom, -turns * 512 * 2**zoom


def test_the_name_of_every_region_is_known_by_its_code() -> None:
    assert set(NAMED) <= set(BASE.outlines)
    assert len(NAMED) == 9


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_mark_where_a_name_was_does_not_cover_it(zoom: float) -> None:
    marks = [(lat, lon) for lon, lat in NAMED.values()]
    for row in make_room(BASE, marks, list(NAMED)).names_by_kind["region"]:
        x, y = _pixels(*row["p"], zoom)
        half = 3.4 * sum(not c.isspace() for c in row["t"])
        for lat, lon in marks:
            px, py = _pixels(lon, lat, zoom)
            assert not (abs(px - x) < half + 6 and -12 < py - y < 30), (row["t"], zoom)


@settings(max_examples=20, deadline=None)
@given(st.lists(inland, max_size=60), st.sets(st.sampled_from(sorted(BASE.outlines)), max_size=12))
def test_names_and_counts_stand_in_their_own_unit_wherever_the_marks_are(marks: list[tuple[float, float]], counted: set[str]) -> None:
    made = make_room(BASE, marks, counted)
    for code in {*NAMED, *counted}:
        inside = shapely.geometry.shape(BASE.outlines[code]).buffer(0.01)
        assert shapely.contains_xy(inside, *made.count_place(code)["p"]), code


def test_a_count_stands_under_the_name_of_its_region() -> None:
    made = make_room(BASE, [], ["ML10"])
    row = next(row for row in made.names_by_kind["region"] if row["u"] == "ML10")
    assert made.count_place("ML10")["p"] == row["p"]
    assert made.count_place("ML10")["o"][1] > 0
    assert made.count_place("ML0504")["o"] == [0, 0]
