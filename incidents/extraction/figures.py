"""A draft's figures: tolls with their rivals, the claimant, and each figure as one claimant's claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction import tolls
from incidents.extraction.affected import object_sides
from incidents.extraction.claimants import ClaimantMention
from incidents.extraction.clauses import Clause
from incidents.extraction.drafts import Draft
from incidents.extraction.knowing import is_party
from incidents.extraction.tolls import Part, TollMention
from incidents.extraction.whom import whom
from incidents.model import Claim, Claimant, Document, Evidence, Quantity, Span, Toll, TollPart
from incidents.reading.dates import DateMention

SPEAKING = frozenset({"asserts", "claims responsibility"})  # who claims an attack also speaks for the figures beside it
QUANTITIES: tuple[Quantity, ...] = ("killed", "injured", "abducted", "detained")


def figures(draft: Draft) -> list[TollMention]:
    """The draft's figures; one that another claimant gives for the same people is marked as the rival of the first."""
    out: list[TollMention] = []
    said: list[str] = []
    for clause in draft.clauses:
        for toll in clause.tolls:
            who = _speaker(clause, toll)
            first = next((t for t, w in zip(out, said, strict=True) if w and who and w != who and _same_people(t, toll)), None)
            if first is not None and _one_of_them(toll, first):
                toll = replace(toll, subset=True, rival=False)
            out.append(replace(toll, rival=True, rival_of=(first.paragraph, first.start)) if first and not (toll.rival or toll.subset) else toll)
            said.append(who)
    return out


def _speaker(clause: Clause, toll: TollMention) -> str:
    """Who gives the figure: the claimant nearest to it in its clause, or nobody."""
    said = [c for c in clause.claimants if c.stance in SPEAKING and c.who]
    return min(said, key=lambda c: min(abs(c.start - toll.end), abs(toll.start - c.end))).who if said else ""


_ARTICLE = re.compile(r"(?:an?|the|his|her|my|une?|le|la|son|sa|mon|ma)\b|l['’]", re.IGNORECASE)


def _one_of_them(toll: TollMention, first: TollMention) -> bool:
    """ "They shot the guard first": one person told of by another voice is one of the many that the first one counts."""
    return toll.best == 1 and (first.best or first.low or 0) > 2 and bool(_ARTICLE.match(toll.victim_words))


def _same_people(a: TollMention, b: TollMention) -> bool:
    if a.quantity != b.quantity or a.subset or b.subset or "armed group" in (a.side, b.side):
        return a.quantity == b.quantity and a.side == b.side and not (a.subset or b.subset)  # people in general are not the attackers
    return a.side == b.side or "unknown" in (a.side, b.side)


def toll_of(document: Document, counted: list[TollMention], shared: bool) -> Toll | None:
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
        tuple(_part(document, p) for p in parts),
    )


def _part(document: Document, part: Part) -> TollPart:
    """One side's share; its actor is the one that all its figures name."""
    named = {whom(document, t) for t in part.mentions}
    spans = tuple(_span(document, t) for t in part.mentions)
    return TollPart(named.pop() if len(named) == 1 else None, part.low, part.best, part.high, Evidence(spans, "toll"))


def victims(counted: Sequence[TollMention]) -> frozenset[str]:
    """Sides of those killed or hurt by the account that leads; a rival's or an army's "neutralised" only where there is no other."""
    hurt = [t for t in counted if t.quantity in ("killed", "injured") and (t.best or t.low or t.high)]
    led = [t for t in hurt if not (t.rival or t.neutralised)]
    return frozenset(t.side for t in led or hurt)


def counted_civilians(draft: Draft) -> TollMention | None:
    """The first figure of civilians, or of people of whom only the market or wedding that was hit is told; None where there is none."""
    civilian, armed = object_sides(c.text for c in draft.clauses)
    sides = ("civilians", "unknown") if civilian and not armed else ("civilians",)
    counted = (t for c in draft.clauses for t in c.tolls if t.quantity in ("killed", "injured", "abducted") and not t.subset)
    return next((t for t in counted if t.side in sides and t.victim), None)


def claimant_of(document: Document, draft: Draft, whole: ClaimantMention | None, named: Sequence[Sequence[ClaimantMention]] = ()) -> Claimant | None:
    """Whose account the draft is: who is named beside its figures, else beside its acts, else who heads the list or message it stands in.

    ``named`` holds the document's claimants by paragraph (0-based); ``whole`` is the party whose communiqué the document is.
    """
    said = [c for clause in draft.clauses + draft.context for c in clause.claimants if c.stance == "asserts" and c.who]
    best = next((c for c in said if any(cl.tolls and cl.start <= c.start < cl.end and cl.paragraph == c.paragraph for cl in draft.clauses)), None)
    heading = [c for c in (named[draft.clauses[0].paragraph] if named else ()) if _heads(document, c, draft)]
    said += [c for clause in draft.lead[-1:] for c in clause.claimants if c.stance == "asserts" and is_party(c.who)]  # a party tells what it did
    own = said[0] if said else None
    chosen = best or (heading[-1] if heading else own or whole)
    return Claimant(chosen.who, Evidence((_span(document, chosen),), "claimant")) if chosen else None


def _heads(document: Document, c: ClaimantMention, draft: Draft) -> bool:
    """Whether a claimant opens the list or message in which the draft stands ("The army's figures, by site: at Bapho ...")."""
    if c.stance != "asserts" or not c.who or not c.governs[0] <= draft.clauses[0].start < c.governs[1]:
        return False
    after = document.paragraph_text(c.paragraph + 1)[c.end : c.end + 40]
    return c.start <= draft.clauses[0].start + 25 and bool(re.match(r"[^.;:!?]{0,30}:\s", after))


def claims_of(document: Document, draft: Draft, claimant: Claimant | None) -> tuple[Claim, ...]:
    out = []
    for clause in draft.clauses:
        own = next((c for c in clause.claimants if c.stance in SPEAKING and c.who), None)
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
                        whom(document, toll),
                        Evidence((_span(document, toll),), "toll"),
                        "neutralised" if toll.neutralised else "",
                    )
                )
    for clause in draft.clauses + draft.context:
        for c in clause.claimants:
            if c.stance != "asserts":
                said = Claimant(c.who, Evidence((_span(document, c),), "claimant")) if c.who else None
                out.append(
                    Claim("responsibility", c.stance, said, None, None, None, c.who or None, Evidence((_span(document, c),), "responsibility"))
                )
    return tuple(out)


def _span(document: Document, item: TollMention | ClaimantMention | DateMention) -> Span:
    return document.span(item.paragraph + 1, item.start, item.end)
