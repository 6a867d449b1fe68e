"""Which names of a text are mentions: capitals, boundaries, elision, everyday words, people."""

from __future__ import annotations

import pytest

import gazetteer
from gazetteer import Gazetteer


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


MENTIONED = [
    ("Attaque d’Ansongo", ["Ansongo"], "French elision, curly apostrophe"),
    ("Attaque d'Ansongo et de Tin-Essako", ["Ansongo", "Tin-Essako"], "hyphen inside a name"),
    ("à\u00a0Gao,\u202fpuis Bourem.", ["Gao", "Bourem"], "no-break spaces"),
    ("GAO, TOMBOUCTOU et KIDAL", ["GAO", "TOMBOUCTOU", "KIDAL"], "capitals throughout"),
    ("l'axe Niono-Diabaly", ["Niono", "Diabaly"], "a hyphen parts two names"),
    ("gao and kidal in small letters", [], "no capital, no name"),
    ("Gaoland and Kidalese", [], "whole words only"),
    ("Gourma-Rharous is not Gourma", ["Gourma-Rharous", "Gourma"], "the longest name wins"),
    ("Menaka, Ménaka, MÉNAKA", ["Menaka", "Ménaka", "MÉNAKA"], "accents do not matter"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "due", "why"), MENTIONED)
def test_mentions(places: Gazetteer, text: str, due: list[str], why: str) -> None:
    found = places.mentions(text)
    assert [m.quote for m in found] == due, why
    assert all(text[m.start : m.end] == m.quote for m in found)


NOT_MENTIONED = [
    ("San Francisco", "San", "a common part of foreign names"),
    ("Same story again.", "Same", "an English word"),
    ("Colonel Camara a parlé.", "Camara", "a family name after a title"),
    ("Selon Moussa Traoré, rien.", "Traoré", "a person's name"),
    ("Amadou Koufa menace.", "Koufa", "a preacher's name"),
    ("M. Koro a signé.", "Koro", "after a title"),
    ("Le Mali et la Mine", "Mine", "a common word"),
    ("Selon Oumar Konna, député", "Konna", "after a first name"),
]


@pytest.mark.parametrize(("text", "name", "why"), NOT_MENTIONED)
def test_names_that_are_no_places(places: Gazetteer, text: str, name: str, why: str) -> None:
    assert name not in [m.quote for m in places.mentions(text)], why


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "Gao " * 20_000, "\x00\x07\ue000\ue001Gao", "العربية في مالي", "!?…«»" * 1000, "A" * 10_000 + " Gao"]
)
def test_hostile_text_gives_a_bounded_answer(places: Gazetteer, text: str) -> None:
    assert all(text[m.start : m.end] == m.quote for m in places.mentions(text))
