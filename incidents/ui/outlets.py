"""What leaves the map page: the link, and the shown incidents as files that are made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from incidents.catalogue import text
from incidents.exporting.files import Origin, file_name, to_csv, to_geojson
from incidents.query import questions as query
from incidents.query.filters import Filters
from incidents.ui.data import Contents
from incidents.ui.markup import markup
from incidents.ui.state import State

TYPES = {"csv": "text/csv", "geojson": "application/geo+json"}


def outlets(data: Contents, now: State) -> None:
    """Two buttons beside the sentence: copy the link, export what is shown."""
    asked = now.filters.resolved(data.snapshot.last_day)
    with st.container(horizontal=True, horizontal_alignment="right", key="outlets", gap="small"):
        label, done = escape(text("Copy link")), escape(text("Copied"))
        markup(f'<button class="box" data-copy-link data-done="{done}">{label}</button>', "copy-link", width="content")
        with st.popover(text("Export")):
            st.caption(text("What is shown, with the words of the sources. Reported, not verified."))
            redact = st.toggle(text("Leave out the sources’ words"), key="redact")
            for form, name in (("csv", text("Table (CSV)")), ("geojson", text("Map data (GeoJSON)"))):
                origin = _origin(data, asked)
                st.download_button(
                    name,
                    _maker(data, asked, form, redact),
                    file_name(form, origin),
                    TYPES[form],
                    key=f"export-{form}",
                    on_click="ignore",
                    width="stretch",
                )
            st.page_link("pages/3_Briefing.py", label=text("Picture for a briefing"), query_params=now.query())


def _origin(data: Contents, asked: Filters) -> Origin:
    return Origin(data.version, urlencode(asked.to_query(), doseq=True), data.store.is_sample)


def _maker(data: Contents, asked: Filters, form: str, redact: bool) -> Callable[[], bytes]:
    def make() -> bytes:
        chosen = [data.incidents[one] for one in query.ids(data.snapshot, asked) if one in data.incidents]
        write = to_csv if form == "csv" else to_geojson
        return write(chosen, data.documents.values(), _origin(data, asked), redact=redact).encode("utf-8-sig" if form == "csv" else "utf-8")

    return make
