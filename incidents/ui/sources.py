"""The Sources page: the whole article, unchanged, with everything that was read from it beside each paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from incidents.catalogue import mark, number, plural, text
from incidents.drawing.palette import ThemeName, sign
from incidents.model import Document, Incident, Report, SetAside
from incidents.query.searching import needles, searchable
from incidents.ui import address, state
from incidents.ui.data import Contents
from incidents.ui.frame import foot, frame
from incidents.ui.leaving import leave
from incidents.ui.legend import shape_svg
from incidents.ui.lit import KINDS, Light, lights_of, lit_text
from incidents.ui.mapview import theme
from incidents.ui.markup import markup
from incidents.ui.readings import read_lines
from incidents.ui.reasons import reason_html
from incidents.ui.state import State
from incidents.words.terms import language_name
from incidents.words.wording import date_words, day_words, headline

LISTED = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Which article, and which of its paragraphs the reader was sent to."""

    document: str | None
    paragraph: int | None


def sources() -> None:
    """Draw the Sources page."""
    now, data = frame(mark("Sources"))
    asked = _asked()
    if data.store.is_empty():
        st.html(f'<h1 class="im-sentence" id="main-content">{escape(text("No article is in the store yet."))}</h1>')
        return
    listed = _list(data, asked)
    foot(now, data)
    document = data.documents.get(asked.document) if asked.document else (listed[0] if listed else None)
    _leave(now)
    if document is None:
        st.html(f'<h1 class="im-sentence" id="main-content">{escape(text("There is no such article in this data."))}</h1>')
        st.markdown(text("Choose one from the list."))
        return
    _article(document, data, now, asked, listed)


def _asked() -> Asked:
    query = address.asked()
    document = (query.get("document") or [""])[-1][:80]
    paragraph = (query.get("para") or [""])[-1]
    return Asked(document or None, int(paragraph) if paragraph.isascii() and paragraph.isdigit() and len(paragraph) < 6 else None)


def _show(document: str, paragraph: int = 0) -> None:
    address.put(state.read().query() | {"document": [document]} | ({"para": [str(paragraph)]} if paragraph else {}))


def _leave(now: State) -> None:
    """Change to the map where an incident was pressed in the run before."""
    chosen = st.session_state.pop("go to incident", None)
    if chosen:
        leave("streamlit_app.py", replace(now, incident=chosen).query())


def _to_incident(incident: str) -> None:
    st.session_state["go to incident"] = incident


def _list(data: Contents, asked: Asked) -> list[Document]:
    """The articles in the sidebar, newest first, narrowed by words and language. Returns those that fit."""
    with st.sidebar:
        st.markdown(f"**{text('Documents')}** {number(data.sizes.documents)}")
        words = st.text_input(
            text("Words in title or text"), key="doc-words", label_visibility="collapsed", placeholder=text("Words in title or text"), max_chars=200
        )
        languages = sorted({d.language for d in data.documents.values() if d.language})
        names = {"all": text("all"), "none": text("no date"), **{code: code for code in languages}}
        kept = st.segmented_control(
            text("Language"), list(names), format_func=names.__getitem__, key="doc-language", default="all", label_visibility="collapsed"
        )
        found = _fitting(data, words or "", kept or "all")
        rows = "".join(_list_row(d, data, d.id == asked.document) for d in found[:LISTED])
        more = f'<p class="more">{escape(text("and {n} more: narrow by words", n=len(found) - LISTED))}</p>' if len(found) > LISTED else ""
        markup(f'<div class="im-docs">{rows or escape(text("No article has these words."))}{more}</div>', "doc-list", on_source=lambda d, _: _show(d))
    return found


def _fitting(data: Contents, words: str, kept: str) -> list[Document]:
    wanted = needles(words)
    held = [d for d in data.documents.values() if kept == "all" or (kept == "none" and d.published is None) or d.language == kept]
    if wanted:
        held = [d for d in held if all(n in searchable(f"{d.title} {d.text}") for n in wanted)]
    return sorted(held, key=lambda d: (d.published is None, -(d.published.toordinal() if d.published else 0), d.id))


def _list_row(document: Document, data: Contents, is_open: bool) -> str:
    reading = data.readings.get(document.id)
    day = day_words(document.published, pattern="d MMM y") if document.published else text("no date")
    about = " · ".join(p for p in (document.publisher, document.language, day) if p)
    aside = len(reading.set_aside) if reading else 0
    numbers = plural("{n} incident", "{n} incidents", len(data.by_document.get(document.id, [])))
    if aside:
        numbers += ", " + plural("{n} set aside", "{n} set aside", aside)
    return (
        f'<button data-source="{escape(document.id)}|0" aria-current="{str(is_open).lower()}"><b>{escape(document.title or text("untitled"))}</b>'
        f"<span>{escape(about)}</span><span>{escape(numbers)}</span></button>"
    )


def _article(document: Document, data: Contents, now: State, asked: Asked, listed: Sequence[Document]) -> None:
    incidents = data.by_document.get(document.id, [])
    reading = data.readings.get(document.id)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="doc-ways"):
        back = now.query()
        st.page_link("streamlit_app.py", label="← " + (text("Back to the incident") if now.incident else text("Back to the map")), query_params=back)
        _neighbours(document, listed)
    lit_for = _lit_for(incidents)
    reports = [(i, r) for i in incidents for r in i.reports if r.document_id == document.id]
    shown = [(i, r) for i, r in reports if lit_for in (None, i.id)]
    aside = reading.set_aside if reading else ()
    html = _article_html(document, shown, aside, asked.paragraph, theme())
    markup(html, "article", on_open=_to_incident, scroll_to=f"para-{asked.paragraph}" if asked.paragraph else "")


