"""Raw references to our own tables: ``python -m gazetteer compile --from DIR``. Same input, same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer.compiling.basemap import write_basemap
from gazetteer.compiling.boundaries import read_boundaries
from gazetteer.compiling.countries import fit, read_countries, write_countries
from gazetteer.compiling.extra_names import add_names
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.labels import write_labels
from gazetteer.compiling.passports import write_package
from gazetteer.compiling.places import rank, read_places, seat_names, write_names, write_places
from gazetteer.compiling.sources import SourceDamaged, SourceMissing, Sources, SourceUnusable
from gazetteer.compiling.unit_names import write_unit_names
from gazetteer.compiling.units import find_seats, write_unit_shapes, write_units
from gazetteer.compiling.zones import write_zones

__all__ = ["STATIC", "TABLES", "Journal", "SourceDamaged", "SourceMissing", "SourceUnusable", "compile_tables"]

TABLES = Path(__file__).resolve().parent.parent / "tables"
STATIC = TABLES.parent.parent / "static"


def compile_tables(source: Path, tables: Path = TABLES, static: Path = STATIC) -> Journal:
    """Read every raw reference under ``source``, write our tables and the base map; raises SourceUnusable.

    All is written aside first: when a reference turns out unusable, the files in place stay as they were.
    """
    journal = Journal()
    with TemporaryDirectory() as aside:
        made_tables, made_static = Path(aside, "tables"), Path(aside, "static")
        _compile(Sources(source), made_tables, made_static, journal)
        for made, place in ((made_tables, tables), (made_static, static)):
            place.mkdir(parents=True, exist_ok=True)
            for path in sorted(made.iterdir()):
                shutil.copyfile(path, place / path.name)
    return journal


def _compile(sources: Sources, tables: Path, static: Path, journal: Journal) -> None:
    """The whole way from raw references to files, one line a step."""
    tables.mkdir()
    static.mkdir()
    boundaries = read_boundaries(sources, TABLES, journal)
    countries = read_countries(sources, journal)
    records = read_places(sources, boundaries, journal)
    ranks = rank(records)
    seats = find_seats(records, boundaries, ranks)
    add_names(records, boundaries, seats, journal)
    write_places(records, boundaries, ranks, tables)
    write_names(records, tables, journal)
    write_units(boundaries, seats, tables)
    write_unit_shapes(boundaries, tables)
    write_unit_names(sources, boundaries, seat_names(records, seats), tables, journal)
    write_zones(boundaries, fit(countries, boundaries.country.polygon), tables, journal)
    write_countries(countries, boundaries.country.polygon, tables)
    write_package(tables, "file")
    write_basemap(sources, boundaries, countries, static, journal)
    write_labels(sources, boundaries, records, ranks, static)
    write_package(static, "static")
