"""The house: what a newcomer expects to find, and the promises of the set-up."""

from __future__ import annotations

import ast
import csv
import re
import sys
import tomllib
from pathlib import Path

import pytest
from importing import imports

from incidents.extraction.patterns import read_rows
from incidents.extraction.surroundings import any_of

ROOT = Path(__file__).parents[1]
PACKAGES = ("gazetteer", "incidents", "pages")
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60  # lines
VAGUE = ("utils", "util", "helpers", "helper", "manager", "misc", "common")


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("name", [
    "streamlit_app.py", "pages", "gazetteer", "data", "tests", "requirements.txt", "README.md", "CHANGELOG.md", "LICENSE", "Makefile",
    "pyproject.toml", ".streamlit/config.toml", ".ci/run", "docs/architecture.md",
])  # fmt: skip
def test_the_top_level_is_what_a_reader_expects(name: str) -> None:
    assert (ROOT / name).exists()


def test_each_requirement_is_pinned_and_says_why() -> None:
    lines = [line for name in ("requirements.txt", "requirements-dev.txt") for line in (ROOT / name).read_text("utf-8").splitlines()]
    wrong = [line for line in lines if line.strip() and not line.startswith(("#", "-r ")) and not re.fullmatch(r"[\w.-]+==[\w.]+ +# \w.+", line)]
    assert not wrong


def test_each_third_party_import_is_a_requirement() -> None:
    names = {"ahocorasick": "pyahocorasick", "text_to_num": "text2num", "streamlit_folium": "streamlit-folium", "PIL": "pillow"}
    required = {line.split("==")[0].lower() for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if "==" in line}
    found = {name for path in (*sources(), *ROOT.glob("*.py")) for _, name in imports(path.read_text("utf-8"))}
    missing = {names.get(name, name) for name in found - {"gazetteer", "incidents", "pages", ""} - set(sys.stdlib_module_names)} - required
    assert not missing


def test_the_app_sends_nothing_home_and_serves_its_own_base_map() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["enableStaticServing"] is True
    assert config["server"]["address"] == "127.0.0.1", "a wildcard address also makes Streamlit ask the web for its own"
    assert config["server"]["showEmailPrompt"] is False, "a first start must not wait for a key"
    assert config["client"]["showSidebarNavigation"] is False
    assert not re.search(r"https?://", (ROOT / ".streamlit/config.toml").read_text("utf-8"))


def test_modules_and_functions_stay_small_and_are_named_for_what_they_hold() -> None:
    found = []
    for path in sources():
        text = path.read_text("utf-8")
        where = path.relative_to(ROOT)
        if text.count("\n") > LONGEST_MODULE:
            found.append(f"{where}: {text.count(chr(10))} lines")
        if path.stem in VAGUE:
            found.append(f"{where}: says nothing")
        functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        found += [f"{where}:{node.lineno} {node.name}: {(node.end_lineno or 0) - node.lineno} lines" for node in functions
                  if (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION]
    assert not found


def test_ci_runs_make_test_and_make_runs_all_three_checks() -> None:
    assert "make test" in (ROOT / ".ci/run").read_text("utf-8")
    recipe = (ROOT / "Makefile").read_text("utf-8").split("\ntest:")[1].split("\n\n")[0]
    assert all(word in recipe for word in ("ruff check", "mypy", "pytest", "tests.chromium"))


def test_each_furniture_pattern_compiles_has_a_kind_and_a_reason() -> None:
    with (ROOT / "incidents/knowledge/boilerplate.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 20
    for row in rows:
        re.compile(row["pattern"])
        assert row["kind"] in ("boilerplate", "caption"), row
        assert row["reason"], row
        assert set(row["language"].split()) <= {"en", "fr"}, row


def test_each_word_round_a_name_or_an_act_compiles_and_has_a_reason() -> None:
    rows = read_rows(ROOT / "incidents/knowledge/surroundings.csv")
    for row in rows:
        re.compile(any_of(row["kind"]))
        assert row["pattern"], row
        assert row["reason"], row
        assert row["language"] in ("en", "fr", ""), row


def test_no_sentence_of_a_seed_is_in_the_repository(shared: Path) -> None:
    """Facts may carry over, sentences may not: the articles belong to their publishers."""
    texts = " ".join(path.read_text("utf-8", "replace") for path in (shared / "seeds").glob("*.txt"))
    sentences = {" ".join(s.split()) for s in re.split(r"(?<=[.!?])\s+", texts)}
    long = [sentence for sentence in sentences if len(sentence) > 70]
    assert long
    suffixes = {".py", ".md", ".jsonl", ".json", ".txt", ".csv", ".toml", ".po"}
    skipped = {".git", ".venv", "tables"}
    files = [path for path in ROOT.rglob("*") if path.suffix in suffixes and not skipped & set(path.parts) and path.is_file()]
    held = [f"{path.relative_to(ROOT)}: {sentence[:60]}" for path in files
            for flat in [" ".join(path.read_text("utf-8", "replace").split())] for sentence in long if sentence in flat]
    assert not held


def test_without_a_browser_the_set_up_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way to install one is tried in turn, and no more once one starts."""
    from tests import chromium

    tried: list[str] = []
    monkeypatch.setattr(chromium.subprocess, "run", lambda step, **_: tried.append(" ".join(step)))
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: name)
    monkeypatch.setattr(chromium, "starts", lambda: False)
    assert not chromium.ensure()
    assert ["apt-get" in step for step in tried] == [True, False]
    assert "playwright install" in tried[1]
    tried.clear()
    monkeypatch.setattr(chromium, "starts", lambda: True)
    assert chromium.ensure()
    assert tried == []
