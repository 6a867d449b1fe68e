"""Figures against one another: another voice's for the same people, and a new sum that replaces an old one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.tolls import combining
from incidents.extraction.tolls.mention import TollMention
from incidents.extraction.tolls.patterns import found, pattern, synonyms, words

_LOOK_BACK = 220  # characters before a figure that may name its voice


def across(mentions: list[TollMention], paragraphs: Sequence[str]) -> list[TollMention]:
    """The mentions with what the sentences before say of them: rival figures, and a new sum that replaces an old one."""
    out: list[TollMention] = []
    for mention in mentions:
        text = paragraphs[mention.paragraph]
        if not mention.rival and not mention.subset and not mention.superseded and mention.low != 0:
            target = _target(mention, out, 2 if _strong_before(mention, text) else 1)
            if target is not None and (_allied(mention, target) is False or _disputes(mention, target, text)) and _contests(mention, target, text):
                whose = target.side if mention.side == "unknown" or mention.neutralised else mention.side
                mention = replace(mention, rival=True, rival_of=(target.paragraph, target.start), side=whose)
        if _correcting(mention, text):
            if mention.noun in ("", *words("both", "anybody")):
                mention = replace(mention, side="unknown")  # a sum is of all sides
            out = [replace(m, superseded=True) if _replaced(m, mention) else m for m in out]
        out.append(mention)
    return out


def _strong_before(mention: TollMention, text: str) -> bool:
    return found("rival_strong", text[max(0, mention.clause[0], mention.start - 120) : mention.start])


def _target(mention: TollMention, before: list[TollMention], back: int) -> TollMention | None:
    """The lead figure that ``mention`` may contest: the same quantity and people, not more than ``back`` paragraphs before."""
    for other in reversed(before):
        if other.paragraph < mention.paragraph - back:
            return None
        if (
            other.quantity == mention.quantity
            and other.high != 0
            and not (other.subset or other.superseded or other.rival)
            and _comparable(mention, other)
        ):
            return None if (other.low, other.best, other.high) == (mention.low, mention.best, mention.high) else other
    return None


def _comparable(mention: TollMention, other: TollMention) -> bool:
    if mention.neutralised:
        return not other.neutralised and other.side in ("civilians", "unknown")
    if "unknown" in (mention.side, other.side):
        return "armed group" not in (mention.side, other.side)
    if _allied(mention, other):
        return True
    return mention.side == other.side and (_kind(mention.noun) == _kind(other.noun) or "" in (_kind(mention.noun), _kind(other.noun)))


def _allied(a: TollMention, b: TollMention) -> bool:
    """An army and the foreign force beside it: one voice may count both together."""
    return {a.side, b.side} == {"state", "external"}


def _disputes(mention: TollMention, target: TollMention, text: str) -> bool:
    here = target.paragraph == mention.paragraph
    until = max(mention.start, mention.victim[0] if mention.victim else 0)
    return found("rival_strong", text[max(target.end if here else 0, until - 120) : until])


def _kind(noun: str) -> str:
    """The noun's own kind; empty for a word that may stand for anybody ("dead", "men")."""
    return "" if noun in words("both", "anybody") else synonyms().get(noun, noun)


_MORE = re.compile(r"\b(?:also|another|others?|further|more(?! than)|additional|autres?|également|aussi|supplémentaires?|encore)\b", re.IGNORECASE)


def _contests(mention: TollMention, target: TollMention, text: str) -> bool:
    """Whether the words before the figure give it to another voice than the one before."""
    until = max(mention.start, mention.victim[0] if mention.victim else 0)
    here = target.paragraph == mention.paragraph
    said = text[max(target.end, until - _LOOK_BACK) : until] if here else text[:until][-_LOOK_BACK:]
    if found("rival_account", said):
        return True
    if _MORE.search(mention.quote) or (not here and _ANOTHER_DAY.search(text[:until])):
        return False
    if mention.neutralised and found("state_says", said):
        return True
    if found("rival_strong", said):
        return True
    apart = mention.sentence != target.sentence if here else mention.sentence == 0
    own = text[mention.clause[0] : until][-120:]
    voiced = found("rival", own)
    if combining.refines(target, mention):
        return False
    return apart and voiced and _near_size(mention, target) and not _ANOTHER_DAY.search(_TOLD_ON.sub("", said)) and not _PLACED.search(said)


def _near_size(mention: TollMention, target: TollMention) -> bool:
    a, b = (next((x for x in (m.best, m.low, m.high) if x), 0) for m in (mention, target))
    return target.rule != "article" and min(a, b) * 5 >= max(a, b) and max(a, b) > 1


_PLACED = re.compile(r"\b(?:in|at|near|outside|around|à|près de|dans le cercle de|dans la région de|vers) (?:the |le |la )?(?=[A-ZÀ-Ý])")
_DAYS = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:same|next|previous|following) day"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lendemain|veille"
)
_MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_ANOTHER_DAY = re.compile(rf"\b(?:{_DAYS}|{_MONTHS})\b", re.IGNORECASE)


_TOLD_ON = re.compile(
    "\\b(?:said|says|told|statement|video|communiqué|put out|put on line|released|posted|published|broadcast|aired|announced|reported|message"
    "|dit|déclaré|annoncé|publiée?|diffusée?|parue?|mise? en ligne|vidéo|rapport)(?: [\\w']+){0,2},?"
    rf" (?:on |the |le |de |du |ce |this )?(?:{_DAYS})\\b",
    re.IGNORECASE,
)  # a day on which it was told is no other day of the event


def _correcting(mention: TollMention, text: str) -> bool:
    said = text[max(0, mention.start - 60) : mention.start + 40]
    return any(m.start() <= 60 for tongue in ("en", "fr") for m in pattern(tongue, "correcting").finditer(said))


def _replaced(old: TollMention, new: TollMention) -> bool:
    if old.quantity != new.quantity or old.subset or new.paragraph - old.paragraph > 1 or (old.best or 0) > (new.best or new.low or 0):
        return False
    return old.side == new.side or "unknown" in (old.side, new.side)
