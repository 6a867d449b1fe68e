"""Trigger words to acts, and the cues that say an act did not happen here and now: planned, denied, long past, elsewhere.

``read`` returns, for each paragraph, its triggers and cues with offsets in the paragraph. What they add up to is decided
clause by clause in ``clauses`` and draft by draft in ``drafts``. The words are in ``knowledge/triggers.csv`` and ``cues.csv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.fold import fold
from incidents.extraction.patterns import Patterns

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"

#: Acts that are violence by themselves, and the families that a change of which opens another incident.
ARMED = frozenset(
    {
        "attack",
        "clash",
        "overrun",
        "ambush",
        "fire",
        "kill",
        "ied",
        "blast",
        "suicide",
        "carbomb",
        "air",
        "shell",
        "grenade",
        "abduct",
        "sexual",
        "repel",
        "beat",
        "neutralise",
        "fightin",
    }
)
UNREST = frozenset({"protest", "riot", "mob", "teargas", "liverounds"})
TERRITORY = frozenset({"take", "retake", "enter", "transfer", "withdraw", "leave", "moveinto", "base", "seize"})
QUIET = frozenset({"arrest", "weapons", "agreement", "change", "defect", "operation", "release"})
PROPERTY = frozenset({"burn", "loot", "destroy"})
CONTINUING = frozenset({"die", "hurt", "toll", "nofight"})  # they continue a report and open none by themselves


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an act. ``strength`` 3 reports a happening by itself, 2 needs an anchor, 1 only supports."""

    paragraph: int
    start: int
    end: int
    act: str
    strength: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says no incident happened here and now; ``reason`` as in :data:`incidents.model.SetAsideReason`, or "situation ..."."""

    paragraph: int
    start: int
    end: int
    reason: str
    scope: str


@cache
def triggers() -> Patterns:
    return Patterns.load(KNOWLEDGE / "triggers.csv")


@cache
def cues() -> Patterns:
    return Patterns.load(KNOWLEDGE / "cues.csv")


def _is_month(text: str, start: int, end: int) -> bool:
    return text[start:end] == "May"


def read(paragraphs: Sequence[str], language: str | None) -> tuple[list[list[Trigger]], list[list[Cue]]]:
    """Triggers and cues of each paragraph, in reading order; ``language`` None tries both."""
    found: list[list[Trigger]] = []
    warned: list[list[Cue]] = []
    for number, text in enumerate(paragraphs):
        folded = fold(text)
        found.append([Trigger(number, h.start, h.end, h.row["act"], int(h.row["strength"])) for h in triggers().find(folded, language)])
        warned.append(
            [
                Cue(number, h.start, h.end, h.row["reason"], h.row["scope"])
                for h in cues().find(folded, language)
                if not _is_month(text, h.start, h.end)
            ]
        )
    return found, warned
