"""The rows of an open incident: each value with the words that it rests on; where the reports differ, who says which. HTML, all text escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from incidents.catalogue import plural, text
from incidents.model import Document, Evidence, Incident, Quantity, Report
from incidents.ui.reasons import reason_html
from incidents.words.rivals import dates_told, places_told
from incidents.words.terms import affected_name
from incidents.words.wording import according_to_outlets, actor_names, date_words, place_words, stated_words

Tagged = tuple[Report, Evidence]
ROLES = ("initiator", "target", "participant")


def rows_html(incident: Incident, documents: Mapping[str, Document]) -> str:
    """Date, place, actors, tolls other than deaths, and what is affected."""
    rows = [_dates(incident, documents), _places(incident, documents)]
    labels = {"initiator": text("Initiator"), "target": text("Target"), "participant": text("Took part")}
    for role in ROLES:
        names = actor_names(incident.actors, role)
        if names or role != "participant":
            evidence = [(r, a.evidence) for r in incident.reports for a in r.actors if a.role == role]
            rows.append(_row(role, labels[role], names or text("not said"), evidence, documents, _how(*(e for _, e in evidence))))
    hurt: tuple[tuple[Quantity, str], ...] = (("injured", text("Injured")), ("abducted", text("Abducted")), ("detained", text("Detained")))
    for quantity, label in hurt:
        if getattr(incident, quantity):
            evidence = [(r, getattr(r, quantity).evidence) for r in incident.reports if getattr(r, quantity)]
            rows.append(_row(quantity, label, stated_words(incident, quantity), evidence, documents))
    if incident.affected:
        rows.append(_row("affected", text("Affected"), ", ".join(affected_name(a) for a in incident.affected), [], documents))
    return "".join(rows)


def _dates(incident: Incident, documents: Mapping[str, Document]) -> str:
    told = dates_told(incident)
    if len(told) > 1:
        groups = [(words, [(r, r.date.evidence) for r in reports if r.date]) for words, reports in told]
        return _differing("date", text("Date"), plural("{n} date reported", "{n} dates reported", len(told)), groups, documents)
    evidence = [(r, r.date.evidence) for r in incident.reports if r.date]
    return _row("date", text("Date"), date_words(incident.date), evidence, documents, _how(incident.date.evidence if incident.date else None))


def _places(incident: Incident, documents: Mapping[str, Document]) -> str:
    told = places_told(incident)
    if len(told) > 1:
        groups = [(words, [(r, r.place.evidence) for r in reports if r.place]) for words, reports in told]
        return _differing("place", text("Place"), plural("{n} place reported", "{n} places reported", len(told)), groups, documents)
    evidence = [(r, r.place.evidence) for r in incident.reports if r.place]
    why = reason_html(incident.place.why) if incident.place else ""
    return _row("place", text("Place"), place_words(incident.place) or text("not said"), evidence, documents, why)


def _differing(ref: str, label: str, said: str, groups: Sequence[tuple[str, Sequence[Tagged]]], documents: Mapping[str, Document]) -> str:
    """A row that says how many values are reported, and a row each with who reports it: none of them is shown as plain fact."""
    rows = [_row(ref, label, said, [], documents)]
    for words, evidence in groups:
        outlets = according_to_outlets(documents[r.document_id].publisher for r, _ in evidence if r.document_id in documents)
        how = [escape(outlets), _how(evidence[0][1])]
        rows.append(_row(ref, "", words, evidence, documents, "; ".join(h for h in how if h), part=True))
    return "".join(rows)


def _how(*evidence: Evidence | None) -> str:
    """The words that were read where they are not the value itself, or the inference where no words say it. HTML."""
    for one in evidence:
        if one and one.inferred and one.spans:
            return reason_html(f"“{one.spans[0].quote[:80]}”, {one.inferred}")
        if one and one.inferred:
            return reason_html(f"inferred, no words in the text: {one.inferred}")
    return ""


def _row(ref: str, label: str, value: str, evidence: Sequence[Tagged], documents: Mapping[str, Document], how: str = "", part: bool = False) -> str:
    """One value; ``how`` is HTML."""
    more = f'<span class="how">{how}</span>' if how else ""
    return (
        f'<div class="row{" part" if part else ""}" data-ref="{ref}"><span>{escape(label)}</span><span>{escape(value)}{more}</span>'
        f'<span class="ev">{_links(ref, evidence, documents)}</span></div>'
    )


def _links(ref: str, evidence: Sequence[Tagged], documents: Mapping[str, Document]) -> str:
    """¶ with its number for each paragraph that holds the words; the language where it is not the first article's."""
    targets = list(dict.fromkeys((r.document_id, span.paragraph) for r, e in evidence for span in e.spans))
    first = documents[targets[0][0]].language if targets and targets[0][0] in documents else None
    out, hint = [], escape(text("Show the words"))
    for document, paragraph in targets[:4]:
        language = documents[document].language if document in documents else None
        name = f"{language} ¶{paragraph}" if language and language != first else f"¶{paragraph}"
        out.append(f'<a href="#" data-goto="{escape(document)}|{paragraph}" data-for="{ref}" title="{hint}">{escape(name)}</a>')
    return " ".join(out)
