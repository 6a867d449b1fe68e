"""Synthetic incidents straight into a snapshot, for measuring: ``python -m benchmarks.synthetic 100000 out.parquet [--seed 1]``.

Nothing here is a report: places are drawn around real towns, everything else from seeded chances shaped like a conflict corpus (UCDP's mix of
precisions, a few busy cercles, long-tailed tolls). Never committed, never shown outside a measurement.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import h3.api.numpy_int as h3
import numpy as np
import pyarrow as pa

from gazetteer.fold import fold
from gazetteer.load import TABLES
from gazetteer.model import Admin
from incidents.model import ActorValue, DateValue, Document, Evidence, Incident, Paragraph, PlaceValue, Report, Span, Toll
from incidents.query import snapshot
from incidents.query.searching import searchable
from incidents.words.event_types import sub_types

FIRST, LAST = date(2012, 1, 1), date(2025, 12, 31)
PRECISIONS = (0.448, 0.21, 0.161, 0.133, 0.032, 0.016)  # UCDP GED's shares of where_prec 1 to 6 (190,688 rows)
DATE_PRECISIONS = (0.86, 0.07, 0.02, 0.04, 0.01)
TYPE_WEIGHTS = {"Battles": 34, "Explosions/Remote violence": 16, "Violence against civilians": 32, "Strategic developments": 12,
                "Protests": 4, "Riots": 2}  # fmt: skip
ACTORS = ("fama", "unidentified-armed-group", "jnim", "civilians", "is-sahel", "katiba-macina", "dozo", "wagner", "africa-corps", "csp-dpa", "fla",
          "dan-na-ambassagou", "barkhane", "minusma", "gatia", "msa", "bandits", "herders", "local-officials", "gendarmerie-mali")  # fmt: skip
PUBLISHERS = tuple(f"Synthetic publisher {n:02d}" for n in range(40))
WORDS = (
    "attaque", "soldats", "village", "convoi", "engin", "explosif", "marche", "route", "blesses", "tues", "civils", "armee", "groupe", "arme",
    "motos", "nuit", "poste", "camp", "attack", "soldiers", "village", "convoy", "road", "market", "wounded", "killed", "civilians", "army",
    "armed", "group", "motorbikes", "night", "post", "camp",
)  # fmt: skip


def table(n: int, seed: int = 1) -> pa.Table:
    """``n`` synthetic incidents with the columns and the order of a snapshot."""
    rng = np.random.default_rng(seed)
    columns = _when(rng, n) | _where(rng, n) | _what(rng, n) | _tolls(rng, n) | _sources(rng, n)
    columns["id"] = pa.array([f"syn-{seed}-{i:07d}" for i in range(n)])
    arrays = [_array(columns.get(field.name), field.type, n) for field in snapshot.SCHEMA]
    return pa.Table.from_arrays(arrays, schema=snapshot.SCHEMA).sort_by([("day_start", "ascending"), ("id", "ascending")])


def _array(values: Any, kind: pa.DataType, n: int) -> pa.Array:
    if values is None:
        return pa.nulls(n, kind)
    made = values if isinstance(values, pa.Array) else pa.array(values)
    return made.cast(kind) if made.type != kind else made


def _when(rng: np.random.Generator, n: int) -> dict[str, Any]:
    """Days, later years busier; a fiftieth undated; month and year dates cover their month and year."""
    span = (LAST - FIRST).days
    days = np.sort((span * np.sqrt(rng.random(n))).astype(int)) + FIRST.toordinal() - date(1970, 1, 1).toordinal()
    precision = rng.choice(5, n, p=DATE_PRECISIONS) + 1
    start = days.astype("datetime64[D]")
    start = np.where(precision == 4, start.astype("datetime64[M]").astype("datetime64[D]"), start)
    start = np.where(precision == 5, start.astype("datetime64[Y]").astype("datetime64[D]"), start)
    month_end = (start.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    year_end = (start.astype("datetime64[Y]") + 1).astype("datetime64[D]") - 1
    end = np.select([precision == 2, precision == 3, precision == 4, precision == 5], [start + 1, start + 6, month_end, year_end], start)
    undated = rng.random(n) < 0.02
    return {"day_start": pa.array(start, mask=undated), "day_end": pa.array(end, mask=undated), "date_precision": np.where(undated, 0, precision)}


def _towns() -> list[dict[str, str]]:
    with (TABLES / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = {r["pcode"]: r for r in csv.DictReader(file)}
    communes = [r for r in rows.values() if r["level"] == "commune"]
    return [{**c, "cercle": rows[c["parent"]]["name"], "cercle_pcode": c["parent"], "region": rows[rows[c["parent"]]["parent"]]["name"],
             "region_pcode": rows[c["parent"]]["parent"]} for c in communes]  # fmt: skip


def _where(rng: np.random.Generator, n: int) -> dict[str, Any]:
    towns = _towns()
    weights = 1 / np.arange(1, len(towns) + 1) ** 0.7
    town = rng.permutation(len(towns))[rng.choice(len(towns), n, p=weights / weights.sum())]
    precision = rng.choice(6, n, p=PRECISIONS) + 1
    base = np.array([(float(t["lat"]), float(t["lon"])) for t in towns])[town]
    site = rng.integers(0, 12, n)  # a dozen sites per commune, so that several incidents share a point
    lat, lon = base[:, 0] + 0.12 * np.sin(site), base[:, 1] + 0.12 * np.cos(site * 2.0)
    none, dotted = precision == 6, precision <= 2
    found: dict[str, Any] = {
        "place": pa.array([t["name"] for t in towns]).take(pa.array(town)), "place_precision": precision,
        "lat": pa.array(lat, mask=none), "lon": pa.array(lon, mask=none), "reach_km": np.where(precision == 2, 10.0, 0.0),
        "geometry": pa.array(["point", "circle", "unit", "unit", "line", "none"]).take(pa.array(precision - 1)),
        "radius_m": pa.array(np.full(n, 10_000.0), mask=precision != 2),
    }  # fmt: skip
    coarse = precision >= 4
    for key, hidden in {"region": none, "region_pcode": none, "region_2023": coarse, "cercle": coarse, "cercle_pcode": coarse}.items():
        found[key] = pa.array(np.array([t[key] for t in towns], dtype=object)[town], mask=hidden)
    for key in ("region", "cercle", "region_2023"):
        found[f"{key}_key"] = pa.array(np.array([fold(t[key]) for t in towns], dtype=object)[town], mask=found[key].is_null().to_numpy(False))
    unit = np.where(precision == 3, np.array([t["cercle_pcode"] for t in towns])[town], np.array([t["region_pcode"] for t in towns])[town])
    found["unit_pcode"] = pa.array(unit, mask=~np.isin(precision, (3, 4)))
    for res in snapshot.RESOLUTIONS:  # a point is one of a few thousand: each is looked up once
        spots, back = np.unique(np.round(np.stack([lat, lon]), 6), axis=1, return_inverse=True)
        cells = np.array([h3.latlng_to_cell(a, o, res) for a, o in spots.T], dtype=np.uint64)[back.ravel()]
        found[f"h3_{res}"] = pa.array(cells, mask=~dotted)
    return found


def _what(rng: np.random.Generator, n: int) -> dict[str, Any]:
    subs = sub_types()
    share = np.array([TYPE_WEIGHTS[t.type] / sum(o.type == t.type for o in subs) for t in subs], dtype=float)
    kind = rng.choice(len(subs), n, p=share / share.sum())
    weights = 1 / np.arange(1, len(ACTORS) + 1)
    first, second = (rng.choice(len(ACTORS), n, p=weights / weights.sum()) for _ in "ab")
    both = np.stack([first, second], axis=1).ravel()
    pairs = [snapshot.key_of({a, b}, family=True) for a in ACTORS for b in ACTORS]
    both_keys = pa.array(pairs).take(pa.array(first * len(ACTORS) + second))
    return {
        "event_type": np.array([t.type for t in subs])[kind], "sub_event_type": np.array([t.sub for t in subs])[kind],
        "initiators": _lists(ACTORS, first), "targets": _lists(ACTORS, second), "actors": _lists(ACTORS, both, 2),
        "initiators_key": _keys(ACTORS, first, family=True), "targets_key": _keys(ACTORS, second, family=True), "actors_key": both_keys,
    }  # fmt: skip


def _tolls(rng: np.random.Generator, n: int) -> dict[str, Any]:
    low = np.minimum(rng.pareto(1.3, n).astype(int), 300)
    unknown, no_high, no_low = rng.random(n) < 0.35, rng.random(n) < 0.25, rng.random(n) < 0.05
    high = low + (rng.random(n) < 0.2) * rng.integers(1, 20, n)
    return {"killed_low": pa.array(low, mask=unknown | no_low), "killed_best": pa.array(low, mask=unknown | no_low),
            "killed_high": pa.array(high, mask=unknown | (no_high & ~no_low))}  # fmt: skip


def _lists(names: Sequence[str], chosen: Any, each: int = 1) -> pa.Array:
    """One list of ``each`` of the ``names`` a row."""
    offsets = pa.array(np.arange(0, len(chosen) + 1, each, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, pa.array(names).take(pa.array(chosen)))


def _keys(names: Sequence[str], chosen: Any, family: bool = False) -> pa.Array:
    return pa.array([snapshot.key_of([name], family) for name in names]).take(pa.array(chosen))


def _sources(rng: np.random.Generator, n: int) -> dict[str, Any]:
    publisher, tag = rng.integers(0, len(PUBLISHERS), n), rng.integers(0, 20, n)
    french = (rng.random(n) < 0.7).astype(int)
    phrases = [searchable(" ".join(rng.choice(WORDS, 45))) for _ in range(2000)]
    affected = pa.array([["health"], ["education"], ["aid"], *([[]] * 17)], pa.list_(pa.string()))
    independent = 1 + rng.poisson(0.5, n)
    return {
        "publishers": _lists(PUBLISHERS, publisher), "publishers_key": _keys(PUBLISHERS, publisher), "languages_key": _keys(("en", "fr"), french),
        "languages": _lists(("en", "fr"), french),
        "documents": _lists([f"doc-{i}" for i in range(n)], np.arange(n)), "claimants": _lists(ACTORS, rng.integers(0, 4, n)),
        "affected": affected.take(pa.array(tag)), "affected_key": pa.array([snapshot.key_of(t) for t in affected.to_pylist()]).take(pa.array(tag)),
        "reports": independent, "independent_reports": independent,
        "by_party": rng.integers(0, 2, n), "words": pa.array(phrases).take(pa.array(rng.integers(0, len(phrases), n))),
    }  # fmt: skip


def record(row: Mapping[str, Any]) -> tuple[Document, Report, Incident]:
    """The records that a row of :func:`table` could come from: an article of three paragraphs, its one report, the incident."""
    number, words = row["documents"][0], (row["words"].split() * 3)[:120]
    said = [" ".join(words[at : at + 40]) + "." for at in (0, 40, 80)]
    starts = [0, len(said[0]) + 1, len(said[0]) + len(said[1]) + 2]
    blocks = tuple(Paragraph(n + 1, at, at + len(said[n]), language=row["languages"][0]) for n, at in enumerate(starts))
    seen = Evidence((Span(1, 0, len(words[0]), words[0]),), "synthetic")
    document = Document(number, f"Synthetic article {number}", row["publishers"][0], "", row["day_end"], "metadata", row["languages"][0],
                        f"{hash(number) & 0xFFFF_FFFF:064x}", "\n".join(said), blocks)  # fmt: skip
    values: dict[str, Any] = {
        "event_type": row["event_type"], "sub_event_type": row["sub_event_type"], "place": _place_of(row, seen),
        "date": DateValue(row["day_start"], row["day_end"], row["date_precision"], str(row["day_start"]), seen) if row["day_start"] else None,
        "actors": (*(ActorValue(a, "initiator", seen) for a in row["initiators"]), *(ActorValue(a, "target", seen) for a in row["targets"])),
        "killed": Toll(row["killed_low"], row["killed_best"], row["killed_high"], seen) if row["killed_high"] is not None else None,
        "injured": None, "abducted": None, "detained": None,
    }  # fmt: skip
    report = Report(f"report-{row['id']}", number, 1, trigger=seen, **values)
    return document, report, Incident(row["id"], reports=(report,), independent_reports=row["independent_reports"], **values)


def _place_of(row: Mapping[str, Any], seen: Evidence) -> PlaceValue:
    admin = Admin(row["region"], row["region_pcode"], row["cercle"], row["cercle_pcode"], region_2023=row["region_2023"])
    where = row["place"], row["place_precision"], row["lat"], row["lon"], row["geometry"]
    return PlaceValue(*where, seen, row["radius_m"], row["unit_pcode"], admin=admin)


def main() -> None:
    """Write a synthetic snapshot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(snapshot.write_table(table(options.rows, options.seed), options.out))


if __name__ == "__main__":
    main()
