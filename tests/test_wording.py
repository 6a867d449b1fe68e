"""Values in words, in English and French: never sharper, never louder than what was reported."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest

from gazetteer.load import TABLES
from gazetteer.model import Admin
from incidents.model import ActorValue, Claimant, DateValue, Evidence, PlaceValue, Toll
from incidents.words import wording
from incidents.words.place_words import ZONES
from tests.goldform import GOLD, gold_incidents, need_gold
from tests.madeup import made

NONE = Evidence()
GAO = Admin("Gao", "ML07", "Gao", "ML0703")
ANSONGO = Admin("Gao", "ML07", "Ansongo", "ML0701")


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("low", "best", "high", "english", "french", "why"),
    [
        (None, None, None, "not reported", "non indiqué", "unknown is never 0"),
        (0, 0, 0, "0", "0", "the text says nobody"),
        (5, 5, 5, "5", "5", "one figure"),
        (20, 20, None, "at least 20", "au moins 20", "no upper figure"),
        (25, 50, None, "25 to at least 50", "de 25 à au moins 50", "two claims, the higher one open: no word louder than \"at least\""),
        (None, None, 11, "up to 11", "jusqu’à 11", "an upper figure alone"),
        (None, 11, 11, "up to 11", "jusqu’à 11", "“neutralised 11”"),
        (8, 10, 12, "8 to 12", "de 8 à 12", "une dizaine"),
        (1000, 1000, 1200, "1,000 to 1,200", "de 1 000 à 1 200", "numbers by language"),
        (None, 7, None, "about 7", "environ 7", "a best figure alone"),
        (0, None, None, "at least 0", "au moins 0", "an open count from none"),
    ],
)
def test_tolls(low: int | None, best: int | None, high: int | None, english: str, french: str, why: str) -> None:
    toll = Toll(low, best, high, NONE)
    assert wording.toll_words(toll, "en") == english, why
    assert plain(wording.toll_words(toll, "fr")) == french, why


def test_no_toll_at_all_is_not_reported() -> None:
    assert wording.toll_words(None, "en") == "not reported"


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf", "english", "french", "why"),
    [
        ("2022-04-03", "2022-04-03", 1, "2022-04-03", "3 April 2022", "3 avril 2022", "a day"),
        ("2022-04-01", "2022-04-01", 1, "2022-04-01", "1 April 2022", "1er avril 2022", "French has a first of the month"),
        ("2022-04-03", "2022-04-04", 2, "", "3–4 April 2022", "3–4 avril 2022", "the night from one day to the next"),
        ("2022-01-31", "2022-02-01", 2, "", "31 January to 1 February 2022", "du 31 janvier au 1er février 2022", "over the end of a month"),
        (
            "2021-12-31",
            "2022-01-01",
            2,
            "",
            "31 December 2021 to 1 January 2022",
            "du 31 décembre 2021 au 1er janvier 2022",
            "over the end of a year",
        ),
        ("2022-03-07", "2022-03-13", 3, "", "week of 7 March 2022", "semaine du 7 mars 2022", "a week"),
        ("2022-03-01", "2022-03-31", 4, "2022-03", "March 2022", "mars 2022", "a month stays a month"),
        ("2022-03-05", "2022-04-02", 4, "", "5 March to 2 April 2022", "du 5 mars au 2 avril 2022", "a long stretch"),
        ("2022-01-01", "2022-12-31", 5, "2022", "2022", "2022", "a year stays a year"),
        (None, None, 1, "XXXX-04-25", "25 April, year not given", "25 avril, année non indiquée", "the year is not guessed"),
        (None, None, 4, "XXXX-06", "June, year not given", "juin, année non indiquée", "a month without its year"),
        (None, None, 1, "XXXX-02-29", "29 February, year not given", "29 février, année non indiquée", "a leap day"),
        (None, None, 2, "XXXX-04-30/XXXX-05-01", "30 April to 1 May, year not given", "du 30 avril au 1er mai, année non indiquée", "a night"),
        (None, None, 1, "XXXX-04-31", "undated", "sans date", "no such day"),
        (None, None, 1, "XXXX-13-45", "undated", "sans date", "nonsense is not shown as a date"),
        (None, None, 1, "", "undated", "sans date", "nothing known"),
    ],
)
def test_dates(start: str | None, end: str | None, precision: int, edtf: str, english: str, french: str, why: str) -> None:
    value = DateValue(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, precision, edtf, NONE)
    assert wording.date_words(value, "en") == english, why
    assert wording.date_words(value, "fr") == french, why


@pytest.mark.parametrize(
    ("place", "english", "french", "why"),
    [
        (
            PlaceValue("Kobé", 2, 16.0, 0.0, "circle", NONE, admin=GAO),
            "near Kobé, cercle of Gao",
            "près de Kobé, cercle de Gao",
            "near, with its cercle",
        ),
        (
            PlaceValue("Ansongo", 2, 15.6, 0.5, "circle", NONE, admin=ANSONGO),
            "near Ansongo, region of Gao",
            "près d’Ansongo, région de Gao",
            "its own cercle says nothing",
        ),
        (PlaceValue("Gao", 1, 16.27, -0.04, "point", NONE, admin=GAO), "at Gao", "à Gao", "cercle and region say nothing new"),
        (
            PlaceValue("Talataye", 1, 16.5, 1.5, "point", NONE, admin=ANSONGO),
            "at Talataye, cercle of Ansongo",
            "à Talataye, cercle d’Ansongo",
            "elision",
        ),
        (
            PlaceValue("Ansongo", 3, 15.6, 0.5, "unit", NONE, level="cercle", admin=ANSONGO),
            "in the cercle of Ansongo",
            "dans le cercle d’Ansongo",
            "a unit",
        ),
        (
            PlaceValue("Gao", 4, 16.0, 0.0, "unit", NONE, level="region", admin=Admin("Gao", "ML07")),
            "in the region of Gao",
            "dans la région de Gao",
            "a region",
        ),
        (
            PlaceValue("Hombori–Gossi road", 5, 15.5, -1.5, "line", NONE),
            "on the Hombori–Gossi road",
            "sur la route Hombori–Gossi",
            "a road",
        ),
        (
            PlaceValue("12 km south of Kobé", 2, 16.0, 0.0, "circle", NONE, admin=GAO),
            "12 km south of Kobé, cercle of Gao",
            "à 12 km au sud de Kobé, cercle de Gao",
            "as said",
        ),
        (
            PlaceValue("15 km from Ansongo", 2, 15.6, 0.5, "ring", NONE, admin=ANSONGO),
            "15 km from Ansongo, region of Gao",
            "à 15 km d’Ansongo, région de Gao",
            "a ring",
        ),
        (PlaceValue("Niafunké–Diré river", 5, 16.0, -3.7, "line", NONE), "on the river, Niafunké–Diré", "sur le fleuve, Niafunké–Diré", "a river"),
        (PlaceValue("Gourma", 5, 16.0, -1.5, "zone", NONE, zone_id="gourma"), "in the Gourma", "dans le Gourma", "a zone has its phrase"),
        (
            PlaceValue("Somewhere", 5, 16.0, -1.5, "zone", NONE, zone_id="new"),
            "in or along Somewhere",
            "sur ou dans : Somewhere",
            "a zone without one",
        ),
        (
            PlaceValue("Commune of Anchawadi", 2, 16.4, 0.3, "circle", NONE, level="commune", admin=GAO),
            "in the commune of Anchawadi, cercle of Gao", "dans la commune d’Anchawadi, cercle de Gao", "a unit is named once",
        ),
        (PlaceValue("Commune III (Bamako)", 2, 12.6, -8.0, "circle", NONE, level="commune"), "in Commune III (Bamako)",
         "dans la Commune III (Bamako)", "Bamako’s communes have numbers"),
        (PlaceValue("between Kayes and Diéma", 5, 14.5, -10.0, "none", NONE), "between Kayes and Diéma", "entre Kayes et Diéma", "two ends, no road"),
        (PlaceValue("foret Garalo", 5, 11.0, -7.5, "none", NONE), "in the forest of Garalo", "dans la forêt de Garalo", "a forest by its kind"),
        (PlaceValue("Mali", 6, None, None, "none", NONE), "in Mali, no place given", "au Mali, sans lieu indiqué", "only the country"),
        (
            PlaceValue("Sibikoro", 0, None, None, "none", NONE),
            "at “Sibikoro”, a place not found",
            "à « Sibikoro », lieu non trouvé",
            "unresolved is said",
        ),
        (None, "", "", "no place at all"),
    ],
)
def test_places(place: PlaceValue | None, english: str, french: str, why: str) -> None:
    assert wording.place_words(place, "en") == english, why
    assert plain(wording.place_words(place, "fr")) == french, why


def test_every_zone_has_its_phrase() -> None:
    with (TABLES / "zones.csv").open(encoding="utf-8", newline="") as file:
        zones = {row["id"] for row in csv.DictReader(file)}
    with ZONES.open(encoding="utf-8", newline="") as file:
        said = {row["id"]: row for row in csv.DictReader(file)}
    assert zones - set(said) == set(), "give these a phrase in incidents/knowledge/zone_words.csv"
    assert all(row["en"] and row["fr"] for row in said.values())


def test_a_headline_is_made_of_values() -> None:
    incident = next(i for i in made()[0] if i.sub_event_type == "Armed clash")
    incident = replace(incident, place=PlaceValue("Kobé", 2, 16.0, 0.0, "circle", NONE, admin=GAO))
    assert wording.headline(incident, "en") == "Armed clash near Kobé, cercle of Gao"
    assert wording.headline(incident, "fr") == "Affrontement armé près de Kobé, cercle de Gao"
    shelled = replace(incident, event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack")
    assert wording.headline(shelled, "en", unit=False) == "Shelling, artillery or missile attack near Kobé", "a short title cuts no words of a type"
    assert wording.headline(replace(incident, place=None, event_type="?", sub_event_type=""), "en") == "?", "an unknown type is shown, not hidden"


def test_names_are_joined_and_cut() -> None:
    assert wording.joined([], "en") == ""
    assert wording.joined(["a", "b", "c"], "en") == "a, b and c"
    assert wording.joined(["a", "b", "c"], "fr") == "a, b et c"
    assert wording.joined(list("abcdefg"), "en") == "a, b, c and 4 more"


def test_actors_by_role_each_once() -> None:
    actors = tuple(ActorValue(a, r, NONE) for a, r in (("jnim", "initiator"), ("jnim", "initiator"), ("fama", "target")))
    assert wording.actor_names(actors, "initiator", "en") == wording.actor_name("jnim", "en")
    assert wording.actor_names(actors, "participant", "en") == ""
    assert wording.actor_name("some-new-group", "en") == "Some new group", "an id without an entry is still shown"
    assert wording.actor_name(None, "fr") == "non dit"


def test_claims_say_whose_they_are() -> None:
    assert wording.according_to("fama", lang="en") == "according to the army"
    assert wording.according_to("fama", lang="fr") == "selon l’armée"
    assert wording.according_to("fama", "neutralised", "en") == "“neutralised”, according to the army"
    assert plain(wording.according_to("fama", "neutralised", "fr")) == "« neutralisés », selon l’armée"
    assert wording.according_to(None, lang="en") == "no claimant named"


def test_corroboration_is_a_plain_count() -> None:
    by_police = replace(made()[0][0].reports[0], claimant=Claimant("police-mali", NONE))
    incident = replace(made()[0][0], reports=(by_police,), independent_reports=2, by_party=1)
    assert wording.corroboration_words(incident, "en") == "2 independent reports; 1 of them gives a party’s own account: the police"
    assert plain(wording.corroboration_words(replace(incident, independent_reports=3, by_party=2), "fr")) == (
        "3 comptes rendus indépendants ; 2 d’entre eux donnent la version d’une partie au conflit : la police"
    )
    alone = replace(incident, independent_reports=1)
    assert wording.corroboration_words(alone, "en") == "1 report; its account is a party’s own: the police", "nothing independent of the police"
    assert plain(wording.corroboration_words(alone, "fr")) == "1 compte rendu ; il donne la version d’une partie au conflit : la police"
    assert wording.corroboration_words(replace(incident, independent_reports=1, by_party=0), "fr") == "1 compte rendu indépendant"


@pytest.mark.parametrize("precision", range(7))
def test_every_precision_has_words(precision: int) -> None:
    words = {wording.place_precision_words(precision, lang) for lang in ("en", "fr")}
    assert len(words) == 2
    assert all(words)
    assert wording.date_precision_words(min(precision, 5), "fr") != wording.date_precision_words(min(precision, 5), "en")


@pytest.mark.skipif(not GOLD.exists(), reason=f"needs the gold corpus in {GOLD}")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_gold_incident_can_be_said(lang: str) -> None:
    need_gold()
    loud = ("terrorist", "terroriste", "massacre", "barbar", "heroic", "cowardly")
    for incident in gold_incidents("dev"):
        said = " ".join(
            [
                wording.headline(incident, lang),
                wording.date_words(incident.date, lang),
                wording.toll_words(incident.killed, lang),
                wording.actor_names(incident.actors, lang=lang),
            ]
        )
        assert "{" not in said
        assert "None" not in said
        assert not any(word in said.lower() for word in loud), said
