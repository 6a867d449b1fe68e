"""The compiled tables in memory: columns for searching, records made when asked for.

Sources and licences of every table: ``tables/datapackage.json``. All coordinates are WGS84 degrees.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
from array import array
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from gazetteer.model import Admin, Place, Unit

TABLES = Path(__file__).resolve().parent / "tables"
REMAKE = "python -m gazetteer compile --from DIR"


class GazetteerDamaged(Exception):
    """A table is missing, cut short or changed; the message names the file and the command that remakes it."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}. Restore it from the repository, or remake it: {REMAKE} (docs/gazetteer-data.md)")
        self.path = path


@dataclass(frozen=True, slots=True)
class Zone:
    """A named zone or axis; ``areas.zone_shape(id)`` is its polygon.

    ``shape`` is units (``units`` holds their P-codes), polygon (drawn by us, coarsely) or axis (``towns`` in order, no geometry);
    ``countries`` are ISO codes; ``lat``, ``lon`` a rough midpoint; ``basis`` is one sentence: what the geometry rests on.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    shape: str
    units: tuple[str, ...]
    towns: tuple[str, ...]
    countries: tuple[str, ...]
    lat: float | None
    lon: float | None
    basis: str


@dataclass
class Tables:
    """Places and names as parallel columns; row ``i`` of the place columns is one place, row ``j`` of the name columns one name.

    ``name_place[j]`` is the row of the place that bears name ``j``. Admin membership is by polygon (COD-AB 2021).
    """

    ids: list[str]
    names: list[str]
    lats: array[float]
    lons: array[float]
    kinds: list[str]
    seats: array[int]
    countries: list[str]
    populations: list[int | None]
    communes: list[str]
    sources: list[str]
    name_place: array[int]
    name_text: list[str]
    name_source: list[str]
    name_fold: list[str]
    name_key: list[str]
    units: dict[str, Unit]
    unit_points: dict[str, tuple[float, float]]
    unit_areas: dict[str, float]
    unit_region_2023: dict[str, str]
    unit_seats: dict[str, str]
    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    made: dict[int, Place] = field(default_factory=dict)

    def place(self, place_id: str) -> Place:
        """The place of an id; raises KeyError."""
        return self.place_at(self.rows[place_id])

    def place_at(self, row: int) -> Place:
        """The place of a row of the columns; made once."""
        known = self.made.get(row)
        if known is None:
            known = self.made[row] = self._make(row)
        return known

    def _make(self, row: int) -> Place:
        return Place(self.ids[row], self.names[row], self.lats[row], self.lons[row], self.kinds[row], self.seats[row],
                     self.countries[row], self.admin_of(self.communes[row]), self.populations[row], self.sources[row])  # fmt: skip

    def admin_of(self, pcode: str | None) -> Admin:
        """The units that a unit lies in, itself included; an empty Admin for none, for Mali and for an unknown code."""
        chain: dict[str, Unit] = {}
        unit = self.units.get(pcode or "")
        region_2023 = self.unit_region_2023.get(pcode or "") or None
        while unit is not None and unit.division == 2021:
            chain[unit.level] = unit
            unit = self.units.get(unit.parent or "")
        region, cercle, commune = (chain.get(level) for level in ("region", "cercle", "commune"))
        return Admin(
            region.name if region else None, region.pcode if region else None, cercle.name if cercle else None,
            cercle.pcode if cercle else None, commune.name if commune else None, commune.pcode if commune else None, region_2023,
        )  # fmt: skip

    def names_of(self, place_id: str) -> list[tuple[str, str]]:
        """Every (name, source) of a place, the main one first."""
        row = self.rows[place_id]
        return [(self.name_text[j], self.name_source[j]) for j in self._name_rows.get(row, ())]

    @cached_property
    def _name_rows(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for j, row in enumerate(self.name_place):
            found.setdefault(row, []).append(j)
        return found

    @cached_property
    def unit_names(self) -> list[tuple[str, str, str, str]]:
        """(P-code, name, fold, key) of every name of every unit, main names and aliases."""
        pcode, name, _, _, folded, keyed = _columns(self.folder, "unit_names.csv", 6)
        return list(zip(pcode, name, folded, keyed, strict=True))

    @cached_property
    def zones(self) -> dict[str, Zone]:
        """The named zones by id."""
        columns = _columns(self.folder, "zones.csv", len(ZONE_COLUMNS))
        return {row[0]: _zone(row) for row in zip(*columns, strict=True)}


ZONE_COLUMNS = ("id", "name", "aliases", "shape", "units", "towns", "countries", "lat", "lon", "basis")


def _zone(row: tuple[str, ...]) -> Zone:
    zone_id, name, aliases, shape, units, towns, countries, lat, lon, basis = row
    return Zone(zone_id, name, _parts(aliases), shape, _parts(units), _parts(towns), _parts(countries),
                float(lat) if lat else None, float(lon) if lon else None, basis)  # fmt: skip


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@lru_cache(maxsize=2)
def tables(folder: Path = TABLES) -> Tables:
    """The places, names and units, read once; shapes and zones are read when first asked for. Raises GazetteerDamaged."""
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of lists and strings that all stay: looking for garbage among them doubles the time
    try:
        return _read(folder)
    except (ValueError, KeyError) as error:
        raise GazetteerDamaged(folder, f"the tables do not fit together ({error})") from error
    finally:
        if collecting:
            gc.enable()


def _read(folder: Path) -> Tables:
    ids, names, lats, lons, kinds, seats, countries, populations, _, _, communes, _, sources = _columns(folder, "places.csv", 13)
    rows = {place_id: row for row, place_id in enumerate(ids)}
    name_ids, name_text, _, name_source, name_fold, name_key = _columns(folder, "names.csv", 6)
    pcodes, unit_names, levels, parents, divisions, unit_lats, unit_lons, areas, regions_2023, seat_ids = _columns(folder, "units.csv", 10)
    units = {
        pcode: Unit(pcode, name, level, parent or None, int(division))  # type: ignore[arg-type]
        for pcode, name, level, parent, division in zip(pcodes, unit_names, levels, parents, divisions, strict=True)
    }
    return Tables(
        ids=ids, names=names, lats=array("d", map(float, lats)), lons=array("d", map(float, lons)), kinds=kinds,
        seats=array("b", map(int, seats)), countries=countries, populations=[int(number) if number else None for number in populations],
        communes=communes, sources=sources, name_place=array("l", (rows[place_id] for place_id in name_ids)), name_text=name_text,
        name_source=name_source, name_fold=name_fold, name_key=name_key, units=units,
        unit_points={pcode: (float(lat), float(lon)) for pcode, lat, lon in zip(pcodes, unit_lats, unit_lons, strict=True)},
        unit_areas=dict(zip(pcodes, map(float, areas), strict=True)), unit_region_2023=dict(zip(pcodes, regions_2023, strict=True)),
        unit_seats={pcode: place_id for pcode, place_id in zip(pcodes, seat_ids, strict=True) if place_id},
        folder=folder, rows=rows,
    )  # fmt: skip


def read_bytes(folder: Path, name: str) -> bytes:
    """A table's bytes, checked against the hash in its passport; raises GazetteerDamaged."""
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GazetteerDamaged(path, f"cannot be read ({error.strerror})") from error
    expected = _hashes(folder).get(name)
    if expected != hashlib.sha256(data).hexdigest():
        raise GazetteerDamaged(path, "does not match its hash in datapackage.json")
    return data


@lru_cache(maxsize=2)
def _hashes(folder: Path) -> dict[str, str]:
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return {str(resource["path"]): str(resource["hash"]).removeprefix("sha256:") for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GazetteerDamaged(path, f"is no data package ({type(error).__name__})") from error


def _columns(folder: Path, name: str, width: int) -> list[list[str]]:
    rows = csv.reader(io.StringIO(read_bytes(folder, name).decode("utf-8")))
    next(rows, None)
    columns = [list(column) for column in zip(*rows, strict=True)]
    if len(columns) != width:
        raise GazetteerDamaged(folder / name, f"has {len(columns)} columns where {width} are due")
    return columns
