"""Event types and actors as trees of boxes: what is checked, and which filters a press on a row asks for.

Types: with nothing asked for every box is on, and a type is no more than its sub types. Actors: with nothing asked for every box is off,
and a parent is more than its children, since articles name it for itself ("JNIM"): all children chosen are not the parent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import IntEnum
from functools import cache

from incidents.query.filters import Filters
from incidents.words.actor_tree import ancestors, parents, with_children
from incidents.words.event_types import sub_types, types


class Box(IntEnum):
    """A box of three states."""

    OFF = 0
    ON = 1
    MIXED = 2


def type_boxes(filters: Filters) -> dict[str, Box]:
    """The box of every event type and sub type, by its name."""
    chosen = _chosen(filters)
    found = {sub: Box(sub in chosen) for kind in types() for sub in _subs(kind.type)}
    for kind in types():
        on = len(_subs(kind.type) & chosen)
        found[kind.type] = Box.OFF if not on else Box.ON if on == len(_subs(kind.type)) else Box.MIXED
    return found


def press_type(filters: Filters, name: str) -> Filters:
    """After a press on a type or sub type: on becomes off, off and mixed become wholly on. Nothing left on asks for everything again."""
    chosen, pressed = _chosen(filters), _subs(name)
    return _with_types(filters, chosen - pressed if pressed <= chosen else chosen | pressed)


def only_type(filters: Filters, name: str) -> Filters:
    """One type or sub type alone; asked for once more, all of them."""
    return _with_types(filters, frozenset() if lone_type(filters) == name else _subs(name))


def lone_type(filters: Filters) -> str | None:
    """The type or sub type that alone is asked for."""
    asked = (*filters.event_types, *filters.sub_event_types)
    return asked[0] if len(asked) == 1 else None


@cache
def _subs(name: str) -> frozenset[str]:
    """The sub types of a type; a sub type's own name."""
    return frozenset(kind.sub for kind in sub_types(name)) or frozenset((name,))


def _chosen(filters: Filters) -> frozenset[str]:
    """The sub types that are on."""
    if not (filters.event_types or filters.sub_event_types):
        return frozenset(kind.sub for kind in sub_types())
    return frozenset(filters.sub_event_types).union(*(_subs(name) for name in filters.event_types))


def _with_types(filters: Filters, chosen: frozenset[str]) -> Filters:
    whole = [kind.type for kind in types() if _subs(kind.type) <= chosen]
    if len(whole) == len(types()):
        whole, chosen = [], frozenset()
    parts = chosen.difference(*(_subs(name) for name in whole))
    return replace(filters, event_types=tuple(whole), sub_event_types=tuple(parts))


def actor_rows(counted: Mapping[str, int], chosen: Iterable[str]) -> dict[str, int]:
    """Actor to level (1 at the top), in the order shown: each followed by its children, those with most incidents first.

    Listed is who has incidents in ``counted`` or is chosen, and whom these belong to.
    """
    known = {actor for actor, n in counted.items() if n} | set(chosen)
    known |= {above for actor in known for above in ancestors(actor)}
    below: dict[str, list[str]] = {}
    for actor in sorted(known, key=lambda a: (-counted.get(a, 0), a)):
        below.setdefault(parents().get(actor, ""), []).append(actor)
    rows: dict[str, int] = {}

    def add(parent: str, level: int) -> None:
        for actor in below.get(parent, ()):
            rows[actor] = level
            add(actor, level + 1)

    add("", 1)
    return rows


def actor_boxes(filters: Filters, listed: Iterable[str]) -> dict[str, Box]:
    """The box of each listed actor: on with its parent, mixed where only some of what belongs to it is chosen."""
    chosen = set(filters.actors)
    above = {parent for actor in chosen for parent in ancestors(actor)}
    return {actor: Box.ON if chosen.intersection((actor, *ancestors(actor))) else Box.MIXED if actor in above else Box.OFF for actor in listed}


def press_actor(filters: Filters, actor: str, listed: Collection[str]) -> Filters:
    """After a press on an actor: off and mixed become on, with all that belongs to it; on becomes off.

    An actor that is on through a parent takes the parent with it: left on are the parent's other listed children.
    """
    chosen, lineage = set(filters.actors), [actor, *ancestors(actor)]
    holders = [n for n, one in enumerate(lineage) if one in chosen]
    rest = chosen - with_children(actor)
    if not holders:
        return _with_actors(filters, rest | {actor})
    path = lineage[: holders[-1] + 1]
    siblings = {one for one in listed if parents().get(one) in path[1:]}
    return _with_actors(filters, (rest | siblings) - set(path))


def only_actor(filters: Filters, actor: str) -> Filters:
    """One actor alone, with all that belongs to it; asked for once more, any actor."""
    return _with_actors(filters, () if lone_actor(filters) == actor else (actor,))


def lone_actor(filters: Filters) -> str | None:
    """The actor that alone is asked for."""
    return filters.actors[0] if len(filters.actors) == 1 else None


def _with_actors(filters: Filters, actors: Iterable[str]) -> Filters:
    """A role goes with the last actor: its control is shown with actors only."""
    chosen = tuple(actors)
    return replace(filters, actors=chosen, actor_role=filters.actor_role if chosen or filters.opponents else "any")