def _neighbours(document: Document, listed: Sequence[Document]) -> None:
    ids = [d.id for d in listed]
    place = ids.index(document.id) if document.id in ids else -1
    with st.container(horizontal=True, width="content"):
        if place >= 0:
            st.markdown(text("Document {n} of {all}", n=place + 1, all=len(ids)), width="content")
        st.button(
            text("Previous"), key="doc-before", type="tertiary", disabled=place <= 0, on_click=_show, args=(ids[place - 1] if place > 0 else "",)
        )
        last = place < 0 or place + 1 >= len(ids)
        st.button(text("Next"), key="doc-next", type="tertiary", disabled=last, on_click=_show, args=("" if last else ids[place + 1],))


def _lit_for(incidents: Sequence[Incident]) -> str | None:
    if len(incidents) < 2:
        return None
    names = {i.id: headline(i, unit=False) for i in incidents}
    chosen: str | None = st.selectbox(
        text("Lit for"), [None, *names], format_func=lambda i: names.get(i, text("all incidents")), key="lit-for", width=360
    )
    return chosen


def _article_html(
    document: Document, reports: Sequence[tuple[Incident, Report]], aside: Sequence[SetAside], here: int | None, look: ThemeName
) -> str:
    lights = [light for _, report in reports for light in lights_of(report)]
    set_aside = [
        Light(s.start, s.end, "aside", text("Set aside: {reason}", reason=text(one.reason)), "aside") for one in aside for s in one.evidence.spans
    ]
    rows = "".join(_paragraph(document, p.number, reports, aside, lights, set_aside, here, look) for p in document.paragraphs)
    counts = {kind: len({(light.start, light.end) for light in lights if light.kind == kind}) for kind in KINDS}
    switches = "".join(
        f'<button aria-pressed="true" data-kind="{kind}"><span class="im-s im-{kind}">{escape(text(KINDS[kind]))}</span> {number(n)}</button>'
        for kind, n in counts.items()
        if n
    )
    return (
        f'<article class="im-article" lang="{escape(document.language or "")}">'
        f'<h1 id="main-content">{escape(document.title or text("untitled"))}</h1>'
        f'<p class="facts">{_facts(document)}</p><div class="kinds" role="group" aria-label="{escape(text("Show spans of"))}">{switches}</div>'
        f'<div class="grid headrow"><span>¶</span><span>{escape(text("The text as it was read, unchanged"))}</span>'
        f'<span>{escape(text("What was read from it"))}</span></div>'
        f"{rows}</article>"
    )


def _facts(document: Document) -> str:
    day = text("published {day}", day=day_words(document.published)) if document.published else text("no publication date given")
    parts = [
        day,
        language_name(document.language) if document.language else "",
        text("source reliability not graded"),
        f"sha256 {document.sha256[:4]}…{document.sha256[-4:]}",
    ]
    rest = " · ".join(escape(p) for p in parts if p)
    return f"<b>{escape(document.publisher or text('publisher not given'))}</b> · {rest}{_address(document.url)}"


def _address(url: str) -> str:
    """The article's address as text: it is not ours to send readers there, and they may be offline."""
    return f' · <span class="url">{escape(url[:200])}</span>' if url else ""


def _paragraph(document: Document, number_: int, reports: Sequence[tuple[Incident, Report]], aside: Sequence[SetAside], lights: Sequence[Light],
               set_aside: Sequence[Light], here: int | None, look: ThemeName) -> str:  # fmt: skip
    paragraph = document.paragraphs[number_ - 1]
    within = [light for light in lights if light.start < paragraph.end and light.end > paragraph.start]
    notes = _notes(paragraph.start, paragraph.end, reports, look)
    asides = "".join(
        f'<div class="note"><span>{escape(text("Set aside: {reason}", reason=text(one.reason)))}</span>'
        f'<span class="what">{reason_html(one.detail)}</span></div>'
        for one in aside
        if any(s.paragraph == number_ for s in one.evidence.spans)
    )
    furniture = "" if paragraph.kind == "body" else f'<div class="note"><span class="what">{escape(text(paragraph.kind))}</span></div>'
    faint = " faint" if not within else ""
    current = " here" if here == number_ else ""
    return (
        f'<div class="grid row{faint}{current}" id="para-{number_}"><span class="n">{number_}</span>'
        f'<p>{lit_text(document, number_, [*lights, *set_aside])}</p>'
        f"<div>{notes}{asides}{furniture}</div></div>"
    )


def _notes(start: int, end: int, reports: Sequence[tuple[Incident, Report]], look: ThemeName) -> str:
    out = []
    for incident, report in reports:
        lines = read_lines(report, start, end)
        if lines:
            colour = sign(incident.event_type).colour(look)
            title = f"{headline(incident)}, {date_words(incident.date)}"
            values = "".join(f'<span class="what">{escape(line)}</span>' for line in lines)
            out.append(
                f'<div class="note" style="border-color:{colour}"><a href="./?incident={escape(incident.id)}" data-open="{escape(incident.id)}">'
                f'{shape_svg(incident.event_type, look, 10, 14)}{escape(title)}</a>{values}</div>'
            )
    return "".join(out)
