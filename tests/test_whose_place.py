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
