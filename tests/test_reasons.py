"""The reasons under each value are said in French: every one that the extraction gives, whole, and escaped where it is shown."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from time import perf_counter

import pytest

from gazetteer import load
from gazetteer.context import KNOWLEDGE
from gazetteer.load import tables
from incidents.catalogue import use
from incidents.model import Document, Evidence, Incident, Reading
from incidents.pipeline import ingest
from incidents.store.database import Store
from incidents.store.sample import articles
from incidents.ui.reasons import reason_html
from incidents.ui.values import _how, _row
from incidents.words.reasons import LONGEST, pieces, rows, said

EVAL = Path(__file__).parent / "eval"
ALIASES = KNOWLEDGE / "aliases.csv"
SEARCHED = ("Koro", "Sibikoro", "Kobé", "Farabougou", "Gao", "Tin Zaouatine", "Menakka", "Bamako", "Niamey", "Zinder")
#: What may stand in a hole of the table, for each line to be tried.
IN_HOLES = {
    "n": "1,234", "km": "12", "share": "84", "score": "0.81", "kind": "forest", "country": "NE", "actor": "jnim", "type": "Armed clash",
    "level": "cercle", "way": "north-east", "unit": "the cercle of Niono", "spot": "Konna (Mopti)", "name": "Ansongo", "words": "Zzyzxou",
    "quote": "à Konna", "before": "Konna", "alias": "the mayor, he said so", "placing": "à la sortie est de Gao",
    "reasons": "the very name, a commune's seat", "basis": "The region of Kayes.",
}  # fmt: skip


@pytest.fixture
def french() -> Iterator[None]:
    use("fr")
    yield
    use("en")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every reason that a reader meets in the sample, in the evaluation's articles and in a search of the gazetteer, each once."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('reasons') / 'read.sqlite'}")
    ingest([*articles(), *sorted(EVAL.glob("*.jsonl"))], store)
    found = {*_of_readings(store.readings()), *_of_merges(store.incidents()), *_of_tables()}
    return sorted(found - {""})


def _of_readings(readings: tuple[Reading, ...]) -> Iterator[str]:
    for reading in readings:
        yield from (passage.detail for passage in reading.set_aside)
        for report in reading.reports:
            values = [value for value in (report.date, report.place, *report.actors) if value]
            yield from (value.evidence.inferred for value in values)
            if report.place:
                yield report.place.why
                yield from (candidate.reasons for candidate in report.place.candidates)


def _of_merges(incidents: tuple[Incident, ...]) -> Iterator[str]:
    yield from ("; ".join(merge.reasons) for incident in incidents for merge in incident.merges)


def _of_tables() -> Iterator[str]:
    """What the gazetteer's own tables put into reasons, and what a search of the Gazetteer page gives."""
    yield from (f"A zone without official bounds: {zone.basis}" for zone in tables().zones.values())
    yield from (f"by alias ({reason})" for reason in _alias_reasons())
    yield from ("; ".join(candidate.reasons) for name in SEARCHED for candidate in load().find(name))


def _english(reason: str) -> list[str]:
    return [piece.words for piece in pieces(reason, "fr") if piece.lang]


