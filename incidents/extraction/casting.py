"""Who did and who suffered in a draft: the roles of its clauses, put together for the whole."""

from __future__ import annotations

import re
from dataclasses import replace

from incidents.extraction import roles
from incidents.extraction.actors import ActorMention
from incidents.extraction.claimants import ClaimantMention
from incidents.extraction.clauses import Clause, Mentions
from incidents.extraction.drafts import Draft
from incidents.extraction.figures import victims
from incidents.extraction.knowing import SIDES
from incidents.extraction.recasting import recast, scene_of
from incidents.model import ActorValue, Document, Evidence, Role

#: Who gives accounts and orders searches, but attacks nobody; in tolls they may be victims.
BYSTANDERS = frozenset(
    {
        "government-mali",
        "local-officials",
        "health-workers",
        "journalists",
        "un",
        "red-cross",
        "aid-workers",
        "religious-leaders",
        "politicians",
        "civilians",
        "teachers",
    }
)


def cast_of(document: Document, mentions: Mentions, draft: Draft) -> dict[str, ActorValue]:
    """Who did and who suffered, by actor: the first role given holds, and a named group takes the place of "gunmen"."""
    cast: dict[str, ActorValue] = {}
    for clause in draft.clauses + draft.context:
        head = max(clause.acts, key=lambda t: t.strength, default=None)
        text = mentions.paragraphs[clause.paragraph]
        acting = [a for a in clause.actors if not _belongs_to_speaker(a, clause, text)]
        assigned = roles.assign(text, (clause.start, clause.end), acting, (head.start, head.end) if head else None)
        for mention, role in (_suffered(m, r, clause) for m, r in assigned):
            span = document.span(mention.paragraph + 1, mention.start, mention.end)
            if mention.actor not in cast:
                cast[mention.actor] = ActorValue(mention.actor, role, Evidence((span,), "actor"))
    _add_victims(document, draft, cast)
    _add_doers(document, draft, cast)
    _add_claims(document, mentions, draft, cast)
    counted = [t for c in draft.clauses for t in c.tolls if not t.subset]
    return settle(cast, victims(counted) | {t.side for t in counted if t.quantity == "abducted"})


def _suffered(mention: ActorMention, role: Role, clause: Clause) -> tuple[ActorMention, Role]:
    """People whom a toll of the clause counts did nothing: "six people died when a shell fell on a house" tells of no crowd."""
    if role != "initiator" or SIDES.get(mention.actor, "civilians") in ("armed group", "state", "external"):
        return mention, role
    counted = [t.victim for t in clause.tolls if t.victim and t.side in ("civilians", "unknown") and t.low != 0]
    if not any(a < mention.end and mention.start < b for a, b in counted):
        return mention, role
    return replace(mention, actor="civilians" if mention.actor in ("rioters", "protesters") else mention.actor), "target"


_OF = re.compile(r" (?:de l['’]|de la |du |de |d['’]|of the |at the |in the |from the |of |at |in |from )(?:\w+ ){0,2}", re.IGNORECASE)


def _belongs_to_speaker(actor: ActorMention, clause: Clause, text: str) -> bool:
    """Whether an institution is only where the speaker works: "d'après un médecin de l'hôpital régional"."""
    return any(c.stance == "asserts" and c.who == actor.actor and _OF.fullmatch(text, c.end, actor.start) for c in clause.claimants)


def _add_victims(document: Document, draft: Draft, cast: dict[str, ActorValue]) -> None:
    """Those whom a toll counts suffered, where no verb gave them a role."""
    for clause in draft.clauses:
        for toll in clause.tolls:
            if toll.victim is None or toll.quantity not in ("killed", "injured", "abducted") or toll.subset:
                continue
            for a in clause.actors:
                if a.actor not in cast and a.start < toll.victim[1] and toll.victim[0] < a.end:
                    cast[a.actor] = ActorValue(a.actor, "target", Evidence((document.span(a.paragraph + 1, a.start, a.end),), "victim of the toll"))


