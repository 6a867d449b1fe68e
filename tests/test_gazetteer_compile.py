"""What compiling does to faulty raw references, and that it does the same each time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import shapely

from gazetteer.__main__ import main
from gazetteer.compiling import STATIC, TABLES, Journal, SourceDamaged, SourceMissing, compile_tables
from gazetteer.compiling.boundaries import Boundaries, BoundaryUnit
from gazetteer.compiling.geonames import clean, is_useful
from gazetteer.compiling.merging import merge
from gazetteer.compiling.records import Record
from gazetteer.compiling.settlements import read_settlements
from gazetteer.compiling.sources import Sources
from gazetteer.compiling.writing import degrees, rounded

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"
KM = 1 / 111.195  # degrees of latitude


def geonames(name: str, lat: float = 14.0, lon: float = -4.0, *names: str, place_id: str = "gn1") -> Record:
    return Record(place_id, name, lat, lon, "settlement", 4, (f"geonames:{place_id[2:]}",), tuple((n, "geonames") for n in (name, *names)))


def ocha(name: str, lat: float = 14.0, lon: float = -4.0, seat: int = 4, place_id: str = "ocha01") -> Record:
    return Record(place_id, name, lat, lon, "settlement", seat, (f"ocha:ML{place_id[4:]}",), ((name, "ocha"),))


@pytest.mark.parametrize(("left", "right", "km", "seat", "one", "why"), [
    ("Ségou", "Segou", 1.0, 4, True, "accents are no difference"),
    ("Kala", "Kala", 4.5, 4, True, "same name, a coordinate rounded to minutes"),
    ("Kala", "Kala", 9.0, 4, False, "same name, but too far: a third of village names is shared"),
    ("Ouolokoro", "Wolokoro", 2.5, 4, True, "one sound, two transliterations"),
    ("Korondoli", "Korondali", 0.4, 4, True, "one letter off, next door"),
    ("Diena I", "Diena II", 0.5, 4, False, "a number tells two villages apart"),
    ("Kalaké-Marka", "Kalaké-Bambara", 0.5, 4, False, "the people who live there tell two villages apart"),
    ("Mondoro", "Mondoro-Habe", 0.4, 3, True, "OCHA names the commune's seat with its quarter"),
    ("Sokoura", "Farako", 0.1, 4, False, "next door, but another name"),
])  # fmt: skip
def test_the_same_place_is_near_and_alike(left: str, right: str, km: float, seat: int, one: bool, why: str) -> None:
    merged = merge([geonames(left)], [ocha(right, 14.0 + km * KM, seat=seat)], Journal())
    assert (len(merged) == 1) == one, why
    if one:
        assert merged[0].sources == ("geonames:1", "ocha:ML01"), "both ids are kept"
        assert merged[0].lat == pytest.approx(14.0 + km * KM), "OCHA's point is surveyed"
        assert {name for name, _ in merged[0].names} >= {left, right}, "every name is kept"


def test_a_seat_goes_before_its_namesake() -> None:
    records = [ocha("Koro", 14.01, seat=4, place_id="ocha02"), ocha("Koro", 14.03, seat=2, place_id="ocha03")]
    merged = merge([geonames("Koro")], records, Journal())
    assert next(record for record in merged if record.id == "gn1").seat == 2


@pytest.fixture
def two_cercles() -> Boundaries:
    """Ménaka (with its former name's four parts) east of Gao, each a box of one commune."""
    boxes = {"ML0703": ("Gao", shapely.box(-1, 16, 1, 17)), "ML1001": ("Ménaka", shapely.box(1, 15, 3, 17))}
    boxes |= {pcode: ("-", shapely.box(3, 15, 3.1, 15.1)) for pcode in ("ML0401", "ML1002", "ML1003", "ML1004")}
    units = {}
    for pcode, (name, box) in boxes.items():
        units[pcode] = BoundaryUnit(pcode, name, "cercle", pcode[:4], 2021, box, 1.0)
        units[f"{pcode}01"] = BoundaryUnit(f"{pcode}01", name, "commune", pcode, 2021, box, 1.0)
    return Boundaries(units)


class Given(Sources):
    """Sources whose settlements are given: (name, pcode, cercle, commune, lat, lon)."""

    rows: tuple[tuple[str, str, str, str, float, float], ...] = ()

    def settlements(self) -> pd.DataFrame:
        columns = ["name", "pcode", "cercle", "commune", "lat", "lon"]
        return pd.DataFrame(list(self.rows), columns=columns).assign(rank=5, region="Gao")


def read(boundaries: Boundaries, *rows: tuple[str, str, str, str, float, float], known: tuple[Record, ...] = ()) -> tuple[list[Record], Journal]:
    sources, journal = type("Now", (Given,), {"rows": rows})(Path()), Journal()
    return read_settlements(sources, boundaries, known, journal), journal


def counts(journal: Journal, verb: str, words: str) -> int:
    return sum(entry.count for entry in journal.entries if entry.verb == verb and words in entry.why)


def test_a_flipped_longitude_is_turned(two_cercles: Boundaries) -> None:
    records, journal = read(two_cercles, ("Akabar", "ML070403011", "Menaka", "Menaka", 16.0, -2.0))
    assert [(record.lat, record.lon) for record in records] == [(16.0, 2.0)]
    assert counts(journal, "mended", "longitude") == 1


def test_a_point_far_from_the_cercle_it_names_is_dropped_unless_geonames_agrees(two_cercles: Boundaries) -> None:
    stray = ("Kala", "ML070301001", "Gao", "Gao", 15.2, 2.5)
    records, journal = read(two_cercles, stray)
    assert records == []
    assert counts(journal, "dropped", "20 km outside") == 1
    records, journal = read(two_cercles, stray, known=(geonames("Kala", 15.21, 2.5),))
    assert [record.name for record in records] == ["Kala"]
    assert counts(journal, "kept", "GeoNames has the name") == 1


def test_a_point_just_outside_its_cercle_stays(two_cercles: Boundaries) -> None:
    records, _ = read(two_cercles, ("Kala", "ML070301001", "Gao", "Gao", 16.5, 1.1))
    assert len(records) == 1


def test_repeats_of_one_commune_are_merged_but_far_namesakes_are_not(two_cercles: Boundaries) -> None:
    rows = [("Madina", f"ML07030100{n}", "Gao", "Gao", lat, 0.0) for n, lat in enumerate((16.1, 16.12, 16.5))]
    records, journal = read(two_cercles, *rows)
    assert [record.sources for record in records] == [("ocha:ML070301000", "ocha:ML070301001"), ("ocha:ML070301002",)]
    assert counts(journal, "merged", "repeats") == 1


@pytest.mark.parametrize(("name", "variants"), [
    ("Korongo (Alou Coulibaly)", {"Korongo", "Alou Coulibaly"}),
    ("Koulouba/Koulouba-Village", {"Koulouba", "Koulouba-Village"}),
    ("Dogofryba K12", {"Dogofryba"}),
    ("Cinzana Gare", {"Cinzana"}),
    ("Badialan1", {"Badialan"}),
])  # fmt: skip
def test_what_a_name_holds_beside_itself_finds_it_too(two_cercles: Boundaries, name: str, variants: set[str]) -> None:
    records, _ = read(two_cercles, (name, "ML070301001", "Gao", "Gao", 16.5, 0.0))
    assert {text for text, _ in records[0].names} == variants | {name}


@pytest.mark.parametrize(("name", "useful", "why"), [
    ("Tombouctou", True, "a name"),
    ("I-n-Délimane", True, "hyphens and accents"),
    ("’Erg el Hachiyé", True, "an apostrophe in front"),
    ("تمبكتو", True, "Arabic is kept"),
    ("TOM", False, "an airport's code"),
    ("GABS", False, "an airport's code"),
    ("nhr alsnghal", False, "a machine's transliteration"),
    ("Тимбукту", False, "a script that no source text here uses"),
    ("廷巴克图", False, "a script that no source text here uses"),
    ("https://en.wikipedia.org/wiki/Gao", False, "a link"),
    ("G", False, "a letter"),
])  # fmt: skip
def test_which_alternate_names_are_kept(name: str, useful: bool, why: str) -> None:
    assert is_useful(name) == useful, why


def test_names_lose_marks_that_nobody_sees() -> None:
    assert clean("نهر السنغال\u200e") == "نهر السنغال"
    assert clean("Se\u0301gou\u00a0 Koro\x00") == "Ségou Koro"


@pytest.mark.parametrize(("value", "text"), [(-0.0, "0"), (16.268492, "16.26849"), (15.0, "15"), (-0.000001, "0"), (-1.5, "-1.5")])
def test_degrees_have_five_decimals_and_no_minus_zero(value: float, text: str) -> None:
    assert degrees(value) == text


def test_rounding_keeps_rings_closed_and_drops_repeats() -> None:
    ring = rounded(shapely.Polygon([(0, 0), (0.0001, 0), (1, 0), (1, 1)]), 2)["coordinates"][0]
    assert ring == [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]


def test_a_missing_reference_is_named_with_where_it_is_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceMissing, match="mli_admbnda_adm0"):
        compile_tables(tmp_path, tmp_path / "out", tmp_path / "static")
    assert main(["compile", "--from", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "docs/gazetteer-data.md" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "content"), [
    ("settlements.csv", b""), ("settlements.csv", b"a,b\n1,2\n"), ("settlements.csv", bytes(range(256)) * 20), ("ML.txt", b""), ("ML.txt", b"x\ty\n"),
    ("ML.zip", b"PK no archive"), ("mli_admbnda_adm3_x.shp", b"no shapes"),
])  # fmt: skip
def test_a_damaged_reference_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    sources = Sources(tmp_path)
    reads = {"se": sources.settlements, "ML": lambda: sources.geonames("ML"), "ml": lambda: sources.boundaries(3)}
    with pytest.raises(SourceDamaged, match=f"{name} cannot be used"):
        reads[name[:2]]()


