"""Filters to the parameters of an address and back. What comes in is hostile: bounded, checked, and dropped with a plain sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incidents.catalogue import mark, text
from incidents.query import units
from incidents.query.areas import MAX_TOWNS, MAX_VERTICES, Area, Corridor, Near
from incidents.query.filters import FATALITIES, ROLES, Filters, Query, Resolver
from incidents.words.actor_tree import is_known
from incidents.words.event_types import sub_types, types

MAX_VALUES = 60
MAX_LENGTH = 200
MAX_AREA = MAX_VERTICES * 24
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
AFFECTED = ("aid", "camp", "education", "health", "market", "road", "worship")

_NAME = re.compile(r"[^\x00-\x1f<>`{}\[\]\\|]{1,60}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_PUBLISHER = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_NUMBER = re.compile(r"-?\d{1,4}(?:\.\d{1,12})?")
_ODD = re.compile(r"[^\w .,:/'’-]+")


@dataclass
class _Reader:
    query: dict[str, list[str]]
    resolve: Resolver | None
    problems: list[str] = field(default_factory=list)

    def values(self, key: str, limit: int = MAX_LENGTH) -> list[str]:
        found = []
        for value in self.query.get(key, []):
            if len(value) > limit:
                self.problems.append(text("“{key}” is too long ({n} characters) and was left out.", key=key, n=len(value)))
            elif value.strip():
                found.append(value.strip())
        if len(found) > MAX_VALUES:
            self.problems.append(text("Only the first {n} values of “{key}” were used.", n=MAX_VALUES, key=key))
        return found[:MAX_VALUES]

    def refuse(self, key: str, value: str, why: str = mark("it is not known")) -> None:
        self.problems.append(text("“{value}” was left out of “{key}”: {why}.", value=quotable(value), key=key, why=text(why)))

    def one(self, key: str, parse: Callable[[str], Any], why: str, default: Any = None) -> Any:
        for value in self.values(key)[-1:]:
            try:
                return parse(value)
            except (ValueError, KeyError, OverflowError):
                self.refuse(key, value, why)
        return default

    def many(self, key: str, fits: Callable[[str], Any], why: str = mark("it is not known")) -> tuple[str, ...]:
        kept = []
        for value in self.values(key):
            if fits(value):
                kept.append(value)
            else:
                self.refuse(key, value, why)
        return tuple(kept)


def quotable(value: str, limit: int = 40) -> str:
    """``value`` cut and stripped of everything that a page could take for markup, for a message about it."""
    cut = value[:limit] + ("…" if len(value) > limit else "")
    return _ODD.sub("·", cut).replace("_", "·")


def read(query: Query, resolve: Resolver | None = None) -> tuple[Filters, list[str]]:
    """See :meth:`incidents.query.filters.Filters.from_query`."""
    reader = _Reader({str(k): [v] if isinstance(v, str) else [str(x) for x in v] for k, v in query.items()}, resolve)
    known_types, known_subs = {t.type for t in types()}, {t.sub for t in sub_types()}
    values: dict[str, Any] = {
        **_period(reader),
        "day_exact_only": _flag(reader, "exact"),
        "include_undated": _flag(reader, "undated"),
        "date_precision_max": _small(reader, "date", 1, 5),
        "regions": reader.many("region", units.region),
        "cercles": reader.many("cercle", units.cercle),
        "event_types": reader.many("type", known_types.__contains__),
        "sub_event_types": reader.many("subtype", known_subs.__contains__),
        "actors": reader.many("actor", _actor),
        "opponents": reader.many("against", _actor),
        "actor_role": reader.one("role", _choice(ROLES), mark("it is not known"), "any"),
        "place_precision_max": _small(reader, "place", 1, 5),
        "min_independent": _small(reader, "reports", 1, 99) or 1,
        "publishers": reader.many("publisher", _PUBLISHER.fullmatch),
        "languages": reader.many("written", _LANGUAGE.fullmatch),
        "fatalities": reader.one("killed", _choice(FATALITIES), mark("it is not known"), "any"),
        "affected": reader.many("affected", AFFECTED.__contains__),
        "words": reader.one("words", _words, mark("it has no letters or digits"), ""),
        "near": reader.one("near", lambda v: _near(v, resolve), mark("a place and a distance in km are needed, as in 16.27,-0.04,50")),
        "corridor": _corridor(reader),
        "area": _area(reader),
    }
    return Filters(**values), reader.problems


def write(filters: Filters) -> dict[str, list[str]]:
    """See :meth:`incidents.query.filters.Filters.to_query`."""
    f = filters
    pairs: list[tuple[str, list[str]]] = [
        ("start", _given(f.start)), ("end", _given(f.end)), ("last", _given(f.last_days)),
        ("exact", ["1"] * f.day_exact_only), ("undated", ["1"] * f.include_undated), ("date", _given(f.date_precision_max)),
        ("region", list(f.regions)), ("cercle", list(f.cercles)), ("type", list(f.event_types)), ("subtype", list(f.sub_event_types)),
        ("actor", list(f.actors)), ("role", [f.actor_role] * (f.actor_role != "any")), ("against", list(f.opponents)),
        ("place", _given(f.place_precision_max)), ("reports", [str(f.min_independent)] * (f.min_independent > 1)),
        ("publisher", list(f.publishers)), ("written", list(f.languages)), ("killed", [f.fatalities] * (f.fatalities != "any")),
        ("affected", list(f.affected)), ("words", [f.words] * bool(f.words)), ("near", [_write_near(f.near)] if f.near else []),
        ("corridor", [_write_corridor(f.corridor)] if f.corridor else []), ("area", [_write_points(f.area.corners)] if f.area else []),
    ]  # fmt: skip
    return {key: values for key, values in pairs if values}


def _given(value: Any) -> list[str]:
    return [] if value is None else [str(value)]


def _choice(options: tuple[str, ...]) -> Callable[[str], str]:
    return lambda value: options[options.index(value)]


def _words(value: str) -> str:
    if not any(c.isalnum() for c in value):
        raise ValueError(value)
    return value


def _actor(value: str) -> bool:
    return bool(_SLUG.fullmatch(value)) and is_known(value)


def _flag(reader: _Reader, key: str) -> bool:
    return bool(reader.one(key, {"1": True, "0": False, "true": True, "false": False}.__getitem__, mark("it is neither 1 nor 0"), False))


def _small(reader: _Reader, key: str, low: int, high: int) -> int | None:
    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            raise ValueError(value)
        return int(value)

    number: int | None = reader.one(key, parse, mark("it is no whole number in the range"))
    return number


def _period(reader: _Reader) -> dict[str, Any]:
    why = mark("a date is written as 2024-03-31")
    start, end = reader.one("start", _day, why), reader.one("end", _day, why)
    if start and end and start > end:
        reader.problems.append(text("The period began after its end; the two dates were exchanged."))
    return {"start": start, "end": end, "last_days": _small(reader, "last", 1, 3660)}


def _day(value: str) -> date:
    day = date.fromisoformat(value)
    if len(value) != 10 or not EARLIEST <= day <= LATEST:
        raise ValueError(value)
    return day


def _float(value: str) -> float:
    if not _NUMBER.fullmatch(value.strip()):
        raise ValueError(value)
    return float(value)


def _label(value: str) -> str:
    value = value.strip()
    if value and not _NAME.fullmatch(value):
        raise ValueError(value)
    return value


def _place(value: str, resolve: Resolver | None) -> tuple[float, float, str]:
    """(lat, lon, name) of "lat,lon", "lat,lon,name" or, with a resolver, "name". A name that lies elsewhere loses its say."""
    parts = value.split(",", 2)
    if len(parts) == 1:
        name = _label(parts[0])
        found = resolve(name) if resolve and name else None
        if found is None:
            raise ValueError(value)
        return *found, name
    lat, lon, name = _float(parts[0]), _float(parts[1]), _label(parts[2]) if len(parts) > 2 else ""
    known = resolve(name) if resolve and name else None
    if known and max(abs(known[0] - lat), abs(known[1] - lon)) > 0.02:
        name = ""
    return lat, lon, name


def _near(value: str, resolve: Resolver | None) -> Near:
    parts = value.split(",")
    if len(parts) < 2:
        raise ValueError(value)
    if len(parts) == 2:  # a name and a distance
        lat, lon, name = _place(parts[0], resolve)
        return Near(lat, lon, _float(parts[1]), name)
    lat, lon, name = _place(",".join([parts[0], parts[1], *parts[3:]]), resolve)
    return Near(lat, lon, _float(parts[2]), name)


def _corridor(reader: _Reader) -> Corridor | None:
    def parse(value: str) -> Corridor:
        km, *towns = value.split(";")
        if len(towns) > MAX_TOWNS:
            raise ValueError(value)
        places = [_place(town, reader.resolve) for town in towns]
        return Corridor(tuple((lat, lon) for lat, lon, _ in places), _float(km), tuple(name for *_, name in places))

    for value in reader.values("corridor", MAX_TOWNS * 90)[-1:]:
        try:
            return parse(value)
        except ValueError:
            reader.refuse("corridor", value, mark("a distance in km and two to eight places are needed"))
    return None


def _area(reader: _Reader) -> Area | None:
    for value in reader.values("area", MAX_AREA)[-1:]:
        try:
            points = [point.split(",") for point in value.split(";")]
            return Area(tuple((_float(lat), _float(lon)) for lat, lon in points))
        except ValueError:
            reader.refuse("area", value, mark("three to 64 corners are needed"))
    return None


def _write_near(near: Near) -> str:
    return ",".join([_number(near.lat), _number(near.lon), _number(near.km), *([near.name] if near.name else [])])


def _write_corridor(corridor: Corridor) -> str:
    names = corridor.names or ("",) * len(corridor.towns)
    towns = [",".join([_number(lat), _number(lon), *([name] if name else [])]) for (lat, lon), name in zip(corridor.towns, names, strict=True)]
    return ";".join([_number(corridor.km), *towns])


def _write_points(points: tuple[tuple[float, float], ...]) -> str:
    return ";".join(f"{_number(lat)},{_number(lon)}" for lat, lon in points)


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")