def _add_claims(document: Document, mentions: Mentions, draft: Draft, cast: dict[str, ActorValue]) -> None:
    """Who claims the act did it, whatever its clauses call the doers."""
    last = draft.clauses[-1]
    told = draft.clauses + draft.context
    for c in mentions.claimants[last.paragraph] + [c for clause in told if clause.paragraph != last.paragraph for c in clause.claimants]:
        own = any(c in clause.claimants for clause in told)
        next_to = c.paragraph == last.paragraph and 0 <= c.governs[0] - last.end <= 2
        if c.stance == "claims responsibility" and SIDES.get(c.who) == "armed group" and (own or next_to):
            cast[c.who] = ActorValue(c.who, "initiator", Evidence((document.span(c.paragraph + 1, c.start, c.end),), "claim of responsibility"))


def _add_doers(document: Document, draft: Draft, cast: dict[str, ActorValue]) -> None:
    """Forces named beside what was done to an armed group did it, where nobody else is said to have."""
    hit = [a for a, v in cast.items() if v.role == "target" and SIDES.get(a) == "armed group"]
    if not hit or any(v.role == "initiator" for v in cast.values()) or any(SIDES.get(a) in ("state", "external") for a in cast):
        return
    for clause in draft.clauses:
        spoken = [(c.start, c.end) for c in clause.claimants]
        for a in clause.actors:
            if (
                a.side in ("state", "external")
                and not a.generic
                and a.actor not in BYSTANDERS
                and not any(s < a.end and a.start < e for s, e in spoken)
            ):
                cast.setdefault(
                    a.actor, ActorValue(a.actor, "initiator", Evidence((document.span(a.paragraph + 1, a.start, a.end),), "force beside the act"))
                )


_OURS = re.compile(
    r"\b(?:(?:our|its|his) (?:brothers|men|fighters|forces|units|lions|soldiers|comrades)"
    r"|(?:the )?(?:mujahid\w+|soldiers of (?:islam|the caliphate))"
    r"|(?:nos|ses) (?:frères|hommes|combattants|forces|unités|soldats|éléments|lions)"
    r"|(?:les )?(?:moudjahid\w*|soldats (?:de l['’]islam|du califat)))\b",
    re.IGNORECASE,
)


_PASSIVE = re.compile(r" (?:(?:were|was|have been|had been|ont été|a été|avaient été|sont|est) |(?:came|come) under )", re.IGNORECASE)


def _suffers(clause: Clause, match: re.Match[str]) -> bool:
    return bool(_PASSIVE.match(clause.text, match.end()))


