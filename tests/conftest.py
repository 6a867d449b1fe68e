"""What all tests share: a store of their own, documents and readings made by hand, and where the shared references lie."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gazetteer.model import Admin
from incidents.model import (
    ActorValue,
    Claim,
    Claimant,
    DateValue,
    Document,
    Evidence,
    Incident,
    PlaceValue,
    Reading,
    Report,
    SetAside,
    Toll,
)
from incidents.reading.documents import read_record
from incidents.store.database import Store

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever sees, or writes, the store of the person who runs it."""
    monkeypatch.setenv("INCIDENTS_STORE", f"sqlite:///{tmp_path_factory.mktemp('store') / 'own.sqlite'}")


@pytest.fixture
def shared() -> Path:
    """The folder beside the checkout with the seeds and the gold; users do not have it."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"needs {SHARED}/seeds, which only the project's own machines have")
    return SHARED


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'test.sqlite'}")


@pytest.fixture
def document() -> Document:
    return read_record({
        "id": "doc-1", "title": "Ambush near Ansongo", "publisher": "=Test Wire", "published": "2024-03-06", "language": "en",
        "paragraphs": ["At least three soldiers were killed on Monday in an ambush near Ansongo, the army said.", "Clashes were also feared."],
    })  # fmt: skip


def evidence_of(document: Document, *quotes: str) -> Evidence:
    """Evidence whose spans are the first place where each quote stands."""
    spans = []
    for quote in quotes:
        at = document.text.index(quote)
        home = next(p for p in document.paragraphs if p.start <= at < p.end)
        spans.append(document.span(home.number, at - home.start, at - home.start + len(quote)))
    return Evidence(tuple(spans), "by hand")


@pytest.fixture
def reading(document: Document) -> Reading:
    """One incident and one passage set aside, with exact spans."""
    admin = Admin("Gao", "ML07", "Ansongo", "ML0701", None, None, "Gao")
    killed = evidence_of(document, "At least three soldiers")
    army = Claimant("fama", evidence_of(document, "the army said"))
    report = Report(
        "report-1", document.id, 1, "Battles", "Armed clash", evidence_of(document, "ambush"),
        DateValue(date(2024, 3, 4), date(2024, 3, 4), 1, "2024-03-04", evidence_of(document, "on Monday")),
        PlaceValue("Ansongo", 2, 15.66, 0.5, "circle", evidence_of(document, "near Ansongo"), radius_m=10_000, admin=admin, why="named"),
        (ActorValue("fama", "target", killed),), Toll(3, 3, None, killed), claimant=army,
        claims=(Claim("killed", "asserts", army, 3, 3, None, "fama", killed),),
    )  # fmt: skip
    aside = SetAside("aside-1", document.id, "hypothetical", "feared", evidence_of(document, "Clashes were also feared"))
    return Reading(document.id, (report,), (aside,))


@pytest.fixture
def incident(reading: Reading) -> Incident:
    return incident_of(reading.reports[0])


def incident_of(*reports: Report) -> Incident:
    """The incident of these reports, its values taken from the first."""
    first = reports[0]
    return Incident(f"incident-{first.id}", first.event_type, first.sub_event_type, first.date, first.place, first.actors,
                    first.killed, first.injured, first.abducted, first.detained, reports, independent_reports=len(reports), by_party=1)
