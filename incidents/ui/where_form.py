"""The filter "where": near a named place, or along the line between several."""

from __future__ import annotations

import streamlit as st

from incidents.catalogue import text
from incidents.query.areas import MAX_KM, MAX_TOWNS, Corridor, Near
from incidents.query.filters import Filters
from incidents.ui import state
from incidents.ui.places import place_of


def where_form(asked: Filters) -> None:
    """Two fields: names with commas between, and a distance."""
    st.session_state["f-towns"] = ", ".join(_names(asked))
    st.session_state["f-km"] = float((asked.near or asked.corridor or Near(0, 0, 50)).km)
    st.text_input(
        text("Near a place, or along a line of places"),
        key="f-towns",
        on_change=_changed,
        max_chars=200,
        placeholder=text("Gao, or Gao, Ansongo, Labbézanga"),
    )
    st.number_input(text("Distance in km"), 1.0, MAX_KM, key="f-km", step=10.0, on_change=_changed)
    problem = st.session_state.pop("where problem", None)
    if problem:
        st.caption(problem)


def _names(asked: Filters) -> list[str]:
    if asked.near:
        return [asked.near.name or f"{asked.near.lat:.4f} {asked.near.lon:.4f}"]
    return [n or "?" for n in asked.corridor.names] if asked.corridor else []


def _changed() -> None:
    names = [name.strip() for name in st.session_state["f-towns"].split(",") if name.strip()][:MAX_TOWNS]
    km = float(st.session_state["f-km"])
    found = [(name, place_of(name)) for name in names]
    unknown = [name for name, spot in found if spot is None]
    spots = [spot for _, spot in found if spot is not None]
    if unknown:
        st.session_state["where problem"] = text("Not a place of the gazetteer: {names}", names=", ".join(unknown).replace("[", "").replace("`", ""))
    elif not spots:
        state.change(near=None, corridor=None)
    elif len(spots) == 1:
        state.change(near=Near(*spots[0], km, names[0]), corridor=None)
    else:
        state.change(near=None, corridor=Corridor(tuple(spots), km, tuple(names)))
