"""Which of the names in a report is where it happened: not where people are from, set out, speak or are told of."""

from __future__ import annotations

import pytest
from articles import read


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Gunmen stopped a bus from Gao on Sunday and took four passengers. It was bound for Ansongo and was stopped at Bentia.", "Bentia"),
        ("en", "The ferry from Niafunké was hit by rockets on 5 March 2024 shortly after it left Banikane. Twenty were killed.", "Banikane"),
        ("en", "Local radio in Koutiala reported that three forest officers were kidnapped on 5 March 2024 near Sorobasso.", "Sorobasso"),
        ("fr", "Depuis Bamako, le porte-parole du gouvernement a condamné l'attaque de Boni, où 18 personnes ont été tuées samedi.", "Boni"),
        ("fr", "À Bamako, l'ambassade a annoncé que deux de ses ressortissants ont été enlevés le 5 mars 2024 près de Kangaba.", "Kangaba"),
        ("en", "In the Hayré, on 5 March 2024, gunmen robbed and killed two traders between Boni and Serma.", "between Boni and Serma"),
        ("en", "Gunmen passed through Mourdiah on 5 March 2024 and killed four farmers near Nampala.", "Nampala"),
        ("en", "Six men, arrested by soldiers at the market of Diabaly, were shot near Molodo on 5 March 2024.", "Molodo"),
        ("en", "On 5 March 2024 gunmen stopped the taxi to Labbézanga just beyond Ouatagouna and led away a customs man.", "Ouatagouna"),
        ("en", "On 5 March 2024 gunmen drove off 200 cattle near Koulogon, said a militia commander reached in Koro.", "Koulogon"),
        ("en", "On 5 March 2024 gunmen entered Tonka and looted three shops. The mayor was in Diré at the time.", "Tonka"),
        ("en", "• 04 Mar - GAO / Gao cercle. During the night gunmen took the head nurse of the community health centre in Djebock.", "Djebock"),
        ("en", "SEGOU / San. On 5 March 2024 gunmen killed two farmers in the bush.", "Cercle of San"),
        ("en", "On 5 March 2024 gunmen burned three villages in the north of the Bandiagara cercle.", "Cercle of Bandiagara"),
        ("fr", "À Ménaka, le 5 mars 2024, un drone a tué un chef et quatre de ses hommes dans le secteur de Tidermène.", "Tidermène"),
        ("fr", "Point de situation Ségou: le marché de Monimpébougou a été attaqué lundi (2 morts).", "Monimpébougou"),
        ("en", "Villagers who had returned to Petaka from Douentza found their granaries burned on Monday by gunmen.", "Pétaka"),
        ("fr", "L'attaque, le 5 mars 2024, contre la brigade de gendarmerie de Gossi a fait trois morts.", "Gossi"),
        ("en", "Konna town hall was burned by gunmen on 5 March 2024.", "Konna"),
    ],
)
def test_the_place_of_an_event_is_where_it_happened(language: str, text: str, name: str) -> None:
    [report] = read(text, language=language).reports
    assert report.place is not None
    assert report.place.name == name


def test_people_struck_nobody_says_where_are_placed_in_the_cercle_that_they_are_from() -> None:
    [report] = read("Three women from Bandiagara were abducted on 5 March 2024 while they gathered firewood.").reports
    place = report.place
    assert place is not None
    assert (place.name, place.precision) == ("Cercle of Bandiagara", 3)
    assert place.evidence.inferred


def test_a_lead_of_two_villages_gives_way_to_what_is_told_of_each() -> None:
    reports = read(
        "At least 18 people were killed when gunmen raided two villages in central Mali, officials said on Tuesday.",
        "The attackers reached Koulogon on Monday and shot men in their fields. Eleven people died there.",
        "They went on to neighbouring Sobane-Da at dusk, where seven others were killed.",
    ).reports
    assert [(r.place.name, r.killed.best) for r in reports if r.place and r.killed] == [("Koulogon", 11), ("Sobane Da", 7)]


def test_a_lead_that_says_only_roughly_where_goes_on_where_the_place_is_named() -> None:
    [report] = read(
        "Le bilan de l'attaque d'un convoi, dimanche dans le centre-est du Mali, a été porté de huit à quatorze morts.",
        "Les trois camions avaient été mitraillés peu après Mandiakuy, dans le cercle de Tominian.",
        language="fr",
    ).reports
    assert report.place is not None
    assert report.killed is not None
    assert (report.place.name, report.killed.best) == ("Mandiakuy", 14)


def test_an_earlier_raid_told_in_passing_takes_no_figure_of_this_one() -> None:
    reports = read("Gunmen attacked a wedding at Dia on Monday, three days after a raid on Diafarabé. At least seven guests were killed.").reports
    assert [(r.place.name, r.killed.low) for r in reports if r.place and r.killed] == [("Dia", 7)]


def test_a_name_that_no_place_bears_is_unresolved_and_lends_no_dot_to_another() -> None:
    [report] = read("Un chauffeur de la mairie de Gossi a été tué le 5 mars 2024 à Tinabarogui par des hommes armés.", language="fr").reports
    assert report.place is not None
    assert (report.place.name, report.place.precision) == ("Tinabarogui", 0)


def test_a_few_hours_later_is_the_same_day() -> None:
    reports = read(
        "Le 5 mars 2024, des hommes armés ont tué neuf habitants de Petaka.",
        "Quelques heures plus tard, un minibus a sauté sur une mine près de Boré, faisant quatre morts.",
        language="fr",
    ).reports
    assert [r.date.edtf for r in reports if r.date] == ["2024-03-05", "2024-03-05"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The film, shot in Timbuktu, opens with the abduction of a girl. It is shown in Bamako on Tuesday."),
        ("en", "The kidnapping of a trader reported at Bla on Monday turned out to be a private debt dispute, the gendarmerie said."),
        ("fr", "Le ministre, en visite à Kayes vendredi, a promis que les auteurs de l'attaque de Sandaré seraient arrêtés."),
        ("fr", "Un homme a tué sa femme dimanche à Sikasso, une affaire familiale selon le commissaire."),
        ("fr", "Dans la nuit de samedi à dimanche, un incendie d'origine inconnue a détruit 60 boutiques au marché de Bamako."),
        ("en", "The base of Diabaly, attacked in 2020, was opened on Monday by the chief of staff."),
    ],
)
def test_fiction_quarrels_promises_and_what_is_long_past_draw_no_dot(language: str, text: str) -> None:
    assert not [r for r in read(text, language=language).reports if r.place and r.place.precision in (1, 2)]
