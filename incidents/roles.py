"""Who did it and to whom: roles from voice and verb, within one clause.

Each word of ``knowledge/role_verbs.csv`` found in the clause votes for the mentions beside it: its subject before it, its object after
it, the doer after "by" or "par". The trigger's own word counts most. A mention without a vote keeps the role natural to its side
(an armed group does, civilians suffer) where the clause leaves that side open; places and vehicles have none without a vote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from gazetteer.fold import fold
from incidents.actor_lexicon import is_within, read_rows, side_of
from incidents.actors import ActorMention, language_of
from incidents.model import Role
from incidents.patterns import Hit, Patterns
from incidents.speech import expanded

ELIDED = 3  # "mort d'un" takes the article of what follows
REACH = 140  # characters between a verb and its subject or object
Voice = Literal["active", "passive"]

_ADVERB = r"(?: (?:\w+ly|\w+ment|also|then|all|each|both|either|not|soon|later|again|thus|pas|aussi|alors|ensuite|tous|toutes|plus|tard|deja)){0,2} ?$"
_BE = re.compile(r"\b(?:was|were|been|being|is|are|be|got|ete|est|sont|fut|furent|etait|etaient|etre|soient)" + _ADVERB)
_HAVE_FR = re.compile(r"(?:\b(?:ont|avait|avaient|aurait|auraient|avoir|ayant|aient|a|y|en)|\bl'a|\bn'a|\bl'ont|\bl'avaient)" + _ADVERB)
_HAVE_EN = re.compile(r"\b(?:had|have|has|having|to|and|then|who|which|that|they|it)(?: \w+ly| then| also| later)? ?$")
_BY = re.compile(r"(?:^|\s)(?:by|par)(?= )")
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[.;:!?]|, (?:while|but|tandis|mais|et que|and that)\b")


@dataclass(frozen=True, slots=True)
class _Vote:
    mention: int
    role: Role
    weight: float
    kind: str = ""  # the kind of verb that gives it, where that can change who is meant


def assign(text: str, bounds: tuple[int, int], mentions: Sequence[ActorMention], trigger: tuple[int, int] | None = None) -> list[tuple[ActorMention, Role]]:
    """The mentions of the clause ``text[bounds[0]:bounds[1]]`` that have a part in what it tells, each with its role, in reading order.

    ``trigger`` is the span of the word that tells of the act; None reads the clause by all its verbs. Mentions of mere speakers have no part.
    """
    start, end = bounds
    low = fold(text[start:end])
    cast = sorted((m for m in mentions if start <= m.start and m.end <= end and _takes_part(m)), key=lambda m: m.start)
    if not cast:
        return []
    spans = [(m.start - start, max(m.end, m.self_from) - start) for m in cast]
    votes: list[_Vote] = []
    hits = [h for h in _patterns(language_of(fold(text[:600]), None)).find(low) if not _is_counted(low, h)]
    last: int | None = None  # the subject of the verb before, which "and shot them" shares
    for hit in hits:
        if any(a <= hit.start < b for a, b in spans if b - a > hit.end - hit.start):
            continue
        weight = 2.0 if trigger and trigger[0] - start < hit.end and hit.start < trigger[1] - start else 1.0
        subject = last if last is not None and _SHARED.search(low[max(0, hit.start - 40) : hit.start]) else _before(low, hit, spans)
        own = _votes(low, hit, spans, cast, weight, subject)
        votes += [replace(v, kind=hit.row["kind"]) for v in own] if hit.row["kind"] in ("riot", "protest", "act") else own
        if hit.row["kind"] in VERBS and not (hit.row["kind"] == "act" and _is_noun(low, hit)):
            last = subject
    fought = any(h.row["kind"] in VIOLENT for h in hits)
    oblique = {i for i, (a, _) in enumerate(spans) if _IN.search(low[max(0, a - 30) : a])}
    return _settle(cast, votes, bool(trigger) or fought, oblique)


_IN = re.compile(r"\b(?:dans|in|inside|outside|devant|chez|at)(?: (?:the|a|an|la|le|les|un|une)| l')? ?(?:\w+ )?(?:of |de |du |d'|'s )?(?:the |la |l')?$")




VIOLENT = frozenset({"act", "suffer", "cost", "noun", "mutual", "blame", "repel", "riot"})
VERBS = frozenset({"act", "do", "enter", "suffer", "repel", "riot", "protest"})
_SHARED = re.compile(r"(?:\band|\bet|\bpuis|\bthen|\bbut|\bmais|,)(?: (?:then|later|also|\w+ly|ont|a|had|have|has|avaient|avait|ensuite|the|de)){0,2} ?$")
_NOUNISH = re.compile(r"(?:\b(?:the|a|an|this|that|these|their|its|another|several|many|of|in|drone|air|suicide|complex|deadly|major|double|new|une?|la|le|les|des|cette|ces|ce|sa|son|"
                      r"leur|d|l|nouvelle|double|triple|toute|aucune|autre|deux|trois|two|three|\d+) |\b[dl]')$")
_NOUN_WORDS = frozenset({"attaque", "attaques", "attacks", "strike", "strikes", "frappe", "frappes", "massacre", "massacres", "hit", "capture", "assassinats", "charge", "cible",
                         "cibles", "torture", "shooting", "killing", "bombing", "execution", "arrete", "massacree", "traque", "menace", "menaces", "incendie", "incendies"})  # fmt: skip


def _is_noun(low: str, hit: Hit) -> bool:
    """Whether a word that may be a verb is a noun here: "une attaque", "drone strikes"."""
    return low[hit.start : hit.end] in _NOUN_WORDS and bool(_NOUNISH.search(low[max(0, hit.start - 12) : hit.start]))


@cache
def _patterns(language: str) -> Patterns:
    return Patterns([row for row in expanded(read_rows("role_verbs.csv")) if row["language"] == language])


_POSSESSED = re.compile(r"(?:their|its|his|her|leurs?|son|sa|ses)\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?:\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\w+aine(?: de)?|one|two|three|four|five|seven|eight|nine|ten|the|les|des|et|\d+)|\d) ?$")
_COUNTABLE = frozenset({"blesse", "blesses", "wounded", "injured", "tues", "tue", "morts", "mort", "dead", "disparus", "missing", "killed"})


def _takes_part(m: ActorMention) -> bool:
    """Whether a mention can have a role: no mere speaker, and not "their minibus", which is of someone named already."""
    return not (m.speaker and m.self_from < 0) and not (m.weak and _POSSESSED.match(m.quote))


def _is_counted(low: str, hit: Hit) -> bool:
    """A participle used as a noun: "un blessé", "33 wounded"."""
    return low[hit.start : hit.end] in _COUNTABLE and bool(_COUNTED.search(low[max(0, hit.start - 24) : hit.start]))


def _votes(low: str, hit: Hit, spans: list[tuple[int, int]], cast: Sequence[ActorMention], weight: float, subject: int | None) -> list[_Vote]:
    kind = "noun" if hit.row["kind"] == "act" and _is_noun(low, hit) else hit.row["kind"]
    before, after = subject, _after(low, hit, spans)
    if kind == "act":
        return _act(low, hit, spans, weight, before, after)
    if kind == "enter":
        found = _act(low, hit, spans, weight, before, after)
        return [v for v in found if not (v.role == "target" and cast[v.mention].side == "civilians")]
    if kind == "do":
        if _voice(low, hit, spans, after) == "passive":
            return _group(low, _agent(low, hit, spans), spans, "initiator", weight)
        return _group(low, before, spans, "initiator", weight * 0.8)
    if kind == "suffer":
        return _group(low, before if before is not None else after, spans, "target", weight)
    if kind == "cost":
        return _group(low, after, spans, "target", weight)
    if kind == "noun":
        return _noun(low, hit, spans, weight)
    if kind == "mutual":
        return _mutual(low, hit, spans, cast, weight)
    if kind == "blame":
        return _group(low, after, spans, "initiator", weight + 1)
    if kind == "own":
        return _group(low, before, spans, "initiator", weight + 1)
    if kind == "repel":
        return [*_group(low, before, spans, "target", weight + 0.2), *_group(low, after, spans, "initiator", weight + 0.2)]
    if kind in ("riot", "protest"):
        return [*_group(low, before, spans, "initiator", weight + 0.3), *(_group(low, after, spans, "target", weight) if kind == "riot" else [])]
    others = [i for i, (a, _) in enumerate(spans) if a >= hit.end and not cast[i].weak and not _BREAK.search(low[hit.end : a])][:1]
    if after is not None and not cast[after].weak:
        others = [after]
    return [*_group(low, before, spans, "participant", weight), *(v for i in others for v in _group(low, i, spans, "participant", weight))]


def _act(low: str, hit: Hit, spans: list[tuple[int, int]], weight: float, before: int | None, after: int | None) -> list[_Vote]:
    if _voice(low, hit, spans, after) == "passive":
        agent = _agent(low, hit, spans)
        patient = before if before is not None or after == agent else after  # "Ont été tués 84 combattants"
        return [*_group(low, patient, spans, "target", weight), *_group(low, agent, spans, "initiator", weight + 0.5)]
    out = _group(low, before, spans, "initiator", weight)
    if after is not None and spans[after][0] - hit.end <= 70:
        out += _group(low, after, spans, "target", weight)
    return out


def _voice(low: str, hit: Hit, spans: list[tuple[int, int]], after: int | None) -> Voice:
    head = low[max(0, hit.start - 40) : hit.start]
    word = low[hit.start : hit.end].split()[0]
    if _BE.search(head):
        return "passive"
    if re.match(r"(?: \w+){0,3} (?:by|par) ", low[hit.end : hit.end + 60]):
        return "passive"
    if hit.row["language"] == "fr":
        if _HAVE_FR.search(head) or word.endswith(("ent", "ant")) or word in ("s'en", "s'est", "s'empare", "se", "s'abattent"):
            return "active"
        return _french_bare(low, hit, word)
    if word.endswith("ing") or _HAVE_EN.search(head):
        return "active"
    following = low[hit.end : hit.end + 8]
    if word in ("shot", "killed", "wounded", "injured", "abducted", "kidnapped", "beaten", "murdered", "detained", "captured", "taken", "arrested"):
        near = after is not None and spans[after][0] - hit.end <= 24
        return "active" if near else "passive"
    return "passive" if re.match(r" (?:in|on|by|near|at) ", following) and word.endswith("ed") and after is None else "active"


_PLURAL_PARTICIPLE = re.compile(r"(?:es|us|is|ees)$")


def _french_bare(low: str, hit: Hit, word: str) -> Voice:
    """A French form without an auxiliary: "trois éleveurs tués" is passive; "un véhicule piégé frappe" is the present tense."""
    if _PLURAL_PARTICIPLE.search(word):
        return "passive"
    following = low[hit.end : hit.end + 10]
    return "active" if re.match(r" (?:le|la|les|un|une|des|du|l'|deux|trois|\d)", following) or not word.endswith(("e", "u")) else "passive"


def _before(low: str, hit: Hit, spans: list[tuple[int, int]]) -> int | None:
    """The mention that may be the verb's subject: the nearest before it; one inside "by ..." or "near ..." gives way to the one before."""
    candidates = [i for i, (_, b) in enumerate(spans) if b <= hit.start and hit.start - b <= REACH]
    for i in reversed(candidates):
        if _BREAK.search(low[spans[i][1] : hit.start]):
            return None
        if not _is_oblique(low, spans[i][0]) or i == candidates[0]:
            return i
    return None


