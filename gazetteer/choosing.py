"""Which place a name means here: every candidate is scored, each point given for a reason, and the winner needs a margin.

The weights are few and round. They were set so that the order of evidence holds: a unit that the text names for the place
outweighs everything, then how well the name fits, then the rank of the place, then nearness to the text's other places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import shapely

from gazetteer import areas
from gazetteer.geometry import Point, displaced, distance_km, lies_towards
from gazetteer.index import Index, article_forms, plain_name
from gazetteer.model import Candidate, Place, Unit

MARGIN = 0.06  # points by which the best must lead the next that lies elsewhere
WIDE_MARGIN = 0.15  # the same for a name that only sounds or looks alike
ONLY_ONE, LONG_NAME = 0.15, 7  # points for a long name that only one place's name sounds like
SAME_SPOT_KM = 12.0  # two candidates this close are one place on the map
ENOUGH = {"exact": 0.30, "alias": 0.30, "key": 0.62, "fuzzy": 0.66}  # what a candidate needs before it may win
BASE = {"exact": 0.60, "alias": 0.80, "key": 0.42, "fuzzy": 0.30}
SEAT = {0: 0.30, 1: 0.28, 2: 0.24, 3: 0.16, 4: 0.0, 5: -0.03}
SEAT_WORDS = ("the capital", "a region's seat", "a cercle's seat", "a commune's seat")
How = Literal["exact", "alias", "key", "fuzzy"]
MOST = 12  # candidates kept in a result
SETTLED = ("settlement", "quarter", "airport", "border-post")
REPORTED = 0.25  # points for the place that reports mean where they add nothing (knowledge/reported_places.csv)
REPORTED_SO = "the one that reports name without more"
FAR_DEGREES = 4.0  # of latitude: farther off, a place is no company
REMEMBERED = 20_000  # names whose candidates are kept from one text to the next


@dataclass(frozen=True, slots=True)
class Clue:
    """Something the words say of a place: it lies in ``unit``, or ``km`` kilometres ``way`` of ``point``, or in ``country``.

    ``firm`` clues qualify the very name ("Boni, in the Douentza cercle"); others stand near it.
    """

    said: str
    units: tuple[Unit, ...] = ()
    point: Point | None = None
    km: float | None = None
    way: str = ""
    end: Point | None = None
    country: str = ""
    firm: bool = True
    heading: bool = False


@dataclass(slots=True)
class Scene:
    """What the document says so far: places already sure, with their names, and the countries that it speaks of."""

    anchors: dict[tuple[str, Point], set[int]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    paragraph: int = -1

    def add_anchor(self, name: str, point: Point, paragraph: int) -> None:
        """Notes that the document names a sure place in a paragraph."""
        self.anchors.setdefault((name, point), set()).add(paragraph)

    def company(self, name: str, point: Point) -> tuple[float, str]:
        """Points for a place that lies among the text's other places, most for those of its own paragraph; and the nearest in words."""
        total, nearest = 0.0, (math.inf, "")
        for (other, at), paragraphs in self.anchors.items():
            if other != name and abs(point[0] - at[0]) < FAR_DEGREES:
                km = distance_km(point, at)
                total += (0.16 if self.paragraph in paragraphs else 0.11) * math.exp(-km / 60)
                nearest = min(nearest, (km, other))
        return min(0.20, total), f"{nearest[0]:.0f} km from {nearest[1].title()}" if nearest[0] <= 200 else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen, or None; all candidates, best first; and one sentence that says why."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    why: str


def candidates(index: Index, name: str, kinds: tuple[str, ...] = (), *, near_names: bool = True) -> list[Candidate]:
    """Every place that the plain ``name`` may mean, with its base score: by exact name or alias, else by key, else by likeness."""
    if kinds:
        return _sought(index, name, kinds, near_names)
    known = index.remembered.get((name, near_names))
    if known is None:
        if len(index.remembered) >= REMEMBERED:
            index.remembered.clear()
        known = index.remembered[name, near_names] = tuple(_sought(index, name, (), near_names))
    return list(known)


