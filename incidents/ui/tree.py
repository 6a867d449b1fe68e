"""A tree of boxes with three states: a component of ours (WAI-ARIA tree, keyboard, search). What a press means is said in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from incidents.catalogue import language, text
from incidents.query.choosing import Box
from incidents.query.filters import Filters
from incidents.ui import state
from incidents.ui.component import component

HTML = """<div class="im-tree"><div class="title"><span></span><span class="note"></span></div><input type="search" autocomplete="off" hidden>
<ul role="tree" aria-multiselectable="true"></ul><p role="status"></p></div>"""
MOST_PRESSES = 100  # in one message

Apply = Callable[[Filters, str, bool], Filters]


@dataclass(frozen=True, slots=True)
class Node:
    """A row. Nodes come in the order shown, each before those below it; ``level`` is 1 at the top. ``words`` (folded) also find it."""

    id: str
    level: int
    label: str
    count: int
    box: Box
    words: str = ""


def tree(key: str, label: str, nodes: Sequence[Node], apply: Apply, *, lone: str | None = None, note: str = "", search: str = "") -> None:
    """Show ``nodes``; a press asks for ``apply(filters, id, only)``, ``only`` for that row alone.

    ``lone`` is the row that alone is on: it offers all again. ``search`` is the hint in a search field; without it there is none.
    """
    words = {"only": text("only"), "all": text("all"), "keys": text("Space: on or off. Enter: this one alone, then all again.")}
    if search:
        words |= {"search": search, "none": text("Nothing here is called that.")}
    data = {
        "label": label,
        "note": note,
        "nodes": [_row(node) for node in nodes],
        "lone": lone,
        "lang": language(),
        "words": words,
        "seen": st.session_state.get(_seen(key), 0),
    }
    component("tree", HTML)(key=key, data=data, on_press_change=lambda: _pressed(key, {n.id for n in nodes}, apply))


def _row(node: Node) -> list[Any]:
    row = [node.id, node.level, node.label, node.count, int(node.box)]
    return [*row, node.words] if node.words else row


def _seen(key: str) -> str:
    return f"{key} seen"


def _pressed(key: str, known: set[str], apply: Apply) -> None:
    """A message repeats the presses not yet answered, numbered: one sent while the page still runs takes the place of the one before."""
    now = state.read()
    filters, seen = now.filters, st.session_state.get(_seen(key), 0)
    for number, chosen, only in presses(st.session_state[key].press):
        if number > seen and chosen in known:
            filters, seen = apply(filters, chosen, only), number
    st.session_state[_seen(key)] = seen
    state.write(replace(now, filters=filters))


def presses(message: Any) -> Iterator[tuple[int, str, bool]]:
    """The presses in a message of the browser: number, row, whether alone. What is no press is passed over."""
    for press in message[:MOST_PRESSES] if isinstance(message, list) else ():
        match press:
            case [int(number), str(chosen), bool(only)]:
                yield number, chosen, only
