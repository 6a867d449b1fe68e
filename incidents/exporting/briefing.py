"""The briefing picture: 1920x1080 PNG of the incidents of one filter, with its sentence, map, legend, scale, list and sources.

Drawn on the server, so that the same data version and filter give the same picture. Past ``ROWS`` incidents the list goes on in a second
picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.catalogue import text
from incidents.exporting.briefing_list import draw_list
from incidents.exporting.briefing_map import anchor, draw_map
from incidents.exporting.briefing_words import plain
from incidents.exporting.files import Origin
from incidents.exporting.paper import SECOND, THIRD, WIDTH, Paper, fitted, width
from incidents.model import Document, Incident

MARGIN = 56.0
ROWS = 17


@dataclass(frozen=True, slots=True)
class Caption:
    """What the picture says of the filter: its sentence, the line under it, where the data comes from; ``where`` outlines it (GeoJSON).
    ``asked`` is the filter alone in words; "" asks for everything."""

    sentence: str
    line: str
    origin: Origin
    lang: str = "en"
    where: Mapping[str, Any] | None = None
    asked: str = ""


def pictures(incidents: Sequence[Incident], documents: Sequence[Document], caption: Caption) -> list[bytes]:
    """PNG bytes, one picture for each ``ROWS`` incidents (at least one), numbered alike on map and list."""
    publishers = {d.id: d.publisher for d in documents}
    chunks = [incidents[i : i + ROWS] for i in range(0, len(incidents), ROWS)] or [incidents]
    return [_picture(chunk, publishers, caption, first=i * ROWS + 1, page=i + 1, pages=len(chunks)) for i, chunk in enumerate(chunks)]


def _picture(incidents: Sequence[Incident], publishers: dict[str, str], caption: Caption, first: int, page: int, pages: int) -> bytes:
    paper, lang = Paper(), caption.lang
    sentence = plain(caption.sentence)
    _lines(paper, 64, sentence if pages == 1 else f"{sentence} ({page}/{pages})", (23, 21, 19, 17, 15), weight="bold")
    _lines(paper, 112, caption.line, (14.5, 13, 12), color=SECOND)
    numbered = list(enumerate(incidents, first))
    mark = text("SAMPLE, PARTLY INVENTED", lang=lang) if caption.origin.is_sample else ""
    draw_map(paper, numbered, lang, caption.where, mark)
    listed = [(str(n) if anchor(i.place) else "–", i) for n, i in numbered]
    draw_list(paper, listed, publishers, lang, with_year=not _year_is_said(incidents, sentence))
    _draw_foot(paper, incidents, publishers, caption, mark)
    return paper.png(sentence)


def _year_is_said(incidents: Sequence[Incident], sentence: str) -> bool:
    """Whether the sentence names one year and all is of it: only then may a day stand without its year."""
    said = set(re.findall(r"\b(?:19|20)\d\d\b", sentence))
    years = {str(day.year) for i in incidents if i.date for day in (i.date.start, i.date.end) if day}
    return len(said) == 1 and years <= said


def _lines(paper: Paper, y: float, words: str, sizes: Sequence[float], **more: Any) -> None:
    """``words`` on one line from margin to margin; what does not fit even in the smallest size, on two."""
    weight = more.get("weight", "normal")
    size, lines = fitted(words, sizes, WIDTH - 2 * MARGIN, 1, weight)
    if lines[0].endswith("…"):
        size, lines = fitted(words, sizes[-2:], WIDTH - 2 * MARGIN, 2, weight)
    for row, line in enumerate(lines):
        paper.write(MARGIN, y + (row - (len(lines) - 1) / 2) * size * 1.8, line, size, **more)


def _draw_foot(paper: Paper, incidents: Sequence[Incident], publishers: dict[str, str], caption: Caption, mark: str) -> None:
    lang, origin = caption.lang, caption.origin
    names = sorted({plain(publishers.get(r.document_id, "")) for i in incidents for r in i.reports} - {""})
    standing = text("Reported, not verified.", lang=lang)
    paper.write(MARGIN, 1011, standing, 13, weight="bold")
    left = MARGIN + width(standing, 13, "bold") + 28
    size, lines = fitted(text("Sources: {names}", lang=lang, names=", ".join(names) or "–"), (11.5, 10, 9), WIDTH - MARGIN - left, 2)
    for row, line in enumerate(lines):
        paper.write(left, 1011 + (row - (len(lines) - 1) / 2) * size * 1.75, line, size, SECOND)
    asked = plain(caption.asked) or text("none", lang=lang)
    parts = [
        text("Boundaries: OCHA, DNCT Mali, COD-AB 2021-12-20; Natural Earth. They imply no opinion on status.", lang=lang),
        text("Data version {version}, filter: {asked}.", lang=lang, version=origin.data_version[:12], asked=asked),
    ]
    parts[1:1] = [f"{mark}."] if mark else []  # before the filter, which may be cut
    size, lines = fitted(" ".join(parts), (10, 9), WIDTH - 2 * MARGIN, 2)
    for row, line in enumerate(lines):
        paper.write(MARGIN, 1044 + row * 17, line, size, THIRD)


__all__ = ["Caption", "pictures"]
