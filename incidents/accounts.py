"""Who states which figure: a report's claims by claimant, each claimant's as one whole, and the range that the wholes span.

A claimant who counts two sides (policemen, and the bomber) makes one claim with two parts, never two rivals. Sides are those that the
reading told apart (``Toll.parts``); what it did not tell apart is not added up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from incidents.model import Claim, Claimant, Incident, Quantity, Report, Toll

Triple = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Account:
    """All figures of one claimant in one report. ``whole`` is their low, best and high together; None where it is not known how they go
    together: some count the same people again, and then the whole is no sum.
    """

    report: Report
    claimant: Claimant | None  # None: the outlet itself
    claims: tuple[Claim, ...]
    whole: Triple | None

    @property
    def is_sum(self) -> bool:
        """Whether the whole is what its several figures add up to."""
        low, _, high = reduce(_add, map(_triple, self.claims))
        return len(self.claims) > 1 and self.whole is not None and self.whole[0] == low and (low is not None or self.whole[2] == high)


def accounts(report: Report, quantity: Quantity) -> list[Account]:
    """The accounts of a quantity in the order told; a toll that nobody's claim carries is the report's own account."""
    toll: Toll | None = getattr(report, quantity)
    told = [c for c in report.claims if c.about == quantity] or list(_own(report, toll, quantity))
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in told:
        groups.setdefault((claim.claimant.who if claim.claimant else "", claim.stance), []).append(claim)
    sides = {id(c): _side(toll, c) for c in told}
    return [Account(report, group[0].claimant, tuple(group), _whole(group, told, sides, toll)) for group in groups.values()]


def stated(incident: Incident, quantity: Quantity) -> Toll | None:
    """The incident's toll as its claims bear it out: low no higher than the lowest account of each side; where the top is open, best is
    the highest figure that anyone states ("hundreds": 200), so that words made of it never stay below a claim.
    """
    toll: Toll | None = getattr(incident, quantity)
    if toll is None:
        return None
    low = toll.low if toll.low is None else min([toll.low, *(n for r in incident.reports if (n := lowest(r, quantity)) is not None)])
    best = toll.best
    if toll.high is None and toll.low is not None:
        best = max((n for n in (toll.low, toll.best, *_figures(incident, quantity)) if n is not None), default=None)
    return Toll(low, best, toll.high, toll.evidence, toll.parts)


def lowest(report: Report, quantity: Quantity) -> int | None:
    """The report's low, each side's no higher than the lowest account of that side; None where it has none."""
    toll: Toll | None = getattr(report, quantity)
    if toll is None or toll.low is None:
        return None
    low = toll.low
    for index, part in enumerate(toll.parts):
        theirs = [_together(claims)[0] for claims in _by_claimant(report, quantity, index)]
        if len(theirs) > 1 and part.low is not None:
            low -= part.low - min([part.low, *(n for n in theirs if n is not None)])
    return low


def _own(report: Report, toll: Toll | None, quantity: Quantity) -> Iterable[Claim]:
    if toll is None:
        return
    if len(toll.parts) > 1:
        for part in toll.parts:
            yield Claim(quantity, "asserts", report.claimant, part.low, part.best, part.high, part.actor, part.evidence)
    else:
        yield Claim(quantity, "asserts", report.claimant, toll.low, toll.best, toll.high, None, toll.evidence)


def _figures(incident: Incident, quantity: Quantity) -> Iterable[int | None]:
    for report in incident.reports:
        for account in accounts(report, quantity):
            if account.claims[0].stance != "denies":
                yield from account.whole or ()
                yield from (n for claim in account.claims for n in _triple(claim))


def _side(toll: Toll | None, claim: Claim) -> int | None:
    """Which part of the toll rests on the words of the claim."""
    spans = set(claim.evidence.spans)
    return next((n for n, part in enumerate(toll.parts if toll else ()) if spans & set(part.evidence.spans)), None)


def _by_claimant(report: Report, quantity: Quantity, side: int) -> Iterable[list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for claim in report.claims:
        if claim.about == quantity and claim.stance != "denies" and _side(getattr(report, quantity), claim) == side:
            groups.setdefault(claim.claimant.who if claim.claimant else "", []).append(claim)
    return groups.values()


def _whole(group: Sequence[Claim], told: Sequence[Claim], sides: dict[int, int | None], toll: Toll | None) -> Triple | None:
    if len(group) == 1:
        return _triple(group[0])
    if toll is None or any(sides[id(c)] is None for c in group):
        return None
    total: Triple | None = None
    for side in dict.fromkeys(sides[id(c)] for c in group):
        own = [c for c in group if sides[id(c)] == side]
        alone = len(own) == sum(sides[id(c)] == side for c in told)
        part = toll.parts[side or 0]
        share = (part.low, part.best, part.high) if alone else _together(own)  # alone: the reading knows what it added up
        total = share if total is None else _add(total, share)
    return total


def _together(claims: Sequence[Claim]) -> Triple:
    """Figures of one claimant on one side, others contesting it: those of a paragraph are added, the larger paragraph is the whole."""
    sums: dict[int, Triple] = {}
    for claim in claims:
        paragraph = claim.evidence.spans[0].paragraph if claim.evidence.spans else 0
        sums[paragraph] = _add(sums[paragraph], _triple(claim)) if paragraph in sums else _triple(claim)
    return max(sums.values(), key=lambda t: max(x for x in (*t, 0) if x is not None))


def _triple(claim: Claim) -> Triple:
    return claim.low, claim.best, claim.high


def _add(a: Triple, b: Triple) -> Triple:
    """The sum of two shares; an open end, or a best that is not given, stays so."""
    low = None if a[0] is None and b[0] is None else (a[0] or 0) + (b[0] or 0)
    best = None if a[1] is None or b[1] is None else a[1] + b[1]
    return low, best, None if a[2] is None or b[2] is None else a[2] + b[2]
