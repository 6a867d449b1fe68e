"""Short articles for tests, read the way ``python -m incidents extract`` reads them; an error in a rule is raised, not returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incidents.model import Document, Incident, Reading, Toll
from incidents.pipeline import read_one

WEDNESDAY = "2024-03-06"  # the day on which the articles are published, unless a test says otherwise


def article(
    *paragraphs: str, language: str | None = "en", published: str | None = WEDNESDAY, title: str = "", name: str = "d", publisher: str = "Test Wire"
) -> tuple[Document, Reading]:
    """The document of these paragraphs and what is read from it."""
    result = read_one(
        {"id": name, "title": title, "publisher": publisher, "published": published, "language": language, "paragraphs": list(paragraphs)}
    )
    if isinstance(result, Exception):
        raise result
    return result


def read(*paragraphs: str, **record: Any) -> Reading:
    return article(*paragraphs, **record)[1]


def merged(*articles: tuple[Document, Reading]) -> tuple[Incident, ...]:
    """The incidents of several articles."""
    from incidents.merging.reports import merge

    return tuple(merge([reading for _, reading in articles], [document for document, _ in articles]))


def figures(toll: Toll | None) -> tuple[int | None, int | None, int | None] | None:
    """Low, best and high of a toll."""
    return (toll.low, toll.best, toll.high) if toll else None


def told(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    """Sub type, place and day (EDTF) of each report, in reading order."""
    return [(r.sub_event_type, r.place.name if r.place else None, r.date.edtf if r.date else None) for r in reading.reports]


def reasons(reading: Reading) -> Sequence[str]:
    return [passage.reason for passage in reading.set_aside]
