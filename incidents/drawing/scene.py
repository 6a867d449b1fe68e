"""The layers of the main map, bottom to top, from marks, a window of filters and a theme."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from incidents.drawing.basemap import Basemap
from incidents.drawing.deck import Layer, asked_layers, icons, shapes, texts
from incidents.drawing.marks import Mark, Stack, Window, filter_ranges, filter_values, stacks_of, units_of
from incidents.drawing.palette import ThemeName, colours, rgba, signs

Publish = Callable[[str, bytes], str]  # (layer id, JSON) -> a URL on this machine
Geometry = Mapping[str, Any]
INLINE = 3000  # bytes: less than this is not worth a request of its own
DASH = [2.4, 1.7]  # in line widths
LOOKS = {"near": "small", "line": "hollow", "zone": "hollow", "place": "solid"}  # in drawing order


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn. ``sent`` are the marks that the browser holds; the GPU shows those that ``window`` lets through.

    ``words`` is the tooltip of an incident by id. ``units`` and ``zones`` hold GeoJSON geometries by P-code and zone id.
    ``level`` says how near the reader is (:data:`incidents.drawing.basemap.LEVELS`), ``middle`` the view's first (lat, lon).
    ``situations`` are (lat, lon, words, P-code) of what goes on. ``publish`` hands out a URL for a layer's rows;
    without it they travel inside the description. ``where`` is the outline of what is asked for, as a GeoJSON geometry.
    """

    base: Basemap
    theme: ThemeName
    sent: Sequence[Mark]
    window: Window
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Geometry] = field(default_factory=dict)
    zones: Mapping[str, Geometry] = field(default_factory=dict)
    selected: Mark | None = None
    box: str = ""
    publish: Publish | None = None
    situations: Sequence[tuple[float, float, str, str | None]] = ()
    level: int = 0
    middle: tuple[float, float] = (15.3, -4.0)
    language: str = "en"
    where: Geometry | None = None

    @property
    def shown(self) -> list[Mark]:
        return [m for m in self.sent if self.window.holds(m)]


def layers(scene: Scene) -> list[Layer]:
    """Every layer in drawing order: ground, areas, lines of the base map, lines and zones, circles, marks, stacks, chips, names, selection."""
    shown = scene.shown
    counted = units_of(shown)
    drawn = [
        *scene.base.ground(scene.theme),
        *_areas(scene, counted),
        *scene.base.lines(scene.theme, scene.level),
        *scene.base.ground_names(scene.theme, scene.level, scene.language),
        *scene.base.seats(scene.theme, scene.level),
        *asked_layers(scene.where, colours(scene.theme)["accent"]),
        *_courses(scene),
        _circles(scene),
        _single(scene),
        *_counted(scene, "stacks", [_stack_row(scene, stack) for stack in stacks_of(shown)], 26),
        *_counted(scene, "chips", [_chip_row(scene, code, stack) for code, stack in counted.items()], 18),
        *scene.base.town_names(scene.theme, scene.level),
        *_situations(scene),
        *_selection(scene),
    ]
    return handed_out(drawn, scene.publish)


def handed_out(layers: Sequence[Layer], publish: Publish | None) -> list[Layer]:
    """The layers with their rows behind URLs where they are many: a change of filter then sends little, and the browser keeps what it has."""
    return [layer if publish is None or isinstance(layer["data"], str) else _by_address(layer, publish) for layer in layers]


def _by_address(layer: Layer, publish: Publish) -> Layer:
    rows = json.dumps(layer["data"], separators=(",", ":"), ensure_ascii=False).encode()
    return layer if len(rows) < INLINE else layer | {"data": publish(layer["id"], rows)}


def _filtered(scene: Scene, prefix: str = "") -> Layer:
    categories = scene.window.categories or tuple(s.category for s in signs())
    return {
        "extensions": [{"@@type": "DataFilterExtension", "filterSize": 4, "categorySize": 1}],
        "getFilterValue": f"@@={prefix}v",
        "filterRange": filter_ranges(scene.window),
        "getFilterCategory": f"@@={prefix}c",
        "filterCategories": list(categories),
    }


def _single(scene: Scene) -> Layer:
    """Solid shapes for known places, small ones inside circles, hollow ones for lines and zones."""
    order = list(LOOKS)
    drawn = sorted((m for m in scene.sent if m.kind in LOOKS and m.lat is not None), key=lambda m: order.index(m.kind))
    rows = [
        {"p": [m.lon, m.lat], "k": f"{LOOKS[m.kind]}-{m.category}", "i": m.id, "t": scene.words.get(m.id, ""), "v": filter_values(m), "c": m.category}
        for m in drawn
    ]
    return icons("marks", rows, scene.base.sprites(scene.theme), 18, pickable=True, **_filtered(scene))


