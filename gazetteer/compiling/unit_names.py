"""Every name of every unit: COD-AB's, GeoNames' of the same polygon, the seats' spellings, and our own list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from gazetteer.compiling.boundaries import Boundaries, BoundaryUnit, knowledge
from gazetteer.compiling.geonames import clean, is_useful
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.sources import Sources
from gazetteer.compiling.writing import write_table
from gazetteer.fold import fold, key

UNIT_NAME_COLUMNS = ("pcode", "name", "language", "source", "fold", "key")
LEVEL_OF = {"ADM1": "region", "ADM2": "cercle", "ADM3": "commune"}


def write_unit_names(sources: Sources, boundaries: Boundaries, seats: dict[str, str], out: Path, journal: Journal) -> None:
    """Write unit_names.csv, one row for each unit and fold, the main name first."""
    frame = sources.geonames("ML")
    extra = _from_geonames(frame[frame["code"].isin(list(LEVEL_OF))], boundaries)
    for row in knowledge("unit_aliases.csv"):
        extra.setdefault(row["pcode"], []).append((row["name"], row["language"], "project"))
    _add_seats(boundaries, seats, extra)
    rows = list(_rows(boundaries, extra))
    journal.note("kept", len(rows), "names of units, one for each unit and fold")
    write_table(out / "unit_names.csv", UNIT_NAME_COLUMNS, rows)


def _add_seats(boundaries: Boundaries, seats: dict[str, str], extra: dict[str, list[tuple[str, str, str]]]) -> None:
    """A commune is also called by its seat, where no other commune bears that name itself."""
    own = {fold(unit.name) for unit in boundaries.communes}
    for pcode, name in sorted(seats.items()):
        if boundaries.units[pcode].level == "commune" and fold(name) not in own:
            extra.setdefault(pcode, []).append((name, "fr", "seat"))


def _from_geonames(frame: pd.DataFrame, boundaries: Boundaries) -> dict[str, list[tuple[str, str, str]]]:
    """GeoNames' names of the unit that holds its point and shares a name with it."""
    holders = boundaries.communes_of(frame["lat"].tolist(), frame["lon"].tolist())
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row, commune in zip(frame.to_dict("records"), holders, strict=True):
        unit = _unit_of(commune, LEVEL_OF[str(row["code"])], boundaries)
        names = [clean(text) for text in (str(row["name"]), *str(row["alternatenames"]).split(","))]
        bare = [_bare(name) for name in names if is_useful(name)]
        if unit and key(unit.name) in {key(name) for name in bare}:
            found.setdefault(unit.pcode, []).extend((name, "", "geonames-alternate") for name in bare if len(name) > 1)
    return found


def _bare(name: str) -> str:
    """The name without the word for its level: "Gao Region", "Région de Gao", "Cercle d'Ansongo"."""
    for word in ("Region", "Région", "Cercle", "Commune"):
        name = name.removesuffix(f" {word}").removesuffix(f" {word.lower()}")
        for link in (" de ", " du ", " d'", " d’", " of "):
            name = name.removeprefix(f"{word}{link}")
    return name.strip()


def _unit_of(commune: BoundaryUnit | None, level: str, boundaries: Boundaries) -> BoundaryUnit | None:
    unit = commune
    while unit is not None and unit.level != level:
        unit = boundaries.units.get(unit.parent or "")
    return unit


def _rows(boundaries: Boundaries, extra: dict[str, list[tuple[str, str, str]]]) -> Iterator[dict[str, object]]:
    for unit in sorted(boundaries.units.values(), key=lambda unit: (unit.division, unit.pcode)):
        seen: set[str] = set()
        source = "cod-ab" if unit.division == 2021 else "project"
        twin = next((u.pcode for u in boundaries.of_level("region") if unit.division == 2023 and u.name == unit.name), "")
        for name, language, origin in ((unit.name, "fr", source), *extra.get(unit.pcode, ()), *extra.get(twin, ())):
            folded = fold(name)
            if folded not in seen:
                seen.add(folded)
                yield {"pcode": unit.pcode, "name": name, "language": language, "source": origin, "fold": folded, "key": key(name)}
