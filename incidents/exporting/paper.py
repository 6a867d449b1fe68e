"""A sheet of 1920 by 1080 pixels to write and draw on, and how wide words are on it: measured with the very font that writes them.

Pixels count from the top left corner. matplotlib's ``Figure`` without pyplot, whose state all threads would share.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from incidents.drawing.sprites import outline_of

WIDTH, HEIGHT, DPI = 1920, 1080, 100
INK, SECOND, THIRD = "#1C2328", "#59636B", "#626C73"
POINT = DPI / 72  # pixels
HINTED = 1.04  # the screen's letters are set to whole pixels: up to so much wider than drawn ones
Point = tuple[float, float]


@lru_cache(maxsize=4096)
def width(words: str, size: float, weight: str = "normal") -> float:
    """Pixels that ``words`` take at ``size`` points."""
    wide, _, _ = text_to_path.get_text_width_height_descent(words, FontProperties(size=size, weight=weight), False)
    return float(wide) * POINT * HINTED


def wrapped(words: str, size: float, most: float, weight: str = "normal") -> list[str]:
    """``words`` in lines of at most ``most`` pixels, broken between words; one word that is wider has a line of its own."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(words: str, size: float, most: float, weight: str = "normal") -> str:
    """``words`` if they fit into ``most`` pixels, else as many whole words as do and "…"; of one word too wide, its beginning."""
    if width(words, size, weight) <= most:
        return words
    whole = words.split(" ")
    for kept in range(len(whole) - 1, 0, -1):
        shorter = " ".join(whole[:kept]).rstrip(",;·: ") + "…"
        if width(shorter, size, weight) <= most:
            return shorter
    kept = next((n for n in range(len(whole[0]) - 1, 1, -1) if width(whole[0][:n] + "…", size, weight) <= most), 1)
    return whole[0][:kept] + "…"


def fitted(words: str, sizes: Sequence[float], most: float, rows: int = 1, weight: str = "normal") -> tuple[float, list[str]]:
    """The first of ``sizes`` (points, falling) at which ``words`` fit into ``rows`` lines, with these lines; in the last size they are cut."""
    for size in sizes:
        lines = wrapped(words, size, most, weight)
        if len(lines) <= rows and all(width(line, size, weight) <= most for line in lines):
            return size, lines
    return sizes[-1], [*lines[: rows - 1], shortened(" ".join(lines[rows - 1 :]), sizes[-1], most, weight)]


class Paper:
    """The sheet. Coordinates are pixels, y downwards; sizes of letters are points."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
        self._pixels = Affine2D().scale(1 / WIDTH, -1 / HEIGHT).translate(0, 1) + self.figure.transFigure

    def write(self, x: float, y: float, words: str, size: float, color: str = INK, halo: str = "", **more: Any) -> None:
        """``words`` with the middle of their small letters at ``y``, so that all that stands on one line has one baseline."""
        effects = [withStroke(linewidth=3, foreground=halo)] if halo else None
        self.figure.text(x, y + 0.36 * size * POINT, words, transform=self._pixels, fontsize=size, color=color, va=more.pop("va", "baseline"),
                         parse_math=False, path_effects=effects, **more)  # fmt: skip

    def rule(self, points: Sequence[Point], color: str, width: float, **more: Any) -> None:
        xs, ys = zip(*points, strict=True)
        self.figure.add_artist(self._clipped(Line2D(xs, ys, transform=self._pixels, color=color, lw=width, **more)))

    def shape(self, points: Sequence[Point], fill: Any, edge: Any = "none", width: float = 0.0, **more: Any) -> None:
        closed = Polygon(list(points), closed=True, transform=self._pixels, fc=fill, ec=edge, lw=width, **more)
        self.figure.add_artist(self._clipped(closed))

    def box(self, box: tuple[float, float, float, float], fill: Any, edge: Any = "none", width: float = 0.0, **more: Any) -> None:
        left, top, right, bottom = box
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill, edge, width, **more)

    def sign(self, at: Point, shape: str, size: float, color: str, hollow: bool = False, zorder: float = 4.0) -> None:
        """An event type's sign, with the white edge that parts it from what lies below; ``hollow`` where it stands for a road or zone."""
        points = [(at[0] + x, at[1] + y) for x, y in outline_of(shape, size)]
        self.shape(points, "white", "white", 4.5 if hollow else 2.6, zorder=zorder, joinstyle="round")
        self.shape(points, "white" if hollow else color, color if hollow else "none", 2.0 if hollow else 0.0, zorder=zorder)

    def axes(self, box: tuple[float, float, float, float], **more: Any) -> Axes:
        """Axes that fill ``box``."""
        left, top, right, bottom = box
        return self.figure.add_axes((left / WIDTH, 1 - bottom / HEIGHT, (right - left) / WIDTH, (bottom - top) / HEIGHT), **more)

    def clip_to(self, box: tuple[float, float, float, float] | None) -> None:
        """What is drawn from now on ends at ``box`` (words excepted)."""
        self._clip = None if box is None else Rectangle((box[0], box[1]), box[2] - box[0], box[3] - box[1], transform=self._pixels)

    _clip: Rectangle | None = None

    def _clipped(self, artist: Any) -> Any:
        if self._clip is not None:
            artist.set_clip_path(self._clip)
        return artist

    def png(self, title: str) -> bytes:
        out = io.BytesIO()
        self.figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None, "Title": title})
        return out.getvalue()
