"""Sentence offsets: short forms, initials, quotes and lists of both languages, and no text that breaks them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.reading.sentences import split

CASES = [
    ("en", ["Brig. Gen. Alou Diarra spoke.", "Col. Keita did not."], "ranks"),
    ("en", ["He fell at 3 p.m. on Sunday.", "Two died."], "time of day within a sentence"),
    ("en", ["It began at 3 p.m.", "Two soldiers died."], "time of day that ends one"),
    ("en", ["The U.S. Army left.", "It rained."], "initials of a state"),
    ("en", ["A. B. Touré was named.", "He accepted."], "initials of a person"),
    ("en", ["The camp is 3.5 km away.", "It burnt."], "decimal"),
    ("en", ["It lies approx. 12 km off, near St. Louis.", "All quiet."], "approx. and St."),
    ("en", ["Battalion No. 5 withdrew.", "Why?", "Nobody said."], "No. and a question"),
    ("en", ["“We fled.”", "They stayed."], "closing quote belongs to its sentence"),
    ("en", ['"We fled!" she said.', "They stayed."], "speech goes on after the quote"),
    ("en", ["BAMAKO, Feb. 4 (Sahel Wire) - Attackers came.", "Nine died."], "dateline"),
    ("en", ["The toll: nine dead; six hurt.", "Later it rose."], "colon and semicolon end nothing"),
    ("en", ["He waited... and left.", "It was over…", "Nobody came."], "ellipsis"),
    ("en", ["1. Patrol at Gao.", "2. Escort to Kidal."], "list numbers stay with their items"),
    ("fr", ["M. Diarra et Mme. Touré ont parlé.", "Ils sont partis."], "titles"),
    ("fr", ["« Il est mort. »", "La foule a crié."], "guillemets with blanks"),
    ("fr", ["« Que faire ? » dit-il.", "Rien."], "speech goes on after guillemets"),
    ("fr", ["Vers 10 h 30, l'ennemi a fui.", "Bilan : 1.200 déplacés."], "time and thousands"),
    ("fr", ["Né en 58 av. J.-C. selon lui.", "Peu importe."], "J.-C."),
    ("fr", ["Le col. Keïta et le gén. Ag Gamou, le 4 janv. 2022, sont partis.", "Fin."], "ranks and a month"),
]


@pytest.mark.parametrize(("language", "sentences", "why"), CASES)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str], why: str) -> None:
    text = " ".join(sentences)
    for known in (language, None):
        assert [text[a:b] for a, b in split(text, known)] == sentences, why


def test_a_unit_ends_a_sentence_before_a_capital() -> None:
    text = "Le village est à 12 km. Les habitants ont fui."
    assert [text[a:b] for a, b in split(text, "fr")] == ["Le village est à 12 km.", "Les habitants ont fui."]


def test_items_on_lines_of_their_own_are_sentences() -> None:
    text = "Bilan\n- neuf morts\n- six blessés"
    assert [text[a:b] for a, b in split(text, "fr")] == ["Bilan", "- neuf morts", "- six blessés"]


TEXTS = st.text(alphabet=st.one_of(st.sampled_from(" .!?…«»“”\"'()\n\t-abMUS1"), st.characters()), max_size=300)


@given(TEXTS, st.sampled_from(["en", "fr", None, "xx"]))
def test_every_character_that_is_no_blank_is_in_exactly_one_sentence(text: str, language: str | None) -> None:
    spans = split(text, language)
    held = [i for a, b in spans for i in range(a, b)]
    assert held == sorted(set(held))
    assert all(character.isspace() for i, character in enumerate(text) if i not in set(held))
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)


def test_a_long_text_without_stops_is_cut_into_bounded_pieces() -> None:
    spans = split("mot " * 100_000, "fr")
    assert max(b - a for a, b in spans) < 10_000