def test_wrong_usage_exits_with_2_and_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as wrong:
        main(["compile"])
    assert wrong.value.code == 2
    with pytest.raises(SystemExit) as asked:
        main(["compile", "--help"])
    assert asked.value.code == 0
    assert "python -m gazetteer compile --from" in capsys.readouterr().out


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="needs the raw references in ../shared/reference, which the project does not ship")
def test_compiling_gives_the_committed_bytes_and_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "--from", str(REFERENCE), "--out", str(tmp_path / "a"), "--report", str(tmp_path / "report.txt")]) == 0
    compile_tables(REFERENCE, tmp_path / "b", tmp_path / "b" / "static")
    for folder, committed in ((Path(), TABLES), (Path("static"), STATIC)):
        names = {path.name for path in (tmp_path / "a" / folder).iterdir() if path.is_file()}
        assert names >= {"datapackage.json"}
        for name in names:
            made = (tmp_path / "a" / folder / name).read_bytes()
            assert made == (tmp_path / "b" / folder / name).read_bytes(), f"{name}: two runs differ"
            assert made == (committed / name).read_bytes(), f"{name}: not what is committed; run python -m gazetteer compile"
    said = capsys.readouterr().out
    for words in ("sign of the longitude flipped", "Koulikouro", "more than 5 km outside the outline", "OCHA repeats", "near and alike by name"):
        assert words in said
    assert len((tmp_path / "report.txt").read_text(encoding="utf-8").splitlines()) > len(said.splitlines())
