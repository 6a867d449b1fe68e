"""The briefing picture: 1920x1080 PNG of the incidents of one filter, with its sentence, legend, scale, list and sources.

Drawn on the server with matplotlib's ``Figure`` (no pyplot: its state is shared by all threads), so that the same data version and
filter give the same picture. Past ``ROWS`` incidents the list goes on in a second picture.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

import geopandas
import shapely
import shapely.affinity
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from gazetteer import areas
from incidents.catalogue import text
from incidents.exporting.files import SAMPLE_MARK, Origin
from incidents.model import Document, Incident, PlaceValue
from incidents.words import event_types, wording

STATIC = Path(__file__).parents[2] / "static"
WIDTH, HEIGHT, DPI = 1920, 1080, 100
MARGIN = 56
MAP = (56, 156, 1130, 826)  # left, top, width, height in px
LIST_LEFT, LIST_RIGHT = 1224, 1864
ROWS = 17
MARKERS = {"diamond": "D", "triangle-up": "^", "triangle": "^", "circle": "o", "square": "s", "plus": "P", "triangle-down": "v"}
LAND, NEIGHBOUR, BORDER, REGION, WATER, TINT, INK, SECOND = "#FAF9F5", "#EBE9E3", "#5B5750", "#B3ADA0", "#9BBBD0", "#5F5796", "#1C2328", "#59636B"
KM_PER_DEGREE = 111.32
MALI = (-12.3, 10.1, 4.4, 25.1)  # lon, lat of the corners
TOWNS = {"Bamako": (12.65, -8.0), "Kayes": (14.45, -11.44), "Sikasso": (11.32, -5.67), "Ségou": (13.43, -6.26), "Mopti": (14.49, -4.19),
         "Tombouctou": (16.77, -3.01), "Gao": (16.27, -0.04), "Kidal": (18.44, 1.41), "Ménaka": (15.92, 2.4)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caption:
    """What the picture says of the filter: its sentence, the line under it, where the data comes from; ``where`` outlines it (GeoJSON)."""

    sentence: str
    line: str
    origin: Origin
    lang: str = "en"
    where: Mapping[str, Any] | None = None


def pictures(incidents: Sequence[Incident], documents: Sequence[Document], caption: Caption) -> list[bytes]:
    """PNG bytes, one picture for each ``ROWS`` incidents (at least one), numbered alike on map and list."""
    publishers = {d.id: d.publisher for d in documents}
    chunks = [incidents[i : i + ROWS] for i in range(0, len(incidents), ROWS)] or [incidents]
    return [_picture(chunk, publishers, caption, first=i * ROWS + 1, page=i + 1, pages=len(chunks)) for i, chunk in enumerate(chunks)]


def _picture(incidents: Sequence[Incident], publishers: dict[str, str], caption: Caption, first: int, page: int, pages: int) -> bytes:
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
    title = caption.sentence if pages == 1 else f"{caption.sentence} ({page}/{pages})"
    size = min(23.0, 23.0 * 88 / max(len(title), 1))  # 31 px at 85 characters; longer sentences shrink rather than run off
    _write(figure, MARGIN, 64, title, size, weight="bold")
    _write(figure, MARGIN, 112, caption.line, 14.5, SECOND)
    axes = figure.add_axes((MAP[0] / WIDTH, 1 - (MAP[1] + MAP[3]) / HEIGHT, MAP[2] / WIDTH, MAP[3] / HEIGHT))
    _draw_map(axes, incidents, first, caption)
    _draw_list(figure, incidents, publishers, first, caption.lang)
    _draw_foot(figure, incidents, publishers, caption)
    if caption.origin.is_sample:
        figure.text(0.315, 0.5, SAMPLE_MARK, fontsize=44, color="#B3261E", alpha=0.13, rotation=24, ha="center", va="center", weight="bold")
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None, "Title": caption.sentence})
    return out.getvalue()


def _write(figure: Figure, x: float, y: float, words: str, size: float, color: str = INK, **more: Any) -> None:
    figure.text(x / WIDTH, 1 - y / HEIGHT, words.replace("$", r"\$"), fontsize=size, color=color, va="center", **more)


# --- map ------------------------------------------------------------------------------------------------------------------


@cache
def _layer(name: str) -> geopandas.GeoDataFrame:
    features = json.loads((STATIC / f"{name}.geojson").read_text("utf-8"))["features"]
    return geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")


def _draw_map(axes: Axes, incidents: Sequence[Incident], first: int, caption: Caption) -> None:
    axes.set_facecolor("#DCE6EC")
    _layer("neighbours").plot(ax=axes, color=NEIGHBOUR, edgecolor="#CFCBC1", linewidth=0.9, zorder=1)
    _layer("country").plot(ax=axes, color=LAND, edgecolor="none", zorder=2)
    for incident in incidents:
        _tint(axes, incident.place)
    _layer("regions").boundary.plot(ax=axes, color=REGION, linewidth=0.9, zorder=4)
    _layer("rivers").plot(ax=axes, color=WATER, linewidth=1.0, zorder=4)
    _layer("country").boundary.plot(ax=axes, color=BORDER, linewidth=1.5, zorder=5)
    if caption.where:
        asked = geopandas.GeoSeries([shapely.from_geojson(json.dumps(caption.where))], crs="EPSG:4326")
        asked.boundary.plot(ax=axes, color=INK, linewidth=1.4, linestyle=(0, (5, 3)), zorder=5)
    west, south, east, north = _frame(incidents)
    axes.set(xlim=(west, east), ylim=(south, north))
    for name, (lat, lon) in TOWNS.items():
        if west < lon < east and south < lat < north:
            axes.plot(lon, lat, "o", ms=3.4, mfc="white", mec=INK, mew=0.9, zorder=6)
            axes.annotate(name, (lon, lat), (0, -10), textcoords="offset points", fontsize=9.5, color="#3C3A36", ha="center", va="center", zorder=6)
    _marks(axes, incidents, first)
    axes.set(xlim=(west, east), ylim=(south, north), xlabel="", ylabel="", xticks=[], yticks=[])  # geopandas sets labels and aspect at each plot
    axes.set_aspect("auto")
    axes.spines[:].set_color("#C9C6BD")
    _scale(axes)
    _legend(axes, caption.lang)


def _frame(incidents: Sequence[Incident]) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees: all marks and units with a margin, at the map's shape; the country where there is none."""
    boxes = [b for i in incidents if (b := _box(i.place))]
    west, south, east, north = shapely.total_bounds([shapely.box(*b) for b in boxes]) if boxes else MALI
    west, south, east, north = west - 0.9, south - 0.7, east + 0.9, north + 0.7
    stretch = cos(radians((south + north) / 2))
    wanted = MAP[2] / MAP[3]  # width over height on paper
    width, height = max((east - west) * stretch, 4.0), max(north - south, 3.0)
    if width / height < wanted:
        width = height * wanted
    else:
        height = width / wanted
    middle = ((west + east) / 2, (south + north) / 2)
    half = width / stretch / 2
    return middle[0] - half * 1.12, middle[1] - height / 2, middle[0] + half * 0.88, middle[1] + height / 2  # the legend takes the left


