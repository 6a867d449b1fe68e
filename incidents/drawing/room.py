"""Where the names of regions and the counts of units stand: inside their unit, where the fewest marks and towns' names are covered.

Chosen once for all of the data, not for what a filter lets through: a name that moved with every press would guide nobody. Chosen for the
view of the whole country: what is clear of a point there is clear of it in every nearer view, where the two lie farther apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
import shapely.geometry

from incidents.drawing.basemap import BELOW, Basemap
from incidents.drawing.mercator import to_degrees, to_turns

Box = tuple[float, float, float, float]  # (left, top, right, bottom) in pixels, y downwards
Boxes = npt.NDArray[np.float64]  # rows of the same
ZOOM = 4.5  # the whole of Mali between a desk's screen (4.75) and a phone's (3.9)
STEP = 5.0  # pixels between the places that are tried
MARK, COURSE = 12.0, 2.0  # pixels from the middle of a mark (its circle included) and of a road's or zone's line to the edge
EVERY = 0.05  # degrees between the points that stand for a line
LETTER = {"region": 7.8, "capital": 6.8, "seat": 6.2, "river": 5.2, "lake": 5.2}  # pixels that a letter is wide, as the base map writes it
NAME = (-8.0, 8.0)  # a name's top and bottom around the point where it stands
CHIP, NUMBER = (-20.0, -10.0, 22.0, 10.0), (-9.0, -8.0, 9.0, 8.0)  # the box of a count as a chip and as a bare number
OUTSIDE = 0.12  # a corner outside the unit weighs as much as an eighth of the label covered
FAR = 0.0004  # and a pixel from where the base map has it as much as this part: it stays where nothing is in its way


def make_room(
    base: Basemap, points: Iterable[tuple[float, float]], counted: Collection[str], courses: Iterable[Any] = (), count: Box = CHIP
) -> Basemap:
    """``base`` with the names of regions and the counts of the units ``counted`` (P-codes) where marks leave room: their ``points`` (lat, lon)
    and the ``courses`` (shapely geometries, lon lat) of roads and zones. ``count`` is the box of one count."""
    lines = [shapely.get_coordinates(shapely.segmentize(course, EVERY)) for course in courses]
    names = [_written(row, kind) for kind in LETTER if kind != "region" for row in base.names_by_kind.get(kind, [])]
    taken = np.vstack([_boxes(points, MARK), *(_boxes(line[:, ::-1], COURSE) for line in lines), *names])
    named = {row["u"]: row for row in base.names_by_kind.get("region", []) if "u" in row}
    moved: dict[str, tuple[float, float]] = {}
    for code in sorted({*named, *counted} & set(base.outlines), key=lambda code: (len(code), code)):  # regions first: they may stand anywhere
        row = named.get(code)
        label = _label(row, count if code in counted else None)
        usual = row["p"] if row else base.points[code]
        spot = _roomiest(shapely.geometry.shape(base.outlines[code]), label, taken, _pixel(*usual))
        taken = np.vstack([taken, np.array(label) + np.tile(spot, 2)])
        moved[code] = _degrees(*spot)
    regions = [row | ({"p": list(moved[row["u"]])} if row.get("u") in moved else {}) for row in base.names_by_kind.get("region", [])]
    return replace(base, names_by_kind={**base.names_by_kind, "region": regions}, points={**base.points, **moved})


def _roomiest(unit: Any, label: Box, taken: Boxes, usual: tuple[float, float]) -> tuple[float, float]:
    """The point (x, y) at which ``label`` covers least."""
    west, south, east, north = unit.bounds
    (left, top), (right, bottom) = _pixel(west, north), _pixel(east, south)
    grid = np.stack(np.meshgrid(np.arange(left, right, STEP), np.arange(top, bottom, STEP)), axis=-1).reshape(-1, 2)
    shapely.prepare(unit)
    tried = np.vstack([[usual], grid[_inside(unit, grid)]])
    boxes = np.hstack([tried, tried]) + np.array(label)
    corners = [_inside(unit, boxes[:, [x, y]]) for x in (0, 2) for y in (1, 3)]
    outside = 4 - np.sum(corners, axis=0)
    covered = sum((_overlap(boxes, one) for one in taken), np.zeros(len(boxes)))
    area = (label[2] - label[0]) * (label[3] - label[1])
    far = np.hypot(*(tried - np.array(usual)).T)
    best = int(np.argmin(covered / area + OUTSIDE * outside + FAR * far))
    return (float(tried[best, 0]), float(tried[best, 1]))


def _overlap(boxes: Boxes, one: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Square pixels that each of ``boxes`` shares with ``one``."""
    wide = np.minimum(boxes[:, 2], one[2]) - np.maximum(boxes[:, 0], one[0])
    high = np.minimum(boxes[:, 3], one[3]) - np.maximum(boxes[:, 1], one[1])
    shared: npt.NDArray[np.float64] = np.clip(wide, 0, None) * np.clip(high, 0, None)
    return shared


def _inside(unit: Any, spots: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    lon, lat = np.array([_degrees(x, y) for x, y in spots]).T
    found: npt.NDArray[np.bool_] = shapely.contains_xy(unit, lon, lat)
    return found


def _label(row: Mapping[str, Any] | None, count: Box | None) -> Box:
    """The box of a region's name with the count below it, or of a count alone, around the point where they stand."""
    if row is None:
        return count or NUMBER
    half = max(_width(row["t"], "region") / 2, count[2] if count else 0.0)
    return (-half, NAME[0], half, BELOW + count[3] if count else NAME[1])


def _width(words: str, kind: str) -> float:
    return LETTER[kind] * sum(not c.isspace() for c in words)


def _written(row: Mapping[str, Any], kind: str) -> Boxes:
    """The box of a name that stays where it is, with the dot of its town."""
    (x, y), (dx, dy), wide = _pixel(*row["p"]), row["o"], _width(row["t"], kind)
    left = x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[row["h"]]
    return np.array([[min(left, x - 4), min(y + dy - 7, y - 4), max(left + wide, x + 4), max(y + dy + 7, y + 4)]])


def _boxes(points: Iterable[tuple[float, float]], half: float) -> Boxes:
    """One box for all points (lat, lon) that lie within a few pixels: of a hundred thousand there are a few hundred."""
    spots = {(round(x / 4) * 4, round(y / 4) * 4) for x, y in (_pixel(lon, lat) for lat, lon in points)}
    return np.array([[x - half, y - half, x + half, y + half] for x, y in sorted(spots)], dtype=np.float64).reshape(-1, 4)


def _pixel(lon: float, lat: float) -> tuple[float, float]:
    """Pixels at :data:`ZOOM`, y downwards."""
    x, y = to_turns(lon, lat)
    return (x * 512 * 2**ZOOM, -y * 512 * 2**ZOOM)


def _degrees(x: float, y: float) -> tuple[float, float]:
    """(lon, lat) of a pixel."""
    lon, lat = to_degrees(x / (512 * 2**ZOOM), -y / (512 * 2**ZOOM))
    return (round(lon, 4), round(lat, 4))
