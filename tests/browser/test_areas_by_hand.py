"""Areas and circles drawn on the map with mouse, keys and finger: what is drawn is what is asked, and what is left leaves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import cos, pi, sin
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from incidents.query.areas import Area, Near
from incidents.query.filters import Filters
from incidents.store.sample import open_sample

pytestmark = pytest.mark.browser
expect: Any = pytest.importorskip("playwright.sync_api").expect
SENTENCE = ".im-sentence"
GAO, TIMBUKTU, MENAKA, LABBEZANGA, MOPTI = (-0.0447, 16.2717), (-3.0026, 16.7735), (2.4022, 15.9182), (0.703, 14.967), (-4.197, 14.4843)  # lon, lat

At = Callable[..., tuple[float, float]]


@pytest.fixture
def at(desk: Any) -> At:
    """The map is open; where on the page a (lon, lat) lies, asked of the very script that the map's hand uses."""
    desk.open()
    return _ready(desk)


def _ready(watched: Any) -> At:
    watched.wait_for_map()
    expect(watched.page.get_by_role("button", name="Draw an area")).to_have_attribute("aria-pressed", "false")

    def place(spot: tuple[float, float]) -> tuple[float, float]:
        found = watched.page.evaluate(
            """async (spot) => {
              const address = (name) => performance.getEntriesByType("resource").map((r) => r.name).find((n) => n.includes(`ui/${name}.js`));
              const [{ map }, { toPixels }] = await Promise.all([import(address("maptools")), import(address("drawing"))]);
              const { view, canvas } = map(), size = canvas.getBoundingClientRect(), [x, y] = toPixels(view, size, spot);
              return [size.left + x, size.top + y];
            }""",
            list(spot),
        )
        return found[0], found[1]

    return place


def _asked(page: Any) -> Filters:
    filters, problems = Filters.from_query(parse_qs(urlsplit(page.url).query))
    assert problems == []
    return filters


@pytest.fixture(scope="module")
def sample() -> Any:
    return open_sample()


def _fitting(sample: Any, asked: Filters) -> int:
    documents = {d.id: d for d in sample.documents()}
    return sum(asked.matches(incident, documents) for incident in sample.incidents())


def _drawn(desk: Any, key: str) -> Filters:
    expect(desk.page).to_have_url(re.compile(f"[?&]{key}="))
    desk.settle()
    return _asked(desk.page)


def test_a_place_lies_where_the_formula_says(desk: Any, at: At) -> None:
    tooltip = desk.page.locator(".deck-tooltip:visible")
    for name, spot in (("Gao", GAO), ("Ménaka", MENAKA)):
        x, y = at(spot)
        for shift in range(40):  # the marks come after the ground; only a pointer that moves is told of them
            desk.page.mouse.move(x + shift % 2, y)
            desk.page.wait_for_timeout(250)
            if tooltip.count() and name in tooltip.inner_text():
                break
        expect(tooltip).to_contain_text(name)


def test_corners_make_an_area_whose_count_is_the_answer_to_that_very_question_and_back_undoes_it(desk: Any, at: At, sample: Any) -> None:
    page = desk.page
    before = page.locator(SENTENCE).inner_text()
    page.get_by_role("button", name="Draw an area").click()
    expect(page.locator(".im-hint")).to_contain_text("Escape leaves")
    corners = [(-5.0, 17.5), (2.0, 17.6), (1.5, 14.8), (-4.5, 14.2)]
    for spot in corners[:3]:
        page.mouse.click(*at(spot))
    page.mouse.dblclick(*at(corners[3]))
    asked = _drawn(desk, "area")
    assert isinstance(asked.area, Area)
    assert max(abs(a - b) for (lat, lon), spot in zip(asked.area.corners, corners, strict=True) for a, b in ((lat, spot[1]), (lon, spot[0]))) < 0.02
    assert asked == Filters(area=asked.area)
    expect(page.locator(SENTENCE)).to_contain_text(f"{_fitting(sample, asked)} incidents reported inside the area drawn")
    expect(page.locator(".im-draw")).to_be_hidden()
    page.go_back()
    expect(page.locator(SENTENCE)).to_have_text(before)
    assert "area=" not in page.url


def test_escape_leaves_nothing_and_backspace_takes_the_last_corner(desk: Any, at: At) -> None:
    page = desk.page
    button, corners = page.get_by_role("button", name="Draw an area"), page.locator(".im-draw circle.corner")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    for spot in (TIMBUKTU, MENAKA, LABBEZANGA):
        page.mouse.click(*at(spot))
    expect(corners).to_have_count(3)
    page.keyboard.press("Backspace")
    expect(corners).to_have_count(2)
    page.keyboard.press("Enter")
    expect(corners).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".im-draw")).to_be_hidden()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    expect(page.locator(".im-hint")).to_be_empty()
    desk.settle()
    assert _asked(page) == Filters()


