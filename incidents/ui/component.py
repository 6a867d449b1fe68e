"""Components of ours: a piece of HTML and a script from static/ui, mounted in the page itself so that the page's styles hold.

The script is imported by address (with its content's hash): Streamlit would send its text again with every change of its data. The
styles are part of the page's style sheet for the same reason.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from incidents.drawing.basemap import basemap

LOADER = """export default async function (component) {{
  const held = component.parentElement;
  const script = await import(new URL("{url}", location.origin).href);
  if (held.isConnected !== false) return script.default(component);
}}"""


def can_mount() -> bool:
    """Whether this Streamlit can show components of ours; a form that cannot do without falls back to plain widgets."""
    return hasattr(st.components, "v2")


@cache
def component(name: str, html: str) -> Any:
    """The mounting function of the component whose script is static/ui/``name``.js and whose content begins as ``html``."""
    url = basemap(st.get_option("server.baseUrlPath") or "").url(f"ui/{name}.js")
    return st.components.v2.component(f"incident_{name}", html=html, js=LOADER.format(url=url), isolate_styles=False)
