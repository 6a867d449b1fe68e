"""The map itself: what is sent to the browser, what its GPU filters, what a click means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import shapely.geometry
import streamlit as st

from incidents.catalogue import language, text
from incidents.drawing.basemap import Basemap, basemap
from incidents.drawing.cells import cell_layers, unit_layers
from incidents.drawing.deck import CompactDeck, Layer, deck
from incidents.drawing.marks import Mark, Window, day_number, marks_of
from incidents.drawing.mercator import to_degrees, to_turns
from incidents.drawing.palette import ThemeName, colours, sign
from incidents.drawing.room import NUMBER, make_room
from incidents.drawing.scene import LOOKS, Scene, courses_of, handed_out, held_layers, layers, packed
from incidents.drawing.sent import Sent
from incidents.model import Incident
from incidents.query import questions as query
from incidents.query import units
from incidents.query.filters import Filters
from incidents.query.outlines import outline
from incidents.query.snapshot import Snapshot
from incidents.ui import state
from incidents.ui.data import Contents, contents, unit_shapes, zone_shapes
from incidents.ui.maptools import bring_near, level, maptools
from incidents.ui.publishing import publisher

Situations = Sequence[tuple[float, float, str, str | None]]
Words = Callable[[pa.Table], Mapping[str, str]]
HEIGHT = 588
SOME = 2000  # incidents that say well enough where there are any
LEGEND = (240, 312)  # pixels that the legend covers, from the upper left, with a little room
TOOLS, LAYERS = (56, 170), (300, 56)  # and the tools and the choice of layers, from the upper right
CLOSEST = 7.5  # a single place is shown with what lies around it
MALI = {"latitude": 15.3, "longitude": -4.0, "zoom": 4.75}


def server_part(filters: Filters) -> Filters:
    """What the browser's GPU cannot ask: everything but period, event type and precision of the place (a sub type needs both)."""
    return replace(filters.without_time(), place_precision_max=None, event_types=() if not filters.sub_event_types else filters.event_types)


def window(filters: Filters) -> Window:
    """What the GPU asks: the rest of ``filters``, whose ``last_days`` must have been resolved."""
    categories = () if filters.sub_event_types else tuple(sorted(sign(t).category for t in filters.event_types))
    return Window(
        day_number(filters.start),
        day_number(filters.end),
        categories,
        filters.place_precision_max,
        undated=filters.include_undated or not filters.has_time,
    )


def view_of(marks: Iterable[Mark], width: int = 720, height: int = HEIGHT) -> dict[str, float]:
    """The view that holds ``marks`` with 6 % to spare and, where it can, none under legend or tools; Mali where there are none."""
    marks = Sent(marks)
    box = marks.bounds(marks.through(Window()))
    if box is None:
        return MALI
    points = [to_turns(m.lon, m.lat) for m in marks if m.lat is not None and m.lon is not None]
    (west, south), (east, north) = to_turns(box[0], box[1]), to_turns(box[2], box[3])
    most = min(math.log2(width / max((east - west) * 1.12, 0.8 / 360)), math.log2(height / max((north - south) * 1.12, 0.8 / 360)), CLOSEST + 9) - 9
    centred = ((west + east) / 2, (south + north) / 2, min(most, CLOSEST))
    tries = [centred]
    for step in range(1, 21):  # smaller, and downwards, away from legend and tools: to the right edge, or as far from it as the tools are wide
        nearness = most - step * 0.05
        scale = 2 ** (nearness + 9)
        low = south + (height / 2 - 40) / scale
        tries += [(east + (right - width / 2) / scale, low, nearness) for right in (30, TOOLS[0] + 14)]
        tries.append((centred[0], low, nearness))
    x, y, zoom = next((t for t in tries if not _is_covered(points, t, width, height)), centred)
    lon, lat = to_degrees(x, y)
    return {"latitude": round(lat, 3), "longitude": round(lon, 3), "zoom": round(zoom, 2)}


