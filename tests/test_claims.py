"""Claims as the panel shows them: whose and on whom, parts under their claim, and a range above them that none of them contradicts."""

from __future__ import annotations

import re

import pytest
from articles import article, figures, merged

from incidents import catalogue
from incidents.accounts import accounts, lowest
from incidents.model import Claim, Claimant, Document, Evidence, Incident, Report, Span, Toll, TollPart
from incidents.ui.claims import Row, chart, rows_of
from incidents.ui.message import as_text
from incidents.ui.values import rows_html
from incidents.words.wording import stated_words

SENOU = ("Gunmen stormed the barracks of Ber on Monday. Residents put the toll at between 60 and 80 dead.",
         "JNIM, which says its men carried out the raid, boasts of hundreds of soldiers killed.")  # fmt: skip


def shown(*articles: tuple[Document, object], language: str = "en") -> tuple[Incident, list[Row]]:
    catalogue.use(language)
    try:
        (incident,) = merged(*articles)  # type: ignore[arg-type]
        return incident, rows_of(incident, "killed", {d.id: d for d, _ in articles})
    finally:
        catalogue.use("en")


def test_the_range_names_the_lowest_and_the_highest_claim() -> None:
    incident, rows = shown(article(*SENOU))
    assert stated_words(incident, "killed", "en") == "60 to at least 200"
    assert stated_words(incident, "killed", "fr") == "de 60 à au moins 200"
    assert [(row.low, row.high) for row in rows] == [(200, None), (60, 80)]


def told(*voices: tuple[str, int, int, int | None]) -> Report:
    """A report whose one side is counted by these voices: claimant, paragraph, low, high. Its low is what the first of them adds up to."""
    claims = []
    for n, (who, paragraph, low, high) in enumerate(voices):
        evidence = Evidence((Span(paragraph, n, n + 1, "x"),))
        claims.append(Claim("killed", "asserts", Claimant(who, evidence), low, low if low == high else None, high, None, evidence))
    total = sum(low for who, _, low, _ in voices if who == voices[0][0])
    spans = Evidence(tuple(span for c in claims for span in c.evidence.spans))
    toll = Toll(total, None, None, spans, (TollPart(None, total, None, None, spans),))
    return Report("r", "d", 1, "Battles", "Armed clash", spans, None, None, killed=toll, claims=tuple(claims))


@pytest.mark.parametrize(("voices", "low", "why"), [
    ((("civilians", 2, 60, 80), ("jnim", 2, 200, None), ("civilians", 3, 1, 1)), 60, "one dead of another paragraph may be in the toll already"),
    ((("civilians", 2, 3, 3), ("jnim", 2, 9, 9), ("civilians", 2, 2, 2)), 5, "figures told together are added"),
    ((("civilians", 2, 60, 80), ("civilians", 3, 1, 1)), 61, "nobody contests it: the reading's own sum stands"),
    ((("fama", 1, 7, 7), ("jnim", 1, 4, 4)), 4, "the lowest of two"),
])  # fmt: skip
def test_the_lowest_figure_is_one_that_somebody_states(voices: tuple[tuple[str, int, int, int | None], ...], low: int, why: str) -> None:
    report = told(*voices)
    assert lowest(report, "killed") == low, why
    first = accounts(report, "killed")[0]
    assert first.whole
    assert first.whole[0] is not None
    assert low <= first.whole[0]
    assert first.is_sum is (why in ("figures told together are added", "nobody contests it: the reading's own sum stands"))


@pytest.mark.parametrize(
    ("language", "text", "heads", "parts"),
    [
        ("en", "Two policemen and one of the attackers were killed in an attack at Ber on Monday, the police said.",
         ["The police"], ["on police officers", "on assailants or fighters"]),
        ("fr", "Deux policiers et un assaillant ont été tués lundi dans une attaque à Ber, a indiqué la police.",
         ["La police"], ["à propos de policiers", "à propos d’assaillants ou de combattants"]),
    ],
)  # fmt: skip
def test_one_claimant_s_figures_for_two_sides_are_parts_of_one_claim(language: str, text: str, heads: list[str], parts: list[str]) -> None:
    incident, rows = shown(article(text, language=language), language=language)
    assert [row.who for row in rows if not row.part] == heads
    assert sorted(row.who for row in rows if row.part) == sorted(parts)
    assert figures(incident.killed) == (3, 3, 3)
    assert next(row.best for row in rows if not row.part) == 3


