"""COD-AB's units with one spelling each, and the membership of points by polygon, never by code."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import KM_PER_DEGREE
from gazetteer.compiling.sources import Sources
from gazetteer.fold import fold

LEVELS = ("country", "region", "cercle", "commune")
NEAR_BORDER_KM = 5.0
EQUAL_AREA = "+proj=laea +lat_0=17.5 +lon_0=-4 +datum=WGS84 +units=m"


@dataclass(frozen=True, slots=True)
class BoundaryUnit:
    """One unit: its codes, its spelling, its polygon in degrees (lon, lat) and its area."""

    pcode: str
    name: str
    level: str
    parent: str | None
    division: int
    polygon: BaseGeometry
    area_km2: float
    region_2023: str = ""

    @property
    def inside(self) -> tuple[float, float]:
        """(lat, lon) of the middle of the largest circle inside; not a centroid, not a capital."""
        radius: Any = shapely.maximum_inscribed_circle([self.polygon], tolerance=0.01)[0]
        lon, lat = radius.coords[0]
        return lat, lon


@dataclass(slots=True)
class Boundaries:
    """Every unit by P-code, and an index over the communes."""

    units: dict[str, BoundaryUnit]
    communes: list[BoundaryUnit] = field(default_factory=list)
    _tree: shapely.STRtree | None = None

    def __post_init__(self) -> None:
        self.communes = [unit for unit in self.units.values() if unit.level == "commune"]
        self._tree = shapely.STRtree([unit.polygon for unit in self.communes])

    @property
    def country(self) -> BoundaryUnit:
        """Mali."""
        return next(unit for unit in self.units.values() if unit.level == "country")

    def of_level(self, level: str, division: int = 2021) -> list[BoundaryUnit]:
        """The units of one level and division, by P-code."""
        return sorted((u for u in self.units.values() if u.level == level and u.division == division), key=lambda unit: unit.pcode)

    def communes_of(self, lats: Sequence[float], lons: Sequence[float]) -> list[BoundaryUnit | None]:
        """For each point the commune that holds it, else the nearest one within 5 km (generalised borders), else None."""
        assert self._tree is not None
        points: Any = shapely.points(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float))
        found: list[BoundaryUnit | None] = [None] * len(points)
        hits = self._tree.query(points, predicate="intersects")
        for point, commune in sorted(zip(hits[0].tolist(), hits[1].tolist(), strict=True), reverse=True):
            found[point] = self.communes[commune]
        missing = [index for index, unit in enumerate(found) if unit is None]
        if missing:
            nearest = self._tree.query_nearest(points[missing], max_distance=NEAR_BORDER_KM / KM_PER_DEGREE, all_matches=False)
            for point, commune in zip(nearest[0].tolist(), nearest[1].tolist(), strict=True):
                found[missing[point]] = self.communes[commune]
        return found


def distances_km(polygon: BaseGeometry, lats: Sequence[float], lons: Sequence[float]) -> NDArray[np.float64]:
    """Kilometres from each point to a polygon (0 inside), on a local plane: good to 2 % within 500 km at Mali's latitudes."""
    shrink = np.cos(np.radians(shapely.point_on_surface(polygon).y))
    flat = shapely.transform(polygon, lambda xy: xy * (shrink, 1.0))
    points = shapely.points(np.asarray(lons, dtype=float) * shrink, np.asarray(lats, dtype=float))
    return np.asarray(shapely.distance(flat, points) * KM_PER_DEGREE, dtype=float)


def read_boundaries(sources: Sources, tables: Path, journal: Journal) -> Boundaries:
    """The units of 2021, and the regions of 2023 as unions of communes (an approximation, see docs/gazetteer-data.md)."""
    spellings = {row["pcode"]: row["name"] for row in knowledge("unit_spellings.csv")}
    division = _division_2023(sources, tables)
    units: dict[str, BoundaryUnit] = {}
    for level, word in enumerate(LEVELS):
        frame = sources.boundaries(level)
        areas = frame.geometry.to_crs(EQUAL_AREA).area / 1e6
        for row, area in zip(frame.itertuples(index=False), areas, strict=True):
            pcode = str(getattr(row, f"ADM{level}_PCODE"))
            name = spellings.get(pcode, str(getattr(row, f"ADM{level}_FR")).strip())
            parent = str(getattr(row, f"ADM{level - 1}_PCODE")) if level else None
            units[pcode] = BoundaryUnit(pcode, name, word, parent, 2021, row.geometry, round(float(area), 1), division.get(pcode, ""))
        journal.note("read", len(frame), f"COD-AB {word} polygons")
    journal.note("mended", len(spellings), "unit names whose accents differ between COD-AB levels (knowledge/unit_spellings.csv)",
                 (f"{pcode}: {units[pcode].name}" for pcode in sorted(spellings) if pcode in units))  # fmt: skip
    _add_2023(units, journal)
    return Boundaries(units)


def _division_2023(sources: Sources, tables: Path) -> dict[str, str]:
    """Commune P-code to region of 2023: our own compilation, from the sources or, on a refresh, from the tables in place."""
    if sources.has("commune_to_region_2023.csv"):
        with sources.path("regions of 2023", "commune_to_region_2023.csv").open(encoding="utf-8", newline="") as lines:
            return {row["ADM3_PCODE"]: row["region_2023"] for row in csv.DictReader(lines)}
    with (tables / "units.csv").open(encoding="utf-8", newline="") as lines:
        return {row["pcode"]: row["region_2023"] for row in csv.DictReader(lines) if row["level"] == "commune"}


def _add_2023(units: dict[str, BoundaryUnit], journal: Journal) -> None:
    groups: dict[str, list[BoundaryUnit]] = {}
    for unit in list(units.values()):
        if unit.level == "commune" and unit.region_2023:
            groups.setdefault(unit.region_2023, []).append(unit)
    for name, members in sorted(groups.items()):
        polygon = shapely.coverage_union_all([unit.polygon for unit in sorted(members, key=lambda unit: unit.pcode)])
        area = round(sum(unit.area_km2 for unit in members), 1)
        units[f"2023:{name}"] = BoundaryUnit(f"2023:{name}", name, "region", "ML", 2023, polygon, area, name)
    journal.note("kept", len(groups), "regions of 2023 as unions of communes of 2021 (an approximation)")


def knowledge(name: str) -> list[dict[str, str]]:
    """The rows of one of the compiler's own data files."""
    text = resources.files("gazetteer.compiling").joinpath("knowledge", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def cercle_by_name(boundaries: Boundaries) -> dict[str, list[BoundaryUnit]]:
    """Cercles by folded name; OCHA's list of 2015 knows four cercles of today's Ménaka region as one."""
    found: dict[str, list[BoundaryUnit]] = {}
    for unit in boundaries.of_level("cercle"):
        found.setdefault(fold(unit.name), []).append(unit)
    for row in knowledge("former_cercles.csv"):
        found[fold(row["name"])] = [boundaries.units[pcode] for pcode in row["pcodes"].split("|")]
    return found


def simplify(units: Sequence[BoundaryUnit], tolerance: float) -> gpd.GeoSeries:
    """The polygons of one level, simplified to ``tolerance`` degrees with shared edges kept."""
    return gpd.GeoSeries(shapely.coverage_simplify([unit.polygon for unit in units], tolerance), crs=4326)