_OBLIQUE = re.compile(r"\b(?:as|comme|sous|under|by|par|near|pres de|pres du|at|in|dans|with|avec|against|contre|from|outside|inside|vers|devant|aux mains de|sur|on|into|for|pour|between|entre|of|to|au|aux|chez)"
                      r"(?: (?:the|a|an|its|their|la|le|les|un|une)(?: \w+)?)? ?$")


def _is_oblique(low: str, start: int) -> bool:
    return bool(_OBLIQUE.search(low[max(0, start - 30) : start]))


def _after(low: str, hit: Hit, spans: list[tuple[int, int]]) -> int | None:
    for i, (a, b) in enumerate(spans):
        if a >= hit.end - ELIDED and b > hit.end and a > hit.start:
            gap = low[hit.end : a]
            return i if len(gap) <= REACH and not _BREAK.search(gap) else None
    return None


def _agent(low: str, hit: Hit, spans: list[tuple[int, int]]) -> int | None:
    """The mention after "by" or "par", within the clause."""
    for i, (a, _) in enumerate(spans):
        if a < hit.end:
            continue
        gap = low[hit.end : a]
        if len(gap) > REACH or _BREAK.search(gap):
            return None
        if re.search(r"(?:^|\s)(?:by|par)(?: \w+){0,3} ?(?:d'|of |de )?$", gap):
            return i
    return None


