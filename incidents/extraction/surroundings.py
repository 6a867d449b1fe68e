"""Words round a name or an act that say what it is to the event, by kind (``knowledge/surroundings.csv``)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from incidents.extraction.events import KNOWLEDGE
from incidents.extraction.patterns import read_rows


@cache
def _rows() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(KNOWLEDGE / "surroundings.csv"):
        kinds[row["kind"]].append(row["pattern"])
    return dict(kinds)


def any_of(kind: str) -> str:
    """The words of one kind as a group of a regular expression, of both languages. Raises KeyError for a kind that has none."""
    return f"(?:{'|'.join(_rows()[kind])})"
