"""A draft's values: type, place, date, actors with roles, tolls, claimant and claims, each with its own spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from gazetteer.model import Location, PlaceReference
from incidents import coding, roles, tolls
from incidents.affected import affected, object_sides, several_sites
from incidents.claimants import ClaimantMention
from incidents.clauses import Clause, Mentions
from incidents.dates import DateMention
from incidents.drafts import Draft
from incidents.knowing import SIDES
from incidents.model import (
    ActorValue,
    CandidatePlace,
    Claim,
    Claimant,
    DateValue,
    Document,
    Evidence,
    PlaceValue,
    Quantity,
    Report,
    Role,
    Span,
    Toll,
    TollPart,
)
from incidents.tolls import TollMention

SITES_RADIUS_M = 10_000.0  # as for "near" (contract.md)
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
QUANTITIES: tuple[Quantity, ...] = ("killed", "injured", "abducted", "detained")


def report(document: Document, mentions: Mentions, draft: Draft, inferred: tuple[str, str], whole: ClaimantMention | None) -> Report | None:
    """The report that ``draft`` makes, or None where no coding rule types it. ``inferred``: where place and date come from, if not its clauses."""
    cast = _cast(document, mentions, draft)
    counted = _with_rivals(draft)
    totals = {q: _toll(document, [t for t in counted if t.quantity == q], draft.shared) for q in QUANTITIES}
    coded = coding.code(_case(draft, cast, totals, counted))
    if coded is None:
        return None
    (event_type, sub_event_type), rule = coded
    head = _head(draft)
    trigger = document.span(head.paragraph + 1, head.start, head.end)
    claimant = _claimant(document, draft, whole)
    place = _spread(draft, place_value(document, [draft.place] if draft.place else _country(draft, mentions), inferred[0]))
    return Report(
        id=_id(document.id, trigger, event_type, place),
        document_id=document.id,
        paragraph=_paragraph(draft, head) + 1,
        event_type=event_type,
        sub_event_type=sub_event_type,
        trigger=Evidence((trigger,), f"trigger; coded by {rule}"),
        date=date_value(document, draft.date, inferred[1]) if draft.date and (draft.date.date_start or draft.date.edtf) else None,
        place=place,
        actors=tuple(_as_coded(document, draft, cast, event_type, sub_event_type).values()),
        killed=totals["killed"],
        injured=totals["injured"],
        abducted=totals["abducted"],
        detained=totals["detained"],
        claimant=claimant,
        claims=_claims(document, draft, claimant),
        affected=affected(c.text for c in draft.clauses),
        violence_type=_violence_type(event_type, cast.values()),
    )


LARGE = 100  # deaths; "hundreds killed" in a region and a month sums up many incidents


def _sums_up(made: Report) -> bool:
    """Whether the report is of many places and days at once: hundreds killed in a cercle or region, in a month or a year."""
    vague = (made.place is None or made.place.precision not in (1, 2)) and (made.date is None or made.date.precision >= 4)
    return vague and made.killed is not None and (made.killed.low or made.killed.best or 0) >= LARGE


def insufficient(draft: Draft, made: Report | None) -> str:
    """Why a draft is no incident, or nothing. It needs an anchor (place below the country, date, toll or a named group) and an act."""
    if made is None:
        return "not an incident"
    if _sums_up(made):
        return "total"
    sharp = made.place is not None and made.place.precision in (1, 2, 3, 4, 5)
    counted = any(getattr(made, q) for q in QUANTITIES)
    named = any(a.actor not in ("unidentified-armed-group", "civilians") for a in made.actors)
    strength = max((c.strength for c in draft.clauses), default=0)
    loose = draft.place is None or draft.place.frame == "bare"
    if made.event_type == "Strategic developments" and not made.date and (not sharp or (loose and strength < 3)):
        return "background"
    if made.event_type != "Strategic developments" and strength < 3 and not counted and not made.actors:
        return "not an incident"  # one noun ("the battle of supply") and nobody who fought it
    if draft.answer and named and strength >= 2:
        return ""
    if sharp and (made.date or counted or strength == 3 or named):
        return ""
    if made.date and (counted or (strength >= 2 and named)):
        return ""
    if counted and strength >= 2 and named:
        return ""
    return "background"


# --- place and date -------------------------------------------------------------------------------------------------------


def _country(draft: Draft, mentions: Mentions) -> list[PlaceReference]:
    """The reference to Mali as a whole in the draft's clauses, else the nearest before them."""
    own = [p for c in draft.clauses + draft.context for p in c.event_places if p.location.precision == 6]
    return own[:1]


