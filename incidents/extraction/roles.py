"""Who did it and to whom: roles from voice and verb, within one clause.

Each word of ``knowledge/role_verbs.csv`` found in the clause votes for the mentions beside it: its subject before it, its object after
it, the doer after "by" or "par". The trigger's own word counts most. A mention without a vote keeps the role natural to its side
(an armed group does, civilians suffer) where the clause leaves that side open; places and vehicles have none without a vote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gazetteer.fold import fold
from incidents.extraction import role_grammar as grammar
from incidents.extraction.actor_lexicon import is_within, side_of
from incidents.extraction.actors import ActorMention, language_of
from incidents.extraction.patterns import Hit
from incidents.extraction.role_grammar import Span, any_of
from incidents.model import Role

VIOLENT = frozenset({"act", "suffer", "cost", "noun", "mutual", "blame", "repel", "riot"})
VERBS = frozenset({"act", "do", "enter", "suffer", "repel", "riot", "protest"})
NAMING = frozenset({"riot", "protest", "act"})  # kinds that can change who is meant: a crowd that riots
BETWEEN_REACH = 30  # characters from "between" to the first of the two sides
NOUN_REACH = 90  # characters between a deed and "by" or "on"

_POSSESSED = re.compile(rf"{any_of('possessive')}\b", re.IGNORECASE)
_AGAINST = re.compile(rf"\b{any_of('against')}(?: \w+){{0,2}} ?(?:l'|d'|la |le |les )?\s*$")
_DONE_BY = re.compile(rf"(?:\b{any_of('done_by')}(?: \w+){{0,2}}|^ (?:\w+ )?(?:de la|de l'|du|des|d'|de|of)) ?\s*$")
_BLAMING = re.compile(rf"\b{any_of('blaming')}\b")
_CROWD = re.compile(rf"\b{any_of('crowd')}\b")
_MEN = re.compile(rf"\b{any_of('men')}\b")


@dataclass(frozen=True, slots=True)
class Vote:
    """One verb's word on a mention's role; ``kind`` is the verb's, where that can change who is meant."""

    mention: int
    role: Role
    weight: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One verb or deed in its clause: its folded text, the cast and where each stands, the subject, and how much the verb counts."""

    low: str
    hit: Hit
    spans: Sequence[Span]
    cast: Sequence[ActorMention]
    subject: int | None
    weight: float

    @property
    def object(self) -> int | None:
        return grammar.after(self.low, self.hit, self.spans)

    def votes(self, index: int | None, role: Role, more: float = 0.0) -> list[Vote]:
        """A vote for a mention, and a slightly weaker one for those joined to it."""
        if index is None:
            return []
        weight = self.weight + more
        return [Vote(i, role, weight if i == index else weight * 0.9) for i in grammar.joined(self.low, index, self.spans)]


def assign(text: str, bounds: Span, mentions: Sequence[ActorMention], trigger: Span | None = None) -> list[tuple[ActorMention, Role]]:
    """The mentions of the clause ``text[bounds[0]:bounds[1]]`` that have a part in what it tells, each with its role, in reading order.

    ``trigger`` is the span of the word that tells of the act; None reads the clause by all its verbs. Mentions of mere speakers have no part.
    """
    start, end = bounds
    cast = sorted((m for m in mentions if start <= m.start and m.end <= end and _takes_part(m)), key=lambda m: m.start)
    if not cast:
        return []
    low = fold(text[start:end])
    spans = [(m.start - start, max(m.end, m.self_from) - start) for m in cast]
    hits = [h for h in grammar.verbs(_tongue(text[:600])).find(low) if not grammar.is_counted(low, h)]
    act = (trigger[0] - start, trigger[1] - start) if trigger else None
    votes = _poll(low, hits, spans, cast, act)
    within = {i for i, (a, _) in enumerate(spans) if grammar.is_within(low, a)}
    return _settle(cast, votes, act is not None or any(h.row["kind"] in VIOLENT for h in hits), within)


def opponents(text: str, bounds: Span, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The mentions of a clause that a word of mutual fighting sets against each other ("clashes between X and Y"), in reading order."""
    start, end = bounds
    cast = sorted((m for m in mentions if start <= m.start and m.end <= end and _takes_part(m)), key=lambda m: m.start)
    low = fold(text[start:end])
    spans = [(m.start - start, max(m.end, m.self_from) - start) for m in cast]
    joined: set[int] = set()
    for hit in grammar.verbs(_tongue(text[:600])).find(low):
        if hit.row["kind"] == "mutual":
            joined |= {v.mention for v in _mutual(Reading(low, hit, spans, cast, grammar.before(low, hit, spans), 1.0))}
    return [cast[i] for i in sorted(joined)]


