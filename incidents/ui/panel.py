"""The open incident: values with their evidence, claims side by side, the source paragraphs, what lies near. HTML with all text escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from incidents.catalogue import number, plural, text
from incidents.drawing.palette import ThemeName, sign
from incidents.model import Document, Incident, PlaceValue, Report
from incidents.query import questions as query
from incidents.query.filters import Filters
from incidents.ui import state
from incidents.ui.claims import chart, rows_of
from incidents.ui.data import Contents
from incidents.ui.legend import shape_svg
from incidents.ui.lit import key_html, lights_of, lit_text
from incidents.ui.markup import markup
from incidents.ui.message import as_text, credit
from incidents.ui.reasons import reason_html
from incidents.ui.state import State
from incidents.ui.values import rows_html
from incidents.words.event_types import find
from incidents.words.wording import corroboration_words, date_precision_words, date_words, headline, place_precision_words, stated_words

HEIGHT = 696
NEWEST = 12
HERE = 40  # incidents of one spot that are listed


def panel(data: Contents, now: State, asked: Filters, theme: ThemeName) -> None:
    """Draw the panel: the open incident, or what to do where none is open, or what to do where it is not there."""
    with st.container(key="panel", height=HEIGHT):
        markup(_content(data, now, asked, theme), "panel-html", on_open=_open, on_source=go_to_source)


def gone(incident_id: str) -> str:
    """What is said of an id that is not in the data, here and at the top of the page."""
    return text("There is no incident “{id}” in this data: it may have been merged or read anew.", id=incident_id)


def _open(incident: str) -> None:
    kept = st.session_state.get("same spot", [])
    state.choose(incident or None, kept if incident in kept else ())


def go_to_source(document: str, paragraph: int) -> None:
    """Have the next run of the page change to the article."""
    st.session_state["go to source"] = (document, paragraph)


def _content(data: Contents, now: State, asked: Filters, theme: ThemeName) -> str:
    if now.incident is None:
        newest = [row["id"] for row in query.table(data.snapshot, asked, limit=NEWEST).to_pylist()]
        listed = f'<div class="here"><b>{escape(text("Newest"))}</b>{_listed(data, newest)}</div>' if newest else ""
        return f'<div class="im-panel"><p class="empty">{escape(text("Select a mark or a row to read its sources."))}</p>{listed}</div>'
    incident = data.incident(now.incident)
    if incident is None:
        return (
            f'<div class="im-panel"><p class="empty" role="alert">{escape(gone(now.incident))}</p>'
            f'<button class="link" data-open="">{escape(text("Close and choose from the table"))}</button></div>'
        )
    return incident_html(incident, data, theme)


def incident_html(incident: Incident, data: Contents, theme: ThemeName) -> str:
    """The whole panel of one incident."""
    documents = data.documents_of(incident)
    parts = [
        _same_spot(data, incident),
        _head(incident, theme),
        rows_html(incident, documents),
        _tolls(incident, documents),
        _sources(incident, documents),
        _merges(incident, documents),
        _candidates(incident.place),
        _near(data, incident),
        _foot(incident, documents, data),
    ]
    return f'<div class="im-panel">{"".join(parts)}</div>'


def _same_spot(data: Contents, incident: Incident) -> str:
    ids = st.session_state.get("same spot", [])
    if len(ids) < 2 or incident.id not in ids:
        return ""
    rows = _listed(data, ids[:HERE], incident.id)
    many = len(ids) >= query.LISTED
    said = text("{n} incidents here or more: narrow the filter", n=len(ids)) if many else plural("{n} incident here", "{n} incidents here", len(ids))
    more = f'<span class="more">{escape(text("and {n} more: narrow the filter", n=len(ids) - HERE))}</span>' if len(ids) > HERE and not many else ""
    return f'<div class="here"><b>{escape(said)}</b>{rows}{more}</div>'


def _listed(data: Contents, ids: Sequence[str], open_id: str = "") -> str:
    rows = []
    for one in ids:
        incident = data.incident(one)
        if incident is not None:
            words = f"{headline(incident, unit=False)} · {date_words(incident.date)}"
            rows.append(
                f'<button data-open="{escape(one)}" aria-current="{str(one == open_id).lower()}">'
                f'<i class="im-sign-{sign(incident.event_type).category}"></i><span>{escape(words)}</span></button>'
            )
    return "".join(rows)


def _head(incident: Incident, theme: ThemeName) -> str:
    kind, sub = find(incident.event_type), find(incident.event_type, incident.sub_event_type)
    names = (
        f"<b>{escape(kind.label() if kind else incident.event_type)}</b> <span class='sub'>{escape(sub.label() if sub and sub.sub else '')}</span>"
    )
    tools = (
        f'<button data-copy-link title="{escape(text("Copy link"))}" aria-label="{escape(text("Copy link"))}" data-done="✓">{_LINK}</button>'
        f'<button data-open="" title="{escape(text("Close"))}" aria-label="{escape(text("Close"))}">{_CROSS}</button>'
    )
    place, when = incident.place, incident.date
    badges = [
        corroboration_words(incident),
        text("place: {words}", words=_precision(place)),
        text("date: {words}", words=date_precision_words(when.precision if when and when.start else 0)),
    ]
    chips = "".join(f"<span>{escape(b)}</span>" for b in badges)
    return (
        f'<div class="head">{shape_svg(incident.event_type, theme)}{names}<span class="tools">{tools}</span></div>'
        f'<h2>{escape(headline(incident))}</h2><div class="badges">{chips}</div>'
    )


_LINK = (
    '<svg width="15" height="15" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5">'
    '<path d="M7 4.5H4.5a3.5 3.5 0 0 0 0 7H7M9 4.5h2.5a3.5 '
    '3.5 0 0 1 0 7H9M5.5 8h5"/></svg>'
)
_CROSS = '<svg width="13" height="13" viewBox="0 0 14 14" stroke="currentColor" stroke-width="1.6"><path d="M2 2 12 12M12 2 2 12"/></svg>'


def _precision(place: PlaceValue | None) -> str:
    if place is None:
        return text("not said")
    words = place_precision_words(place.precision)
    return f"{words}, {number(round(place.radius_m / 1000))} km" if place.precision == 2 and place.radius_m else words


def _tolls(incident: Incident, documents: Mapping[str, Document]) -> str:
    killed = text("Killed: {figure}", figure=stated_words(incident, "killed"))
    rows = rows_of(incident, "killed", documents)
    drawn = chart(rows, "killed")
    side = text("one row a claim, never averaged") if len(rows) > 1 else ""
    return f'<div class="toll" data-ref="killed"><b>{escape(killed)}</b><span>{escape(side)}</span></div>{drawn}'


def _sources(incident: Incident, documents: Mapping[str, Document]) -> str:
    by_document: dict[str, list[Report]] = {}
    for report in incident.reports:
        if report.document_id in documents:
            by_document.setdefault(report.document_id, []).append(report)
    tabs, bodies = [], []
    for place, (id_, reports) in enumerate(by_document.items()):
        document = documents[id_]
        tabs.append(f'<button role="tab" data-tab="{escape(id_)}" aria-selected="{str(place == 0).lower()}">{escape(credit(document))}</button>')
        hidden = "" if place == 0 else " hidden"
        bodies.append(f'<div role="tabpanel" data-of="{escape(id_)}"{hidden}>{_paragraphs(document, reports)}</div>')
    return f'<div class="tabs" role="tablist" aria-label="{escape(text("Sources"))}">{"".join(tabs)}</div>{"".join(bodies)}{key_html()}'


def _paragraphs(document: Document, reports: Sequence[Report]) -> str:
    from incidents.query.fitting import report_paragraphs

    lights = [light for report in reports for light in lights_of(report)]
    numbers = sorted({n for r in reports for n in report_paragraphs(r) if 1 <= n <= len(document.paragraphs)})
    rows = "".join(
        f'<div class="im-p" data-para="{escape(document.id)}|{n}" lang="{escape(document.language or "")}"><span class="n">{n}</span>'
        f"<span>{lit_text(document, n, lights)}</span></div>"
        for n in numbers
    )
    first = numbers[0] if numbers else 1
    link = f'<a href="Sources?document={escape(document.id)}&amp;para={first}" data-source="{escape(document.id)}|{first}">'
    return f"{rows}<p>{link}{escape(text('Read the whole article'))}</a></p>"


def _merges(incident: Incident, documents: Mapping[str, Document]) -> str:
    if not incident.merges:
        return ""
    at = {r.id: documents[r.document_id].publisher for r in incident.reports if r.document_id in documents}
    lines = [
        f"<li>{escape(at.get(m.left, '?'))} + {escape(at.get(m.right, '?'))}: {reason_html('; '.join(m.reasons))} ({m.score:.2f})</li>"
        for m in incident.merges
    ]
    title = escape(text("Why {n} reports are read as one incident", n=len(incident.reports)))
    return f"<details><summary>{title}</summary><ul>{''.join(lines)}</ul></details>"


def _candidates(place: PlaceValue | None) -> str:
    if place is None or not place.candidates or (place.precision in (1, 2) and len(place.candidates) < 2):
        return ""
    lines = []
    for one in place.candidates[:8]:
        where = ", ".join(p for p in (one.cercle, one.region) if p)
        lines.append(f"<li><b>{escape(one.name)}</b>{escape(f' ({where})' if where else '')}: {reason_html(one.reasons)} ({one.score:.2f})</li>")
    opened = " open" if place.precision not in (1, 2) else ""
    return f"<details{opened}><summary>{escape(text('Places weighed for “{name}”', name=place.name))}</summary><ul>{''.join(lines)}</ul></details>"


def _near(data: Contents, incident: Incident) -> str:
    rows = query.neighbours(data.snapshot, incident.id, km=50, days=30, limit=6).to_pylist()
    lines = []
    for row in rows:
        other = data.incident(row["id"])
        if other is not None:
            far = text("{km} km", km=number(row["km"]))
            when = (
                text("same days")
                if row["days"] == 0
                else plural("{n} day later", "{n} days later", row["days"])
                if row["days"] > 0
                else plural("{n} day earlier", "{n} days earlier", -row["days"])
            )
            lines.append(
                f'<li><a href="?incident={escape(other.id)}" data-open="{escape(other.id)}">{escape(headline(other))}</a>, '
                f'{escape(far)}, {escape(when)}</li>'
            )
    if not lines:
        return ""
    return f"<details><summary>{escape(text('Within 50 km and 30 days: {n}', n=len(lines)))}</summary><ul>{''.join(lines)}</ul></details>"


def _foot(incident: Incident, documents: Mapping[str, Document], data: Contents) -> str:
    page = (st.context.url or "").split("?")[0]
    copy = escape(as_text(incident, documents, f"{page}?incident={incident.id}" if page else "", data.store.is_sample))
    done = escape(text("Copied"))
    return (
        f'<div class="foot"><button class="link" data-copy="{copy}" data-done="{done}">{escape(text("Copy as text with source"))}</button>'
        f'<button class="link" data-copy-link data-done="{done}">{escape(text("Copy link"))}</button></div>'
    )
