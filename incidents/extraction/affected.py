"""What was affected (aid, health, education, ...) and what kind of thing was attacked, from word lists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from gazetteer.fold import fold
from incidents.extraction.events import KNOWLEDGE
from incidents.extraction.patterns import Patterns


@cache
def _patterns(name: str) -> Patterns:
    return Patterns.load(KNOWLEDGE / f"{name}.csv")


def affected(texts: Iterable[str]) -> tuple[str, ...]:
    """The sectors that the texts name as hit, sorted: aid, camp, education, health, market, mining, road, telecommunications, water, worship."""
    return tuple(sorted({h.row["affected"] for text in texts for h in _patterns("affected").find(fold(text))}))


def object_sides(texts: Iterable[str]) -> tuple[bool, bool]:
    """Whether the texts name a civilian object (village, bus), and an armed one (camp, post), as what may have been attacked."""
    sides = {h.row["side"] for text in texts for h in _patterns("objects").find(fold(text))}
    return "civilians" in sides, "armed" in sides


def several_sites(text: str) -> bool:
    """Whether the text names several sites or settlements as what was hit: then a named town is near them, not the place itself."""
    return any(h.row["side"] == "several" for h in _patterns("objects").find(fold(text)))