def place_value(document: Document, references: Sequence[PlaceReference], inferred: str = "") -> PlaceValue | None:
    """The first reference as a value with its evidence; the country, marked inferred, where there is none."""
    if not references:
        return PlaceValue(
            "Mali", 6, None, None, "none", Evidence((), "country", "no place is given; the report is of Mali"), why="No place is given."
        )
    reference = references[0]
    at: Location = reference.location
    span = document.span(reference.paragraph + 1, reference.start, reference.end)
    candidates = tuple(
        CandidatePlace(
            c.place.id, c.place.name, c.place.lat, c.place.lon, c.place.admin.region, c.place.admin.cercle, round(c.score, 3), "; ".join(c.reasons)
        )
        for c in at.candidates[:8]
    )
    return PlaceValue(
        at.name,
        at.precision,
        at.lat,
        at.lon,
        at.geometry,
        Evidence((span,), f"place, {reference.frame}", inferred),
        at.radius_m,
        at.unit_pcode,
        at.level,
        at.line,
        at.zone_id,
        at.admin,
        at.place_ids,
        candidates,
        at.why,
    )


def _spread(draft: Draft, place: PlaceValue | None) -> PlaceValue | None:
    """Several sites of one town are near it, not the place itself (gold README, "Place")."""
    if place is None or place.precision != 1 or not any(several_sites(c.text) for c in draft.clauses if draft.place in c.places):
        return place
    return replace(
        place, precision=2, geometry="circle", radius_m=SITES_RADIUS_M, why=f"{place.why} Several sites are named, so the place is only near.".strip()
    )


def date_value(document: Document, mention: DateMention, inferred: str) -> DateValue:
    span = document.span(mention.paragraph + 1, mention.start, mention.end)
    said = "; ".join(x for x in (inferred, mention.inferred) if x)
    return DateValue(mention.date_start, mention.date_end, mention.precision, mention.edtf, Evidence((span,), mention.rule, said))


# --- actors ---------------------------------------------------------------------------------------------------------------


def _cast(document: Document, mentions: Mentions, draft: Draft) -> dict[str, ActorValue]:
    """Who did and who suffered, by actor: the first role given holds, and a named group takes the place of "gunmen"."""
    cast: dict[str, ActorValue] = {}
    for clause in draft.clauses + draft.context:
        head = max(clause.acts, key=lambda t: t.strength, default=None)
        assigned = roles.assign(
            mentions.paragraphs[clause.paragraph], (clause.start, clause.end), clause.actors, (head.start, head.end) if head else None
        )
        for mention, role in assigned:
            span = document.span(mention.paragraph + 1, mention.start, mention.end)
            if mention.actor not in cast:
                cast[mention.actor] = ActorValue(mention.actor, role, Evidence((span,), "actor"))
    _add_victims(document, draft, cast)
    _add_doers(document, draft, cast)
    return settle(cast, _victims([t for c in draft.clauses for t in c.tolls if not t.subset]))


def _add_victims(document: Document, draft: Draft, cast: dict[str, ActorValue]) -> None:
    """Those whom a toll counts suffered, where no verb gave them a role."""
    for clause in draft.clauses:
        for toll in clause.tolls:
            if toll.victim is None or toll.quantity not in ("killed", "injured", "abducted") or toll.subset:
                continue
            for a in clause.actors:
                if a.actor not in cast and a.start < toll.victim[1] and toll.victim[0] < a.end:
                    cast[a.actor] = ActorValue(a.actor, "target", Evidence((document.span(a.paragraph + 1, a.start, a.end),), "victim of the toll"))


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


