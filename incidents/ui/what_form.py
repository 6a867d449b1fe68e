"""The filter "what": the six event types with their sub types, as a tree."""

from __future__ import annotations

from functools import cache

from incidents.catalogue import text
from incidents.query.choosing import lone_type, only_type, press_type, type_boxes
from incidents.query.facets import Facets
from incidents.query.filters import Filters
from incidents.ui.tree import Node, tree
from incidents.words.event_types import EventType, sub_types, types


def what_form(asked: Filters, counts: Facets) -> None:
    """Draw the tree. Every sub type is listed, also without incidents, so that a type is always the sum of what stands below it."""
    boxes, alone = type_boxes(asked), lone_type(asked)
    found = counts["event_type"] | counts["sub_event_type"]
    nodes = [Node(row, 2 if kind.sub else 1, kind.label(), found.get(_name(kind), 0), boxes[_name(kind)]) for row, kind in _rows().items()]
    tree("types", text("Event type"), nodes, _pressed, lone=next((row for row, kind in _rows().items() if _name(kind) == alone), None))


def _pressed(filters: Filters, row: str, only: bool) -> Filters:
    return (only_type if only else press_type)(filters, _name(_rows()[row]))


def _name(kind: EventType) -> str:
    return kind.sub or kind.type


@cache
def _rows() -> dict[str, EventType]:
    """Row to its type or sub type: "0" to "5" as the signs are numbered (frame.py), "0.1" below "0"."""
    found: dict[str, EventType] = {}
    for number, kind in enumerate(types()):
        found[str(number)] = kind
        found |= {f"{number}.{n}": sub for n, sub in enumerate(sub_types(kind.type), 1)}
    return found
