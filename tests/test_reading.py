"""Files and records to documents: what a reader of the Sources page would notice."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import errors
from incidents.reading import documents as reading
from incidents.reading import paragraphs
from incidents.reading.decoding import clean
from incidents.reading.documents import read_file, read_record, read_records

PROSE = "Des hommes armés ont attaqué le village lundi, selon un élu. Trois personnes sont mortes."


def parts(text: str) -> list[str]:
    joined, bounds = paragraphs.split(text)
    assert len(joined) == len(text)
    return [joined[a:b] for a, b in bounds]


def test_the_five_seeds_have_the_gold_paragraphs(shared: Path) -> None:
    gold = {row["id"]: row for row in map(json.loads, (shared / "gold/seeds.jsonl").read_text("utf-8").splitlines())}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = read_file(path, published=date(2024, 1, 1))
        assert [document.paragraph_text(p.number) for p in document.paragraphs] == gold[path.stem]["paragraphs"], path.name


def test_the_page_furniture_of_a_seed_is_flagged_and_kept(shared: Path) -> None:
    document = read_file(next((shared / "seeds").glob("001_*")), published=date(2024, 1, 1))
    flagged = {p.number: p.kind for p in document.paragraphs if p.kind != "body"}
    boilerplate = dict.fromkeys((1, 3, 11, 12, 18, 21, 22, 23, 24, 25), "boilerplate")
    assert flagged == boilerplate | {2: "title", 4: "title", 5: "caption", 8: "caption", 15: "caption"}
    assert document.language == "en"


@pytest.mark.parametrize(("text", "expected", "why"), [
    ("One ends.\nTwo ends.", ["One ends.", "Two ends."], "a line that ends a sentence ends the paragraph"),
    ("One ends.\n\n\n \nTwo goes on", ["One ends.", "Two goes on"], "blank lines, also with spaces in them"),
    ("The official,\nwho spoke, said so.", ["The official, who spoke, said so."], "a break inside a sentence is soft"),
    ("Raid on a base\nSoldiers died.\nMore came.", ["Raid on a base", "Soldiers died.", "More came."], "a headline at the top stands alone"),
    ("The village of\nBoni was attacked.\nMore.", ["The village of Boni was attacked.", "More."], "a first line that ends in \"of\" goes on"),
    ("He said “no.”\nThen left.", ["He said “no.”", "Then left."], "a quotation mark after the full stop"),
    ("Prose ends here,\nREAD ALSO: A link\nmore prose.", ["Prose ends here,", "READ ALSO: A link", "more prose."], "furniture joins nothing"),
    ("a\r\n\r\nb".replace("\r\n", "\n"), ["a", "b"], "short lines"),
    ("", [], "nothing"),
])  # fmt: skip
def test_lines_become_paragraphs(text: str, expected: list[str], why: str) -> None:
    assert parts(text) == expected, why


def test_a_text_wrapped_at_a_fixed_width_is_unwrapped() -> None:
    first = "Armed men on motorbikes attacked the village before dawn. They burnt granaries and drove off cattle before soldiers arrived. Two died."
    second = "The governor said that an inquiry had been opened. Families have fled to the next town, where a school has taken them in for now."
    wrapped = "\n".join([*_wrap(first, 60), *_wrap(second, 60)])
    assert parts(wrapped) == [first, second]


def _wrap(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)


@pytest.mark.parametrize(("text", "kind", "why"), [
    ("À lire aussi : Mali, une année de crise", "boilerplate", "link"), ("A LIRE EGALEMENT", "boilerplate", "capitals without accents"),
    ("You may also like", "boilerplate", "list of links"), ("Laisser un commentaire", "boilerplate", "form"),
    ("Ce site utilise des cookies pour mesurer son audience.", "boilerplate", "cookies"), ("par admin", "boilerplate", "byline"),
    ("Accueil » Politique » Une visite à Moscou", "boilerplate", "breadcrumb"), ("Inscrivez-vous à notre lettre", "boilerplate", "appeal"),
    ("A patrol in Gao. File photo", "caption", "caption"), ("Une patrouille à Gao © AFP", "caption", "caption"),
    ("Published reports said that 12 people were killed.", None, "the word, not a publication line"),
    ("More than 30 people were killed in Gao.", None, "More, without a colon"),
    ("See what happened in Gao.", None, "See, without also"),
    ("Trois soldats ont été tués lundi à Gao, selon l'armée malienne dans un communiqué. Abonnez-vous à notre fil.", None, "prose with a tail"),
    ("The group claimed the attack via X.", None, "a channel, not a credit"),
    ("Accueil des déplacés : trois morts à Gao", None, "a word, no breadcrumb"),
])  # fmt: skip
def test_furniture_is_told_from_prose(text: str, kind: str | None, why: str) -> None:
    assert paragraphs.furniture(text) == kind, why


def test_a_tail_of_links_is_found_after_prose() -> None:
    text = "The attack was the third in a week. MORE: What we know of the group"
    assert text[paragraphs.tail_start(text) :] == "MORE: What we know of the group"
    assert paragraphs.tail_start(PROSE) == len(PROSE)


def test_a_repeated_line_at_the_top_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Attaque à Boni\n\nAttaque à Boni\n\n{PROSE}", "utf-8")
    document = read_file(path)
    assert document.title == "Attaque à Boni"
    assert [p.kind for p in document.paragraphs] == ["title", "title", "body"]


@pytest.mark.parametrize(("data", "error", "says"), [
    (b"", errors.InputEmpty, "empty"), (b" \n\t\n", errors.InputEmpty, "empty"), (b"\xef\xbb\xbf\n", errors.InputEmpty, "no text"),
    (b"\x00\x01\x02" * 50, errors.InputBinary, "binary"), (b"%PDF-1.7 ...", errors.InputBinary, "PDF"),
    (bytes(range(1, 32)) * 20, errors.InputBinary, "control characters"),
    (b"a" * (errors.MAX_BYTES + 1), errors.InputTooLarge, "10 MB"),
])  # fmt: skip
def test_a_file_that_is_no_article_is_refused_by_name(tmp_path: Path, data: bytes, error: type[Exception], says: str) -> None:
    path = tmp_path / "bad file.txt"
    path.write_bytes(data)
    with pytest.raises(error, match=says) as caught:
        read_file(path)
    assert "bad file.txt" in str(caught.value)


def test_a_missing_path_a_folder_and_an_odd_name_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(errors.InputMissing):
            read_file(path)
    with pytest.raises(errors.InputRefused):
        read_file("a\0b.txt")


@pytest.mark.parametrize(("encoding", "warned"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True), ("latin-1", True)])
def test_accents_survive_every_usual_encoding(tmp_path: Path, encoding: str, warned: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE.encode(encoding))
    notes: list[str] = []
    document = read_file(path, note=notes.append)
    assert document.text == PROSE
    assert bool(notes) == warned
    assert all("a.txt" in note for note in notes)


def test_html_and_scripts_are_text_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"<script>alert('x')</script>\n\n<p>{PROSE}</p>", "utf-8")
    document = read_file(path)
    assert document.text == f"<script>alert('x')</script>\n\n<p>{PROSE}</p>"
    assert len(document.paragraphs) == 2


def test_the_same_text_has_the_same_id_whatever_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PROSE.encode())
    (tmp_path / "b.txt").write_bytes(PROSE.encode("utf-16"))
    (tmp_path / "c.txt").write_bytes((PROSE + " Et un mot.").encode())
    a, b, c = (read_file(tmp_path / f"{name}.txt") for name in "abc")
    assert a.id == b.id != c.id
    assert a.sha256 != b.sha256


def test_a_given_publication_date_is_the_users(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, "utf-8")
    document = read_file(tmp_path / "a.txt", published=date(2024, 8, 26))
    assert (document.published, document.published_source) == (date(2024, 8, 26), "user")
    without = read_file(tmp_path / "a.txt")
    assert (without.published, without.published_source) == (None, "none")


@pytest.mark.parametrize(("text", "expected", "why"), [
    (f"BAMAKO, 5 mars 2024 - {PROSE}", date(2024, 3, 5), "a dateline"),
    (f"Publié le 5 mars 2024\n\n{PROSE}\n\n{PROSE}", date(2024, 3, 5), "the page's line"),
    (f"{PROSE}\n\nÀ lire aussi : Kidal reprise, le 14 novembre 2023", None, "the date of another article"),
])  # fmt: skip
def test_the_publication_date_is_read_from_the_text(tmp_path: Path, text: str, expected: date | None, why: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    document = read_file(tmp_path / "a.txt")
    assert (document.published, document.published_source) == (expected, "dateline" if expected else "none"), why


def test_a_record_keeps_its_numbers_and_never_shows_the_gold() -> None:
    record = {"id": "x", "title": "T", "publisher": "P", "published": "2024-01-02", "language": "fr", "incidents": [{"secret": 1}],
              "paragraphs": ["Un\nsaut de ligne.", "", "e\u0301cole \ud800 fin"]}
    document = read_record(record)
    assert [document.paragraph_text(p.number) for p in document.paragraphs] == ["Un saut de ligne.", "", "école \ufffd fin"]
    assert (document.id, document.published_source, document.language) == ("x", "metadata", "fr")
    assert read_record({key: value for key, value in record.items() if key != "incidents"}) == document


@pytest.mark.parametrize(("record", "says"), [
    ({"id": "x"}, "paragraphs"), ({"id": "x", "paragraphs": "text"}, "paragraphs"), ({"id": "x", "paragraphs": [1]}, "paragraphs"),
    ({"id": "x", "paragraphs": [" "]}, "no text"), ({"id": "x", "paragraphs": ["a"], "published": "soon"}, "YYYY-MM-DD"),
    ({"id": "x", "paragraphs": ["a" * (errors.MAX_BYTES + 1)]}, "10 MB"),
])  # fmt: skip
def test_a_record_of_another_form_is_refused(record: dict[str, object], says: str) -> None:
    with pytest.raises(errors.InputRefused, match=says) as caught:
        read_record(record)
    assert "'x'" in str(caught.value)


def test_a_bad_line_of_records_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text('{"id": "a", "paragraphs": ["x"]}\n\nnot json\n[1]\n{"id": "b", "paragraphs": ["y"]}\n', "utf-8")
    found = read_records(path)
    assert [isinstance(item, errors.InputMalformed) for item in found] == [False, True, True, False]
    assert "line 3" in str(found[1])


def test_a_repeated_id_an_endless_id_and_an_endless_line_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 200)
    path = tmp_path / "docs.jsonl"
    path.write_bytes(b'{"id": "a", "paragraphs": ["x"]}\n{"id": "a", "paragraphs": ["y"]}\n{"id": "b", "paragraphs": ["' + b"z" * 1000
                     + b'"]}\n{"id": "c", "paragraphs": ["\xe9"]}\n{"id": "d", "paragraphs": ["end"]}')
    found = read_records(path)
    assert [str(item).split(": ")[1].split(". ")[0][:40] if isinstance(item, errors.InputMalformed) else item["id"] for item in found] == [
        "a", "the id 'a' is that of line 1 already", "this line is too long", "this is no JSON ('utf-8' codec can't dec", "d"]
    with pytest.raises(errors.InputMalformed, match="id is longer"):
        read_record({"id": "x" * 10_000, "paragraphs": ["y"]})


def test_each_paragraph_of_a_mixed_text_has_its_own_language() -> None:
    english = "The army said on Monday that its soldiers had repelled an attack on a village in the region."
    document = read_record({"id": "x", "paragraphs": [PROSE, PROSE, english, "Gao"], "language": "fr"})
    assert [p.language for p in document.paragraphs] == ["fr", "fr", "en", "fr"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_paragraphs_are_exact_slices_of_any_text(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    joined, bounds = paragraphs.split(cleaned)
    assert len(joined) == len(cleaned)
    assert all(a < b for a, b in bounds)
    assert all(left[1] < right[0] for left, right in pairwise(bounds))
    covered = "".join(joined[a:b] for a, b in bounds)
    assert [c for c in covered if not c.isspace()] == [c for c in joined if not c.isspace()]
    assert all("\n" not in joined[a:b] for a, b in bounds)