def _as_coded(document: Document, draft: Draft, cast: dict[str, ActorValue], event_type: str, sub: str) -> dict[str, ActorValue]:
    """The cast as the type has it: in agreements, transfers and operations without a clash all are participants, an armed group opposed a target."""
    if event_type != "Strategic developments" or sub not in ("Other", "Agreement", "Non-violent transfer of territory"):
        return cast
    out = dict(cast)
    for clause in draft.clauses:
        for a in clause.actors:
            if a.actor not in out and not a.generic and a.side in ("state", "external", "armed group") and sub != "Non-violent transfer of territory":
                out[a.actor] = ActorValue(a.actor, "participant", Evidence((document.span(a.paragraph + 1, a.start, a.end),), "actor"))
    opposed = sub == "Other" and any(SIDES.get(a) in ("state", "external") for a in out)
    if opposed:
        out.pop("civilians", None)
    return {a: replace(v, role="target" if opposed and SIDES.get(a) == "armed group" else "participant") for a, v in out.items()}


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


# --- tolls ----------------------------------------------------------------------------------------------------------------


def _with_rivals(draft: Draft) -> list[TollMention]:
    """The draft's figures; one that another claimant gives for the same people is marked as the rival of the first."""
    out: list[TollMention] = []
    said: list[str] = []
    for clause in draft.clauses:
        for toll in clause.tolls:
            who = _speaker(clause, toll)
            first = next((t for t, w in zip(out, said, strict=True) if w and who and w != who and _same_people(t, toll)), None)
            out.append(replace(toll, rival=True, rival_of=(first.paragraph, first.start)) if first and not toll.rival else toll)
            said.append(who)
    return out


def _speaker(clause: Clause, toll: TollMention) -> str:
    """Who gives the figure: the claimant nearest to it in its clause, or nobody."""
    said = [c for c in clause.claimants if c.stance == "asserts" and c.who]
    return min(said, key=lambda c: min(abs(c.start - toll.end), abs(toll.start - c.end))).who if said else ""


def _same_people(a: TollMention, b: TollMention) -> bool:
    return a.quantity == b.quantity and not (a.subset or b.subset) and (a.side == b.side or "unknown" in (a.side, b.side))


def _toll(document: Document, counted: list[TollMention], shared: bool) -> Toll | None:
    if not counted:
        return None
    low, best, high, parts = tolls.combine(counted)
    if shared:
        low, best, high = None, None, (high if high is not None else best)
    if low is None and best is None and high is None:
        return None
    return Toll(
        low,
        best,
        high,
        Evidence(tuple(_span(document, t) for t in counted), "toll"),
        tuple(TollPart(p.actor, p.low, p.best, p.high, Evidence(tuple(_span(document, t) for t in p.mentions), "toll")) for p in parts),
    )


def _span(document: Document, item: TollMention | ClaimantMention | DateMention) -> Span:
    return document.span(item.paragraph + 1, item.start, item.end)


# --- type -----------------------------------------------------------------------------------------------------------------


def _case(draft: Draft, cast: dict[str, ActorValue], totals: dict[Quantity, Toll | None], counted: Sequence[TollMention]) -> coding.Case:
    weight: Counter[str] = Counter()
    for act in draft.borrowed:
        weight[act.act] += act.strength
    for clause in draft.clauses:
        for act in clause.acts:
            weight[act.act] += act.strength
    hurt = [totals["killed"], totals["injured"]]
    civilian, armed = object_sides(c.text for c in draft.clauses)
    return coding.Case(
        weight=weight,
        head=_head(draft).act if hasattr(_head(draft), "act") else "",
        initiators=_sides(cast.values(), "initiator"),
        targets=_sides(cast.values(), "target"),
        initiator_ids=frozenset(v.actor for v in cast.values() if v.role == "initiator"),
        dead_or_hurt=any(t and ((t.high or 0) > 0 or (t.best or 0) > 0 or (t.low or 0) > 0) for t in hurt),
        nobody_hurt=any(t and t.high == 0 for t in hurt),
        abducted=totals["abducted"] is not None,
        victims=_victims(counted),
        civilian_object=civilian,
        armed_object=armed,
    )


