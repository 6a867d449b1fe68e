"""The layers of the main map, bottom to top, from marks, a window of filters and a theme."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely.geometry

from incidents.drawing.basemap import Basemap
from incidents.drawing.deck import Layer, asked_layers, icons, shapes, texts
from incidents.drawing.marks import Mark, Window, filter_ranges, filter_values
from incidents.drawing.palette import ThemeName, colours, rgba, signs
from incidents.drawing.sent import Sent, Stack
from incidents.drawing.sent import spot as spot_of

Publish = Callable[[str, bytes], str]  # (layer id, JSON) -> a URL on this machine
Geometry = Mapping[str, Any]
INLINE = 700  # bytes: less than this is not worth a request of its own
OUTLINED = 24  # units with a dotted outline; of more, tint and chip say it, and without a graphics card the dots would be half of a frame
DASH = [5, 3.5]  # in half line widths: that is how deck.gl 9.4.1 draws them
DASHED = [{"@@type": "PathStyleExtension", "dash": True}]
TOLD = 60  # stacks and chips whose tooltips name their first incidents; of more the tooltip says how many
LOOKS = {"near": "small", "line": "hollow", "zone": "hollow", "place": "solid"}  # in drawing order


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn. ``sent`` are the marks that the browser holds; the GPU shows those that ``window`` lets through.

    ``held`` are the layers of all of them, as :func:`held_layers` makes them: they are the same in every window.
    ``words`` is the tooltip of an incident by id. ``units`` holds GeoJSON geometries by P-code.
    ``level`` says how near the reader is (:data:`incidents.drawing.basemap.LEVELS`), ``middle`` the view's first (lat, lon).
    ``situations`` are (lat, lon, words, P-code) of what goes on. ``publish`` hands out a URL for a layer's rows;
    without it they travel inside the description. ``where`` is the outline of what is asked for, as a GeoJSON geometry.
    """

    base: Basemap
    theme: ThemeName
    sent: Sent
    window: Window
    held: Sequence[Layer] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Geometry] = field(default_factory=dict)
    selected: Mark | None = None
    box: str = ""
    publish: Publish | None = None
    situations: Sequence[tuple[float, float, str, str | None]] = ()
    level: int = 0
    middle: tuple[float, float] = (15.3, -4.0)
    language: str = "en"
    where: Geometry | None = None


def held_layers(base: Basemap, theme: ThemeName, sent: Sent, words: Mapping[str, str], zones: Mapping[str, Geometry]) -> list[Layer]:
    """Roads and zones, circles and marks of all that the browser holds, whatever the window; ``zones`` are GeoJSON geometries by zone id."""
    return [*_courses(theme, sent, zones), _circles(theme, sent), _single(base, theme, sent, words)]


def layers(scene: Scene) -> list[Layer]:
    """Every layer in drawing order: ground, areas, lines of the base map, lines and zones, circles, marks, names, stacks, chips, selection."""
    shown = scene.sent.through(scene.window)
    stacks, counted = scene.sent.stacks(shown), scene.sent.units(shown)
    told = len(stacks) + len(counted) <= TOLD
    drawn = [
        *scene.base.ground(scene.theme),
        *_areas(scene, counted),
        *scene.base.lines(scene.theme, scene.level),
        *scene.base.ground_names(scene.theme, scene.level, scene.language),
        *scene.base.seats(scene.theme, scene.level),
        *asked_layers(scene.where, colours(scene.theme)["accent"]),
        *(_windowed(layer, scene.window) for layer in scene.held),
        *scene.base.town_names(scene.theme, scene.level),  # above marks, below counts: a number that is covered is a wrong number
        *_counted(scene, "stacks", [_stack_row(scene, stack, told) for stack in stacks], 26),
        *_counted(scene, "chips", [_chip_row(scene, code, stack, told) for code, stack in counted.items()], 18),
        *_situations(scene),
        *_selection(scene, stacks),
    ]
    return handed_out(drawn, scene.publish)


def _windowed(layer: Layer, window: Window) -> Layer:
    """``layer`` with what the GPU lets through: a few numbers."""
    if "getFilterValue" not in layer:
        return layer
    return layer | {"filterRange": filter_ranges(window), "filterCategories": list(window.categories or (s.category for s in signs()))}


def handed_out(layers: Sequence[Layer], publish: Publish | None) -> list[Layer]:
    """The layers with their rows behind URLs where they are many: a change of filter then sends little, and the browser keeps what it has.
    Layers without rows are left out: the browser would make shaders ready for them before it shows anything."""
    held = [layer for layer in layers if layer["data"] and layer["data"] != _collection(())]
    return [layer if publish is None or isinstance(layer["data"], str) else _by_address(packed(layer), publish) for layer in held]


def packed(layer: Layer) -> Layer:
    """The layer with its rows as JSON, ready to be published, where they are many; writing them out is most of a large map's work."""
    if isinstance(layer["data"], bytes):
        return layer
    rows = json.dumps(layer["data"], separators=(",", ":"), ensure_ascii=False).encode()
    return layer if len(rows) < INLINE else layer | {"data": rows}


