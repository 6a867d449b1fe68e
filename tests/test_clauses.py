"""Sentences to clauses: where they are cut, what each holds, and which acts happened."""

from __future__ import annotations

import itertools

import pytest

from incidents.extraction import extracting as extraction
from incidents.extraction.clauses import Clause, cut
from incidents.pipeline import read_one


@pytest.fixture
def clauses(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The clauses that an article is cut into on its way."""
    made: list[list[Clause]] = []

    def keep(mentions):  # type: ignore[no-untyped-def]
        made.append(cut(mentions))
        return made[-1]

    monkeypatch.setattr(extraction, "cut", keep)

    def of(*paragraphs: str, language: str = "en") -> list[Clause]:
        result = read_one({"id": "d", "published": "2024-03-06", "language": language, "paragraphs": list(paragraphs)})
        assert not isinstance(result, Exception), result
        return made[-1]

    return of


@pytest.mark.parametrize(
    ("language", "text", "starts"),
    [
        ("en", "Gunmen killed a farmer at Dia on Monday. Police came on Tuesday.", ["Gunmen", "Police"]),
        ("en", "On Monday five soldiers were killed at Ber; at Niono, one trader died.", ["On Monday", "at Niono"]),
        ("fr", "Lundi, cinq soldats ont été tués à Ber ; à Niono, un commerçant est mort.", ["Lundi", "à Niono"]),
        ("en", "Gunmen attacked the villages of Dia and Diafarabé.", ["Gunmen"]),
    ],
)
def test_a_clause_ends_at_a_full_stop_or_semicolon(clauses, language: str, text: str, starts: list[str]) -> None:  # type: ignore[no-untyped-def]
    found = clauses(text, language=language)
    assert len(found) == len(starts)
    assert all(clause.text.lstrip(" ,;").startswith(start) or start in clause.text[:20] for clause, start in zip(found, starts, strict=True))


def test_clauses_cover_the_text_once_and_hold_their_own_mentions(clauses) -> None:  # type: ignore[no-untyped-def]
    texts = ["On Monday five soldiers were killed at Ber; at Niono, one trader died. JNIM claimed both.", "Nothing else happened."]
    found = clauses(*texts)
    for number, text in enumerate(texts):
        own = [c for c in found if c.paragraph == number]
        assert [c.start for c in own] == sorted(c.start for c in own)
        assert all(a.end <= b.start for a, b in itertools.pairwise(own))
        assert all(text[c.start : c.end] == c.text for c in own)
    for clause in found:
        for held in (clause.triggers, clause.tolls, clause.places, clause.dates, clause.actors, clause.claimants):
            assert all(clause.start <= item.start < clause.end for item in held)


@pytest.mark.parametrize(
    ("language", "text", "acts", "reason"),
    [
        ("en", "Gunmen attacked the camp at Ber on Monday.", True, ""),
        ("en", "Gunmen threatened to attack the camp at Ber.", False, "threatened"),
        ("en", "The army denied that gunmen attacked the camp at Ber.", False, "denied"),
        ("fr", "Des hommes armés ont attaqué le camp de Ber lundi.", True, ""),
        ("fr", "Des hommes armés ont menacé d'attaquer le camp de Ber.", False, "threatened"),
        ("fr", "L'armée a démenti que des hommes armés aient attaqué le camp de Ber.", False, "denied"),
    ],
)
def test_an_act_under_a_word_of_doubt_did_not_happen(clauses, language: str, text: str, acts: bool, reason: str) -> None:  # type: ignore[no-untyped-def]
    found = clauses(text, language=language)
    assert any(act.strength >= 2 for clause in found for act in clause.acts) is acts
    assert {clause.reason for clause in found} == {reason}


def test_a_threat_beside_an_act_is_a_clause_of_its_own(clauses) -> None:  # type: ignore[no-untyped-def]
    found = clauses("Gunmen attacked the camp at Ber on Monday and threatened to attack Gao.", language="en")
    assert [clause.reason for clause in found] == ["", "threatened"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The wounded were taken to hospital in Gao."),
        ("fr", "Les blessés ont été évacués vers l'hôpital de Gao."),
        ("en", "GAO, Mali - Gunmen killed a farmer."),
        ("en", "The prefect of Ansongo condemned the killing."),
    ],
)
def test_a_place_of_care_origin_or_office_is_not_where_it_happened(clauses, language: str, text: str) -> None:  # type: ignore[no-untyped-def]
    found = clauses(text, language=language)
    assert [place.quote for clause in found for place in clause.event_places if place.location.precision in (1, 2)] == []


def test_a_place_abroad_makes_the_clause_an_outside_one(clauses) -> None:  # type: ignore[no-untyped-def]
    abroad, home = clauses("Gunmen killed ten soldiers at Djibo in Burkina Faso. Gunmen killed a farmer at Dia.")
    assert abroad.outside
    assert not home.outside