def _box(place: PlaceValue | None) -> tuple[float, float, float, float] | None:
    if place is None or place.precision in (0, 6):
        return None
    if place.precision in (3, 4) and place.unit_pcode:
        bounds = areas.shape(place.unit_pcode).bounds
        return (bounds[0], bounds[1], bounds[2], min(bounds[3], 20.0) if bounds[1] < 18 else bounds[3])  # the empty north stays off
    if place.lat is None or place.lon is None:
        return None
    return place.lon, place.lat, place.lon, place.lat


def _tint(axes: Axes, place: PlaceValue | None) -> None:
    if place is None:
        return
    shape, alpha = None, 0.12
    if place.precision in (3, 4) and place.unit_pcode:
        shape, alpha = areas.shape(place.unit_pcode), 0.21 if place.precision == 3 else 0.12
    elif place.precision == 5 and place.zone_id:
        shape, alpha = areas.zone_shape(place.zone_id), 0.08
    if shape is not None:
        series = geopandas.GeoSeries([shape], crs="EPSG:4326")
        series.plot(ax=axes, color=TINT, alpha=alpha, zorder=3)
        series.boundary.plot(ax=axes, color=TINT, linewidth=1.2, linestyle=":", zorder=3)


def _marks(axes: Axes, incidents: Sequence[Incident], first: int) -> None:
    placed: dict[tuple[float, float], list[int]] = {}
    for number, incident in enumerate(incidents, first):
        place, kind = incident.place, event_types.find(incident.event_type)
        if place is None or place.lat is None or place.lon is None or place.precision in (0, 6) or kind is None:
            continue
        at = (round(place.lon, 3), round(place.lat, 3))
        if at not in placed:
            _mark(axes, place, MARKERS.get(kind.shape, "o"), kind.light)
        placed.setdefault(at, []).append(number)
    for (lon, lat), numbers in placed.items():
        label = ", ".join(map(str, numbers[:4])) + ("…" if len(numbers) > 4 else "")
        if len(numbers) > 1:
            axes.plot(lon, lat, "o", ms=14, mfc="white", mec=INK, mew=1.6, zorder=9)
            axes.annotate(str(len(numbers)), (lon, lat), fontsize=9.5, weight="bold", ha="center", va="center_baseline", zorder=10)
        axes.annotate(label, (lon, lat), (9, 7), textcoords="offset points", fontsize=12, weight="bold", color=INK, zorder=11,
                      path_effects=_halo())  # fmt: skip


