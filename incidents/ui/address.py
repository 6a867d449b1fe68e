"""The address in the browser, read and written so that no change to it is lost.

Each request of the browser brings the address that it shows at that moment. A press that comes before the browser has heard of the
last change therefore brings the one before: taken at its word it would undo the change, with the new address still on view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from incidents.ui.publishing import keep_published

Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Written:
    """The last address that we wrote, those before it that the browser may still bring, and whether this very request wrote it."""

    query: Query
    overtaken: tuple[Query, ...]
    is_new: bool = True


def asked() -> Query:
    """The parameters in force: those of the request, or the ones written since where the request has been overtaken."""
    query = _brought()
    written = _written()
    return written.query if written and _is_overtaken(query, written) else query


def put(query: Mapping[str, Sequence[str]]) -> None:
    """Make ``query`` the address."""
    brought, before, written = _brought(), asked(), _written()
    overtaken = [before] if before == brought or written is None else [*written.overtaken, before]
    wanted = {key: [str(value) for value in values] for key, values in query.items()}
    keep_published()  # Streamlit may end a run at the next line, before the page itself can name the map's files
    st.session_state["written"] = Written(wanted, tuple(one for one in overtaken if one != wanted))
    st.query_params.from_dict(wanted)


def heard() -> None:
    """Forget what was written once the browser brings it, or goes elsewhere. Called once a run, after the call-backs."""
    written = _written()
    if written is not None and written.is_new:
        st.session_state["written"] = replace(written, is_new=False)
    elif written is not None and not _is_overtaken(_brought(), written):
        del st.session_state["written"]


def _is_overtaken(query: Query, written: Written) -> bool:
    return query != written.query and query in written.overtaken and not _is_navigation()


def _brought() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _written() -> Written | None:
    held = st.session_state.get("written")
    return held if isinstance(held, Written) else None


def _is_navigation() -> bool:
    """Whether Back or Forward was pressed: then an older address is what is wanted. A Streamlit that does not say is taken at its word."""
    return bool(getattr(get_script_run_ctx(suppress_warning=True), "is_history_navigation", True))
