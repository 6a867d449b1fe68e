"""HTML of ours in the page, with a little life: links that open an incident or a source, values and spans that light each other.

Whoever builds the HTML escapes everything that comes from a document; nothing is sanitised here.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).with_name("assets")


@cache
def _component() -> Any:
    js, css = ((ASSETS / f"markup.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("incident_markup", html='<div class="im-m"></div>', css=css, js=js, isolate_styles=False)


def markup(html: str, key: str, *, on_open: Callable[[str], None] | None = None, on_source: Callable[[str, int], None] | None = None,
           scroll_to: str = "") -> None:
    """Show ``html``. ``[data-open=ID]`` calls ``on_open``, ``[data-source="DOC|PARA"]`` calls ``on_source``; ``scroll_to`` is an element id."""

    def opened() -> None:
        chosen = st.session_state[key].open
        if on_open and isinstance(chosen, str):
            on_open(chosen[:80])

    def sourced() -> None:
        document, _, paragraph = str(st.session_state[key].source or "").partition("|")
        if on_source and document and paragraph.isdigit():
            on_source(document[:80], int(paragraph[:6]))

    _component()(key=key, data={"html": html, "scroll": scroll_to}, on_open_change=opened, on_source_change=sourced)


def picture(svg: str, width: int, height: int) -> str:
    """An SVG as an image that needs no request; decoration, so without a text. (st.html removes plain SVG.)"""
    if "xmlns" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f'<img alt="" width="{width}" height="{height}" src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'
