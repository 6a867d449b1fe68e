"""The briefing's map: marks with their numbers, names, and the legend, inset and scale where they cover no mark."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from gazetteer import areas
from incidents.drawing.palette import colours
from incidents.exporting.briefing_key import BOUNDS as AROUND_MALI
from incidents.exporting.briefing_key import INSET, draw_inset, draw_legend, draw_scale, legend_size, ring, scale_size, stack
from incidents.exporting.ground import KM_PER_DEGREE, Frame, draw_ground, fitting, layer, towns
from incidents.exporting.paper import INK, Paper, width
from incidents.exporting.placing import Box, Point, Room, around, overlap
from incidents.model import Incident, PlaceValue
from incidents.words import event_types

MAP: Box = (56.0, 156.0, 1186.0, 982.0)
EDGE = 12.0  # pixels between the frame and what explains the map
CLOSE = 0.85  # of the sum of their halves: two marks nearer than this would hide one another and become one with a count
CHIP: Point = (20.0, 12.0)  # half the size of a unit's count
TINTS = {2: 0.21, 3: 0.21, 4: 0.12, 5: 0.08}
NUMBER, LINE = 12.0, 18.0  # points of the numbers, pixels between their lines
SEATS_FROM = 95.0  # pixels a degree of latitude from which the seats of cercles are named
SPACED = {"neighbour": "\u2009\u200a", "region": "\u2009"}


@dataclass(slots=True)
class Sign:
    """One mark: the incidents it stands for by number, their types, and where it stands. ``unit`` is a chip's P-code."""

    at: Point
    places: list[PlaceValue] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    kinds: list[event_types.EventType] = field(default_factory=list)
    unit: str = ""

    def take(self, other: Sign) -> None:
        self.places += other.places
        self.numbers = sorted(self.numbers + other.numbers)
        self.kinds += other.kinds

    @property
    def half(self) -> Point:
        return CHIP if self.unit else (14.5, 14.5) if len(self.numbers) > 1 else (9.0, 9.0)

    @property
    def box(self) -> Box:
        return around(self.at, *self.half)


