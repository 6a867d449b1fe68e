"""The names of regions (of 2021 and of 2023) and cercles, for filters: what a reader may ask for and how it is spelt."""

from __future__ import annotations

import csv
from functools import cache

from gazetteer.fold import fold
from gazetteer.load import TABLES

YEAR = "2023:"


@cache
def _units() -> dict[tuple[str, str], str]:
    """(level, folded name or P-code) to the spelling that filters keep: "Ménaka", "2023:Mopti"."""
    found: dict[tuple[str, str], str] = {}
    path = TABLES / "units.csv"
    if not path.exists():
        return found
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            prefix = YEAR if row["division"] == "2023" else ""
            for token in (row["pcode"], prefix + row["name"]):
                found[row["level"], fold(token)] = prefix + row["name"]
    return found


@cache
def _regions_of_cercles() -> dict[str, str]:
    path = TABLES / "units.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["pcode"]: row for row in csv.DictReader(file)}
    return {row["name"]: rows[row["parent"]]["name"] for row in rows.values() if row["level"] == "cercle" and row["parent"] in rows}


def region_of(cercle: str) -> str | None:
    """The region of 2021 that holds a cercle, both as filters spell them."""
    return _regions_of_cercles().get(cercle)


def region(name: str) -> str | None:
    """The spelling of a region named, coded ("ML10") or marked ("2023:menaka") so; None where there is no such region."""
    return _units().get(("region", fold(name)))


def cercle(name: str) -> str | None:
    """The spelling of a cercle named or coded so; None where there is no such cercle."""
    return _units().get(("cercle", fold(name)))


def regions(division: int = 2021) -> list[str]:
    """All regions of a division as filters spell them, in the order of their codes or names."""
    return list(dict.fromkeys(v for (level, _), v in _units().items() if level == "region" and v.startswith(YEAR) == (division == 2023)))


def cercles() -> list[str]:
    """All cercles of 2021."""
    return list(dict.fromkeys(v for (level, _), v in _units().items() if level == "cercle"))
