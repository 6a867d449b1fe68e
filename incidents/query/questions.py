"""What screens ask a snapshot: what is shown, how options count under the other filters, the timeline, units, cells, places, the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from incidents.query.areas import KM_PER_DEGREE
from incidents.query.conditions import COARSE, DRAWABLE, conditions, joined
from incidents.query.counts import Counts, KilledSum
from incidents.query.filters import Filters
from incidents.query.snapshot import RESOLUTIONS, Snapshot
from incidents.query.timeline import Bin, BinUnit, Timeline, timeline

__all__ = ["DRAWN", "Bin", "BinUnit", "Shown", "Timeline", "UnitCount", "at_place", "bounds", "by_unit", "cells", "count", "ids", "in_cell",
           "in_unit", "neighbours", "off_map", "shown", "table", "timeline", "undated_beside"]  # fmt: skip

MAX_POINTS = 20_000
MAX_CELLS = 5_000
LISTED = 1_000  # incidents of a spot, unit or cell that are named to whoever clicks on it
DRAWN = ("id", "event_type", "sub_event_type", "day_start", "day_end", "date_precision", "edtf", "place", "place_precision", "lat", "lon",
         "geometry", "radius_m", "unit_pcode", "level", "zone_id", "line", "region", "region_pcode", "cercle", "cercle_pcode", "region_2023",
         "actors", "initiators", "targets", "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high",
         "abducted_low", "abducted_best", "abducted_high", "claimants", "affected", "reports", "independent_reports", "by_party",
         "publishers", "languages", "documents")  # fmt: skip

KILLED = """coalesce(sum(coalesce(killed_low, 0)), 0)::BIGINT, coalesce(sum(coalesce(killed_high, killed_best, killed_low, 0)), 0)::BIGINT,
    coalesce(bool_or(killed_high IS NULL AND coalesce(killed_best, killed_low) IS NOT NULL), false),
    count(coalesce(killed_high, killed_best, killed_low)), count(*) - count(coalesce(killed_high, killed_best, killed_low)),
    count(*) FILTER (killed_low IS NULL AND coalesce(killed_high, killed_best) IS NOT NULL)"""

Unit = Literal["region", "cercle", "region_2023"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What fits: ``rows`` (a pyarrow table of :data:`DRAWN`, oldest first, undated last, at most ``limit``) and the counts of all of it.

    ``truncated`` is True where more fit than were handed out: then draw :func:`cells` instead of points.
    """

    rows: pa.Table
    counts: Counts
    truncated: bool


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Incidents in one unit. ``coarse`` of them are known to this unit only; ``pcode`` is "" for regions of 2023."""

    pcode: str
    name: str
    incidents: int
    coarse: int
    killed: KilledSum


def shown(snapshot: Snapshot, filters: Filters, limit: int = MAX_POINTS, columns: Sequence[str] = DRAWN) -> Shown:
    """The incidents that fit, with their counts."""
    counts = count(snapshot, filters)
    where, values = _where(snapshot, filters)
    rows = snapshot.table(f"SELECT {_columns(columns)} FROM incidents WHERE {where} LIMIT {int(limit)}", values)  # the file has the order
    return Shown(rows, counts, counts.total > limit)


def count(snapshot: Snapshot, filters: Filters) -> Counts:
    """The counts alone: one pass over the rows."""
    f = filters.resolved(snapshot.last_day)
    parts = conditions(f)
    where, values = joined(parts)
    rows = snapshot.rows(f"SELECT place_precision, count(*), count(*) FILTER ({DRAWABLE}), min(day_start), max(day_end), "
                         f"count(*) - count(day_start), count(*) FILTER (date_precision > 1), {KILLED} FROM incidents WHERE {where} GROUP BY 1",
                         values)  # fmt: skip
    by_precision = {int(row[0]): row[1] for row in sorted(rows)}
    total, drawn, only_mali = sum(row[1] for row in rows), sum(row[2] for row in rows), by_precision.get(6, 0)
    return Counts(
        all=snapshot.size, total=total, on_map=drawn, only_mali=only_mali, unresolved=total - drawn - only_mali, by_precision=by_precision,
        killed=sum((KilledSum(*row[7:]) for row in rows), KilledSum()), first=min((row[3] for row in rows if row[3]), default=None),
        last=max((row[4] for row in rows if row[4]), default=None), undated_in=sum(row[5] for row in rows), imprecise=sum(row[6] for row in rows),
        last_day=snapshot.last_day, **_beside(snapshot, f, parts),
    )  # fmt: skip


def _beside(snapshot: Snapshot, filters: Filters, parts: dict[str, Any]) -> dict[str, int]:
    found = {}
    if "time" in parts:
        where, values = joined(parts, ["time"])
        time, time_values = parts["time"]
        undated = "FALSE" if filters.include_undated else "day_start IS NULL"
        row = snapshot.rows(f"SELECT count(*) FILTER ({undated}), count(*) FILTER (day_start IS NOT NULL AND NOT ({time})) "
                            f"FROM incidents WHERE {where}", [*time_values, *values])[0]  # fmt: skip
        found = {"undated": row[0], "outside_period": row[1]}
    if "area" in parts:
        where, values = joined(parts, ["area"])
        found["too_coarse"] = snapshot.rows(f"SELECT count(*) FROM incidents WHERE ({where}) AND ({COARSE})", values)[0][0]
    return found


def by_unit(snapshot: Snapshot, filters: Filters, level: Unit = "region") -> list[UnitCount]:
    """Incidents per unit, most first; those whose unit is not known are not in any."""
    where, values = _where(snapshot, filters)
    code = "''" if level == "region_2023" else f"{level}_pcode"
    coarse = 3 if level == "cercle" else 4
    rows = snapshot.rows(f"SELECT {code}, {level}, count(*) AS n, count(*) FILTER (place_precision = {coarse}), {KILLED} FROM incidents "
                         f"WHERE ({where}) AND {level} IS NOT NULL GROUP BY 1, 2 ORDER BY n DESC, 2", values)  # fmt: skip
    return [UnitCount(pcode or "", name, n, c, KilledSum(*killed)) for pcode, name, n, c, *killed in rows]


def cells(snapshot: Snapshot, filters: Filters, res: int = 4) -> pa.Table:
    """H3 cells at ``res`` (3, 4 or 5), fullest first, at most 5,000: cell (hexadecimal), n, killed_low. Precision 1 and 2 only."""
    if res not in RESOLUTIONS:
        raise ValueError(f"cells exist at resolutions {RESOLUTIONS}")
    where, values = _where(snapshot, filters)
    return snapshot.table(f"SELECT lower(printf('%x', h3_{res})) AS cell, count(*) AS n, sum(coalesce(killed_low, 0))::BIGINT AS killed_low "
                          f"FROM incidents WHERE ({where}) AND h3_{res} IS NOT NULL GROUP BY h3_{res} ORDER BY n DESC, h3_{res} LIMIT {MAX_CELLS}",
                          values)  # fmt: skip


def at_place(snapshot: Snapshot, filters: Filters, lat: float, lon: float) -> list[str]:
    """The ids of the incidents of precision 1 and 2 that are placed on one and the same point (to 10 m), newest first."""
    return _ids(snapshot, filters, "place_precision IN (1, 2) AND abs(lat - ?) < 0.000051 AND abs(lon - ?) < 0.000051", [lat, lon])


def in_unit(snapshot: Snapshot, filters: Filters, pcode: str) -> list[str]:
    """The ids of the incidents that are known no sharper than one region or cercle, newest first."""
    return _ids(snapshot, filters, "place_precision IN (3, 4) AND unit_pcode = ?", [pcode])


def in_cell(snapshot: Snapshot, filters: Filters, cell: str) -> list[str]:
    """The ids of the incidents of precision 1 and 2 in one H3 cell (hexadecimal, of one of :data:`RESOLUTIONS`), newest first."""
    number = int(cell, 16)
    res = number >> 52 & 15  # where an H3 index keeps its resolution: h3geo.org/docs/core-library/h3Indexing
    return _ids(snapshot, filters, f"h3_{res} = ?", [number]) if res in RESOLUTIONS else []


def _ids(snapshot: Snapshot, filters: Filters, more: str, values_of: list[Any]) -> list[str]:
    """At most :data:`LISTED` ids of what fits and fulfils one more condition, in the order of the table: newest first, undated last."""
    where, values = _where(snapshot, filters)
    sql = f"SELECT id FROM incidents WHERE ({where}) AND {more} ORDER BY day_start DESC NULLS LAST, row LIMIT {LISTED}"
    return [row[0] for row in snapshot.rows(sql, [*values, *values_of])]


def bounds(snapshot: Snapshot, filters: Filters) -> tuple[float, float, float, float] | None:
    """(west, south, east, north) of the points of what fits, in degrees; None where nothing has one."""
    where, values = _where(snapshot, filters)
    west, south, east, north = snapshot.rows(f"SELECT min(lon), min(lat), max(lon), max(lat) FROM incidents WHERE ({where}) AND lat IS NOT NULL",
                                             values)[0]  # fmt: skip
    return None if west is None else (west, south, east, north)


def off_map(snapshot: Snapshot, filters: Filters, limit: int = 200) -> pa.Table:
    """What fits and cannot be drawn, for the list beside the map: DRAWN and ``reason``, "only Mali", "unresolved" or "no shape"."""
    where, values = _where(snapshot, filters)
    reason = "CASE place_precision WHEN 6 THEN 'only Mali' WHEN 0 THEN 'unresolved' ELSE 'no shape' END AS reason"
    return snapshot.table(f"SELECT {_columns(DRAWN)}, {reason} FROM incidents WHERE ({where}) AND NOT {DRAWABLE} LIMIT {int(limit)}", values)


def undated_beside(snapshot: Snapshot, filters: Filters, limit: int = 200) -> pa.Table:
    """The undated incidents that would fit but for the period (``Counts.undated`` of them): columns as :data:`DRAWN`."""
    f = filters.resolved(snapshot.last_day)
    where, values = joined(conditions(f), ["time"])
    beside = "day_start IS NULL" if f.has_time and not f.include_undated else "FALSE"
    return snapshot.table(f"SELECT {_columns(DRAWN)} FROM incidents WHERE ({where}) AND {beside} LIMIT {int(limit)}", values)


def neighbours(snapshot: Snapshot, incident_id: str, km: float = 50, days: int = 30, limit: int = 50) -> pa.Table:
    """Incidents near in place and time, nearest first: DRAWN plus ``km`` and ``days`` (negative: earlier). Empty where either is not known."""
    scale = "cos(radians(i.lat))"
    gap = "CASE WHEN o.day_start > i.day_end THEN o.day_start - i.day_end WHEN o.day_end < i.day_start THEN o.day_end - i.day_start ELSE 0 END"
    distance = f"sqrt(pow((o.lon - i.lon) * {KM_PER_DEGREE} * {scale}, 2) + pow((o.lat - i.lat) * {KM_PER_DEGREE}, 2))"
    columns = ", ".join(f"o.{c}" for c in DRAWN)
    return snapshot.table(
        f"SELECT {columns}, round({distance}, 1) AS km, ({gap})::INT AS days FROM incidents o, (SELECT * FROM incidents WHERE id = ?) i "
        f"WHERE o.id <> i.id AND o.place_precision IN (1, 2, 5) AND i.place_precision IN (1, 2, 5) AND {distance} <= ? "
        f"AND o.day_start <= i.day_end + ?::INT AND o.day_end >= i.day_start - ?::INT ORDER BY {distance}, abs({gap}), o.id LIMIT {int(limit)}",
        [incident_id, km, days, days])  # fmt: skip


_ORDERS = {"date": "day_start", "place": "place", "type": "event_type", "killed": "coalesce(killed_low, killed_best, killed_high)",
           "reports": "reports", "region": "region"}  # fmt: skip


def table(snapshot: Snapshot, filters: Filters, order: str = "date", descending: bool = True, offset: int = 0, limit: int = 500) -> pa.Table:
    """One page of the table twin: columns as :data:`DRAWN`; ``order`` is date, place, type, killed, reports or region; unknown values last."""
    where, values = _where(snapshot, filters)
    by = f"{_ORDERS[order]} {'DESC' if descending else 'ASC'} NULLS LAST, row"
    picked = [r[0] for r in snapshot.rows(f"SELECT row FROM incidents WHERE {where} ORDER BY {by} LIMIT {int(limit)} OFFSET {int(offset)}", values)]
    if not picked:
        return snapshot.table(f"SELECT {_columns(DRAWN)} FROM incidents WHERE FALSE")
    found = snapshot.table(f"SELECT row, {_columns(DRAWN)} FROM incidents WHERE row BETWEEN ? AND ? AND row IN (SELECT unnest(?::INT[]))",
                           [min(picked), max(picked), picked])  # fmt: skip
    at = {row: i for i, row in enumerate(found.column("row").to_pylist())}
    return found.take([at[row] for row in picked]).drop_columns("row")


def ids(snapshot: Snapshot, filters: Filters) -> list[str]:
    """The ids of all that fits, oldest first, undated last: what an export asks the store for."""
    where, values = _where(snapshot, filters)
    return [row[0] for row in snapshot.rows(f"SELECT id FROM incidents WHERE {where}", values)]


def _where(snapshot: Snapshot, filters: Filters) -> tuple[str, list[Any]]:
    return filters.resolved(snapshot.last_day).where()


def _columns(names: Sequence[str]) -> str:
    if set(names) - set(DRAWN):
        raise ValueError(f"no such columns: {sorted(set(names) - set(DRAWN))}")
    return ", ".join(names)
