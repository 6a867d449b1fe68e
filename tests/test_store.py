"""The record store: nothing half written, nothing twice, nothing that its document does not say."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from incidents import errors
from incidents.model import Document, Evidence, Incident, Reading, Span, SpanMismatch
from incidents.reading.documents import read_record
from incidents.store.database import Store, default_url, open_store

ROOT = Path(__file__).parents[1]


def test_what_goes_in_comes_out_the_same(store: Store, document: Document, reading: Reading, incident: Incident) -> None:
    assert store.is_empty()
    assert store.add(document, reading) == "added"
    store.replace_incidents([incident])
    again = Store(store.url)
    assert again.documents() == (document,)
    assert again.document("doc-1") == document
    assert again.readings() == (reading,)
    assert again.incidents() == (incident,)
    assert again.incident(incident.id) == incident
    assert again.set_aside() == reading.set_aside
    assert again.situations() == ()
    assert not again.is_empty()


def test_an_unknown_id_is_none_not_an_error(store: Store) -> None:
    for junk in ("", "none", "'; DROP TABLE incident; --", "<script>", "x" * 10_000):
        assert store.incident(junk) is None
        assert store.document(junk) is None


def test_the_same_document_twice_changes_nothing(store: Store, document: Document, reading: Reading, incident: Incident) -> None:
    store.add(document, reading)
    version = store.replace_incidents([incident])
    assert store.add(document, reading) == "unchanged"
    assert store.is_merged()
    assert store.data_version() == version
    assert store.replace_incidents([incident]) == version


def test_the_data_version_changes_with_the_contents_and_not_with_the_order(tmp_path: Path, document: Document, reading: Reading,
                                                                          incident: Incident) -> None:
    other = read_record({"id": "doc-2", "paragraphs": ["Nothing happened."]})
    one, two = (Store(f"sqlite:///{tmp_path / name}.sqlite") for name in ("one", "two"))
    one.add(document, reading)
    one.add(other, Reading("doc-2"))
    two.add(other, Reading("doc-2"))
    two.add(document, reading)
    assert one.replace_incidents([incident]) == two.replace_incidents([incident])
    assert one.replace_incidents([replace(incident, independent_reports=2)]) != two.data_version()
    before = two.data_version()
    two.remove("doc-2")
    assert two.data_version() != before


def test_a_changed_document_takes_the_place_of_the_one_before(store: Store, document: Document, reading: Reading) -> None:
    store.add(document, reading)
    assert store.add(document, Reading(document.id)) == "updated"
    assert store.readings() == (Reading(document.id),)
    assert not store.is_merged()


def test_a_quote_that_is_no_slice_is_never_written(store: Store, document: Document, reading: Reading) -> None:
    wrong = replace(reading.reports[0], trigger=Evidence((Span(1, 0, 3, "xyz"),)))
    with pytest.raises(SpanMismatch):
        store.add(document, replace(reading, reports=(wrong,)))
    assert store.is_empty()


def test_a_text_changed_behind_the_stores_back_is_noticed(store: Store, document: Document, reading: Reading, tmp_path: Path) -> None:
    store.add(document, reading)
    with sqlite3.connect(tmp_path / "test.sqlite") as connection:
        connection.execute("UPDATE document SET text = 'Z' || text")
    connection.close()
    with pytest.raises(errors.StoreDamaged, match="do not agree"):
        store.readings()


def test_a_read_only_store_refuses_to_be_written(store: Store, document: Document, reading: Reading) -> None:
    store.add(document, reading)
    sample = Store(store.url, read_only=True, is_sample=True)
    with pytest.raises(errors.StoreReadOnly, match="read-only"):
        sample.add(document, Reading(document.id))
    with pytest.raises(errors.StoreReadOnly):
        sample.replace_incidents([])
    assert sample.readings() == (reading,)


def test_a_process_killed_half_way_leaves_no_half_document(tmp_path: Path) -> None:
    """A child adds documents of 200 paragraphs as fast as it can and is killed by signal 9; each document is there whole or not at all."""
    url = f"sqlite:///{tmp_path / 'killed.sqlite'}"
    child = textwrap.dedent("""
        import sys
        from incidents.model import Reading
        from incidents.reading.documents import read_record
        from incidents.store.database import Store
        store = Store(sys.argv[1])
        paragraphs = ["A line of text that ends here."] * 200
        for number in range(100_000):
            document = read_record({"id": f"doc-{number}", "published": "2024-01-01", "language": "en", "paragraphs": paragraphs})
            store.add(document, Reading(document.id))
            print(number, flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", child, url], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    done = [int(process.stdout.readline()) for _ in range(5)]
    os.kill(process.pid, signal.SIGKILL)
    done += [int(line) for line in process.stdout.read().split()]
    process.wait()
    store = Store(url)
    documents = store.documents()
    assert len(documents) >= len(done), "what was acknowledged is there"
    assert {len(document.paragraphs) for document in documents} == {200}
    assert len(store.readings()) == len(documents)
    assert not store.is_merged(), "so that the next ingest merges what was read"


def test_several_writers_and_readers_at_once(store: Store) -> None:
    def add(number: int) -> str:
        document = read_record({"id": f"doc-{number}", "published": "2024-01-01", "paragraphs": [f"Text number {number}."]})
        return Store(store.url).add(document, Reading(document.id)) if number % 2 else str(len(store.documents()))

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(add, range(40)))
    assert results.count("added") == 20
    assert len(store.documents()) == 20


@pytest.mark.parametrize(("url", "says"), [
    ("sqlite:////proc/nope/x.sqlite", "cannot be opened"), ("nodb://x", "No database is called"), ("junk", "cannot be opened"),
    ("sqlite://", "Name a file"), ("sqlite:///", "Name a file"),
])  # fmt: skip
def test_a_store_that_cannot_be_opened_says_what_to_do(url: str, says: str) -> None:
    with pytest.raises(errors.StoreUnreachable, match=says):
        Store(url)


def test_a_password_is_never_shown() -> None:
    pytest.importorskip("sqlalchemy")
    with pytest.raises(errors.IncidentError) as caught:
        Store("postgresql+psycopg://reader:s3cret@127.0.0.1:1/x")
    assert "s3cret" not in str(caught.value)


def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_bytes(b"these are my notes\n" * 200)
    with pytest.raises(errors.StoreUnreachable):
        Store(f"sqlite:///{path}")
    assert path.read_bytes() == b"these are my notes\n" * 200


def test_a_store_of_another_layout_is_refused(store: Store, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "test.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'layout'")
    connection.close()
    with pytest.raises(errors.StoreDamaged, match="999"):
        Store(store.url)


def test_the_users_store_is_the_default_and_wins_over_the_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, document: Document,
                                                                 reading: Reading) -> None:
    url = f"sqlite:///{tmp_path / 'mine with space.sqlite'}"
    monkeypatch.setenv("INCIDENTS_STORE", url)
    assert default_url() == url
    Store(url).add(document, reading)
    opened = open_store()
    assert not opened.is_sample
    assert opened.documents() == (document,)


def test_without_a_setting_the_store_lies_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("INCIDENTS_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert default_url() == f"sqlite:///{tmp_path / 'incident-map-mali' / 'incidents.sqlite'}"
    else:
        assert default_url().startswith("sqlite:///")
