"""From a mark on the Trends page to its incidents: the filters in force, narrowed to one type, unit, actor or period.

None where the filters cannot say it (two actor questions at once, or a region of 2021 within one of 2023): then the mark has no link.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from incidents.query import units
from incidents.query.filters import ActorRole, Filters
from incidents.words import event_types
from incidents.words.actor_tree import with_children


def to_period(filters: Filters, start: date, end: date) -> Filters:
    """The same within ``start`` to ``end``, both in it, cut to the period already asked for."""
    first = max(start, filters.start) if filters.start else start
    last = min(end, filters.end) if filters.end else end
    return replace(filters, start=min(first, last), end=last, last_days=None, include_undated=False)


def to_type(filters: Filters, event_type: str) -> Filters:
    """The same for one event type; where only some of its sub types were asked for, those."""
    asked = filters.event_types or filters.sub_event_types
    whole = not asked or event_type in filters.event_types
    subs = () if whole else tuple(t.sub for t in event_types.sub_types(event_type) if t.sub in filters.sub_event_types)
    return replace(filters, event_types=(event_type,) if whole else (), sub_event_types=subs)


def to_region(filters: Filters, region: str) -> Filters | None:
    """The same for one region of 2021; where only some of its cercles were asked for, those."""
    if any(r.startswith(units.YEAR) for r in filters.regions):
        return None
    region = units.region(region) or region
    whole = not (filters.regions or filters.cercles) or region in filters.regions
    inside = () if whole else tuple(c for c in filters.cercles if units.region_of(c) == region)
    return replace(filters, regions=(region,) if whole else (), cercles=inside) if whole or inside else None


def to_actor(filters: Filters, actor: str, role: ActorRole = "any") -> Filters | None:
    """The same for one actor in a role, beside the actors already asked for."""
    if not filters.actors:
        return replace(filters, actors=(actor,), actor_role=role) if not filters.opponents else None
    if role in ("any", filters.actor_role) and any(actor in with_children(a) for a in filters.actors):
        return replace(filters, actors=(actor,))
    return replace(filters, opponents=(actor,)) if not filters.opponents and role == filters.actor_role == "any" else None


def to_pair(filters: Filters, initiator: str, target: str) -> Filters | None:
    """The same for one initiator against one target."""
    free = not filters.opponents and (not filters.actors or _covers(filters, initiator, target))
    return replace(filters, actors=(initiator,), actor_role="initiator", opponents=(target,)) if free else None


def _covers(filters: Filters, initiator: str, target: str) -> bool:
    """Whether every incident of the pair answers the actors already asked for."""
    wanted = frozenset[str]().union(*(with_children(a) for a in filters.actors))
    named = {"any": {initiator, target}, "initiator": {initiator}, "target": {target}}[filters.actor_role]
    return bool(wanted & named)