def _by_address(layer: Layer, publish: Publish) -> Layer:
    return layer | {"data": publish(layer["id"].split("~")[0], layer["data"])} if isinstance(layer["data"], bytes) else layer


def _filtered(prefix: str = "") -> Layer:
    return {
        "extensions": [{"@@type": "DataFilterExtension", "filterSize": 4, "categorySize": 1}],
        "getFilterValue": f"@@={prefix}v",
        "getFilterCategory": f"@@={prefix}c",
    }


def _single(base: Basemap, theme: ThemeName, sent: Sent, words: Mapping[str, str]) -> Layer:
    """Solid shapes for known places, small ones inside circles, hollow ones for lines and zones."""
    order = list(LOOKS)
    drawn = sorted((m for m in sent if m.kind in LOOKS and m.lat is not None), key=lambda m: order.index(m.kind))
    rows = [
        {"p": [m.lon, m.lat], "k": f"{LOOKS[m.kind]}-{m.category}", "i": m.id, "t": words.get(m.id, ""), "v": filter_values(m), "c": m.category}
        for m in drawn
    ]
    return icons("marks", rows, base.sprites(theme), 18, pickable=True, **_filtered())


def _circles(theme: ThemeName, sent: Sent) -> Layer:
    """The circle in metres within which an incident of precision 2 lies, never so small that it vanishes."""
    features = []
    paint = {one.category: (rgba(one.colour(theme), 0.13), rgba(one.colour(theme), 0.75)) for one in signs()}
    for mark in sent:
        if mark.kind == "near" and mark.lon is not None:
            fill, line = paint[mark.category]
            features.append(
                _feature(
                    {"type": "Point", "coordinates": [mark.lon, mark.lat]},
                    {"f": fill, "l": line, "r": mark.radius_m or 25_000, "v": filter_values(mark), "c": mark.category},
                )
            )
    return shapes(
        "circles",
        _collection(features),
        fill="@@=properties.f",
        line="@@=properties.l",
        width=1.1,
        getPointRadius="@@=properties.r",
        pointRadiusMinPixels=10.5,
        **_filtered("properties."),
    )


def _courses(theme: ThemeName, sent: Sent, zones: Mapping[str, Geometry]) -> list[Layer]:
    """Roads and zones of precision 5, dashed: somewhere along them, nobody says where. One layer a type: a path's colour is a constant."""
    gpu = _filtered("properties.")
    dashed = gpu | {"extensions": [*gpu["extensions"], *DASHED]}
    by_category: dict[int, list[Any]] = {}
    for mark in sent:
        shape = _course(mark, zones)
        if shape is not None:
            by_category.setdefault(mark.category, []).append(_feature(shape, {"v": filter_values(mark), "c": mark.category}))
    roads = [one for some in by_category.values() for one in some if one["geometry"]["type"] == "LineString"]
    undashed = dashed | {"getDashArray": [0, 0]}  # the same shader as the dashes: one less to make ready
    casing = shapes("course-casing", _collection(roads), line=rgba(colours(theme)["outline"], 0.9), width=4.6, **undashed)
    drawn = [casing]
    for category, features in sorted(by_category.items()):
        colour = signs()[category].colour(theme)
        drawn.append(
            shapes(f"courses-{category}", _collection(features), fill=rgba(colour, 0.07), line=rgba(colour), width=2, getDashArray=DASH, **dashed)
        )
    return drawn


def courses_of(sent: Sent, zones: Mapping[str, Geometry]) -> list[Any]:
    """The roads and zones of precision 5 as shapely geometries (lon, lat), each once."""
    shown = (shape for shape in (_course(mark, zones) for mark in sent) if shape is not None)
    return [shapely.geometry.shape(dict(shape)) for shape in {json.dumps(shape): shape for shape in shown}.values()]


def _course(mark: Mark, zones: Mapping[str, Geometry]) -> Geometry | None:
    if mark.kind == "line" and len(mark.line) > 1:
        return {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in mark.line]}
    if mark.kind == "zone" and mark.zone is not None:
        return zones.get(mark.zone)
    return None


def _areas(scene: Scene, counted: Mapping[str, Stack]) -> list[Layer]:
    """Regions (fainter) below cercles: the units of which no more is known than that it happened inside. The fills are the base map's own
    shapes, of which the GPU lets through the units named; the dotted lines cost more to draw and are sent for those units alone."""
    tint = colours(scene.theme)["tint"]
    chosen = {"getFilterCategory": "@@=properties.pcode", "extensions": [{"@@type": "DataFilterExtension", "filterSize": 0, "categorySize": 1}]}
    out = []
    for name, is_small, opacity in (("regions", False, 0.115), ("cercles", True, 0.21)):
        codes = [code for code in counted if (len(code) > 4) is is_small]
        fill = shapes(f"tint-{name}", scene.base.url(f"{name}.geojson"), fill=rgba(tint, opacity), filterCategories=codes, **chosen)
        outlined = [code for code in codes if code in scene.base.outlines] if len(counted) <= OUTLINED else []
        outlines = _collection([_feature(scene.base.outlines[code], {}) for code in outlined])
        out += [fill, shapes(f"tint-{name}-lines", outlines, line=rgba(tint, 0.9), width=1.3, getDashArray=[1.8, 4], extensions=DASHED)]
    return out


