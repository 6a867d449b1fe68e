"""The map itself: what is sent to the browser, what its GPU filters, what a click means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import pyarrow as pa
import streamlit as st
from streamlit.runtime import Runtime

from incidents.catalogue import language, text
from incidents.drawing.basemap import Basemap, basemap
from incidents.drawing.cells import cell_layers, unit_layers
from incidents.drawing.deck import CompactDeck, Layer, deck
from incidents.drawing.marks import Mark, Window, bounds_of, day_number, marks_of
from incidents.drawing.palette import ThemeName, colours, sign
from incidents.drawing.scene import Publish, Scene, handed_out, layers
from incidents.model import Incident
from incidents.query import questions as query
from incidents.query.filters import Filters
from incidents.query.outlines import outline
from incidents.query.snapshot import Snapshot
from incidents.ui import state
from incidents.ui.data import Contents, unit_shapes, zone_shapes
from incidents.ui.maptools import level, maptools

Situations = Sequence[tuple[float, float, str, str | None]]
Words = Callable[[pa.Table], Mapping[str, str]]
HEIGHT = 588
KEPT = 5  # contents of a layer that can still be fetched
LEGEND = (240, 312)  # pixels that the legend covers, from the upper left, with a little room
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
    """The view that holds ``marks`` with 6 % to spare and, where it can, none under the legend; Mali where there are none."""
    marks = list(marks)
    box = bounds_of(marks)
    if box is None:
        return MALI
    points = [(_x(m.lon), _mercator(m.lat)) for m in marks if m.lat is not None and m.lon is not None]
    west, south, east, north = _x(box[0]), _mercator(box[1]), _x(box[2]), _mercator(box[3])
    most = min(math.log2(width / max((east - west) * 1.12, 0.8 / 360)), math.log2(height / max((north - south) * 1.12, 0.8 / 360)), 9 + 9) - 9
    centred = ((west + east) / 2, (south + north) / 2, min(most, 9.0))
    tries = [centred]
    for step in range(1, 17):  # smaller, and towards the lower right, away from the legend
        scale = 2 ** (most - step * 0.05 + 9)
        tries.append((east + (30 - width / 2) / scale, south + (height / 2 - 40) / scale, most - step * 0.05))
    x, y, zoom = next((t for t in tries if not _under_legend(points, t, width, height)), centred)
    return {
        "latitude": round(math.degrees(2 * math.atan(math.exp(y * 2 * math.pi)) - math.pi / 2), 3),
        "longitude": round(x * 360, 3),
        "zoom": round(zoom, 2),
    }


def _under_legend(points: Iterable[tuple[float, float]], view: tuple[float, float, float], width: int, height: int) -> bool:
    x, y, zoom = view
    scale = 2 ** (zoom + 9)
    return any((px - x) * scale + width / 2 < LEGEND[0] and (y - py) * scale + height / 2 < LEGEND[1] for px, py in points)


def _x(lon: float) -> float:
    return lon / 360


def _mercator(lat: float) -> float:
    """Both in turns of the globe, y north."""
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)


def theme() -> ThemeName:
    """The theme in the browser; "light" before it has said so."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw(
    data: Contents, asked: Filters, layer: state.Layer, words: Words, selected: Incident | None, box: str, situations: Situations = ()
) -> state.Layer:
    """Show the map of what ``asked`` (resolved) lets through; ``words`` makes the tooltips of rows. Returns the layer that was drawn."""
    if layer in ("regions", "cercles"):
        _draw_units(data, asked, "region" if layer == "regions" else "cercle")
        return layer
    sent, tips = _sent(data.version, server_part(asked), language(), data.snapshot, words) if layer != "cells" else (None, {})
    if sent is None:
        _draw_cells(data, asked)
        return "cells"
    chosen = next((m for m in sent if selected and m.id == selected.id), None)
    asks = window(asked)
    shown = [m for m in sent if asks.holds(m)]
    view = first_view(shown)
    scene = Scene(
        _base(),
        theme(),
        sent,
        asks,
        tips,
        unit_shapes(),
        zone_shapes(m.zone for m in sent),
        chosen,
        box,
        publisher(),
        situations,
        level(),
        (view["latitude"], view["longitude"]),
        language(),
        where=outline(asked),
    )
    _show(layers(scene), view, shown)
    return "marks"


@st.cache_resource(show_spinner=False, max_entries=8)
def _sent(version: str, asked: Filters, said_in: str, _snapshot: Snapshot, _words: Words) -> tuple[tuple[Mark, ...] | None, Mapping[str, str]]:
    """Marks and tooltips of what the server lets through (None where the map cannot hold them): a new period, type or panel asks for the same."""
    found = query.shown(_snapshot, asked)
    return (None, {}) if found.truncated else (marks_of(found.rows), _words(found.rows))