def _group(low: str, index: int | None, spans: list[tuple[int, int]], role: Role, weight: float) -> list[_Vote]:
    """A vote for a mention and for those joined to it by "and" or a comma."""
    if index is None:
        return []
    members = [index]
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(spans):
            left, right = (spans[at + step], spans[at]) if step < 0 else (spans[at], spans[at + step])
            if not _JOIN.fullmatch(low[left[1] : right[0]]):
                break
            at += step
            members.append(at)
    return [_Vote(i, role, weight if i == index else weight * 0.9) for i in members]


_JOIN = re.compile(r"[»”\"]?(?:,| and(?: \w+)? by| et par| and| et|, and|, et| ainsi que| as well as| along with| together with| alongside| aux cotes d[eu]s?| appuyes? (?:par|de)s?| supported by| backed by| accompanied by| escorted by| escortee?s? par| accompagnes? (?:de|par)s?)(?: \w+){0,2} ?(?:de la |de l'|du |des |d'|de |the |l'|la |le |les )?[«“\"]? ?")


def _noun(low: str, hit: Hit, spans: list[tuple[int, int]], weight: float) -> list[_Vote]:
    """ "an attack by X on Y", "une embuscade du GSIM contre un convoi": roles by the preposition right before the mention."""
    out: list[_Vote] = []
    for i, (a, _) in enumerate(spans):
        if a < hit.end or a - hit.end > 90 or _BREAK.search(low[hit.end : a]):
            continue
        if any(v.role == "initiator" for v in out):
            break
        gap = low[hit.end : a] + " "
        if re.search(r"\b(?:on|against|at|targeting|contre|sur|visant|ciblant|into)(?: \w+){0,2} ?(?:l'|d'|la |le |les )?\s*$", gap):
            out += _group(low, i, spans, "target", weight * 0.9)
        elif _direct(low, hit.end, a, spans) and re.search(r"(?:\b(?:by|par|imputee? a|attribuee? a)(?: \w+){0,2}|^ (?:\w+ )?(?:de la|de l'|du|des|d'|de|of)) ?\s*$", gap):
            out += _group(low, i, spans, "initiator", weight * 0.9)
    return out


