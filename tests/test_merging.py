"""Reports of several articles to incidents: what is joined, why, and what never is."""

from __future__ import annotations

from itertools import permutations

import pytest
from articles import article, figures, merged

from incidents.merging import reports as merging

DIA = "Gunmen attacked the market of Dia on Monday, killing six villagers, a local official said."
DIA_FR = "Des hommes armés ont attaqué lundi le marché de Dia, tuant huit villageois, selon des habitants."
AFTER = (
    "The dead were buried in the evening and the market stayed shut the next day, according to two traders reached by telephone who asked not to be "
    "named for fear of reprisals."
)


def test_two_accounts_of_one_attack_are_one_incident_with_its_reasons() -> None:
    (incident,) = merged(article(DIA, name="a", published="2024-03-05"), article(DIA_FR, language="fr", name="b"))
    (merge,) = incident.merges
    assert {merge.left, merge.right} == {r.id for r in incident.reports}
    assert merge.score >= merging.THRESHOLD
    assert {"same day", "same place, Dia"} <= set(merge.reasons)
    assert all(reason.strip() for reason in merge.reasons)
    assert (incident.independent_reports, figures(incident.killed)) == (2, (6, 8, 8))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ("Gunmen attacked the market of Ansongo on Monday, killing six villagers, a local official said.", "another place"),
        ("Gunmen attacked the market of Dia on 12 February, killing six villagers, a local official said.", "another day"),
        ("Thousands marched at Dia on Monday to demand that the market be opened.", "another kind of event"),
        ("Gunmen killed six villagers in the cercle of Ansongo on Monday, a local official said.", "a unit that does not hold the place"),
    ],
)
def test_what_cannot_be_one_happening_stays_two(other: str, why: str) -> None:
    assert len(merged(article(DIA, name="a"), article(other, name="b"))) == 2, why


def test_a_coarser_account_joins_where_its_unit_holds_the_place_and_the_sharper_place_is_kept() -> None:
    coarse = article("Gunmen killed villagers in the cercle of Ténenkou on Monday, the army said.", name="b")
    (incident,) = merged(article(DIA, name="a"), coarse)
    assert incident.place
    assert (incident.place.name, incident.place.precision) == ("Dia", 1)
    assert any("Ténenkou" in reason for merge in incident.merges for reason in merge.reasons)


def test_two_reports_of_one_article_are_never_joined() -> None:
    """One article that tells of two attacks at one place knows that they are two, however alike they look from outside."""
    both = article(
        "Gunmen attacked Dia at dawn on Monday, killing six villagers.",
        "In a separate attack on Monday, a mine exploded at Dia, killing six villagers.",
        name="b",
    )
    assert len(both[1].reports) == 2
    found = merged(article(DIA, name="a"), both, article(DIA_FR, language="fr", name="c"))
    for incident in found:
        owners = [r.document_id for r in incident.reports]
        assert len(owners) == len(set(owners))
    assert sum(len(i.reports) for i in found) == 4


def test_wire_copies_count_once() -> None:
    copy = article(DIA, AFTER, "The authorities have promised to send troops.", name="b", published="2024-03-07", publisher="Other Sheet")
    (incident,) = merged(article(DIA, AFTER, name="a"), copy, article(DIA_FR, language="fr", name="c"))
    assert len(incident.reports) == 3
    assert incident.independent_reports == 2


def test_articles_that_share_a_phrase_are_no_copies() -> None:
    other = "Gunmen attacked the market of Ansongo on Monday. " + "Rice and millet were carried off by lorry. " * 3
    assert merging.copies([article(DIA, name="a")[0], article(other, name="b")[0]]) == {"a": "a", "b": "b"}


def test_accounts_by_a_party_to_the_conflict_are_counted() -> None:
    (incident,) = merged(article(DIA, name="a"), article("Gunmen killed six villagers at the market of Dia on Monday, the army said.", name="b"))
    assert (incident.independent_reports, incident.by_party) == (2, 1)


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [
        article(DIA, name="a"),
        article(DIA_FR, language="fr", name="b"),
        article(DIA.replace("Dia", "Ansongo"), name="c"),
        article("Gunmen killed villagers in the cercle of Ténenkou on Monday, the army said.", name="d"),
    ]
    assert len({merged(*order) for order in permutations(articles)}) == 1


def test_a_chain_of_likenesses_does_not_join_its_ends() -> None:
    """Days that overlap pairwise must not pull the first and the last day of a month into one incident."""
    days = [article(f"Gunmen attacked the market of Dia between {n} and {n + 2} February, killing villagers.", name=f"d{n}") for n in range(1, 24, 2)]
    for incident in merged(*days):
        dates = [r.date for r in incident.reports if r.date and r.date.start and r.date.end]
        first, last = min(d.start for d in dates if d.start), max(d.end for d in dates if d.end)
        assert (last - first).days <= 8


def test_an_incident_keeps_its_id_when_a_later_report_joins_it() -> None:
    first, second = article(DIA, name="a", published="2024-03-05"), article(DIA_FR, language="fr", name="b", published="2024-03-06")
    (alone,) = merged(first)
    (joined,) = merged(first, second)
    assert alone.id == joined.id


def test_every_report_is_in_exactly_one_incident() -> None:
    articles = [
        article(DIA, name="a"),
        article(DIA_FR, language="fr", name="b"),
        article("Two people were killed at Gao on Monday. A nurse was abducted at Niono.", name="c"),
    ]
    found = [r.id for incident in merged(*articles) for r in incident.reports]
    assert sorted(found) == sorted(r.id for _, reading in articles for r in reading.reports)


def test_no_articles_make_no_incidents() -> None:
    assert merged() == ()
