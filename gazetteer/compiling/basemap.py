"""The offline base map: GeoJSON that the page loads from ``/app/static/``. COD-AB's Mali is drawn above Natural Earth's countries."""

from __future__ import annotations

import itertools
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.compiling.boundaries import Boundaries
from gazetteer.compiling.countries import fit
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.sources import Sources
from gazetteer.compiling.units import shapes
from gazetteer.compiling.writing import write_shapes

TOLERANCE = 0.008  # degrees: under a pixel up to zoom 8
PLACES = 3
AROUND = 3.0  # degrees
FILLED = ("cercles", "regions", "country", "regions_2023")
WIDTH_CLASSES = {"Niger": 1, "Sénégal": 2, "Bani": 2, "Bafing": 2}  # every other river is 3
WIDTHS = {1: 1.7, 2: 1.2, 3: 0.8}  # pixels
LAKE_NAMES = {"Lake Dbo": "Lac Débo"}


def write_basemap(sources: Sources, boundaries: Boundaries, countries: gpd.GeoDataFrame, static: Path, journal: Journal) -> None:
    """Write neighbours, borders, Mali, its units and the lines between them, rivers and lakes as GeoJSON, three decimals."""
    levels = shapes(boundaries, TOLERANCE)
    _write_neighbours(countries, levels["country"][0][1], static)
    for file in FILLED:
        write_shapes(static / f"{file}.geojson", (({"pcode": u.pcode, "name": u.name}, shape) for u, shape in levels[file]), places=PLACES)
    _write_lines({file: [shape for _, shape in units] for file, units in levels.items()}, static)
    rivers = [(n, c, part) for n, c, line in read_rivers(sources) if (part := _near(line, levels["country"][0][1])) is not None]
    write_shapes(static / "rivers.geojson", (({"name": n, "width_class": c, "width": WIDTHS[c]}, line) for n, c, line in rivers), places=PLACES)
    _write_lakes(sources, static)
    journal.note("kept", len(rivers), "rivers of Natural Earth for the base map")


def _write_neighbours(countries: gpd.GeoDataFrame, mali: BaseGeometry, static: Path) -> None:
    """Neighbours up to COD-AB's outline of Mali, and the borders between two of them alone."""
    around = countries.assign(geometry=shapely.coverage_simplify(countries.geometry.to_numpy(), TOLERANCE * 2))
    rows = list(fit(around, mali)[["iso", "name", "name_fr", "geometry"]].itertuples(index=False, name=None))
    write_shapes(static / "neighbours.geojson", (({"iso": i, "name": n, "name_fr": f}, s) for i, n, f, s in rows), places=PLACES)
    borders = []
    for (left, _, _, a), (right, _, _, b) in itertools.combinations(rows, 2):
        shared = _lines(shapely.intersection(a.boundary, b.boundary))
        if shared is not None:
            borders.append(({"between": f"{left}-{right}"}, shared))
    write_shapes(static / "borders.geojson", borders, places=PLACES)


def _write_lines(levels: dict[str, list[BaseGeometry]], static: Path) -> None:
    """The lines of each level that no coarser level draws, each once: stroked polygons draw a shared edge twice, and a browser without a
    graphics card spends most of a frame on edges."""
    edges = {level: shapely.union_all([shape.boundary for shape in shapes_of]) for level, shapes_of in levels.items()}
    lines_of = {"region_lines": ("regions", "country"), "cercle_lines": ("cercles", "regions"), "commune_lines": ("communes", "cercles")}
    for file, (level, coarser) in lines_of.items():
        lines = _lines(shapely.difference(edges[level], edges[coarser]))
        write_shapes(static / f"{file}.geojson", [] if lines is None else [({"level": level}, lines)], places=PLACES)


def _lines(geometry: BaseGeometry) -> BaseGeometry | None:
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and part.length > 0]
    return shapely.line_merge(shapely.MultiLineString(parts)) if parts else None


def read_rivers(sources: Sources) -> list[tuple[str, int, BaseGeometry]]:
    """(name, width class, line in degrees lon, lat) of each river, one entry a name and number, widest first."""
    frame = sources.natural_earth("rivers_lake_centerlines")
    rivers = []
    for (name, number), group in frame.groupby(["name", "rivernum"], sort=True):
        line = shapely.line_merge(shapely.union_all(group.geometry.to_numpy()))
        rivers.append((str(name), WIDTH_CLASSES.get(str(name), 3), int(number), shapely.simplify(line, TOLERANCE / 2)))
    return [(name, width, line) for name, width, _, line in sorted(rivers, key=lambda river: river[:3])]


def _near(line: BaseGeometry, mali: BaseGeometry) -> BaseGeometry | None:
    """The part of a river that lies around Mali: nobody looks for the mouth of the Volta here, and each vertex is drawn in each frame."""
    return _lines(shapely.intersection(line, shapely.buffer(shapely.simplify(mali, 0.1), AROUND)))


def _write_lakes(sources: Sources, static: Path) -> None:
    frame = sources.natural_earth("lakes")
    rows = []
    for name, shape in zip(frame["name"], frame.geometry, strict=True):
        text = "" if name is None or name != name else str(name)
        rows.append((LAKE_NAMES.get(text, text), shapely.simplify(shape, TOLERANCE / 2)))
    rows.sort(key=lambda row: (row[0], row[1].bounds))
    write_shapes(static / "lakes.geojson", (({"name": name}, shape) for name, shape in rows), places=PLACES)