def test_a_row_says_on_whom_and_in_which_words() -> None:
    _, (row,) = shown(article("Six soldiers were killed in an attack at Ber on Monday, a hauliers' union said."))
    assert row.who == "Residents, witnesses or associations, on soldiers", "a claimant is worded as in the exports"
    assert row.quote == "“Six soldiers were killed”"
    _, (bare,) = shown(article("Six people were killed in an attack at Ber on Monday, the army said."))
    assert "," not in bare.who, "nothing is said of people of whom the words say nothing"


def test_rival_dates_and_places_are_said_with_who_says_each() -> None:
    """The two days of one happening, and its two names: neither is shown as plain fact, and each leads to its words."""
    first = article("Gunmen attacked the market of Dia on Monday, killing six villagers.", name="a", publisher="Sahel <b>Wire</b>")
    later = article("Between Monday and Wednesday gunmen attacked the market of Dia and killed six villagers.", name="b", publisher="Dia Post")
    (incident,) = merged(first, later)
    documents = {d.id: d for d, _ in (first, later)}
    html = rows_html(incident, documents)
    assert "2 dates reported" in html
    for words in ("4 March 2024", "4–6 March 2024", "according to Sahel &lt;b&gt;Wire&lt;/b&gt;", "according to Dia Post"):
        assert words in html
    assert {f'data-goto="{d}|1" data-for="date"' for d in "ab"} <= set(re.findall(r'data-goto="[^"]*" data-for="date"', html))
    assert "places reported" not in html, "one name, one place"
    assert "4 March 2024 (according to Sahel <b>Wire</b>); 4–6 March 2024 (according to Dia Post)" in as_text(incident, documents)
    (alone,) = merged(first)
    assert "reported</span>" not in rows_html(alone, documents)


def test_a_copied_incident_says_who_said_what_in_which_sentence() -> None:
    document, reading = article(
        "Two policemen and one of the attackers were killed in an attack at Ber on Monday, the police said.",
        title="Attack at Ber",
        publisher="Sahel Wire",
    )  # fmt: skip
    (incident,) = merged((document, reading))
    lines = as_text(incident, {document.id: document}, "http://here/?incident=x", is_sample=True).splitlines()
    assert lines[0].endswith("at Ber, cercle of Tombouctou")
    assert "Date: 4 March 2024 (to the day)" in lines
    assert any(line.startswith("Place: ") and "(the place itself)" in line for line in lines)
    assert any(line.startswith(("Initiator: ", "Target: ")) for line in lines)
    at = lines.index("Killed: 3")
    assert lines[at + 1] == "  - The police: 3 in all"
    assert lines[at + 2].startswith("    - on police officers: 2 (“")
    assert "- Sahel Wire, en, 6 Mar 2024: “Attack at Ber”, ¶1" in lines
    assert "  “Two policemen and one of the attackers were killed in an attack at Ber on Monday, the police said.”" in lines
    assert lines[-3:] == ["http://here/?incident=x", "SAMPLE, PARTLY INVENTED", "Reported, not verified."]


def test_the_rows_hide_nothing_and_run_no_text_of_an_article() -> None:
    long = "Police nationale <b>du Mali</b> et gendarmerie"
    row = Row(long, "2", "“<script>”", 2, 2, 2, False, "d", 1)
    html = chart([row], "killed")
    assert "Police nationale &lt;b&gt;du Mali&lt;/b&gt; et gendarmerie" in html
    assert "…" not in html
    assert not re.search(r"<script|<b>", html)
    assert chart([Row("The army", "", "", None, None, None, True, "d", 1)], "killed") == "", "no figure, no scale"


def test_one_claimant_s_other_figures_in_another_paper_say_which_paper() -> None:
    first = article("Six soldiers were killed in an attack at Ber on Monday, the army said.", name="a", publisher="Sahel Wire")
    later = article("Eight soldiers were killed in an attack at Ber on Monday, the army said.", name="b", publisher="Dia Post")
    _, rows = shown(first, later)
    assert [(row.who, row.best) for row in rows] == [("The army (Dia Post), on soldiers", 8), ("The army (Sahel Wire), on soldiers", 6)]
    _, (once,) = shown(first, article("In an attack at Ber on Monday six soldiers were killed, the army said.", name="c", publisher="Copy Sheet"))
    assert once.who == "The army, on soldiers", "one figure told twice is one claim"
