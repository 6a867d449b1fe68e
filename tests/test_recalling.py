"""What is told again, is a habit, a sum or a figure of speech is no incident; what stands close to such words and is news stays one."""

# ruff: noqa: E501  (one sentence a row reads better than wrapped rows)

from __future__ import annotations

import pytest
from articles import article, read, reasons

DAY = "2025-06-12"  # a Thursday

NONE = [
    ("en", "Three years after the Diallassagou massacre, survivors wait. On 18 June 2022 fighters killed 132 people there.", "an anniversary"),
    ("en", "In 2012 rebels seized Kidal. The army was driven out of Gao and Timbuktu within days. Foreign troops retook them the next year.", "history"),
    ("fr", "En 2012, les rebelles s'emparaient de Kidal. L'armée fut chassée de Gao et de Tombouctou en quelques jours.", "history"),
    ("en", "From 2015 the war moved south. Twenty people were killed in Bamako in November of that year.", "a year that points back"),
    ("fr", "En 2015, la guerre gagna le sud. En novembre de cette année-là, vingt personnes furent tuées à Bamako.", "a year that points back"),
    ("en", "A month after gunmen killed 15 people at Dia, schools there reopened on Monday.", "an older act in a subordinate clause"),
    ("fr", "Un mois après l'attaque qui a fait quinze morts à Dia, l'école a rouvert lundi.", "an older act in a subordinate clause"),
    ("en", "Four executives arrested in November are still in prison in Bamako.", "an arrest that goes on"),
    ("en", "Bandits stop buses, rob passengers and sometimes kill drivers on the road between Gao and Ansongo.", "a habit"),
    ("fr", "Il arrive que le berger de Gossi y laisse la vie.", "a habit"),
    ("fr", "Dans le Gourma, un bœuf volé change trois fois de mains avant d'arriver au marché.", "a state of things"),
    ("en", "In the first six months of the year, 19 aid workers were abducted in the country. Year to date: 211 IED attacks.", "sums"),
    ("fr", "Sur les six premiers mois de l'année, 19 travailleurs humanitaires ont été enlevés dans le pays.", "a sum"),
    ("en", "ROADS: ambush and IED risk extreme between Sévaré and Gao.", "an assessment of risk"),
    ("fr", "La mission n'a pas été en mesure de corroborer l'allégation selon laquelle deux fillettes auraient été violées à Tonka.", "not corroborated"),
    ("en", "Fuel prices exploded in Kayes, and shares in the miner exploded, then fell back.", "figures of speech"),
    ("en", "Explosions were heard in Sévaré tonight. Soldiers detonated captured ammunition, the army said.", "destroyed on purpose"),
    ("fr", "Le chef du village de Dia a été relâché mercredi, dix jours après son enlèvement, selon sa famille.", "the abduction that a release ends"),
]


@pytest.mark.parametrize(("language", "text", "why"), NONE, ids=[f"{row[0]}: {row[2]}" for row in NONE])
def test_what_did_not_happen_now_is_no_incident(language: str, text: str, why: str) -> None:
    assert [r.sub_event_type for r in read(text, language=language, published=DAY).reports] == [], why


NEWS = {
    "en": "On Tuesday gunmen killed four farmers near Bankass, residents said.",
    "fr": "Mardi, des hommes armés ont tué quatre cultivateurs près de Bankass, selon des habitants.",
}
BESIDE = [
    ("en", "The attack follows others. In March, 20 people were killed at Diallassagou. In February gunmen burned the market of Koulogon.", 0),
    ("en", "On 14 February, 12 villagers had been killed at Koulogon.", 0),
    ("en", "Two months earlier gunmen killed six people at Koulogon.", 0),
    ("fr", "En avril, le village de Koulogon avait été attaqué et douze habitants tués.", 0),
    ("fr", "Deux mois plus tôt, une attaque avait fait dix morts à Koulogon.", 0),
    ("fr", "Le 14 février, douze habitants de Koulogon avaient été tués.", 0),
    ("fr", "Lundi déjà, un berger avait été abattu à Koulogon.", 1),
    ("en", "Last week five soldiers had been killed at Koulogon.", 1),
    ("en", "On 2 June five soldiers were killed at Koulogon.", 1),
]


