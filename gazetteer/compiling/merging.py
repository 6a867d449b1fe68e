"""GeoNames and OCHA as one list: the same place is near and alike by name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import shapely
from rapidfuzz import fuzz

from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import KM_PER_DEGREE, Record
from gazetteer.fold import fold, key

NEAR_KM = 5.0
FUZZY_KM = 3.0
ALIKE = 84.0
_NUMBER = re.compile(r"(?:\b(?:i{1,3}|iv|v|vi{1,3}|ix|x|\d{1,3})\b)|(?:\b(?:ba|were|koura|kura|ni|nord|sud|est|ouest|marka|bambara|peulh?|bamana)\b)")


def merge(geonames: list[Record], ocha: list[Record], journal: Journal) -> list[Record]:
    """Every record of both lists once; a pair that is one place keeps GeoNames' id, OCHA's point and every name."""
    settled = [record for record in geonames if record.kind in ("settlement", "quarter")]
    pairs = sorted(_pairs(settled, ocha))
    taken_geonames: set[str] = set()
    taken_ocha: set[str] = set()
    by_id = {record.id: record for record in (*settled, *ocha)}
    reasons: Counter[str] = Counter()
    for _, _, how, first, second in pairs:
        if first in taken_geonames or second in taken_ocha:
            continue
        taken_geonames.add(first)
        taken_ocha.add(second)
        _join(by_id[first], by_id[second])
        reasons[how] += 1
    rows = [f"{how}: {count}" for how, count in sorted(reasons.items())]
    journal.note("merged", len(taken_ocha), "OCHA settlements into a GeoNames place near and alike by name", rows)
    return sorted([*geonames, *(record for record in ocha if record.id not in taken_ocha)], key=lambda record: record.id)


def _pairs(geonames: list[Record], ocha: list[Record]) -> list[tuple[int, float, str, str, str]]:
    """Candidate pairs as (grade, km, how, geonames id, ocha id); lower sorts first and wins."""
    tree = shapely.STRtree(shapely.points([record.lon for record in geonames], [record.lat for record in geonames]))
    points = shapely.points([record.lon for record in ocha], [record.lat for record in ocha])
    hits = tree.query(points, predicate="dwithin", distance=NEAR_KM / KM_PER_DEGREE * 1.1)
    pairs = []
    for left, right in zip(hits[0].tolist(), hits[1].tolist(), strict=True):
        other, record = ocha[left], geonames[right]
        distance = record.distance_km(other)
        if distance > NEAR_KM:
            continue
        how = _alike(record, other, distance)
        if how:
            pairs.append((*how, record.id, other.id))
    return [(grade, distance, how, first, second) for grade, how, distance, first, second in pairs]


def _alike(record: Record, other: Record, distance: float) -> tuple[int, str, float] | None:
    folded = fold(other.name)
    folds = {fold(name) for name, _ in record.names}
    if folded in folds:
        return 0, "same name", distance
    if key(other.name) in {key(name) for name, _ in record.names} - {""}:
        return 1, "same key", distance
    if distance > FUZZY_KM or len(folded) < 5:
        return None
    numbers = _NUMBER.findall(folded)
    near = max((fuzz.ratio(folded, text) for text in folds if _NUMBER.findall(text) == numbers), default=0.0)
    return (2, "near name", distance) if near >= ALIKE else None


def _join(record: Record, other: Record) -> None:
    """Take OCHA's point (surveyed, where GeoNames often rounds to a minute) and the better spelling."""
    record.lat, record.lon = other.lat, other.lon
    record.seat, kept = other.seat, record.name
    record.absorb(other)
    record.seat = other.seat
    record.kind = "settlement"
    record.name = _better(kept, other.name)


def _better(geonames: str, ocha: str) -> str:
    """OCHA's French spelling, but GeoNames' where only the accents differ and it has more of them."""
    if fold(geonames) == fold(ocha):
        return geonames if _accents(geonames) >= _accents(ocha) else ocha
    return ocha


def _accents(name: str) -> int:
    return sum(unicodedata.combining(character) != 0 for character in unicodedata.normalize("NFD", name))
