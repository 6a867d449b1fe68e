"""Rows of map layers behind addresses of this machine, for one session: a change of filter then sends an address in place of rows."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime import Runtime

from incidents.drawing.scene import Publish

KEPT = 5  # contents of a layer that can still be fetched
KEPT_BYTES = 2_000_000  # and at most so much of it, but for the content in use


def publisher() -> Publish | None:
    """How rows reach the browser: by URL in a running app, inside the description elsewhere."""
    return publish if Runtime.exists() else None


def publish(layer: str, rows: bytes) -> str:
    """A URL for a layer's rows in this session's memory: not a public file, gone with the session, fetched once per content."""
    held: dict[str, bytes] = st.session_state.setdefault("published", {}).setdefault(layer, {})
    known = next((url for url, content in held.items() if content is rows), None)  # named again by keep_published: no need to hash it once more
    url = known or Runtime.instance().media_file_mgr.add(rows, "application/json", f"map.{layer}")
    held.pop(url, None)
    held[url] = rows
    while len(held) > KEPT or (len(held) > 1 and sum(map(len, held.values())) > KEPT_BYTES):
        del held[next(iter(held))]
    return f"{(st.get_option('server.baseUrlPath') or '').rstrip('/')}{url}"


def keep_published() -> None:
    """Name the last few contents of each layer again, first thing in a run and in the call-backs before it. Streamlit forgets a file at the
    end of a run that does not name it, even of one that was cut short in a call-back; the browser may fetch later than that."""
    if Runtime.exists():
        for layer, held in st.session_state.get("published", {}).items():
            for number, content in enumerate(held.values()):
                Runtime.instance().media_file_mgr.add(content, "application/json", f"map.{layer}.{number}")
