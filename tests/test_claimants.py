"""Whose account a report gives: tables of (text, who, stance, why), and the communiqués of a party."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extraction import claimants

SAID = [
    ("en", "Seven died, according to the hunters' association.", "according to the hunters' association", "dozo", "asserts", "hunters organised"),
    ("en", "CSP statement claims a drone killed five miners.", "CSP statement claims", "csp-dpa", "asserts", "a party's statement"),
    ("en", "Nine soldiers were killed, the armed forces said.", "the armed forces said", "fama", "asserts", "subject of said"),
    ("en", "Two died, a transport union official told Sahel Wire.", "a transport union official told", "civilians", "asserts", "unions are people"),
    ("en", "The mayor maintains that six died.", "The mayor maintains", "local-officials", "asserts", "elected"),
    ("en", "An elected official told us that 45 died.", "An elected official told", "local-officials", "asserts", "elected"),
    ("en", "Ten died, according to the CSP.", "according to the CSP", "csp-dpa", "asserts", "a party"),
    ("en", "Forty died, by the government's count.", "the government's count", "government-mali", "asserts", "a figure that belongs to someone"),
    (
        "en",
        "A note written by the prefect lists 51 dead.",
        "A note written by the prefect",
        "government-mali",
        "asserts",
        "a document and its author",
    ),
    (
        "en",
        "A French military source put the dead at 40.",
        "A French military source put the dead at",
        "barkhane",
        "asserts",
        "a nationality decides whose source",
    ),
    ("en", "Ten were killed, a doctor at the hospital said.", "a doctor at the hospital said", "health-workers", "asserts", "care"),
    (
        "en",
        "Residents we interviewed put the dead at 300.",
        "Residents we interviewed put the dead at",
        "civilians",
        "asserts",
        "a relative clause between",
    ),
    (
        "en",
        "Ten cows were stolen, according to a herders' association.",
        "according to a herders' association",
        "herders",
        "asserts",
        "organised herders",
    ),
    ("en", "JNIM claimed responsibility for the raid.", "JNIM claimed responsibility", "jnim", "claims responsibility", "a claim is no account"),
    ("en", "The army denied the killings.", "The army denied", "fama", "denies", "denial"),
    ("en", "The army accused JNIM of the killings.", "The army accused", "fama", "attributes", "attribution"),
    (
        "en",
        "It happened, according to reports from the 'Operation Z' Telegram channel.",
        None,
        "operation-z",
        "asserts",
        "a channel's own name as its id",
    ),
    ("fr", "Dix soldats sont morts, selon l'état-major.", "selon l'état-major", "fama", "asserts", "selon"),
    ("fr", "L'armée reconnaît cinq morts.", "L'armée reconnaît", "fama", "asserts", "own losses"),
    ("fr", "Deux morts, précise l'élu.", "précise l'élu", "local-officials", "asserts", "inverted"),
    ("fr", "Un bilan de dix morts, a-t-on appris auprès d'un élu local.", "auprès d'un élu local", "local-officials", "asserts", "appris auprès de"),
    (
        "fr",
        "Quinze morts, selon un bilan provisoire de l'état-major.",
        "selon un bilan provisoire de l'état-major",
        "fama",
        "asserts",
        "a figure between",
    ),
    ("fr", "Une source militaire nous l'a transmis.", "Une source militaire nous l'a transmis", "fama", "asserts", "military source"),
    ("fr", "Le GSIM s'est attribué l'opération.", "Le GSIM s'est attribué", "jnim", "claims responsibility", "own claim"),
    ("fr", "L'attaque a été revendiquée par le GSIM.", "revendiquée par le GSIM", "jnim", "claims responsibility", "passive claim"),
    ("fr", "L'état-major dément toute attaque.", "L'état-major dément", "fama", "denies", "denial"),
    ("fr", "« Ils ont tout pris », raconte un boutiquier.", "raconte un boutiquier", "civilians", "asserts", "direct speech"),
    ("fr", "Douze blessés, selon une source hospitalière.", "selon une source hospitalière", "health-workers", "asserts", "care"),
    ("fr", "Dix morts, selon une association d'éleveurs.", "selon une association d'éleveurs", "herders", "asserts", "organised herders"),
    ("fr", "Un bilan donné hier par des ressortissants de Tin-Zaouatène.", "donné hier par des ressortissants", "civilians", "asserts", "given by"),
]


@pytest.mark.parametrize(("language", "text", "quote", "who", "stance", "why"), SAID, ids=[s[1][:50] for s in SAID])
def test_names_whose_account_it_is(language: str, text: str, quote: str | None, who: str, stance: str, why: str) -> None:
    mentions = claimants.read([text], language)
    assert [(m.who, m.stance) for m in mentions] == [(who, stance)], why
    assert quote is None or mentions[0].quote == quote, why


SILENT = [
    ("en", "Gunmen killed ten people at Boni.", "the outlet itself reports"),
    ("en", "The conflict has claimed the lives of thousands.", "deaths, not a claim"),
    ("en", "The attack was blamed on JNIM.", "nobody is named who blames"),
    ("en", "No group claimed the attack.", "nobody claimed"),
    ("fr", "L'attaque n'a pas été revendiquée.", "nobody claimed"),
    ("fr", "Des hommes armés ont tué dix personnes.", "the outlet itself reports"),
]


@pytest.mark.parametrize(("language", "text", "why"), SILENT, ids=[s[1][:50] for s in SILENT])
def test_finds_no_claimant_where_none_speaks(language: str, text: str, why: str) -> None:
    assert claimants.read([text], language) == [], why


OWN = [
    ("Point de situation", "Communiqué de l'armée", ["Dix morts.", "L'état-major présente ses condoléances."], "fama", "L'état-major"),
    ("Bilan", "Presse", ["Le haut commandement informe l'opinion que la base a été attaquée."], "fama", "Le haut commandement"),
    (
        "Communiqué : bilan",
        "Canal",
        ["Le Front de libération de l'Azawad annonce dix morts chez l'ennemi."],
        "fla",
        "Le Front de libération de l'Azawad",
    ),
]


@pytest.mark.parametrize(("title", "publisher", "paragraphs", "who", "quote"), OWN, ids=[o[1] for o in OWN])
def test_a_party_is_the_claimant_of_its_own_communique(title: str, publisher: str, paragraphs: list[str], who: str, quote: str) -> None:
    mention = claimants.communique(title, publisher, paragraphs)
    assert mention is not None
    assert (mention.who, mention.quote) == (who, quote)


def test_an_outlets_article_is_no_communique() -> None:
    assert claimants.communique("Army camp attacked", "Sahel Wire", ["The army said ten soldiers died."]) is None


def test_the_actor_blamed_is_kept_beside_the_one_who_blames() -> None:
    assert claimants.read(["The army accused JNIM of the killings."], "en")[0].about == "jnim"


def test_the_militia_is_the_one_named_before() -> None:
    found = claimants.read(["Dan Na Ambassagou fought at Kendié.", "The militia says that it lost six men."], "en")
    assert [m.who for m in found] == ["dan-na-ambassagou"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=80), st.sampled_from(["en", "fr", None]))
def test_spans_are_exact_slices_of_any_text(noise: str, language: str | None) -> None:
    text = f"{noise} the army said; {noise}, selon un élu local. {noise}"
    for m in claimants.read([text], language):
        assert text[m.start : m.end] == m.quote
        assert 0 <= m.governs[0] <= m.start
