"""The filters in the sidebar. Each widget shows what the address says; each change rewrites the address. Every option has its live count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from incidents.catalogue import language, number, text
from incidents.drawing.palette import signs
from incidents.query import units
from incidents.query.facets import Facets, facets
from incidents.query.filters import FATALITIES, LAST_DAYS, ROLES, Filters
from incidents.ui import state
from incidents.ui.component import can_mount
from incidents.ui.data import Contents
from incidents.ui.what_form import what_form
from incidents.ui.where_form import where_form
from incidents.ui.who_form import counted, who_form
from incidents.words import event_types
from incidents.words.terms import affected_name, language_name
from incidents.words.wording import actor_name

PRECISIONS = (1, 2, 3, 4, None)
REPORTS = (1, 2, 3)
STIFF = "\u2005"  # a space that justified text does not stretch


def filters_form(data: Contents, asked: Filters) -> None:
    """Draw the filters under the page links. Widgets are set from ``asked`` on every run: the address is the only truth."""
    counts = facets(data.snapshot, asked)
    with st.sidebar:
        _head(asked)
        _period(data, asked, counts)
        (what_form if can_mount() else _types)(asked, counts)
        _units(asked, counts)
        (who_form if can_mount() else _actors)(asked, counts)
        _role(asked)
        _killed(asked, counts)
        _precision(asked)
        _words(asked)
        with st.expander(text("More filters"), expanded=False):
            _more(asked, counts)


def _head(asked: Filters) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="filterhead"):
        st.markdown(f"**{text('Filter')}**", width="content")
        st.button(text("Clear all"), key="clear", type="tertiary", disabled=asked == Filters(), on_click=clear)


def clear() -> None:
    """Ask for everything; the incident stays open."""
    now = state.read()
    state.write(replace(now, filters=Filters(), problems=()))


def _set(key: str, value: Any) -> str:
    st.session_state[key] = value
    return key


def _changed(key: str, apply: Callable[[Any], Mapping[str, Any]]) -> Callable[[], None]:
    return lambda: state.change(**apply(st.session_state[key]))


def _period(data: Contents, asked: Filters, counts: Facets) -> None:
    first, last = data.snapshot.first_day, data.snapshot.last_day
    if first is None or last is None:
        return
    resolved = asked.resolved(last)
    shown = (max(resolved.start or first, first), min(resolved.end or last, last))
    halfway = st.session_state.get("f-period")
    if not (isinstance(halfway, tuple) and len(halfway) == 1):  # between the two clicks of a new period, leave the calendar alone
        _set("f-period", shown if shown[0] <= shown[1] else (first, last))
    st.date_input(
        text("Period"),
        key="f-period",
        min_value=first,
        max_value=last,
        on_change=_period_changed,
        args=(first, last),
        format="DD/MM/YYYY" if language() == "fr" else "YYYY-MM-DD",
    )
    labels = {days: f"{text('{n} days', n=days)} ({number(counts['last'].get(str(days), 0))})" for days in LAST_DAYS}
    st.segmented_control(
        text("Last days of the data"), LAST_DAYS, key=_set("f-last", asked.last_days), format_func=lambda d: labels[d], on_change=_last_changed
    )


def _period_changed(first: date, last: date) -> None:
    chosen = st.session_state["f-period"]
    if len(chosen) == 2:
        set_period(chosen[0], chosen[1], first, last)


def _last_changed() -> None:
    state.change(last_days=st.session_state["f-last"], start=None, end=None)


def set_period(start: date, end: date, first: date, last: date) -> None:
    """Ask for a period; the whole of the data is no period, so that undated incidents stay in."""
    state.change(start=None if start <= first else start, end=None if end >= last else end, last_days=None)


def _types(asked: Filters, counts: Facets) -> None:
    """Types and sub types without the tree."""
    with st.container(key="types"):
        st.markdown(text("Event type"), unsafe_allow_html=False)
        for sign in signs():
            kind = event_types.find(sign.name)
            label = kind.label() if kind else sign.name
            on = _set(f"f-type-{sign.category}", not asked.event_types or sign.name in asked.event_types)
            # The sign comes by style (frame.py). The last space alone stretches, which puts the count at the right and keeps the name in one piece.
            st.checkbox(f"{label.replace(' ', STIFF)} {number(counts['event_type'].get(sign.name, 0))}", key=on, on_change=_types_changed)
    subs = counts["sub_event_type"]
    by_name = {t.sub: t.label() for t in event_types.sub_types()}
    options = [s for s in by_name if s in subs or s in asked.sub_event_types]
    _several("f-sub", text("Sub type"), options, asked.sub_event_types, "sub_event_types", _counted(lambda s: by_name[s], subs))


def _types_changed() -> None:
    chosen = [s.name for s in signs() if st.session_state[f"f-type-{s.category}"]]
    state.change(event_types=() if len(chosen) == len(signs()) else tuple(chosen))


def _units(asked: Filters, counts: Facets) -> None:
    # Units without an incident under the other filters stay to be found: no result for "Mopti" would read as no such region.
    labels = {("r", name): f"{name} ({number(n)})" for name, n in _all(counts["region"], units.regions())}
    labels |= {("c", name): text("cercle: {name} ({n})", name=name, n=n) for name, n in _all(counts["cercle"], units.cercles())}
    labels |= {("2", f"2023:{name}"): text("region of 2023: {name} ({n})", name=name, n=n) for name, n in counts["region_2023"].items()}
    chosen = [("2" if r.startswith("2023:") else "r", r) for r in asked.regions] + [("c", c) for c in asked.cercles]
    st.multiselect(
        text("Region or cercle"),
        list(dict.fromkeys([*labels, *chosen])),
        key=_set("f-units", chosen),
        placeholder=text("All of Mali"),
        format_func=lambda o: labels.get(o, o[1]),
        on_change=_changed("f-units", _split_units),
        select_all=False,  # "Mopti" would offer region, cercle and region of 2023 at one press, in English
        help=text("Units of 2021; regions of 2023 are marked."),
    )


def _all(counted: Mapping[str, int], names: list[str]) -> list[tuple[str, int]]:
    return [*counted.items(), *((name, 0) for name in sorted(names) if name not in counted)]


def _split_units(chosen: list[tuple[str, str]]) -> dict[str, Any]:
    return {"regions": tuple(n for k, n in chosen if k != "c"), "cercles": tuple(n for k, n in chosen if k == "c")}


def _actors(asked: Filters, counts: Facets) -> None:
    """Actors without the tree."""
    found = counted(asked, counts)
    options = list(dict.fromkeys([*sorted(found, key=lambda a: -found[a]), *asked.actors]))
    st.multiselect(
        text("Actor"),
        options,
        key=_set("f-actors", list(asked.actors)),
        placeholder=text("Any actor"),
        format_func=lambda a: f"{actor_name(a)} ({number(found.get(a, 0))})",
        on_change=_changed("f-actors", lambda v: {"actors": tuple(v)}),
    )


def _role(asked: Filters) -> None:
    if asked.actors:
        words = {"any": text("any role"), "initiator": text("initiator"), "target": text("target")}
        st.segmented_control(
            text("Role"),
            ROLES,
            key=_set("f-role", asked.actor_role),
            format_func=lambda r: words[r],
            label_visibility="collapsed",
            on_change=_changed("f-role", lambda v: {"actor_role": v or "any"}),
        )


def _killed(asked: Filters, counts: Facets) -> None:
    found = counts["fatalities"]
    words = {
        "any": text("Any, or not reported"),
        "with": f"{text('Killed reported')} ({number(found.get('with', 0))})",
        "without": f"{text('None, or not reported')} ({number(found.get('without', 0))})",
    }
    st.selectbox(
        text("Reported killed"),
        FATALITIES,
        key=_set("f-killed", asked.fatalities),
        format_func=lambda k: words[k],
        on_change=_changed("f-killed", lambda v: {"fatalities": v}),
    )


def _precision(asked: Filters) -> None:
    words = {1: text("place"), 2: text("25 km"), 3: text("cercle"), 4: text("region"), None: text("any")}
    shown = None if asked.place_precision_max == 5 else asked.place_precision_max
    st.segmented_control(
        text("Place known at least to"),
        [p or 0 for p in PRECISIONS],
        key=_set("f-place", shown or 0),
        format_func=lambda p: words[p or None],
        on_change=_changed("f-place", lambda v: {"place_precision_max": v or None}),
    )


def _words(asked: Filters) -> None:
    st.text_input(
        text("Words in the sources"),
        key=_set("f-words", asked.words),
        placeholder=text("for example: convoi, orpailleurs"),
        max_chars=200,
        on_change=_changed("f-words", lambda v: {"words": v}),
    )


def _more(asked: Filters, counts: Facets) -> None:
    where_form(asked)
    st.toggle(
        text("Dated to the day only"), key=_set("f-exact", asked.day_exact_only), on_change=_changed("f-exact", lambda v: {"day_exact_only": v})
    )
    st.segmented_control(
        text("Independent reports, at least"),
        REPORTS,
        key=_set("f-reports", min(asked.min_independent, 3)),
        on_change=_changed("f-reports", lambda v: {"min_independent": v or 1}),
    )
    for key, label, field, chosen, name in (
        ("publisher", text("Publisher"), "publishers", asked.publishers, str),
        ("language", text("Language of the report"), "languages", asked.languages, language_name),
        ("affected", text("What is affected"), "affected", asked.affected, affected_name),
    ):
        found = counts[key]
        _several(f"f-{key}", label, list(dict.fromkeys([*found, *chosen])), chosen, field, _counted(name, found))


def _counted(name: Callable[[str], str], found: Mapping[str, int]) -> Callable[[str], str]:
    return lambda option: f"{name(option)} ({number(found.get(option, 0))})"


def _several(key: str, label: str, options: list[str], chosen: tuple[str, ...], field: str, words: Callable[[str], str]) -> None:
    st.multiselect(
        label,
        options,
        key=_set(key, list(chosen)),
        format_func=words,
        placeholder=text("Any"),
        on_change=_changed(key, lambda v: {field: tuple(v)}),
        select_all=False,
    )
