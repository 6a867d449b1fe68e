"""Alias tables: names that people taught the gazetteer. CSV with the columns alias, place, language, reason.

``place`` is a gazetteer id ("gn2456680") or "lat,lon" in WGS84 degrees, latitude first.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from gazetteer import areas
from gazetteer.context import KNOWLEDGE
from gazetteer.fold import LONGEST_NAME, plain
from gazetteer.geometry import Point
from gazetteer.load import Tables
from gazetteer.model import Admin, Place

COLUMNS = ("alias", "place", "language", "reason")
MOST_ROWS = 50_000


class AliasRefused(ValueError):
    """A row of an alias file cannot be used; the message names the file, the line and what to write instead."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{path}, line {line}: {what}")


@dataclass(frozen=True, slots=True)
class Alias:
    """One taught name: the place it stands for, and why."""

    name: str
    place: Place
    language: str
    reason: str


def packaged(tables: Tables) -> list[Alias]:
    """The aliases that come with the package."""
    return read(KNOWLEDGE / "aliases.csv", tables)


def read(path: Path, tables: Tables) -> list[Alias]:
    """The aliases of a file. Raises AliasRefused for a row that names no known place, and OSError where the file cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [column for column in COLUMNS[:2] if column not in (rows.fieldnames or ())]
            if missing:
                raise AliasRefused(path, 1, f"the header lacks {', '.join(missing)}; it should read {','.join(COLUMNS)}")
            return [_alias(path, rows.line_num, row, tables) for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise AliasRefused(path, 1, f"is no UTF-8 CSV file ({error})") from error


def _alias(path: Path, line: int, row: dict[str, str | None], tables: Tables) -> Alias:
    name, target = (row.get("alias") or "").strip(), (row.get("place") or "").strip()
    if line > MOST_ROWS:
        raise AliasRefused(path, line, f"more than {MOST_ROWS} rows")
    if not plain(name).strip() or len(name) > LONGEST_NAME:
        raise AliasRefused(path, line, f"an alias needs letters and at most {LONGEST_NAME} characters")
    if target in tables.rows:
        place = tables.place(target)
    elif "," in target or " " in target:
        place = _at_point(path, line, name, target)
    else:
        raise AliasRefused(path, line, f"no place has the id {target[:40]!r}; `python -m gazetteer find NAME` prints ids, or give lat,lon")
    return Alias(name, place, (row.get("language") or "").strip(), (row.get("reason") or "").strip() or "taught by a user")


def _at_point(path: Path, line: int, name: str, target: str) -> Place:
    try:
        lat, lon = _point(target)
        areas.check_point(lat, lon)
    except ValueError as error:
        raise AliasRefused(path, line, f"{target[:40]!r} is no place: {error}") from error
    admin = areas.locate(lat, lon)
    country = "ML" if admin != Admin() else areas.country_at(lat, lon) or "ML"
    return Place(f"user:{' '.join(plain(name).split())}", name, lat, lon, "settlement", 4, country, admin, None, "user")


def _point(target: str) -> Point:
    parts = target.replace(",", " ").split()
    if len(parts) != 2:
        raise ValueError("give a latitude and a longitude in degrees, as in 14.88,-6.14")
    return float(parts[0]), float(parts[1])