def _figures(words: str) -> list[str]:
    """The numbers in words, without what the two languages write differently."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)[,.\u202f](?=\d)", "", words))


def _filled(form: str) -> str:
    return re.sub(r"\{(\w+?)\d*\}", lambda hole: IN_HOLES[hole[1]], form)


def test_every_reason_is_said_in_french(given: list[str]) -> None:
    left = {reason: _english(reason) for reason in given}
    missing = sorted({words for some in left.values() for words in some})
    assert len(given) > 600
    assert missing == [], f"a line each for incidents/knowledge/reason_words.csv, said so far: {1 - sum(map(bool, left.values())) / len(left):.1%}"


def _alias_reasons() -> set[str]:
    with ALIASES.open(encoding="utf-8", newline="") as file:
        return {row["reason"] for row in csv.DictReader(file)}


def test_the_reason_of_each_alias_that_comes_with_the_program_is_said() -> None:
    assert [reason for reason in sorted(_alias_reasons()) if reason in said(f"by alias ({reason})", "fr")] == []


def test_nothing_is_lost(given: list[str]) -> None:
    """Each quoted word and each number of the English stands in the French, the numbers as French writes them."""
    for reason in given:
        french = said(reason, "fr")
        assert [quote for quote in re.findall("“([^”]+)”", reason) if quote not in french] == [], french
        assert sorted(_figures(french)) == sorted(_figures(reason)), (reason, french)


def test_english_is_left_as_it_is(given: list[str]) -> None:
    assert all(pieces(reason, "en") == ((reason, ""),) for reason in given)


@pytest.mark.parametrize("row", [row for row in rows() if row["hole"] in ("", "article")], ids=lambda row: row["en"][:60])
def test_each_line_of_the_table_is_met_and_holds_the_same(row: dict[str, str]) -> None:
    reason = _filled(row["en"])
    assert _english(reason) == []
    holes = set(re.findall(r"\{(\w+)\}", row["en"]))
    assert {hole.removeprefix("of_") for hole in re.findall(r"\{(\w+)\}", row["fr"])} == holes
    assert "'" not in row["fr"], "French elides with ’"


@pytest.mark.parametrize(("english", "french"), [
    ("“on Saturday”, the last such weekday on or before the publication date",
     "« on Saturday », le dernier jour de ce nom, à la date de publication ou avant"),
    ("“Konna” is read as Konna (Mopti): the very name, a commune's seat, 1,234 people; next likeliest Konna (Yanfolila, Sikasso), 0.14 to 0.81.",
     "« Konna » est lu comme Konna (Mopti) : le nom exact, chef-lieu de commune, 1 234 habitants ; ensuite vient Konna (Yanfolila, Sikasso), "
     "0,14 contre 0,81."),
    ("12 km north of Ansongo. “Ansongo” is read as Ansongo (Gao): the very name, à la sortie est de la ville, 36 km from Ouatagouna.",
     "À 12 km au nord d’Ansongo. « Ansongo » est lu comme Ansongo (Gao) : le nom exact, « à la sortie est de la ville », à 36 km d’Ouatagouna."),
    ("30 km from Gao, in no stated direction. Several sites are named, so the place is only near.",
     "À 30 km de Gao, sans direction indiquée. Plusieurs sites sont nommés : le lieu n’est donc qu’approché."),
    ("the very name; lies in the cercle of Ménaka or the cercle of Ansongo; lies in NE",
     "le nom exact ; se trouve dans le cercle de Ménaka ou le cercle d’Ansongo ; se trouve dans un autre pays : Niger"),
    ("inferred, no words in the text: the date given after it; year taken from the publication date",
     "déduit, sans mot dans le texte : la date donnée après ; année prise de la date de publication"),
    ("both Armed clash; both name fama, jnim; 3 km apart",
     "du même type : Affrontement armé ; nommés de part et d’autre : Forces armées maliennes, GSIM (JNIM) ; à 3 km l’un de l’autre"),
])  # fmt: skip
def test_how_a_reason_reads(english: str, french: str) -> None:
    assert re.sub("[\u00a0\u202f]", " ", said(english, "fr")) == french


def test_french_has_its_no_break_spaces() -> None:
    words = said("“Konna” is read as Konna (Mopti): 1,234 people, Konna is spelt 84% alike; next likeliest Koro (Mopti), 0.14 to 0.81.", "fr")
    assert "«\u00a0Konna\u00a0»" in words
    assert "\u00a0: 1\u202f234 habitants" in words
    assert "84\u202f%\u202f; ensuite" in words


@pytest.mark.usefixtures("french")
def test_what_is_not_known_stays_and_is_marked_as_english() -> None:
    shown = reason_html("Read by a rule of tomorrow. “Konna” is read as Konna (Mopti): the very name, some new ground.")
    assert '<span lang="en">Read by a rule of tomorrow.</span> «\u00a0Konna' in shown
    assert "le nom exact" in shown
    assert "some new ground" in shown


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("hostile", [
    "<img src=x onerror=alert(1)>", "{of_name}{0.__class__}", r"\g<0>", "a”, the only place; “b", "x\ufdd0y\ufdd1<b>", "“" * 40, "(((",
    "is read as " * 6,
])  # fmt: skip
def test_hostile_words_stay_words(hostile: str, document: Document) -> None:
    """In the panel too, which puts an article's words before the reason."""
    held = replace(document.span(1, 0, 1), quote=hostile)
    how = _how(Evidence((held,), "date", "the date given after it"))
    row = _row("date", "Date", "", [], {}, how)
    place = reason_html(f"“{hostile}” is read as Konna (Mopti): the very name.")
    for html in (row, place, reason_html(f"by alias ({hostile})")):
        assert "<img" not in html
        assert "<b>" not in html
        assert _letters(escape(hostile)) in _letters(re.sub("</?(?:span|div)[^>]*>", "", html))


def _letters(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("part", [
    "“a” is read as b: c, ", "A. ", "x, ", "lies in the cercle of A or ", "“a” is read as B: the very name; next likeliest B, 0.1 to 0.2. ",
    "The text puts it so: ", "inferred, no words in the text: ", "1 km north of A", "A(", "“a” is read as B: x (", "“", ": ",
])  # fmt: skip
def test_a_reason_made_to_be_slow_costs_little(part: str) -> None:
    reason = "“" + part * (LONGEST // len(part) - 1)
    start = perf_counter()
    assert _letters(reason)[:1] in _letters(said(reason))
    assert perf_counter() - start < 2
    assert pieces(reason * 2) == ((reason * 2, "en"),)
