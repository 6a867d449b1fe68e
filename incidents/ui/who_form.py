"""The filter "who": the actors of the incidents as a tree, found by any of their names."""

from __future__ import annotations

from incidents.catalogue import language, text
from incidents.query.choosing import actor_boxes, actor_rows, lone_actor, only_actor, press_actor
from incidents.query.facets import Facets
from incidents.query.filters import Filters
from incidents.ui.tree import Node, tree
from incidents.words.actor_names import search_words
from incidents.words.wording import actor_name


def counted(asked: Filters, counts: Facets) -> dict[str, int]:
    """Actor to incidents in the role asked for."""
    return counts["actor" if asked.actor_role == "any" else asked.actor_role]


def who_form(asked: Filters, counts: Facets) -> None:
    """Draw the tree of the actors that have incidents under the other filters or are chosen."""
    found = counted(asked, counts)
    levels = actor_rows(found, asked.actors)
    boxes = actor_boxes(asked, levels)
    nodes = [Node(a, level, actor_name(a), found.get(a, 0), boxes[a], search_words(a, language())) for a, level in levels.items()]

    def pressed(filters: Filters, actor: str, only: bool) -> Filters:
        return only_actor(filters, actor) if only else press_actor(filters, actor, levels)

    note = "" if asked.actors else text("Any actor")
    tree("actors", text("Actor"), nodes, pressed, lone=lone_actor(asked), note=note, search=text("Name, acronym or alias"))
