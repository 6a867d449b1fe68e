"""The state of a screen is its address: filters, incident, language. Read at the start of a run, written by call-backs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

import streamlit as st

from incidents.catalogue import Language, text, use
from incidents.query.filters import Filters
from incidents.ui import address
from incidents.ui.places import label_of, place_of

Layer = Literal["marks", "regions", "cercles", "cells"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,80}")


@dataclass(frozen=True, slots=True)
class State:
    """What the address asks for. ``problems`` are sentences about what in it could not be used; ``others`` are ids at the same spot."""

    filters: Filters = Filters()
    incident: str | None = None
    language: Language = "en"
    layer: Layer = "marks"
    situations: bool = False
    problems: tuple[str, ...] = ()

    def query(self) -> dict[str, list[str]]:
        """The parameters of the address of this state."""
        found = self.filters.to_query()
        if self.incident:
            found["incident"] = [self.incident]
        if self.layer != "marks":
            found["layer"] = [self.layer]
        if self.situations:
            found["situations"] = ["1"]
        if self.language != "en":
            found["lang"] = [self.language]
        return found


def read() -> State:
    """The state that the address says. Junk in it is dropped and named in ``problems``."""
    query = address.asked()
    language = use((query.get("lang") or [""])[-1])
    filters, problems = Filters.from_query(query, place_of)
    if filters.near and filters.near.name:  # of several places of a name the page says which one it took
        filters = replace(filters, near=replace(filters.near, name=label_of(filters.near.name)))
    incident = (query.get("incident") or [""])[-1]
    if incident and not _ID.fullmatch(incident):
        problems = [*problems, text("The incident in this address is not one of ours: it was left out.")]
        incident = ""
    layer = (query.get("layer") or ["marks"])[-1]
    if layer not in LAYERS:
        problems = [*problems, text("This map has no layer of that name: the marks are shown.")]
        layer = "marks"
    situations = (query.get("situations") or [""])[-1] == "1"
    return State(filters, incident or None, language, cast(Layer, layer), situations, tuple(problems))


def write(state: State) -> None:
    """Make ``state`` the address. Parameters of other pages (document, para) go."""
    address.put(state.query())


def change(**values: Any) -> None:
    """Change some of the filters in the address."""
    now = read()
    write(replace(now, filters=replace(now.filters, **values)))


def choose(incident: str | None, others: Sequence[str] = ()) -> None:
    """Open an incident (None closes the panel); ``others`` stand at the same spot and are offered with it."""
    st.session_state["same spot"] = list(others)
    write(replace(read(), incident=incident))
