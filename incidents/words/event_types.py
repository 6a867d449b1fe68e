"""ACLED's six event types and their sub types: one row each in ``knowledge/event_types.csv``, with sign, colours and words.

A colour stands for what happened, never for who did it (docs/architecture.md; the colours were checked for colour blindness).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from incidents.catalogue import language

SOURCE = Path(__file__).parents[1] / "knowledge" / "event_types.csv"


@dataclass(frozen=True, slots=True)
class EventType:
    """A type (``sub`` is "") or a sub type. ``shape``, ``sign``, ``light`` and ``dark`` (#RRGGBB) are the type's, also on its sub types.

    ``words`` holds, per language, the label, the words that open a headline, and the words for several of them.
    """

    type: str
    sub: str
    slug: str
    shape: str
    sign: str
    light: str
    dark: str
    streamlit: str
    words: dict[str, tuple[str, str, str]]

    def label(self, lang: str | None = None) -> str:
        return self.words[lang or language()][0]

    def one(self, lang: str | None = None) -> str:
        return self.words[lang or language()][1]

    def several(self, lang: str | None = None) -> str:
        return self.words[lang or language()][2]


@cache
def all_types() -> tuple[EventType, ...]:
    """Types and sub types in the order of the legend; each type comes before its sub types."""
    found: list[EventType] = []
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = {lang: (row[lang], row[f"headline_{lang}"], row[f"several_{lang}"]) for lang in ("en", "fr")}
            entry = EventType(row["event_type"], row["sub_event_type"], row["short"], row["shape"], row["sign"], row["light"], row["dark"],
                              row["streamlit"], words)  # fmt: skip
            found.append(entry if not entry.sub else _with_look(entry, found[-1]))
    return tuple(found)


def _with_look(entry: EventType, of: EventType) -> EventType:
    return replace(entry, shape=of.shape, sign=of.sign, light=of.light, dark=of.dark, streamlit=of.streamlit)


@cache
def types() -> tuple[EventType, ...]:
    """The six types."""
    return tuple(t for t in all_types() if not t.sub)


@cache
def sub_types(event_type: str | None = None) -> tuple[EventType, ...]:
    """The sub types of ``event_type``, or all of them."""
    return tuple(t for t in all_types() if t.sub and event_type in (None, t.type))


@cache
def _by_name() -> dict[tuple[str, str], EventType]:
    return {(t.type, t.sub): t for t in all_types()}


def find(event_type: str, sub_event_type: str = "") -> EventType | None:
    """The entry spelt so; for an unknown sub type its type; None for an unknown type."""
    return _by_name().get((event_type, sub_event_type)) or _by_name().get((event_type, ""))
