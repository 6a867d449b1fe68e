"""Where labels stand on a picture: inside the frame, clear of marks and of each other. cf. ``incidents/drawing/room.py`` for the screen's map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels, y downwards
Point = tuple[float, float]
AROUND = ((1, 0), (1, -1), (0, -1), (1, 1), (0, 1), (-1, 0), (-1, -1), (-1, 1))  # right of a mark first, then above it


def overlap(a: Box, b: Box) -> float:
    """Square pixels that two boxes share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def around(at: Point, half: float, high: float | None = None) -> Box:
    """The box around a point: ``half`` as far to each side, ``high`` upwards and downwards."""
    up = half if high is None else high
    return (at[0] - half, at[1] - up, at[0] + half, at[1] + up)


class Room:
    """A frame and what in it is taken."""

    def __init__(self, frame: Box, taken: Iterable[Box] = ()) -> None:
        self.frame = frame
        self.taken = list(taken)

    def take(self, box: Box) -> None:
        self.taken.append(box)

    def covered(self, box: Box) -> float:
        """The square pixels of ``box`` that are taken or outside the frame."""
        outside = (box[2] - box[0]) * (box[3] - box[1]) - overlap(box, self.frame)
        return outside + sum(overlap(box, one) for one in self.taken)

    def beside(self, at: Point, half: float, size: Point, reaches: Sequence[float] = (3, 12, 24, 40, 60, 85)) -> tuple[Box, float]:
        """The box of a label of ``size`` beside the mark at ``at`` that is ``half`` wide to each side, and how far off it stands: as near as
        there is room, else where it covers least."""
        best: tuple[float, Box, float] | None = None
        for reach in reaches:
            for dx, dy in AROUND:
                box = _beside(at, half + reach, size, dx, dy)
                covered = self.covered(box)
                if not covered:
                    return box, reach
                if best is None or covered < best[0]:
                    best = (covered, box, reach)
        assert best is not None
        return best[1], best[2]

    def nearest(self, spots: Iterable[Point], wanted: Point, size: Point) -> Point | None:
        """Of ``spots``, the one nearest to ``wanted`` where a label of ``size`` around it covers nothing; None where there is none."""
        for spot in sorted(spots, key=lambda one: math.dist(one, wanted)):
            if not self.covered(around(spot, size[0] / 2, size[1] / 2)):
                return spot
        return None


def _beside(at: Point, reach: float, size: Point, dx: int, dy: int) -> Box:
    if dx and dy:  # at a corner it may come nearer
        reach *= 0.75
    x, y = at[0] + dx * (reach + size[0] / 2), at[1] + dy * (reach + size[1] / 2)
    return around((x, y), size[0] / 2, size[1] / 2)
