"""Zoom, fit, scale bar and credit over the map, as a component; it also says how near the reader has come, so that names can follow."""

from __future__ import annotations

import streamlit as st

from incidents.catalogue import text
from incidents.drawing.basemap import LEVELS
from incidents.ui.component import component

_ICON = '<svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" stroke-width="1.5">{}</svg>'
HTML = (
    '<div class="im-tools off"><div class="im-zoom"><button class="closer" type="button">'
    + _ICON.format('<path d="M7 1.5v11M1.5 7h11"/>')
    + '</button><button class="farther" type="button">'
    + _ICON.format('<path d="M1.5 7h11"/>')
    + '</button><button class="fit" type="button">'
    + _ICON.format('<path d="M1.2 4.4V1.2h3.2M9.6 1.2h3.2v3.2M12.8 9.6v3.2H9.6M4.4 12.8H1.2V9.6M4.5 5.5h5v3h-5z"/>')
    + '</button></div><div class="im-scale" aria-hidden="true"><span></span><span></span><span></span></div><div class="im-credit"></div></div>'
)


def level() -> int:
    """How near the reader is: the number of :data:`incidents.drawing.basemap.LEVELS` passed, as last heard."""
    heard = getattr(st.session_state.get("maptools"), "level", None)
    return heard if isinstance(heard, int) and 0 <= heard <= len(LEVELS) else 0


def maptools(bounds: tuple[float, float, float, float] | None) -> None:
    """Put the tools over the map; "fit" frames ``bounds`` (west, south, east, north)."""
    words = {
        "closer": text("Closer"),
        "farther": text("Farther"),
        "fit": text("Fit to what is shown"),
        "credit": text("Boundaries: OCHA, DNCT Mali, COD-AB 2021 · Natural Earth"),
    }
    component("maptools", HTML)(key="maptools", data={"words": words, "bounds": bounds, "levels": LEVELS}, on_level_change=lambda: None)
