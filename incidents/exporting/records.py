"""The gold's form (one JSON object per document): what a reading says in it, quotes included. Latitude and longitude are keys of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incidents.model import ActorValue, Claimant, DateValue, Document, Evidence, PlaceValue, Reading, Report, Toll, TollPart

QUANTITIES = ("killed", "injured", "abducted", "detained")


def to_gold(reading: Reading, document: Document, groups: Mapping[str, str]) -> dict[str, Any]:
    """The reading in the gold's form. ``groups`` maps a report's id to its incident's id; a report without one is its own group.

    A value whose words stand in another paragraph than the incident's carries its own "paragraph"; an inferred value has a null quote.
    """
    return {
        "id": document.id, "title": document.title, "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None, "language": document.language,
        "incidents": [_incident(report, groups.get(report.id, report.id)) for report in reading.reports],
        "not_incidents": [{"paragraph": span.paragraph, "quote": span.quote, "why": aside.reason}
                          for aside in reading.set_aside for span in aside.evidence.spans[:1]],
    }


def _incident(report: Report, group: str) -> dict[str, Any]:
    home = report.paragraph
    return {
        "paragraph": home, "event_type": report.event_type, "sub_event_type": report.sub_event_type,
        "date": report.date and _date(report.date, home), "place": report.place and _place(report.place, home),
        "actors": [_actor(value, home) for value in report.actors],
        **{name: _toll(getattr(report, name), home) for name in QUANTITIES},
        "claimant": report.claimant and _claimant(report.claimant, home), "group": group,
    }


def _quoted(evidence: Evidence, home: int) -> dict[str, Any]:
    """The first span's words, and its paragraph where that is not the incident's own."""
    if not evidence.spans:
        return {"quote": None}
    first = evidence.spans[0]
    return {"quote": first.quote} if first.paragraph == home else {"quote": first.quote, "paragraph": first.paragraph}


def _date(value: DateValue, home: int) -> dict[str, Any] | None:
    """None where the year is unknown: the form has no place for "25 April of some year"."""
    if value.start is None:
        return None
    end = value.end or value.start
    return {"start": value.start.isoformat(), "end": end.isoformat(), "precision": value.precision, **_quoted(value.evidence, home)}


def _place(value: PlaceValue, home: int) -> dict[str, Any]:
    return {"name": value.name, "admin1": value.admin.region, "admin2": value.admin.cercle, "lat": value.lat, "lon": value.lon,
            "precision": value.precision, **_quoted(value.evidence, home)}


def _actor(value: ActorValue, home: int) -> dict[str, Any]:
    return {"actor": value.actor, "role": value.role, **_quoted(value.evidence, home)}


def _toll(value: Toll | None, home: int) -> dict[str, Any] | None:
    if value is None:
        return None
    parts = [{"actor": part.actor, **_range(part), **_quoted(part.evidence, home)} for part in value.parts]
    return _range(value) | _quoted(value.evidence, home) | ({"parts": parts} if parts else {})


def _range(value: Toll | TollPart) -> dict[str, Any]:
    return {"low": value.low, "best": value.best, "high": value.high}


def _claimant(value: Claimant, home: int) -> dict[str, Any]:
    return {"who": value.who, **_quoted(value.evidence, home)}
