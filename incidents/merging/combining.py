"""The values of an incident from those of its reports: the sharpest place and date, ranges over tolls, every side that is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from incidents.accounts import lowest
from incidents.extraction.knowing import is_party
from incidents.model import ActorValue, DateValue, Document, Incident, Merge, PlaceValue, Quantity, Report, Toll

_SHARPNESS = {1: 0, 2: 1, 5: 2, 3: 3, 4: 4, 6: 5, 0: 6}


def combine(
    group: Sequence[Report], merges: Mapping[frozenset[str], Merge], documents: Mapping[str, Document], original: Mapping[str, str]
) -> Incident:
    """One incident of ``group``; reports are ordered by publication, then id."""
    reports = tuple(sorted(group, key=lambda r: (_published(r, documents), r.id)))
    lead = _lead(reports)
    sources = {original.get(r.document_id, r.document_id) for r in reports}
    own = [m for key, m in merges.items() if key <= {r.id for r in reports}]
    return Incident(
        id=reports[0].id,
        event_type=lead.event_type,
        sub_event_type=lead.sub_event_type,
        date=_date(reports),
        place=_place(reports),
        actors=_actors(reports),
        killed=_toll(reports, "killed"),
        injured=_toll(reports, "injured"),
        abducted=_toll(reports, "abducted"),
        detained=_toll(reports, "detained"),
        reports=reports,
        merges=tuple(sorted(own, key=lambda m: (m.left, m.right))),
        independent_reports=len(sources),
        by_party=len({original.get(r.document_id, r.document_id) for r in reports if r.claimant and is_party(r.claimant.who)}),
        affected=tuple(sorted({a for r in reports for a in r.affected})),
        violence_type=lead.violence_type,
    )


def _published(report: Report, documents: Mapping[str, Document]) -> date:
    document = documents.get(report.document_id)
    return (document.published if document else None) or date.max


def _lead(reports: Sequence[Report]) -> Report:
    """The report whose type most of them give; the earliest of equals."""
    counts = Counter((r.event_type, r.sub_event_type) for r in reports)
    return max(reports, key=lambda r: counts[r.event_type, r.sub_event_type])


def _date(reports: Sequence[Report]) -> DateValue | None:
    known = [r.date for r in reports if r.date]
    return min(known, key=lambda d: (d.start is None, d.precision or 9), default=None)


def _place(reports: Sequence[Report]) -> PlaceValue | None:
    known = [r.place for r in reports if r.place]
    return min(known, key=lambda p: _SHARPNESS[p.precision], default=None)


def _actors(reports: Sequence[Report]) -> tuple[ActorValue, ...]:
    out: dict[tuple[str, str], ActorValue] = {}
    for report in reports:
        for actor in report.actors:
            out.setdefault((actor.actor, actor.role), actor)
    named = {a for a, role in out if role == "initiator"} - {"unidentified-armed-group"}
    return tuple(v for (a, role), v in out.items() if not (named and role == "initiator" and a == "unidentified-armed-group"))


def _toll(reports: Sequence[Report], quantity: Quantity) -> Toll | None:
    """Low the lowest that an account states, high the highest (open where the highest is), best the last that was published."""
    known: list[Toll] = [replace(t, low=lowest(r, quantity)) for r in reports if (t := getattr(r, quantity))]
    if len(known) < 2:
        return known[0] if known else None
    lows, highs = [t.low for t in known if t.low is not None], [t.high for t in known]
    best = next((t.best for t in reversed(known) if t.best is not None), None)
    high = None if None in highs else max(h for h in highs if h is not None)
    return replace(known[-1], low=min(lows, default=None), best=best, high=high)