def _halo() -> list[object]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=3, foreground="white")]


def _mark(axes: Axes, place: PlaceValue, marker: str, color: str) -> None:
    assert place.lat is not None
    assert place.lon is not None
    if place.line:
        axes.plot([p[1] for p in place.line], [p[0] for p in place.line], color="white", lw=5, zorder=6)
        axes.plot([p[1] for p in place.line], [p[0] for p in place.line], color=color, lw=2.2, dashes=(3, 2), zorder=6)
    if place.precision == 2:
        radius = (place.radius_m or 25000) / 1000 / KM_PER_DEGREE
        ring = shapely.affinity.scale(shapely.Point(place.lon, place.lat).buffer(max(radius, 0.12)), 1 / cos(radians(place.lat)), 1)
        geopandas.GeoSeries([ring]).plot(ax=axes, color=color, alpha=0.13, zorder=6)
        geopandas.GeoSeries([ring]).boundary.plot(ax=axes, color=color, linewidth=1.1, alpha=0.75, zorder=6)
    if place.precision in (3, 4):
        axes.plot(place.lon, place.lat, marker="s", ms=17, mfc="white", mec=TINT, mew=1.1, ls=":", zorder=7)
    hollow = place.precision == 5
    fill, edge = ("white", color) if hollow else (color, "white")
    size = 10 if place.precision == 1 else 8
    axes.plot(place.lon, place.lat, marker=marker, ms=size, mfc=fill, mec=edge, mew=1.6 if hollow else 1.1, ls="", zorder=8)


def _scale(axes: Axes) -> None:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    across = (east - west) * KM_PER_DEGREE * cos(radians((south + north) / 2))
    km = next(n for n in (500, 400, 300, 200, 100, 50, 20, 10) if n < across / 4 or n == 10)
    length = km / across
    axes.add_patch(Rectangle((0.96 - length, 0.035), length / 2, 0.008, transform=axes.transAxes, fc=INK, ec=INK, lw=0.8, zorder=12))
    axes.add_patch(Rectangle((0.96 - length / 2, 0.035), length / 2, 0.008, transform=axes.transAxes, fc="white", ec=INK, lw=0.8, zorder=12))
    for share, label in ((0.0, "0"), (0.5, f"{km // 2}"), (1.0, f"{km} km")):
        axes.text(0.96 - length + share * length, 0.052, label, transform=axes.transAxes, fontsize=10.5, ha="center", zorder=12)


def _legend(axes: Axes, lang: str) -> None:
    signs: list[Artist] = [Line2D([], [], marker=MARKERS.get(t.shape, "o"), color=t.light, ls="", ms=9) for t in event_types.types()]
    words = [t.label(lang) for t in event_types.types()]
    grey = "#5A6570"
    signs += [
        Line2D([], [], marker="D", color=grey, ls="", ms=8),
        Line2D([], [], marker="o", mfc="#DDE3E8", mec=grey, ls="", ms=14),
        Patch(fc="#E7E5EF", ec=TINT, ls=":"),
        Line2D([], [], color=grey, lw=2, dashes=(3, 2)),
        Line2D([], [], marker="o", mfc="white", mec=INK, mew=1.6, ls="", ms=13),
    ]
    words += [
        text("the place itself", lang=lang),
        text("near it, in the circle", lang=lang),
        text("somewhere in the cercle or region", lang=lang),
        text("along the road or in the zone", lang=lang),
        text("several at one place", lang=lang),
    ]
    box = axes.legend(handles=signs, labels=words, loc="upper left", fontsize=11.5, framealpha=0.96, edgecolor="#E0DDD5", borderpad=0.9,
                      labelspacing=0.72, handlelength=2.2)  # fmt: skip
    box.set_zorder(20)


# --- list and foot --------------------------------------------------------------------------------------------------------


