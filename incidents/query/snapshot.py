"""One Parquet file per data version: what screens filter, count and draw. Written once, then only read, by DuckDB in this process.

Rows are sorted by day (undated last) and numbered (``row``), so a period reads few row groups. Lists that are filtered stand twice: as
lists to show, and as one joined string (``*_key``, see :func:`key_of`), which is searched and grouped five times as fast; the keys of
actors hold their parents too, so a parent in a filter finds its children. H3 cells exist for precision 1 and 2 only: a cell would
sharpen anything coarser. Tolls are as stated (``incidents.accounts``): with no high, best is the highest figure that anyone gives. The
folded words of the source paragraphs stand in a column of their own, read only by a word search.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import h3
import pyarrow as pa
import pyarrow.parquet as pq

from gazetteer.fold import fold
from incidents.accounts import stated
from incidents.model import Document, Incident, PlaceValue, Quantity, Toll
from incidents.query.fitting import source_words
from incidents.words.actor_tree import ancestors, parents

FORMAT = "3"  # of the columns below: a file with another is made again
RESOLUTIONS = (3, 4, 5)
ROWS_PER_GROUP = 65_536

_NAMES = pa.dictionary(pa.int32(), pa.string())
_LIST = pa.list_(pa.string())
ACTORS = ("actors", "initiators", "targets")
KEYED = (*ACTORS, "affected", "publishers", "languages")
SEPARATOR = "\x1f"  # a control character: no name holds one
QUANTITIES: tuple[Quantity, ...] = ("killed", "injured", "abducted", "detained")
SCHEMA = pa.schema(
    [
        ("row", pa.int32()), ("id", pa.string()), ("event_type", _NAMES), ("sub_event_type", _NAMES),
        ("day_start", pa.date32()), ("day_end", pa.date32()), ("date_precision", pa.int8()), ("edtf", pa.string()),
        ("place", pa.string()), ("place_precision", pa.int8()), ("lat", pa.float64()), ("lon", pa.float64()), ("geometry", _NAMES),
        ("radius_m", pa.float32()), ("reach_km", pa.float64()), ("unit_pcode", _NAMES), ("level", _NAMES), ("zone_id", _NAMES),
        ("line", pa.list_(pa.float64())), ("lat_a", pa.float64()), ("lon_a", pa.float64()), ("lat_b", pa.float64()), ("lon_b", pa.float64()),
        ("region", _NAMES), ("region_pcode", _NAMES), ("region_key", _NAMES), ("cercle", _NAMES), ("cercle_pcode", _NAMES), ("cercle_key", _NAMES),
        ("region_2023", _NAMES), ("region_2023_key", _NAMES),
        *((f"h3_{r}", pa.uint64()) for r in RESOLUTIONS),
        ("actors", _LIST), ("initiators", _LIST), ("targets", _LIST), *((f"{name}_key", _NAMES) for name in KEYED),
        *((f"{q}_{part}", pa.int32()) for q in QUANTITIES for part in ("low", "best", "high")),
        ("claimants", _LIST), ("affected", _LIST), ("violence_type", pa.int8()),
        ("reports", pa.int32()), ("independent_reports", pa.int32()), ("by_party", pa.int32()),
        ("publishers", _LIST), ("languages", _LIST), ("documents", _LIST), ("words", pa.string()),
    ]
)  # fmt: skip


class SnapshotError(ValueError):
    """The file is no snapshot that this version can read; the message says how to get one."""


def write(incidents: Iterable[Incident], documents: Iterable[Document], path: Path | str) -> Path:
    """Write the snapshot of ``incidents`` to ``path`` and return it; a reader sees the old file or the new one, never a part."""
    held = {d.id: d for d in documents}
    rows = [_row(incident, held) for incident in incidents]
    rows.sort(key=lambda r: (r["day_start"] is None, r["day_start"] or date.max, r["id"]))
    return write_table(pa.Table.from_pylist(rows, schema=SCHEMA), path)


def write_table(table: pa.Table, path: Path | str) -> Path:
    """Write rows that already have the snapshot's columns and order."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    table = table.set_column(0, SCHEMA.field("row"), pa.array(range(len(table)), pa.int32()))
    table = table.cast(SCHEMA).replace_schema_metadata({"incident-snapshot": format_of_now()})
    try:
        pq.write_table(table, partial, row_group_size=ROWS_PER_GROUP, compression="zstd")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return path


