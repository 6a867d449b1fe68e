"""The pages as a reader meets them: cold links, junk in the address, empty and odd data, hostile text, no word left out of the catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from gazetteer.model import Admin
from incidents.model import ActorValue, DateValue, Document, Evidence, Incident, Paragraph, PlaceValue, Reading, Report, SetAside, Span, Toll
from incidents.store.database import Store

ROOT = Path(__file__).parents[1]
PAGES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "pages").glob("*.py"))
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> **bold** [link](http://evil.example)"


def _span(document: Document, words: str) -> Evidence:
    start = document.text.index(words)
    return Evidence((Span(1, start, start + len(words), words),), "test")


def _document(name: str, words: str) -> Document:
    return Document(
        name,
        f"Title {HOSTILE}",
        "Sahel <b>Wire",
        "https://example.invalid/a",
        date(2025, 2, 9),
        "user",
        "en",
        "0" * 64,
        words,
        (Paragraph(1, 0, len(words)),),
    )


def _incident(
    name: str, document: Document, day: date | None, place: PlaceValue | None, event_type: str = "Battles", sub: str = "Armed clash"
) -> Incident:
    when = DateValue(day, day, 1, day.isoformat(), _span(document, "Friday")) if day else None
    toll = Toll(3, 3, 5, _span(document, "three to five"))
    report = Report(f"r-{name}", document.id, 1, event_type, sub, _span(document, "clashed"), when, place, killed=toll)
    return Incident(name, event_type, sub, when, place, (), toll, None, None, None, (report,))


def _place(document: Document, name: str = "Gao", precision: int = 1) -> PlaceValue:
    admin = Admin(region="Gao", region_pcode="ML07", cercle="Gao", cercle_pcode="ML0703")
    point = (16.27, -0.04) if precision < 6 else (None, None)
    unit = {3: "ML0703", 4: "ML07"}.get(precision)
    return PlaceValue(name, precision, *point, "unit" if unit else "point", _span(document, "Gao"), unit_pcode=unit, admin=admin)


WORDS = f"On Friday they clashed near Gao; three to five died. {HOSTILE}"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store of the user's, and no sample, so that what a page shows is what a test put in."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("INCIDENTS_STORE", url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("incidents.store.sample.is_there", lambda: False)
    monkeypatch.setattr("incidents.ui.mapview.publisher", lambda: None)
    monkeypatch.setattr("incidents.ui.explore.keep_published", lambda: None)
    return Store(url)


def _fill(store: Store, *incidents: Incident, document: Document) -> None:
    reports = tuple(r for i in incidents for r in i.reports)
    aside = SetAside("aside-1", document.id, "background", "names it <b>as</b> a comparison", _span(document, "three to five"))
    store.add(document, Reading(document.id, reports, (aside,)))
    store.replace_incidents(incidents)


def _filled(store: Store) -> Store:
    d = _document("doc-1", WORDS)
    _fill(
        store,
        _incident("inc-1", d, date(2025, 2, 7), _place(d)),
        _incident("inc-2", d, date(2025, 3, 7), _place(d, precision=3)),
        _incident("inc-3", d, None, _place(d, precision=6), "Riots", "Mob violence"),
        document=d,
    )
    return store


def _run(page: str = "streamlit_app.py", **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "streamlit_app.py":
        app.switch_page(page)
    return app.run()


def _text(app: AppTest) -> str:
    """All that the run sent to the browser, as one text."""
    return "\n".join(str(getattr(e, "proto", "")) for e in app.main) + "\n".join(str(getattr(e, "proto", "")) for e in app.sidebar)


def _boxes(app: AppTest, key: str) -> dict[str, int]:
    """Label to box (0 off, 1 on, 2 mixed) of the rows of a tree."""
    sent = next(json.loads(one.proto.json) for one in app.get("bidi_component") if f"-{key}" in one.proto.id or one.proto.id.endswith(key))
    return {label: box for _, _, label, _, box, *_ in sent["nodes"]}


def _map(app: AppTest) -> dict:  # type: ignore[type-arg]
    found: dict = json.loads(app.get("deck_gl_json_chart")[0].proto.json)  # type: ignore[type-arg]
    return found


@pytest.mark.parametrize("page", ["streamlit_app.py", *PAGES])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_runs_in_both_languages(store: Store, page: str, lang: str) -> None:
    _filled(store)
    app = _run(page, lang=lang)
    assert not app.exception
    assert ("Carte" in _text(app)) == (lang == "fr")


@pytest.mark.parametrize("page", ["streamlit_app.py", *PAGES])
def test_an_empty_store_breaks_no_page(store: Store, page: str) -> None:
    assert not _run(page).exception


def test_an_empty_store_says_how_to_put_articles_in(store: Store) -> None:
    assert "python -m incidents ingest" in _run().code[0].value


def test_a_cold_link_restores_filters_and_incident(store: Store) -> None:
    _filled(store)
    app = _run(type="Battles", incident="inc-1")
    assert (_boxes(app, "types")["Battles"], _boxes(app, "types")["Riots"]) == (1, 0)
    assert "Armed clash at Gao" in _text(app)
    assert "2 incidents" in _text(app)


def test_a_filter_writes_the_address_and_the_sentence(store: Store) -> None:
    _filled(store)
    app = _run()
    app.toggle(key="f-exact").set_value(True).run()
    assert app.query_params["exact"] == "1"
    assert "2 incidents reported in Mali, day-exact" in _text(app)
    app.button(key="clear").click().run()
    assert "exact" not in app.query_params


def test_the_trees_show_what_the_address_says(store: Store) -> None:
    _filled(store)
    everything = _boxes(_run(), "types")
    assert set(everything.values()) == {1}, "nothing asked for: all are on"
    assert len(everything) == 6 + 25
    some = _boxes(_run(subtype=["Armed clash"], type=["Riots"]), "types")
    assert [some[name] for name in ("Battles", "Armed clash", "Riots", "Mob violence", "Protests")] == [2, 1, 1, 1, 0]
    actors = _boxes(_run(actor=["katiba-macina"], lang="fr"), "actors")
    assert [box for name, box in actors.items() if "JNIM" in name] == [2]
    assert list(actors.values()) == [2, 1], "a chosen actor without incidents is listed, below its parent"


def test_a_name_that_is_no_name_stays_data_for_the_tree(store: Store) -> None:
    d = _document("doc-1", WORDS)
    hostile = ActorValue("<script>alert(1)</script>", "initiator", _span(d, "they"))
    incident = replace(_incident("inc-1", d, date(2025, 2, 7), _place(d)), actors=(hostile,))
    _fill(store, incident, document=d)
    app = _run()
    assert not app.exception
    assert any("<script>" in name.lower() for name in _boxes(app, "actors")), "as it is, for textContent"
    assert "<script>" not in "".join(str(one.proto) for one in app.get("html")).lower()


def test_without_components_of_ours_types_and_actors_are_plain_widgets(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incidents.ui.filters_form.can_mount", lambda: False)
    _filled(store)
    app = _run()
    app.checkbox(key="f-type-0").uncheck().run()
    assert "Battles" not in app.query_params["type"]
    assert "1 incident" in _text(app)
    app = _run(subtype="Mob violence", actor="fama")
    assert app.multiselect(key="f-sub").value == ["Mob violence"]
    assert app.multiselect(key="f-actors").value == ["fama"]


def test_the_browser_is_sent_no_address_off_this_machine_and_no_colour_that_a_selection_would_dim(store: Store) -> None:
    _filled(store)
    described = _map(_run(incident="inc-1"))
    assert not re.search(r"https?://|//[a-z]", json.dumps(described))
    assert not [one["id"] for one in described["layers"] if {"getFillColor", "getColor", "getLineColor"} & set(one)]
    assert len({one["id"] for one in described["layers"]}) == len(described["layers"])


def test_what_is_known_roughly_is_an_area_and_a_count_never_a_point(store: Store) -> None:
    _filled(store)
    layers = {one["id"]: one for one in _map(_run())["layers"]}
    assert [row["i"] for row in layers["marks"]["data"]] == ["inc-1"]
    assert [(row["w"], row["n"]) for row in layers["chips"]["data"]] == [("ML0703", "1")]
    assert layers["tint-cercles"]["filterCategories"] == ["ML0703"]
    assert not layers["tint-regions"]["filterCategories"]


def test_a_change_of_period_changes_only_the_filter_of_the_marks(store: Store) -> None:
    _filled(store)
    before = {one["id"]: one for one in _map(_run())["layers"]}["marks"]
    after = {one["id"]: one for one in _map(_run(start="2025-03-01"))["layers"]}["marks"]
    assert before["data"] == after["data"]
    assert before["filterRange"] != after["filterRange"]


@pytest.mark.parametrize(("query", "why"), [
    ({"incident": "<script>alert(1)</script>"}, "markup for an id"),
    ({"start": "junk", "end": "9999-99-99"}, "no dates"),
    ({"start": "2025-05-01", "end": "2024-01-01"}, "reversed period"),
    ({"type": "<img src=x onerror=alert(1)>", "actor": "nobody-at-all"}, "unknown values"),
    ({"words": "x" * 10_000}, "far too long"),
    ({"lang": "<b>", "near": "a,b,c", "area": ";;;"}, "broken shapes"),
])  # fmt: skip
def test_junk_in_the_address_is_a_plain_message(store: Store, query: dict[str, str], why: str) -> None:
    _filled(store)
    app = _run(**query)
    assert not app.exception, why
    shown = _text(app)
    assert "<script>alert" not in shown, why
    assert "<img src=x" not in shown, why
    assert 'class=\\"im-problem' in shown or 'class="im-problem' in shown, why


def test_an_incident_that_is_not_there_says_so_and_offers_the_list(store: Store) -> None:
    _filled(store)
    shown = _text(_run(incident="gone-1"))
    assert "gone-1" in shown
    assert "choose from the table" in shown


@pytest.mark.parametrize("page", ["streamlit_app.py", "pages/1_Sources.py"])
def test_text_of_an_article_is_never_markup(store: Store, page: str) -> None:
    _filled(store)
    shown = _text(_run(page, incident="inc-1", document="doc-1"))
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "<b>as</b>" not in shown


def test_an_article_opens_at_the_paragraph_of_the_link(store: Store) -> None:
    _filled(store)
    shown = _text(_run("pages/1_Sources.py", document="doc-1", para="1"))
    assert "para-1" in shown
    assert "row here" in shown


def test_an_article_that_is_not_there_says_so(store: Store) -> None:
    _filled(store)
    assert "no such article" in _text(_run("pages/1_Sources.py", document="none")).lower()


@pytest.mark.parametrize(("days", "precision", "says"), [
    ((None, None), 1, "0 undated"), ((date(2025, 1, 1), date(2025, 1, 2)), 6, "Not on the map: 2"), ((date(2025, 1, 1),), 1, "1 incident reported"),
])  # fmt: skip
def test_odd_data_is_shown_too(store: Store, days: tuple[date | None, ...], precision: int, says: str) -> None:
    d = _document("doc-1", WORDS)
    _fill(store, *(_incident(f"i-{n}", d, day, _place(d, precision=precision)) for n, day in enumerate(days)), document=d)
    app = _run()
    assert not app.exception
    assert says in _text(app) or days == (None, None)


def test_nothing_fits_says_how_many_lie_outside(store: Store) -> None:
    _filled(store)
    app = _run(start="1990-01-01", end="1990-12-31")
    assert "No incident fits this filter. 3 lie outside it." in _text(app)
    app.button(key="clear-zero").click().run()
    assert "3 incidents" in _text(app)


@pytest.mark.parametrize("layer", ["regions", "cercles", "cells"])
def test_each_layer_counts_without_a_mark(store: Store, layer: str) -> None:
    _filled(store)
    ids = [one["id"] for one in _map(_run(layer=layer))["layers"]]
    assert "marks" not in ids
    assert ("cells" in ids) == (layer == "cells")


def test_a_layer_that_does_not_exist_is_named_and_the_marks_are_shown(store: Store) -> None:
    _filled(store)
    app = _run(layer="heat<b>")
    assert "no layer of that name" in _text(app)
    assert "marks" in [one["id"] for one in _map(app)["layers"]]