@lru_cache(maxsize=1024)
def _tongue(head: str) -> str:
    return language_of(fold(head), None)


def _takes_part(m: ActorMention) -> bool:
    """Whether a mention can have a role: no mere speaker, and not "their minibus", which is of someone named already."""
    return not (m.speaker and m.self_from < 0) and not (m.weak and _POSSESSED.match(m.quote))


def _poll(low: str, hits: Sequence[Hit], spans: Sequence[Span], cast: Sequence[ActorMention], act: Span | None) -> list[Vote]:
    votes: list[Vote] = []
    last: int | None = None  # the subject of the verb before, which "and shot them" shares
    for hit in hits:
        if any(a <= hit.start < b and b - a > hit.end - hit.start for a, b in spans):
            continue
        kind = "noun" if hit.row["kind"] == "act" and grammar.is_noun(low, hit) else hit.row["kind"]
        subject = last if last is not None and grammar.shares_subject(low, hit) else grammar.before(low, hit, spans)
        weight = 2.0 if act and act[0] < hit.end and hit.start < act[1] else 1.0
        own = KINDS[kind](Reading(low, hit, spans, cast, subject, weight))
        votes += [replace(v, kind=kind) for v in own] if kind in NAMING else own
        if kind in VERBS:
            last = subject
    return votes


# --- what each kind of word says ------------------------------------------------------------------------------------------


def _act(r: Reading) -> list[Vote]:
    target = r.object
    if grammar.voice(r.low, r.hit, r.spans, target) == "passive":
        doer = grammar.agent(r.low, r.hit, r.spans)
        sufferer = r.subject if r.subject is not None or target == doer else target  # "Ont été tués 84 combattants"
        return [*r.votes(sufferer, "target"), *r.votes(doer, "initiator", 0.5)]
    near = target is not None and r.spans[target][0] - r.hit.end <= grammar.NEAR
    return [*r.votes(r.subject, "initiator"), *(r.votes(target, "target") if near else [])]


def _enter(r: Reading) -> list[Vote]:
    """A place taken is no victim; a force driven out of it is."""
    return [v for v in _act(r) if v.role != "target" or r.cast[v.mention].side != "civilians"]


def _do(r: Reading) -> list[Vote]:
    if grammar.voice(r.low, r.hit, r.spans, r.object) == "passive":
        return r.votes(grammar.agent(r.low, r.hit, r.spans), "initiator")
    return r.votes(r.subject, "initiator", -0.2)


def _suffer(r: Reading) -> list[Vote]:
    return r.votes(r.subject if r.subject is not None else r.object, "target")


def _noun(r: Reading) -> list[Vote]:
    """ "an attack by X on Y", "une embuscade du GSIM contre un convoi": roles by the preposition right before the mention."""
    out: list[Vote] = []
    for i in grammar.following(r.low, r.hit, r.spans, NOUN_REACH):
        if any(v.role == "initiator" for v in out):
            break
        start = r.spans[i][0]
        gap = r.low[r.hit.end : start] + " "
        if _AGAINST.search(gap):
            out += r.votes(i, "target", -0.1)
        elif not any(r.hit.end <= a and b <= start for a, b in r.spans) and not _BLAMING.search(gap) and _DONE_BY.search(gap):
            out += r.votes(i, "initiator", -0.1)
    return out


def _mutual(r: Reading) -> list[Vote]:
    """Two sides that fight: the one named first began it, for want of better."""
    after = grammar.following(r.low, r.hit, r.spans)
    after = [i for n, i in enumerate(after) if not n or r.cast[i].actor != r.cast[after[n - 1]].actor]  # "entre les rebelles du CSP et l'armée"
    between = r.low[r.hit.start : r.hit.end].endswith(("between", "entre"))
    if between and after and r.spans[after[0]][0] - r.hit.end > BETWEEN_REACH:
        return []  # "entre Sokolo et Nampala, ..." parts two places
    subject = None if between else grammar.before(r.low, r.hit, r.spans)
    both = sorted(grammar.joined(r.low, subject, r.spans)) if subject is not None else []
    if len(both) > 1 and not after:  # "X et Y se sont affrontés"
        return [Vote(both[0], "initiator", r.weight + 0.5), Vote(both[-1], "target", r.weight + 0.5)]
    pair = after[:2] if subject is None else [subject, *after[:1]]
    if len(pair) < 2:
        return []
    return [Vote(pair[0], "initiator", r.weight + 0.5), Vote(pair[1], "target", r.weight + 0.5)]


