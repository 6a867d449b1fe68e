"""The part of the earth that the briefing's map shows, and the ground that it shows there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

import geopandas
import shapely
from matplotlib.axes import Axes

from incidents.drawing.palette import colours
from incidents.exporting.paper import INK
from incidents.exporting.placing import Box, Point

STATIC = Path(__file__).parents[2] / "static"
KM_PER_DEGREE = 111.32
MALI = (-12.3, 10.1, 4.4, 25.1)  # west, south, east, north
NEAREST = 260.0  # pixels a degree of latitude at most: 350 km across even for one place, so that it can be found on another map
PAD = 62.0  # pixels between the outermost mark and the frame


@dataclass(frozen=True, slots=True)
class Frame:
    """``west`` to ``north`` in degrees, drawn in ``box``; east and north are stretched alike at the frame's middle."""

    west: float
    south: float
    east: float
    north: float
    box: Box

    @property
    def pixels_per_km(self) -> float:
        return (self.box[3] - self.box[1]) / (self.north - self.south) / KM_PER_DEGREE

    def pixel(self, lon: float, lat: float) -> Point:
        left, top, right, bottom = self.box
        across, up = (lon - self.west) / (self.east - self.west), (lat - self.south) / (self.north - self.south)
        return (left + across * (right - left), bottom - up * (bottom - top))

    def degrees(self, x: float, y: float) -> Point:
        """(lon, lat) of a pixel."""
        left, top, right, bottom = self.box
        across, up = (x - left) / (right - left), (bottom - y) / (bottom - top)
        return (self.west + across * (self.east - self.west), self.south + up * (self.north - self.south))

    def holds(self, lon: float, lat: float) -> bool:
        return self.west < lon < self.east and self.south < lat < self.north

    @property
    def holds_mali(self) -> bool:
        return self.holds(MALI[0], MALI[1]) and self.holds(MALI[2], MALI[3])


def fitting(bounds: Iterable[tuple[float, float, float, float]], box: Box, reserved: float = 0.0) -> Frame:
    """The frame of ``box`` with all ``bounds`` (degrees) in it, ``reserved`` pixels at its left kept for the legend; Mali without any."""
    found = list(bounds)
    pad = PAD if found else 16.0
    west, south, east, north = shapely.total_bounds([shapely.box(*one) for one in found]) if found else MALI
    wide, high = box[2] - box[0], box[3] - box[1]
    stretch = cos(radians((south + north) / 2))
    per_degree = min((wide - reserved - 2 * pad) / max((east - west) * stretch, 0.01), (high - 2 * pad) / max(north - south, 0.01), NEAREST)
    lon, lat = (west + east) / 2, (south + north) / 2
    east_half = wide / 2 / per_degree / stretch
    lon -= reserved / 2 / per_degree / stretch
    return Frame(lon - east_half, lat - high / 2 / per_degree, lon + east_half, lat + high / 2 / per_degree, box)


@cache
def layer(name: str) -> geopandas.GeoDataFrame:
    features = json.loads((STATIC / f"{name}.geojson").read_text("utf-8"))["features"]
    return geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")


@cache
def towns() -> Sequence[tuple[str, str, float, float]]:
    """(kind, name, lon, lat) of the towns that the screen's map names, the capital first, then the seats of regions and of cercles."""
    names = json.loads((STATIC / "labels.json").read_text("utf-8"))["names"]
    return tuple((kind, row["t"], *row["p"]) for kind in ("capital", "seat", "cercle_seat") for row in names.get(kind, []))


def draw_ground(axes: Axes, frame: Frame, tinted: Iterable[tuple[Any, float]], asked: Mapping[str, Any] | None) -> None:
    """Sea, neighbours, Mali, ``tinted`` units and zones with their opacity, boundaries, rivers; ``asked`` outlines what was asked for (GeoJSON)."""
    look = colours("light")
    axes.set_facecolor("#DCE6EC")
    layer("neighbours").plot(ax=axes, color=look["neighbours"], edgecolor=look["neighbour_line"], linewidth=0.9, zorder=1)
    layer("country").boundary.plot(ax=axes, color=look["band"], linewidth=9, zorder=1.5)
    layer("country").plot(ax=axes, color=look["land"], edgecolor="none", zorder=2)
    layer("lakes").plot(ax=axes, color=look["lake"], edgecolor="none", zorder=2.5)
    for shape, opacity in tinted:
        series = geopandas.GeoSeries([shape], crs="EPSG:4326")
        series.plot(ax=axes, color=look["tint"], alpha=opacity, zorder=3)
        series.boundary.plot(ax=axes, color=look["tint"], linewidth=1.2, linestyle=":", zorder=4.5)
    layer("cercle_lines").plot(ax=axes, color=look["cercle"], linewidth=0.8, zorder=3.5)
    layer("rivers").plot(ax=axes, color=look["river"], linewidth=1.0, zorder=4)
    layer("region_lines").plot(ax=axes, color=look["region"], linewidth=1.0, zorder=4)
    layer("country").boundary.plot(ax=axes, color=look["border"], linewidth=1.5, zorder=5)
    if asked:
        outline = geopandas.GeoSeries([shapely.from_geojson(json.dumps(asked))], crs="EPSG:4326")
        outline.boundary.plot(ax=axes, color=INK, linewidth=1.4, linestyle=(0, (5, 3)), zorder=6)
    axes.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north), xlabel="", ylabel="", xticks=[], yticks=[])
    axes.set_aspect("auto")  # geopandas sets its own at each plot
    axes.spines[:].set_color("#C9C6BD")
