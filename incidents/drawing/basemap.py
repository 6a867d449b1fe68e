"""The base map as deck layers: our own shapes by URL, names where they do not collide. Nothing is fetched from the web."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from incidents.drawing.deck import Layer, Sprites, icons, shapes, texts
from incidents.drawing.palette import ThemeName, colours, rgba

STATIC = Path(__file__).parents[2] / "static"
LEVELS = (6.5, 8.0)  # zooms from which more is named
SEATS, COMMUNES, REGIONS_END = 1, 2, 2
BELOW = 16  # pixels from the middle of a region's name to the middle of its count


@dataclass(frozen=True, slots=True)
class Basemap:
    """Shapes by URL and names inline. ``prefix`` is the app's base path; ``points`` is where a unit's chip stands (lon, lat), ``outlines``
    are regions and cercles as GeoJSON geometries, both by P-code."""

    prefix: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    names_by_kind: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    icons: Mapping[str, Any] = field(default_factory=dict)
    outlines: Mapping[str, Any] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of a static file, with its content's hash so that a rebuilt file is never served stale."""
        return f"{self.prefix}/app/static/{name}?v={self.versions.get(name, '0')}"

    def sprites(self, theme: ThemeName) -> Sprites:
        """The theme's picture and where each icon lies in it."""
        return self.url(f"ui/marks-{theme}.png"), self.icons

    def count_place(self, code: str, otherwise: tuple[float, float] = (-4.0, 17.0)) -> dict[str, Any]:
        """Where the count of a unit stands: ``p`` [lon, lat] and ``o`` [x, y] in pixels from there. Under a region's name where the map
        writes it, else at the unit's own point, else at ``otherwise`` (lon, lat)."""
        written = next((row["p"] for row in self.names_by_kind.get("region", []) if row.get("u") == code), None)
        return {"p": written, "o": [0, BELOW]} if written else {"p": list(self.points.get(code, otherwise)), "o": [0, 0]}

    def ground(self, theme: ThemeName) -> list[Layer]:
        """Neighbours, the band along the border, Mali."""
        look = colours(theme)
        return [
            shapes("neighbours", self.url("neighbours.geojson"), fill=rgba(look["neighbours"])),
            shapes("neighbour-lines", self.url("borders.geojson"), line=rgba(look["neighbour_line"]), width=0.9),
            shapes("band", self.url("country.geojson"), line=rgba(look["band"]), width=14),
            shapes("mali", self.url("country.geojson"), fill=rgba(look["land"])),
        ]

    def lines(self, theme: ThemeName, level: int = 0) -> list[Layer]:
        """Lakes, boundaries and rivers; communes from near."""
        look = colours(theme)
        communes = [shapes("communes", self.url("commune_lines.geojson"), line=rgba(look["cercle"]), width=0.5)] if level >= COMMUNES else []
        return [
            shapes("lakes", self.url("lakes.geojson"), fill=rgba(look["lake"])),
            *communes,
            shapes("cercles", self.url("cercle_lines.geojson"), line=rgba(look["cercle"]), width=0.6 + 0.4 * (level >= SEATS)),
            shapes("rivers", self.url("rivers.geojson"), line=rgba(look["river"]), width="@@=properties.width"),
            shapes("regions", self.url("region_lines.geojson"), line=rgba(look["region"]), width=0.95),
            shapes("border", self.url("country.geojson"), line=rgba(look["border"]), width=1.4),
        ]

    def seats(self, theme: ThemeName, level: int = 0) -> list[Layer]:
        """The dots of towns: below the marks."""
        return [icons("seats", self._towns(level), self.sprites(theme), 12)]

    def ground_names(self, theme: ThemeName, level: int = 0, language: str = "en") -> list[Layer]:
        """Neighbours and regions in spaced capitals, rivers along their course: below the marks."""
        look, found = colours(theme), self.names_by_kind
        countries = [row | {"t": row.get("f", row["t"])} for row in found.get("neighbour", [])] if language == "fr" else found.get("neighbour", [])
        waters = found.get("river", []) + found.get("lake", [])
        layers = [
            texts("names-neighbours", countries, colour=look["neighbour_text"], weight=600, size=10.5),
            texts("names-rivers", waters, colour=look["river_text"], halo=look["land"], size=10, getAngle="@@=a"),
        ]
        if level < REGIONS_END:
            layers.append(texts("names-regions", found.get("region", []), colour=look["region_text"], halo=look["land"], weight=500, size=10.5))
        return layers

    def town_names(self, theme: ThemeName, level: int = 0) -> list[Layer]:
        """Towns above the marks; smaller places the nearer one is, where there is room."""
        look, found = colours(theme), self.names_by_kind
        town: dict[str, Any] = {"colour": look["town_text"], "halo": look["land"], "getPixelOffset": "@@=o", "getTextAnchor": "@@=h"}
        layers = []
        if level >= SEATS:
            rows = found.get("cercle_seat", []) + (found.get("commune_seat", []) if level >= COMMUNES else [])
            collision = [{"@@type": "CollisionFilterExtension"}]
            room: dict[str, Any] = {"extensions": collision, "collisionGroup": "names", "collisionTestProps": {"sizeScale": 1.4}}
            layers.append(texts("names-small", rows, size=11, **town, **room))
        return [
            *layers,
            texts("names-towns", found.get("seat", []), weight=600, size=11.5, **town),
            texts("names-capital", found.get("capital", []), weight=700, size=12.5, **town),
        ]

    def _towns(self, level: int) -> list[dict[str, Any]]:
        kinds = ["capital", "seat", *(["cercle_seat"] if level >= SEATS else []), *(["commune_seat"] if level >= COMMUNES else [])]
        return [{"p": row["p"], "k": row.get("k", "seat")} for kind in kinds for row in self.names_by_kind.get(kind, [])]


@cache
def basemap(prefix: str = "", folder: Path = STATIC) -> Basemap:
    """The base map of the static folder; hashes are read once."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    versions = {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest()[:10] for p in files}
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8")) if (folder / "labels.json").exists() else {}
    index = json.loads((folder / "ui" / "marks.json").read_text(encoding="utf-8")) if (folder / "ui" / "marks.json").exists() else {}
    index = {name: {key: value for key, value in icon.items() if value is not False} for name, icon in index.items()}  # "mask": false is the default
    outlines = {f["properties"]["pcode"]: f["geometry"] for name in ("regions", "cercles") for f in _features(folder / f"{name}.geojson")}
    points = {code: tuple(point) for code, point in labels.get("points", {}).items()}
    return Basemap(prefix.rstrip("/"), versions, labels.get("names", {}), points, index, outlines)


def _features(path: Path) -> list[Any]:
    found: list[Any] = json.loads(path.read_text(encoding="utf-8"))["features"] if path.exists() else []
    return found