def _leads(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the words stand before the clause's act, as its subject."""
    head = max(clause.acts, key=lambda t: t.strength, default=None)
    return head is not None and clause.start + match.end() <= head.start


def as_told_by(document: Document, draft: Draft, cast: dict[str, ActorValue], whole: ClaimantMention | None) -> dict[str, ActorValue]:
    """The cast as an armed group's own communiqué has it: "our brothers" and "the mujahideen" are the group, and so is who is not named."""
    if whole is None or SIDES.get(whole.who) != "armed group" or whole.who in cast:
        return cast
    others = [a for a, v in cast.items() if v.role == "initiator" and a not in ("unidentified-armed-group", "civilians")]
    named = next(((c, m) for c in draft.clauses for m in _OURS.finditer(c.text)), None)
    if named:
        clause, match = named
        span = document.span(clause.paragraph + 1, clause.start + match.start(), clause.start + match.end())
        rule = "the party of the communiqué"
        role: Role = "target" if _suffers(clause, match) or (others and not _leads(clause, match)) else "initiator"
        out = {a: v for a, v in cast.items() if not any(s.start < span.end and span.start < s.end for s in v.evidence.spans)}
    elif not others and any(v.role == "target" and SIDES.get(a) in ("state", "external", "armed group") for a, v in cast.items()):
        span, rule = document.span(whole.paragraph + 1, whole.start, whole.end), "the party of the communiqué, which names nobody else"
        role = "initiator"
        out = dict(cast)
    else:
        return cast
    if role == "initiator" and "unidentified-armed-group" in out and out["unidentified-armed-group"].role == "initiator":
        del out["unidentified-armed-group"]
    return out | {whole.who: ActorValue(whole.who, role, Evidence((span,), rule))}


def as_coded(document: Document, draft: Draft, cast: dict[str, ActorValue], event_type: str, sub: str) -> dict[str, ActorValue]:
    """The cast as the type has it: in agreements, transfers and operations without a clash all are participants, an armed group opposed a target."""
    if event_type != "Strategic developments" or sub not in ("Other", "Agreement", "Non-violent transfer of territory"):
        return recast(scene_of(document, draft, _pairs(document, draft)), cast, event_type, sub)
    out = dict(cast)
    for clause in draft.clauses:
        for a in clause.actors:
            if a.actor not in out and not a.generic and a.side in ("state", "external", "armed group") and sub != "Non-violent transfer of territory":
                out[a.actor] = ActorValue(a.actor, "participant", Evidence((document.span(a.paragraph + 1, a.start, a.end),), "actor"))
    opposed = sub == "Other" and any(SIDES.get(a) in ("state", "external") for a in out)
    if opposed:
        out.pop("civilians", None)
    return {a: replace(v, role="target" if opposed and SIDES.get(a) == "armed group" else "participant") for a, v in out.items()}


def _pairs(document: Document, draft: Draft) -> frozenset[str]:
    """Actors whom the words of mutual fighting join ("clashes between X and Y", "X exchanged fire with Y"), where neither attacked."""
    if any(t.act in ONE_SIDED and t.strength >= 2 for c in draft.clauses for t in c.acts):
        return frozenset()
    for clause in [c for c in draft.clauses if c.strength >= 2][:1]:
        found = roles.opponents(document.paragraph_text(clause.paragraph + 1), (clause.start, clause.end), clause.actors)
        if len(found) > 1:
            return frozenset(m.actor for m in found)
    return frozenset()


#: Acts that one side does to the other: then a fight has an initiator.
ONE_SIDED = frozenset({"attack", "ambush", "overrun", "repel", "ied", "air", "shell", "neutralise", "suicide", "carbomb", "grenade"})


def settle(cast: dict[str, ActorValue], victims: frozenset[str]) -> dict[str, ActorValue]:
    """The cast of a whole draft, from roles that were assigned clause by clause.

    Attackers who were killed still attacked; a named group stands for "gunmen"; those who only speak (officials, hospitals) did nothing;
    civilians are the target of a fight only where some were hurt.
    """
    sides = {a: SIDES.get(a, "other") for a in cast}
    armed = [a for a in cast if sides[a] == "armed group"]
    state = [a for a in cast if sides[a] in ("state", "external")]
    out = dict(cast)
    if state and armed and all(cast[a].role == "target" for a in armed) and not any(cast[a].role == "initiator" for a in state):
        out |= {a: replace(cast[a], role="initiator") for a in armed}
    for actor in list(out):
        if actor in BYSTANDERS and out[actor].role == "initiator":
            del out[actor]
    fight = any(out[a].role == "target" for a in out if sides[a] in ("armed group", "state", "external"))
    if fight and "civilians" in out and out["civilians"].role == "target" and not victims & {"civilians"}:
        del out["civilians"]
    return _named_over_generic(out)


def _named_over_generic(cast: dict[str, ActorValue]) -> dict[str, ActorValue]:
    named: set[Role] = {v.role for a, v in cast.items() if SIDES.get(a) == "armed group" and a != "unidentified-armed-group"}
    if "unidentified-armed-group" in cast and cast["unidentified-armed-group"].role in named:
        del cast["unidentified-armed-group"]
    return cast
