"""Trigger words and cues: which acts words tell of, and which words say that nothing happened here and now."""

from __future__ import annotations

import csv

import pytest

from incidents.extraction import coding, events

REASONS = {
    "background",
    "total",
    "habitual",
    "hypothetical",
    "planned",
    "threatened",
    "denied",
    "anniversary",
    "metaphor",
    "accident",
    "politics",
    "outside Mali",
    "exercise",
    "trial",
    "recalled",
    "reported",
}
SITUATIONS = {f"situation {kind}" for kind in ("blockade", "roadblock", "embargo", "ultimatum")}


def acts(text: str, language: str | None) -> list[str]:
    return [t.act for t in events.read([text], language)[0][0]]


def cues(text: str, language: str | None) -> list[str]:
    return [c.reason for c in events.read([text], language)[1][0]]


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "Gunmen stormed the camp", "clash"),
        ("en", "a firefight broke out", "clash"),
        ("en", "the patrol was ambushed", "ambush"),
        ("en", "a roadside bomb went off", "ied"),
        ("en", "three nurses were kidnapped", "abduct"),
        ("en", "drones struck the base", "air"),
        ("fr", "une embuscade a visé la patrouille", "ambush"),
        ("fr", "un engin explosif improvisé", "ied"),
        ("fr", "deux infirmiers ont été enlevés", "abduct"),
        ("fr", "des obus sont tombés", "shell"),
        ("fr", "des jeunes ont manifesté", "protest"),
    ],
)
def test_words_of_both_languages_tell_of_acts(language: str, text: str, act: str) -> None:
    assert act in acts(text, language)


@pytest.mark.parametrize(
    ("text", "shouted"),
    [
        ("Gunmen attacked the camp", "GUNMEN ATTACKED THE CAMP"),
        ("une attaque a été repoussée", "UNE ATTAQUE A ETE REPOUSSEE"),
        ("des combattants ont enlevé un maire", "DES COMBATTANTS ONT ENLEVE UN MAIRE"),
    ],
)
def test_capitals_and_missing_accents_change_nothing(text: str, shouted: str) -> None:
    assert acts(text, None) == acts(shouted, None) != []


@pytest.mark.parametrize(
    "text", ["The minister opened a school", "Le marché a rouvert", "a burnished shield", "Attackville", "an unattacked point", ""]
)
def test_words_inside_other_words_and_plain_words_tell_of_nothing(text: str) -> None:
    assert acts(text, None) == []


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("en", "the army will attack", "planned"),
        ("en", "they threatened to attack", "threatened"),
        ("en", "a bus overturned", "accident"),
        ("fr", "l'armée a démenti", "denied"),
        ("fr", "un accident de la route", "accident"),
        ("en", "a blockade of the town", "situation blockade"),
        ("fr", "la ville est sous blocus", "situation blockade"),
    ],
)
def test_cues_carry_their_reason(language: str, text: str, reason: str) -> None:
    assert reason in cues(text, language)


@pytest.mark.parametrize(
    ("text", "is_cue"), [("In May gunmen attacked Dia", False), ("On 3 May 2024, gunmen attacked Dia", False), ("gunmen may attack Dia", True)]
)
def test_the_month_of_may_is_no_doubt(text: str, is_cue: bool) -> None:
    assert bool(cues(text, "en")) is is_cue


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "Élan : « Des hommes armés ont ATTAQUÉ Dia » 🔥, then gunmen attacked Ber."
    found = events.read([text], None)[0][0]
    assert {"ATTAQUÉ", "attacked"} <= {text[t.start : t.end] for t in found}


def test_every_line_of_the_word_lists_is_usable_and_says_why() -> None:
    with (events.KNOWLEDGE / "triggers.csv").open(encoding="utf-8", newline="") as file:
        triggers = [row for row in csv.DictReader(file) if not row["pattern"].startswith("#")]
    with (events.KNOWLEDGE / "cues.csv").open(encoding="utf-8", newline="") as file:
        warned = [row for row in csv.DictReader(file) if not row["pattern"].startswith("#")]
    assert len(triggers) > 300
    assert len(warned) > 150
    assert {row["strength"] for row in triggers} == {"1", "2", "3"}
    assert {row["scope"] for row in warned} <= {"before", "phrase", "clause", "sentence", "paragraph", "after"}
    assert {row["reason"] for row in warned} <= REASONS | SITUATIONS
    assert [row for row in triggers + warned if not row["note"] or row["language"] not in ("en", "fr", "")] == []


def test_every_strong_act_of_the_word_list_can_make_a_type() -> None:
    """A word that reports a happening by itself must not vanish for want of a coding rule."""
    with (events.KNOWLEDGE / "triggers.csv").open(encoding="utf-8", newline="") as file:
        strong = {row["act"] for row in csv.DictReader(file) if row["strength"] == "3"} - events.CONTINUING
    civil, state = frozenset({"civilians"}), frozenset({"state"})
    cases = [
        {"targets": civil, "initiators": state},
        {"targets": state, "victims": state, "dead_or_hurt": True},
        {"targets": civil, "abducted": True},
    ]
    coded = {act for act in strong for case in cases if coding.code(coding.Case(weight={act: 3}, head=act, **case))}
    assert strong - coded <= {"leave", "liverounds", "seize", "teargas"}, "these only qualify other acts"