def _counted(scene: Scene, id: str, rows: Sequence[Layer], size: float) -> list[Layer]:
    """A disc or chip with the number of incidents that it stands for. A click hands back where it stands: who asks for them gets their ids.
    Rows hold ``o`` and ``q``, the offsets [x, y] in pixels of sign and number."""
    numbers = texts(f"{id}-counts", rows, colour=colours(scene.theme)["ink"], weight=700, size=11.5, getText="@@=n", getPixelOffset="@@=q")
    return [icons(id, rows, scene.base.sprites(scene.theme), size, pickable=True, getPixelOffset="@@=o"), numbers]


def _stack_row(scene: Scene, stack: Stack, told: bool) -> dict[str, Any]:
    return {"p": [stack.lon, stack.lat], "k": f"stack-{stack.bits}", "o": [0, 0], "q": [0, 1], "n": str(stack.n), "t": _tooltip(scene, stack, told)}


def _chip_row(scene: Scene, code: str, stack: Stack, told: bool) -> dict[str, Any]:
    shape, right = ("chip", 0) if stack.only is None else (f"chip-{stack.only}", 6)
    spot = scene.base.count_place(code, (stack.lon, stack.lat))
    return {**spot, "k": shape, "q": [right, spot["o"][1] + 1], "n": str(stack.n), "t": _tooltip(scene, stack, told), "w": code}


def _tooltip(scene: Scene, stack: Stack, told: bool) -> str:
    lines = [scene.words.get(one, "") for one in stack.first]
    if not told:
        return f"{lines[0].split(' · ')[0]}: {stack.n}"
    more = stack.n - len(lines)
    return "\n".join(lines + ([f"+ {more}"] if more else []))


def _situations(scene: Scene) -> list[Layer]:
    """What goes on, on request: its words in a box and the outline of its unit. Never a mark, never a count."""
    if not scene.situations:
        return []
    look = colours(scene.theme)
    outlines = [_feature(scene.units[unit], {}) for *_, unit in scene.situations if unit and unit in scene.units]
    rows = [{"p": [lon, lat], "t": words} for lat, lon, words, _ in scene.situations]
    names = texts("situations", rows, colour=look["ink"], size=11, background=True, backgroundPadding=[5, 2, 5, 2], getBorderWidth=1)
    names["_subLayerProps"]["background"] = {"getFillColor": rgba(look["paper"], 0.92), "getLineColor": rgba(look["ink_second"])}
    dashed = {"getDashArray": [6, 6], "extensions": DASHED}
    return [shapes("situation-units", _collection(outlines), line=rgba(look["ink_second"]), width=1.6, **dashed), names]


def _selection(scene: Scene, stacks: Sequence[Stack]) -> list[Layer]:
    """A ring round the open incident; its own sign above all others, unless it stands in a stack, whose number must stay in sight."""
    mark = scene.selected
    if mark is None or mark.lat is None or mark.kind == "none":
        return []
    sprites, spot, offset = scene.base.sprites(scene.theme), [mark.lon, mark.lat], [0, 0]
    if mark.kind == "unit" and mark.unit:  # it stands as a part of its unit's count
        at = scene.base.count_place(mark.unit, (mark.lon or 0.0, mark.lat))
        spot, offset = at["p"], at["o"]
    wide, is_alone = mark.kind in ("near", "unit"), spot_of(mark) not in map(spot_of, stacks)
    out = [icons("ring", [{"p": spot, "k": "ring-wide" if wide else "ring"}], sprites, 40 if wide else 32, getPixelOffset=offset)]
    if mark.kind in LOOKS and is_alone:
        out.append(icons("selected", [{"p": spot, "k": f"{LOOKS[mark.kind]}-{mark.category}"}], sprites, 18))
    if scene.box:
        out.append(_label_box(scene, spot))
    return out


def _label_box(scene: Scene, spot: list[Any]) -> Layer:
    """Beside the selected mark, on the side where there is room."""
    look = colours(scene.theme)
    east, south = spot[0] > scene.middle[1] + 1.5, spot[1] < scene.middle[0] - 2.5
    box = texts(
        "selected-box",
        [{"p": spot, "t": scene.box}],
        colour=look["ink"],
        weight=600,
        size=11.5,
        background=True,
        backgroundPadding=[9, 6, 9, 6],
        getBorderWidth=1.6,
        backgroundBorderRadius=4,
        lineHeight=1.35,
        getTextAnchor="end" if east else "start",
        getPixelOffset=[20 if east else -20, -54 if south else 54],
    )
    box["_subLayerProps"]["background"] = {"getFillColor": rgba(look["paper"]), "getLineColor": rgba(look["ring"])}
    return box


def _feature(geometry: Geometry, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: Sequence[Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