def _is_covered(points: Iterable[tuple[float, float]], view: tuple[float, float, float], width: int, height: int) -> bool:
    x, y, zoom = view
    scale = 2 ** (zoom + 9)
    places = (((px - x) * scale + width / 2, (y - py) * scale + height / 2) for px, py in points)
    return any(
        (left < LEGEND[0] and top < LEGEND[1]) or any(width - left < wide and top < high for wide, high in (TOOLS, LAYERS)) for left, top in places
    )


def theme() -> ThemeName:
    """The theme in the browser; "light" before it has said so."""
    return "dark" if st.context.theme.type == "dark" else "light"


class Drawn(NamedTuple):
    """The layer that was drawn and, where it counts by unit, how many incidents stand in one."""

    layer: state.Layer
    in_units: int | None = None


def draw(
    data: Contents, asked: Filters, layer: state.Layer, words: Words, selected: Incident | None, box: str, situations: Situations = ()
) -> Drawn:
    """Show the map of what ``asked`` (resolved) lets through; ``words`` makes the tooltips of rows."""
    if layer in ("regions", "cercles"):
        return Drawn(layer, _draw_units(data, asked, "region" if layer == "regions" else "cercle"))
    held = _held(data.version, server_part(asked), language(), theme(), data.snapshot, words) if layer != "cells" else None
    if held is None:
        _draw_cells(data, asked)
        return Drawn("cells")
    chosen = next((m for m in held.sent if selected and m.id == selected.id), None)
    asks = window(asked)
    view = first_view(lambda: held.sent.shown(asks))
    scene = Scene(
        _ground(data.version, data.snapshot),
        theme(),
        held.sent,
        asks,
        held.layers,
        held.words,
        unit_shapes() if situations else {},
        chosen,
        box,
        publisher(),
        situations,
        level(),
        (view["latitude"], view["longitude"]),
        language(),
        where=outline(asked),
    )
    _show(layers(scene), view, held.sent.bounds(held.sent.through(asks)))
    return Drawn("marks")


@dataclass(frozen=True, slots=True)
class Held:
    """What the browser holds of one question to the server, whatever the period, type or panel: marks, tooltips, layers with their rows."""

    sent: Sent
    words: Mapping[str, str]
    layers: Sequence[Layer]


@st.cache_resource(show_spinner=False, max_entries=8)
def _held(version: str, asked: Filters, said_in: str, look: ThemeName, _snapshot: Snapshot, _words: Words) -> Held | None:
    """What the server lets through; None where that is more than the map can hold."""
    found = query.shown(_snapshot, asked)
    if found.truncated:
        return None
    sent, tips = Sent(marks_of(found.rows)), _words(found.rows)
    drawn = held_layers(_base(), look, sent, tips, zone_shapes(m.zone for m in sent))
    return Held(sent, tips, [packed(layer) for layer in drawn] if publisher() else drawn)


def _draw_units(data: Contents, asked: Filters, kind: Literal["region", "cercle"]) -> int:
    """Draw the counts; returns their sum."""
    counted = [(u.pcode, u.name, u.incidents) for u in query.by_unit(data.snapshot, asked, kind)]
    drawn = unit_layers(_units_ground(kind), theme(), counted, unit_shapes(), level(), language(), outline(asked))
    _show(handed_out(drawn, publisher()), _view_of_all(data), query.bounds(data.snapshot, asked))
    return sum(n for _, _, n in counted)


def _view_of_all(data: Contents) -> dict[str, float]:
    return first_view(lambda: marks_of(query.shown(data.snapshot, Filters(), SOME).rows))


def _draw_cells(data: Contents, asked: Filters) -> None:
    rows = query.cells(data.snapshot, asked, 4 if level() == 0 else 5)
    cells = list(zip(rows["cell"].to_pylist(), rows["n"].to_pylist(), strict=True))
    coarse = [(u.pcode, u.coarse) for kind in ("region", "cercle") for u in query.by_unit(data.snapshot, asked, kind)]
    drawn = cell_layers(_ground(data.version, data.snapshot), theme(), cells, coarse, level(), language(), outline(asked))
    _show(handed_out(drawn, publisher()), _view_of_all(data), query.bounds(data.snapshot, asked))


