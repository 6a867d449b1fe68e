"""Who is named in a text: every mention of an actor with its whole phrase, its id and its side.

``read`` finds names, acronyms that the text defines itself, nouns that name a kind of actor ("gunmen", "villageois"), and
words that point back ("the same group", "la mission"). Roles are given in ``roles``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from gazetteer.fold import fold
from incidents.extraction.actor_lexicon import actors, side_of
from incidents.extraction.actor_phrases import Phrase, grammar, phrases
from incidents.extraction.actor_phrases import rows as phrase_rows
from incidents.extraction.speech import speaking

LONGEST_PARAGRAPH = 200_000  # characters that are read; what follows in one paragraph is not news
_DEFINED = re.compile(r"\(([A-ZÀ-Þ][\w\-]{1,11})\)")


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor named in paragraph ``paragraph`` (0-based); ``quote`` is ``text[start:end]``.

    ``generic``: a kind of actor without a group's name. ``weak``: an actor only where something is done by or to it (a village, a bus).
    ``doer``: named by the deed ("attackers"), so never its target.
    ``speaker``: named as the one who speaks; ``self_from`` is then where it begins to speak of its own acts ("said it had", "dit avoir"), or -1.
    ``anaphor``: the words point back to an earlier name. ``warning``: why the name is doubtful, or "".
    """

    paragraph: int
    start: int
    end: int
    quote: str
    actor: str
    generic: bool
    side: str
    weak: bool = False
    doer: bool = False
    speaker: bool = False
    self_from: int = -1
    anaphor: bool = False
    warning: str = ""


def read(paragraphs: Sequence[str], language: str | None, published: date | None = None) -> list[ActorMention]:
    """Every mention in reading order. ``language`` is "en" or "fr"; any other value is read by the words of both, paragraph by paragraph."""
    folded = [fold(text[:LONGEST_PARAGRAPH]) for text in paragraphs]
    found: list[list[Phrase]] = []
    for text, low in zip(paragraphs, folded, strict=True):
        found.append(phrases(text, low, language_of(low, language), published))
    defined = _defined(paragraphs, found)
    out: list[ActorMention] = []
    for number, (text, low) in enumerate(zip(paragraphs, folded, strict=True)):
        tongue = language_of(low, language)
        own = _with_defined(text, [p for p in found[number] if p.actor], defined)
        mentions = [_mention(number, text, p, published) for p in own]
        pointing = _anaphors(number, text, low, tongue, mentions)
        mentions = _spoken(sorted(mentions + pointing, key=lambda m: m.start), low, tongue)
        out += mentions
    return _resolve(out)


@cache
def _common(language: str) -> re.Pattern[str]:
    english = "the|an|and|of|were|was|had|said|by|to|in|at|from|with|that|near|after|killed"
    french = "le|la|les|des|et|du|un|une|par|dans|ont|est|au|aux|de|ete|selon|sur|en|l'|d'|qu'"
    words = french if language == "fr" else english
    return re.compile(rf"\b(?:{words})(?<=')|\b(?:{words})\b")


def language_of(folded: str, language: str | None) -> str:
    """The language whose words read a paragraph: the document's, else the one whose commonest words it holds more of."""
    if language in ("en", "fr"):
        return str(language)
    head = folded[:600]
    return "fr" if len(_common("fr").findall(head)) > len(_common("en").findall(head)) else "en"


def _mention(number: int, text: str, p: Phrase, published: date | None) -> ActorMention:
    known = actors().get(p.actor)
    warning = ""
    if known and published and not p.generic and not known.existed(published):
        span = f"{known.valid_from or ''} to {known.valid_to or ''}".strip()
        warning = f"{p.actor} is named outside the time in which it existed ({span})"
    return ActorMention(number, p.start, p.end, text[p.start : p.end], p.actor, p.generic, side_of(p.actor), p.weak, p.doer, warning=warning)


def _defined(paragraphs: Sequence[str], found: Sequence[Sequence[Phrase]]) -> dict[str, str]:
    """Acronyms that the text sets beside a name: "the Malian Security Forces (MSF)"."""
    out: dict[str, str] = {}
    for text, own in zip(paragraphs, found, strict=True):
        if "(" not in text:
            continue
        ends = {p.core_end: p for p in own if p.actor and not p.generic}
        for match in _DEFINED.finditer(text[:LONGEST_PARAGRAPH]):
            phrase = ends.get(match.start() - 1) or ends.get(match.start())
            if phrase is not None:
                out.setdefault(match.group(1), phrase.actor)
    return out


def _with_defined(text: str, own: list[Phrase], defined: dict[str, str]) -> list[Phrase]:
    if not defined:
        return own
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(a) for a in sorted(defined, key=len, reverse=True)) + r")(?!\w)")
    out = list(own)
    for match in pattern.finditer(text):
        a, b = match.span()
        covering = next((i for i, p in enumerate(out) if p.start <= a and b <= p.end), None)
        if covering is None:
            out.append(Phrase(a, b, a, b, defined[match.group()], False, "", False))
        elif out[covering].core_start == a and out[covering].core_end == b:
            out[covering] = replace(out[covering], actor=defined[match.group()])
    return sorted(out, key=lambda p: p.start)


def _spoken(mentions: list[ActorMention], folded: str, language: str) -> list[ActorMention]:
    """The mentions with those marked that are named as speakers."""
    spans = speaking(folded, language, [(m.start, m.end) for m in mentions])
    return [replace(m, speaker=True, self_from=spans[i]) if i in spans else m for i, m in enumerate(mentions)]


