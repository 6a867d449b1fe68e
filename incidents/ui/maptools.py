"""Zoom, fit, scale bar, credit and the drawing of areas and circles over the map, as a component; it also says how near the reader has
come, so that names can follow."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from incidents.catalogue import text
from incidents.drawing.basemap import LEVELS, basemap
from incidents.query.areas import KM_PER_DEGREE, MAX_KM, MAX_VERTICES, Area, Near
from incidents.query.drawn import NotDrawn, area_drawn, circle_drawn
from incidents.ui import state
from incidents.ui.component import component
from incidents.ui.where_form import ask, distance

_PICTURES = {  # name of a button -> its picture
    "closer": '<path d="M7 1.5v11M1.5 7h11"/>',
    "farther": '<path d="M1.5 7h11"/>',
    "fit": '<path d="M1.2 4.4V1.2h3.2M9.6 1.2h3.2v3.2M12.8 9.6v3.2H9.6M4.4 12.8H1.2V9.6M4.5 5.5h5v3h-5z"/>',
    "area": '<path d="M2.5 4 9 2l3 6-4.5 4-5-2.5z"/><path d="M2.5 4h0M9 2h0M12 8h0M7.5 12h0M2.5 9.5h0" stroke-width="3" stroke-linecap="round"/>',
    "circle": '<circle cx="7" cy="7" r="5.2" stroke-dasharray="2.4 1.7"/><path d="M7 7h0" stroke-width="3" stroke-linecap="round"/>',
    "nowhere": '<path d="M3 3l8 8M11 3l-8 8"/>',
}


def _button(name: str) -> str:
    svg = f'<svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" stroke-width="1.5">{_PICTURES[name]}</svg>'
    return f'<button class="{name}" type="button">{svg}</button>'


HTML = (
    '<div class="im-tools off"><div class="im-draw" tabindex="-1" hidden><svg aria-hidden="true"></svg></div>'
    f'<div class="im-zoom">{"".join(_button(name) for name in _PICTURES)}</div><div class="im-hint" role="status"></div>'
    '<div class="im-scale" aria-hidden="true"><span></span><span></span><span></span></div><div class="im-credit"></div></div>'
)


def level() -> int:
    """How near the reader is: the number of :data:`incidents.drawing.basemap.LEVELS` passed, as last heard."""
    heard = getattr(st.session_state.get("maptools"), "level", None)
    return heard if isinstance(heard, int) and 0 <= heard <= len(LEVELS) else 0


def bring_near(bounds: tuple[float, float, float, float]) -> None:
    """Have the map move, once, so that it holds ``bounds`` (west, south, east, north): for a press that asks for a region."""
    number = st.session_state.get("near", [0])[0] + 1
    st.session_state["near"] = [number, *bounds]


def maptools(bounds: tuple[float, float, float, float] | None) -> None:
    """Put the tools over the map; "fit" frames ``bounds`` (west, south, east, north)."""
    asked = state.read().filters
    component("maptools", HTML)(
        key="maptools",
        data={
            "words": _words(),
            "bounds": bounds,
            "near": st.session_state.get("near", [0]),
            "levels": LEVELS,
            "level": level(),
            "drawing": basemap(st.get_option("server.baseUrlPath") or "").url("ui/drawing.js"),
            "limits": {"corners": MAX_VERTICES, "km": MAX_KM, "kmPerDegree": KM_PER_DEGREE},
            "km": distance(),
            "somewhere": bool(asked.near or asked.corridor or asked.area),
            "problem": st.session_state.pop("drawing problem", ""),
        },
        on_level_change=lambda: None,
        on_ring_change=lambda: _drawn("ring", area_drawn),
        on_circle_change=lambda: _drawn("circle", circle_drawn),
        on_nowhere_change=lambda: ask(None),
    )


def _words() -> dict[str, str]:
    return {
        "closer": text("Closer"),
        "farther": text("Farther"),
        "fit": text("Fit to what is shown"),
        "area": text("Draw an area"),
        "circle": text("Circle around a point"),
        "nowhere": text("Ask for no area"),
        "areahint": text("Click the corners; double click or Enter closes the area, Escape leaves. Or press and drag around it."),
        "areatouch": text("Tap the corners, then the first one again; the button leaves. Or draw around it with a finger."),
        "circletouch": text("Press at the middle and drag out the distance; a tap takes {km} km. The button leaves.", km=f"{distance():g}"),
        "circlehint": text("Press at the middle and drag out the distance; a click takes {km} km. Escape leaves.", km=f"{distance():g}"),
        "full": text("An area has {n} corners at most: double click or Enter closes it.", n=MAX_VERTICES),
        "credit": text("Boundaries: OCHA, DNCT Mali, COD-AB 2021 · Natural Earth"),
    }


def _drawn(name: str, read: Callable[[object], Area | Near]) -> None:
    try:
        ask(read(getattr(st.session_state["maptools"], name)))
    except NotDrawn as problem:
        st.session_state["drawing problem"] = text(str(problem))
