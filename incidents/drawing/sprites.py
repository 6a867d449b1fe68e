"""The map's marks as two pictures (light, dark) with an index: ``python -m incidents.drawing.sprites`` writes them to static/ui.

Colours are in the pictures because Streamlit dims every deck layer that carries its own colour once something is selected.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from incidents.drawing.palette import Sign, ThemeName, colours, signs

SCALE = 3  # picture pixels per map pixel
SMOOTH = 4  # drawn this much larger, then reduced
FOLDER = Path(__file__).parents[2] / "static" / "ui"
Points = list[tuple[float, float]]
Paint = Callable[["Pen"], None]


@dataclass(frozen=True, slots=True)
class Icon:
    name: str
    width: float
    height: float
    paint: Paint


class Pen:
    """Draws in map pixels around the icon's middle, y down."""

    def __init__(self, width: float, height: float, ground: str) -> None:
        self.factor = SCALE * SMOOTH
        self.middle = (width / 2, height / 2)
        size = (round(width * self.factor), round(height * self.factor))
        self.image = Image.new("RGBA", size, (*ImageColor.getrgb(ground)[:3], 0))  # the edge fades to the outline, not to black
        self.draw = ImageDraw.Draw(self.image)

    def at(self, points: Points) -> Points:
        return [((x + self.middle[0]) * self.factor, (y + self.middle[1]) * self.factor) for x, y in points]

    def fill(self, points: Points, colour: str) -> None:
        self.draw.polygon(self.at(points), fill=colour)

    def stroke(self, points: Points, colour: str, width: float) -> None:
        around = self.at([*points, points[0], points[1]])
        self.draw.line(around, fill=colour, width=round(width * self.factor), joint="curve")

    def disc(self, radius: float, colour: str) -> None:
        (box0, box1) = self.at([(-radius, -radius), (radius, radius)])
        self.draw.ellipse([box0, box1], fill=colour)

    def arc(self, radius: float, width: float, start: float, end: float, colour: str) -> None:
        (box0, box1) = self.at([(-radius, -radius), (radius, radius)])
        self.draw.arc([box0, box1], start, end, fill=colour, width=round(width * self.factor))

    def finished(self) -> Image.Image:
        width, height = self.image.size
        return self.image.resize((width // SMOOTH, height // SMOOTH), Image.Resampling.LANCZOS)


def outline_of(shape: str, size: float) -> Points:
    """The corners of a shape ``size`` map pixels across, y down, balanced so that all shapes weigh the same."""
    r = size / 2
    if shape == "circle":
        return [(0.93 * r * math.cos(a * math.pi / 24), 0.93 * r * math.sin(a * math.pi / 24)) for a in range(48)]
    return [(x * r, y * r) for x, y in _CORNERS[shape]]


_CORNERS: dict[str, Points] = {
    "diamond": [(0, -1.12), (1.12, 0), (0, 1.12), (-1.12, 0)],
    "square": [(-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)],
    "triangle-up": [(0, -1.08), (1.12, 0.86), (-1.12, 0.86)],
    "triangle-down": [(0, 1.08), (1.12, -0.86), (-1.12, -0.86)],
    "plus": [
        (-0.38, -1.05),
        (0.38, -1.05),
        (0.38, -0.38),
        (1.05, -0.38),
        (1.05, 0.38),
        (0.38, 0.38),
        (0.38, 1.05),
        (-0.38, 1.05),
        (-0.38, 0.38),
        (-1.05, 0.38),
        (-1.05, -0.38),
        (-0.38, -0.38),
    ],
}


def _solid(sign: Sign, theme: ThemeName, size: float) -> Paint:
    def paint(pen: Pen) -> None:
        shape = outline_of(sign.shape, size)
        pen.stroke(shape, colours(theme)["outline"], 2.6)
        pen.fill(shape, sign.colour(theme))

    return paint


def _hollow(sign: Sign, theme: ThemeName) -> Paint:
    def paint(pen: Pen) -> None:
        shape = outline_of(sign.shape, 9)
        pen.stroke(shape, colours(theme)["outline"], 4)
        pen.fill(shape, colours(theme)["land"])
        pen.stroke(shape, sign.colour(theme), 1.7)

    return paint


def _stack(members: list[Sign], theme: ThemeName) -> Paint:
    def paint(pen: Pen) -> None:
        pen.disc(12.8, colours(theme)["outline"])
        share = 360 / len(members)
        for number, sign in enumerate(members):
            pen.arc(11.5, 3, number * share - 90, (number + 1) * share - 90, sign.colour(theme))
        pen.disc(8.5, colours(theme)["paper"])

    return paint


def _chip(sign: Sign | None, theme: ThemeName) -> Paint:
    def paint(pen: Pen) -> None:
        pen.fill([(-15.5, -9), (15.5, -9), (15.5, 9), (-15.5, 9)], colours(theme)["paper"])
        for x, y in _dots(31, 18):
            pen.fill([(x - 0.65, y - 0.65), (x + 0.65, y - 0.65), (x + 0.65, y + 0.65), (x - 0.65, y + 0.65)], colours(theme)["tint"])
        if sign is not None:
            pen.fill([(x - 6.5, y) for x, y in outline_of(sign.shape, 8.5)], sign.colour(theme))

    return paint


def _dots(width: float, height: float) -> Iterator[tuple[float, float]]:
    for step in range(int(width // 2.6) + 1):
        for y in (-height / 2 + 0.65, height / 2 - 0.65):
            yield -width / 2 + 0.65 + step * (width - 1.3) / int(width // 2.6), y
    for step in range(1, int(height // 2.6)):
        for x in (-width / 2 + 0.65, width / 2 - 0.65):
            yield x, -height / 2 + 0.65 + step * (height - 1.3) / int(height // 2.6)


def _ring(radius: float, theme: ThemeName) -> Paint:
    def paint(pen: Pen) -> None:
        pen.arc(radius + 2.5, 5, 0, 360, colours(theme)["outline"])
        pen.arc(radius + 1.1, 2.2, 0, 360, colours(theme)["ring"])

    return paint


def _seat(theme: ThemeName, size: float, capital: bool) -> Paint:
    def paint(pen: Pen) -> None:
        shape = outline_of("square" if capital else "circle", size)
        pen.fill([(x * 1.9, y * 1.9) for x, y in shape], colours(theme)["outline"])
        pen.fill(shape, colours(theme)["town_text"])
        if not capital:
            pen.fill([(x * 0.4, y * 0.4) for x, y in shape], colours(theme)["outline"])

    return paint


def icons(theme: ThemeName) -> Iterator[Icon]:
    """Every icon of a theme: solid, small and hollow shapes, stacks by the bits of their types, chips, rings, town seats."""
    for sign in signs():
        yield Icon(f"solid-{sign.category}", 18, 18, _solid(sign, theme, 12))
        yield Icon(f"small-{sign.category}", 18, 18, _solid(sign, theme, 9))
        yield Icon(f"hollow-{sign.category}", 18, 18, _hollow(sign, theme))
        yield Icon(f"chip-{sign.category}", 31, 18, _chip(sign, theme))
    yield Icon("chip", 31, 18, _chip(None, theme))
    for bits in range(1, 2 ** len(signs())):
        yield Icon(f"stack-{bits}", 26, 26, _stack([s for s in signs() if bits >> s.category & 1], theme))
    yield Icon("ring", 32, 32, _ring(10, theme))
    yield Icon("ring-wide", 40, 40, _ring(14, theme))
    yield Icon("capital", 12, 12, _seat(theme, 5.6, True))
    yield Icon("seat", 12, 12, _seat(theme, 5, False))


def write(theme: ThemeName, folder: Path = FOLDER) -> None:
    """Write ``marks-<theme>.png`` and the index ``marks.json`` (the same for both themes) to ``folder``."""
    drawn = [(icon, _drawn(icon, colours(theme)["outline"])) for icon in icons(theme)]
    index, x, y, row = {}, 0, 0, 0
    for icon, picture in drawn:
        if x + picture.width > 1024:
            x, y, row = 0, y + row + 2, 0
        index[icon.name] = {"x": x, "y": y, "width": picture.width, "height": picture.height, "mask": False}
        x, row = x + picture.width + 2, max(row, picture.height)
    sheet = Image.new("RGBA", (1024, y + row), (*ImageColor.getrgb(colours(theme)["outline"])[:3], 0))
    for icon, picture in drawn:
        sheet.paste(picture, (index[icon.name]["x"], index[icon.name]["y"]))
    folder.mkdir(parents=True, exist_ok=True)
    sheet.save(folder / f"marks-{theme}.png", optimize=True)
    (folder / "marks.json").write_text(json.dumps(index, separators=(",", ":")) + "\n", encoding="utf-8")


def _drawn(icon: Icon, ground: str) -> Image.Image:
    pen = Pen(icon.width, icon.height, ground)
    icon.paint(pen)
    return pen.finished()


if __name__ == "__main__":
    write("light")
    write("dark")
