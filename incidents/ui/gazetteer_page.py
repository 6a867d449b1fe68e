"""The Gazetteer page: what a name may mean, which loaded reports give it, which names no place was found for, and teaching them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from gazetteer.fold import LONGEST_NAME
from incidents import placing
from incidents.catalogue import mark, number, text
from incidents.model import Incident, Report
from incidents.ui import address, state
from incidents.ui import gazetteer_teaching as teaching
from incidents.ui.data import Contents
from incidents.ui.frame import ASSETS, foot, frame
from incidents.ui.gazetteer_cards import candidates_html, names_html, namings_html, texts_html
from incidents.ui.gazetteer_map import HEIGHT, candidates_map
from incidents.ui.gazetteer_teaching import Taught
from incidents.ui.leaving import leave
from incidents.ui.markup import markup
from incidents.ui.state import State
from incidents.ui.tabs import plain

ASKED = "gazetteer asked"
EXAMPLES = ("Farabougou", "Tin Zaouatine", "Koro")


def gazetteer_page() -> None:
    """Draw the page."""
    now, data = frame(mark("Gazetteer"))
    _leave(now)
    foot(now, data)
    st.html(f"<style>{(ASSETS / 'gazetteer.css').read_text(encoding='utf-8')}</style>")
    name, known, lost = _asked(), teaching.taught(data), _unresolved(data.version, data)
    _head(known, lost)
    _search(name)
    teaching.told()
    if placing.key_of(name):
        _meanings(data, known, name)
        _in_the_articles(data, known, lost.get(placing.key_of(name)), name)
    elif name:
        st.markdown(text("There are no letters in this name."))
    _lost(data, lost)
    teaching.list_taught(data, known.aliases)


def _asked() -> str:
    """The name in the address: hostile input, so bounded and without control characters."""
    given = address.asked().get("name")
    if not given and st.session_state.get(ASKED):  # back from an incident or an article: the browser's Back drops the parameter
        given = [st.session_state[ASKED]]
        address.put(address.asked() | {"name": given})
    words = " ".join("".join(c if c.isprintable() else " " for c in (given or [""])[-1][:LONGEST_NAME]).split())
    st.session_state[ASKED] = words
    return words


def _ask(name: str) -> None:
    st.session_state[ASKED] = name
    address.put(state.read().query() | ({"name": [name[:LONGEST_NAME]]} if name.strip() else {}))


def _leave(now: State) -> None:
    """Change to the map or to an article where one was pressed in the run before."""
    incident = st.session_state.pop("go to incident", None)
    source = st.session_state.pop("go to source", None)
    if incident:
        leave("streamlit_app.py", State(now.filters, incident, now.language).query())
    if source:
        leave("pages/1_Sources.py", now.query() | {"document": [str(source[0])], "para": [str(source[1])]})


def _go_to_incident(incident: str) -> None:
    st.session_state["go to incident"] = incident


def _go_to_source(document: str, paragraph: int) -> None:
    st.session_state["go to source"] = (document, paragraph)


def _head(known: Taught, lost: Mapping[str, placing.Unresolved]) -> None:
    held = known.gazetteer.tables
    parts = [(len(held.ids), text("places")), (len(held.name_text), text("names")),
             (len(lost), text("names in the loaded reports without a settled place"))]
    spans = "".join(f"<span><b>{escape(number(n))}</b> {escape(words)}</span>" for n, words in parts)
    with st.container(key="gazhead"):
        st.html(f'<h1 class="im-sentence" id="main-content" tabindex="-1">{escape(text("Gazetteer"))}</h1><p class="im-counts">{spans}</p>')
    if known.problem:
        st.html(f'<div class="im-problem" role="status">{escape(known.problem)}</div>')


def _search(name: str) -> None:
    if st.session_state.get("gaz-name") != name:
        st.session_state["gaz-name"] = name  # the address leads: a link, Back, or a name pressed below
    st.text_input(text("A place name, in any spelling"), key="gaz-name", max_chars=LONGEST_NAME, on_change=lambda: _ask(st.session_state["gaz-name"]),
                  placeholder=text("as in {examples}", examples=", ".join(EXAMPLES)), width=520)


def _meanings(data: Contents, known: Taught, name: str) -> None:
    found = known.gazetteer.find(name)
    if not found:
        st.markdown(text("Nothing in the gazetteer is called or sounds like “{name}”.", name=plain(name)))
        return
    held = known.gazetteer.tables
    names = {one.place.id: held.names_of(one.place.id) for one in found if one.place.id in held.rows}
    left, right = st.columns([600, 512], gap="small")
    with left:
        candidates_map(found)
    with right, st.container(key="gazlist", height=HEIGHT + 2, border=False):
        cards = candidates_html(found, names, _reported(data.version, data), data.documents)
        markup(cards, "gaz-found", on_open=_go_to_incident, on_source=_go_to_source)


def _in_the_articles(data: Contents, known: Taught, lost: placing.Unresolved | None, name: str) -> None:
    st.html(f'<h2 class="im-h2">{escape(text("“{name}” in the loaded articles", name=name))}</h2>')
    left, right = st.columns([600, 512], gap="small")
    with left:
        said = [] if lost else placing.said(data.documents.values(), name)
        if lost:
            st.markdown(text("No place is settled for this name here:"))
            markup(namings_html(lost.namings, data.documents), "gaz-lost", on_source=_go_to_source, scroll_to="main-content")
        elif said:
            markup(texts_html(said), "gaz-said", on_source=_go_to_source)
        else:
            st.markdown(text("No loaded article holds this name."))
    with right, st.expander(text("Teach this name"), expanded=lost is not None):
        teaching.form(data, name, known.gazetteer.find(name))


def _lost(data: Contents, lost: Mapping[str, placing.Unresolved]) -> None:
    note = text("Reports that give them are drawn no sharper than the unit that the text names, or listed beside the map. Most often given first.")
    st.html(f'<h2 class="im-h2">{escape(text("Names without a settled place"))}</h2><p class="im-note">{escape(note)}</p>')
    if not lost:
        st.markdown(text("Every place name in the loaded reports is settled."))
        return
    keys = {one.name: key[:80] for key, one in lost.items()}
    names = {key: name for name, key in keys.items()}
    markup(names_html(list(lost.values()), keys, data.documents), "gaz-names", on_open=lambda key: _ask(names.get(key, "")), on_source=_go_to_source)


@st.cache_resource(show_spinner=False, max_entries=3)
def _unresolved(version: str, _data: Contents) -> dict[str, placing.Unresolved]:
    """By :func:`incidents.placing.key_of`, most often given first."""
    return {placing.key_of(one.name): one for one in placing.unresolved(_data.readings.values(), _data.documents)}


@st.cache_resource(show_spinner=False, max_entries=3)
def _reported(version: str, _data: Contents) -> dict[str, list[tuple[Incident, Report]]]:
    """The loaded reports that name a place, by its id."""
    found: dict[str, list[tuple[Incident, Report]]] = {}
    for incident in _data.incidents.values():
        for report in incident.reports:
            for place in dict.fromkeys(report.place.place_ids if report.place else ()):
                found.setdefault(place, []).append((incident, report))
    return found