class Snapshot:
    """A snapshot opened for reading: any number of threads, each with its own cursor. Nothing is loaded before it is asked for."""

    def __init__(self, path: Path | str) -> None:
        """Raise :class:`SnapshotError` where ``path`` is no snapshot of this version."""
        self.path = Path(path)
        check(self.path)
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET parquet_metadata_cache = true")
        quoted = str(self.path).replace("'", "''")
        self._connection.execute(f"CREATE VIEW incidents AS SELECT * FROM read_parquet('{quoted}')")
        self._local = threading.local()
        size, first, last, latest = self.rows(
            "SELECT count(*), min(day_start), coalesce(max(day_end) FILTER (date_precision <= 3), max(day_start)), max(day_end) FROM incidents"
        )[0]
        self.size: int = size
        self.first_day: date | None = first
        self.last_day: date | None = last  # "some time in 2026" is not 31 December ...
        self.latest_day: date | None = latest  # ... but may mean it

    def __len__(self) -> int:
        return self.size

    def rows(self, sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query over ``incidents``."""
        return self._cursor().execute(sql, values or []).fetchall()

    def table(self, sql: str, values: list[Any] | None = None) -> pa.Table:
        """The rows of a query as a table of columns."""
        return self._cursor().sql(sql, params=values or None).to_arrow_table()

    def close(self) -> None:
        self._connection.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._connection.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor


def open(path: Path | str) -> Snapshot:
    """The snapshot in ``path``; raises :class:`SnapshotError` where it is none."""
    return Snapshot(path)


def check(path: Path) -> None:
    """Raise :class:`SnapshotError` unless ``path`` is a snapshot with this version's columns."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid) as error:
        raise SnapshotError(f"{path} is no snapshot: {error}. It is made again from the store.") from error
    if metadata.get(b"incident-snapshot", b"").decode() != format_of_now():
        raise SnapshotError(f"{path} was made by another version. It is made again from the store.")


@cache
def format_of_now() -> str:
    """What a snapshot must say to be read: its columns' version and the actors' hierarchy that its keys were made with."""
    return f"{FORMAT}-{sha256(repr(sorted(parents().items())).encode()).hexdigest()[:12]}"


def key_of(values: Iterable[str], family: bool = False) -> str:
    """Values joined by, and between, separators ("|fama|jnim|" with | for the separator), sorted; with their parents for ``family``."""
    held = {v.replace(SEPARATOR, " ") for v in values}
    if family:
        held |= {head for v in held for head in ancestors(v)}
    return SEPARATOR + SEPARATOR.join(sorted(held)) + SEPARATOR if held else ""


def _row(incident: Incident, documents: dict[str, Document]) -> dict[str, Any]:
    sources = [documents[r.document_id] for r in incident.reports if r.document_id in documents]
    claimants = [r.claimant.who for r in incident.reports if r.claimant]
    row: dict[str, Any] = {
        "id": incident.id, "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "actors": _unique(a.actor for a in incident.actors),
        "initiators": _unique(a.actor for a in incident.actors if a.role == "initiator"),
        "targets": _unique(a.actor for a in incident.actors if a.role == "target"),
        "claimants": _unique(claimants), "affected": list(incident.affected), "violence_type": incident.violence_type,
        "reports": len(incident.reports), "independent_reports": incident.independent_reports, "by_party": incident.by_party,
        "publishers": _unique(d.publisher for d in sources), "languages": _unique(d.language or "" for d in sources),
        "documents": _unique(d.id for d in sources), "words": source_words(incident, documents),
    }  # fmt: skip
    dated = incident.date
    start = dated.start if dated else None
    row |= {"day_start": start, "day_end": (dated.end or start) if dated and start else None, "edtf": dated.edtf if dated else "",
            "date_precision": dated.precision if dated and start else 0}  # fmt: skip
    for quantity in QUANTITIES:
        row |= _toll(quantity, stated(incident, quantity))
    row |= {f"{name}_key": key_of(row[name], family=name in ACTORS) for name in KEYED}
    return row | _place(incident.place)


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _toll(quantity: str, toll: Toll | None) -> dict[str, int | None]:
    return {f"{quantity}_{part}": getattr(toll, part) if toll else None for part in ("low", "best", "high")}


def _place(place: PlaceValue | None) -> dict[str, Any]:
    if place is None:
        return {"place": "", "place_precision": 0, "geometry": "none", "reach_km": 0.0}
    admin, line = place.admin, place.line
    ends = {"lat_a": line[0][0], "lon_a": line[0][1], "lat_b": line[-1][0], "lon_b": line[-1][1]} if len(line) > 1 else {}
    reach = (place.radius_m or 0.0) / 1000 if place.geometry in ("circle", "ring") else 0.0
    cells = {f"h3_{r}": h3.str_to_int(h3.latlng_to_cell(place.lat, place.lon, r)) for r in RESOLUTIONS
             if place.precision in (1, 2) and place.lat is not None and place.lon is not None}  # fmt: skip
    names = {"region": admin.region, "cercle": admin.cercle, "region_2023": admin.region_2023}
    keys = {f"{k}_key": fold(name) if name else None for k, name in names.items()}
    return {
        "place": place.name, "place_precision": place.precision, "lat": place.lat, "lon": place.lon, "geometry": place.geometry,
        "radius_m": place.radius_m, "reach_km": reach, "unit_pcode": place.unit_pcode, "level": place.level, "zone_id": place.zone_id,
        "line": [v for point in line for v in point] or None, "region_pcode": admin.region_pcode, "cercle_pcode": admin.cercle_pcode,
        **ends, **cells, **names, **keys,
    }  # fmt: skip
