"""The street map: folium with tiles from the web, loaded only when the reader asks, because it asks other machines."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from urllib.parse import urlencode, urlsplit

import folium
import streamlit as st
from folium.plugins import FastMarkerCluster

from incidents.catalogue import mark, plural, text
from incidents.drawing.palette import sign
from incidents.query import questions as query
from incidents.query.filters import Filters
from incidents.ui.data import Contents
from incidents.ui.explore import tooltips
from incidents.ui.filters_form import filters_form
from incidents.ui.frame import foot, frame
from incidents.ui.state import State

SHOWN = 10_000
MARKER = """function (row) {
  var ring = L.circleMarker(new L.LatLng(row[0], row[1]), {radius: 7, color: row[2], weight: row[3] == 2 ? 1.5 : 2,
    dashArray: row[3] == 2 ? '3 3' : null,
    fillColor: row[2], fillOpacity: row[3] == 2 ? 0.15 : 0.75});
  var box = document.createElement('div'), words = document.createElement('div'), link = document.createElement('a');
  words.style.whiteSpace = 'pre-line'; words.textContent = row[4];
  link.textContent = LINK_WORDS; link.href = LINK_BASE + encodeURIComponent(row[5]); link.target = '_blank'; link.rel = 'noopener';
  box.append(words, link); ring.bindPopup(box);
  return ring;
}"""
FALLBACK = """<script>
(function () {
  var said = false;
  function say() { if (said) return;
    if (!document.body) { document.addEventListener('DOMContentLoaded', say); return; }  // a script of the head was blocked
    said = true; var p = document.createElement('p'); p.setAttribute('role', 'alert'); p.textContent = WORDS;
    p.style.cssText = 'font:15px sans-serif;position:fixed;z-index:9999;left:12px;right:12px;top:12px;padding:10px;'
      + 'background:#FFF4D6;color:#5E4A00;border:1px solid #E5CD8A;border-radius:6px';
    document.body.appendChild(p); }
  window.addEventListener('error', function (event) { if (event.target !== window || !window.L) say(); }, true);
  window.addEventListener('load', function () { if (!window.L) say(); });
})();
</script>"""


def street() -> None:
    """Draw the page."""
    now, data = frame(mark("Street map"))
    asked = now.filters.resolved(data.snapshot.last_day)
    filters_form(data, now.filters)
    foot(now, data)
    counts = query.count(data.snapshot, asked)
    st.html(f'<h1 class="im-sentence" id="main-content">{escape(now.filters.describe(counts))}</h1>')
    st.markdown(
        text(
            "This map asks other machines (OpenStreetMap for its tiles, script hosts for Leaflet): they learn that you look at Mali, and where. "
            "Without the internet it stays empty; the map page needs none."
        )
    )
    st.page_link("streamlit_app.py", label=text("Open the offline map"), query_params=now.query())
    if not st.session_state.get("street map"):
        st.button(text("Load street map"), key="load-street", type="primary", on_click=lambda: st.session_state.update({"street map": True}))
        return
    html, left_out = street_html(data, asked, _root(now))
    if left_out:
        st.caption(
            plural(
                "{n} incident is known too roughly for a point, or not placed: see the map page.",
                "{n} incidents are known too roughly for a point, or not placed: see the map page.",
                left_out,
            )
        )
    st.iframe(html, height=620)


def _root(now: State) -> str:
    """The address of the map page with the filter and the language, for links out of the frame; an incident's id goes to its end."""
    parts = urlsplit(st.context.url or "")
    path = parts.path.rsplit("/", 1)[0] if parts.path.rstrip("/").endswith("Street_map") else parts.path.rstrip("/")
    root = f"{parts.scheme}://{parts.netloc}{path}/" if parts.netloc else "/"
    return f"{root}?{urlencode({**replace(now, incident=None).query(), 'incident': ''}, doseq=True)}"


def street_html(data: Contents, asked: Filters, root: str) -> tuple[str, int]:
    """The page for the frame, and how many incidents have no point on it. All words go in as data, never as markup."""
    found = query.shown(data.snapshot, asked, SHOWN).rows
    words, rows = tooltips(found), found.select(["id", "lat", "lon", "place_precision", "event_type"]).to_pylist()
    points = [
        [r["lat"], r["lon"], sign(r["event_type"]).light, r["place_precision"], words.get(r["id"], ""), r["id"]]
        for r in rows
        if r["place_precision"] in (1, 2) and r["lat"] is not None
    ]
    chart = folium.Map(location=[15.6, -4.0], zoom_start=6, tiles="OpenStreetMap", control_scale=True)
    link = MARKER.replace("LINK_WORDS", _literal(text("Open the incident"))).replace("LINK_BASE", _literal(root))
    if points:
        FastMarkerCluster(points, callback=link).add_to(chart)  # type: ignore[no-untyped-call]
    said = FALLBACK.replace("WORDS", _literal(text("The street map could not be loaded: no internet, or it is blocked. The map page works without.")))
    page: str = chart.get_root().render()
    return page.replace("<head>", f"<head>{said}", 1), len(rows) - len(points)


def _literal(words: str) -> str:
    """``words`` as a JavaScript string that cannot end its script."""
    return json.dumps(words).replace("<", "\\u003c")