def test_enter_closes_and_corners_stay_where_they_are_while_the_map_comes_closer(desk: Any, at: At) -> None:
    page = desk.page
    page.get_by_role("button", name="Draw an area").click()
    page.mouse.click(*at(TIMBUKTU))
    page.mouse.move(*at(GAO))
    page.mouse.wheel(0, -150)
    page.mouse.click(*at(GAO))
    page.mouse.click(*at((-2.0, 15.2)))
    page.keyboard.press("Enter")
    area = _drawn(desk, "area").area
    assert area is not None
    assert area.corners[0] == pytest.approx(TIMBUKTU[::-1], abs=0.02)
    assert area.corners[1] == pytest.approx(GAO[::-1], abs=0.02)


def test_a_lasso_is_one_press_and_takes_64_corners_at_most(desk: Any, at: At, sample: Any) -> None:
    page = desk.page
    page.get_by_role("button", name="Draw an area").click()
    (x, y), (edge, _) = at((0.5, 15.9)), at((2.2, 15.9))
    reach = edge - x
    page.mouse.move(x + reach, y)
    page.mouse.down()
    for step in range(1, 150):
        page.mouse.move(x + reach * cos(step * 2 * pi / 150), y + reach * sin(step * 2 * pi / 150))
    page.mouse.up()
    asked = _drawn(desk, "area")
    assert asked.area is not None
    assert 12 < len(asked.area.corners) <= 64
    expect(page.locator(SENTENCE)).to_contain_text(re.compile(rf"^{_fitting(sample, asked)} incidents? reported inside the area drawn"))


def test_a_circle_is_dragged_from_its_middle_and_removed_by_its_button(desk: Any, at: At, sample: Any) -> None:
    page = desk.page
    page.get_by_role("button", name="Circle around a point").click()
    page.mouse.move(*at(GAO))
    page.mouse.down()
    page.mouse.move(*at((GAO[0] + 1.5, GAO[1])), steps=4)
    expect(page.locator(".im-draw text")).to_have_text(re.compile(r"^1[56]\d km$"))  # 1.5 degrees at 16.27 north are 160 km
    page.mouse.up()
    asked = _drawn(desk, "near")
    assert asked.near is not None
    assert (asked.near.lat, asked.near.lon) == pytest.approx(GAO[::-1], abs=0.02)
    assert asked.near.km == pytest.approx(160, abs=3)
    expect(page.locator(SENTENCE)).to_contain_text(re.compile(rf"^{_fitting(sample, asked)} incidents? .*km of the point 16.27, -0.04"))
    page.get_by_role("button", name="Ask for no area").click()
    expect(page).not_to_have_url(re.compile("near="))
    expect(page.get_by_role("button", name="Ask for no area")).to_be_hidden()


def test_a_click_takes_the_distance_of_the_form_and_the_place_of_an_area(desk: Any) -> None:
    desk.open("?area=14,-5;14,0;17,0&lang=fr")
    desk.wait_for_map()
    page = desk.page
    expect(page.locator(SENTENCE)).to_contain_text("dans la zone tracée")
    page.get_by_role("button", name="Cercle autour d’un point").click()
    box = page.locator(".st-key-mapbox canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    asked = _drawn(desk, "near")
    assert isinstance(asked.near, Near)
    assert asked.near.km == 50
    assert asked.area is None


def test_a_line_that_crosses_itself_is_refused_in_words_over_the_map(desk: Any, at: At) -> None:
    page = desk.page
    page.get_by_role("button", name="Draw an area").click()
    for spot in ((-2.0, 17.0), (2.0, 15.0), (2.0, 17.0), (-2.0, 15.0)):
        page.mouse.click(*at(spot))
    page.keyboard.press("Enter")
    expect(page.locator(".im-hint")).to_have_text("The line crosses itself: draw an area that does not.")
    assert _asked(page) == Filters()


def test_a_drawn_area_is_said_in_the_form_and_cleared_there(quick: Any) -> None:
    page = quick.open("?area=14,-5;14,0;17,0")
    page.get_by_text("More filters").click()
    expect(page.get_by_text("Inside an area drawn on the map (3 corners)")).to_be_visible()
    page.locator(".st-key-clear-area button").click()
    expect(page).not_to_have_url(re.compile("area="))


def test_a_finger_draws_on_a_phone(phone: Any) -> None:
    page = phone.open()
    at = _ready(phone)
    page.locator(".st-key-mapbox").scroll_into_view_if_needed()
    button = page.get_by_role("button", name="Draw an area")
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= 28
    button.click()
    assert page.locator(".im-draw").evaluate("one => getComputedStyle(one).touchAction") == "none"
    devtools = page.context.new_cdp_session(page)
    for spot in ((-4.0, 17.0), (1.0, 17.0), (1.0, 14.5)):
        x, y = at(spot)
        devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".im-draw circle.corner")).to_have_count(3)
    x, y = at((-4.0, 17.0))
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    area = _drawn(phone, "area").area
    assert area is not None
    assert len(area.corners) == 3
