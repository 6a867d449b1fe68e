"""What a reader takes away and where they go: copied text, files, pictures, the other pages, and addresses that arrive with junk in them."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser
expect: Any = pytest.importorskip("playwright.sync_api").expect
SENTENCE, PANEL = ".im-sentence", ".im-panel"
ASKED = "?killed=with&type=Battles"
SAMPLE = "SAMPLE-PARTLY-INVENTED"
TABLE, ASIDE, SITUATIONS = (re.compile(words) for words in ("^Table", "^Set aside", "^Continuing"))


def _count(page: Any) -> int:
    """The number of incidents that the sentence says."""
    return int(re.search(r"(\d+) incident", page.locator(SENTENCE).inner_text())[1])  # type: ignore[index]


@pytest.fixture
def copying(quick: Any) -> Iterator[Any]:
    """A page that may read the clipboard, with an incident open under a filter."""
    page = quick.open("?killed=with")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".st-key-offmap button").first.click()
    expect(page).to_have_url(re.compile("incident="))
    expect(page.locator(f"{PANEL} .foot")).to_be_visible()
    quick.settle()
    yield page
    page.context.clear_permissions()


def _copied(page: Any, button: str) -> str:
    page.locator(f"{PANEL} .foot button", has_text=button).click()
    expect(page.locator(f"{PANEL} .foot")).to_contain_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_an_incident_is_copied_with_its_source_and_its_standing(copying: Any) -> None:
    title = copying.locator(f"{PANEL} h2").inner_text()
    killed = copying.locator(f"{PANEL} .toll b").inner_text()
    publisher = copying.locator(f"{PANEL} [role=tab]").first.inner_text()
    lines = _copied(copying, "Copy as text with source").splitlines()
    assert lines[0] == title
    assert killed in lines
    assert publisher in "\n".join(lines)
    assert lines[-1] == "Reported, not verified."


def test_a_copied_link_opens_the_same_state(copying: Any) -> None:
    shown = [copying.locator(where).inner_text() for where in (SENTENCE, f"{PANEL} h2")]
    address = _copied(copying, "Copy link")
    assert address == copying.url
    copying.goto("about:blank")
    copying.goto(address)
    for where, words in zip((SENTENCE, f"{PANEL} h2"), shown, strict=True):
        expect(copying.locator(where)).to_have_text(words)


def _download(page: Any, name: str) -> tuple[str, bytes]:
    with page.expect_download() as arriving:
        page.get_by_role("button", name=name).click()
    return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()


def test_both_files_hold_what_the_sentence_counts_and_can_leave_the_words_out(quick: Any) -> None:
    page = quick.open(ASKED)
    n = _count(page)
    assert n > 1
    page.get_by_role("button", name="Export").click()
    name, table = _download(page, "Table (CSV)")
    assert SAMPLE in name
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(rows) == n
    assert {row["event_type"] for row in rows} == {"Battles"}
    name, mapped = _download(page, "Map data (GeoJSON)")
    assert SAMPLE in name
    assert sorted(f["id"] for f in json.loads(mapped)["features"]) == sorted(row["id"] for row in rows)
    assert all(row["quotes"] for row in rows)
    assert any("[" in row["claims"] for row in rows)
    page.get_by_text("Leave out the sources’ words").click()
    quick.settle()
    bare = list(csv.DictReader(io.StringIO(_download(page, "Table (CSV)")[1].decode("utf-8-sig"))))
    bare += [f["properties"] for f in json.loads(_download(page, "Map data (GeoJSON)")[1])["features"]]
    assert len(bare) == 2 * n
    assert not [row["id"] for row in bare if row["quotes"] or "[" in row["claims"]]


def test_the_way_to_the_briefing_keeps_filter_and_language(quick: Any) -> None:
    page = quick.open("?last=90&type=Battles&lang=fr")
    shown = page.locator(SENTENCE).inner_text()
    page.locator(".st-key-outlets [data-testid=stPopover] button").click()
    page.locator("[data-testid=stPopoverBody] a").click()
    expect(page).to_have_url(re.compile(r"/Briefing\?"))
    expect(page.locator(SENTENCE)).to_have_text(shown)


def test_the_briefing_makes_pictures_of_the_size_of_a_slide(quick: Any) -> None:
    page = quick.open(f"Briefing{ASKED}")
    n = _count(page)
    page.get_by_role("button", name="Make the picture").click()
    downloads = page.get_by_role("button", name="Download picture")
    expect(downloads).to_have_count(-(-n // 17), timeout=90_000)
    expect(page.get_by_test_id("stImage").locator("img").first).to_be_visible()
    name, picture = _download(page, "Download picture 1")
    assert SAMPLE in name
    assert name.endswith(".png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1920, 1080)
    assert len(picture) > 60_000, "a blank picture is smaller"


def test_the_street_map_says_that_it_cannot_load_and_points_to_the_offline_map(server: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    outside: list[str] = []
    page.route(lambda url: not url.startswith(server), lambda route: (outside.append(route.request.url), route.abort()))
    page.goto(f"{server}/Street_map?type=Battles&lang=fr")
    load = page.get_by_role("button", name="Charger")
    expect(load).to_be_visible()
    assert not outside, "asked before the press"
    load.click()
    expect(page.frame_locator("iframe").get_by_role("alert")).to_contain_text("n’a pas pu être chargé")
    assert outside
    page.get_by_role("link", name="Ouvrir la carte").click()
    expect(page).to_have_url(re.compile(r"/\?type=Battles&lang=fr$"))
    expect(page.locator(SENTENCE)).to_contain_text("Combats")
    context.close()


@pytest.mark.parametrize(("layer", "key"), [("by region", "region"), ("by cercle", "cercle")])
def test_a_unit_pressed_is_asked_for_and_pressed_again_is_not(desk: Any, layer: str, key: str) -> None:
    page = desk.open()
    desk.wait_for_map()
    before = page.locator(SENTENCE).inner_text()
    page.locator(".st-key-layers").get_by_text(layer, exact=True).click()
    expect(page).to_have_url(re.compile(f"layer={key}s"))
    desk.settle()
    page.wait_for_timeout(1500)
    x, y = desk.spot(24, (250, 180))
    name, n = page.locator(".deck-tooltip:visible").inner_text().rsplit(": ", 1)
    scale = page.locator(".im-scale").inner_text()
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile(rf"[?&]{key}={quote(name)}(&|$)"))
    expect(page.locator(SENTENCE)).to_contain_text(re.compile(rf"^{n} incidents? reported in"))
    desk.settle()
    expect(page.locator(".im-scale")).not_to_have_text(scale)  # the map has come nearer to it
    page.wait_for_timeout(1500)
    x, y = desk.spot(24, (250, 180))
    page.mouse.click(x, y)
    expect(page).not_to_have_url(re.compile(f"[?&]{key}="))
    expect(page.locator(SENTENCE)).to_have_text(before)


def _press_row(page: Any, tab: re.Pattern[str], key: str) -> None:
    """Press the box before the first row of a list."""
    page.get_by_role("tab", name=tab).click()
    grid = page.locator(f".st-key-{key} .dvn-scroller")
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(600)
    grid.click(position={"x": 16, "y": 54})


def test_a_row_of_the_table_opens_its_incident(quick: Any) -> None:
    page = quick.open(ASKED)
    _press_row(page, TABLE, "table")
    expect(page).to_have_url(re.compile("type=Battles.*incident="))
    expect(page.locator(f"{PANEL} h2")).to_be_visible()


def test_a_row_set_aside_opens_the_article_at_its_paragraph(quick: Any) -> None:
    page = quick.open()
    _press_row(page, ASIDE, "aside")
    expect(page).to_have_url(re.compile(r"/Sources\?.*document=.*para="))
    expect(page.locator(".im-article .row.here")).to_be_in_viewport()
    expect(page.locator(".im-article .row.here")).to_contain_text("Set aside")


def test_continuing_situations_are_shown_by_the_address(quick: Any) -> None:
    page = quick.open()
    page.get_by_role("tab", name=SITUATIONS).click()
    page.get_by_text("Show on the map").click()
    expect(page).to_have_url(re.compile(r"[?&]situations=1"))
    quick.settle()
    page.get_by_text("Show on the map").click()
    expect(page).not_to_have_url(re.compile("situations="))


HOSTILE = ("<img src=x onerror=alert(1)>", "nobody-at-all", "'; DROP TABLE incident; --", "-1", "\u202e\x00[a](b)")
PARAMETERS = ("start", "end", "last", "exact", "undated", "date", "region", "cercle", "type", "subtype", "actor", "against", "role", "place",
              "reports", "publisher", "written", "killed", "affected", "words", "near", "corridor", "area", "incident", "layer",
              "situations", "lang")  # fmt: skip


@pytest.mark.parametrize("turn", [0, 3])
def test_junk_in_every_part_of_an_address_is_named_left_out_and_harms_nothing(desk: Any, turn: int) -> None:
    values = HOSTILE[turn:] + HOSTILE[:turn]
    page = desk.open("?" + "&".join(f"{key}={quote(values[n % len(values)])}" for n, key in enumerate(PARAMETERS)))
    expect(page.locator(".im-problem").nth(5)).to_be_visible()
    desk.wait_for_map()
    assert page.locator("img[src=x]").count() == 0


def test_a_value_of_ten_thousand_characters_is_left_out_and_its_length_said(quick: Any) -> None:
    long = "x" * 10_000
    page = quick.open(f"?region={long}&words={long}&incident={long}")
    expect(page.locator(".im-problem").first).to_contain_text("10,000 characters")
    expect(page.locator(SENTENCE)).to_contain_text("incidents reported in Mali")


def test_a_period_the_wrong_way_round_is_turned_and_said(quick: Any) -> None:
    page = quick.open("?start=2025-06-30&end=2024-01-01")
    expect(page.locator(".im-problem")).to_contain_text("exchanged")
    assert "1 January 2024" in page.locator(SENTENCE).inner_text()


def test_an_incident_that_is_not_there_is_said_and_the_list_offered(quick: Any) -> None:
    page = quick.open("?incident=0123456789abcdef")
    expect(page.locator(f"{PANEL} [role=alert]")).to_contain_text("0123456789abcdef")
    page.get_by_role("button", name="Close and choose from the table").click()
    expect(page).not_to_have_url(re.compile("incident="))
    expect(page.locator(f"{PANEL} .here button").first).to_be_visible()


def test_a_row_of_change_leads_to_its_region_and_one_back_returns(quick: Any) -> None:
    page = quick.open("Trends?region=Mopti&region=Gao")
    before = page.locator(SENTENCE).inner_text()
    page.locator(".im-change button", has_text="Mopti").click()
    expect(page).to_have_url(re.compile(r"/\?.*region=Mopti$"))
    quick.settle()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/Trends\?region=Mopti&region=Gao$"))
    expect(page.locator(SENTENCE)).to_have_text(before)


def test_a_square_of_the_trends_leads_to_as_many_incidents_as_it_says(quick: Any) -> None:
    page = quick.open("Trends")
    square = page.locator(".st-key-trend-heat svg.marks .mark-rect path").first
    square.scroll_into_view_if_needed()
    number = page.locator(".st-key-trend-heat svg.marks .mark-text.role-mark text").first.text_content()
    square.click(force=True)  # its number lies over it and is pressed in its place
    expect(page).to_have_url(re.compile(r"/\?start=.*region="))
    expect(page.locator(SENTENCE)).to_contain_text(re.compile(rf"^{number} incidents? reported"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/Trends$"))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("where", ["Data_and_method", "Gazetteer", "Trends", "Briefing", "Sources"])
def test_a_page_opens_in_its_language(quick: Any, where: str, language: str) -> None:
    page = quick.open(f"{where}?lang={language}")
    expect(page.locator("#main-content")).to_be_visible()
    expect(page.locator(".st-key-nav")).to_contain_text("Données et méthode" if language == "fr" else "Data and method")
    assert page.get_by_test_id("stException").count() == 0


def test_tab_reaches_all_that_can_be_pressed_and_shows_where_it_is(desk: Any) -> None:
    page = desk.open()
    desk.wait_for_map()
    wanted = {".st-key-nav a": "pages", ".st-key-types [role=treeitem]": "types", ".im-tl-handle": "period", ".st-key-offmap button": "list"}
    found: dict[str, bool] = {}
    for _ in range(150):
        page.keyboard.press("Tab")
        for selector, name in wanted.items():
            is_there, is_seen = page.evaluate(
                """(selector) => { const at = document.activeElement; if (!at?.matches(selector)) return [false, false];
                const looks = [at, at.querySelector(':scope > .row'), at.firstElementChild].filter(Boolean).map((n) => getComputedStyle(n));
                return [true, looks.some((s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none')]; }""",
                selector,
            )
            if is_there:
                found[name] = is_seen
        if len(found) == len(wanted):
            break
    assert found == dict.fromkeys(wanted.values(), True)
