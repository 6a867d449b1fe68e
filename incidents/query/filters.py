"""One value that says what is asked for: it makes the query, the address, the sentence and the exports, so that these cannot disagree.

``Filters.from_query`` reads an address (hostile: junk is dropped and named), ``to_query`` writes it, ``where`` is the SQL over a
snapshot, ``matches`` the same question put to one incident, ``describe`` the sentence above the map.

Within one kind any value fits, across kinds all must. Regions and cercles are one kind, types and sub types another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from incidents.query import units
from incidents.query.areas import Area, Corridor, Near

if TYPE_CHECKING:
    from incidents.model import Document, Incident
    from incidents.query.counts import Counts

ActorRole = Literal["any", "initiator", "target"]
Fatalities = Literal["any", "with", "without"]
Resolver = Callable[[str], tuple[float, float] | None]
Query = Mapping[str, Sequence[str] | str]

ROLES: tuple[ActorRole, ...] = ("any", "initiator", "target")
FATALITIES: tuple[Fatalities, ...] = ("any", "with", "without")
LAST_DAYS = (7, 30, 90)
_LISTS = ("regions", "cercles", "event_types", "sub_event_types", "actors", "opponents", "publishers", "languages", "affected")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. ``Filters()`` asks for everything. Lists are kept sorted and without repeats, so equal questions are equal values.

    ``last_days`` counts back from the last day of the data and takes the place of ``start``. Regions are names of 2021 (P-codes are
    turned into names), or "2023:Mopti" for the division of 2023; event types and sub types are spelt as ACLED does.
    ``opponents`` must stand in the role across from ``actor_role`` (targets for initiators), or in any with "any".
    ``place_precision_max`` and ``date_precision_max``, 1 to 5, are UCDP's numbers: nothing known less well is let through (0 never is).
    """

    start: date | None = None
    end: date | None = None
    last_days: int | None = None
    day_exact_only: bool = False
    include_undated: bool = False
    date_precision_max: int | None = None
    regions: tuple[str, ...] = ()
    cercles: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    sub_event_types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    actor_role: ActorRole = "any"
    opponents: tuple[str, ...] = ()
    place_precision_max: int | None = None
    min_independent: int = 1
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    fatalities: Fatalities = "any"
    affected: tuple[str, ...] = ()
    words: str = ""
    near: Near | None = None
    corridor: Corridor | None = None
    area: Area | None = None

    def __post_init__(self) -> None:
        if self.regions:
            object.__setattr__(self, "regions", tuple(units.region(r) or r for r in self.regions))
        if self.cercles:
            object.__setattr__(self, "cercles", tuple(units.cercle(c) or c for c in self.cercles))
        for name in _LISTS:
            if getattr(self, name):
                object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.words:
            said = any(c.isalnum() for c in self.words)  # "?!" asks for nothing
            object.__setattr__(self, "words", " ".join(self.words.split())[:200].strip() if said else "")
        if self.start and self.end and self.start > self.end:
            start, end = self.end, self.start
            object.__setattr__(self, "start", start)
            object.__setattr__(self, "end", end)

    @classmethod
    def from_query(cls, query: Query, resolve: Resolver | None = None) -> tuple[Filters, list[str]]:
        """The filters of an address, and one plain sentence for each thing in it that could not be used.

        ``resolve`` turns a place name into (lat, lon), for ``near=Gao,50``; without it only coordinates are understood.
        """
        from incidents.query.addresses import read

        return read(query, resolve)

    def to_query(self) -> dict[str, list[str]]:
        """The parameters of an address: defaults left out, always in the same order; ``from_query`` gives this value back."""
        from incidents.query.addresses import write

        return write(self)

    def where(self) -> tuple[str, list[Any]]:
        """A SQL condition over a snapshot's rows and its parameters; "TRUE" where nothing is asked. Resolve ``last_days`` first."""
        from incidents.query.conditions import conditions, joined

        return joined(conditions(self))

    def matches(self, incident: Incident, documents: Mapping[str, Document] | None = None) -> bool:
        """Whether one incident fits. Publishers, languages and words need ``documents`` (by id); without them they fit nothing."""
        from incidents.query.fitting import matches

        return matches(self, incident, documents or {})

    def describe(self, counts: Counts, lang: str | None = None) -> str:
        """The sentence above the map, on the CSV and on the briefing: what was asked for and how much of it was reported."""
        from incidents.query.sentence import describe

        return describe(self, counts, lang)

    def resolved(self, last_day: date | None) -> Filters:
        """The same with ``last_days`` turned into a start and an end that count back from ``last_day`` of the data."""
        if self.last_days is None:
            return self
        if last_day is None:
            return replace(self, last_days=None)
        return replace(self, last_days=None, start=last_day - timedelta(days=self.last_days - 1), end=last_day)

    def without_time(self) -> Filters:
        """The same with no period asked for (undated incidents are then in)."""
        return replace(self, start=None, end=None, last_days=None, include_undated=False)

    @property
    def has_time(self) -> bool:
        """Whether a period is asked for: then undated incidents are counted beside, unless ``include_undated``."""
        return self.start is not None or self.end is not None or self.last_days is not None

    @property
    def date_limit(self) -> int | None:
        """The coarsest date precision let through, from ``day_exact_only`` and ``date_precision_max``; None for any."""
        return 1 if self.day_exact_only else self.date_precision_max

    @property
    def only_time(self) -> bool:
        """Whether nothing but a period, or nothing at all, is asked for."""
        return self.without_time() == Filters() and not (self.include_undated and self.has_time)