@pytest.mark.parametrize(("language", "text", "more"), BESIDE, ids=[f"{row[0]}: {row[1][:40]}" for row in BESIDE])
def test_beside_news_an_act_weeks_before_it_is_background_and_one_of_the_same_days_is_not(language: str, text: str, more: int) -> None:
    reading = read(NEWS[language], text, language=language, published=DAY)
    assert len(reading.reports) == 1 + more
    assert more or "background" in reasons(reading), "set aside with its reason, not lost"


def test_a_report_that_looks_back_over_weeks_keeps_all_of_them() -> None:
    text = "On 12 April soldiers killed nine men at Boron. On 12 May they killed 22 at Diafarabé. On 27 May JNIM fighters shot the imam of Dia."
    assert len(read(text, published=DAY).reports) == 3


KEPT = [
    ("en", "It was the worst such attack since the war began: on Monday gunmen killed 21 people at Dia.", (21, 21, 21)),
    ("en", "Gunmen at a fake checkpoint killed two drivers near Sévaré on Monday.", (2, 2, 2)),
    ("fr", "Des hommes armés ont dressé un faux barrage lundi près de Sévaré et tué deux chauffeurs.", (2, 2, 2)),
    ("fr", "Lundi, neuf soldats ont été tués à Dia selon l'armée, des habitants en comptent dix-huit.", (9, 9, 18)),
]


@pytest.mark.parametrize(("language", "text", "killed"), KEPT, ids=[row[1][:40] for row in KEPT])
def test_words_that_look_like_a_sum_or_a_denial_do_not_hide_news(language: str, text: str, killed: tuple[int, int, int]) -> None:
    [report] = read(text, language=language, published=DAY).reports
    assert report.killed is not None
    assert (report.killed.low, report.killed.best, report.killed.high) == killed


PLACES = [
    ("fr", "Un convoi venu du Burkina Faso a été attaqué mardi près de Boni. Deux chauffeurs ont été tués.", "Boni", "where it came from"),
    ("en", "Lorries coming from Niger were ambushed on Tuesday near Labbézanga; two drivers died.", "Labbézanga", "where they came from"),
    ("en", "On Monday gunmen killed five people at Ouenkoro and drove the goats towards the frontier with Burkina Faso.", "Ouenkoro", "where they went"),
    ("fr", "Le centre de santé de Dia a été vidé mardi de ses médicaments par des hommes armés.", "Dia", "the health centre that was looted"),
    ("fr", "L'armée a évacué lundi son camp de Boulkessi sans combattre, selon deux élus.", "Boulkessi", "a camp that was left"),
    ("en", "Soldiers rounded up men at Diafarabé on 12 May and killed 22 of them, Inner Delta Rights said.", "Diafarabé", "a body's name"),
    ("en", "On Sunday gunmen stopped a river boat at Gourma-Rharous and made off with sacks of rice.", "Gourma-Rharous", "a boat at a place"),
    ("en", "On Sunday lorries were set ablaze about 100 km from Bamako, between Didiéni and Kolokani.", "between Didiéni and Kolokani", "both ends of a road"),
]


@pytest.mark.parametrize(("language", "text", "place", "why"), PLACES, ids=[f"{row[0]}: {row[3]}" for row in PLACES])
def test_the_place_is_that_of_the_act(language: str, text: str, place: str, why: str) -> None:
    [report] = read(text, language=language, published=DAY).reports
    assert report.place is not None
    assert place[:6] in report.place.evidence.spans[0].quote or place[:6] in report.place.name, why


def test_there_points_to_the_place_named_before_and_says_so() -> None:
    [report] = read(
        "The squeeze begins at Diboli, on the Senegalese frontier.", "Six drivers were seized there on 4 June by gunmen.", published=DAY
    ).reports
    assert report.place is not None
    assert report.place.name == "Diboli"
    assert report.place.evidence.inferred


def test_an_office_holder_on_a_visit_lends_no_place_and_the_visit_no_day() -> None:
    text = "The governor of Ménaka travelled to Andéramboukane on Monday, two days after fighters killed 15 people in the village of Nowhereville."
    for report in article(text, published=DAY)[1].reports:
        assert report.place is None or report.place.precision not in (1, 2)
        assert report.date is None or report.date.edtf == "2025-06-07"