def _anaphors(number: int, text: str, folded: str, language: str, taken: list[ActorMention]) -> list[ActorMention]:
    out = []
    for kind, pattern in _pointing(language).items():
        for match in pattern.finditer(folded):
            owned = next((i for i, m in enumerate(taken) if m.start == match.end() + 3 and folded.startswith("'s ", match.end())), None)
            if owned is not None:  # "the mission's Chadian contingent"
                whole = taken[owned]
                taken[owned] = replace(whole, start=match.start(), quote=text[match.start() : whole.end])
            elif (head := next((i for i, m in enumerate(taken) if _headed(folded, m, match.start())), None)) is not None:
                whole = taken[head]  # "a convoy of the Force"
                quote = text[whole.start : match.end()]
                taken[head] = replace(whole, end=match.end(), quote=quote, actor=kind, generic=False, weak=False, anaphor=True)
            elif not any(m.start < match.end() and match.start() < m.end for m in taken):
                out.append(ActorMention(number, match.start(), match.end(), text[match.start() : match.end()], kind, False, "other", anaphor=True))
    return out


def _headed(folded: str, m: ActorMention, at: int) -> bool:
    """Whether the words that point back at ``at`` say whose the men, camp or convoy before them are."""
    return m.generic and m.actor in ("fama", "unidentified-armed-group") and bool(_OF.fullmatch(folded, m.end, at))


_OF = re.compile(r" (?:of|from|belonging to|de|du|d'|appartenant a) ?")


@cache
def _pointing(language: str) -> dict[str, re.Pattern[str]]:
    rows = phrase_rows(language)
    return {kind: re.compile(rf"(?<!\w)(?:{rows[kind]})(?!\w)") for kind in ("group", "mission")}


def _resolve(mentions: list[ActorMention]) -> list[ActorMention]:
    """Give each pointing phrase the actor it points to: the last one named before it, for a mission also the first after."""
    out: list[ActorMention] = []
    last: dict[str, str] = {}
    first_mission = next((m.actor for m in mentions if m.actor in MISSIONS), "")
    for m in _rebels(mentions):
        if m.anaphor and m.actor in _POINTS:
            actor = last.get(m.actor) or (first_mission if m.actor == "mission" else last.get("militia", ""))
            if actor:
                out.append(replace(m, actor=actor, side=side_of(actor)))
            elif _OF_SOME.search(m.quote):  # "sappers of the Mission" where no mission is named
                kind = "fama" if m.actor == "mission" else "unidentified-armed-group"
                out.append(replace(m, actor=kind, side=side_of(kind), generic=True, anaphor=False))
            continue
        if m.actor == "self-defence-militia" and "militia" in last and _DEFINITE.match(m.quote):
            m = replace(m, actor=last["militia"], generic=False, anaphor=True)
        m = _pointing_back(m, last, out)
        if m.side == "armed group" and not m.generic:
            militia = actors()[m.actor].kind.endswith("militia")
            last["militia" if militia else "group"] = m.actor
        elif m.actor in MISSIONS:
            last["mission"] = m.actor
        out.append(m)
    return out


def _rebels(mentions: list[ActorMention]) -> list[ActorMention]:
    """ "The rebels" as the front that the text names, whatever front the day alone would suggest."""
    named = [m for m in mentions if m.actor in FRONTS and not _REBELS.search(m.quote)]
    out = []
    for m in mentions:
        if named and m.actor in FRONTS and _REBELS.search(m.quote) and m.actor not in {n.actor for n in named}:
            before = [n for n in named if (n.paragraph, n.start) < (m.paragraph, m.start)]
            m = replace(m, actor=(before or named[:1])[-1].actor)
        out.append(m)
    return out


FRONTS = frozenset({"mnla", "cma", "csp-dpa", "fla"})
_REBELS = re.compile(r"\b(?:rebel|separatis|séparatis|indépendantis|rébellion)", re.IGNORECASE)


def _pointing_back(m: ActorMention, last: dict[str, str], before: list[ActorMention]) -> ActorMention:
    """ "its fighters", "the same gunmen", "its troops": of the one named last."""
    if not m.generic or not _OF_BEFORE.match(m.quote):
        return m
    if m.actor == "unidentified-armed-group" and "group" in last:
        return replace(m, actor=last["group"], generic=False, anaphor=True)
    if m.actor == "fama":
        force = next(
            (b.actor for b in reversed(before) if b.paragraph == m.paragraph and b.side in ("state", "external") and b.actor not in ABSTRACT), ""
        )
        return replace(m, actor=force or m.actor, side=side_of(force or m.actor), anaphor=bool(force))
    return m


_OF_BEFORE = re.compile(r"(?:its|the same|ses|les mêmes|leurs)\b", re.IGNORECASE)
ABSTRACT = frozenset({"government-mali", "un", "ecowas", "african-union", "european-union", "aes"})
_OF_SOME = re.compile(r"\w (?:of|from|belonging to|de|du|d'|d’)\b", re.IGNORECASE)
_POINTS = ("group", "mission")
_DEFINITE = re.compile(r"(?:the|la|cette|this) ", re.IGNORECASE)
MISSIONS = frozenset({"minusma", "misma", "barkhane", "serval", "g5-sahel", "takuba", "aes-force", "eutm"})

__all__ = ["ActorMention", "grammar", "language_of", "read"]
