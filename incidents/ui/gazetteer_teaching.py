"""Teaching the gazetteer a name: a form, the list of what was taught, and reading the articles that hold the name again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from gazetteer import AliasRefused, CoordinatesSwapped, Gazetteer, load
from gazetteer.aliases import Alias
from gazetteer.choosing import describe
from gazetteer.matching import SHORTEST
from gazetteer.model import Candidate, Place
from incidents import placing
from incidents.catalogue import plural, text
from incidents.errors import IncidentError
from incidents.store.database import default_url
from incidents.ui.data import Contents
from incidents.ui.tabs import plain

TOLD = "gazetteer told"
LISTED = 100


@dataclass(frozen=True, slots=True)
class Taught:
    """The gazetteer that the page asks, the aliases in it that are the user's, and what is wrong with their file."""

    gazetteer: Gazetteer
    aliases: tuple[Alias, ...] = ()
    problem: str = ""


def taught(data: Contents) -> Taught:
    """With the user's aliases for a store of the user's; the sample is read without."""
    path = None if data.store.is_sample else placing.known_aliases(data.store.url)
    try:
        return Taught(load(path), tuple(placing.taught(path)))
    except (AliasRefused, OSError) as error:
        return Taught(load(), (), text("The alias file cannot be used: {error}", error=str(error)))


def form(data: Contents, name: str, found: Sequence[Candidate]) -> None:
    """The form that lets ``name`` stand for one of ``found`` or for a point. On the sample it says what to do first."""
    if data.store.is_sample or data.store.is_empty():
        st.markdown(text("A name can be taught once your own articles are loaded; the sample is read-only."))
        st.code("python -m incidents ingest articles/", language="bash")
        return
    if len(placing.key_of(name)) < SHORTEST:
        st.markdown(text("A name of fewer than three letters cannot be taught: it would be read into too many words."))
        return
    own = placing.key_of(name)  # of each name its own fields: a choice for another name must not stay
    with st.form(f"teach {own}", border=False):
        choices = [*range(len(found)), -1]
        names = {n: f"{n + 1}. {describe(one.place)}" for n, one in enumerate(found)} | {-1: text("a point that I give below")}
        chosen = st.selectbox(text("“{name}” stands for", name=plain(name)), choices, format_func=names.__getitem__, key=f"teach-place {own}")
        point = st.text_input(text("Latitude, longitude in degrees"), key=f"teach-point {own}", placeholder="14.88, -6.14", max_chars=80)
        reason = st.text_input(text("Why (kept with the alias)"), key=f"teach-reason {own}", max_chars=placing.LONGEST_REASON)
        pressed = st.form_submit_button(text("Teach and place the reports again"), type="primary")
    if pressed:
        _teach(data, name, point if chosen == -1 or not found else _target(found[chosen].place), reason)
    st.caption(text("Kept in your own file, {file}; the gazetteer of the program stays as it is.", file=plain(str(placing.aliases_path(_url(data))))))


def told() -> None:
    """Say once what came of the last thing taught or removed."""
    words, is_error = st.session_state.pop(TOLD, ("", False))
    if words:
        (st.error if is_error else st.success)(plain(words))


def list_taught(data: Contents, aliases: Sequence[Alias]) -> None:
    """The user's aliases, each with a button that takes it out again."""
    if not aliases:
        return
    st.html(f'<h2 class="im-h2">{text("Your aliases")}</h2>')
    with st.container(key="gaztaught"):
        for n, alias in enumerate(aliases[:LISTED]):
            with st.container(horizontal=True, vertical_alignment="center"):
                where = describe(alias.place) if alias.place.source != "user" else f"{alias.place.lat}, {alias.place.lon}"
                st.markdown(f"**{plain(alias.name)}** → {plain(where)} · {plain(alias.reason)}", width="content")
                if st.button(text("Remove"), key=f"forget-{n}", type="tertiary"):
                    _forget(data, alias.name)


def _url(data: Contents) -> str:
    return default_url() if data.store.is_sample else data.store.url


def _target(place: Place) -> str:
    return f"{place.lat},{place.lon}" if place.source == "user" else place.id


def _teach(data: Contents, name: str, target: str, reason: str) -> None:
    path = placing.aliases_path(data.store.url)
    try:
        placing.teach(path, name, target, reason=reason)
    except (ValueError, OSError) as error:
        _tell(refusal(error, target), is_error=True)
        return
    _again(data, name, text("“{name}” is taught.", name=name))


def _forget(data: Contents, name: str) -> None:
    try:
        placing.forget(placing.aliases_path(data.store.url), name)
    except (ValueError, OSError) as error:
        _tell(refusal(error, ""), is_error=True)
        return
    _again(data, name, text("“{name}” is forgotten.", name=name))


def _again(data: Contents, name: str, done: str) -> None:
    try:
        with st.spinner(text("Reading the articles that hold the name again…")):
            outcomes = placing.place_again(data.store, name, placing.aliases_path(data.store.url))
    except IncidentError as error:
        _tell(str(error), is_error=True)
        return
    parts = [done, plural("{n} article that holds the name was read again.", "{n} articles that hold the name were read again.", len(outcomes))]
    failed = sum(one.status == "refused" for one in outcomes)
    if failed:
        parts.append(plural("{n} could not be read and stays as it was.", "{n} could not be read and stay as they were.", failed))
    _tell(" ".join(parts), is_error=False)


def _tell(words: str, *, is_error: bool) -> None:
    st.session_state[TOLD] = (words, is_error)
    st.rerun()


def refusal(error: Exception, given: str) -> str:
    """Why an alias was not taken and what to write instead, in the language in use."""
    pair = placing.pair_in(given)
    if isinstance(error, CoordinatesSwapped) and pair:
        lat, lon = str(pair[1]), str(pair[0])
        return text("Latitude and longitude look swapped: only {lat}, {lon} lies in Mali. Give the latitude first.", lat=lat, lon=lon)
    if isinstance(error, AliasRefused | OSError):
        return text("The alias file cannot be used: {error}", error=str(error))
    if pair and abs(pair[0]) <= 90 and abs(pair[1]) <= 180:
        return text("{lat}, {lon} lies neither in Mali nor in a neighbouring country.", lat=str(pair[0]), lon=str(pair[1]))
    return text("Give a latitude (-90 to 90) and a longitude (-180 to 180) in degrees, as in 14.88, -6.14.")