def _sought(index: Index, name: str, kinds: tuple[str, ...], near_names: bool) -> list[Candidate]:
    tables = index.tables
    found: dict[int | str, Candidate] = {}
    for alias in index.aliases.get(name, ()):
        if not kinds or alias.place.kind in kinds:
            found[tables.rows.get(alias.place.id, alias.place.id)] = Candidate(
                alias.place, BASE["alias"], alias.name, "alias", (f"by alias ({alias.reason})",)
            )

    def add(row: int, matched: str, how: How, score: float, reason: str) -> None:
        if row not in found and (not kinds or tables.kinds[row] in kinds):
            found[row] = Candidate(tables.place_at(row), score, matched, how, (reason,))

    for row in index.exact(name):
        main = plain_name(tables.names[row])
        commune = tables.units.get(tables.communes[row] or "")
        if name == main or name in article_forms(main) or (main.startswith(f"{name} ") and commune and plain_name(commune.name) == name):
            add(row, tables.names[row], "exact", BASE["exact"], "the very name")
        else:
            short = main.startswith(f"{name} ")
            less = (0.18 if short else 0.08) + (0.0 if tables.kinds[row] in SETTLED else 0.10)
            add(row, name, "exact", BASE["exact"] - less, f"{'short' if short else 'another name'} for {tables.names[row]}")
    meant = tables.rows.get(index.reported.get(name, ""))
    if meant is not None and meant in found:
        found[meant] = replace(found[meant], score=found[meant].score + REPORTED, reasons=(*found[meant].reasons, REPORTED_SO))
    if near_names and not any(c.place.country == "ML" and c.place.kind in SETTLED for c in found.values()):
        alike = index.by_key(name)
        alone = ONLY_ONE if len({row for _, row in alike}) == 1 and len(name) >= LONG_NAME else 0.0
        for other, row in alike:
            add(row, other, "key", BASE["key"] + alone, f"{tables.names[row]} {'alone ' if alone else ''}sounds alike")
        if len(found) < 3:
            for other, likeness, row in index.near_names(name):
                add(row, other, "fuzzy", BASE["fuzzy"] * likeness, f"{tables.names[row]} is spelt {likeness:.0%} alike")
    return list(found.values())


def weigh(name: str, found: Iterable[Candidate], scene: Scene, clues: Iterable[Clue], kind: str = "") -> list[Candidate]:
    """The candidates with every reason counted, best first; ties by id, so that the same text gives the same order."""
    found, clues = list(found), tuple(clues)
    weighed = []
    for candidate in found:
        place, score, reasons = candidate.place, candidate.score, list(candidate.reasons)
        if REPORTED_SO in reasons and _said_elsewhere(place, clues, found):
            score -= REPORTED
            reasons.remove(REPORTED_SO)
        for gain, reason in _gains(place, name, scene, clues, kind):
            score += gain
            reasons.append(reason)
        weighed.append(replace(candidate, score=_shown(score), reasons=tuple(r for r in reasons if r)))
    return sorted(weighed, key=lambda c: (-c.score, c.place.seat, -(c.place.population or 0), c.place.id))[:MOST]


def _said_elsewhere(place: Place, clues: tuple[Clue, ...], found: list[Candidate]) -> bool:
    """Whether the words put the name in another country or unit: one that stands near it counts where another place of the name lies there."""
    for clue in clues:
        if clue.country and clue.country != place.country:
            return True
        outside = bool(clue.units) and not any(lies_in(place, unit) for unit in clue.units)
        if outside and (clue.firm or clue.heading or any(lies_in(c.place, unit) for c in found for unit in clue.units)):
            return True
    return False


def _shown(points: float) -> float:
    """Points as a score from 0 to 1 that never reaches 1, so that two good candidates stay apart."""
    return round(1 - math.exp(-max(0.0, points)), 4)


def points(candidate: Candidate) -> float:
    """The points behind a score."""
    return -math.log(1 - min(candidate.score, 0.9999))


def with_points(candidate: Candidate, more: float) -> Candidate:
    """The candidate with some points added."""
    return replace(candidate, score=_shown(points(candidate) + more))


def _gains(place: Place, name: str, scene: Scene, clues: tuple[Clue, ...], kind: str) -> Iterable[tuple[float, str]]:
    abroad = next((clue for clue in clues if clue.country and clue.country != "ML"), None)
    if place.country != "ML":
        if abroad and abroad.country == place.country:
            yield 0.20, f"{abroad.said} is named"
        else:
            yield (-0.12 if place.seat < 3 else -0.32), f"lies in {place.country}"
    elif abroad:
        opens = abroad.heading and place.seat > 2  # "In neighbouring Niger, two nurses were taken at X"
        yield (-0.60 if abroad.firm or opens else -0.18), f"but {abroad.said} is named"
    if place.seat > 3 and place.admin.commune and plain_name(place.admin.commune) == name:
        yield 0.07, "its commune bears the name"
    yield SEAT.get(place.seat, 0.0), SEAT_WORDS[place.seat] if place.seat < 4 and place.country == "ML" else ""
    if place.population and place.population > 5000:
        yield 0.02, f"{place.population:,} people"
    if place.kind == kind:
        yield 0.10, f"a {kind}"
    elif place.kind not in SETTLED:
        yield (-0.10 if place.kind in ("well", "water") else -0.22), f"but a {place.kind}"
    if place.kind == "quarter":
        city = any(distance_km((place.lat, place.lon), point) < 20 for other, point in scene.anchors if other != name)
        yield (0.25, "a quarter of a city that the text names") if city else (-0.12, "but a quarter of a city that the text does not name")
    if scene.chosen.get(name) == place.id:
        yield 0.25, "so read elsewhere in the text"
    yield scene.company(name, (place.lat, place.lon))
    for clue in clues:
        yield from _clue_gain(place, clue)


