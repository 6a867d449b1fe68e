"""Colours by theme (``palette.toml``) and the signs of the event types (``incidents/knowledge/event_types.csv``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from incidents.words.event_types import types

ThemeName = Literal["light", "dark"]
SOURCE = Path(__file__).with_name("palette.toml")


@dataclass(frozen=True, slots=True)
class Sign:
    """How one event type looks: ``category`` is its number on the GPU, ``character`` its sign in text."""

    name: str
    category: int
    shape: str
    character: str
    markdown: str
    light: str
    dark: str

    def colour(self, theme: ThemeName) -> str:
        return self.dark if theme == "dark" else self.light


@cache
def signs() -> tuple[Sign, ...]:
    """The event types in their fixed order."""
    return tuple(Sign(kind.type, number, kind.shape, kind.sign, kind.streamlit, kind.light, kind.dark) for number, kind in enumerate(types()))


@cache
def sign(event_type: str) -> Sign:
    """The sign of an event type; an unknown name gets the neutral sign of strategic developments."""
    by_name = {s.name: s for s in signs()}
    return by_name.get(event_type, by_name["Strategic developments"])


@cache
def colours(theme: ThemeName) -> Mapping[str, str]:
    """Colours of the base map and the interface as "#RRGGBB", by their name in the table."""
    table: Mapping[str, str] = _table()["themes"][theme]
    return table


def rgba(colour: str, opacity: float = 1.0) -> list[int]:
    """``#RRGGBB`` as deck.gl's [r, g, b, a]."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [round(255 * opacity)]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))
