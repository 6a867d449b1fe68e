"""How many incidents each option of each filter would show, under all the other filters: what makes filters know each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from incidents.actor_tree import ancestors, with_children
from incidents.conditions import Condition, conditions, joined
from incidents.filters import LAST_DAYS, Filters
from incidents.snapshot import Snapshot

Facets = dict[str, dict[str, int]]

#: Field: the kind of filter it belongs to (left out when it is counted), and the column, a plain one or a list.
_PLAIN = {
    "region": ("unit", "region"), "region_2023": ("unit", "region_2023"), "cercle": ("unit", "cercle"),
    "event_type": ("type", "event_type"), "sub_event_type": ("type", "sub_event_type"),
    "place_precision": ("place", "place_precision"), "date_precision": ("date", "date_precision"),
    "reports": ("reports", "independent_reports"),
}  # fmt: skip
_LISTS = {
    "publisher": ("publisher", "publishers"), "language": ("language", "languages"), "affected": ("affected", "affected"),
    "actor": ("actor", "actors"), "initiator": ("actor", "initiators"), "target": ("actor", "targets"),
}  # fmt: skip
_SOME = "coalesce(killed_high, killed_best, killed_low, 0) > 0"


def facets(snapshot: Snapshot, filters: Filters, fields: Iterable[str] | None = None) -> Facets:
    """Field to option to count under the other kinds of filters; options without any incident are absent.

    Fields: region, region_2023, cercle, event_type, sub_event_type, actor, initiator, target (a parent counts its children's
    incidents once each), place_precision, date_precision ("0" undated), reports (of exactly so many), publisher, language,
    affected, fatalities ("with", "without"), last ("7", "30", "90" days back from the last day of the data).
    """
    wanted = set(fields) if fields is not None else {*_PLAIN, *_LISTS, "fatalities", "last"}
    parts = conditions(filters.resolved(snapshot.last_day))
    found: Facets = {}
    for field in [*_PLAIN, *_LISTS]:
        if field in wanted:
            kind, column = (_PLAIN | _LISTS)[field]
            found[field] = _options(snapshot, joined(parts, [kind]), column, field in _LISTS)
    for field in ("actor", "initiator", "target"):
        if field in found:
            found[field] |= _families(snapshot, joined(parts, ["actor"]), _LISTS[field][1], set(found[field]))
    if "fatalities" in wanted:
        where, values = joined(parts, ["killed"])
        row = snapshot.rows(f"SELECT count(*) FILTER ({_SOME}), count(*) FILTER (NOT ({_SOME})) FROM incidents WHERE {where}", values)[0]
        found["fatalities"] = {"with": row[0], "without": row[1]}
    if "last" in wanted:
        found["last"] = _last(snapshot, joined(parts, ["time"]))
    return found


def _options(snapshot: Snapshot, condition: Condition, column: str, is_list: bool) -> dict[str, int]:
    where, values = condition
    option = f"unnest({column})" if is_list else column
    rows = snapshot.rows(f"SELECT option, count(*) AS n FROM (SELECT {option} AS option FROM incidents WHERE {where}) "
                         "WHERE option IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1", values)  # fmt: skip
    return {str(option): n for option, n in rows}


def _families(snapshot: Snapshot, condition: Condition, column: str, seen: set[str]) -> dict[str, int]:
    """Counts of the actors that have children: incidents with the actor or any of them, each counted once."""
    heads = sorted({p for actor in seen for p in ancestors(actor)})
    if not heads:
        return {}
    where, values = condition
    tests = ", ".join(f"count(*) FILTER (list_has_any({column}, ?::VARCHAR[]))" for _ in heads)
    families: list[Any] = [sorted(with_children(head)) for head in heads]
    row = snapshot.rows(f"SELECT {tests} FROM incidents WHERE {where}", [*families, *values])[0]
    return dict(zip(heads, row, strict=True))


def _last(snapshot: Snapshot, condition: Condition) -> dict[str, int]:
    if snapshot.last_day is None:
        return {str(days): 0 for days in LAST_DAYS}
    where, values = condition
    starts = [snapshot.last_day - timedelta(days=days - 1) for days in LAST_DAYS]
    tests = ", ".join("count(*) FILTER (day_end >= ?)" for _ in starts)
    row = snapshot.rows(f"SELECT {tests} FROM incidents WHERE {where}", [*starts, *values])[0]
    return {str(days): n for days, n in zip(LAST_DAYS, row, strict=True)}
