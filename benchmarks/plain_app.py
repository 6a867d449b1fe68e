"""The plain way, as a Streamlit app that ``benchmarks/browser.py`` runs: boolean masks over a geopandas table, and a map that is sent anew.

``?way=folium`` is a MarkerCluster through streamlit-folium, ``?way=map`` is ``st.map``, ``?way=pydeck`` a ScatterplotLayer.
"""

from __future__ import annotations

import os

import folium
import geopandas as gpd
import pandas as pd
import pydeck as pdk
import streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

VIEW = pdk.ViewState(latitude=15.3, longitude=-4.0, zoom=4.75)


@st.cache_resource
def load(path: str) -> gpd.GeoDataFrame:
    """The rows of a snapshot as a table in memory."""
    table = pd.read_parquet(path, columns=["id", "event_type", "place", "day_start", "lat", "lon", "killed_low"])
    table["day_start"] = table.day_start.astype(str)
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326)


def draw(way: str, kept: gpd.GeoDataFrame) -> None:
    """The map of what is left."""
    points = kept.dropna(subset=["lat"])
    if way == "map":
        st.map(points[["lat", "lon"]])
    elif way == "pydeck":
        rows = points[["lon", "lat", "place", "day_start"]]
        layer = pdk.Layer("ScatterplotLayer", rows, get_position=["lon", "lat"], get_radius=5, radius_units="'pixels'",
                          get_fill_color=[178, 34, 34], pickable=True)  # fmt: skip
        st.pydeck_chart(pdk.Deck([layer], initial_view_state=VIEW, map_provider=None), height=588)
    else:
        chart = folium.Map(location=(15.3, -4.0), zoom_start=5, tiles=None, max_zoom=18)  # no tiles: they would come from another machine
        cluster = MarkerCluster().add_to(chart)
        for row in points.itertuples():
            folium.Marker((row.lat, row.lon), popup=f"{row.place} {row.day_start}").add_to(cluster)
        st_folium(chart, height=588, width=720, returned_objects=[])


frame = load(os.environ["PLAIN_SNAPSHOT"])
chosen = [kind for kind in sorted(frame.event_type.astype(str).unique()) if st.checkbox(kind, True)]
kept = frame[frame.event_type.isin(chosen)]
st.html(f'<h1 class="im-sentence">{len(kept):,} incidents, at least {int(kept.killed_low.sum()):,} killed</h1>')
draw(st.query_params.get("way", "map"), kept)
