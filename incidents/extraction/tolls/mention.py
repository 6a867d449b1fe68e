"""What the toll reader says: one figure of the text, and one side's share of a sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["state", "armed group", "civilians", "external", "unknown"]
TollQuantity = Literal["killed", "injured", "abducted", "detained", "missing", "released"]


@dataclass(frozen=True, slots=True)
class TollMention:
    """One figure of people killed, injured, taken, held, missing or freed, with the words that say it.

    ``paragraph`` is 0-based; ``start``, ``end``, ``victim`` and ``clause`` are offsets in that paragraph, ``quote`` the slice.
    None is unknown. ``neutralised``: an army's word, low is None. ``subset``: part of another figure. ``superseded``: the text
    corrects it. ``rival``: another claimant's figure for what ``rival_of`` (paragraph, start) counts. ``total``: a sum over a
    period or many places. ``shared``: one toll told of several acts. ``rule`` names the pattern that read it.
    """

    paragraph: int
    start: int
    end: int
    quote: str
    quantity: TollQuantity
    low: int | None
    best: int | None
    high: int | None
    victim: tuple[int, int] | None = None
    victim_words: str = ""
    noun: str = ""  # the noun of people as the lexicon lists it, empty for a bare number
    side: Side = "unknown"
    subset: bool = False
    neutralised: bool = False
    superseded: bool = False
    rival: bool = False
    rival_of: tuple[int, int] | None = None
    total: bool = False
    shared: bool = False
    accident: bool = False
    own_zero: bool = False
    sentence: int = 0
    clause: tuple[int, int] = (0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One side's share of a toll. ``mentions`` are the figures it rests on, the lead first."""

    side: Side
    low: int | None
    best: int | None
    high: int | None
    mentions: tuple[TollMention, ...]
