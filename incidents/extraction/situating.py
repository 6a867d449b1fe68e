"""Where and when a draft happened, as values with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.model import Location, PlaceReference
from incidents.extraction.affected import several_sites
from incidents.extraction.clauses import Mentions
from incidents.extraction.drafts import Draft
from incidents.model import CandidatePlace, DateValue, Document, Evidence, PlaceValue
from incidents.reading.dates import DateMention

SITES_RADIUS_M = 10_000.0  # as for "near" (contract.md)


def country_of(draft: Draft, mentions: Mentions) -> list[PlaceReference]:
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


def spread(draft: Draft, place: PlaceValue | None) -> PlaceValue | None:
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
