"""A draft's values: type, place, date, actors with roles, tolls, claimant and claims, each with its own spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from incidents.extraction import coding
from incidents.extraction.affected import affected, object_sides
from incidents.extraction.casting import as_coded, as_told_by, cast_of
from incidents.extraction.claimants import ClaimantMention
from incidents.extraction.clauses import Mentions
from incidents.extraction.drafts import Draft
from incidents.extraction.events import Trigger
from incidents.extraction.figures import QUANTITIES, claimant_of, claims_of, figures, toll_of, victims
from incidents.extraction.knowing import SIDES
from incidents.extraction.situating import country_of, date_value, place_value, spread
from incidents.extraction.tolls import TollMention
from incidents.model import ActorValue, Document, Evidence, PlaceValue, Quantity, Report, Role, Span, Toll


def report(document: Document, mentions: Mentions, draft: Draft, inferred: tuple[str, str], whole: ClaimantMention | None) -> Report | None:
    """The report that ``draft`` makes, or None where no coding rule types it. ``inferred``: where place and date come from, if not its clauses."""
    head = _head(draft)
    cast = as_told_by(document, draft, cast_of(document, mentions, draft), whole)
    counted = figures(draft)
    totals = {q: toll_of(document, [t for t in counted if t.quantity == q], draft.shared) for q in QUANTITIES}
    coded = coding.code(_case(draft, head, cast, totals, counted))
    if coded is None:
        return None
    (event_type, sub_event_type), rule = coded
    trigger = document.span(head.paragraph + 1, head.start, head.end)
    claimant = claimant_of(document, draft, whole, mentions.claimants)
    place = spread(draft, place_value(document, [draft.place] if draft.place else country_of(draft, mentions), inferred[0]))
    return Report(
        id=_id(document.id, trigger, event_type, place),
        document_id=document.id,
        paragraph=head.paragraph + 1,
        event_type=event_type,
        sub_event_type=sub_event_type,
        trigger=Evidence((trigger,), f"trigger; coded by {rule}"),
        date=date_value(document, draft.date, inferred[1]) if draft.date and (draft.date.date_start or draft.date.edtf) else None,
        place=place,
        actors=tuple(as_coded(document, draft, cast, event_type, sub_event_type).values()),
        killed=totals["killed"],
        injured=totals["injured"],
        abducted=totals["abducted"],
        detained=totals["detained"],
        claimant=claimant,
        claims=claims_of(document, draft, claimant),
        affected=affected(c.text for c in draft.clauses),
        violence_type=_violence_type(event_type, cast.values()),
    )


LARGE = 100  # deaths; "hundreds killed" in a region and a month sums up many incidents


def _sums_up(made: Report) -> bool:
    """Whether the report is of many places and days at once: hundreds killed in a cercle or region, in a month or a year."""
    vague = (made.place is None or made.place.precision not in (1, 2)) and (made.date is None or made.date.precision >= 4)
    return vague and made.killed is not None and max(made.killed.low or 0, made.killed.best or 0, made.killed.high or 0) >= LARGE


def insufficient(draft: Draft, made: Report | None) -> str:
    """Why a draft is no incident, or nothing. It needs an anchor (place below the country, date, toll or a named group) and an act."""
    if made is None:
        return "not an incident"
    if _sums_up(made):
        return "total"
    sharp = made.place is not None and made.place.precision in (1, 2, 3, 4, 5)
    counted = any(getattr(made, q) for q in QUANTITIES)
    strength = max((c.strength for c in draft.clauses), default=0)
    known = [a.actor for a in made.actors if a.actor not in ("unidentified-armed-group", "civilians")]
    zone = made.place is not None and made.place.precision >= 4 and strength < 3 and not made.date  # "in the Gourma a stolen ox changes hands"
    named = any(SIDES.get(a) in ("state", "external", "armed group") for a in known) if zone else bool(known)
    loose = draft.place is None or draft.place.frame == "bare"
    if made.event_type == "Strategic developments" and not made.date and (not sharp or (loose and strength < 3)):
        return "background"
    if made.event_type != "Strategic developments" and strength < 3 and not counted and not made.actors:
        return "not an incident"  # one noun ("the battle of supply") and nobody who fought it
    if made.date is None and made.place is not None and made.place.evidence.inferred and not counted:
        return "background"  # neither a day nor a place of its own
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


# --- actors ---------------------------------------------------------------------------------------------------------------


# --- tolls ----------------------------------------------------------------------------------------------------------------


# --- type -----------------------------------------------------------------------------------------------------------------


def _case(
    draft: Draft, head: Trigger | TollMention, cast: dict[str, ActorValue], totals: dict[Quantity, Toll | None], counted: Sequence[TollMention]
) -> coding.Case:
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
        head=head.act if isinstance(head, Trigger) else "",
        initiators=_sides(cast.values(), "initiator"),
        targets=_sides(cast.values(), "target"),
        opposed=len({v.actor for v in cast.values() if SIDES.get(v.actor) == "armed group" or v.role == "participant"}) > 1,
        enemy_dead=max(
            (t.best or t.low or t.high or 0 for t in counted if t.quantity == "killed" and t.side == "armed group" and not t.rival),
            default=0,
        ),
        present=frozenset(SIDES.get(v.actor, "other") for v in cast.values()),
        initiator_ids=frozenset(v.actor for v in cast.values() if v.role == "initiator"),
        dead_or_hurt=any(t and ((t.high or 0) > 0 or (t.best or 0) > 0 or (t.low or 0) > 0) for t in hurt),
        nobody_hurt=any(t and t.high == 0 for t in hurt),
        abducted=totals["abducted"] is not None,
        victims=victims(counted),
        civilian_object=civilian,
        armed_object=armed,
    )


def _sides(actors: Iterable[ActorValue], role: Role) -> frozenset[str]:
    return frozenset(SIDES.get(a.actor, "other") for a in actors if a.role == role)


def _head(draft: Draft) -> Trigger | TollMention:
    """The draft's first strong act; where it has none, its first toll."""
    for least in (3, 2, 1):
        for clause in draft.clauses[:1] if least > 1 else draft.clauses:
            for act in clause.acts:
                if act.strength >= least:
                    return act
    first = next(c for c in draft.clauses if c.tolls or c.acts)
    return first.tolls[0] if first.tolls else first.acts[0]


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


def _id(document_id: str, trigger: Span, event_type: str, place: PlaceValue | None) -> str:
    name = place.name if place else ""
    return blake2b(f"{document_id}|{trigger.start}|{trigger.end}|{event_type}|{name}".encode(), digest_size=8).hexdigest()
