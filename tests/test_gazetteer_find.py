"""Finding a name: ranked candidates with reasons, aliases of one's own, and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import gazetteer
from gazetteer import AliasRefused, Gazetteer
from gazetteer.__main__ import main


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


FIRST = [
    ("Ségou", {}, "Ségou", "the region's seat before villages of the name"),
    ("segou", {}, "Ségou", "no accent, small letters"),
    ("Timbuktu", {}, "Tombouctou", "the English name"),
    ("Farabougou", {"near": "Niono"}, "Niono", "nine places bear the name"),
    ("Farabougou", {"near": (14.25, -5.98)}, "Niono", "a point, latitude first"),
    ("Koro", {"context": ["Mopti"]}, "Koro", "the unit decides"),
    ("Léré", {"context": ["cercle de Niafunké"]}, "Niafunké", "the unit decides, with its noun"),
]


@pytest.mark.parametrize(("name", "clues", "cercle", "why"), FIRST)
def test_the_likeliest_comes_first(places: Gazetteer, name: str, clues: dict[str, object], cercle: str, why: str) -> None:
    found = places.find(name, **clues)  # type: ignore[arg-type]
    assert found[0].place.admin.cercle == cercle, why
    assert found[0].reasons
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(0 <= c.score <= 1 for c in found)


def test_a_name_nobody_spells_so_still_has_candidates(places: Gazetteer) -> None:
    found = places.find("Sibikoro", context=["Koulikoro"])
    assert {c.how for c in found} <= {"key", "fuzzy"}
    assert any("bekoro" in c.place.name.lower().replace("é", "e").replace("è", "e") for c in found)


@pytest.mark.parametrize("name", ["", " ", "...", "العربية", "\x00\x1b[31m", "x" * 10_000, "é" * 10_000, "'" * 500, "Gao" * 3000])
def test_a_hostile_name_gives_a_bounded_answer(places: Gazetteer, name: str) -> None:
    assert len(places.find(name)) <= 12


def alias_file(tmp_path: Path, *rows: str, header: str = "alias,place,language,reason") -> Path:
    path = tmp_path / "aliases.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_a_taught_alias_is_found_and_read(places: Gazetteer, tmp_path: Path) -> None:
    taught = places.with_aliases(alias_file(tmp_path, 'Camp Zoulou,"14.88,-6.14",fr,said by a colleague', "Vieux Gao,gn2457163,fr,old town"))
    assert taught.find("Camp Zoulou")[0].place.admin.cercle == "Niono"
    assert taught.find("vieux gao")[0].place.name == "Gao"
    (reference,) = taught.read(["Une attaque a visé Camp Zoulou, hier."], "fr")
    assert reference.location.precision == 1
    assert not places.find("Camp Zoulou") or places.find("Camp Zoulou")[0].how == "fuzzy"


REFUSED = [
    ('X,"-6.14,14.88",fr,swapped', "latitude first", "swapped coordinates"),
    ("X,gn0,fr,no such place", "no place has the id", "unknown id"),
    ('X,"abc,def",fr,no numbers', "is no place", "no numbers"),
    ('X,"14.88",fr,one number', "no place has the id", "one number"),
    ('X,"14.88,nan",fr,no number', "latitude", "not a number"),
    ("...,gn2457163,fr,no letters", "needs letters", "no letters"),
]


@pytest.mark.parametrize(("row", "said", "why"), REFUSED)
def test_a_bad_alias_is_refused_with_its_line(places: Gazetteer, tmp_path: Path, row: str, said: str, why: str) -> None:
    with pytest.raises(AliasRefused, match=said) as refused:
        places.with_aliases(alias_file(tmp_path, row))
    assert "line 2" in str(refused.value), why


def test_an_alias_file_without_its_columns_is_refused(places: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(AliasRefused, match="header lacks"):
        places.with_aliases(alias_file(tmp_path, "a,b", header="one,two"))


def test_the_command_prints_candidates_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "Farabougou", "--near", "Niono", "--limit", "2"]) == 0
    out = capsys.readouterr().out
    assert "Farabougou" in out.splitlines()[0]
    assert "near Niono" in out


def test_the_command_says_when_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "!!!"]) == 1
    assert "nothing" in capsys.readouterr().err


def test_the_command_refuses_swapped_coordinates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "Gao", "--near=-6.14,14.88"]) == 2
    assert "latitude first" in capsys.readouterr().err
