"""Which sentences the code shows: found by walking its syntax, for the tests and for translators (``python -m incidents.catalogue``)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from incidents.catalogue import FOLDER

ROOT = FOLDER.parents[1]
FUNCTIONS = {"text": 1, "mark": 1, "plural": 2}
Message = str | tuple[str, str]


def sources() -> Iterator[Path]:
    """The project's own modules that may show a sentence."""
    yield from sorted((ROOT / "incidents").rglob("*.py"))
    yield from sorted((ROOT / "pages").glob("*.py"))
    yield from (p for p in [ROOT / "streamlit_app.py"] if p.exists())


def used() -> dict[Message, list[str]]:
    """Message (a pair where it has a plural) to the places that show it, as "path:line"."""
    found: dict[Message, list[str]] = {}
    for path, call, count in _calls():
        words = [a.value for a in call.args[:count] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if len(words) == count:
            found.setdefault(words[0] if count == 1 else (words[0], words[1]), []).append(f"{path.relative_to(ROOT)}:{call.lineno}")
    return found


def computed() -> list[str]:
    """Places that hand something else than a literal to ``text`` or ``plural``: each must show only messages that are marked elsewhere."""
    return [f"{path.relative_to(ROOT)}:{call.lineno}" for path, call, count in _calls()
            if not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args[:count])]  # fmt: skip


def catalogue(lang: str) -> Catalog:
    """The messages of ``<lang>.po`` as they stand in the file."""
    with (FOLDER / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


def missing(lang: str) -> list[Message]:
    """Messages that the code shows and the catalogue does not translate, in order."""
    held = {m.id: m.string for m in catalogue(lang) if m.id and not m.fuzzy}
    return sorted((m for m in used() if not _whole(held.get(m))), key=str)


def _whole(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


def _calls() -> Iterator[tuple[Path, ast.Call, int]]:
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if isinstance(node, ast.Call) and name in FUNCTIONS and len(node.args) >= FUNCTIONS[name] and _imports(tree):
                yield path, node, FUNCTIONS[name]


def _imports(tree: ast.Module) -> bool:
    """Whether the module takes its words from the catalogue (another function may be called ``text``)."""
    return any(isinstance(n, ast.ImportFrom) and (n.module or "").endswith("catalogue") for n in ast.walk(tree))
