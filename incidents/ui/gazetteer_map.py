"""A small map of numbered places: the main map's ground, a disc with its number for each candidate. Nothing is fetched from the web."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import streamlit as st

from gazetteer.model import Candidate
from incidents.catalogue import language, text
from incidents.drawing.basemap import LEVELS, basemap
from incidents.drawing.deck import CompactDeck, Layer, deck, shapes, texts
from incidents.drawing.mercator import to_degrees, to_turns
from incidents.drawing.palette import ThemeName, colours, rgba
from incidents.ui.mapview import MALI, theme

HEIGHT = 460
FITTED = (420, 370)  # pixels that the places must fit into: what a phone has, less than the column
ROOM = 0.82  # of them that the places may fill
THINNING = ("extensions", "collisionGroup", "collisionTestProps")
CLOSEST = 8.5  # zoom: one place alone is shown with its surroundings


def candidates_map(found: Sequence[Candidate]) -> None:
    """Show where the candidates lie, numbered as in the list."""
    with st.container(key="gazmap"):
        st.pydeck_chart(candidates_deck(found, theme()), key="candidates", height=HEIGHT,
                        alt=text("Map of the places that the name may mean; the list beside it gives the same ones."))


def candidates_deck(found: Sequence[Candidate], look: ThemeName) -> CompactDeck:
    """The description of the map: ground, names, and the numbered discs, the likeliest on top."""
    base, view, ink = basemap(st.get_option("server.baseUrlPath") or ""), view_of(found), colours(look)
    near = sum(view["zoom"] >= zoom for zoom in LEVELS)
    rows = [_row(n, one) for n, one in enumerate(found, 1)][::-1]
    points = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": row["p"]}, "properties": row} for row in rows]}  # fmt: skip
    discs = shapes("candidates", points, fill=rgba(ink["accent"]), line=rgba(ink["outline"]), width=1.5, pickable=True,
                   getPointRadius=9, pointRadiusUnits="pixels")
    numbers = texts("candidate-numbers", rows, colour=ink["outline"], weight=700, size=11.5, getText="@@=n", getPixelOffset=[0, 1])
    ground = [*base.ground(look), *base.lines(look, near), *base.ground_names(look, near, language()), *base.seats(look, near)]
    style = {"backgroundColor": ink["paper"], "color": ink["ink"], "border": f"1px solid {ink['line']}", "borderRadius": "6px",
             "whiteSpace": "pre-line", "fontSize": "12px", "padding": "6px 9px", "maxWidth": "280px"}
    return deck([*ground, *_named(base.town_names(look, near)), discs, numbers], view, {"text": "{t}", "style": style})


def _named(names: Sequence[Layer]) -> list[Layer]:
    """Town names without the thinning that the main map asks of the GPU: some GPUs then draw none, and here there is room."""
    return [{key: value for key, value in layer.items() if key not in THINNING} for layer in names]


def _row(number: int, candidate: Candidate) -> dict[str, Any]:
    place, admin = candidate.place, candidate.place.admin
    units = ", ".join(dict.fromkeys(unit for unit in (admin.commune, admin.cercle, admin.region) if unit)) or place.country
    return {"p": [place.lon, place.lat], "n": str(number), "t": f"{number}. {place.name}\n{units}"}


def view_of(found: Sequence[Candidate]) -> dict[str, float]:
    """The view that holds the candidates with room to spare; Mali where there are none."""
    if not found:
        return MALI
    xs, ys = zip(*(to_turns(one.place.lon, one.place.lat) for one in found), strict=True)
    spread = max((max(xs) - min(xs)) / FITTED[0], (max(ys) - min(ys)) / FITTED[1], 1e-9) / ROOM
    zoom = min(-math.log2(spread) - 9, CLOSEST)  # deck.gl's globe is 512 pixels wide at zoom 0
    lon, lat = to_degrees((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return {"latitude": round(lat, 3), "longitude": round(lon, 3), "zoom": round(max(zoom, 3.5), 2)}
