"""Counts in H3 cells, for more incidents than a map can show one by one, and counts in units for what is known no sharper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from incidents.drawing.basemap import Basemap
from incidents.drawing.deck import Layer, asked_layers, icons, shapes, texts
from incidents.drawing.palette import ThemeName, colours, rgba

CLASSES = (1, 2, 5, 10, 25, 100)  # the least of each class
OPACITY = (0.1, 0.22, 0.36, 0.52, 0.7, 0.88)


def unit_layers(base: Basemap, theme: ThemeName, units: Iterable[tuple[str, str, int]], shapes_of: Mapping[str, Any], level: int = 0,
                language: str = "en", where: Mapping[str, Any] | None = None) -> list[Layer]:
    """The base map with (P-code, name, n) as units tinted by class, one layer a class, and their counts; a click hands back the name as ``u``."""
    look = colours(theme)
    held = [unit for unit in units if unit[0] in shapes_of]
    tinted = []
    for place, opacity in enumerate(OPACITY):
        features = [{"type": "Feature", "geometry": shapes_of[code], "properties": {"t": f"{name}: {n}", "u": code}}
                    for code, name, n in held if class_of(n) == place]
        collection = {"type": "FeatureCollection", "features": features}
        tinted.append(shapes(f"class-{place}", collection, fill=rgba(look["accent"], opacity), pickable=True))
    counts = [base.count_place(code) | {"n": str(n)} for code, _, n in held]
    return [
        *base.ground(theme), *tinted, *base.lines(theme, level), *base.ground_names(theme, level, language), *base.seats(theme, level),
        *asked_layers(where, look["accent"]), *base.town_names(theme, level),
        texts("unit-counts", counts, colour=look["ink"], halo=look["paper"], weight=700, size=13, getText="@@=n", getPixelOffset="@@=o"),
    ]  # fmt: skip


def class_of(n: int) -> int:
    """The class of a count: the last whose least is not above it."""
    return max(i for i, least in enumerate(CLASSES) if n >= least or i == 0)


def cell_layers(
    base: Basemap, theme: ThemeName, cells: Iterable[tuple[str, int]], units: Iterable[tuple[str, int]], level: int = 0, language: str = "en",
    where: Mapping[str, Any] | None = None,
) -> list[Layer]:  # fmt: skip
    """The base map with (cell, n) as hexagons of incidents whose place is known (precision 1 and 2), and (P-code, n) as chips of the rest.
    A click hands back the cell as ``h`` or the unit as ``w``."""
    look = colours(theme)
    hexagons = [{"h": cell, "f": rgba(look["accent"], OPACITY[class_of(n)]), "t": f"{n:,}".replace(",", "\u202f")} for cell, n in cells]
    chips = [base.count_place(code) | {"k": "chip", "n": str(n), "t": str(n), "w": code} for code, n in units if n]
    hexagon_layer: dict[str, Any] = {
        "@@type": "H3HexagonLayer",
        "id": "cells",
        "data": hexagons,
        "pickable": True,
        "getHexagon": "@@=h",
        "getFillColor": "@@=f",
        "extruded": False,
        "stroked": False,
        "highPrecision": False,
    }
    return [
        *base.ground(theme), hexagon_layer, *base.lines(theme, level), *base.ground_names(theme, level, language), *base.seats(theme, level),
        *asked_layers(where, look["accent"]),
        icons("chips", chips, base.sprites(theme), 18, pickable=True, getPixelOffset="@@=o"),
        texts("chip-counts", chips, colour=look["ink"], weight=700, size=10.5, getText="@@=n", getPixelOffset="@@=o"),
        *base.town_names(theme, level),
    ]  # fmt: skip
