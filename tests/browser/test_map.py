"""What only a browser can show: cold links, a click on a mark, Back, the keyboard, the phone. Every test also asserts that nothing was asked
of another machine and that the console stayed free of errors (conftest)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from incidents.ui.timeline import HTML as TIMELINE
from incidents.ui.tree import HTML as TREE

pytestmark = pytest.mark.browser
expect: Any = pytest.importorskip("playwright.sync_api").expect
SENTENCE, PANEL = ".im-sentence", ".im-panel"


_KNOWN: list[str] = []


def _first_incident(desk: Any) -> str:
    """The id of an incident of the sample: that of the first line in the list under the map."""
    if not _KNOWN:
        page = desk.open()
        page.locator(".st-key-offmap button").first.click()
        expect(page).to_have_url(re.compile("incident="))
        _KNOWN.append(str(re.search(r"incident=([^&]+)", page.url)[1]))  # type: ignore[index]
    return _KNOWN[0]


def _row(page: Any, name: str) -> Any:
    """A row of a tree; the rows below it are inside it, its own line is "> .row"."""
    return page.get_by_role("treeitem", name=re.compile(rf"^{re.escape(name)}, "))


def test_the_map_opens_without_another_machine_and_a_cold_link_restores_filter_and_incident(quick: Any) -> None:
    quick.open(f"?type=Battles&incident={_first_incident(quick)}")
    expect(quick.page.locator(f"{PANEL} h2")).to_be_visible()
    expect(_row(quick.page, "Riots")).to_have_attribute("aria-checked", "false")
    expect(quick.page.locator(SENTENCE)).to_contain_text("Battles")


def test_a_click_on_a_mark_opens_its_incident(desk: Any) -> None:
    desk.open()
    desk.wait_for_map()
    desk.page.mouse.click(*desk.spot(16, (250, 300)))
    expect(desk.page).to_have_url(re.compile("incident="))
    expect(desk.page.locator(f"{PANEL} h2")).to_be_visible()
    expect(desk.page.locator(f"{PANEL} .im-s").first).to_be_visible()


def test_a_filter_changes_the_address_and_back_and_forward_undo_and_redo_it(quick: Any) -> None:
    page = quick.open()
    before = page.locator(SENTENCE).inner_text()
    _row(page, "Battles").click()
    expect(page).to_have_url(re.compile("type="))
    expect(page.locator(SENTENCE)).not_to_have_text(before)
    after = page.locator(SENTENCE).inner_text()
    page.go_back()
    expect(page.locator(SENTENCE)).to_have_text(before)
    page.go_forward()
    expect(page.locator(SENTENCE)).to_have_text(after)


def test_the_period_moves_by_keyboard_and_the_map_keeps_its_view(desk: Any) -> None:
    page = desk.open()
    desk.wait_for_map()
    bar = page.locator(".im-scale")
    far = bar.evaluate("bar => bar.outerHTML")
    page.get_by_role("button", name="Closer").click()
    page.wait_for_function("far => document.querySelector('.im-scale').outerHTML !== far", arg=far)
    near = bar.evaluate("bar => bar.outerHTML")
    handle = page.locator(".im-tl-handle").first
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("start="))
    desk.settle()
    page.wait_for_timeout(1500)  # a view that is lost is lost with the next picture
    assert bar.evaluate("bar => bar.outerHTML") == near


@pytest.mark.parametrize("where", ["", "Trends", "Sources", "Briefing", "Gazetteer", "Data_and_method"])
def test_a_page_that_opens_runs_once(desk: Any, where: str) -> None:
    """A second run would draw all again, and a press that falls into it is lost."""
    told: list[object] = []
    desk.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: told.append(frame)))
    desk.open(where)
    if not where:
        expect(desk.page.locator(".im-scale")).to_contain_text("km")
    desk.page.wait_for_timeout(3000)
    assert len(told) == 1


def test_the_communes_are_drawn_for_a_reader_who_has_come_near(desk: Any) -> None:
    page = desk.open()
    desk.wait_for_map()
    with page.expect_request(re.compile("commune_lines")):
        for _ in range(5):
            page.get_by_role("button", name="Closer").click()


def test_presses_that_follow_each_other_at_once_all_count(quick: Any) -> None:
    """The second is on its way before the browser has heard of the address that the first one made."""
    page = quick.open()
    for number in range(3):
        page.locator(".st-key-types .im-tree > ul > li > .row").nth(number).click()
    page.locator(".im-tl-handle").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("start="))
    page.wait_for_timeout(1500)
    quick.settle()
    assert len(re.findall("type=", page.url)) == 3
    shown = page.locator(SENTENCE).inner_text()
    assert quick.open(page.url.removeprefix(f"{quick.root}/")).locator(SENTENCE).inner_text() == shown, "the page says what its address says"


def test_a_play_is_one_step_back(quick: Any) -> None:
    page = quick.open()
    before = page.url
    page.locator(".im-tl .go").click()
    expect(page).to_have_url(re.compile("start=.*end="))
    first = page.url
    expect(page).not_to_have_url(first)
    page.locator(".im-tl .go").click()
    page.wait_for_timeout(1500)
    quick.settle()
    page.go_back()
    expect(page).to_have_url(before)


def test_period_after_period_shows_no_day_twice(quick: Any) -> None:
    page = quick.open("?start=2025-02-01&end=2025-03-31")
    page.locator(".im-tl select.mode").select_option("interval")
    page.locator(".im-tl .go").click()
    expect(page).to_have_url(re.compile("start=2025-04-01&end=2025-05-31"))
    expect(page).to_have_url(re.compile("start=2025-06-01&end=2025-07-31"))
    page.locator(".im-tl .go").click()
    quick.settle()


SHORT = "?start=2025-03-01&end=2025-03-20"


@pytest.mark.parametrize("screen", ["quick", "phone"])
@pytest.mark.parametrize("query", ["", SHORT, "?start=2025-03-01&end=2025-03-20&region=Kidal&lang=fr", "?last=7", "?start=2031-01-01&end=2031-01-02"])
def test_the_timeline_says_the_days_asked_for_and_its_words_keep_apart(screen: str, query: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(screen).open(query)
    handles = page.locator(".im-tl-handle")
    expect(handles).to_have_count(2)
    if "2025-03" in query:
        said = ["1 mars 2025", "20 mars 2025"] if "fr" in query else ["1 Mar 2025", "20 Mar 2025"]
        assert [handles.nth(n).get_attribute("aria-valuetext") for n in (0, 1)] == said
    words = page.evaluate(
        """() => [...document.querySelectorAll('.im-tl svg text, .im-tl .all, .im-tl-key, .im-tl .unit')].map((n) => [n, n.getBoundingClientRect()])
        .filter(([n, r]) => r.width).map(([n, r]) => [n.textContent, r.left, r.right, r.top + 2, r.bottom - 2])"""
    )
    assert all(right <= page.viewport_size["width"] for _, _, right, *_ in words)
    for n, (one, left, right, top, bottom) in enumerate(words):
        for other, left_2, right_2, top_2, bottom_2 in words[n + 1 :]:
            assert right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top, f"{one} over {other}"
    distance = [handles.nth(n).bounding_box()["x"] for n in (0, 1)]
    assert distance[1] - distance[0] >= 23, "each handle can be taken"


def test_all_dates_are_one_press_from_a_short_period_and_the_handles_reach_them(quick: Any) -> None:
    page = quick.open(SHORT)
    before, lasting = page.url, page.locator(".im-tl .all")
    expect(page.locator(".im-tl .unit")).to_have_text("by day")
    lasting.focus()
    page.keyboard.press("Space")
    expect(page.locator(".im-tl .unit")).not_to_have_text("by day")
    page.keyboard.press("Enter")
    expect(page.locator(".im-tl .unit")).to_have_text("by day")
    assert page.url == before
    page.locator(".im-tl-handle").nth(1).focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"\?start=2025-03-01$"))


def test_a_handle_stays_under_the_hand_when_something_fits_again(quick: Any) -> None:
    page = quick.open("?start=2031-01-01&end=2031-01-02")
    expect(page.locator(SENTENCE)).to_contain_text("0 incidents")
    page.locator(".im-tl-handle").first.focus()
    page.keyboard.press("Home")
    expect(page.locator(SENTENCE)).not_to_contain_text("0 incidents")
    quick.settle()
    expect(page.locator(".im-tl-handle").first).to_be_focused()


def test_a_press_counts_though_older_data_arrive_before_it_is_sent(quick: Any) -> None:
    page = quick.open()
    sent = page.evaluate(
        """async (html) => { const held = document.createElement('div'); held.innerHTML = html; document.body.append(held);
        const show = (await import(location.origin + "/app/static/ui/timeline.js")).default, sent = [];
        const view = { lo: 20000, hi: 20060, unit: 'day', said: 'by day', bars: [[3, 0, 2, 0]], ticks: [] };
        const data = { first: 20000, last: 20060, a: 20010, b: 20020, views: [view], lang: 'en', undated: 0, words: {}, selected: null };
        const component = { parentElement: held, data: { ...data, stamp: '20010-20020' }, setTriggerValue: (name, value) => sent.push(value) };
        show(component);
        held.querySelector('.im-tl-handle').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
        show({ ...component, data: structuredClone(component.data) });
        await new Promise((done) => setTimeout(done, 400));
        held.remove();
        return sent; }""",
        TIMELINE,
    )
    assert sent == [[20011, 20020]]


def test_a_value_leads_to_its_words_and_the_article_opens_at_the_paragraph(quick: Any) -> None:
    incident = _first_incident(quick)
    page = quick.open(f"?incident={incident}")
    page.locator(f"{PANEL} .row .ev a").first.click()
    expect(page.locator(f"{PANEL} .im-lit").first).to_be_visible()
    page.locator(f"{PANEL} a[data-source]").first.click()
    expect(page).to_have_url(re.compile(r"/Sources\?.*para="))
    expect(page.locator(".im-article .row.here")).to_be_in_viewport()
    page.locator(".im-article .note a").first.click()
    expect(page.locator(f"{PANEL} h2")).to_be_visible()


def test_a_phone_scrolls_one_way_only_and_reaches_the_filters(phone: Any) -> None:
    page = phone.open()
    phone.wait_for_map()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-sidebar]").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")
    expect(page.get_by_text("Filter", exact=True).first).to_be_in_viewport()


def test_a_type_goes_off_by_mouse_and_on_by_keyboard(quick: Any) -> None:
    page = quick.open()
    battles, riots = _row(page, "Battles"), _row(page, "Riots")
    battles.click()
    expect(battles).to_have_attribute("aria-checked", "false")
    expect(page).to_have_url(re.compile("type=Riots"))
    page.keyboard.press("Space")
    expect(battles).to_have_attribute("aria-checked", "true")
    expect(page).not_to_have_url(re.compile("type="))
    for key in ("End", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"\?type=Riots$"))
    expect(riots).to_be_focused()
    page.keyboard.press("Enter")
    expect(battles).to_have_attribute("aria-checked", "true")


def test_presses_made_while_the_page_runs_all_count(quick: Any) -> None:
    page = quick.open()
    for name in ("Battles", "Strategic developments", "Protests"):
        _row(page, name).locator("> .row").click()
    expect(page).to_have_url(re.compile(r"\?type=Explosions%2FRemote\+violence&type=Riots&type=Violence\+against\+civilians$"))


def test_a_type_opens_and_one_of_its_sub_types_is_chosen(quick: Any) -> None:
    page = quick.open()
    battles = _row(page, "Battles")
    battles.locator("> .row > .twist").click()
    clash = _row(page, "Armed clash")
    clash.hover()
    clash.locator("[data-only]").click()
    expect(page).to_have_url(re.compile(r"\?subtype=Armed\+clash$"))
    expect(battles).to_have_attribute("aria-checked", "mixed")
    expect(page.locator(SENTENCE)).to_contain_text("Armed clashes")
    battles.locator("> .row").click()
    expect(page).to_have_url(re.compile(r"\?type=Battles$"))
    expect(clash).to_have_attribute("aria-checked", "true")


def test_an_actor_is_found_by_an_alias_and_chosen(quick: Any) -> None:
    page = quick.open()
    search = page.get_by_role("searchbox")
    search.fill("armée malienne")
    army = _row(page, "Malian Armed Forces")
    expect(army).to_be_visible()
    expect(_row(page, "Civilians")).to_be_hidden()
    army.click()
    expect(page).to_have_url(re.compile(r"\?actor=fama$"))
    expect(_row(page, "Government of Mali")).to_have_attribute("aria-checked", "mixed")
    search.press("Escape")
    expect(_row(page, "Civilians")).to_be_visible()
    search.fill("nobody is called this")
    expect(page.locator(".st-key-actors [role=status]")).not_to_be_empty()


def test_a_name_in_a_tree_is_text_and_never_markup(quick: Any) -> None:
    page = quick.open()
    name = "<img src=x onerror=document.title='taken'><b>bold</b>"
    shown = page.evaluate(
        """async ([html, name]) => { const held = document.createElement('div'); held.innerHTML = html; document.body.append(held);
        const words = { only: name, keys: name, search: name };
        const data = { label: name, note: name, nodes: [['<i>', 1, name, 3, 0, name]], lone: null, lang: 'en', words, seen: 0 };
        (await import(location.origin + "/app/static/ui/tree.js")).default({ parentElement: held, data, setTriggerValue() {} });
        return [held.querySelectorAll('img, b, li i').length, held.querySelector('.name').textContent, document.title]; }""",
        [TREE, name],
    )
    assert shown[:2] == [0, name]
    assert shown[2] != "taken"


def test_the_counts_by_cercle_come_whole_after_those_by_region(desk: Any) -> None:
    """The console of each test must stay free of errors: that is where deck.gl says that it left numbers out."""
    page = desk.open("?layer=regions")
    desk.wait_for_map()
    page.locator(".st-key-layers").get_by_text("by cercle", exact=True).click()
    expect(page).to_have_url(re.compile("layer=cercles"))
    desk.settle()
    page.wait_for_timeout(2500)


def test_an_incident_opened_by_keyboard_has_the_focus_and_gives_it_back(quick: Any) -> None:
    page = quick.open()
    first = page.locator(f"{PANEL} .here button").first
    name = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_be_focused()
    page.get_by_role("button", name="Close", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} .here button", has_text=name).first).to_be_focused()


def test_a_page_in_french_says_so_to_a_screen_reader(quick: Any) -> None:
    page = quick.open("?lang=fr")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
