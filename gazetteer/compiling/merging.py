"""GeoNames and OCHA as one list: the same place is near and alike by name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import shapely
from rapidfuzz import fuzz

from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import KM_PER_DEGREE, Record
from gazetteer.fold import fold, key

NEAR_KM = 5.0
FUZZY_KM = 3.0  # a near name counts only this close
NEXT_DOOR_KM = 0.6  # and a vaguely similar one only here: two villages are hardly ever so close
SEAT_KM = 1.5
DESERT_LATITUDE, DESERT_KM = 16.0, 30.0
ALIKE, VAGUELY = 84.0, 70.0
# Words that tell two neighbouring villages of one name apart: numbers, "big", "small", "new", the people who live there.
_TELLING = re.compile(
    r"\b(?:i{1,3}|iv|vi{0,3}|ix|x|\d{1,3}|ba|were|coura|koura|kura|ni|nord|sud|est|ouest|marka|bambara|bamana|peulh?|foulbe|habe|dogon|bozo|rimaibe)\b"
)


def merge(geonames: list[Record], ocha: list[Record], journal: Journal) -> list[Record]:
    """Every record of both lists once; a pair that is one place keeps GeoNames' id, OCHA's point and every name."""
    settled = [record for record in geonames if record.kind in ("settlement", "quarter")]
    by_id = {record.id: record for record in (*settled, *ocha)}
    taken: set[str] = set()
    reasons: Counter[str] = Counter()
    for _, _, _, how, first, second in sorted(_pairs(settled, ocha)):
        if first in taken or second in taken:
            continue
        taken.update((first, second))
        _join(by_id[first], by_id[second])
        reasons[how] += 1
    journal.note("merged", reasons.total(), "OCHA settlements into a GeoNames place near and alike by name", _counts(reasons))
    records = [*geonames, *(record for record in ocha if record.id not in taken)]
    return sorted(_merge_twins(records, journal), key=lambda record: record.id)


def _counts(reasons: Counter[str]) -> Iterable[str]:
    return (f"{how}: {count}" for how, count in sorted(reasons.items()))


def _pairs(geonames: list[Record], ocha: list[Record]) -> list[tuple[int, int, float, str, str, str]]:
    """Candidate pairs as (grade, seat, km, how, geonames id, ocha id); lower sorts first and wins."""
    pairs = []
    for left, right in _neighbours(ocha, geonames):
        other, record = ocha[left], geonames[right]
        distance = record.distance_km(other)
        found = _alike(record, other, distance) if distance <= NEAR_KM else None
        if found:
            pairs.append((found[0], other.seat, distance, found[1], record.id, other.id))
    return pairs


def _neighbours(left: list[Record], right: list[Record]) -> Iterable[tuple[int, int]]:
    tree = shapely.STRtree(shapely.points([record.lon for record in right], [record.lat for record in right]))
    points = shapely.points([record.lon for record in left], [record.lat for record in left])
    hits = tree.query(points, predicate="dwithin", distance=NEAR_KM / KM_PER_DEGREE * 1.1)
    return zip(hits[0].tolist(), hits[1].tolist(), strict=True)


def _alike(record: Record, other: Record, distance: float) -> tuple[int, str] | None:
    folded = fold(other.name)
    folds = {fold(name) for name, _ in record.names}
    if folded in folds:
        return 0, "same name"
    folds = {text for text in folds if _telling(text) == _telling(folded)}
    if key(folded) in {key(text) for text in folds} - {""}:
        return 1, "same key"
    near = max((fuzz.ratio(folded, text) for text in folds), default=0.0)
    if distance <= FUZZY_KM and len(folded) >= 5 and near >= ALIKE:
        return 2, "near name"
    if distance <= NEXT_DOOR_KM and near >= VAGUELY and any(text[0] == folded[0] for text in folds):
        return 3, "similar name within 600 m"
    if other.seat <= 3 and distance <= SEAT_KM and _shares_word(folded, {fold(name) for name, _ in record.names}):
        return 4, "seat whose name holds the other's"
    return None


def _telling(folded: str) -> list[str]:
    """The words of a name that tell it from its neighbours', Roman numbers as they are, the rest by sound (koura is coura)."""
    return [word if set(word) <= set("ivx") else key(word) for word in _TELLING.findall(folded)]


def _shares_word(folded: str, folds: set[str]) -> bool:
    """Whether one name is the other plus a word: Mondoro-Habé and Mondoro, Macina and Ké-Macina."""
    words = set(folded.split())
    return any(len(text) >= 4 and (set(text.split()) < words or words < set(text.split())) for text in folds)


def _join(record: Record, other: Record) -> None:
    """Take OCHA's point (surveyed, where GeoNames often rounds to a minute), its rank and the better spelling."""
    kept = record.name
    record.absorb(other)
    record.lat, record.lon, record.seat, record.kind = other.lat, other.lon, other.seat, "settlement"
    record.name = _better(kept, other.name)


def _better(geonames: str, ocha: str) -> str:
    """OCHA's French spelling, but GeoNames' where OCHA's lacks all accents."""
    if fold(geonames) == fold(ocha) and not _accents(ocha):
        return geonames if _accents(geonames) else ocha
    return ocha


def _is_rounded(lat: float, lon: float) -> bool:
    """Whether a point lies on whole minutes, as old map sheets have it: good to a kilometre or two at best."""
    return all(abs(value * 60 - round(value * 60)) < 0.01 for value in (lat, lon))


def _accents(name: str) -> int:
    return sum(unicodedata.combining(character) != 0 for character in unicodedata.normalize("NFD", name))


def _merge_twins(records: list[Record], journal: Journal) -> list[Record]:
    """Settlements that bear one name within 3 km after all (a village listed under two communes, a camp beside its village)."""
    settled = sorted((record for record in records if record.kind == "settlement"), key=lambda record: (record.seat, record.id))
    groups: dict[str, list[Record]] = {}
    gone: dict[str, str] = {}
    for record in settled:
        peers = groups.setdefault(fold(record.name), [])
        twin = next((peer for peer in peers if peer.distance_km(record) <= FUZZY_KM), None)
        if twin:
            gone[record.id] = f"{record.name} ({record.id} into {twin.id})"
            twin.absorb(record)
        else:
            peers.append(record)
    journal.note("merged", len(gone), "settlements of one name within 3 km of each other", gone.values())
    return _merge_desert_seats([record for record in records if record.id not in gone], journal)


def _merge_desert_seats(records: list[Record], journal: Journal) -> list[Record]:
    """North of 16 degrees, where villages lie far apart: a seat takes the places that sound like it within 30 km."""
    desert = [record for record in records if record.kind == "settlement" and record.lat >= DESERT_LATITUDE]
    gone: dict[str, str] = {}
    others = [record for record in desert if "ocha" not in ";".join(record.sources)]
    for seat in (record for record in desert if record.seat <= 3 and "geonames" not in ";".join(record.sources)):
        near = [(seat.distance_km(other), other.id, other) for other in others if key(seat.name) in {key(name) for name, _ in other.names}]
        distance, _, other = min(near, default=(DESERT_KM + 1, "", seat))
        if distance <= DESERT_KM:
            gone[seat.id] = f"{seat.name} ({seat.id} into {other.id}, {distance:.0f} km)"
            point = (other.lat, other.lon)
            _join(other, seat)
            if not _is_rounded(*point):
                other.lat, other.lon = point
    journal.note("merged", len(gone), "OCHA seats north of 16 degrees into the GeoNames place that sounds like it within 30 km", gone.values())
    return [record for record in records if record.id not in gone]
