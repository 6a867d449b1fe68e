"""One place while it is being compiled."""

from __future__ import annotations

import math
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
