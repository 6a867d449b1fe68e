"""How many incidents each option of each filter would show, under all the other filters: what makes filters know each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from incidents.query.conditions import Condition, conditions, joined
from incidents.query.filters import LAST_DAYS, Filters
from incidents.query.snapshot import SEPARATOR, Snapshot

Facets = dict[str, dict[str, int]]

#: Field: the kind of filter it belongs to (left out when the field's options are counted), and the column.
_FIELDS = {
    "region": ("unit", "region"), "region_2023": ("unit", "region_2023"), "cercle": ("unit", "cercle"),
    "event_type": ("type", "event_type"), "sub_event_type": ("type", "sub_event_type"),
    "place_precision": ("place", "place_precision"), "date_precision": ("date", "date_precision"),
    "reports": ("reports", "independent_reports"), "fatalities": ("killed", "coalesce(killed_high, killed_best, killed_low, 0) > 0"),
    "publisher": ("publisher", "publishers_key"), "language": ("language", "languages_key"), "affected": ("affected", "affected_key"),
    "actor": ("actor", "actors_key"), "initiator": ("actor", "initiators_key"), "target": ("actor", "targets_key"),
}  # fmt: skip


def facets(snapshot: Snapshot, filters: Filters, fields: Iterable[str] | None = None) -> Facets:
    """Field to option to count under the other kinds of filters, most first; options without any incident are absent.

    Fields: region, region_2023, cercle, event_type, sub_event_type, actor, initiator, target (a parent counts its children's
    incidents once each), place_precision, date_precision ("0" undated), reports (of exactly so many), publisher, language,
    affected, fatalities ("with", "without"), last ("7", "30", "90" days back from the last day of the data).
    """
    wanted = [*_FIELDS, "last"] if fields is None else list(fields)
    parts = conditions(filters.resolved(snapshot.last_day))
    shared: dict[str, list[str]] = {}
    for field in wanted:
        if field in _FIELDS:  # fields of kinds that ask for nothing share one reading of the rows
            shared.setdefault(_FIELDS[field][0] if _FIELDS[field][0] in parts else "", []).append(field)
    found: Facets = {}
    for kind, group in shared.items():
        found |= _counted(snapshot, joined(parts, [kind]), group)
    if "last" in wanted:
        found["last"] = _last(snapshot, joined(parts, ["time"]))
    return {field: found[field] for field in wanted}


def _counted(snapshot: Snapshot, condition: Condition, fields: list[str]) -> Facets:
    """The options of several fields in one reading of the rows."""
    where, values = condition
    columns = ", ".join(f"{_FIELDS[f][1]} AS c{i}" for i, f in enumerate(fields))
    names = [f"c{i}" for i in range(len(fields))]
    rows = snapshot.rows(f"SELECT GROUPING({', '.join(names)}), {', '.join(names)}, count(*) FROM (SELECT {columns} FROM incidents WHERE {where}) "
                         f"GROUP BY GROUPING SETS ({', '.join(f'({n})' for n in names)})", values)  # fmt: skip
    counted: Facets = {field: {} for field in fields}
    whole = 2 ** len(fields) - 1
    for which, *options, n in rows:
        at = len(fields) - (whole ^ which).bit_length()  # GROUPING has a bit for each column that this row does not group by, the first one highest
        _add(counted[fields[at]], fields[at], options[at], n)
    return {field: dict(sorted(options.items(), key=lambda item: (-item[1], item[0]))) for field, options in counted.items()}


def _add(options: dict[str, int], field: str, value: object, n: int) -> None:
    if value is None:
        return
    if field == "fatalities":
        names = ["with" if value else "without"]
    elif _FIELDS[field][1].endswith("_key"):
        names = str(value).strip(SEPARATOR).split(SEPARATOR) if value else []
    else:
        names = [str(value)]
    for name in names:
        options[name] = options.get(name, 0) + n


def _last(snapshot: Snapshot, condition: Condition) -> dict[str, int]:
    if snapshot.last_day is None:
        return {str(days): 0 for days in LAST_DAYS}
    where, values = condition
    starts = [snapshot.last_day - timedelta(days=days - 1) for days in LAST_DAYS]
    tests = ", ".join("count(*) FILTER (day_end >= ?)" for _ in starts)
    row = snapshot.rows(f"SELECT {tests} FROM incidents WHERE {where}", [*starts, *values])[0]
    return {str(days): n for days, n in zip(LAST_DAYS, row, strict=True)}
