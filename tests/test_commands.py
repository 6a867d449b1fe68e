"""The command line as scripts use it: exit codes, what goes to standard output and what to standard error, and batches with bad inputs in them."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from incidents import pipeline
from incidents.__main__ import main, parser
from incidents.errors import MAX_BYTES
from incidents.store.database import Store

ROOT = Path(__file__).parents[1]
ATTACK = "Le lundi 4 mars 2024, des hommes armés ont attaqué le poste de Ménaka. Trois soldats ont été tués, selon l'armée."
CALM = "Le ministre de la Culture a visité un musée de Ségou et salué le travail des artisans de la ville."
SCRIPT = f"<script>alert(1)</script>\n\n<b>{CALM}</b>"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "1 attack.txt").write_text(ATTACK, "utf-8")
    (folder / "2 calm.txt").write_text(CALM, "utf-8")
    return folder


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'mine.sqlite'}"


def records(path: Path, *texts: str) -> Path:
    lines = [{"id": f"r{n}", "title": "", "publisher": "Test", "published": "2024-03-06", "language": "fr", "paragraphs": [text],
              "incidents": "never read"} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def test_articles_go_in_and_a_map_file_comes_out(articles: Path, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(articles), "--store", url]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith(f"{articles / '1 attack.txt'}: added; 1 incident; ")
    assert printed[1].startswith(f"{articles / '2 calm.txt'}: added; 0 incidents; ")
    out = tmp_path / "map.geojson"
    assert main(["export", "geojson", "--out", str(out), "--store", url]) == 0
    feature = json.loads(out.read_text("utf-8"))["features"][0]
    assert (feature["properties"]["date_start"], feature["properties"]["killed_best"]) == ("2024-03-04", 3)
    assert feature["geometry"]["coordinates"] == pytest.approx([2.40, 15.92], abs=0.1)
    assert feature["properties"]["sample"] == ""


def test_the_same_articles_again_change_nothing(articles: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", str(articles), "--store", url])
    version = Store(url).data_version()
    capsys.readouterr()
    assert main(["ingest", str(articles), str(articles / "1 attack.txt"), "--store", url]) == 0
    assert all(": unchanged; " in line for line in capsys.readouterr().out.splitlines())
    assert Store(url).data_version() == version


def test_a_bad_input_is_named_and_the_rest_of_the_batch_goes_on(articles: Path, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (articles / "a empty.txt").write_bytes(b"")
    (articles / "b binary.txt").write_bytes(bytes(range(256)) * 64)
    with (articles / "c huge.txt").open("wb") as file:
        for _ in range(50):
            file.write(b"Trois soldats. " * 69906)
    (articles / "d latin.txt").write_bytes(ATTACK.replace("Ménaka", "Ménaka,").encode("cp1252"))
    (articles / "e html.txt").write_text(SCRIPT, "utf-8")
    assert (articles / "c huge.txt").stat().st_size > 5 * MAX_BYTES - 1_000
    assert main(["ingest", str(articles), str(tmp_path / "nowhere"), "--store", url]) == 1
    out, err = capsys.readouterr()
    assert [line.split(": ")[1].split(";")[0] for line in out.splitlines()] == ["added"] * 4
    told = {"a empty.txt": "empty", "b binary.txt": "binary", "c huge.txt": "10 MB", "nowhere": "no such file", "d latin.txt": "not UTF-8"}
    for name, says in told.items():
        assert any(name in line and says in line for line in err.splitlines()), name
    assert len(Store(url).documents()) == 4
    assert "4 read, 4 refused" in err


def test_a_rule_that_fails_on_one_article_leaves_the_others(articles: Path, url: str, monkeypatch: pytest.MonkeyPatch,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    from incidents.extraction import extracting as extraction

    real = extraction.extract
    monkeypatch.setattr(extraction, "extract", lambda document, *_: 1 / 0 if "Ménaka" in document.text else real(document))
    assert main(["ingest", str(articles), "--store", url]) == 1
    out, err = capsys.readouterr()
    assert "2 calm.txt: added" in out
    assert "1 attack.txt: a rule failed on this text (ZeroDivisionError" in err


def test_articles_read_before_a_kill_are_merged_by_the_next_ingest(articles: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "merge_all", lambda store: None)
    main(["ingest", str(articles), "--store", url])
    assert Store(url).incidents() == ()
    monkeypatch.undo()
    main(["ingest", str(articles), "--store", url])
    assert len(Store(url).incidents()) == 1


def test_a_published_date_overrules_and_is_kept(articles: Path, url: str) -> None:
    main(["ingest", str(articles), "--store", url, "--published", "2024-03-06"])
    assert {(str(d.published), d.published_source) for d in Store(url).documents()} == {("2024-03-06", "user")}


def test_extract_writes_one_line_per_record_in_order_whatever_the_jobs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = records(tmp_path / "docs.jsonl", ATTACK, CALM, ATTACK.replace("Trois", "Quatre"), CALM, CALM)
    assert main(["extract", str(path)]) == 0
    one = capsys.readouterr().out
    assert main(["extract", str(path), "--jobs", "2", "--out", str(tmp_path / "out.jsonl")]) == 0
    assert (tmp_path / "out.jsonl").read_text("utf-8") == one
    lines = [json.loads(line) for line in one.splitlines()]
    assert [line["id"] for line in lines] == ["r0", "r1", "r2", "r3", "r4"]
    first = lines[0]["incidents"][0]
    assert first["date"]["quote"] in ATTACK
    assert first["place"]["quote"] in ATTACK
    assert (first["event_type"], first["killed"]["best"], first["place"]["admin1"]) == ("Battles", 3, "Ménaka")
    assert first["group"] == lines[2]["incidents"][0]["group"], "two tellings of one incident share a group"
    assert lines[1]["incidents"] == []


def test_extract_names_bad_lines_and_does_the_rest_also_in_worker_processes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = records(tmp_path / "docs.jsonl", CALM, CALM)
    with path.open("a", encoding="utf-8") as file:
        file.write('not json\n{"id": "odd", "paragraphs": 3}\n')
    for jobs in ("1", "2"):
        assert main(["extract", str(path), "--jobs", jobs]) == 1
        out, err = capsys.readouterr()
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["r0", "r1"]
        assert "line 3" in err
        assert "'odd'" in err


def test_extract_touches_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENTS_STORE", f"sqlite:///{tmp_path / 'untouched.sqlite'}")
    main(["extract", str(records(tmp_path / "docs.jsonl", ATTACK)), "--out", str(tmp_path / "out.jsonl")])
    assert not (tmp_path / "untouched.sqlite").exists()


@pytest.mark.parametrize(("filters", "kept"), [
    ([], 1), (["--start", "2024-03-04"], 1), (["--start", "2024-03-05"], 0), (["--end", "2024-03-03"], 0), (["--region", "Menaka"], 1),
    (["--region", "Ménaka"], 1), (["--region", "Gao"], 0), (["--region", "Gao", "--region", "ML10"], 1), (["--region", "2023:Menaka"], 1),
    (["--actor", "fama"], 1), (["--actor", "minusma"], 0), (["--type", "Battles"], 1), (["--type", "Protests"], 0),
    (["--region", "Menaka", "--type", "Protests"], 0), (["--type", "Armed clash"], 1),
])  # fmt: skip
def test_filters_are_any_of_a_kind_and_all_of_the_kinds(articles: Path, url: str, capsys: pytest.CaptureFixture[str], filters: list[str],
                                                       kept: int) -> None:
    main(["ingest", str(articles), "--store", url])
    capsys.readouterr()
    assert main(["export", "csv", "--out", "-", "--store", url, *filters]) == 0
    assert len(list(csv.DictReader(capsys.readouterr().out.splitlines()))) == kept


@pytest.mark.parametrize("arguments", [
    [], ["nonsense"], ["ingest"], ["ingest", "x", "--published", "yesterday"], ["extract", "x", "--jobs", "0"], ["export", "pdf", "--out", "x"],
    ["export", "csv"], ["export", "csv", "--out", "x", "--start", "2024-02-30"], ["export", "csv", "--out", "x", "--region", "Atlantis"],
    ["export", "csv", "--out", "x", "--type", "<script>"], ["export", "csv", "--out", "x", "--start", "2024-02-02", "--end", "2024-01-01"],
])  # fmt: skip
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [["ingest", "nowhere.txt"], ["extract", "nowhere.jsonl"], ["export", "csv", "--out", "no/such/folder/x.csv"]])
def test_what_cannot_be_done_is_exit_1_and_says_where(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert any(argument in capsys.readouterr().err for argument in arguments if "no" in argument)


@pytest.mark.parametrize("command", ["ingest", "extract", "export"])
def test_help_shows_an_example_that_parses(command: str) -> None:
    done = subprocess.run([sys.executable, "-m", "incidents", command, "--help"], capture_output=True, text=True, cwd=ROOT, check=True)
    example = done.stdout.split("Example:")[1].strip()
    assert example.startswith(f"python -m incidents {command} ")
    assert parser().parse_args(shlex.split(example)[3:]).command == command


def test_each_command_line_of_the_readme_parses() -> None:
    lines = re.findall(r"^\$ python -m incidents (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {parser().parse_args(shlex.split(line)).command for line in lines} == {"ingest", "extract", "export"}


def test_an_export_that_fails_leaves_the_file_before_as_it_was(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidents.commands import export

    out = tmp_path / "map.csv"
    out.write_text("before", "utf-8")
    Store(url)

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(export.FORMS, "csv", full)
    assert main(["export", "csv", "--out", str(out), "--store", url]) == 1
    assert out.read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_the_sample_is_exported_with_its_mark_while_the_own_store_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "csv", "--out", "-"]) == 0
    out, err = capsys.readouterr()
    table = list(csv.DictReader(out.splitlines()))
    assert len(table) > 20
    assert {row["sample"] for row in table} == {"SAMPLE, PARTLY INVENTED"}
    assert "SAMPLE, PARTLY INVENTED" in err


def test_the_five_seeds_end_to_end(shared: Path, tmp_path: Path) -> None:
    """The issue's own measure: the five incidents of the seeds and no other, none from the second and fourth article."""
    out = tmp_path / "seeds.jsonl"
    assert main(["extract", str(shared / "gold/seeds.jsonl"), "--out", str(out)]) == 0
    done = subprocess.run([sys.executable, str(shared / "gold/score.py"), str(shared / "gold/seeds.jsonl"), str(out), "--json"], capture_output=True,
                          text=True, check=True)
    score = json.loads(done.stdout)
    assert (score["gold"], score["matched"], score["predicted"], score["extra_in_documents_without_incident"]) == (5, 5, 5, 0)
