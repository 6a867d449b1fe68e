"""Drawing: what the GPU shows is what the counts count, nothing is drawn sharper than it is known, and signs can be told apart."""

from __future__ import annotations

import json
import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.drawing.deck import texts
from incidents.drawing.marks import Mark, Window, filter_ranges, filter_values, marks_of
from incidents.drawing.palette import colours, sign, signs
from incidents.drawing.sent import Sent
from incidents.drawing.sprites import FOLDER, icons
from incidents.ui.mapview import HEIGHT, LEGEND, view_of

DAYS = st.none() | st.integers(-3000, 30_000)


def _mark(first: int | None, last: int | None, category: int, precision: int, lat: float = 15.0, lon: float = -4.0) -> Mark:
    return Mark("i", "place", category, precision, lat, lon, first, last)


KINDS = st.sets(st.integers(0, 5)).map(lambda kinds: tuple(sorted(kinds)))
WINDOWS = st.builds(Window, DAYS, DAYS, KINDS, st.none() | st.integers(1, 5), st.booleans())


@given(DAYS, st.integers(0, 400), st.integers(0, 5), st.integers(0, 6), WINDOWS)
def test_the_gpu_lets_through_what_the_window_holds(first: int | None, length: int, category: int, precision: int, window: Window) -> None:
    mark = _mark(first, None if first is None else first + length, category, precision)
    by_range = all(low <= value <= high for value, (low, high) in zip(filter_values(mark), filter_ranges(window), strict=True))
    assert window.holds(mark) == (by_range and (not window.categories or category in window.categories))


@given(st.lists(st.builds(_mark, DAYS, DAYS, st.integers(0, 5), st.integers(0, 6)), max_size=20), WINDOWS)
def test_what_is_counted_is_what_the_gpu_shows(marks: list[Mark], window: Window) -> None:
    assert Sent(marks).shown(window) == [m for m in marks if window.holds(m)]


def _row(precision: int, **values: object) -> dict[str, object]:
    unknown = dict.fromkeys(("day_start", "day_end", "radius_m", "unit_pcode", "zone_id", "line"))
    return unknown | {"id": "i", "event_type": "Battles", "place_precision": precision, "lat": 15.0, "lon": -4.0} | values


@pytest.mark.parametrize(("row", "kind", "why"), [
    (_row(1), "place", "the place itself"),
    (_row(2, radius_m=25_000.0), "near", "a circle"),
    (_row(3, unit_pcode="ML0703"), "unit", "a cercle has a point inside it: no mark may stand there"),
    (_row(4, unit_pcode="ML07"), "unit", "nor in a region"),
    (_row(3), "none", "a unit without a code cannot be tinted"),
    (_row(5, line=[15.0, -4.0, 16.0, -3.0]), "line", "a road"),
    (_row(5, zone_id="gourma"), "zone", "a zone"),
    (_row(6, lat=None, lon=None), "none", "only Mali"),
    (_row(0, lat=None, lon=None), "none", "unresolved"),
])  # fmt: skip
def test_nothing_is_drawn_sharper_than_it_is_known(row: dict[str, object], kind: str, why: str) -> None:
    assert marks_of(pa.Table.from_pylist([row]))[0].kind == kind, why


def test_several_at_one_place_are_one_stack_with_every_type_among_them() -> None:
    held = [Mark(name, "place", category, 1, 15.0, -4.0, None, None) for name, category in (("a", 0), ("b", 2), ("c", 0))]
    alone = Mark("d", "place", 1, 1, 16.0, -4.0, None, None)
    sent = Sent([*held, alone])
    (stack,) = sent.stacks(sent.through(Window()))
    assert (stack.n, stack.bits, stack.first) == (3, 0b101, ("a", "b", "c"))
    (fewer,) = sent.stacks(sent.through(Window(categories=(0, 1))))
    assert (fewer.n, fewer.bits, fewer.only, fewer.first) == (2, 0b001, 0, ("a", "c"))
    assert not sent.stacks(sent.through(Window(categories=(2,)))), "one incident is no stack"


def test_every_sign_a_scene_can_ask_for_is_in_the_sprite() -> None:
    index = json.loads((FOLDER / "marks.json").read_text(encoding="utf-8"))
    assert {icon.name for icon in icons("light")} == set(index)


@given(st.lists(st.tuples(st.floats(10.2, 24.9), st.floats(-12.2, 4.2)), min_size=1, max_size=30))
def test_the_first_view_holds_every_mark(points: list[tuple[float, float]]) -> None:
    marks = [_mark(None, None, 0, 1, lat, lon) for lat, lon in points]
    view = view_of(marks)
    for mark in marks:
        x, y = _pixels(mark, view)
        assert 0 <= x <= 720
        assert 0 <= y <= HEIGHT


def test_the_first_view_of_the_south_keeps_marks_from_under_the_legend() -> None:
    towns = [(14.45, -11.44), (12.65, -8.0), (11.32, -5.67), (16.27, -0.04), (18.44, 1.41), (15.92, 2.4)]
    marks = [_mark(None, None, 0, 1, lat, lon) for lat, lon in towns]
    view = view_of(marks)
    assert not [m for m in marks if _pixels(m, view)[0] < LEGEND[0] and _pixels(m, view)[1] < LEGEND[1]]


def _pixels(mark: Mark, view: dict[str, float]) -> tuple[float, float]:
    def mercator(lat: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)

    scale = 512 * 2 ** view["zoom"]
    assert mark.lat is not None
    assert mark.lon is not None
    return 360 + (mark.lon - view["longitude"]) / 360 * scale, HEIGHT / 2 - (mercator(mark.lat) - mercator(view["latitude"])) * scale


def test_a_circle_is_fitted_whole() -> None:
    near = Mark("n", "near", 0, 2, 15.0, -4.0, None, None, radius_m=25_000)
    west, south, east, north = Sent([near]).bounds(Sent([near]).through(Window())) or (0, 0, 0, 0)
    assert east - west > 0.4
    assert north - south > 0.4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sign_stands_out_from_the_land_and_has_a_shape_of_its_own(theme: str) -> None:
    land = colours(theme)["land"]  # type: ignore[arg-type]
    assert len({one.shape for one in signs()}) == len(signs())
    for one in signs():
        assert _contrast(one.colour(theme), land) >= 3, one.name  # type: ignore[arg-type]


def _contrast(a: str, b: str) -> float:
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_an_unknown_type_gets_a_sign_and_no_error() -> None:
    assert sign("no such type") == sign("Strategic developments")


def test_other_words_are_another_layer_and_numbers_of_the_same_lengths_the_same() -> None:
    """deck.gl leaves letters out where a layer's words get longer: the numbers by cercle were wrong after those by region."""

    def named(*words: str) -> str:
        return str(texts("counts", [{"p": [0, 0], "t": one} for one in words], colour="#000000")["id"])

    assert named("12", "3") == named("45", "6")
    assert len({named("12", "3"), named("1", "23"), named("12"), named("Gao"), named("Goa")}) == 5
