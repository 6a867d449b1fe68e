"""Mali's neighbours as coarse polygons: to say in which country a point abroad lies, and to draw them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.compiling.journal import Journal
from gazetteer.compiling.sources import WEST_AFRICA, Sources
from gazetteer.compiling.writing import write_shapes

TOLERANCE = 0.01  # degrees, about 1 km
GAP_DEGREES = 0.25
FRENCH = {"DZ": "Algérie", "MR": "Mauritanie", "NE": "Niger", "BF": "Burkina Faso", "CI": "Côte d’Ivoire", "GN": "Guinée", "SN": "Sénégal",
          "BJ": "Bénin", "GH": "Ghana", "TG": "Togo", "NG": "Nigeria", "GM": "Gambie", "GW": "Guinée-Bissau", "SL": "Sierra Leone",
          "LR": "Libéria", "MA": "Maroc", "EH": "Sahara occidental", "CM": "Cameroun", "ES": "Espagne", "ML": "Mali"}  # fmt: skip


def read_countries(sources: Sources, journal: Journal) -> gpd.GeoDataFrame:
    """Countries of the clip as iso, name, name_fr and polygon, simplified with shared borders kept, by code."""
    frame = _raw(sources)
    frame = frame[frame.geometry.intersects(shapely.box(*WEST_AFRICA))].sort_values("iso").reset_index(drop=True)
    frame["geometry"] = shapely.intersection(shapely.make_valid(frame.geometry.to_numpy()), shapely.box(*WEST_AFRICA))
    frame["geometry"] = shapely.coverage_simplify(frame.geometry.to_numpy(), TOLERANCE)
    journal.note("read", len(frame), "countries of Natural Earth in the clip")
    return frame


def _raw(sources: Sources) -> gpd.GeoDataFrame:
    if sources.has("world_atlas_countries_10m*"):
        frame = gpd.read_file(sources.path("countries", "world_atlas_countries_10m*")).rename(columns={"isoA2": "iso"})
    else:
        frame = sources.natural_earth("admin_0_countries").rename(columns={"iso_a2_eh": "iso"})
        frame = frame if "iso" in frame else frame.rename(columns={"iso_a2": "iso"})
    frame["name_fr"] = [FRENCH.get(str(iso), str(name)) for iso, name in zip(frame["iso"], frame["name"], strict=True)]
    return frame[["iso", "name", "name_fr", "geometry"]]


def fit(countries: gpd.GeoDataFrame, mali: BaseGeometry) -> gpd.GeoDataFrame:
    """The countries around ``mali``: what Natural Earth gives Mali beyond that outline goes to the neighbour next to it.

    The outlines differ by up to 13 km; without this a gap or a second border would show between them.
    """
    around = countries[countries["iso"] != "ML"].reset_index(drop=True)
    gap = shapely.difference(shapely.union_all(countries.loc[countries["iso"] == "ML"].geometry.to_numpy()), mali)
    fitted = []
    for shape in around.geometry:
        share = shapely.intersection(gap, shapely.buffer(shape, GAP_DEGREES, quad_segs=2))
        gap = shapely.difference(gap, share)
        fitted.append(_areas(shapely.difference(shapely.union(shape, share), mali)))
    around["geometry"] = fitted
    return around


def _areas(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 1e-6]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def write_countries(countries: gpd.GeoDataFrame, mali: BaseGeometry, out: Path) -> None:
    """Write countries.geojson, without Mali, three decimals."""
    rows = fit(countries, mali).itertuples(index=False)
    write_shapes(out / "countries.geojson", (({"iso": r.iso, "name": r.name, "name_fr": r.name_fr}, r.geometry) for r in rows), places=3)