def _repel(r: Reading) -> list[Vote]:
    return [*r.votes(r.subject, "target", 0.2), *r.votes(r.object, "initiator", 0.2)]


def _riot(r: Reading) -> list[Vote]:
    return [*r.votes(r.subject, "initiator", 0.3), *r.votes(r.object, "target")]


def _share(r: Reading) -> list[Vote]:
    """A handover or agreement: both sides take part, the place that changes hands does not."""
    others = [i for i in grammar.following(r.low, r.hit, r.spans) if not r.cast[i].weak][:1]
    return [*r.votes(r.subject, "participant"), *(v for i in others for v in r.votes(i, "participant"))]


KINDS: dict[str, Callable[[Reading], list[Vote]]] = {
    "act": _act, "enter": _enter, "do": _do, "suffer": _suffer, "noun": _noun, "mutual": _mutual, "repel": _repel, "riot": _riot, "share": _share,
    "cost": lambda r: r.votes(r.object, "target"),
    "blame": lambda r: r.votes(r.object, "initiator", 1.0),
    "own": lambda r: r.votes(r.subject, "initiator", 1.0),
    "protest": lambda r: r.votes(r.subject, "initiator", 0.3),
}  # fmt: skip


# --- the count ------------------------------------------------------------------------------------------------------------


def _settle(cast: Sequence[ActorMention], votes: Sequence[Vote], acts: bool, within: set[int]) -> list[tuple[ActorMention, Role]]:
    decided = _decide(votes)
    led = "initiator" in decided.values()
    decided |= {i: "initiator" for i, m in enumerate(cast) if m.doer and (i in decided or not led)}
    if acts and "participant" not in decided.values():
        _natural(cast, decided, within)
    for i in _covered(cast, decided):
        del decided[i]
    return [(_recast(m, decided[i], _kinds(votes, i)), decided[i]) for i, m in enumerate(cast) if i in decided]


def _decide(votes: Iterable[Vote]) -> dict[int, Role]:
    best: dict[int, dict[Role, float]] = {}
    for vote in votes:
        roles = best.setdefault(vote.mention, {})
        roles[vote.role] = max(roles.get(vote.role, 0.0), vote.weight)
    return {i: max(roles, key=lambda r: (roles[r], r)) for i, roles in best.items()}


def _covered(cast: Sequence[ActorMention], decided: dict[int, Role]) -> list[int]:
    """General names beside a sharper one with the same role: "white fighters, identified as Wagner" are one."""
    return [i for i in decided if cast[i].generic and any(decided[j] == decided[i] and is_within(cast[j].actor, cast[i].actor) for j in decided)]


def _kinds(votes: Iterable[Vote], mention: int) -> set[str]:
    return {v.kind for v in votes if v.mention == mention and v.role == "initiator"}


def _recast(m: ActorMention, role: Role, kinds: set[str]) -> ActorMention:
    """People who march are protesters, those who burn tyres rioters, and "men" who attack an armed group."""
    if role != "initiator" or m.side != "civilians":
        return m
    low = fold(m.quote)
    if not kinds - {"", "act"} and _MEN.search(low):
        return replace(m, actor="unidentified-armed-group", side="armed group")
    if not kinds & {"riot", "protest"} and not ("act" in kinds and _CROWD.search(low)):
        return m
    actor = "protesters" if "protest" in kinds and "riot" not in kinds else "rioters"
    return replace(m, actor=actor, side=side_of(actor))


def _natural(cast: Sequence[ActorMention], decided: dict[int, Role], within: set[int]) -> None:
    """Give a side that has no role yet the one natural to it."""
    for i, m in enumerate(cast):
        if i in decided or m.weak:
            continue
        if m.side == "armed group" and "initiator" not in decided.values():
            decided[i] = "target" if i in within and "target" not in decided.values() else "initiator"
        elif m.side == "civilians" and "target" not in decided.values():
            decided[i] = "target"


__all__ = ["assign", "opponents"]