def _base() -> Basemap:
    return basemap(st.get_option("server.baseUrlPath") or "")


@st.cache_resource(show_spinner=False, max_entries=3)
def _ground(version: str, _snapshot: Snapshot) -> Basemap:
    """The base map with names and counts of units clear of this data's marks."""
    found = query.shown(_snapshot, Filters(), SOME)
    sent = Sent(marks_of(found.rows))
    points = [(m.lat, m.lon) for m in sent if m.kind in LOOKS and m.lat is not None and m.lon is not None]
    counted = _base().outlines if found.truncated else sent.units(sent.through(Window()))
    return make_room(_base(), points, counted, courses_of(sent, zone_shapes(m.zone for m in sent)))


@st.cache_resource(show_spinner=False)
def _units_ground(kind: Literal["region", "cercle"]) -> Basemap:
    """The base map with the counts of all units of a kind clear of names: there are no marks among them."""
    return make_room(_base(), (), [code for code in _base().outlines if (len(code) > 4) is (kind == "cercle")], count=NUMBER)


def _show(drawn: Sequence[Layer], view: Mapping[str, float], bounds: tuple[float, float, float, float] | None) -> None:
    st.pydeck_chart(
        _described(drawn, view),
        key="map",
        height=HEIGHT,
        on_select=_on_click,
        selection_mode="single-object",
        alt=text("Map of the incidents; the table below lists the same ones."),
    )
    with st.container(key="maptools-box"):
        maptools(bounds)


def first_view(shown: Callable[[], Iterable[Mark]]) -> dict[str, float]:
    """The view that the session began with, all that was ``shown`` then: it never changes because a filter did."""
    if "view" not in st.session_state:
        st.session_state["view"] = view_of(shown())
    view: dict[str, float] = st.session_state["view"]
    return view


def _described(drawn: Sequence[Layer], view: Mapping[str, float]) -> CompactDeck:
    look = colours(theme())
    style = {"backgroundColor": look["paper"], "color": look["ink"], "border": f"1px solid {look['line']}", "borderRadius": "6px",
             "whiteSpace": "pre-line", "fontSize": "12px", "padding": "6px 9px", "maxWidth": "280px"}  # fmt: skip
    return deck(drawn, view, {"text": "{t}", "style": style})


def _on_click() -> None:
    picked: Any = st.session_state["map"].selection.objects
    row = next((row for objects in picked.values() for row in objects), None)
    unit = (row.get("properties") or {}).get("u") if row else None
    if isinstance(unit, str):
        now = state.read().filters
        kind = "regions" if len(unit) == 4 else "cercles"
        pressed = ((units.region if kind == "regions" else units.cercle)(unit) or unit,)  # the name, as filters hold it
        is_off = getattr(now, kind) == pressed
        if not is_off and unit in _base().outlines:
            bring_near(shapely.geometry.shape(_base().outlines[unit]).bounds)
        state.change(**{kind: () if is_off else pressed})
    elif row:
        ids = picked_ids(row, contents().snapshot, state.read().filters)
        if ids:
            state.choose(ids[0], ids)


def picked_ids(row: Mapping[str, Any], snapshot: Snapshot, asked: Filters) -> list[str]:
    """The incidents that a clicked object stands for: a mark has its id, a chip its unit, a hexagon its cell, a disc only its point."""
    if row.get("i"):
        return [str(row["i"])]
    if row.get("w"):
        return query.in_unit(snapshot, asked, str(row["w"]))
    if row.get("h"):
        return query.in_cell(snapshot, asked, str(row["h"]))
    lon, lat = row["p"] if row.get("n") and row.get("p") else (None, None)
    return query.at_place(snapshot, asked, float(lat), float(lon)) if lat is not None and lon is not None else []
