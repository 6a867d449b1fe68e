"""What the screens read: the store in use (the user's, or the sample while that is empty), its snapshot, and look-ups into it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import platformdirs
import shapely.geometry
import streamlit as st

from gazetteer import areas
from incidents.model import Document, Incident, Reading, SetAside, Situation
from incidents.query import snapshot
from incidents.store import sample
from incidents.store.database import Sizes, Store, default_url

HELD = 2000  # incidents kept in memory for panels and lists
TABLES = Path(__file__).parents[2] / "gazetteer" / "tables"
__all__ = ["Contents", "contents", "unit_shapes"]


@dataclass(eq=False)
class Contents:
    """One data version: ``snapshot`` answers filters; records are read from the store when first asked for."""

    store: Store
    version: str
    snapshot: snapshot.Snapshot
    held: dict[str, Incident | None] = field(default_factory=dict)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {d.id: d for d in self.store.documents()}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        return {r.document_id: r for r in self.store.readings()}

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        return {i.id: i for i in self.store.incidents()}

    def incident(self, incident_id: str) -> Incident | None:
        """One incident, read alone: a page of a large store does not load it all."""
        if incident_id not in self.held:
            if len(self.held) >= HELD:
                self.held.clear()
            self.held[incident_id] = self.store.incident(incident_id)
        return self.held[incident_id]

    def documents_of(self, incident: Incident) -> dict[str, Document]:
        """The articles that report an incident, by id."""
        found = (self.store.document(one) for one in dict.fromkeys(r.document_id for r in incident.reports))
        return {d.id: d for d in found if d is not None}

    @cached_property
    def by_document(self) -> Mapping[str, list[Incident]]:
        """Incidents by the documents that report them, in the store's order."""
        found: dict[str, list[Incident]] = {}
        for incident in self.incidents.values():
            for document in dict.fromkeys(r.document_id for r in incident.reports):
                found.setdefault(document, []).append(incident)
        return found

    @cached_property
    def sizes(self) -> Sizes:
        return self.store.sizes()

    @cached_property
    def set_aside(self) -> Sequence[SetAside]:
        return self.store.set_aside()

    @cached_property
    def situations(self) -> Sequence[Situation]:
        return self.store.situations()


def contents() -> Contents:
    """The data of this moment: an ingest in another process shows at the next run of the page."""
    store = _store(default_url())
    return _contents(store.url, store.data_version(), store)


def _store(url: str) -> Store:
    own = _own_store(url)
    return _sample_store() if own.is_empty() and sample.is_there() else own


@st.cache_resource(show_spinner=False)
def _own_store(url: str) -> Store:
    return Store(url)


@st.cache_resource(show_spinner=False)
def _sample_store() -> Store:
    return sample.open_sample()


@st.cache_resource(show_spinner=False, max_entries=3)
def _contents(url: str, version: str, _store: Store) -> Contents:
    folder = Path(platformdirs.user_cache_dir("incident-map-mali", appauthor=False)) / "snapshots"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{version}.parquet"
    try:
        opened = snapshot.open(path)
    except snapshot.SnapshotError:
        snapshot.write(_store.incidents(), _store.documents(), path)
        opened = snapshot.open(path)
    return Contents(_store, version, opened)


@st.cache_resource(show_spinner=False)
def unit_shapes() -> dict[str, Any]:
    """GeoJSON geometries of regions, cercles and communes by P-code."""
    found = {}
    for name in ("regions", "cercles", "communes"):
        path = TABLES / f"{name}.geojson"
        if path.exists():
            for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
                found[str(feature["properties"]["pcode"])] = feature["geometry"]
    return found


def zone_shapes(zones: Iterable[str | None]) -> dict[str, Any]:
    """GeoJSON geometries of the gazetteer's named zones, for those of ``zones`` that have a shape."""
    found = {zone: _zone_shape(zone) for zone in set(zones) if zone}
    return {zone: shape for zone, shape in found.items() if shape is not None}


@cache
def _zone_shape(zone: str) -> Any:
    shape = areas.zone_shape(zone)
    return None if shape is None else shapely.geometry.mapping(shape.simplify(0.01))
