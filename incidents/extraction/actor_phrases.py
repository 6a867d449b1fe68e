"""Noun phrases of actors: how far the words around a name reach, and whose a "camp", a "convoy" or "fighters" are.

"two AQIM cadres", "fighters of Katiba Macina", "la base FAMa", "the mission's Chadian contingent": a head noun takes its actor from
the name or the nationality beside it, and the phrase is quoted whole. All patterns are bounded; the words are in
``knowledge/actor_phrases.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from incidents.extraction.actor_lexicon import KNOWLEDGE, Found, Lexicon, Nationality, choose, is_within, lexicon, side_of

LONGEST_LEFT = 8  # words before a head
LONGEST_GAP = 60  # characters between two parts of one phrase
LONGEST_TOKEN = 40
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3}){1,4}")
_ACRONYM_OPEN = re.compile(r"^(?: armed forces)? ?\(?$")
_STRAY = re.compile(r"(?:de |du |d')")  # what joins a phrase to the one before it
_AND = re.compile(r"\b(?:and|et|ou|or)\b")
_ADJECTIVE = re.compile(r"(?:[ai]an|en|ese|ch|sh|be|dutch|us)$")
_ONE_WORD = re.compile(r" \w{3,20}")
_PREPOSITIONS = frozenset({"dans", "pour", "avec", "contre", "vers", "sur", "par", "chez"})
_CLOSE = re.compile(r"[A-Za-z0-9]{0,4}\)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``start:end`` whole, ``core`` its names and heads. ``actor`` is "" where nothing says whose it is."""

    start: int
    end: int
    core_start: int
    core_end: int
    actor: str
    generic: bool
    takes: str
    weak: bool
    doer: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word lists and link patterns of one language."""

    before: frozenset[str]
    quantities: frozenset[str]
    linking: frozenset[str]
    after: re.Pattern[str]
    joining: re.Pattern[str]
    apposition: re.Pattern[str]
    parent: re.Pattern[str]
    adjacent: bool  # the owner may stand before the head ("army camp")
    country: re.Pattern[str]
    lexicon: Lexicon


@cache
def rows(language: str) -> dict[str, str]:
    """The rows of ``knowledge/actor_phrases.toml`` of one language."""
    with (KNOWLEDGE / "actor_phrases.toml").open("rb") as file:
        found: dict[str, str] = tomllib.load(file)[language]
    return found


@cache
def grammar(language: str) -> Grammar:
    own = rows(language)
    of = r"(?:of|from) (?:the )?" if language == "en" else r"(?:de la |de l'|du |de |d'|des )"
    words = lexicon(language)
    names = [n for n in words.nationalities if language == "fr" or not _ADJECTIVE.search(n)]  # an adjective follows its noun in French only
    countries = "|".join(sorted((re.escape(n) for n in names), key=len, reverse=True))
    before, quantities, linking = (frozenset(own[name].lower().split()) for name in ("before", "quantities", "linking"))
    joining, apposition, parent = (re.compile(f"^{own[name]}$") for name in ("joining", "apposition", "parent"))
    return Grammar(
        before, quantities, linking, re.compile(rf" (?:{own['after']})"), joining, apposition, parent,
        language == "en", re.compile(rf" (?:{of})?({countries})(?!\w)"), words,
    )  # fmt: skip


def phrases(text: str, folded: str, language: str, published: date | None) -> list[Phrase]:
    """The phrases of a paragraph in reading order; heads that stay without an actor are kept with ``actor`` "" (claimants need them)."""
    g = grammar(language)
    single = [_phrase(folded, found, g, published) for found in g.lexicon.find(text, folded)]
    joined: list[Phrase] = []
    for phrase in single:
        while joined:
            merged = _join(folded, joined[-1], phrase, g)
            if merged is None:
                break
            joined.pop()
            phrase = merged
        joined.append(phrase)
    out: list[Phrase] = []
    for phrase in joined:
        if out and (phrase.core_start < out[-1].end or _belongs(folded, out[-1], phrase, g)):
            continue
        left = _left(folded, phrase.core_start, g)
        if out and left < out[-1].end:
            left = min(out[-1].end + (folded[out[-1].end] == " "), phrase.core_start)
        out.append(replace(phrase, start=left, end=max(phrase.end, _right(folded, phrase.core_end, g))))
    return _apart(out)


def _apart(found: list[Phrase]) -> list[Phrase]:
    """No phrase reaches into the next one."""
    return [replace(p, end=min(p.end, n.core_start)) if n and p.end > n.core_start else p for p, n in zip(found, [*found[1:], None], strict=False)]


def _phrase(folded: str, found: Found, g: Grammar, published: date | None) -> Phrase:
    word = found.word
    actor, end, generic = choose(word.actors, published), found.end, word.generic
    if word.takes in ("force", "office"):
        nation, until = _nationality(folded, found, g)
        if nation is not None and (chosen := choose(nation.force if word.takes == "force" else nation.office, published)):
            actor, end = chosen, max(end, until)
    return Phrase(found.start, end, found.start, end, actor, generic, word.takes, word.weak, word.doer)


def _nationality(folded: str, found: Found, g: Grammar) -> tuple[Nationality | None, int]:
    """The nationality said of a head, before it in English and after it in both languages, and where it ends."""
    if g.adjacent:
        at = found.start
        for _ in range(3):
            token = _token_before(folded, at)
            if token is None:
                break
            word = token[1].removesuffix("'s")
            if word in g.lexicon.nationalities:
                return g.lexicon.nationalities[word], found.end
            if word not in g.before:
                break
            at = token[0]
    match = g.country.match(folded, found.end)
    if match is None and not g.adjacent:
        skip = _ONE_WORD.match(folded, found.end)
        match = g.country.match(folded, skip.end()) if skip and skip.group().strip() not in _PREPOSITIONS else None
    if match is None:
        return None, found.end
    return g.lexicon.nationalities[match.group(1)], match.end()


def _token_before(folded: str, at: int) -> tuple[int, str] | None:
    """The word that ends right before ``at`` (a blank may stand between) and where it begins; None where a sign stands there."""
    end = at - 1 if at and folded[at - 1] == " " else at
    low = max(0, end - LONGEST_TOKEN)
    start = max(folded.rfind(" ", low, end), folded.rfind("'", low, end - 1)) + 1
    word = folded[max(start, low) : end]
    plain = word.removesuffix("'")
    return (max(start, low), word) if plain.isalnum() or _NUMBER.fullmatch(word) else None


def _left(folded: str, start: int, g: Grammar) -> int:
    """Where the phrase begins: articles, numbers, quantities and the adjectives that stand before a noun."""
    at = start
    for _ in range(LONGEST_LEFT):
        token = _token_before(folded, at)
        if token is None:
            break
        begin, word = token
        if word in g.linking:
            before = _token_before(folded, begin)
            if before is None or before[1] not in g.quantities:
                at = begin if word in g.before else at
                break
            at = before[0]
        elif word in g.before or word[0].isdigit() or word in g.lexicon.nationalities:
            at = begin
        else:
            break
    stray = _STRAY.match(folded, at, start)
    return stray.end() if stray else at


def _right(folded: str, end: int, g: Grammar) -> int:
    match = g.after.match(folded, end)
    return len(folded[: match.end()].rstrip()) if match else end


def _join(folded: str, left: Phrase, right: Phrase, g: Grammar) -> Phrase | None:
    """The two as one phrase, or None where they are two."""
    if right.core_start - left.core_end > LONGEST_GAP:
        return None
    gap = folded[left.core_end : right.core_start]
    both_generic = left.generic and right.generic and not g.adjacent
    if left.actor == right.actor and left.actor and _ACRONYM_OPEN.match(gap) and ("(" in gap or not both_generic):
        close = _CLOSE.match(folded, right.core_end) if "(" in gap else None
        owner = right if left.generic else left
        return _whole(left, right, owner, close.end() if close else right.core_end)
    if left.takes and not _AND.search(gap) and g.joining.match(gap) and _owns(left, right):
        return _whole(left, right, right, right.core_end)
    if left.takes and gap == " " and (not right.generic or (left.weak and not g.adjacent)) and _owns(left, right):
        return _whole(left, right, right, right.core_end)
    if right.takes and g.adjacent and g.apposition.match(gap) and _compound(gap, g) and _owns(right, left):
        return _whole(left, right, left, right.core_end)
    return None


def _compound(gap: str, g: Grammar) -> bool:
    """Whether the words between an owner and its head are part of the compound ("'s Chadian", " supply") and no verb or "and"."""
    word = gap.strip().removeprefix("'s").removeprefix("'").strip()
    return not word or word in g.before or word in g.lexicon.nationalities


def _owns(head: Phrase, owner: Phrase) -> bool:
    if not owner.actor or (owner.weak and owner.generic):
        return False
    if not head.actor or (head.weak and head.generic):
        return not (owner.generic and owner.takes == "office")
    if owner.generic:
        return head.actor == owner.actor or (head.takes == "name" and owner.actor == "bandits")
    sides = ("armed group",) if side_of(head.actor) == "armed group" else ("state", "external")
    return side_of(owner.actor) in sides


def _whole(left: Phrase, right: Phrase, owner: Phrase, end: int) -> Phrase:
    generic = left.generic and right.generic and owner.generic
    return Phrase(left.start, end, left.core_start, end, owner.actor, generic, owner.takes if generic else "", False, generic and left.doer)


def _belongs(folded: str, left: Phrase, right: Phrase, g: Grammar) -> bool:
    """Whether ``right`` only says to whom ``left`` belongs ("Katiba Macina, which belongs to JNIM")."""
    if right.generic or right.core_start - left.core_end > LONGEST_GAP or not is_within(left.actor, right.actor):
        return False
    return bool(g.parent.match(folded[left.core_end : right.core_start]))
