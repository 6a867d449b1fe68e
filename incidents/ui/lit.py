"""Source paragraphs with their spans lit: what each value rests on, in the words as published. All text is escaped here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from incidents.catalogue import mark, text
from incidents.model import Document, Evidence, Report
from incidents.words.event_types import find
from incidents.words.wording import actor_name, claimant_name, date_words, place_words, range_words, toll_words

Kind = Literal["trigger", "place", "date", "actor", "toll", "claimant", "aside"]
KINDS: dict[Kind, str] = {"trigger": mark("trigger"), "place": mark("place"), "date": mark("date"), "actor": mark("actor"), "toll": mark("toll"),
                          "claimant": mark("claimant")}  # fmt: skip
QUANTITIES = ("killed", "injured", "abducted", "detained")


@dataclass(frozen=True, slots=True)
class Light:
    """One lit stretch of a document: offsets in its text, the kind, the value in words, and the reference that rows of the panel carry."""

    start: int
    end: int
    kind: Kind
    value: str
    ref: str


def lights_of(report: Report) -> list[Light]:
    """Every span of a report with what it stands for."""
    kind = find(report.event_type, report.sub_event_type)
    found = list(_lights(report.trigger, "trigger", kind.label() if kind else report.sub_event_type or report.event_type, "trigger"))
    if report.date:
        found += _lights(report.date.evidence, "date", date_words(report.date), "date")
    if report.place:
        found += _lights(report.place.evidence, "place", place_words(report.place), "place")
    for actor in report.actors:
        found += _lights(actor.evidence, "actor", f"{actor_name(actor.actor)} ({text(actor.role)})", actor.role)
    for quantity in QUANTITIES:
        toll = getattr(report, quantity)
        if toll:
            words = text("{name}: {value}", name=text(quantity), value=toll_words(toll))
            for evidence in (toll.evidence, *(part.evidence for part in toll.parts)):
                found += _lights(evidence, "toll", words, quantity)
    if report.claimant:
        found += _lights(report.claimant.evidence, "claimant", claimant_name(report.claimant.who), "claimant")
    for claim in report.claims:
        if claim.claimant:
            found += _lights(claim.claimant.evidence, "claimant", claimant_name(claim.claimant.who), claim.about)
        if claim.about in QUANTITIES:
            words = text("{name}: {value}", name=text(claim.about), value=range_words(claim.low, claim.best, claim.high))
            found += _lights(claim.evidence, "toll", words, claim.about)
    return list(dict.fromkeys(found))


def _lights(evidence: Evidence, kind: Kind, value: str, ref: str) -> Iterator[Light]:
    for span in evidence.spans:
        yield Light(span.start, span.end, kind, value, ref)


def lit_text(document: Document, number: int, lights: Iterable[Light]) -> str:
    """Paragraph ``number`` as HTML. Where spans overlap, the shortest gives the look and all of them answer."""
    paragraph = document.paragraphs[number - 1]
    inside = [one for one in lights if one.start < paragraph.end and one.end > paragraph.start]
    edges = sorted({paragraph.start, paragraph.end, *(max(o.start, paragraph.start) for o in inside), *(min(o.end, paragraph.end) for o in inside)})
    return "".join(_piece(document.text[a:b], [o for o in inside if o.start <= a and o.end >= b]) for a, b in itertools.pairwise(edges))


def _piece(words: str, covering: Sequence[Light]) -> str:
    if not covering:
        return escape(words)
    first = min(covering, key=lambda o: (o.kind == "trigger", o.end - o.start))
    title = text("; ").join(
        dict.fromkeys(text("{name}: {value}", name=text(KINDS[o.kind]), value=o.value) if o.kind in KINDS else o.value for o in covering)
    )
    refs = " ".join(dict.fromkeys(o.ref for o in covering))
    return f'<span class="im-s im-{first.kind}" data-ref="{escape(refs)}" title="{escape(title)}">{escape(words)}</span>'


def key_html(kinds: Iterable[str] = KINDS) -> str:
    """The key under a lit text."""
    return (
        '<div class="im-key">'
        + "".join(f'<span class="im-s im-{kind}">{escape(text(KINDS[kind]))}</span>' for kind in KINDS if kind in set(kinds))
        + "</div>"
    )
