"""The map page from its parts. The address is read once at the top; everything below follows from it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pyarrow as pa
import streamlit as st

from incidents.catalogue import mark, text
from incidents.model import Incident
from incidents.query import questions as query
from incidents.query.counts import Counts
from incidents.query.filters import Filters
from incidents.ui import state
from incidents.ui.data import Contents
from incidents.ui.filters_form import clear, filters_form
from incidents.ui.frame import foot, frame, problem_html
from incidents.ui.leaving import leave
from incidents.ui.legend import counts_legend_html, legend_html
from incidents.ui.mapview import draw, theme
from incidents.ui.markup import markup
from incidents.ui.outlets import outlets
from incidents.ui.panel import gone, panel
from incidents.ui.publishing import keep_published
from incidents.ui.state import State
from incidents.ui.tabs import tabs
from incidents.ui.timeline import timeline
from incidents.words.wording import date_words, place_words, range_words, span_words, stated_words


def explore() -> None:
    """Draw the map page."""
    keep_published()
    now, data = frame(mark("Map"))
    _leave(now)
    if data.store.is_empty():
        _empty()
        return
    asked = now.filters.resolved(data.snapshot.last_day)
    counts = query.count(data.snapshot, asked)
    chosen = data.incident(now.incident) if now.incident else None
    with st.container():  # one place on the page with or without a line of its own here: what follows is not made anew, under a hand or a play
        if now.incident and chosen is None:
            problem_html(gone(now.incident))
        _head(now, counts, data)
    with st.container(key="phonefilter"):
        label = f"<b>{escape(text('Filter'))}</b> {escape(text('period, type, place, actor'))}"
        markup(f'<button class="box im-phonefilter" data-sidebar="1">› {label}</button>', "phone-filter")
    above = st.container()
    left, right = st.columns([720, 392], gap="small")
    with right:  # first what was asked for with a click, last what takes longest to draw
        panel(data, now, asked, theme())
    with above:
        timeline(data, now.filters, chosen)
    with left:
        _map(data, now, asked, counts, chosen)
    filters_form(data, now.filters)
    with left:
        tabs(data, now, asked, counts)
    foot(now, data)


def _leave(now: State) -> None:
    """Change to the Sources page where an article was pressed in the run before."""
    chosen = st.session_state.pop("go to source", None)
    if chosen:
        query = now.query() | {"document": [str(chosen[0])], "para": [str(chosen[1])]}
        leave("pages/1_Sources.py", query)


def _head(now: State, counts: Counts, data: Contents) -> None:
    with st.container(horizontal=True, key="head"):
        st.html(
            f'<h1 class="im-sentence" id="main-content" tabindex="-1">{escape(now.filters.describe(counts))}</h1>'
            f'<p class="im-counts" aria-live="polite">{_parts(counts, data)}</p>',
            width="stretch",
        )
        with st.container(width=230):
            outlets(data, now)
    if counts.all == 0:
        st.markdown(text("The articles were read and no incident was found in them; the Sources page shows what was set aside, and why."))
        st.code("python -m incidents ingest articles/", language="bash")
    elif counts.total == 0:
        with st.container(horizontal=True, key="zero", vertical_alignment="center"):
            st.markdown(text("No incident fits this filter. {n} lie outside it.", n=counts.outside), width="content")
            st.button(text("Clear all"), key="clear-zero", on_click=clear)


def _parts(counts: Counts, data: Contents) -> str:
    found = [(counts.on_map, text("on the map"))]
    for n, words in (
        (counts.only_mali, text("only “Mali” given")),
        (counts.unresolved, text("place not resolved")),
        (counts.undated_in, text("of them undated")),
        (counts.undated, text("undated, left out")),
        (counts.outside_period, text("outside the period")),
        (counts.too_coarse, text("known too coarsely for the area")),
        (counts.killed.without_low, text("give no least toll")),
        (data.sizes.set_aside, text("passages set aside in all")),
    ):
        if n:
            found.append((n, words))
    spans = [f"<span><b>{escape(text('{n}', n=n))}</b> {escape(words)}</span>" for n, words in found]
    return "".join([*spans, f"<span>{escape(text('reported, not verified'))}</span>"])


def _map(data: Contents, now: State, asked: Filters, counts: Counts, chosen: Incident | None) -> None:
    with st.container(key="mapbox"):
        drawn = draw(data, asked, now.layer, tooltips, chosen, _box(chosen) if chosen else "", _situations(data, now))
        beside = 0 if drawn.in_units is None else counts.total - drawn.in_units
        legend = legend_html(theme()) if drawn.layer == "marks" else counts_legend_html(theme(), drawn.layer, beside)
        with st.container(key="legend"):
            st.html(legend)
        with st.container(key="layers"):
            _layers(now, drawn.layer)
    with st.container(key="phonelegend"), st.expander(text("Legend")):
        st.html(legend)


def _situations(data: Contents, now: State) -> list[tuple[float, float, str, str | None]]:
    """Where something goes on, and what, if the reader asked for it."""
    if not now.situations:
        return []
    return [
        (one.place.lat, one.place.lon, f"{text(one.kind)}: {one.place.name}", one.place.unit_pcode)
        for one in data.situations
        if one.place and one.place.lat is not None and one.place.lon is not None
    ]


def _layers(now: State, drawn: state.Layer) -> None:
    words = {"marks": text("incidents"), "regions": text("by region"), "cercles": text("by cercle"), "cells": text("cells")}
    st.session_state["layer"] = drawn

    def chosen() -> None:
        state.write(replace(state.read(), layer=st.session_state["layer"] or "marks"))

    st.segmented_control(text("Layer"), state.LAYERS, key="layer", format_func=words.__getitem__, on_change=chosen, label_visibility="collapsed")


def tooltips(rows: pa.Table) -> dict[str, str]:
    """Each incident's place, date and toll in two lines, by id, in the language in use."""
    found = {}
    for row in rows.select(["id", "place", "day_start", "day_end", "date_precision", "killed_low", "killed_best", "killed_high"]).to_pylist():
        when = span_words(row["day_start"], row["day_end"], row["date_precision"]) if row["day_start"] else text("undated")
        killed = range_words(row["killed_low"], row["killed_best"], row["killed_high"])
        found[row["id"]] = f"{row['place'] or text('not said')} · {when}\n{text('killed: {figure}', figure=killed)}"
    return found


def _box(incident: Incident) -> str:
    where = place_words(incident.place, unit=False)
    by_claimant = text("killed: {figure}, by claimant", figure=stated_words(incident, "killed")) if incident.killed else text("killed: not reported")
    return f"{where[:1].upper()}{where[1:]} · {date_words(incident.date)}\n{by_claimant}"


def _empty() -> None:
    st.html(f'<h1 class="im-sentence" id="main-content">{escape(text("No article is in the store yet."))}</h1>')
    st.markdown(text("Put articles in from the command line, then reload this page:"))
    st.code("python -m incidents ingest articles/", language="bash")
