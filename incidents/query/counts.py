"""Counts that a screen, a sentence or an export shows beside incidents. Unknown tolls are never taken for zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class KilledSum:
    """People reported killed over several incidents: at least ``low``; ``high`` adds each highest figure given.

    ``open`` is True where an incident has no upper figure ("at least 20"): then ``high`` is no upper limit. ``reported`` is the number
    of incidents with any figure, ``not_reported`` of those without, ``without_low`` of those whose claims name no least figure ("up to 300",
    "18 neutralised"): they add nothing to ``low``.
    """

    low: int = 0
    high: int = 0
    open: bool = False
    reported: int = 0
    not_reported: int = 0
    without_low: int = 0

    def __add__(self, other: KilledSum) -> KilledSum:
        return KilledSum(self.low + other.low, self.high + other.high, self.open or other.open, self.reported + other.reported,
                         self.not_reported + other.not_reported, self.without_low + other.without_low)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How the incidents that fit a filter divide, and what lies just outside it.

    ``total`` = ``on_map`` + ``only_mali`` + ``unresolved`` (no place found, or a road, zone or unit without a shape); ``undated_in`` of
    them are undated, ``imprecise`` dated to more than a day. Beside it: ``undated`` (would fit but for the period, which an undated one
    cannot answer; 0 while they are in), ``outside_period`` (fit but for the period), ``too_coarse`` (fit but for the circle, corridor or
    area, known to a unit only). ``all`` is everything in the data, ``outside`` what of it does not fit. ``first`` and ``last`` are the days
    that the dated ones span; ``last_day`` is the data's last day.
    """

    all: int = 0
    total: int = 0
    on_map: int = 0
    only_mali: int = 0
    unresolved: int = 0
    undated: int = 0
    undated_in: int = 0
    outside_period: int = 0
    too_coarse: int = 0
    imprecise: int = 0
    by_precision: dict[int, int] = field(default_factory=dict)
    killed: KilledSum = KilledSum()
    first: date | None = None
    last: date | None = None
    last_day: date | None = None

    @property
    def outside(self) -> int:
        """Incidents of the data that do not fit."""
        return self.all - self.total