def _victims(counted: Sequence[TollMention]) -> frozenset[str]:
    """Sides of those killed or hurt by the account that leads; a rival's or an army's "neutralised" only where there is no other."""
    hurt = [t for t in counted if t.quantity in ("killed", "injured") and (t.best or t.low or t.high)]
    led = [t for t in hurt if not (t.rival or t.neutralised)]
    return frozenset(t.side for t in led or hurt)


def _sides(actors: Iterable[ActorValue], role: Role) -> frozenset[str]:
    return frozenset(SIDES.get(a.actor, "other") for a in actors if a.role == role)


def _head(draft: Draft):  # type: ignore[no-untyped-def]
    """The draft's first strong act; where it has none, its first toll."""
    for least in (3, 2, 1):
        for clause in draft.clauses[:1] if least > 1 else draft.clauses:
            for act in clause.acts:
                if act.strength >= least:
                    return act
    return next(t for c in draft.clauses for t in [*c.tolls, *c.acts])


def _paragraph(draft: Draft, head) -> int:  # type: ignore[no-untyped-def]
    """The paragraph a reader should be sent to: that of the place if an act stands there too, else that of the first act."""
    return int(head.paragraph)


def _violence_type(event_type: str, actors: Iterable[ActorValue]) -> int | None:
    """UCDP: 1 state-based, 2 non-state, 3 one-sided; None where no violence is reported."""
    if event_type in ("Strategic developments", "Protests"):
        return None
    cast = list(actors)
    sides = [SIDES.get(a.actor, "other") for a in cast]
    if event_type == "Violence against civilians":
        return 3
    if any(s in ("state", "external") for s in sides):
        return 1
    return 2 if "armed group" in sides else None


# --- claimant and claims --------------------------------------------------------------------------------------------------


def _claimant(document: Document, draft: Draft, whole: ClaimantMention | None) -> Claimant | None:
    said = [c for clause in draft.clauses + draft.context for c in clause.claimants if c.stance == "asserts" and c.who]
    best = next((c for c in said if any(cl.tolls and cl.start <= c.start < cl.end and cl.paragraph == c.paragraph for cl in draft.clauses)), None)
    chosen = best or (said[0] if said else whole)
    return Claimant(chosen.who, Evidence((_span(document, chosen),), "claimant")) if chosen else None


def _claims(document: Document, draft: Draft, claimant: Claimant | None) -> tuple[Claim, ...]:
    out = []
    for clause in draft.clauses:
        own = next((c for c in clause.claimants if c.stance == "asserts" and c.who), None)
        who = Claimant(own.who, Evidence((_span(document, own),), "claimant")) if own else claimant
        for toll in clause.tolls:
            if toll.quantity in QUANTITIES and not toll.subset:
                out.append(
                    Claim(
                        toll.quantity,
                        "asserts",
                        who,
                        toll.low,
                        toll.best,
                        toll.high,
                        None,
                        Evidence((_span(document, toll),), "toll"),
                        "neutralised" if toll.neutralised else "",
                    )
                )  # type: ignore[arg-type]
    for clause in draft.clauses + draft.context:
        for c in clause.claimants:
            if c.stance != "asserts":
                said = Claimant(c.who, Evidence((_span(document, c),), "claimant")) if c.who else None
                out.append(
                    Claim("responsibility", c.stance, said, None, None, None, c.who or None, Evidence((_span(document, c),), "responsibility"))
                )
    return tuple(out)


def _id(document_id: str, trigger: Span, event_type: str, place: PlaceValue | None) -> str:
    name = place.name if place else ""
    return blake2b(f"{document_id}|{trigger.start}|{trigger.end}|{event_type}|{name}".encode(), digest_size=8).hexdigest()
