"""The units table and the shapes of every level."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.compiling.boundaries import Boundaries, BoundaryUnit
from gazetteer.compiling.records import Record
from gazetteer.compiling.writing import write_shapes, write_table
from gazetteer.fold import key

UNIT_COLUMNS = ("pcode", "name", "level", "parent", "division", "lat", "lon", "area_km2", "region_2023", "seat_id")
RANK_OF = {"commune": 3, "cercle": 2, "region": 1, "country": 0}
TOLERANCE = 0.002  # degrees, about 200 m: a fifth of the sources' own 1:1,000,000


def write_units(boundaries: Boundaries, seats: dict[str, str], out: Path) -> None:
    """Write units.csv; lat and lon are a point inside the unit, for a label or an ordering, never a place to draw."""
    units = sorted(boundaries.units.values(), key=lambda unit: (unit.division, unit.pcode))
    write_table(out / "units.csv", UNIT_COLUMNS, (_row(unit, seats, boundaries) for unit in units))


def find_seats(records: list[Record], boundaries: Boundaries, ranks: Mapping[str, int]) -> dict[str, str]:
    """Unit P-code to the id of its seat: the place of the highest rank inside that bears the unit's rank or a higher one."""
    communes = boundaries.communes_of([record.lat for record in records], [record.lon for record in records])
    best: dict[str, tuple[int, bool, str]] = {}
    for record, commune in zip(records, communes, strict=True):
        rank = ranks[record.id]
        if commune is None or record.country != "ML" or record.kind != "settlement" or rank > 3:
            continue
        for unit in (commune, boundaries.units[commune.parent or ""], boundaries.units[commune.pcode[:4]], boundaries.country):
            found = (rank, key(unit.name) not in {key(name) for name, _ in record.names}, record.id)
            if rank <= RANK_OF[unit.level] and found < best.get(unit.pcode, (9, True, "")):
                best[unit.pcode] = found
    return {pcode: found[2] for pcode, found in best.items()}


def _row(unit: BoundaryUnit, seats: dict[str, str], boundaries: Boundaries) -> dict[str, object]:
    lat, lon = unit.inside
    held = {commune.region_2023 for commune in boundaries.communes if commune.pcode.startswith(unit.pcode)}
    region = unit.region_2023 or (held.pop() if len(held) == 1 else "")
    return {"pcode": unit.pcode, "name": unit.name, "level": unit.level, "parent": unit.parent, "division": unit.division,
            "lat": lat, "lon": lon, "area_km2": f"{unit.area_km2:.1f}", "region_2023": region, "seat_id": seats.get(unit.pcode, "")}  # fmt: skip


def shapes(boundaries: Boundaries, tolerance: float) -> dict[str, list[tuple[BoundaryUnit, BaseGeometry]]]:
    """Every level from one simplification of the communes, so that a coarser line lies exactly on the finer ones."""
    communes = boundaries.of_level("commune")
    simple = dict(zip((unit.pcode for unit in communes), shapely.coverage_simplify([unit.polygon for unit in communes], tolerance), strict=True))
    levels = {"communes": [(unit, simple[unit.pcode]) for unit in communes]}
    for file, level in (("cercles", "cercle"), ("regions", "region"), ("country", "country")):
        levels[file] = [(unit, _join(simple, communes, unit.pcode)) for unit in boundaries.of_level(level)]
    levels["regions_2023"] = [
        (unit, shapely.coverage_union_all([simple[commune.pcode] for commune in communes if commune.region_2023 == unit.name]))
        for unit in boundaries.of_level("region", 2023)
    ]
    return levels


def _join(simple: dict[str, BaseGeometry], communes: list[BoundaryUnit], pcode: str) -> BaseGeometry:
    return shapely.coverage_union_all([simple[commune.pcode] for commune in communes if commune.pcode.startswith(pcode)])


def write_unit_shapes(boundaries: Boundaries, out: Path) -> None:
    """Write communes, cercles, regions, regions_2023 and country as GeoJSON, shared edges kept, four decimals."""
    for file, units in shapes(boundaries, TOLERANCE).items():
        write_shapes(out / f"{file}.geojson", (({"pcode": unit.pcode, "name": unit.name}, shape) for unit, shape in units))
