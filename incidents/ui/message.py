"""An incident as a few lines of plain text, for a message: each value, who says it, the sentences it stands in, the link. Not escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incidents.catalogue import text
from incidents.model import Document, Incident, Quantity, Report, Span
from incidents.reading.sentences import split
from incidents.ui.claims import rows_of
from incidents.words.rivals import Told, dates_told, places_told
from incidents.words.wording import (
    according_to_outlets,
    actor_names,
    corroboration_words,
    date_precision_words,
    date_words,
    day_words,
    headline,
    place_precision_words,
    place_words,
    quoted,
    stated_words,
)

QUOTED = 3  # sentences a report
SAMPLE = "SAMPLE, PARTLY INVENTED"  # as in every file of the sample, in one language


def credit(document: Document) -> str:
    """Publisher, language and day of an article."""
    day = day_words(document.published, pattern="d MMM y") if document.published else text("no date")
    return ", ".join(p for p in (document.publisher or text("publisher not given"), document.language, day) if p)


def as_text(incident: Incident, documents: Mapping[str, Document], link: str = "", is_sample: bool = False) -> str:
    """The lines: title; when, where, who; each toll with its claims; the reports with their sentences; the link; the standing, last."""
    lines = [headline(incident), *_when_and_where(incident, documents), *_who(incident), *_tolls(incident, documents), corroboration_words(incident)]
    for report in incident.reports:
        document = documents.get(report.document_id)
        if document:
            url = f" {document.url}" if document.url else ""
            lines.append(f"- {credit(document)}: {quoted(document.title) if document.title else document.id}, ¶{report.paragraph}{url}")
            lines += [f"  {quoted(sentence)}" for sentence in sentences_of(report, document)]
    return "\n".join([*lines, *([link] if link else []), *([SAMPLE] if is_sample else []), text("Reported, not verified.")])


def sentences_of(report: Report, document: Document) -> list[str]:
    """The sentences in which a report's trigger and its deaths stand, each once, in the order of the article."""
    spans = [*report.trigger.spans, *(report.killed.evidence.spans if report.killed else ())]
    bounds = sorted({_bounds(span, document) for span in spans})
    return [" ".join(document.text[start:end].split()) for start, end in bounds][:QUOTED]


def _bounds(span: Span, document: Document) -> tuple[int, int]:
    paragraph = document.paragraphs[span.paragraph - 1]
    words = document.text[paragraph.start : paragraph.end]
    for start, end in split(words, paragraph.language or document.language or "en"):
        if start <= span.start - paragraph.start < end:
            return paragraph.start + start, paragraph.start + end
    return span.start, span.end


def _when_and_where(incident: Incident, documents: Mapping[str, Document]) -> Iterator[str]:
    def told(groups: Told) -> str:
        """Each rival value with who says it."""
        outlets = [according_to_outlets(documents[r.document_id].publisher for r in reports if r.document_id in documents) for _, reports in groups]
        return text("; ").join(f"{words} ({said})" if said else words for (words, _), said in zip(groups, outlets, strict=True))

    when, place = incident.date, incident.place
    dates, places = dates_told(incident), places_told(incident)
    day = f"{date_words(when)} ({date_precision_words(when.precision if when and when.start else 0)})"
    yield text("{label}: {value}", label=text("Date"), value=told(dates) if len(dates) > 1 else day)
    where = f"{place_words(place) or text('not said')} ({place_precision_words(place.precision if place else 0)})"
    yield text("{label}: {value}", label=text("Place"), value=told(places) if len(places) > 1 else where)


def _who(incident: Incident) -> Iterator[str]:
    for role, label in (("initiator", text("Initiator")), ("target", text("Target")), ("participant", text("Took part"))):
        names = actor_names(incident.actors, role)
        if names:
            yield text("{label}: {value}", label=label, value=names)


def _tolls(incident: Incident, documents: Mapping[str, Document]) -> Iterator[str]:
    yield text("Killed: {figure}", figure=stated_words(incident, "killed"))
    yield from _claims(incident, "killed", documents)
    others: tuple[tuple[Quantity, str], ...] = (("injured", text("Injured")), ("abducted", text("Abducted")), ("detained", text("Detained")))
    for quantity, label in others:
        if getattr(incident, quantity):
            yield text("{label}: {value}", label=label, value=stated_words(incident, quantity))
            yield from _claims(incident, quantity, documents)


def _claims(incident: Incident, quantity: Quantity, documents: Mapping[str, Document]) -> Iterator[str]:
    for row in rows_of(incident, quantity, documents):
        label = row.who or row.quote
        said = text("{label}: {value}", label=label, value=row.words) if row.words else label
        yield f"{'  ' * (1 + row.part)}- {said}{f' ({row.quote})' if row.quote and row.who else ''}"