def anchor(place: PlaceValue | None) -> tuple[float, float] | None:
    """(lat, lon) where a place's mark stands; None where nothing may be drawn."""
    if place is None or place.precision in (0, 6):
        return None
    if place.precision in (3, 4) and place.unit_pcode:
        return areas.point_inside(place.unit_pcode)
    if place.lat is not None and place.lon is not None:
        return (place.lat, place.lon)
    if place.line:
        return place.line[len(place.line) // 2]
    shape = areas.zone_shape(place.zone_id) if place.zone_id else None
    if shape is None:
        return None
    inside = shape.representative_point()
    return (inside.y, inside.x)


def draw_map(paper: Paper, numbered: Sequence[tuple[int, Incident]], lang: str, asked: Mapping[str, Any] | None, mark: str) -> None:
    """The map of ``numbered`` incidents; ``asked`` (GeoJSON) is outlined, ``mark`` is written across."""
    drawn = [(number, incident) for number, incident in numbered if anchor(incident.place)]
    frame, boxes = _laid_out(drawn, lang, asked)
    tinted = {shapely.to_wkb(shape): (shape, opacity) for _, incident in drawn for shape, opacity in _tints(incident.place)}
    draw_ground(paper.axes(MAP, zorder=0), frame, tinted.values(), asked)
    paper.clip_to(MAP)
    if mark:
        _write_across(paper, mark, boxes["legend"])
    signs = _signs(drawn, frame, list(boxes.values()))
    _draw_areas(paper, drawn, frame)
    for one in signs:
        _draw_sign(paper, one)
    paper.clip_to(None)
    draw_legend(paper, boxes["legend"], lang)
    if "inset" in boxes:
        draw_inset(paper, boxes["inset"], frame, lang)
    draw_scale(paper, boxes["scale"], frame)
    room = Room((MAP[0] + 4, MAP[1] + 4, MAP[2] - 4, MAP[3] - 4), [*boxes.values(), *(one.box for one in signs)])
    hidden = list(room.taken)
    for box in _courses(drawn, frame):
        room.take(box)
    _draw_numbers(paper, signs, room)
    _draw_towns(paper, frame, room, list(boxes.values()), hidden)
    _draw_names(paper, frame, room, lang)


def _write_across(paper: Paper, mark: str, legend: Box) -> None:
    """Beside the legend, which would hide a part of it."""
    left, right = (legend[2], MAP[2]) if legend[0] < MAP[0] + EDGE + 1 else (MAP[0], legend[0])
    size = min(44.0, 44.0 * 0.98 * (right - left) / width(mark, 44, "bold"))
    paper.write((left + right) / 2, (MAP[1] + MAP[3]) / 2, mark, size, "#B3261E", alpha=0.17, rotation=24, ha="center", va="center",
                weight="bold", zorder=1.5)  # fmt: skip


# --- layout ---------------------------------------------------------------------------------------------------------------


def _laid_out(drawn: Sequence[tuple[int, Incident]], lang: str, asked: Mapping[str, Any] | None) -> tuple[Frame, dict[str, Box]]:
    """The nearest frame with all marks in it in which legend, inset and scale cover none: from "legend anywhere it is free" to a column
    for them at the left."""
    bounds = [bound for _, incident in drawn for bound in _bounds(incident.place)]
    if asked and bounds:
        bounds.append(shapely.from_geojson(json.dumps(asked)).intersection(shapely.box(*AROUND_MALI)).bounds)
    bounds = [one for one in bounds if not np.isnan(one).any()]  # an area asked for somewhere else in the world
    legend = legend_size(lang)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        frame = fitting(bounds, MAP, share * (legend[0] + EDGE))
        taken = _marked(drawn, frame)
        boxes = _corners(frame, legend, taken)
        if boxes or share == 1.0:
            return frame, boxes or _column(frame, legend)
    raise AssertionError("the last share always fits")


def _corners(frame: Frame, legend: Point, taken: list[Box]) -> dict[str, Box]:
    """Boxes of legend, inset and scale that are clear of ``taken`` and of each other; {} where there are none."""
    wanted = {"legend": legend} | ({} if frame.holds_mali else {"inset": INSET}) | {"scale": scale_size(frame)}
    order = {"legend": "tl bl tr br", "inset": "br bl tr tl", "scale": "br bl tr tl"}
    boxes: dict[str, Box] = {}
    for name, size in wanted.items():
        tried = [_corner(corner, size, boxes) for corner in order[name].split()] + list(_next_to(size, boxes))
        free = [box for box in tried if _inside(box) and not any(overlap(box, one) for one in [*taken, *boxes.values()])]
        if not free:
            return {}
        boxes[name] = free[0]
    return boxes


def _corner(corner: str, size: Point, boxes: Mapping[str, Box]) -> Box:
    left = MAP[0] + EDGE if corner[1] == "l" else MAP[2] - EDGE - size[0]
    top = MAP[1] + EDGE if corner[0] == "t" else MAP[3] - EDGE - size[1]
    return (left, top, left + size[0], top + size[1])


def _next_to(size: Point, boxes: Mapping[str, Box]) -> Iterator[Box]:
    """Left of, right of, below and above what is there already, flush with its edge."""
    for left, top, right, bottom in reversed(list(boxes.values())):
        low = bottom - size[1]
        for x, y in ((left - EDGE - size[0], low), (right + EDGE, low), (left, bottom + EDGE), (left, top - EDGE - size[1])):
            yield (x, y, x + size[0], y + size[1])


def _inside(box: Box) -> bool:
    return box[0] >= MAP[0] and box[1] >= MAP[1] and box[2] <= MAP[2] and box[3] <= MAP[3]


def _column(frame: Frame, legend: Point) -> dict[str, Box]:
    """All in a column at the left, which :func:`fitting` kept free of marks."""
    boxes = {"legend": _corner("tl", legend, {})}
    top = boxes["legend"][3] + EDGE
    if not frame.holds_mali:
        boxes["inset"] = (MAP[0] + EDGE, top, MAP[0] + EDGE + INSET[0], top + INSET[1])
    return boxes | {"scale": _corner("bl", scale_size(frame), {})}


def _marked(drawn: Sequence[tuple[int, Incident]], frame: Frame) -> list[Box]:
    """What must stay in sight: marks with their number, circles, courses; of a unit only its chip, it is wide enough to be seen."""
    found = []
    for _, incident in drawn:
        lat, lon = anchor(incident.place) or (0.0, 0.0)
        place = incident.place
        assert place is not None
        reach = max(24.0, (place.radius_m or 0) / 1000 * frame.pixels_per_km if place.precision == 2 else 0)
        found.append(around(frame.pixel(lon, lat), reach))
        found += [around(frame.pixel(lon, lat), 6.0) for lat, lon in place.line]
    return found


def _bounds(place: PlaceValue | None) -> Iterator[tuple[float, float, float, float]]:
    at = anchor(place)
    if place is None or at is None:
        return
    if place.precision in (3, 4) and place.unit_pcode:
        west, south, east, north = areas.shape(place.unit_pcode).bounds
        yield (west, south, east, min(north, 20.0) if south < 18 else north)  # the empty north stays off
    reach = (place.radius_m or 0) / 1000 / KM_PER_DEGREE if place.precision == 2 else 0
    for lat, lon in (at, *place.line):
        yield (lon - reach, lat - reach, lon + reach, lat + reach)


def _courses(drawn: Sequence[tuple[int, Incident]], frame: Frame) -> Iterator[Box]:
    """Small boxes along the roads and rivers that marks lie on."""
    for line in {incident.place.line for _, incident in drawn if incident.place and len(incident.place.line) > 1}:
        course = shapely.LineString([frame.pixel(lon, lat) for lat, lon in line]).segmentize(6)
        yield from (around((x, y), 3) for x, y in shapely.get_coordinates(course))


# --- marks ----------------------------------------------------------------------------------------------------------------


def _signs(drawn: Sequence[tuple[int, Incident]], frame: Frame, keys: Sequence[Box]) -> list[Sign]:
    """One sign for all incidents whose marks would hide one another; one chip for all of a unit, in the unit where room is."""
    single: list[Sign] = []
    chips: dict[str, Sign] = {}
    for number, incident in drawn:
        place, kind = incident.place, event_types.find(incident.event_type)
        lat, lon = anchor(place) or (0.0, 0.0)
        assert place is not None
        one = Sign(frame.pixel(lon, lat), [place], [number], [kind] if kind else [])
        if place.precision in (3, 4) and place.unit_pcode:
            chip = chips.setdefault(place.unit_pcode, Sign(one.at, unit=place.unit_pcode))
            chip.take(one)
        else:
            single.append(one)
    signs = _together(single)
    room = Room(MAP, [*keys, *(one.box for one in signs)])
    for chip in chips.values():
        spots = [chip.at, *_grid(areas.shape(chip.unit), frame, 12.0)]
        chip.at = room.nearest(spots, chip.at, (2 * CHIP[0] + 6, 2 * CHIP[1] + 6)) or chip.at
        room.take(chip.box)
    return [*signs, *chips.values()]


def _together(signs: Sequence[Sign]) -> list[Sign]:
    """Signs that would hide one another become one, until none does: it stands in the middle of what it stands for."""
    left: list[Sign] = []
    for sign in signs:
        one = sign
        while near := next((other for other in left if math.dist(other.at, one.at) < CLOSE * (other.half[0] + one.half[0])), None):
            left.remove(near)
            n, m = len(near.numbers), len(one.numbers)
            near.at = ((near.at[0] * n + one.at[0] * m) / (n + m), (near.at[1] * n + one.at[1] * m) / (n + m))
            near.take(one)
            one = near
        left.append(one)
    return left


def _grid(shape: Any, frame: Frame, step: float) -> list[Point]:
    """Pixels inside ``shape`` (degrees) and the frame, ``step`` apart."""
    left, top, right, bottom = frame.box
    xs, ys = np.meshgrid(np.arange(left + step, right, step), np.arange(top + step, bottom, step))
    lon, lat = frame.degrees(xs.ravel(), ys.ravel())  # whole arrays at once
    inside = shapely.contains_xy(shape, lon, lat)
    return [(float(x), float(y)) for x, y in zip(xs.ravel()[inside], ys.ravel()[inside], strict=True)]


def _tints(place: PlaceValue | None) -> Iterator[tuple[Any, float]]:
    if place is None:
        return
    if place.unit_pcode and (place.precision in (3, 4) or place.geometry == "unit"):
        yield areas.shape(place.unit_pcode), TINTS.get(place.precision, 0.12)
    elif place.precision == 5 and place.zone_id:
        shape = areas.zone_shape(place.zone_id)
        if shape is not None:
            yield shape, TINTS[5]


def _draw_areas(paper: Paper, drawn: Sequence[tuple[int, Incident]], frame: Frame) -> None:
    """Circles within which an incident lies, roads along which."""
    seen = set()
    for _, incident in drawn:
        place, kind = incident.place, event_types.find(incident.event_type)
        color = kind.light if kind else INK
        if place is None or (area := (place.lat, place.lon, place.radius_m, place.line, color)) in seen:
            continue
        seen.add(area)
        if len(place.line) > 1:
            course = [frame.pixel(lon, lat) for lat, lon in place.line]
            paper.rule(course, "white", 5.0, zorder=2.2)
            paper.rule(course, color, 2.2, dashes=(3, 2), zorder=2.3)
        if place.precision == 2 and place.geometry != "unit" and place.lat is not None and place.lon is not None:
            circle = ring(frame.pixel(place.lon, place.lat), max((place.radius_m or 25_000) / 1000 * frame.pixels_per_km, 12.0))
            paper.shape(circle, color, alpha=0.13, zorder=2)
            paper.shape(circle, "none", color, 1.1, alpha=0.75, zorder=2.1)


def _draw_sign(paper: Paper, one: Sign) -> None:
    kinds = list({kind.type: kind for kind in one.kinds}.values())
    if one.unit:
        _draw_chip(paper, one, kinds)
    elif len(one.numbers) > 1:
        stack(paper, one.at, [kind.light for kind in kinds] or [INK], len(one.numbers))
    elif kinds:
        precision = one.places[0].precision
        paper.sign(one.at, kinds[0].shape, 15 if precision == 1 else 11.5, kinds[0].light, hollow=precision == 5)


def _draw_chip(paper: Paper, one: Sign, kinds: Sequence[event_types.EventType]) -> None:
    """A unit's count, with the sign of its type where all are of one."""
    x, y = one.at
    paper.box(one.box, "white", colours("light")["tint"], 1.2, ls=":", zorder=4)
    alike = len(kinds) == 1
    if alike:
        paper.sign((x - 8, y), kinds[0].shape, 11.5, kinds[0].light, zorder=4.1)
    paper.write(x + 9 if alike else x, y, str(len(one.numbers)), 10, weight="bold", ha="center", zorder=4.2)


# --- words ----------------------------------------------------------------------------------------------------------------


def _draw_numbers(paper: Paper, signs: Sequence[Sign], room: Room) -> None:
    """Each mark's numbers beside it; where they stand off, a thin line leads to it."""
    for one in sorted(signs, key=lambda sign: (len(sign.numbers) == 1, sign.numbers[0])):
        lines = _in_lines(one.numbers)
        size = (max(width(line, NUMBER, "bold") for line in lines) + 4, LINE * len(lines))
        box, reach = room.beside(one.at, max(one.half) if one.unit else one.half[0], size)
        room.take(box)
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if reach > 12:
            nearest = (min(max(one.at[0], box[0]), box[2]), min(max(one.at[1], box[1]), box[3]))
            paper.rule([one.at, nearest], INK, 0.9, zorder=3.5)
        for row, line in enumerate(lines):
            paper.write(middle[0], box[1] + LINE * (row + 0.5), line, NUMBER, weight="bold", ha="center", halo="white", zorder=7)


def _in_lines(numbers: Sequence[int], each: int = 4) -> list[str]:
    rows = [numbers[i : i + each] for i in range(0, len(numbers), each)]
    return [", ".join(map(str, row)) + ("," if n < len(rows) - 1 else "") for n, row in enumerate(rows)]


def _draw_towns(paper: Paper, frame: Frame, room: Room, keys: Sequence[Box], hiding: Sequence[Box]) -> None:
    """Seats of regions, from near those of cercles too: a dot unless it is one of ``hiding``'s, a name where there is room. What lies below
    ``keys`` has neither."""
    look = colours("light")
    near = frame.pixels_per_km * KM_PER_DEGREE > SEATS_FROM
    seen = [(kind, name, frame.pixel(lon, lat)) for kind, name, lon, lat in towns() if frame.holds(lon, lat) and (near or kind != "cercle_seat")]
    seen = [one for one in seen if not any(overlap(around(one[2], 5), key) for key in keys) and overlap(around(one[2], 5), room.frame) > 99]
    for kind, _, at in seen:
        if kind != "cercle_seat":
            room.take(around(at, 4))
    for kind, name, at in seen:
        large = kind != "cercle_seat"
        dotted = not any(overlap(around(at, 3), one) for one in hiding)
        if dotted and large:
            paper.shape(ring(at, 3.4), "white", look["town_text"], 1.1, zorder=3)
        points, weight = (10.5, "bold") if large else (9.0, "normal")
        box, _ = room.beside(at, 5, (width(name, points, weight) + 4, points * 1.7), (2, 6, 12) if large else (2,))
        if room.covered(box):
            continue  # a name that lies on a mark helps neither
        room.take(box)
        if dotted and not large:
            room.take(around(at, 4))
            paper.shape(ring(at, 2.6), "white", look["town_text"], 1.1, zorder=3)
        paper.write((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, name, points, look["town_text"], weight=weight, ha="center", halo=look["land"],
                    zorder=7)  # fmt: skip


def _draw_names(paper: Paper, frame: Frame, room: Room, lang: str) -> None:
    """Regions and neighbouring countries in spaced capitals, in the middle of what is seen of them."""
    look = colours("light")
    shown = shapely.box(frame.west, frame.south, frame.east, frame.north)
    regions = [(row["name"], row.geometry, "region") for _, row in layer("regions").iterrows() if row["name"] != "Bamako"]
    countries = [(row["name_fr" if lang == "fr" else "name"], row.geometry, "neighbour") for _, row in layer("neighbours").iterrows()]
    for name, shape, kind in (*regions, *((n, s, k) for n, s, k in countries if n != "Mali")):
        seen = shapely.make_valid(shape).intersection(shown)
        if seen.is_empty:
            continue
        size, weight = (10.0, "normal") if kind == "region" else (10.5, "bold")
        spaced = SPACED[kind].join(name.upper().replace("'", "’"))
        wide = width(spaced, size, weight)
        inner = seen.buffer(-10 / frame.pixels_per_km / KM_PER_DEGREE)
        if inner.is_empty:
            continue
        middle = frame.pixel(inner.representative_point().x, inner.representative_point().y)
        spots = [p for p in _grid(inner, frame, 14.0) if shapely.box(*_degree_box(frame, p, wide * 0.9, 10)).within(seen)]
        spot = room.nearest(spots, middle, (wide + 6, size * 1.9))
        if spot is None:
            continue
        room.take(around(spot, wide / 2 + 3, size))
        paper.write(*spot, spaced, size, look[f"{kind}_text"], weight=weight, ha="center", halo=look["land" if kind == "region" else "neighbours"],
                    zorder=2.6)  # fmt: skip


def _degree_box(frame: Frame, at: Point, wide: float, high: float) -> tuple[float, float, float, float]:
    west, north = frame.degrees(at[0] - wide / 2, at[1] - high / 2)
    east, south = frame.degrees(at[0] + wide / 2, at[1] + high / 2)
    return (west, south, east, north)
