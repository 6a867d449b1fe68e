"""Finds the raw references under one folder, by the names that their publishers (or our reference folder) give them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

NEIGHBOURS = ("BF", "CI", "GN", "MR", "NE", "SN")  # Algeria: see DZ in natural_earth and knowledge/additions.csv
GEONAMES_COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "lat", "lon", "class", "code", "cc", "cc2",
    "admin1", "admin2", "admin3", "admin4", "population", "elevation", "dem", "timezone", "modified",
)  # fmt: skip
WEST_AFRICA = (-18.0, 4.0, 9.0, 28.0)  # lon, lat, lon, lat: the clip of whole-world Natural Earth downloads


class SourceUnusable(Exception):
    """A raw reference is missing or cannot be read; the message names it and says what to do."""


class SourceMissing(SourceUnusable):
    """A raw reference is not under the folder."""


class SourceDamaged(SourceUnusable):
    """A raw reference is not what its name promises: cut short, another format, columns missing."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The raw references under ``root``; each method returns one of them, read."""

    root: Path

    def path(self, what: str, *patterns: str) -> Path:
        """The last file, by name, that fits the first pattern that fits any; raises SourceMissing."""
        for pattern in patterns:
            found = sorted(path for path in self.root.rglob(pattern) if path.is_file())
            if found:
                return found[-1]
        raise SourceMissing(f"{what}: no file like {patterns[0]} under {self.root}. docs/gazetteer-data.md says where it is had.")

    def has(self, *patterns: str) -> bool:
        """Whether any file fits one of the patterns."""
        return any(path.is_file() for pattern in patterns for path in self.root.rglob(pattern))

    def geonames(self, country: str) -> pd.DataFrame:
        """The GeoNames dump of a country (ISO code), all columns as text but lat, lon (float) and population (int)."""
        path = self.path(f"GeoNames dump of {country}", f"{country}_????-??-??.txt", f"{country}.txt", f"{country}.zip")
        with _naming(path):
            frame = pd.read_csv(io.BytesIO(_unzip(path, f"{country}.txt")), sep="\t", header=None, names=list(GEONAMES_COLUMNS), dtype=str,
                                keep_default_na=False, quoting=3, encoding="utf-8")  # fmt: skip
            if frame.empty:
                raise ValueError("no rows")
            frame["lat"] = frame["lat"].astype(float)
            frame["lon"] = frame["lon"].astype(float)
            frame["population"] = pd.to_numeric(frame["population"], errors="coerce").fillna(0).astype(int)
            return frame.sort_values("geonameid", key=lambda ids: ids.astype(int), kind="stable").reset_index(drop=True)

    def settlements(self) -> pd.DataFrame:
        """OCHA's populated places: name, pcode, rank, region, cercle, commune, lat, lon."""
        path = self.path("OCHA populated places", "settlements.csv", "*opulated*laces*.csv", "*ettlement*.csv", "*ettlement*.shp")
        columns = {"featureNam": "name", "pcode": "pcode", "popPlaceCl": "rank", "admin1Name": "region", "admin2Name": "cercle",
                   "admin3Name": "commune", "latitude": "lat", "longitude": "lon"}  # fmt: skip
        with _naming(path):
            frame = pd.DataFrame(gpd.read_file(path)) if path.suffix == ".shp" else pd.read_csv(path, keep_default_na=False)
            return frame[list(columns)].rename(columns=columns).sort_values("pcode", kind="stable").reset_index(drop=True)

    def boundaries(self, level: int) -> gpd.GeoDataFrame:
        """COD-AB polygons of a level: 0 country, 1 regions, 2 cercles, 3 communes."""
        path = self.path(f"OCHA COD-AB level {level}", f"mli_admbnda_adm{level}_*.shp")
        with _naming(path):
            frame = gpd.read_file(path)
            return frame[[*(f"ADM{n}_PCODE" for n in range(level + 1)), f"ADM{level}_FR", "geometry"]]

    def natural_earth(self, theme: str) -> gpd.GeoDataFrame:
        """One Natural Earth 1:10m theme, clipped to West Africa, columns in lower case."""
        path = self.path(f"Natural Earth {theme}", f"ne_10m_{theme}*.geojson", f"ne_10m_{theme}*.shp", f"ne_10m_{theme}*.zip",
                         f"ne_50m_{theme}*.geojson")  # fmt: skip
        with _naming(path):
            frame = gpd.read_file(path, bbox=WEST_AFRICA)
            frame["geometry"] = shapely.intersection(shapely.make_valid(frame.geometry.to_numpy()), shapely.box(*WEST_AFRICA))
            return frame[~frame.geometry.is_empty].rename(columns={name: name.lower() for name in frame.columns})


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Whatever goes wrong in reading ``path`` comes out with its name."""
    try:
        yield
    except (ValueError, KeyError, OSError, RuntimeError, zipfile.BadZipFile) as error:
        reason = " ".join(str(error).split())[:200]
        raise SourceDamaged(f"{path} cannot be used ({type(error).__name__}: {reason}). Download it again: docs/gazetteer-data.md") from error


def _unzip(path: Path, member: str) -> bytes:
    if path.suffix != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)
