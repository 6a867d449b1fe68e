"""The patterns of ``knowledge/tolls_marks.toml``, compiled once per language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast

from incidents.extraction.tolls.mention import Side


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("incidents.knowledge") / "tolls_marks.toml").read_text(encoding="utf-8"))


@cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """One list as one expression; it begins at a word unless an alternative is tied to an end of the text."""
    joined = "|".join(p.replace("'", "['’]") for p in _data()[language][name])
    if joined.startswith("^") or "$" in joined:
        return re.compile(joined, re.IGNORECASE)
    return re.compile(rf"\b(?:{joined})", re.IGNORECASE)


def found(name: str, text: str) -> bool:
    """Whether the list of either language is met: a paragraph may quote the other one."""
    return any(pattern(language, name).search(text) for language in ("en", "fr"))


@cache
def words(language: str, name: str) -> frozenset[str]:
    """A plain list of words."""
    return frozenset(_data()[language][name])


@cache
def groups(language: str) -> dict[str, Side]:
    """Words that stand for a side ("army", "ennemi")."""
    return {word: cast(Side, side) for side, words in _data()[language]["groups"].items() for word in words}


@cache
def synonyms() -> dict[str, str]:
    """Nouns of people that different voices use for the same ones, each to the first of its row."""
    return {word: row[0] for row in _data()["both"]["synonyms"] for word in row}
