"""Reasons in the language in use: why a value was read so, why a place was weighed so, why reports are one incident.

Reasons are stored as the extraction words them, in English. ``knowledge/reason_words.csv`` has one line a form, with the French beside it;
what an article or the gazetteer put into a ``{hole}`` stands in both as it is. A reason may be several forms one after another, and what
fits no form stays in English, marked as such: a reason is never lost. Nothing here is escaped.

A line whose first column is empty is a reason of its own; else it is what may stand in the hole of that name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from incidents.catalogue import language, number
from incidents.words.actor_names import is_known, name_of
from incidents.words.event_types import all_types
from incidents.words.place_words import of
from incidents.words.terms import KINDS, kind_name

SOURCE = Path(__file__).parents[1] / "knowledge" / "reason_words.csv"
LONGEST, MOST = 3000, 40  # characters, and parts of one reason: what has more was made to be slow, and stays as it is
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # round what is not said; no text may hold these two, and they are dropped where one does
_HOLE = re.compile(r"\{(\w+)\}")
_JOINT = re.compile(r"(?<=\.) |, |; |$")
_JOINTS = {"; ": "\u202f; "}  # as French sets them; others stay
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
#: What a hole may hold. Few may hold the marks that stand between holes, so that there is one way to read a reason, however long.
_SHAPES = {
    "n": _FIGURE, "km": _FIGURE, "share": _FIGURE, "score": r"\d\.\d+", "country": "[A-Z]{2}", "reasons": ".+", "basis": ".+",
    "alias": ".{1,300}", "quote": "[^“”]{1,300}", "before": "[^“”]{1,300}", "words": "[^“”]{1,300}", "placing": "[^“”]{1,300}",
    "name": r"(?![a-z])(?:[^“”:;()]|\([^()]*\)){1,200}",
}  # fmt: skip
_OTHER = "[^“”:;]{1,200}"
_SHUT = frozenset({"level", "way", "basis"})  # holes that only hold what the table lists


class Piece(NamedTuple):
    """A stretch of a reason, and the language it is in where that is not the one asked for."""

    words: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One line of the table: what the reason looks like, and its French with the same holes."""

    pattern: re.Pattern[str]
    french: str


def pieces(reason: str, lang: str | None = None) -> tuple[Piece, ...]:
    """``reason`` in the language in use (or ``lang``), in order; joined they are the whole of it."""
    chosen = lang or language()
    return (Piece(reason),) if chosen == "en" or not reason else _pieces(reason)


def said(reason: str, lang: str | None = None) -> str:
    """As :func:`pieces`, joined."""
    return "".join(piece.words for piece in pieces(reason, lang))


