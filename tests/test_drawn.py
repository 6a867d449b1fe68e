"""Drawn on the map: from a hand's ring or circle to the filter and its address, and from the filter to the outline on the map."""

from __future__ import annotations

import json
import math
from types import SimpleNamespace
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.catalogue import text, use
from incidents.drawing.basemap import Basemap
from incidents.drawing.cells import cell_layers, unit_layers
from incidents.drawing.marks import Window
from incidents.drawing.scene import Scene, layers
from incidents.drawing.sent import Sent
from incidents.exporting.briefing import Caption, pictures
from incidents.exporting.files import Origin
from incidents.query.areas import Area, Corridor, Near, Spot
from incidents.query.counts import Counts
from incidents.query.drawn import NotDrawn, area_drawn, circle_drawn
from incidents.query.filters import Filters
from incidents.query.outlines import outline
from incidents.ui import maptools, where_form
from incidents.ui.places import place_of, point_of

SQUARE = [[-1.0, 15.0], [1.0, 15.0], [1.0, 17.0], [-1.0, 17.0]]


def _km(a: list[float], b: tuple[float, float]) -> float:
    """Great circle from ``a`` (lon, lat) to ``b`` (lat, lon): another formula than the app's plane."""
    lon, lat, other_lat, other_lon = (math.radians(v) for v in (*a, *b))
    h = math.sin((lat - other_lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin((lon - other_lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def test_a_ring_is_lon_lat_and_becomes_an_area_that_its_address_gives_back() -> None:
    area = area_drawn([*SQUARE, SQUARE[0]])
    assert area == Area(((15.0, -1.0), (15.0, 1.0), (17.0, 1.0), (17.0, -1.0)))
    assert area.holds(Spot(16.27, -0.04)), "Gao"
    asked = Filters(area=area)
    assert Filters.from_query(asked.to_query()) == (asked, [])


def test_corners_are_kept_to_11_metres() -> None:
    assert area_drawn([[-1.123456789, 15], [1, 15], [1, 17]]).corners[0] == (15.0, -1.1235)


def test_a_circle_is_lon_lat_km() -> None:
    near = circle_drawn([-0.0447, 16.2717, 165])
    assert near == Near(16.2717, -0.0447, 165.0)
    assert Filters.from_query(Filters(near=near).to_query()) == (Filters(near=near), [])


@pytest.mark.parametrize(("ring", "says", "why"), [
    (None, "three to 64", "nothing"), ("<script>", "three to 64", "a text"), ({"0": [0, 0]}, "three to 64", "an object"),
    ([], "three to 64", "empty"), (SQUARE[:2], "three to 64", "two corners"), ([[0, 15]] * 4, "three to 64", "one corner four times"),
    ([[n * 0.01, 15 + n % 2] for n in range(66)], "three to 64", "too many"), ([[0, 0]] * 100_000, "three to 64", "far too many"),
    ([[0, 15], [1, 15], [1]], "no place", "half a corner"), ([[0, 15], [1, 15], [1, 16, 3]], "no place", "a height"),
    ([[0, 15], [1, 15], ["1", "16"]], "no place", "texts"), ([[0, 15], [1, 15], [True, 16]], "no place", "a truth"),
    ([[0, 15], [1, 15], [math.nan, 16]], "no place", "not a number"), ([[0, 15], [1, 15], [math.inf, 16]], "no place", "no end"),
    ([[0, 15], [1, 15], [10**400, 16]], "no place", "no float holds it"), ([[0, 15], [1, 15], [1, 91]], "no place", "beyond the pole"),
    ([[0, 15], [1, 15], [181, 16]], "no place", "round the globe"), ([[0, 15], [1, 15], None], "no place", "a gap"),
    ([[0, 15], [1, 15], [2, 15]], "too small", "a line"), ([[0, 15], [0.0001, 15], [0.0001, 15.0001]], "too small", "a speck"),
    ([[0, 15], [2, 17], [2, 15], [0, 17]], "crosses itself", "a bow tie"),
])  # fmt: skip
def test_a_hostile_ring_is_refused_with_a_sentence(ring: object, says: str, why: str) -> None:
    with pytest.raises(NotDrawn, match=says):
        area_drawn(ring)


@pytest.mark.parametrize("circle", [
    None, [], "0,15,50", [0, 15], [0, 15, 0], [0, 15, -5], [0, 15, 1001], [0, 15, "50"], [0, 95, 50], [0, 15, math.nan],
])  # fmt: skip
def test_a_hostile_circle_is_refused_with_a_sentence(circle: object) -> None:
    with pytest.raises(NotDrawn, match=r"nothing was changed\.$"):
        circle_drawn(circle)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=5)))
def test_whatever_comes_in_is_an_area_or_refused(sent: object) -> None:
    refusals = []
    for read in (area_drawn, circle_drawn):
        try:
            read(sent)
        except NotDrawn as problem:
            refusals.append(str(problem))
    assert all(text(refusal, lang="fr") != refusal for refusal in refusals)


def test_a_lasso_that_overshoots_loses_its_ear() -> None:
    area = area_drawn([[0, 15], [2, 15], [2, 17], [0, 17], [0.02, 14.95]])
    drawn = shapely.Polygon([(lon, lat) for lat, lon in area.corners])
    assert drawn.is_valid
    assert drawn.area == pytest.approx(4.0, rel=0.03)


@given(st.lists(st.tuples(st.floats(-12, 4), st.floats(10, 25)).map(list), min_size=3, max_size=64))
@settings(deadline=None)
def test_an_area_is_simple_and_small_enough_whatever_the_hand_does(ring: list[list[float]]) -> None:
    try:
        area = area_drawn(ring)
    except NotDrawn:
        return
    assert len(area.corners) <= 64
    assert Filters.from_query(Filters(area=area).to_query())[0].area == area


# --- the callback ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a callback asked for, in a session of our own."""
    changes: dict[str, Any] = {}
    monkeypatch.setattr(maptools, "st", SimpleNamespace(session_state={"maptools": SimpleNamespace()}))
    monkeypatch.setattr(where_form.state, "change", lambda **values: changes.update(values))
    return changes


def test_what_is_drawn_takes_the_place_of_every_other_where(asked: dict[str, Any]) -> None:
    maptools.st.session_state["maptools"].ring = SQUARE
    maptools._drawn("ring", area_drawn)
    assert asked == {"near": None, "corridor": None, "area": area_drawn(SQUARE)}
    maptools.st.session_state["maptools"].circle = [-0.04, 16.27, 50]
    maptools._drawn("circle", circle_drawn)
    assert asked == {"near": Near(16.27, -0.04, 50), "corridor": None, "area": None}


def test_what_cannot_be_used_is_said_in_the_readers_language(asked: dict[str, Any]) -> None:
    use("fr")
    maptools.st.session_state["maptools"].ring = [[0, 15], [2, 17], [2, 15], [0, 17]]
    maptools._drawn("ring", area_drawn)
    use("en")
    assert asked == {}
    assert "se croise" in maptools.st.session_state["drawing problem"]


# --- the outline ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("km", [0.5, 50, 300])
@pytest.mark.parametrize("middle", [(16.2717, -0.0447), (10.5, -7.0), (24.5, -5.0)])
def test_a_circle_is_round_in_km(km: float, middle: tuple[float, float]) -> None:
    ring = (outline(Filters(near=Near(*middle, km))) or {})["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 65
    wanted = 0.011 + km * (0.01 if km < 300 else 0.015)  # rounded to 11 m; the plane is off by 1 % at 300 km, a little more in the north
    assert max(abs(_km(point, middle) - km) for point in ring) < wanted


def test_an_area_is_its_corners_lon_first_and_closed() -> None:
    assert outline(Filters(area=area_drawn(SQUARE))) == {"type": "Polygon", "coordinates": [[*SQUARE, SQUARE[0]]]}


CORRIDOR = Corridor(((16.2717, -0.0447), (15.6597, 0.5022), (14.967, 0.703)), 20, ("Gao", "Ansongo", "Labbézanga"))


@given(st.floats(14.5, 16.8), st.floats(-0.6, 1.3))
@settings(max_examples=300, deadline=None)
def test_a_corridors_outline_is_the_edge_of_the_answer(lat: float, lon: float) -> None:
    drawn = shapely.from_geojson(json.dumps(outline(Filters(corridor=CORRIDOR))))
    point = shapely.Point(lon, lat)
    if drawn.exterior.distance(point) > 0.003:  # a 64-gon leaves 0.1 % of the distance out, rounding 11 m
        assert drawn.contains(point) == CORRIDOR.holds(Spot(lat, lon))


@pytest.mark.parametrize("asked", [
    Filters(near=Near(90, 180, 1000)), Filters(near=Near(-90, -180, 0.1)), Filters(corridor=Corridor(((90, 0), (-90, 180)), 1000)),
    Filters(corridor=Corridor(((16, 0), (16, 0)), 20)), Filters(area=Area(((0, 0), (0, 0), (0, 0)))),
    Filters(near=Near(16, 0, 50), corridor=CORRIDOR, area=Area(((14, -5), (14, 0), (17, 0)))),
])  # fmt: skip
def test_whatever_an_address_can_ask_has_a_small_outline_on_the_globe(asked: Filters) -> None:
    geometry = outline(asked)
    assert geometry is not None
    assert len(json.dumps(geometry)) < 12_000
    for lon, lat in shapely.get_coordinates(shapely.from_geojson(json.dumps(geometry))):
        assert abs(lon) <= 180
        assert abs(lat) <= 90


def test_nothing_asked_draws_nothing() -> None:
    assert outline(Filters(regions=("Gao",))) is None
    assert "asked" not in [one["id"] for one in layers(Scene(Basemap(), "light", Sent(), Window(None, None, (), None, True)))]


def test_every_layer_of_the_map_shows_what_is_asked() -> None:
    where = outline(Filters(area=area_drawn(SQUARE)))
    scene = Scene(Basemap(), "light", Sent(), Window(None, None, (), None, True), where=where)
    for drawn in (layers(scene), cell_layers(Basemap(), "dark", (), (), where=where), unit_layers(Basemap(), "light", (), {}, where=where)):
        (layer,) = [one for one in drawn if one["id"] == "asked"]
        assert layer["data"]["geometry"] == where
        assert not layer.get("pickable")
        assert not {"getFillColor", "getLineColor", "getColor"} & set(layer), "a selection would dim it"
        assert len(json.dumps(layer)) < 1000


def test_the_picture_shows_it_too() -> None:
    def picture(where: Any) -> bytes:
        return pictures([], [], Caption("Incidents", "", Origin("0" * 16, ""), "en", where))[0]

    assert picture(outline(Filters(near=Near(16.27, -0.04, 150)))) != picture(None)


# --- the form -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "point"), [
    ("16.27 -0.04", (16.27, -0.04)), (" 16  -4 ", (16.0, -4.0)), ("Gao", None), ("16.27", None), ("1 2 3", None),
    ("nan nan", None), ("inf 0", None), ("91 0", None), ("0 181", None), ("16,27 0", None),
])  # fmt: skip
def test_a_point_is_latitude_then_longitude(words: str, point: tuple[float, float] | None) -> None:
    assert point_of(words) == point