def _circles(scene: Scene) -> Layer:
    """The circle in metres within which an incident of precision 2 lies, never so small that it vanishes."""
    features = []
    for mark in scene.sent:
        if mark.kind == "near" and mark.lon is not None:
            colour = signs()[mark.category].colour(scene.theme)
            features.append(
                _feature(
                    {"type": "Point", "coordinates": [mark.lon, mark.lat]},
                    {"f": rgba(colour, 0.13), "l": rgba(colour, 0.75), "r": mark.radius_m or 25_000, "v": filter_values(mark), "c": mark.category},
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
        **_filtered(scene, "properties."),
    )


def _courses(scene: Scene) -> list[Layer]:
    """Roads and zones of precision 5, dashed: somewhere along them, nobody says where. One layer a type: a path's colour is a constant."""
    gpu = _filtered(scene, "properties.")
    dashed = gpu | {"extensions": [*gpu["extensions"], {"@@type": "PathStyleExtension", "dash": True}]}
    by_category: dict[int, list[Any]] = {}
    for mark in scene.sent:
        shape = _course(scene, mark)
        if shape is not None:
            by_category.setdefault(mark.category, []).append(_feature(shape, {"v": filter_values(mark), "c": mark.category}))
    roads = [one for some in by_category.values() for one in some if one["geometry"]["type"] == "LineString"]
    casing = shapes("course-casing", _collection(roads), line=rgba(colours(scene.theme)["outline"], 0.9), width=4.6, **gpu)
    drawn = [casing]
    for category, features in sorted(by_category.items()):
        colour = signs()[category].colour(scene.theme)
        drawn.append(
            shapes(f"courses-{category}", _collection(features), fill=rgba(colour, 0.07), line=rgba(colour), width=2, getDashArray=DASH, **dashed)
        )
    return drawn


def _course(scene: Scene, mark: Mark) -> Geometry | None:
    if mark.kind == "line" and len(mark.line) > 1:
        return {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in mark.line]}
    if mark.kind == "zone" and mark.zone is not None:
        return scene.zones.get(mark.zone)
    return None


def _areas(scene: Scene, counted: Mapping[str, Stack]) -> list[Layer]:
    """Regions (fainter) below cercles: the units of which no more is known than that it happened inside."""
    tint = colours(scene.theme)["tint"]
    out = []
    for name, is_small, opacity in (("regions", False, 0.115), ("cercles", True, 0.21)):
        features = [_feature(scene.units[code], {}) for code in counted if code in scene.units and (len(code) > 4) is is_small]
        data = _collection(features)
        out.append(
            shapes(
                f"tint-{name}",
                data,
                fill=rgba(tint, opacity),
                line=rgba(tint, 0.9),
                width=1.3,
                getDashArray=[1, 2],
                extensions=[{"@@type": "PathStyleExtension", "dash": True}],
            )
        )
    return out


def _counted(scene: Scene, id: str, rows: Sequence[Layer], size: float) -> list[Layer]:
    """A disc or chip with the number of incidents that it stands for; a click hands back their ids."""
    numbers = texts(f"{id}-counts", rows, colour=colours(scene.theme)["ink"], weight=700, size=11.5, getText="@@=n", getPixelOffset="@@=o")
    return [icons(id, rows, scene.base.sprites(scene.theme), size, pickable=True), numbers]


def _stack_row(scene: Scene, stack: Stack) -> dict[str, Any]:
    return {"p": [stack.lon, stack.lat], "k": f"stack-{stack.bits}", "o": [0, 1]} | _members(scene, stack)


def _chip_row(scene: Scene, code: str, stack: Stack) -> dict[str, Any]:
    shape = "chip" if stack.only is None else f"chip-{stack.only}"
    return {"p": scene.base.chip_point(code, [stack.lon, stack.lat]), "k": shape, "o": [0 if stack.only is None else 6, 1]} | _members(scene, stack)


def _members(scene: Scene, stack: Stack) -> dict[str, Any]:
    lines = [scene.words.get(one, "") for one in stack.ids[:4]]
    more = len(stack.ids) - len(lines)
    return {"ids": list(stack.ids), "i": stack.ids[0], "n": str(len(stack.ids)), "t": "\n".join(lines + ([f"+ {more}"] if more else []))}


def _situations(scene: Scene) -> list[Layer]:
    """What goes on, on request: its words in a box and the outline of its unit. Never a mark, never a count."""
    if not scene.situations:
        return []
    look = colours(scene.theme)
    outlines = [_feature(scene.units[unit], {}) for *_, unit in scene.situations if unit and unit in scene.units]
    rows = [{"p": [lon, lat], "t": words} for lat, lon, words, _ in scene.situations]
    names = texts("situations", rows, colour=look["ink"], size=11, background=True, backgroundPadding=[5, 2, 5, 2], getBorderWidth=1)
    names["_subLayerProps"]["background"] = {"getFillColor": rgba(look["paper"], 0.92), "getLineColor": rgba(look["ink_second"])}
    dashed = {"getDashArray": [3, 3], "extensions": [{"@@type": "PathStyleExtension", "dash": True}]}
    return [shapes("situation-units", _collection(outlines), line=rgba(look["ink_second"]), width=1.6, **dashed), names]


def _selection(scene: Scene) -> list[Layer]:
    mark = scene.selected
    if mark is None or mark.lat is None or mark.kind == "none":
        return []
    sprites, spot = scene.base.sprites(scene.theme), [mark.lon, mark.lat]
    wide = mark.kind in ("near", "unit")
    out = [icons("ring", [{"p": spot, "k": "ring-wide" if wide else "ring"}], sprites, 40 if wide else 32)]
    if mark.kind in LOOKS:
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
    return {"type": "FeatureCollection", "features": features}
