"""Which clauses tell of one happening: what joins them, and what opens another."""

from __future__ import annotations

import pytest
from articles import figures, read, told

TOGETHER = [
    (
        "en",
        ["On Monday, gunmen attacked Dia. Two villagers were killed.", "The attackers burnt the market before they left."],
        "the acts of one raid",
    ),
    (
        "fr",
        ["Lundi, des hommes armés ont attaqué Dia. Deux villageois ont été tués.", "Les assaillants ont brûlé le marché avant de partir."],
        "the acts of one raid",
    ),
    ("en", ["On Monday 4 March, gunmen abducted a teacher at Dia. He was freed on Tuesday."], "the end of an abduction"),
    (
        "en",
        [
            "Gunmen killed six villagers at Dia on Monday, a local official said.",
            "The attack took place in the evening.",
            "At Dia, the dead were buried on Tuesday.",
        ],
        "a place named again, and a burial",
    ),
    (
        "en",
        ["A mine exploded under a lorry near Boni on Monday.", "Three people died in the blast, a nurse said."],
        "the toll of a blast told before",
    ),
    (
        "en",
        ["Fighters overran the camp at Ber on Monday. At least six soldiers were killed.", "Eleven soldiers were killed, a hospital source said."],
        "a second count of the same people",
    ),
]


@pytest.mark.parametrize(("language", "paragraphs", "why"), TOGETHER, ids=[f"{t[0]}: {t[2]}" for t in TOGETHER])
def test_one_happening_is_one_report(language: str, paragraphs: list[str], why: str) -> None:
    assert len(read(*paragraphs, language=language).reports) == 1, why


APART = [
    (
        "en",
        ["Two people were killed at Gao on Monday. A woman was killed at Ansongo. Two men were killed at Labbézanga."],
        ["Gao", "Ansongo", "Labbézanga"],
        "three places",
    ),
    ("fr", ["Deux personnes ont été tuées à Gao lundi. Une femme a été tuée à Ansongo."], ["Gao", "Ansongo"], "two places"),
    (
        "en",
        ["On Monday, gunmen attacked Dia. Two villagers were killed.", "On Wednesday gunmen attacked Dia again. One villager was killed."],
        ["Dia", "Dia"],
        "two days at one place",
    ),
    (
        "en",
        ["A mine exploded under an army vehicle near Boni on Monday. Soldiers then fired on a passing minibus, killing three civilians."],
        ["Boni", "Boni"],
        "a mine, and what the soldiers did after it",
    ),
    (
        "en",
        [
            "JNIM fighters attacked the camp at Ber on Monday; five soldiers were killed. IS Sahel militants attacked Ménaka, killing two herders."
        ],
        ["Ber", "Ménaka"],
        "two groups, two places",
    ),
    (
        "en",
        [
            "An army drone struck a base near Tessalit on Monday, killing ten terrorists.",
            "In a separate incident, protesters marched in Bamako on Monday.",
        ],
        ["Tessalit", "Bamako"],
        "two kinds",
    ),
    (
        "fr",
        [
            "Lundi, l’armée a accroché un groupe armé dans la forêt du Wagadou.",
            "Mercredi, un car a sauté sur une mine à 8 km au nord de Sokolo : trois voyageurs tués.",
        ],
        ["Wagadou forest", "8 km north of Sokolo"],
        "two days, one place in the zone of the other",
    ),
    (
        "en",
        ["Losses by town: at Bapho four soldiers were killed; at Niono, one soldier died; at Sévaré, nine people were wounded by the bombs."],
        ["Bapho", "Niono", "Sévaré"],
        "a list parted by semicolons",
    ),
]


@pytest.mark.parametrize(("language", "paragraphs", "places", "why"), APART, ids=[f"{t[0]}: {t[3]}" for t in APART])
def test_two_happenings_are_two_reports(language: str, paragraphs: list[str], places: list[str], why: str) -> None:
    assert [place for _, place, _ in told(read(*paragraphs, language=language))] == places, why


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gunmen attacked villages at Dia and at Diafarabé on Monday, killing nine people."),
        ("fr", "Des hommes armés ont attaqué lundi des villages à Dia et à Diafarabé, tuant neuf personnes."),
    ],
    ids=["en", "fr"],
)
def test_a_toll_shared_by_two_places_is_an_upper_figure_for_each(language: str, text: str) -> None:
    found = read(text, language=language)
    assert [place for _, place, _ in told(found)] == ["Dia", "Diafarabé"]
    assert [figures(r.killed) for r in found.reports] == [(None, None, 9), (None, None, 9)]


def test_each_report_keeps_its_own_figures_and_sides() -> None:
    first, second = read(
        "JNIM fighters attacked the camp at Ber on Monday; five soldiers were killed. Bandits abducted a trader at Niono on Monday."
    ).reports
    assert (figures(first.killed), figures(first.abducted)) == ((5, 5, 5), None)
    assert (figures(second.killed), figures(second.abducted)) == (None, (1, 1, 1))
    assert "jnim" not in {a.actor for a in second.actors}


def test_ids_differ_within_an_article_and_stay_from_run_to_run() -> None:
    text = "Two people were killed at Gao on Monday. Two people were killed at Ansongo on Monday. Two people were killed at Gao on Tuesday."
    ids = [r.id for r in read(text).reports]
    assert len(set(ids)) == len(ids) == 3
    assert ids == [r.id for r in read(text).reports]


def test_an_article_of_many_incidents_is_bounded() -> None:
    line = "Two people were killed at {} on {} {} 2023. "
    places = ("Gao", "Ansongo", "Niono", "Ber", "Dia", "Diafarabé", "Ménaka", "Boni", "Kidal", "Tessalit")
    months = ("January", "February", "March", "April", "May", "June")
    text = [" ".join(line.format(place, day, month) for place in places) for month in months for day in (3, 12, 21, 27)]
    found = read(*text).reports
    assert 150 <= len(found) <= 200