def test_numbers_that_are_no_place_are_no_name_either() -> None:
    assert place_of("100 200") is None


@pytest.mark.parametrize(("typed", "wanted"), [
    ("16.27 -0.04", Near(16.27, -0.04, 30)),
    ("16.27 -0.04, 15.66 0.5", Corridor(((16.27, -0.04), (15.66, 0.5)), 30)),
    ("16.27 -0.04, 15.66 0.5, 14.97 0.7", Corridor(((16.27, -0.04), (15.66, 0.5), (14.97, 0.7)), 30)),
])  # fmt: skip
def test_the_field_understands_points(monkeypatch: pytest.MonkeyPatch, typed: str, wanted: Near | Corridor) -> None:
    changes: dict[str, Any] = {}
    monkeypatch.setattr(where_form, "st", SimpleNamespace(session_state={"f-towns": typed, "f-km": 30.0}))
    monkeypatch.setattr(where_form.state, "change", lambda **values: changes.update(values))
    where_form._changed()
    assert [value for value in changes.values() if value] == [wanted]
    assert changes["area"] is None, "one question about where at a time"
    asked = Filters(near=changes["near"], corridor=changes["corridor"])
    assert ", ".join(where_form._names(asked)).startswith("16.2700 -0.0400")


@pytest.mark.parametrize(("asked", "lang", "says"), [
    (Filters(near=Near(16.27, -0.04, 50)), "en", "0 incidents reported within 50 km of the point 16.27, -0.04"),
    (Filters(near=Near(16.27, -0.04, 50)), "fr", "0 incident signalé à moins de 50\u00a0km du point 16.27, -0.04"),
    (Filters(near=Near(16.27, -0.04, 50, "Gao")), "en", "0 incidents reported within 50 km of Gao"),
    (Filters(corridor=Corridor(((16.27, -0.04), (15.66, 0.5)), 20, ("Gao", ""))), "en",
     "0 incidents reported within 20 km of the line Gao–(15.66, 0.50)"),
    (Filters(area=area_drawn(SQUARE)), "en", "0 incidents reported inside the area drawn"),
    (Filters(area=area_drawn(SQUARE)), "fr", "0 incident signalé dans la zone tracée"),
])  # fmt: skip
def test_the_sentence_says_it(asked: Filters, lang: str, says: str) -> None:
    assert asked.describe(Counts(), lang).startswith(says)
