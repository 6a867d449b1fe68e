"""HTML of ours in the page, with a little life: links that open an incident or a source, values and spans that light each other.

Whoever builds the HTML escapes everything that comes from a document; nothing is sanitised here.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Literal

import streamlit as st

from incidents.catalogue import language
from incidents.ui.component import component


def markup(
    html: str,
    key: str,
    *,
    on_open: Callable[[str], None] | None = None,
    on_source: Callable[[str, int], None] | None = None,
    scroll_to: str = "",
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Show ``html``. ``[data-open=ID]`` calls ``on_open``, ``[data-source="DOC|PARA"]`` calls ``on_source``; ``scroll_to`` is an element id."""

    def opened() -> None:
        chosen = st.session_state[key].open
        if on_open and isinstance(chosen, str):
            on_open(chosen[:80])

    def sourced() -> None:
        document, _, paragraph = str(st.session_state[key].source or "").partition("|")
        if on_source and document and paragraph.isdigit():
            on_source(document[:80], int(paragraph[:6]))

    component("markup", '<div class="im-m"></div>')(
        key=key, data={"html": html, "scroll": scroll_to, "lang": language()}, width=width, on_open_change=opened, on_source_change=sourced
    )


def picture(svg: str, width: int, height: int) -> str:
    """An SVG as an image that needs no request; decoration, so without a text. (st.html removes plain SVG.)"""
    if "xmlns" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f'<img alt="" width="{width}" height="{height}" src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'
