"""Filters put to one incident in Python: the same answers as the SQL of ``conditions.py`` (a test compares them)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gazetteer.fold import fold
from incidents.model import Document, Incident, PlaceValue, Report
from incidents.query.areas import Spot
from incidents.query.filters import Filters
from incidents.query.searching import needles, searchable
from incidents.query.units import YEAR
from incidents.words.actor_tree import with_children

_ACROSS = {"any": "any", "initiator": "target", "target": "initiator"}


def matches(f: Filters, incident: Incident, documents: Mapping[str, Document]) -> bool:
    """See :meth:`incidents.query.filters.Filters.matches`; ``last_days`` must have been resolved."""
    if f.last_days is not None:
        raise ValueError("last_days counts back from the data: call Filters.resolved(last_day) first")
    return (
        _time(f, incident) and _unit(f, incident) and _type(f, incident) and _place(f, incident)
        and _actor(f.actors, f.actor_role, incident) and _actor(f.opponents, _ACROSS[f.actor_role], incident)
        and incident.independent_reports >= f.min_independent and _killed(f, incident)
        and (not f.affected or bool(set(f.affected) & set(incident.affected)))
        and _source(f, incident, documents) and _words(f, incident, documents) and _area(f, incident.place)
    )  # fmt: skip


def source_words(incident: Incident, documents: Mapping[str, Document]) -> str:
    """The searchable text of the paragraphs that hold the incident's spans, each once."""
    where = {(r.document_id, number) for r in incident.reports for number in report_paragraphs(r)}
    texts = [documents[d].paragraph_text(n) for d, n in sorted(where) if d in documents and 1 <= n <= len(documents[d].paragraphs)]
    return searchable(" ".join(texts))


def report_paragraphs(report: Report) -> set[int]:
    """Numbers of the paragraphs that hold a span of the report, and of the one a reader is sent to."""
    tolls = [t for t in (report.killed, report.injured, report.abducted, report.detained) if t]
    parts = [part for toll in tolls for part in toll.parts]
    said = [who for who in (report.claimant, *(claim.claimant for claim in report.claims)) if who]
    values = [v for v in (report.date, report.place, *report.actors, *tolls, *parts, *said, *report.claims) if v]
    spans = [span for evidence in (report.trigger, *(v.evidence for v in values)) for span in evidence.spans]
    return {span.paragraph for span in spans} | {report.paragraph}


def spot_of(place: PlaceValue | None) -> Spot | None:
    """What areas are asked about; None where the place is too coarse for the question."""
    if place is None or place.precision not in (1, 2, 5) or place.lat is None or place.lon is None:
        return None
    reach = (place.radius_m or 0.0) / 1000 if place.geometry in ("circle", "ring") else 0.0
    ends = (place.line[0], place.line[-1]) if len(place.line) > 1 else None
    return Spot(place.lat, place.lon, reach, ends)


def _time(f: Filters, incident: Incident) -> bool:
    start, end = (incident.date.start, incident.date.end) if incident.date else (None, None)
    dated = start is not None
    if f.date_limit and not (dated and incident.date and 1 <= incident.date.precision <= f.date_limit):
        return False
    if not f.has_time:
        return True
    if start is None:
        return f.include_undated
    return (f.start is None or (end or start) >= f.start) and (f.end is None or start <= f.end)


def _unit(f: Filters, incident: Incident) -> bool:
    if not (f.regions or f.cercles):
        return True
    if incident.place is None:
        return False
    admin = incident.place.admin
    regions = {fold(admin.region or ""), fold(YEAR + (admin.region_2023 or ""))}
    return any(fold(r) in regions for r in f.regions) or fold(admin.cercle or "") in {fold(c) for c in f.cercles}


def _type(f: Filters, incident: Incident) -> bool:
    return not (f.event_types or f.sub_event_types) or incident.event_type in f.event_types or incident.sub_event_type in f.sub_event_types


def _actor(actors: tuple[str, ...], role: str, incident: Incident) -> bool:
    if not actors:
        return True
    wanted = frozenset[str]().union(*(with_children(a) for a in actors))
    return any(a.actor in wanted for a in incident.actors if role in ("any", a.role))


def _place(f: Filters, incident: Incident) -> bool:
    precision = incident.place.precision if incident.place else 0
    return f.place_precision_max is None or 1 <= precision <= f.place_precision_max


def _killed(f: Filters, incident: Incident) -> bool:
    toll = incident.killed
    figures = (toll.high, toll.best, toll.low) if toll else ()
    some = next((n for n in figures if n is not None), 0) > 0
    return f.fatalities == "any" or some == (f.fatalities == "with")


def _source(f: Filters, incident: Incident, documents: Mapping[str, Document]) -> bool:
    known = [documents[r.document_id] for r in incident.reports if r.document_id in documents]
    return _meets(f.publishers, (d.publisher for d in known)) and _meets(f.languages, (d.language or "" for d in known))


def _meets(wanted: tuple[str, ...], given: Iterable[str]) -> bool:
    return not wanted or bool(set(wanted) & set(given))


def _words(f: Filters, incident: Incident, documents: Mapping[str, Document]) -> bool:
    wanted = needles(f.words)
    if not wanted:
        return True
    held = source_words(incident, documents)
    return all(needle in held for needle in wanted)


def _area(f: Filters, place: PlaceValue | None) -> bool:
    asked = [a for a in (f.near, f.corridor, f.area) if a]
    spot = spot_of(place)
    return not asked or (spot is not None and all(a.holds(spot) for a in asked))
