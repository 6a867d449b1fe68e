"""The date words of a language: its tables, and its rules as compiled patterns."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
LANGUAGES = ("en", "fr")

_SAME = {ord(c): "'" for c in "’‘ʼ`´"} | {ord(c): "-" for c in "–—‑‒−"} | {ord(c): " " for c in "\n\t\r\u00a0\u202f\u2009\u2007"}
_ACCENTS = {ord(c): unicodedata.normalize("NFKD", c)[0] for c in "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"}
_SLOT = re.compile(r"\{([DMFYWVNUTPSOL])\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a language file: the pattern, the reading that turns a match into days, and what else the row says."""

    name: str
    read: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
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
    rules: dict[str, tuple[Rule, ...]]  # by the kind of word that each needs
    keywords: frozenset[str]
    last_year: str  # by which "last year" is told from "this year"

    def number(self, text: str) -> int:
        return int(text) if text.isdecimal() else self.numbers.get(text, 1)


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_SAME)


def _bytes_table(fold: dict[int, str]) -> bytes:
    """The table of a fold for text that fits one byte a character: ten times the speed of str.translate."""
    out = bytearray()
    for byte in range(256):
        character = bytes([byte]).decode("cp1252", "replace")
        folded = _lower(character).translate(fold).encode("cp1252", "replace")
        out += bytes([byte]) if character == "\ufffd" else folded
    return bytes(out)


_LOW, _FLAT = _bytes_table({}), _bytes_table(_ACCENTS)


def lower(text: str) -> str:
    """``text`` in small letters, accents kept, quotes, dashes and blanks made plain; the same length."""
    try:
        return text.encode("cp1252").translate(_LOW).decode("cp1252")
    except UnicodeError:
        return _lower(text)


def flatten(text: str) -> str:
    """:func:`lower` without the accents of French; the same length."""
    try:
        return text.encode("cp1252").translate(_FLAT).decode("cp1252")
    except UnicodeError:
        return _lower(text).translate(_ACCENTS)


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
        "L": rf"(?P<%s>{table['words']['relative_year']})",
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


def _needs(row: dict[str, Any], keywords: frozenset[str]) -> tuple[str, ...]:
    """The kinds of word of which the pattern holds at least one; see :mod:`incidents.reading.dates.gate`."""
    pattern = row["pattern"]
    if row.get("needs", "K") != "K":
        return (str(row["needs"]),)
    for kind, letters in (("D", ("{D}", "{M}")), ("M", ("{M}",)), ("M", ("{F}",)), ("W", ("{V}",))):
        if all(letter in pattern for letter in letters):
            return (kind,)
    plain = pattern.replace(r"\b", " ")
    return tuple(sorted(word for word in keywords if re.search(rf"(?<![a-z]){word}(?:s\??)?(?![a-z])", plain)))


def _rule(row: dict[str, Any], slots: dict[str, str], keywords: frozenset[str], units: dict[str, str]) -> Rule:
    role, shift, capital = row.get("role", ""), row.get("shift", 0), row.get("capital", False)
    needs = _needs({**row, "pattern": row["pattern"].replace("{U}", "|".join(units))}, keywords)
    if not needs:
        raise ValueError(f"the rule {row['name']!r} holds no word that could be looked for: add one of its words to \"keywords\"")
    return Rule(row["name"], row["read"], _compile(row["pattern"], slots), needs, role, shift, capital)


@cache
def words(language: str) -> Words:
    """The date words of "en" or "fr"."""
    with (KNOWLEDGE / f"dates_{language}.toml").open("rb") as file:
        table = tomllib.load(file)
    by_need: dict[str, list[Rule]] = {}
    slots, units = _slots(table), table["units"]
    keywords = frozenset(table["words"]["keywords"]) | frozenset(units)
    for row in table["rule"]:
        rule = _rule(row, slots, keywords, units)
        for need in rule.needs:
            by_need.setdefault(need, []).append(rule)
    return Words(
        language,
        months={**table["months"], **table["short_months"]},
        weekdays={**table["weekdays"], **table["short_weekdays"]},
        numbers=table["numbers"],
        units=units,
        parts=table["parts"],
        seasons=table["seasons"],
        rules={need: tuple(rules) for need, rules in by_need.items()},
        keywords=keywords,
        last_year=table["words"]["last_year"],
    )


@cache
def role_words() -> dict[str, dict[str, Any]]:
    """What a date may hang on, per language."""
    with (KNOWLEDGE / "dates_roles.toml").open("rb") as file:
        return tomllib.load(file)
