"""The base map as deck layers: our own shapes by URL, names where they do not collide. Nothing is fetched from the web."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from .deck import Layer, icons, shapes, texts
from .palette import ThemeName, colours, rgba

STATIC = Path(__file__).parents[2] / "static"
HAIR, WIDE = "\u200a", "\u2009\u200a"  # spacing of capitals, as letter-spacing is unknown to a text layer


@dataclass(frozen=True, slots=True)
class Basemap:
    """Shapes by URL and names inline. ``prefix`` is the app's base path; ``points`` is where a unit's chip stands ([lon, lat])."""

    prefix: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    names_by_kind: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of a static file, with its content's hash so that a rebuilt file is never served stale."""
        return f"{self.prefix}/app/static/{name}?v={self.versions.get(name, '0')}"

    def sprites(self, theme: ThemeName) -> tuple[str, str]:
        return self.url(f"ui/marks-{theme}.png"), self.url("ui/marks.json")

    def chip_point(self, code: str, otherwise: list[float]) -> list[float]:
        return list(self.points.get(code, otherwise))

    def ground(self, theme: ThemeName) -> list[Layer]:
        """Neighbours, the band along the border, Mali."""
        look = colours(theme)
        return [
            shapes("neighbours", self.url("neighbours.geojson"), fill=rgba(look["neighbours"]), line=rgba(look["neighbour_line"]), width=0.9),
            shapes("band", self.url("country.geojson"), line=rgba(look["band"]), width=14),
            shapes("mali", self.url("country.geojson"), fill=rgba(look["land"])),
        ]

    def lines(self, theme: ThemeName) -> list[Layer]:
        """Lakes, boundaries and rivers. A commune's line is 90 m wide, so that it shows only from near."""
        look = colours(theme)
        return [
            shapes("lakes", self.url("lakes.geojson"), fill=rgba(look["lake"])),
            shapes("cercles", self.url("cercles.geojson"), line=rgba(look["cercle"]), width=0.6),
            shapes("rivers", self.url("rivers.geojson"), line=rgba(look["river"]), width="@@=properties.width"),
            shapes("regions", self.url("regions.geojson"), line=rgba(look["region"]), width=0.95),
            shapes("border", self.url("country.geojson"), line=rgba(look["border"]), width=1.4),
        ]

    def names(self, theme: ThemeName) -> list[Layer]:
        """Neighbours and regions in spaced capitals, rivers along their course, towns where there is room."""
        look = colours(theme)
        land, by_kind = look["land"], self.names_by_kind
        towns = by_kind.get("seat", []) + by_kind.get("capital", [])
        return [
            texts("names-neighbours", by_kind.get("neighbour", []), colour=look["neighbour_text"], weight=600, size=10.5),
            texts("names-regions", by_kind.get("region", []), colour=look["region_text"], halo=land, weight=500, size=10),
            texts("names-rivers", by_kind.get("river", []), colour=look["river_text"], halo=land, size=9.5, getAngle="@@=a"),
            icons("seats", towns, self.sprites(theme), 12),
            texts("names-towns", by_kind.get("seat", []), colour=look["town_text"], halo=land, weight=600, size=11,
                  getPixelOffset="@@=o", getTextAnchor="@@=h"),
            texts("names-capital", by_kind.get("capital", []), colour=look["town_text"], halo=land, weight=700, size=12,
                  getPixelOffset="@@=o", getTextAnchor="@@=h"),
        ]


@cache
def basemap(prefix: str = "", folder: Path = STATIC) -> Basemap:
    """The base map of the static folder; hashes are read once."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    versions = {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest()[:10] for p in files}
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8")) if (folder / "labels.json").exists() else {}
    return Basemap(prefix.rstrip("/"), versions, labels.get("names", {}), {k: tuple(v) for k, v in labels.get("points", {}).items()})


def spaced(name: str, wide: bool = False) -> str:
    """Capitals set apart, as cartographers write regions and countries."""
    return (WIDE if wide else HAIR).join(name.upper())
