"""The filter "where": near a named place or a point, along the line between several, inside an area drawn on the map.

One question at a time: whatever is asked last takes the place of the others.
"""

from __future__ import annotations

import streamlit as st

from incidents.catalogue import plural, text
from incidents.query.areas import MAX_KM, MAX_TOWNS, Area, Corridor, Near
from incidents.query.filters import Filters
from incidents.ui import state
from incidents.ui.places import called, label_of, place_of

KM = 50.0  # the distance before anybody chose one


def where_form(asked: Filters) -> None:
    """Two fields: names or points with commas between, and a distance; above them the area, where one is drawn."""
    if asked.area:
        _area(asked.area)
    st.session_state["f-towns"] = ", ".join(_names(asked))
    measured = asked.near or asked.corridor
    if measured:
        st.session_state["f-km"] = float(measured.km)
    st.session_state.setdefault("f-km", KM)
    st.text_input(
        text("Near a place, or along a line of places"),
        key="f-towns",
        on_change=_changed,
        max_chars=200,
        placeholder=text("Gao, or Gao, Ansongo, Labbézanga"),
        help=text(
            "One place asks for all around it, two to eight ask along the line that joins them. A point is written as latitude and longitude: "
            "16.27 -0.04. The map has buttons for a circle and an area."
        ),
    )
    _homonyms(asked)
    st.number_input(text("Distance in km"), 0.1, MAX_KM, key="f-km", step=10.0, format="%g", on_change=_changed)
    problem = st.session_state.pop("where problem", None)
    if problem:
        st.caption(problem)


def distance() -> float:
    """The distance in km that stands in the form."""
    return float(st.session_state.get("f-km", KM))


def ask(where: Near | Corridor | Area | None) -> None:
    """Ask for ``where`` and for no other place, line or area; None asks for none."""
    state.change(
        near=where if isinstance(where, Near) else None,
        corridor=where if isinstance(where, Corridor) else None,
        area=where if isinstance(where, Area) else None,
    )


def _area(area: Area) -> None:
    n = len(area.corners)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="drawnarea"):
        st.markdown(plural("Inside an area drawn on the map ({n} corner)", "Inside an area drawn on the map ({n} corners)", n), width="content")
        st.button(text("Clear"), key="clear-area", type="tertiary", on_click=ask, args=(None,))


def _names(asked: Filters) -> list[str]:
    if asked.near:
        return [asked.near.name or _point(asked.near.lat, asked.near.lon)]
    if asked.corridor is None:
        return []
    names = asked.corridor.names or ("",) * len(asked.corridor.towns)
    return [name or _point(*town) for name, town in zip(names, asked.corridor.towns, strict=True)]


def _point(lat: float, lon: float) -> str:
    return f"{lat:.4f} {lon:.4f}"


def _changed() -> None:
    names = [name.strip() for name in st.session_state["f-towns"].split(",") if name.strip()][:MAX_TOWNS]
    km = distance()
    found = [(name, place_of(name)) for name in names]
    unknown = [name for name, spot in found if spot is None]
    spots = [spot for _, spot in found if spot is not None]
    labels = tuple(label_of(name) for name in names)
    if unknown:
        st.session_state["where problem"] = text("Not a place of the gazetteer: {names}", names=", ".join(unknown).replace("[", "").replace("`", ""))
    elif not spots:
        state.change(near=None, corridor=None)
    elif len(spots) == 1:
        ask(Near(*spots[0], km, labels[0]))
    else:
        ask(Corridor(tuple(spots), km, labels))


def _homonyms(asked: Filters) -> None:
    """Where several places bear the name that was asked for: which of them is meant, for the reader to change."""
    name = asked.near.name.partition("(")[0].strip() if asked.near else ""
    same = dict(called(name)) if name else {}
    if asked.near is None or len(same) < 2:
        return
    here = next((label for label, spot in same.items() if _is_at(asked.near, spot)), None)
    st.session_state["f-same-name"] = here
    st.selectbox(
        plural("{n} place is called {name}", "{n} places are called {name}", len(same), name=name),
        list(same),
        key="f-same-name",
        on_change=_chosen,
    )


def _is_at(near: Near, spot: tuple[float, float]) -> bool:
    return max(abs(near.lat - spot[0]), abs(near.lon - spot[1])) < 0.001


def _chosen() -> None:
    label = st.session_state["f-same-name"]
    spot = place_of(label) if label else None
    if spot:
        ask(Near(*spot, distance(), label))
