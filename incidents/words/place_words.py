"""Places in words, in English and French: where an incident was reported, as a phrase and as a name.

The gazetteer names what has no name of its own in English ("12 km south of Nara", "Hombori–Gossi road"): these few forms are said again in
French here. Zones have their phrase in ``knowledge/zone_words.csv``.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from incidents.catalogue import language, mark, text
from incidents.model import PlaceValue

ZONES = Path(__file__).parents[1] / "knowledge" / "zone_words.csv"
_VOWELS = "aeiouàâäéèêëîïôöùûüAEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜ"  # no y: "de Yélimané"
_DISTANCE = re.compile(r"([0-9.]{1,6}) km (?:(north|south|east|west|north-east|north-west|south-east|south-west) of|from) (.{1,120})")
_LINE = re.compile(r"(.{1,120}) (road|river)")
_BETWEEN = re.compile(r"between (.{1,80}?) and (.{1,80})")
_FOREST = re.compile(r"(?:for[eê]t|forest) (?:de |of )?(.{1,80})", re.IGNORECASE)
_UNIT = re.compile(r"(?:Commune|Cercle|Region) of (.{1,80})")  # the gazetteer's names of units that are no settlement
_WAYS = {
    "north": mark("{km} km north {of_name}"), "south": mark("{km} km south {of_name}"), "east": mark("{km} km east {of_name}"),
    "west": mark("{km} km west {of_name}"), "north-east": mark("{km} km north-east {of_name}"), "north-west": mark("{km} km north-west {of_name}"),
    "south-east": mark("{km} km south-east {of_name}"), "south-west": mark("{km} km south-west {of_name}"),
}  # fmt: skip


def of(name: str, lang: str | None = None) -> str:
    """ "of Gao", "de Gao", "d’Ansongo"."""
    if (lang or language()) != "fr":
        return f"of {name}"
    return f"d’{name}" if name[:1] in _VOWELS else f"de {name}"


def place_words(place: PlaceValue | None, lang: str | None = None, *, unit: bool = True) -> str:
    """Where, as a phrase that follows a noun: "near Kobé, cercle of Gao"; "" where nothing is known. Without ``unit``: "near Kobé"."""
    if place is None:
        return ""
    name, admin = _bare(place.name), place.admin
    if place.precision == 6:
        return text("in Mali, no place given", lang=lang)
    if place.precision == 4 or place.level == "region":
        return text("in the region {of_name}", lang=lang, of_name=of(admin.region or name, lang))
    if place.precision == 3 and place.level != "commune":
        return text("in the cercle {of_name}", lang=lang, of_name=of(admin.cercle or name, lang))
    if not name:
        return text("at a place not named", lang=lang)
    return _at(place, lang) + (_unit(place, lang) if unit else "")


def _bare(name: str) -> str:
    """ "Fallou" of "Commune of Fallou"."""
    found = _UNIT.fullmatch(name)
    return found[1] if found else name


def place_name(place: PlaceValue, lang: str | None = None) -> str:
    """The place's name alone: "Kobé", "12 km south of Nara", "à 12 km au sud de Nara", "route Hombori–Gossi"."""
    distance, line = _DISTANCE.fullmatch(place.name), _LINE.fullmatch(place.name)
    if distance and place.precision in (2, 5):
        return _distance(distance[1], distance[2], distance[3], lang)
    if line and place.precision == 5 and not place.zone_id:
        road = line[2] == "road"
        return text("{names} road", lang=lang, names=line[1]) if road else text("river, {names}", lang=lang, names=line[1])
    return place.name


def _distance(km: str, way: str | None, name: str, lang: str | None) -> str:
    if way is None:
        return text("{km} km from {from_name}", lang=lang, km=km, from_name=of(name, lang) if (lang or language()) == "fr" else name)
    return text(_WAYS[way], lang=lang, km=km, of_name=of(name, lang))


def _at(place: PlaceValue, lang: str | None) -> str:
    if place.precision == 0:
        return text("at “{name}”, a place not found", lang=lang, name=place.name)
    if place.level == "commune":
        if place.name.startswith("Commune ") and not _UNIT.fullmatch(place.name):  # Bamako's have numbers
            return text("in {name}", lang=lang, name=place.name)
        return text("in the commune {of_name}", lang=lang, of_name=of(_bare(place.name), lang))
    if _DISTANCE.fullmatch(place.name):
        return place_name(place, lang)
    if place.precision == 2:
        return text("near {near_name}", lang=lang, near_name=of(place.name, lang) if (lang or language()) == "fr" else place.name)
    if place.precision == 5:
        return _along(place, lang)
    return text("at {name}", lang=lang, name=place.name)


def _along(place: PlaceValue, lang: str | None) -> str:
    known = _zones().get(place.zone_id or "", {}).get(lang or language())
    if known:
        return known
    line, ends, forest = _LINE.fullmatch(place.name), _BETWEEN.fullmatch(place.name), _FOREST.fullmatch(place.name)
    if ends:
        return text("between {a} and {b}", lang=lang, a=ends[1], b=ends[2])
    if forest:
        return text("in the forest {of_name}", lang=lang, of_name=of(forest[1], lang))
    if not line:
        return text("in or along {name}", lang=lang, name=place.name)
    if line[2] == "river":
        return text("on the river, {names}", lang=lang, names=line[1])
    return text("on the {names} road", lang=lang, names=line[1])


def _unit(place: PlaceValue, lang: str | None) -> str:
    admin = place.admin
    if admin.cercle and not place.name.endswith(admin.cercle):
        return ", " + text("cercle {of_name}", lang=lang, of_name=of(admin.cercle, lang))
    if admin.region and not place.name.endswith(admin.region):
        return ", " + text("region {of_name}", lang=lang, of_name=of(admin.region, lang))
    return ""


@cache
def _zones() -> dict[str, dict[str, str]]:
    with ZONES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}
