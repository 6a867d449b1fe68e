"""What explains the briefing's map: legend, scale with north, inset. Each knows its size before the map is laid out, so that none covers a mark."""

from __future__ import annotations

import math

from matplotlib.patches import Rectangle

from incidents.catalogue import text
from incidents.drawing.palette import colours
from incidents.exporting.ground import Frame, layer
from incidents.exporting.paper import INK, SECOND, Paper, width
from incidents.exporting.placing import Box, Point
from incidents.words import event_types

ROW, PAD, SIGN, WORDS, SIZE = 26.0, 14.0, 30.0, 54.0, 11.5
INSET: Point = (226.0, 226.0)
BOUNDS = (-18.0, 4.084, 9.0, 28.0)  # lon, lat of the corners of the inset: as far as the neighbours are drawn
LENGTHS = (500, 400, 300, 200, 100, 50, 20, 10)  # km
NORTH = 44.0  # pixels that the arrow takes left of the scale
GREY = "#5A6570"


def legend_size(lang: str) -> Point:
    """Width and height of the legend in this language."""
    rows = [kind.label(lang) for kind in event_types.types()] + _precisions(lang)
    return WORDS + max(width(words, SIZE) for words in rows) + PAD, 2 * PAD + ROW * len(rows) + 8


def draw_legend(paper: Paper, box: Box, lang: str) -> None:
    """Signs of the types in their colours, then how well a place is known, in grey."""
    left, top, right, _ = box
    paper.box(box, "white", "#E0DDD5", 0.8, zorder=6, alpha=0.97)
    y = top + PAD + ROW / 2
    for kind in event_types.types():
        paper.sign((left + SIGN, y), kind.shape, 14, kind.light, zorder=6.2)
        paper.write(left + WORDS, y, kind.label(lang), SIZE, zorder=6.2)
        y += ROW
    paper.rule([(left + PAD, y - ROW / 2 + 4), (right - PAD, y - ROW / 2 + 4)], "#D9D5CA", 0.9, zorder=6.2)
    y += 8
    for number, words in enumerate(_precisions(lang)):
        _precision(paper, (left + SIGN, y), number)
        paper.write(left + WORDS, y, words, SIZE, zorder=6.2)
        y += ROW


def _precisions(lang: str) -> list[str]:
    return [
        text("the place itself", lang=lang),
        text("near it (radius of 25 km, or as the text says)", lang=lang),
        text("somewhere in the cercle or region", lang=lang),
        text("along the road or in the zone", lang=lang),
        text("several at one place or close by", lang=lang),
    ]


def _precision(paper: Paper, at: Point, number: int) -> None:
    x, y = at
    tint = colours("light")["tint"]
    if number == 0:
        paper.sign(at, "diamond", 13, GREY, zorder=6.2)
    elif number == 1:
        paper.shape(ring(at, 11.5), "#DDE3E8", GREY, 1.1, zorder=6.2)
        paper.sign(at, "diamond", 8, GREY, zorder=6.3)
    elif number == 2:
        paper.box((x - 16, y - 9, x + 16, y + 9), "#E7E5EF", tint, 1.2, ls=":", zorder=6.2)
    elif number == 3:
        paper.rule([(x - 18, y + 6), (x - 6, y - 3), (x + 6, y - 4), (x + 18, y + 1)], GREY, 2.2, dashes=(3, 2), zorder=6.2)
    else:
        stack(paper, at, [GREY], 2, zorder=6.2)


def ring(at: Point, radius: float, corners: int = 72) -> list[Point]:
    return [(at[0] + radius * math.cos(2 * math.pi * n / corners), at[1] + radius * math.sin(2 * math.pi * n / corners)) for n in range(corners)]


def stack(paper: Paper, at: Point, kinds: list[str], count: int, zorder: float = 5.0) -> None:
    """Several at one place: a ring in the colours of their types with their number."""
    paper.shape(ring(at, 14.5), "white", zorder=zorder)
    share = 72 // len(kinds)
    around = ring(at, 11.5)
    around = around[54:] + around[:54]  # from the top, clockwise
    for n, color in enumerate(kinds):
        end = 72 if n == len(kinds) - 1 else (n + 1) * share
        paper.rule([*around[n * share : end], around[end % 72]], color, 3.0, zorder=zorder + 0.1, solid_capstyle="butt")
    paper.write(at[0], at[1], str(count), 9.5 if count < 10 else 8.5, weight="bold", ha="center", zorder=zorder + 0.2)


def scale_size(frame: Frame) -> Point:
    return NORTH + _length(frame) * frame.pixels_per_km + 66, 50.0


def _length(frame: Frame) -> int:
    return next((km for km in LENGTHS if km * frame.pixels_per_km < 260), LENGTHS[-1])


def draw_scale(paper: Paper, box: Box, frame: Frame) -> None:
    """North and the bar of km, with a white edge so that they read on any ground."""
    km = _length(frame)
    long, y = km * frame.pixels_per_km, box[3] - 14
    x, left = box[0] + 16, box[0] + NORTH + 8
    paper.shape([(x, y - 18), (x + 6, y + 4), (x, y - 1), (x - 6, y + 4)], INK, "white", 1.0, zorder=6)
    paper.write(x, y - 26, "N", 10, weight="bold", ha="center", halo="white", zorder=6)
    paper.box((left, y - 3, left + long / 2, y + 4), INK, INK, 0.8, zorder=6)
    paper.box((left + long / 2, y - 3, left + long, y + 4), "white", INK, 0.8, zorder=6)
    for share, words in ((0.0, "0"), (0.5, f"{km // 2}"), (1.0, f"{km} km")):
        paper.write(left + share * long, y - 16, words, 10.5, ha="center", halo="white", zorder=6)


def draw_inset(paper: Paper, box: Box, frame: Frame, lang: str) -> None:
    """Mali among its neighbours with the map's frame on it."""
    west, south, east, north = BOUNDS
    axes = paper.axes(box, facecolor="#F3F7F9", zorder=5)
    layer("neighbours").plot(ax=axes, color="#DEDBD2", edgecolor="white", linewidth=0.7)
    layer("country").plot(ax=axes, color=colours("light")["border"], edgecolor="none")
    axes.add_patch(Rectangle((frame.west, frame.south), frame.east - frame.west, frame.north - frame.south, fill=False, ec=INK, lw=1.6))
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], xlabel="", ylabel="")
    axes.set_aspect("auto")
    axes.spines[:].set_color("#C9C6BD")
    paper.write(box[0] + 10, box[3] - 12, text("frame: this map", lang=lang), 9.5, SECOND, halo="white", zorder=6)
