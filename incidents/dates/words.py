"""The date words of a language: its tables, its rules as compiled patterns, and the gate that skips text without dates."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
LANGUAGES = ("en", "fr")

_SAME = {ord(c): "'" for c in "’‘ʼ`´"} | {ord(c): "-" for c in "–—‑‒−"} | {ord(c): " " for c in "\n\t\r\u00a0\u202f\u2009\u2007"}
_ACCENTS = {ord(c): unicodedata.normalize("NFKD", c)[0] for c in "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"}
_SLOT = re.compile(r"\{([DMFYWVNUTPSO])\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a language file: the pattern, the reading that turns a match into days, and what else the row says."""

    name: str
    read: str
    pattern: re.Pattern[str]
    needs: str
    role: str
    shift: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Words:
    """All date words of one language."""

    language: str
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, int]
    rules: tuple[Rule, ...]
    gate: re.Pattern[str]

    def number(self, text: str) -> int:
        return int(text) if text.isdecimal() else self.numbers.get(text, 1)


def lower(text: str) -> str:
    """``text`` in small letters, accents kept, quotes, dashes and blanks made plain; the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_SAME)


def flatten(text: str) -> str:
    """:func:`lower` without the accents of French; the same length."""
    return lower(text).translate(_ACCENTS)


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _slots(table: dict[str, Any]) -> dict[str, str]:
    """The pattern behind each letter in braces, its group still to be numbered."""
    long, short = table["months"], table["short_months"]
    day = r"\d{1,2}" + (rf"|{table['words']['first_day']}" if table["words"]["first_day"] else "")
    return {
        "D": rf"(?P<%s>(?<!\d){day})(?!\d){table['words']['day_suffix']}",
        "M": rf"(?P<%s>{_any({**long, **short})})",
        "F": rf"(?P<%s>{_any(long)})",
        "Y": r"(?P<%s>(?:19|20)\d{2})",
        "W": rf"(?P<%s>{_any({**table['weekdays'], **table['short_weekdays']})})",
        "V": rf"(?P<%s>{_any(table['weekdays'])})",
        "N": rf"(?P<%s>\d{{1,3}}|{_any(table['numbers'])})",
        "U": rf"(?P<%s>{_any(table['units'])})",
        "P": rf"(?P<%s>{_any(table['parts'])})",
        "S": rf"(?P<%s>{_any(table['seasons'])})",
        "O": r"(?P<%s>(?<!\d)\d{1,2})(?:st|nd|rd|th)",
        "T": "(?:" + table["words"]["times"] + ")",
    }


def _compile(pattern: str, slots: dict[str, str]) -> re.Pattern[str]:
    counts: dict[str, int] = {}

    def fill(match: re.Match[str]) -> str:
        letter = match.group(1)
        if letter == "T":
            return slots["T"]
        counts[letter] = counts.get(letter, 0) + 1
        return slots[letter].replace("%s", f"{letter}{counts[letter]}")

    filled = _SLOT.sub(fill, pattern)
    return re.compile(("" if filled.startswith(r"\b") else r"\b") + _blanks(filled) + r"(?!\w)")


_PIECE = re.compile(r"\\.|\[[^\]]*\]|\(\?<[!=][^)]*\)| \?| |[^ \\\[(]+|.", re.DOTALL)


def _blanks(pattern: str) -> str:
    """``pattern`` with each blank outside classes and look-behinds standing for one to three blanks."""
    return "".join({" ": "[ ]{1,3}", " ?": "[ ]{0,3}"}.get(piece, piece) for piece in _PIECE.findall(pattern))


def _needs(row: dict[str, Any]) -> str:
    if "needs" in row:
        return str(row["needs"])
    pattern = row["pattern"]
    return "M" if "{M}" in pattern or "{F}" in pattern else "W" if "{V}" in pattern else "K"


def _gate(table: dict[str, Any]) -> re.Pattern[str]:
    months, weekdays = {**table["months"], **table["short_months"]}, {**table["weekdays"], **table["short_weekdays"]}
    return re.compile(
        rf"\b(?:(?P<M>{_any(months)})|(?P<W>{_any(weekdays)})s?|(?P<K>{_any(table['words']['keywords'])}))\b"
        r"|\b(?P<O>(?:le|du|au) (?=(?:[a-z]{5,8} )?\d{1,2}\b)|\d{1,2}(?:st|nd|rd|th)\b)"
        r"|(?P<I>\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b)|\b(?P<Y>(?:19|20)\d{2})\b"
    )


def _rule(row: dict[str, Any], slots: dict[str, str]) -> Rule:
    role, shift, capital = row.get("role", ""), row.get("shift", 0), row.get("capital", False)
    return Rule(row["name"], row["read"], _compile(row["pattern"], slots), _needs(row), role, shift, capital)


@cache
def words(language: str) -> Words:
    """The date words of "en" or "fr"."""
    with (KNOWLEDGE / f"dates_{language}.toml").open("rb") as file:
        table = tomllib.load(file)
    slots = _slots(table)
    return Words(
        language,
        months={**table["months"], **table["short_months"]},
        weekdays={**table["weekdays"], **table["short_weekdays"]},
        numbers=table["numbers"],
        units=table["units"],
        parts=table["parts"],
        seasons=table["seasons"],
        rules=tuple(_rule(row, slots) for row in table["rule"]),
        gate=_gate(table),
    )


@cache
def role_words() -> dict[str, dict[str, Any]]:
    """What a date may hang on, per language."""
    with (KNOWLEDGE / "dates_roles.toml").open("rb") as file:
        return tomllib.load(file)
