"""A deck.gl description that weighs little: plain dictionaries as compact JSON, no map provider, no request off the machine.

Layers are dictionaries with deck.gl's own names; strings that start with ``@@=`` are looked up in each row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from incidents.drawing.palette import rgba

Layer = dict[str, Any]
NUMERALS = "0123456789+-.,\u202f\u00a0 "  # what a count is written with
Sprites = tuple[str, Mapping[str, Any]]  # the address of a picture, and where each icon lies in it


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """pydeck indents its JSON: the same map weighs a tenth without (768 KB to 78 KB)."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"), ensure_ascii=False)


def deck(layers: Sequence[Layer], view: Mapping[str, float], tooltip: Mapping[str, Any] | None = None) -> CompactDeck:
    """The deck of ``layers``. Double-click zoom is off: it would hold back each click for half a second."""
    controller = {"doubleClickZoom": False, "dragRotate": False, "touchRotate": False}
    return CompactDeck(
        list(layers),
        initial_view_state=pdk.ViewState(**view, min_zoom=3.2, max_zoom=14),
        map_provider=None,
        views=[pdk.View(type="MapView", controller=controller, repeat=False)],
        tooltip=tooltip or False,
    )


def shapes(id: str, data: Any, *, fill: Any = None, line: Any = None, width: Any = 1, **more: Any) -> Layer:
    """A GeoJsonLayer whose colours sit in its sub layers, out of reach of Streamlit's dimming of what is not selected."""
    paint: dict[str, Any] = {}
    if fill is not None:
        paint["polygons-fill"] = {"getFillColor": fill}
    if line is not None:
        paint |= {"polygons-stroke": {"getColor": line}, "linestrings": {"getColor": line}}
    if "getPointRadius" in more:
        paint["points-circle"] = {"getFillColor": fill, "getLineColor": line}
    lines = {"lineWidthUnits": "pixels", "getLineWidth": width, "lineJointRounded": True} if line is not None else {"stroked": False}
    return {"@@type": "GeoJsonLayer", "id": id, "data": data, "filled": fill is not None, "_subLayerProps": paint} | lines | more


def asked_layers(where: Mapping[str, Any] | None, accent: str) -> list[Layer]:
    """The outline ``where`` (a GeoJSON geometry) of what is asked for, as a dashed line over a faint tint; nothing where it is None."""
    if where is None:
        return []
    # The dashes come out at half of what deck.gl's manual says (seen with 9.4.1): 6 and 4 pixels in half widths.
    dashed = {"getDashArray": [7.5, 5], "extensions": [{"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}]}
    data = {"type": "Feature", "geometry": where, "properties": {}}
    return [shapes("asked", data, fill=rgba(accent, 0.04), line=rgba(accent), width=1.6, **dashed)]


def texts(
    id: str,
    data: Sequence[Mapping[str, Any]],
    *,
    colour: str,
    halo: str | None = None,
    halo_width: float = 9,
    weight: int = 400,
    size: float = 11,
    **more: Any,
) -> Layer:
    """A TextLayer in the interface's own type; rows hold ``p`` [lon, lat] and ``t`` the text.

    Other words are another layer (``~`` and a sum of them in its id): deck.gl 9.4.1 leaves letters out, or writes those of another row, where
    an update brings new letters or longer words (its issues 6042 and 7768). Numbers of the same lengths stay the same layer.
    """
    written = [str(row[more.get("getText", "@@=t").removeprefix("@@=")]) for row in data]
    are_numbers = all(set(words) <= set(NUMERALS) for words in written)
    sum_of_words = crc32(("\n".join(str(len(words)) for words in written) if are_numbers else "\n".join(written)).encode())
    settings = {"fontSize": 48, "buffer": 10, "sdf": halo is not None, "radius": 14, "cutoff": 0.25, "smoothing": 0.28}
    outline = {} if halo is None else {"outlineWidth": halo_width, "outlineColor": rgba(halo)}
    return (
        {
            "@@type": "TextLayer",
            "id": f"{id}~{sum_of_words:08x}",
            "data": data,
            "getPosition": "@@=p",
            "getText": "@@=t",
            "getSize": size,
            "fontFamily": '"Source Sans", "DejaVu Sans", sans-serif',
            "fontWeight": weight,
            "characterSet": NUMERALS if are_numbers else "auto",
            "fontSettings": settings,
            "_subLayerProps": {"characters": {"getColor": rgba(colour)}},
        }
        | outline
        | more
    )


def icons(id: str, rows: Sequence[Mapping[str, Any]], sprites: Sprites, size: float, **more: Any) -> Layer:
    """An IconLayer on our sprites; rows hold ``p`` [lon, lat] and ``k`` the icon's name. An icon's whole box can be clicked.

    The part of the index that the rows need goes along: an index that is loaded by address may come after the rows, and nothing is drawn.
    """
    index = {name: sprites[1][name] for name in sorted({row["k"] for row in rows}) if name in sprites[1]}
    return {
        "@@type": "IconLayer",
        "id": id,
        "data": rows,
        "iconAtlas": sprites[0],
        "iconMapping": index,
        "getIcon": "@@=k",
        "getPosition": "@@=p",
        "getSize": size,
        "sizeUnits": "pixels",
        "alphaCutoff": -1,
    } | more
