"""Which actor belongs to which: choosing a parent in a filter chooses its children too. Read from ``knowledge/actors.csv``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "knowledge" / "actors.csv"


@cache
def parents() -> dict[str, str]:
    """Actor id to parent id, for the actors that have one."""
    if not SOURCE.exists():
        return {}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [(row.get("actor") or row.get("id") or "", row.get("parent") or "") for row in csv.DictReader(file)]
    return {actor: parent for actor, parent in rows if actor and parent and actor != parent}


@cache
def is_known(actor: str) -> bool:
    """Whether the table has the actor; with no table at hand every id is taken."""
    return not _ids() or actor in _ids()


@cache
def _ids() -> frozenset[str]:
    if not SOURCE.exists():
        return frozenset()
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return frozenset(row.get("actor") or row.get("id") or "" for row in csv.DictReader(file))


@cache
def with_children(actor: str) -> frozenset[str]:
    """``actor`` and all that belong to it, however deep."""
    found, todo = {actor}, [actor]
    while todo:
        parent = todo.pop()
        new = {child for child, its in parents().items() if its == parent} - found
        found |= new
        todo += new
    return frozenset(found)


def ancestors(actor: str) -> list[str]:
    """The parents of ``actor``, nearest first."""
    found: list[str] = []
    while (actor := parents().get(actor, "")) and actor not in found:
        found.append(actor)
    return found