@lru_cache(maxsize=4096)
def _pieces(reason: str) -> tuple[Piece, ...]:
    reason = reason.replace(_OPEN, "").replace(_CLOSE, "")
    if len(reason) > LONGEST:
        return (Piece(reason, "en"),)
    cut = re.split(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", _run(reason, strict=False) or "")
    return tuple(Piece(words, "en" if place % 2 else "") for place, words in enumerate(cut) if words)


@lru_cache(maxsize=4096)
def _run(words: str, *, strict: bool) -> str | None:
    """Forms one after another, each as short as can be; None where one is not known, or with ``strict`` off that one as it is."""
    out: list[str] = []
    start = 0
    while start < len(words):
        end, french = _first(words, start, strict=strict) if len(out) < MOST else (len(words), None)
        if french is None and strict:
            return None
        joint = _JOINT.match(words, end)
        between = joint.group() if joint else ""
        out.append((french if french is not None else f"{_OPEN}{words[start:end]}{_CLOSE}") + _JOINTS.get(between, between))
        start = end + len(between)
    return "".join(out)


def _first(words: str, start: int, *, strict: bool) -> tuple[int, str | None]:
    """Where the form that begins at ``start`` ends, and its French; for one that is not known the end of its sentence."""
    ends = [joint.start() for joint in islice(_JOINT.finditer(words, start + 1), MOST)]
    nearest = ends[0]
    ends.sort(key=lambda end: words[end - 1] != ".")  # sentences first: a part of one may look like a reason of its own
    for part, is_strict in (("", True), ("article", True)) if strict else (("", True), ("article", True), ("", False)):
        for end in ends:
            french = _say(part, words[start:end], strict=is_strict)
            if french is not None:
                return end, french
    return (ends[0] if words[ends[0] - 1] == "." else nearest), None


def _say(part: str, words: str, *, strict: bool = True) -> str | None:
    """``words`` by the first form of ``part`` that fits, or None."""
    for form in _forms().get(part, ()):
        match = form.pattern.fullmatch(words)
        values = _values(match.groupdict(), strict=strict) if match else None
        if values is not None:
            return _HOLE.sub(lambda hole, values=values: values[hole[1]], form.french)  # type: ignore[misc]
    return None


def _values(held: dict[str, str], *, strict: bool) -> dict[str, str] | None:
    """What stands in the holes, in French; None where something does not belong there."""
    values: dict[str, str] = {}
    for hole, words in held.items():
        french = _in_hole(hole.rstrip("0123456789"), words, strict=strict)
        if french is None:
            return None
        values[hole] = french
        values[f"of_{hole}"] = of(french, "fr")
    return values


def _in_hole(hole: str, words: str, *, strict: bool) -> str | None:
    if hole == "reasons":
        return _run(words, strict=strict)
    if hole in _SAY:
        return _SAY[hole](words)
    listed = _say(hole, words)
    if listed is None and (hole in _SHUT or (hole == "unit" and not words[:1].isupper())):
        return None
    return words if listed is None else listed


def _figure(words: str) -> str:
    """ "1,234" and "0.81" as French writes them."""
    whole, point, rest = words.replace(",", "").partition(".")
    return f"{number(int(whole), 'fr')}{',' if point else ''}{rest}"


def _kind(words: str) -> str | None:
    return kind_name(words, "fr") if words in KINDS else None


def _country(code: str) -> str:
    return str(Locale("fr").territories.get(code, code))


def _actor(actor: str) -> str | None:
    return name_of(actor, "fr") if is_known(actor) else None


def _type(name: str) -> str | None:
    return next((t.label("fr") for t in all_types() if name == (t.sub or t.type)), None)


def _placing(words: str) -> str | None:
    """An article's own words of where a place lies, which begin as such words do."""
    opening = re.match(r"[^\W\d]+|\d", words)
    begins = opening is not None and (opening[0].isdigit() or opening[0].lower() in _openings())
    return words if begins and not words.endswith(".") else None


_SAY: dict[str, Callable[[str], str | None]] = {
    "n": _figure, "km": _figure, "share": _figure, "score": _figure, "kind": _kind, "country": _country, "actor": _actor, "type": _type,
    "placing": _placing,
}  # fmt: skip


@cache
def _forms() -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for row in rows():
        if row["hole"] != "opening":
            found.setdefault(row["hole"], []).append(Form(_pattern(row["en"]), _set(row["fr"])))
    return {part: tuple(forms) for part, forms in found.items()}


@cache
def _openings() -> frozenset[str]:
    return frozenset(word for row in rows() if row["hole"] == "opening" for word in row["en"].split())


def rows() -> Iterator[dict[str, str]]:
    """The lines of the table."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _pattern(english: str) -> re.Pattern[str]:
    pieces_ = _HOLE.split(english)
    shapes = (re.escape(piece) if place % 2 == 0 else f"(?P<{piece}>{_shape(piece)})" for place, piece in enumerate(pieces_))
    return re.compile("".join(shapes), re.DOTALL)


def _shape(hole: str) -> str:
    return _SHAPES.get(hole.rstrip("0123456789"), _OTHER)


def _set(french: str) -> str:
    """With the no-break spaces that French sets, so that the table can be typed with ordinary ones."""
    return re.sub(r"(?<=«) | (?=[:»])", "\u00a0", re.sub(r" (?=[;?!%])", "\u202f", french))