def _draw_units(data: Contents, asked: Filters, kind: Literal["region", "cercle"]) -> None:
    units = [(u.pcode, u.name, u.incidents) for u in query.by_unit(data.snapshot, asked, kind)]
    drawn = unit_layers(_base(), theme(), units, unit_shapes(), level(), language(), outline(asked))
    _show(handed_out(drawn, publisher()), _view_of_all(data), ())


def _view_of_all(data: Contents) -> dict[str, float]:
    return first_view(marks_of(query.shown(data.snapshot, Filters(), 2000).rows) if "view" not in st.session_state else ())


def _draw_cells(data: Contents, asked: Filters) -> None:
    rows = query.cells(data.snapshot, asked, 4 if level() == 0 else 5)
    cells = list(zip(rows["cell"].to_pylist(), rows["n"].to_pylist(), strict=True))
    units = [(u.pcode, u.coarse) for kind in ("region", "cercle") for u in query.by_unit(data.snapshot, asked, kind)]
    drawn = cell_layers(_base(), theme(), cells, units, level(), language(), outline(asked))
    _show(handed_out(drawn, publisher()), _view_of_all(data), ())


def _base() -> Basemap:
    return basemap(st.get_option("server.baseUrlPath") or "")


def _show(drawn: Sequence[Layer], view: Mapping[str, float], shown: Sequence[Mark]) -> None:
    st.pydeck_chart(
        _described(drawn, view),
        key="map",
        height=HEIGHT,
        on_select=_on_click,
        selection_mode="single-object",
        alt=text("Map of the incidents; the table below lists the same ones."),
    )
    with st.container(key="maptools-box"):
        maptools(shown)


def first_view(shown: Sequence[Mark]) -> dict[str, float]:
    """The view that the session began with, all that was shown then: it never changes because a filter did."""
    if "view" not in st.session_state:
        st.session_state["view"] = view_of(shown)
    view: dict[str, float] = st.session_state["view"]
    return view


def _described(drawn: Sequence[Layer], view: Mapping[str, float]) -> CompactDeck:
    look = colours(theme())
    style = {"backgroundColor": look["paper"], "color": look["ink"], "border": f"1px solid {look['line']}", "borderRadius": "6px",
             "whiteSpace": "pre-line", "fontSize": "12px", "padding": "6px 9px", "maxWidth": "280px"}  # fmt: skip
    return deck(drawn, view, {"text": "{t}", "style": style})


def publisher() -> Publish | None:
    """How rows reach the browser: by URL in a running app, inside the description elsewhere."""
    return publish if Runtime.exists() else None


def publish(layer: str, rows: bytes) -> str:
    """A URL for a layer's rows in this session's memory: not a public file, gone with the session, fetched once per content."""
    held: dict[str, bytes] = st.session_state.setdefault("published", {}).setdefault(layer, {})
    url = Runtime.instance().media_file_mgr.add(rows, "application/json", f"map.{layer}")
    held.pop(url, None)
    held[url] = rows
    for old in list(held)[:-KEPT]:
        del held[old]
    return f"{(st.get_option('server.baseUrlPath') or '').rstrip('/')}{url}"


def keep_published() -> None:
    """Name the last few contents of each layer again, first thing in a run. Streamlit forgets a file at the end of a run that does not
    name it, even of one that was cut short; while the period plays, the browser may fetch later than that."""
    if Runtime.exists():
        for layer, held in st.session_state.get("published", {}).items():
            for number, content in enumerate(held.values()):
                Runtime.instance().media_file_mgr.add(content, "application/json", f"map.{layer}.{number}")


def _on_click() -> None:
    picked: Any = st.session_state["map"].selection.objects
    for objects in picked.values():
        for row in objects:
            unit = (row.get("properties") or {}).get("u")
            if isinstance(unit, str):
                now = state.read().filters
                kind = "regions" if len(unit) == 4 else "cercles"
                state.change(**{kind: () if getattr(now, kind) == (unit,) else (unit,)})
            else:
                state.choose(*picked_ids(row))
            return


def picked_ids(row: Mapping[str, Any]) -> tuple[str | None, list[str]]:
    """The incident that a clicked object stands for, and all that stand at the same spot."""
    ids = [str(one) for one in row.get("ids") or [row.get("i")] if one]
    return (ids[0], ids) if ids else (None, [])