def _direct(low: str, end: int, start: int, spans: list[tuple[int, int]]) -> bool:
    """Whether no other mention and no verb of blaming stands between a deed and "by"."""
    return not any(end <= a and b <= start for a, b in spans) and not re.search(r"\b(?:blamed|attributed|claimed|on)\b", low[end:start])


def _mutual(low: str, hit: Hit, spans: list[tuple[int, int]], cast: Sequence[ActorMention], weight: float) -> list[_Vote]:
    """Two sides that fight: the one named first began it, for want of better."""
    after = [i for i, (a, _) in enumerate(spans) if a >= hit.end and a - hit.end <= REACH and not _BREAK.search(low[hit.end : a])]
    if re.search(r"(?:between|entre)$", low[hit.start : hit.end]):
        pair = after[:2]
    else:
        before = _before(low, hit, spans)
        pair = ([before] if before is not None else []) + after[: 1 if before is not None else 2]
    if len(pair) < 2:
        return []
    return [_Vote(pair[0], "initiator", weight + 0.5), _Vote(pair[1], "target", weight + 0.5)]


def _settle(cast: Sequence[ActorMention], votes: list[_Vote], acts: bool, oblique: set[int]) -> list[tuple[ActorMention, Role]]:
    sums: dict[int, dict[Role, float]] = {}
    for vote in votes:
        roles = sums.setdefault(vote.mention, {})
        roles[vote.role] = max(roles.get(vote.role, 0.0), vote.weight)
    decided: dict[int, Role] = {i: max(roles, key=lambda r: (roles[r], r)) for i, roles in sums.items()}
    led = "initiator" in decided.values()
    decided |= {i: "initiator" for i, m in enumerate(cast) if m.doer and (i in decided or not led)}
    if acts and "participant" not in decided.values():
        _natural(cast, decided, oblique)
    for i in [i for i in decided if cast[i].generic and any(decided[j] == decided[i] and is_within(cast[j].actor, cast[i].actor) for j in decided)]:
        del decided[i]  # "white fighters, identified as Wagner" are one
    return [(_recast(m, decided[i], {v.kind for v in votes if v.mention == i and v.role == "initiator"}), decided[i]) for i, m in enumerate(cast) if i in decided]


_CROWD = re.compile(r"\b(?:youths?|youngsters|jeunes|residents|habitants|villagers|villageois|population|populations|students|pupils|eleves|etudiants|riverains|people|"
                    r"women|femmes|locals|townspeople|lyceens)\b")  # fmt: skip
_MEN = re.compile(r"\b(?:men|man|hommes?|individus?)\b")


def _recast(m: ActorMention, role: Role, kinds: set[str]) -> ActorMention:
    """People who march are protesters, and those who burn tyres rioters."""
    if role != "initiator" or m.side != "civilians":
        return m
    low = fold(m.quote)
    if not kinds - {"", "act"} and _MEN.search(low):
        return replace(m, actor="unidentified-armed-group", side="armed group")
    if not kinds & {"riot", "protest"} and not ("act" in kinds and _CROWD.search(low)):
        return m
    actor = "protesters" if "protest" in kinds and "riot" not in kinds else "rioters"
    return replace(m, actor=actor, side=side_of(actor))


def _natural(cast: Sequence[ActorMention], decided: dict[int, Role], oblique: set[int]) -> None:
    """Give a side that has no role yet the one natural to it."""
    for i, m in enumerate(cast):
        if i in decided or m.weak:
            continue
        if m.side == "armed group" and "initiator" not in decided.values():
            decided[i] = "target" if i in oblique and "target" not in decided.values() else "initiator"
        elif m.side == "civilians" and "target" not in decided.values():
            decided[i] = "target"


__all__ = ["assign"]
