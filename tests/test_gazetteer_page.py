"""The Gazetteer page as a reader meets it, and names that are taught: the file, the refusals, the reports placed again."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from gazetteer import CoordinatesSwapped, load
from incidents import placing
from incidents.__main__ import main
from incidents.errors import AliasesUnusable
from incidents.model import Document
from incidents.pipeline import extract, read_again
from incidents.reading.documents import read_record
from incidents.store.database import Store

ROOT = Path(__file__).parents[1]
UNKNOWN = "Tombéléga"  # no place of the gazetteer is called or sounds like it
HOSTILE = "<script>alert(1)</script>"
TEXTS = (
    f"Le lundi 3 mars 2025, des hommes armés ont attaqué le village de {UNKNOWN}. Trois civils ont été tués, selon un élu local.",
    f"Le mardi 4 mars 2025, des soldats sont tombés dans une embuscade entre {UNKNOWN} et Niono. Deux soldats ont été tués.",
    "Le 12 mars 2025, des jihadistes ont attaqué Kobé, tuant deux personnes.",
    f"Le 13 mars 2025, des hommes armés ont attaqué le village de Koro. Deux civils ont été tués. {HOSTILE}",
)


def _record(n: int, words: str) -> dict[str, object]:
    return {"id": f"doc-{n}", "title": f"Article {n}", "publisher": "Fleuve <b>Info", "published": "2025-03-16", "language": "fr",
            "paragraphs": [words]}  # fmt: skip


def _fill(store: Store) -> list[Document]:
    documents = [read_record(_record(n, words)) for n, words in enumerate(TEXTS)]
    read_again(documents, store, None)
    return documents


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A user's store with four articles, of which two give a name that is nowhere and one a name that four villages bear."""
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    monkeypatch.setenv("INCIDENTS_STORE", url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = Store(url)
    _fill(store)
    return store


def _run(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page("pages/6_Gazetteer.py")
    return app.run()


def _text(app: AppTest) -> str:
    """All that the run sent to the browser but what stands in a field, where nothing is markup; JSON's \\uXXXX as characters."""
    sent = "\n".join(str(e.proto) for e in app.main if hasattr(e, "proto") and e.type != "text_input")
    return re.sub(r"\\+u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), sent)


def _press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def _places(store: Store) -> dict[str, tuple[str, int]]:
    return {r.document_id: (r.place.name, r.place.precision) for reading in store.readings() for r in reading.reports if r.place}


# Unresolved names -----------------------------------------------------------------------------------------------------------


def test_unresolved_names_come_most_frequent_first_with_their_sentences(own: Store) -> None:
    documents = {d.id: d for d in own.documents()}
    found = placing.unresolved(own.readings(), documents)
    assert [(one.name, len(one.namings)) for one in found] == [(UNKNOWN, 2), ("Kobé", 1)]
    naming = found[0].namings[0]
    assert documents[naming.document_id].text[slice(*naming.sentence)] == TEXTS[0].split(" Trois")[0]


@pytest.mark.parametrize("words", ["à Zzyzxou", "dans la forêt de Zzyzxou", "près du village de Kobé", "entre Zzyzxou et Gao"])
def test_what_the_gazetteer_says_of_a_lost_name_is_understood(words: str) -> None:
    """The two packages agree on the sentence: else unresolved names would silently leave the list."""
    for reference in load().read([f"Des hommes armés ont attaqué un convoi {words}, mardi."], "fr"):
        if reference.location.precision == 0:
            held = placing._LOST.findall(reference.location.why)
            assert [a or b for a, b in held] in (["Zzyzxou"], ["Kobé"]), reference.location.why


# The alias file -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "point"), [
    ("14.30, -5.90", (14.3, -5.9)), ("14,30 -5,90", (14.3, -5.9)), ("14.3;-5.9", (14.3, -5.9)), (" 14.3° ,  -5.9° ", (14.3, -5.9)),
    ("14, -6", (14.0, -6.0)),
])  # fmt: skip
def test_a_point_is_read_as_people_write_it(words: str, point: tuple[float, float]) -> None:
    assert placing.point_of(words) == point


@pytest.mark.parametrize(("words", "error"), [
    ("-5.9, 14.3", CoordinatesSwapped), ("48.85, 2.35", placing.NoSuchPlace), ("here", placing.NoSuchPlace), ("", placing.NoSuchPlace),
    ("14.3", placing.NoSuchPlace), ("200, 100", ValueError), ("14.3, -5.9, 3", placing.NoSuchPlace), ("1" * 5000, placing.NoSuchPlace),
])  # fmt: skip
def test_what_is_no_point_in_or_beside_mali_is_refused(words: str, error: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    with pytest.raises(error):
        placing.teach(path, UNKNOWN, words)
    assert not path.exists()


def test_teaching_a_name_again_replaces_it_and_forgetting_takes_it_out(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "aliases.csv"
    placing.teach(path, UNKNOWN, "14.3, -5.9", reason="said, by\na reader")
    placing.teach(path, "Kobé", "gn2455173")
    placing.teach(path, UNKNOWN.upper(), "gn2452655")
    assert [(a.name, a.place.id) for a in placing.taught(path)] == [("Kobé", "gn2455173"), (UNKNOWN.upper(), "gn2452655")]
    placing.forget(path, "kobe")
    assert [a.name for a in placing.taught(path)] == [UNKNOWN.upper()]


def test_the_file_stands_beside_the_store_unless_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert placing.aliases_path(f"sqlite:///{tmp_path}/mine.sqlite") == tmp_path / "mine.aliases.csv"
    assert placing.aliases_path("postgresql+psycopg://host/db").name == "incidents.aliases.csv"
    monkeypatch.setenv("INCIDENTS_ALIASES", str(tmp_path / "team.csv"))
    assert placing.aliases_path() == tmp_path / "team.csv"


def test_a_taught_name_places_its_reports_and_nothing_else_changes(own: Store) -> None:
    before, others = _places(own), own.documents()
    path = placing.aliases_path(own.url)
    placing.teach(path, UNKNOWN, "14.3, -5.9")
    outcomes = placing.place_again(own, "tombelega", path)
    assert sorted(o.document.id for o in outcomes if o.document) == ["doc-0", "doc-1"]
    after = _places(own)
    assert (after["doc-0"], after["doc-1"][1]) == ((UNKNOWN, 1), 5)
    assert {d: p for d, p in after.items() if d not in ("doc-0", "doc-1")} == {d: p for d, p in before.items() if d not in ("doc-0", "doc-1")}
    assert own.documents() == others
    assert own.is_merged()
    placing.forget(path, UNKNOWN)
    placing.place_again(own, UNKNOWN, path)
    assert _places(own) == before


def test_ingest_and_extract_read_the_same_file_as_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    monkeypatch.setenv("INCIDENTS_STORE", url)
    placing.teach(placing.aliases_path(), UNKNOWN, "14.3, -5.9")
    docs, other = tmp_path / "docs.jsonl", tmp_path / "other.csv"
    docs.write_text(json.dumps(_record(0, TEXTS[0])) + "\n", "utf-8")
    assert main(["ingest", str(docs)]) == 0
    assert _places(Store(url)) == {"doc-0": (UNKNOWN, 1)}
    capsys.readouterr()
    assert main(["extract", str(docs)]) == 0
    assert json.loads(capsys.readouterr().out)["incidents"][0]["place"]["precision"] == 1
    other.write_text("alias,place,language,reason\nElsewhere,gn2455173,fr,\n", "utf-8")
    assert main(["extract", str(docs), "--aliases", str(other)]) == 0
    assert json.loads(capsys.readouterr().out)["incidents"][0]["place"]["precision"] == 0


def test_processes_read_with_the_aliases_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A page that ran before has put itself there, and new processes would run it.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    path = tmp_path / "a.csv"
    placing.teach(path, UNKNOWN, "14.3, -5.9")
    records = [_record(n, TEXTS[0]) for n in range(2)]
    assert extract(records, jobs=2, aliases=path) == extract(records, aliases=path) != extract(records)


def test_a_damaged_alias_file_names_itself_and_its_line(own: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = placing.aliases_path(own.url)
    path.write_text(f"alias,place,language,reason\n{UNKNOWN},\"-5.9,14.3\",fr,\n", "utf-8")
    with pytest.raises(AliasesUnusable, match=r"own\.aliases\.csv, line 2"):
        placing.place_again(own, UNKNOWN, path)
    assert main(["ingest", str(_docs(tmp_path))]) == 1
    assert "line 2" in capsys.readouterr().err
    app = _run(name="Gao")
    assert not app.exception
    assert "own.aliases.csv, line 2" in _text(app)


def _docs(folder: Path) -> Path:
    path = folder / "docs.jsonl"
    path.write_text(json.dumps(_record(9, TEXTS[0])) + "\n", "utf-8")
    return path


# The page -------------------------------------------------------------------------------------------------------------------


def test_a_name_shows_its_candidates_numbered_on_an_offline_map(own: Store) -> None:
    app = _run(name="koro")
    shown = _text(app)
    assert "cercle Koro" in shown
    assert "ML0505" in shown
    assert "Bandiagara" in shown, "the region of 2023"
    assert "GeoNames 2454674" in shown
    assert "OCHA ML050700000" in shown
    assert "Named in 1 loaded report" in shown
    assert "data-source" in shown
    assert "data-open" in shown
    described = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    assert not re.search(r"https?://|//[a-z]", json.dumps(described))
    layers = {one["id"]: one for one in described["layers"]}
    first = layers["candidates"]["data"]["features"][-1]
    assert first["properties"]["n"] == "1"
    assert first["geometry"]["coordinates"] == pytest.approx([-3.08, 14.06], abs=0.01), "lon before lat"


@pytest.mark.parametrize(("name", "says"), [
    ("x" * 10_000, "Nothing in the gazetteer"), ("///", "no letters"), (HOSTILE, "Nothing in the gazetteer"), ("\x00\u202eKoro", "cercle Koro"),
    ("تمبكتو", "Gazetteer"), ("**[a](http://evil.example)**", "Nothing in the gazetteer"),
])  # fmt: skip
def test_any_name_in_the_address_is_answered_plainly(own: Store, name: str, says: str) -> None:
    app = _run(name=name)
    assert not app.exception
    assert says in _text(app)
    assert "<script>alert" not in _text(app)
    read_as_markdown = [*(m.value for m in app.markdown), *(one.label for one in app.selectbox)]
    assert not [words for words in read_as_markdown if "[a](http" in words or "<script>" in words]


def test_the_list_gives_each_unresolved_name_with_its_sentence_and_the_way_to_it(own: Store) -> None:
    shown = _text(_run())
    assert f"<b>{UNKNOWN}</b>" in shown
    assert "given 2 times" in shown
    assert "le village de" in shown
    assert re.search(r'data-source=\\*"doc-0\|1', shown)
    assert "Fleuve &lt;b&gt;Info" in shown, "a publisher's name is no markup"
    assert shown.index(UNKNOWN) < shown.index("Kobé")


def test_a_name_is_taught_on_the_page_and_its_reports_move(own: Store) -> None:
    app = _run(name=UNKNOWN)
    own_key = placing.key_of(UNKNOWN)
    app.text_input(key=f"teach-point {own_key}").set_value("-5.9, 14.3")
    _press(app, "Teach and place the reports again")
    assert "Latitude and longitude look swapped: only 14.3, -5.9 lies in Mali" in app.error[0].value.replace("\\", "")
    app.text_input(key=f"teach-point {own_key}").set_value("14.3, -5.9")
    app.text_input(key=f"teach-reason {own_key}").set_value("the mayor said so")
    _press(app, "Teach and place the reports again")
    assert not app.exception
    assert "2 articles that hold the name were read again" in app.success[0].value.replace("\\", "")
    assert _places(own)["doc-0"] == (UNKNOWN, 1)
    shown = _text(app)
    assert "Your aliases" in shown
    assert "the mayor said so" in shown
    assert "Named in 2 loaded reports" in shown
    app.button(key="forget-0").click().run()
    assert _places(own)["doc-0"] == (UNKNOWN, 0)


def test_one_of_the_candidates_can_be_chosen(own: Store) -> None:
    app = _run(name="Kobé")
    chosen = next(n for n, one in enumerate(load().find("Kobé")) if one.place.admin.cercle == "Gao")
    app.selectbox(key="teach-place kobe").set_value(chosen)
    _press(app, "Teach and place the reports again")
    assert _places(own)["doc-2"][1] == 1
    assert [a.place.admin.cercle for a in placing.taught(placing.aliases_path(own.url))] == ["Gao"]


def test_on_the_sample_the_form_says_to_load_own_articles_first() -> None:
    app = _run(name="Koro")
    assert not app.exception
    assert "once your own articles are loaded" in _text(app)
    assert "python -m incidents ingest" in app.code[0].value
    assert not app.selectbox


def test_the_page_speaks_french(own: Store) -> None:
    shown = _text(_run(name="Kobé", lang="fr"))
    assert "Répertoire des lieux" in shown
    assert "le nom exact" in shown
    assert "the very name" not in shown