def _draw_list(figure: Figure, incidents: Sequence[Incident], publishers: dict[str, str], first: int, lang: str) -> None:
    top, step = 178, 46
    years = len({i.date.start.year for i in incidents if i.date and i.date.start}) > 1
    _write(figure, LIST_LEFT + 36, top, text("What, where", lang=lang), 11.5, SECOND)
    _write(figure, LIST_RIGHT - 164, top, text("Date", lang=lang), 11.5, SECOND, ha="right")
    _write(figure, LIST_RIGHT, top, text("Killed, as reported", lang=lang), 11.5, SECOND, ha="right")
    _rule(figure, top + 17, INK, 1.2)
    for row, incident in enumerate(incidents):
        y = top + 40 + row * step
        kind = event_types.find(incident.event_type)
        drawn = incident.place is not None and incident.place.precision not in (0, 6)
        _write(figure, LIST_LEFT, y - 3, str(first + row) if drawn else "–", 12.5, weight="bold")
        if kind:
            figure.add_artist(Line2D([(LIST_LEFT + 46) / WIDTH], [1 - (y - 3) / HEIGHT], marker=MARKERS.get(kind.shape, "o"), color=kind.light, ms=9))
        _write(figure, LIST_LEFT + 66, y - 4, _short(_title(incident, lang), 36), 12)
        _write(figure, LIST_LEFT + 66, y + 15, _short(_said(incident, publishers, lang), 74), 8.6, SECOND)
        _write(figure, LIST_RIGHT - 164, y - 4, _short(_when(incident, lang, years), 17), 11, SECOND, ha="right")
        known = incident.killed is not None
        _write(figure, LIST_RIGHT, y - 4, wording.toll_words(incident.killed, lang), 12, INK if known else SECOND, ha="right")
        _rule(figure, y + 26, "#DEDEDE", 0.8)
    if not incidents:
        _write(figure, LIST_LEFT, top + 50, text("No incident fits this filter.", lang=lang), 13, SECOND)


def _title(incident: Incident, lang: str) -> str:
    kind = event_types.find(incident.event_type, incident.sub_event_type)
    what = kind.one(lang) if kind else incident.sub_event_type
    return f"{what}, {incident.place.name}" if incident.place and incident.place.name else what


def _when(incident: Incident, lang: str, years: bool) -> str:
    """The days, short; with the year only where the picture holds several. Months and coarser, and unknown years, in full words."""
    value = incident.date
    if value is None or value.start is None or value.end is None or value.precision not in (1, 2):
        return wording.date_words(value, lang)
    pattern = "d MMM y" if years else "d MMM"
    days = [wording.day_words(day, lang, pattern) for day in (value.start, value.end)]
    return days[0] if days[0] == days[1] else f"{wording.day_words(value.start, lang, 'd MMM')}–{days[1]}"


def _said(incident: Incident, publishers: dict[str, str], lang: str) -> str:
    claimants = dict.fromkeys(r.claimant.who for r in incident.reports if r.claimant)
    names = dict.fromkeys(publishers.get(r.document_id) or r.document_id for r in incident.reports)
    unit = incident.place.admin.cercle or incident.place.admin.region if incident.place else None
    said = [unit] if unit and incident.place and unit != incident.place.name else []
    said += [wording.according_to(who, lang=lang) for who in claimants]
    return " · ".join([*said, *names])


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _rule(figure: Figure, y: float, color: str, width: float) -> None:
    figure.add_artist(Line2D([LIST_LEFT / WIDTH, LIST_RIGHT / WIDTH], [1 - y / HEIGHT] * 2, color=color, lw=width))


def _draw_foot(figure: Figure, incidents: Sequence[Incident], publishers: dict[str, str], caption: Caption) -> None:
    lang, origin = caption.lang, caption.origin
    names = sorted({publishers.get(r.document_id, "") for i in incidents for r in i.reports} - {""})
    _write(figure, MARGIN, 1014, text("Reported, not verified.", lang=lang), 13, weight="bold")
    _write(figure, MARGIN + 270, 1014, _short(text("Sources: {names}", lang=lang, names=", ".join(names) or "–"), 150), 11.5, SECOND)
    parts = [
        text("Boundaries: OCHA, DNCT Mali, COD-AB 2021-12-20; Natural Earth. They imply no opinion on status.", lang=lang),
        text("Data version {version}, filter: {asked}.", lang=lang, version=origin.data_version[:12], asked=origin.asked or text("none", lang=lang)),
    ]
    if origin.is_sample:
        parts.append(SAMPLE_MARK + ".")
    _write(figure, MARGIN, 1042, _short(" ".join(parts), 230), 10, "#626C73")


__all__ = ["Caption", "pictures"]