def _clue_gain(place: Place, clue: Clue) -> Iterable[tuple[float, str]]:
    if clue.units:
        yield _unit_gain(place, clue)
    if clue.point is not None:
        yield _point_gain((place.lat, place.lon), clue, clue.point)


def _unit_gain(place: Place, clue: Clue) -> tuple[float, str]:
    """Points for lying in the unit that the words give; outside a unit given for the very name a place is refused."""
    if any(lies_in(place, unit) for unit in clue.units):
        return (0.40 if clue.firm else 0.30 if clue.heading else 0.12), f"lies in {clue.said}"
    if not clue.firm:
        return 0.0, ""
    if place.country == "ML" and _at_edge(place, clue.units):
        return 0.20, f"lies at the edge of {clue.said}"
    if any(unit.level == "commune" and unit.parent == place.admin.cercle_pcode for unit in clue.units):
        return 0.10, f"lies in the same cercle as {clue.said}"
    return -0.45, f"{REFUSED}in {clue.said}"


def _point_gain(point: Point, clue: Clue, other: Point) -> tuple[float, str]:
    """Points for lying where a distance, a direction or a neighbour says; far off a place is refused."""
    gap = distance_km(point, other)
    if clue.end is not None:
        detour = gap + distance_km(point, clue.end) - distance_km(other, clue.end)
        return (0.15, clue.said) if detour < 120 else (-0.10, f"though not {clue.said}")
    if clue.km is not None:
        off = distance_km(point, displaced(other, clue.km, clue.way)) if clue.way else abs(gap - clue.km)
        allowed = 12 + 0.4 * clue.km
        return (0.30, clue.said) if off < allowed else (-0.20, f"{'though not' if off < 3 * allowed else 'but not'} {clue.said}")
    if clue.way:
        return (0.15, clue.said) if lies_towards(other, point, clue.way) and gap < 250 else (-0.12, f"though not {clue.said}")
    if gap < NEAR_KM[-1][0]:
        return next(points for most, points in NEAR_KM if gap < most), f"{clue.said} ({gap:.0f} km)"
    return -0.15, f"{REFUSED}{clue.said}"


REFUSED = "but not "
NEAR_KM = ((40, 0.20), (80, 0.12), (120, 0.0))  # points for "near X" by kilometres; beyond the last it is not near


EDGE_DEGREES = 0.12  # some 13 km: the simplified bounds and the villages' points are no better


def _at_edge(place: Place, units: tuple[Unit, ...]) -> bool:
    """Whether the place lies just outside one of the units: bounds and points are both uncertain."""
    point = shapely.Point(place.lon, place.lat)
    return any(unit.level != "country" and areas.shape(unit.pcode).distance(point) <= EDGE_DEGREES for unit in units)


def lies_in(place: Place, unit: Unit) -> bool:
    """Whether the place lies in the unit (of 2021 by P-code, of 2023 by name)."""
    admin = place.admin
    if unit.division == 2023:
        return admin.region_2023 == unit.name
    return unit.pcode in (admin.region_pcode, admin.cercle_pcode, admin.commune_pcode) or (unit.pcode == "ML" and place.country == "ML")


def choose(name: str, weighed: list[Candidate]) -> Choice:
    """The best candidate where it is good enough and leads by ``MARGIN``; else none, with the reason."""
    if not weighed:
        return Choice(None, (), f"“{name}” is not in the gazetteer.")
    best = weighed[0]
    spot = (best.place.lat, best.place.lon)
    rival = next((c for c in weighed[1:] if distance_km(spot, (c.place.lat, c.place.lon)) > SAME_SPOT_KM), None)
    where = describe(best.place)
    if points(best) < ENOUGH[best.how] or any(reason.startswith(REFUSED) for reason in best.reasons):
        return Choice(None, tuple(weighed), f"“{name}” is unresolved: the likeliest, {where}, rests on too little ({_listed(best)}).")
    if rival and points(best) - points(rival) < (MARGIN if best.how in ("exact", "alias") else WIDE_MARGIN):
        return Choice(
            None,
            tuple(weighed),
            f"“{name}” is unresolved: {where} and {describe(rival.place)} are about as likely ({best.score:.2f} and {rival.score:.2f}).",
        )
    ahead = f"; next likeliest {describe(rival.place)}, {rival.score:.2f} to {best.score:.2f}" if rival else ""
    return Choice(best.place, tuple(weighed), f"“{name}” is read as {where}: {_listed(best)}{ahead}.")


def _listed(candidate: Candidate) -> str:
    return ", ".join(candidate.reasons)


def describe(place: Place) -> str:
    """A place in a few words: "Boni (Douentza, Mopti)"."""
    units = [u for u in (place.admin.cercle, place.admin.region) if u]
    return f"{place.name} ({', '.join(dict.fromkeys(units)) if units else place.country})"
