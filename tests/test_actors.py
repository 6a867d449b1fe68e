"""Who is named in a sentence, and who did what to whom: tables of (text, expected, why)."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extraction import actors, roles
from incidents.extraction.actor_lexicon import KNOWLEDGE, LANGUAGES, lexicon
from incidents.extraction.actor_lexicon import actors as known_actors

DAY = date(2024, 5, 1)


def found(text: str, language: str, day: date | None = DAY) -> dict[str, str]:
    return {m.quote: m.actor for m in actors.read([text], language, day)}


def cast(text: str, language: str) -> dict[str, str]:
    mentions = actors.read([text], language, DAY)
    return {m.actor: role for m, role in roles.assign(text, (0, len(text)), mentions)}


NAMES = [
    ("en", "Gunmen in pickup trucks fired on the village.", "Gunmen in pickup trucks", "unidentified-armed-group", "a kind without a group"),
    ("en", "Two AQIM cadres were killed.", "Two AQIM cadres", "aqim", "a head takes the name before it"),
    ("en", "Fighters of Katiba Macina came at dawn.", "Fighters of Katiba Macina", "katiba-macina", "a head takes the name after 'of'"),
    (
        "en",
        "The mission's Togolese contingent was hit.",
        "The mission's Togolese contingent",
        "minusma",
        "owner, nationality and head are one phrase",
    ),
    ("en", "The camp of the Malian army burned.", "The camp of the Malian army", "fama", "whose camp"),
    ("en", "A camp for displaced people burned.", "A camp for displaced people", "refugees", "not every camp is the army's"),
    ("en", "A JNIM base was bombed.", "A JNIM base", "jnim", "not every base is the army's"),
    ("en", "Eight Russian instructors left.", "Eight Russian instructors", "russian-forces", "Russians of no named body"),
    ("en", "Instructors of the African Legion left.", "Instructors of the African Legion", "africa-corps", "one force under several names"),
    ("en", "Afrika Korps men entered the town.", "Afrika Korps men", "africa-corps", "one force under several names"),
    ("en", "The group affiliated with Al-Qaeda fled.", "The group affiliated with Al-Qaeda", "jnim", "al-Qaeda's branch since 2017"),
    ("en", "Nigerien soldiers crossed the border.", "Nigerien soldiers", "army-niger", "a nationality decides whose soldiers"),
    ("en", "The army of Burkina Faso struck.", "The army of Burkina Faso", "army-burkina-faso", "a country after 'of'"),
    ("en", "The prefect of Ansongo was freed.", "The prefect", "government-mali", "prefects are the state's"),
    ("en", "The mayor of Kendé was freed.", "The mayor", "local-officials", "mayors are elected"),
    ("fr", "Deux camps de l'armée ont brûlé.", "Deux camps de l'armée", "fama", "whose camp"),
    ("fr", "La base FAMa de Mondoro a brûlé.", "La base FAMa", "fama", "a name set after its head"),
    ("fr", "Un responsable local du GATIA est mort.", "Un responsable local du GATIA", "gatia", "an adjective between head and name"),
    ("fr", "Sept Casques bleus tchadiens sont morts.", "Sept Casques bleus", "minusma", "peacekeepers"),
    ("fr", "Des mercenaires russes du groupe Wagner sont morts.", "Des mercenaires russes du groupe Wagner", "wagner", "the name says whose"),
    (
        "fr",
        "L'État islamique au Sahel (EIS) a frappé.",
        "L'État islamique au Sahel (EIS)",
        "is-sahel",
        "the state is not meant; the acronym belongs to it",
    ),
    ("fr", "Une dizaine d'hommes armés sont venus.", "Une dizaine d'hommes armés", "unidentified-armed-group", "a quantity is part of the phrase"),
    ("fr", "Un camion de voyageurs a brûlé.", "Un camion de voyageurs", "civilians", "a civilian vehicle"),
    ("fr", "Le convoi de citernes a brûlé.", "Le convoi de citernes", "civilians", "not every convoy is the army's"),
    ("fr", "Un directeur d'école a disparu.", "Un directeur d'école", "teachers", "by work"),
    ("fr", "Une base terroriste a été détruite.", "Une base terroriste", "unidentified-armed-group", "an adjective decides whose base"),
    ("fr", "La Katiba Macina, qui appartient au GSIM, est venue.", "La Katiba Macina", "katiba-macina", "the sharper name is kept"),
    ("fr", "Des chasseurs traditionnels patrouillent.", "Des chasseurs traditionnels", "dozo", "another name of the dozos"),
    ("fr", "Jama'at Nusrat al-Islam wal-Muslimin recrute.", "Jama'at Nusrat al-Islam wal-Muslimin", "jnim", "transliteration, straight apostrophe"),
    ("fr", "Jama’at Nusrat al-Islam wal-Muslimin recrute.", "Jama’at Nusrat al-Islam wal-Muslimin", "jnim", "transliteration, curly apostrophe"),
]


@pytest.mark.parametrize(("language", "text", "quote", "actor", "why"), NAMES, ids=[n[1][:40] for n in NAMES])
def test_names_a_phrase_and_its_actor(language: str, text: str, quote: str, actor: str, why: str) -> None:
    assert found(text, language).get(quote) == actor, why


NONE = [
    ("en", "The platform at the station was full.", "plateforme", "the movement is written with a capital"),
    ("fr", "Il a un plan, selon lui.", "un", "'un' is an article, UN a name"),
    ("fr", "L'état des routes est mauvais.", "government-mali", "a condition, no state"),
    ("fr", "Ils vont au marché.", "protesters", "market, not march"),
]


@pytest.mark.parametrize(("language", "text", "actor", "why"), NONE, ids=[n[1][:40] for n in NONE])
def test_does_not_take_common_words_for_names(language: str, text: str, actor: str, why: str) -> None:
    assert actor not in found(text, language).values(), why


ROLES = [
    ("en", "Gunmen attacked an army post at Boni.", {"unidentified-armed-group": "initiator", "fama": "target"}, "active"),
    ("en", "An army post was attacked by JNIM fighters.", {"jnim": "initiator", "fama": "target"}, "passive with by"),
    ("en", "Four soldiers were killed.", {"fama": "target"}, "passive, no doer"),
    (
        "en",
        "Clashes between dozo hunters and Katiba Macina fighters left seven dead.",
        {"dozo": "initiator", "katiba-macina": "target"},
        "between X and Y",
    ),
    ("en", "The army camp came under attack.", {"fama": "target"}, "came under"),
    ("en", "A National Guard vehicle hit a landmine.", {"national-guard-mali": "target"}, "struck vehicles suffer"),
    (
        "en",
        "The raid was blamed on Islamic State fighters by the governor.",
        {"is-sahel": "initiator"},
        "blame names the author, its speaker no actor",
    ),
    ("en", "JNIM claimed responsibility for the attack on the gendarmerie post.", {"jnim": "initiator", "gendarmerie-mali": "target"}, "own claim"),
    (
        "en",
        "The army said it had killed 12 jihadists.",
        {"fama": "initiator", "unidentified-armed-group": "target"},
        "a speaker who tells of its own act",
    ),
    ("en", "Four farmers were killed, the army said.", {"farmers": "target"}, "a mere speaker has no role"),
    (
        "en",
        "A convoy of the Malian army escorted by Wagner mercenaries was ambushed by JNIM.",
        {"fama": "target", "wagner": "target", "jnim": "initiator"},
        "an escort shares its convoy's lot",
    ),
    (
        "en",
        "Soldiers and Russian mercenaries shot dead ten herders.",
        {"fama": "initiator", "russian-forces": "initiator", "herders": "target"},
        "two doers",
    ),
    ("en", "Soldiers had executed eleven men.", {"fama": "initiator", "civilians": "target"}, "men to whom it is done"),
    (
        "en",
        "Youths burned tyres outside the gendarmerie.",
        {"rioters": "initiator", "gendarmerie-mali": "target"},
        "what a crowd does says what it is",
    ),
    ("en", "Thousands of people marched in Kayes.", {"protesters": "initiator"}, "a crowd that only marches"),
    (
        "en",
        "Gunmen shot two traders dead and drove off sixty cattle.",
        {"unidentified-armed-group": "initiator", "civilians": "target"},
        "joined verbs share a subject",
    ),
    ("en", "Seven attackers were killed.", {"unidentified-armed-group": "initiator"}, "attackers attack even when they die"),
    (
        "en",
        "The army handed over the base to the Malian gendarmerie.",
        {"fama": "participant", "gendarmerie-mali": "participant"},
        "a handover has no target",
    ),
    ("fr", "Des hommes armés ont tué quatre éleveurs.", {"unidentified-armed-group": "initiator", "herders": "target"}, "active"),
    (
        "fr",
        "Les FAMa et leurs partenaires russes ont été attaqués par le FLA.",
        {"fama": "target", "russian-forces": "target", "fla": "initiator"},
        "passive",
    ),
    ("fr", "Un convoi de la Minusma a sauté sur une mine.", {"minusma": "target"}, "struck vehicles suffer"),
    ("fr", "Une patrouille de la Garde nationale est tombée dans une embuscade.", {"national-guard-mali": "target"}, "fell into an ambush"),
    ("fr", "Le camp militaire a été la cible de terroristes.", {"fama": "target", "unidentified-armed-group": "initiator"}, "was the target"),
    ("fr", "Les combats entre le MSA et l'État islamique ont fait trente morts.", {"msa": "initiator", "is-sahel": "target"}, "entre X et Y"),
    ("fr", "Ont été tués 84 mercenaires russes du groupe Wagner.", {"wagner": "target"}, "inverted passive"),
    ("en", "Six herders were found dead after soldiers detained them.", {"herders": "target", "fama": "initiator"}, "a pronoun is an object"),
    ("en", "A village was burned, according to relatives and a rights group.", {"civilians": "target"}, "joined sources have no role"),
    (
        "fr",
        "Des dozos et des combattants jihadistes se sont affrontés.",
        {"dozo": "initiator", "unidentified-armed-group": "target"},
        "both before the verb",
    ),
    (
        "fr",
        "Une colonne de l'armée et du groupe Wagner est tombée dans une embuscade du CSP.",
        {"fama": "target", "wagner": "target", "csp-dpa": "initiator"},
        "two owners",
    ),
    ("fr", "La gendarmerie a arrêté trois trafiquants.", {"gendarmerie-mali": "initiator", "bandits": "target"}, "arrest"),
    ("fr", "L'assaut est imputé au GSIM.", {"jnim": "initiator"}, "imputed"),
    ("fr", "L'attaque a coûté la vie à dix soldats.", {"fama": "target"}, "cost the lives"),
    ("fr", "L'armée a repoussé une attaque de jihadistes.", {"fama": "target", "unidentified-armed-group": "initiator"}, "who repels was attacked"),
    ("fr", "Les habitants ont signé un accord avec la Katiba Macina.", {"civilians": "participant", "katiba-macina": "participant"}, "agreement"),
    ("fr", "Des jeunes ont incendié le commissariat.", {"rioters": "initiator", "police-mali": "target"}, "a crowd that burns"),
    ("fr", "Un orpailleur a été abattu par des coupeurs de route.", {"civilians": "target", "bandits": "initiator"}, "passive"),
]


@pytest.mark.parametrize(("language", "text", "expected", "why"), ROLES, ids=[r[1][:50] for r in ROLES])
def test_says_who_did_what_to_whom(language: str, text: str, expected: dict[str, str], why: str) -> None:
    assert cast(text, language) == expected, why


def test_an_acronym_that_the_text_defines_holds_for_that_text() -> None:
    mentions = actors.read(["The Malian Security Forces (MSF) left.", "Two of the MSF came back."], "en", DAY)
    assert [m.actor for m in mentions if m.paragraph == 1] == ["security-forces-mali"]
    assert [m.actor for m in actors.read(["Two of the MSF came back."], "en", DAY)] == ["aid-workers"]


def test_words_that_point_back_mean_the_one_named_before() -> None:
    texts = ["JNIM attacked Boni. Dozo hunters fled.", "The same group burned a school, and its fighters left."]
    assert {m.actor for m in actors.read(texts, "en", DAY) if m.paragraph == 1 and m.anaphor} == {"jnim"}
    assert not actors.read(["The same group burned it."], "en", DAY), "nobody was named before"


@pytest.mark.parametrize(("day", "actor"), [(date(2013, 5, 1), "serval"), (date(2020, 5, 1), "barkhane")])
def test_french_troops_are_of_the_operation_of_the_day(day: date, actor: str) -> None:
    assert found("French troops entered Gao.", "en", day)["French troops"] == actor


def test_an_actor_named_before_it_existed_is_a_warning() -> None:
    early = actors.read(["The FLA attacked Kidal."], "en", date(2020, 1, 1))
    assert early[0].actor == "fla"
    assert "2024-11-30" in early[0].warning
    assert not actors.read(["The FLA attacked Kidal."], "en", date(2025, 1, 1))[0].warning


def test_every_name_leads_to_a_known_actor() -> None:
    for name in ("actor_names.csv", "generic_actors.csv"):
        with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert not row["actor"] or row["actor"] in known_actors(), row
                assert row["reason"], row
    assert all(not a.parent or a.parent in known_actors() for a in known_actors().values())
    assert all(a.side in ("state", "armed group", "civilians", "external", "other") for a in known_actors().values())


def test_every_side_of_an_actor_is_reached_in_both_languages() -> None:
    for language in LANGUAGES:
        text = "JNIM, FAMa, civilians, civils"
        assert len(lexicon(language).find(text, text.lower())) == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=80), max_size=4), st.sampled_from(["en", "fr", None]))
def test_spans_are_exact_slices_of_any_text(noise: list[str], language: str | None) -> None:
    paragraphs = [f"{n} JNIM a tué deux soldats; 12 gunmen were killed by the army {n}" for n in noise]
    for m in actors.read(paragraphs, language, DAY):
        assert paragraphs[m.paragraph][m.start : m.end] == m.quote
        assert m.quote


@pytest.mark.parametrize("text", ["Six militaires ont péri dans l'attaque d'un camp de l'armée.", "Un convoi a sauté ; un camp brûlait."])
def test_any_camp_in_french_is_none_of_the_united_nations(text: str) -> None:
    assert "minusma" not in {mention.actor for mention in actors.read([text], "fr", None)}


def test_a_camp_of_the_united_nations_is_told_by_its_capitals() -> None:
    assert "minusma" in {mention.actor for mention in actors.read(["A UN camp was shelled."], "en", None)}
