"""One place while it is being compiled."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

KM_PER_DEGREE = 111.195


@dataclass(slots=True)
class Record:
    """A place with every upstream id and name it has so far; WGS84 degrees.

    ``names`` are (name, source) pairs, the main one first; ``said`` is the (cercle, commune) that its source names.
    """

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    seat: int
    sources: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    country: str = "ML"
    population: int = 0
    said: tuple[str, str] = ("", "")
    code: str = ""

    def distance_km(self, other: Record) -> float:
        """Great-circle distance in km, by the flat approximation that holds to 0.1 % within 50 km."""
        x = (self.lon - other.lon) * math.cos(math.radians((self.lat + other.lat) / 2))
        return math.hypot(x, self.lat - other.lat) * KM_PER_DEGREE

    def absorb(self, other: Record) -> None:
        """Take over another record of the same place: ids, names, the higher rank, the larger population."""
        self.sources = tuple(dict.fromkeys((*self.sources, *other.sources)))
        self.names = tuple(dict.fromkeys((*self.names, *other.names)))
        self.seat = min(self.seat, other.seat)
        self.population = max(self.population, other.population)


def merge_near(records: Iterable[Record], key: Callable[[Record], Hashable], km: float) -> tuple[list[list[Record]], list[tuple[Record, Record]]]:
    """The records kept, in lists by ``key``, and the (record, twin) pairs merged: a later record of the same key within ``km`` joins the first."""
    kept: dict[Hashable, list[Record]] = {}
    merged = []
    for record in records:
        peers = kept.setdefault(key(record), [])
        twin = next((peer for peer in peers if peer.distance_km(record) <= km), None)
        if twin is None:
            peers.append(record)
        else:
            twin.absorb(record)
            merged.append((record, twin))
    return list(kept.values()), merged
