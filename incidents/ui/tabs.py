"""Under the map: what is not on it, the table twin, what was set aside, what goes on. Nothing vanishes without a line here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from incidents.catalogue import language, number, plural, text
from incidents.model import Document, SetAside, Situation
from incidents.query import questions as query
from incidents.query.counts import Counts
from incidents.query.filters import Filters
from incidents.ui import state
from incidents.ui.data import Contents
from incidents.ui.markup import markup
from incidents.ui.state import State
from incidents.words.event_types import find
from incidents.words.wording import actor_name, date_words, headline, joined, place_words, range_words, span_words

TABLE_ROWS = 2000
OFF_MAP = 30


def tabs(data: Contents, now: State, asked: Filters, counts: Counts) -> None:
    """The four lists, each with its number in its name."""
    off_map = counts.only_mali + counts.unresolved + (counts.undated if asked.has_time else 0)
    names = [
        text("Not on the map: {n}", n=off_map),
        text("Table: {n}", n=counts.total),
        text("Set aside in all articles: {n}", n=data.sizes.set_aside),
        text("Continuing situations in all articles: {n}", n=data.sizes.situations),
    ]
    draws: tuple[Callable[[], None], ...] = (
        lambda: _off_map(data, asked, off_map),
        lambda: _table(data, asked, now.incident),
        lambda: _set_aside(data),
        lambda: _situations(data, now),
    )
    for tab, draw in zip(st.tabs(names, key="lists", on_change="rerun"), draws, strict=True):
        if tab.open:  # a closed list is neither asked for nor sent
            with tab:
                draw()


def _off_map(data: Contents, asked: Filters, total: int) -> None:
    reasons = {"only Mali": text("only “Mali”"), "unresolved": text("place not resolved"), "no shape": text("place not resolved")}
    off = query.off_map(data.snapshot, asked, OFF_MAP).select(["id", "reason"]).to_pylist()
    listed = [(row["id"], reasons[row["reason"]]) for row in off]
    if len(listed) < min(total, OFF_MAP):
        listed += [(one, text("undated")) for one in query.undated_beside(data.snapshot, asked, OFF_MAP - len(listed))["id"].to_pylist()]
    if not listed:
        st.markdown(text("Nothing is left off the map.") if total or data.snapshot.size else text("There is no incident."))
        return
    with st.container(key="offmap", height=220 if len(listed) > 7 else "content", border=False):
        more = total - len(listed)
        beyond = f'<p class="more">{escape(text("and {n} more: narrow the filter", n=more))}</p>' if more > 0 else ""
        rows = "".join(_off_map_line(data, one, reason) for one, reason in listed)
        markup(f'<div class="im-list">{rows}{beyond}</div>', "offmap-list", on_open=state.choose)


def _off_map_line(data: Contents, incident_id: str, reason: str) -> str:
    incident = data.incident(incident_id)
    if incident is None:
        return ""
    words = ", ".join(part for part in (headline(incident), date_words(incident.date) if incident.date else "") if part)
    return f'<button data-open="{escape(incident.id)}">{escape(words)} · <i>{escape(reason)}</i></button>'


def plain(words: str) -> str:
    """``words`` with nothing in them that Markdown would read as markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|$:~" else c for c in words)


def _table(data: Contents, asked: Filters, chosen: str | None) -> None:
    rows = query.table(data.snapshot, asked, limit=TABLE_ROWS).to_pylist()
    if not rows:
        st.markdown(text("No incident fits this filter."))
        return
    rows.sort(key=lambda row: row["id"] != chosen)  # the open incident first: a grid cannot be scrolled to a row
    st.session_state["table ids"] = [row["id"] for row in rows]
    frame = pd.DataFrame([_line(row) for row in rows])
    st.dataframe(
        frame,
        key="table",
        hide_index=True,
        height=min(420, 36 * (len(rows) + 1) + 2),
        on_select=_row_chosen,
        selection_mode="single-row",
        column_config={
            text("First day"): st.column_config.DateColumn(format="DD/MM/YYYY" if language() == "fr" else "YYYY-MM-DD", width=92),
            text("Dated to"): st.column_config.Column(width=110),
            text("Place"): st.column_config.Column(width=150),
            text("Killed"): st.column_config.Column(width=96),
            text("Reports"): st.column_config.NumberColumn(width=70),
        },
    )
    if len(rows) == TABLE_ROWS:
        st.caption(text("The first {n} rows are shown; narrow the filter to see others.", n=TABLE_ROWS))


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    kind = find(row["event_type"], row["sub_event_type"])
    is_exact = row["day_start"] is not None and row["date_precision"] == 1
    when = span_words(row["day_start"], row["day_end"], row["date_precision"]) if row["day_start"] else text("undated")
    return {
        text("Type"): f"{kind.sign} {kind.label()}" if kind else row["sub_event_type"],
        text("First day"): row["day_start"],  # a date, so that it sorts as one
        text("Dated to"): text("the day") if is_exact else when,
        text("Place"): row["place"] or text("not said"),
        text("Killed"): range_words(row["killed_low"], row["killed_best"], row["killed_high"]),
        text("Reports"): row["reports"],
        text("Region"): row["region"] or "",
        text("Initiator"): joined([actor_name(a) for a in row["initiators"]]),
        text("Target"): joined([actor_name(a) for a in row["targets"]]),
    }


def _row_chosen() -> None:
    rows = st.session_state["table"].selection.rows
    ids = st.session_state.get("table ids", [])
    if rows and rows[0] < len(ids):
        state.choose(ids[rows[0]])


def _set_aside(data: Contents) -> None:
    found = data.set_aside
    if not found:
        st.markdown(text("Nothing was set aside."))
        return
    reasons = Counter(one.reason for one in found)
    names = {reason: f"{text(reason)} ({number(n)})" for reason, n in reasons.most_common()}
    kept = st.pills(text("Reason"), list(names), format_func=names.__getitem__, key="aside-reason", label_visibility="collapsed")
    shown = [one for one in found if kept in (None, one.reason)]
    frame = pd.DataFrame([_aside_line(one, data.documents) for one in shown[:TABLE_ROWS]])
    st.session_state["aside rows"] = [_source_of(one) for one in shown]
    st.dataframe(
        frame, key="aside", hide_index=True, height=min(420, 36 * (len(frame) + 1) + 2), on_select=_aside_chosen, selection_mode="single-row"
    )


def _aside_line(one: SetAside, documents: Mapping[str, Document]) -> dict[str, str]:
    document = documents.get(one.document_id)
    span = one.evidence.spans[0] if one.evidence.spans else None
    return {
        text("Reason"): text(one.reason),
        text("Words"): span.quote if span else one.detail,
        text("Source"): document.publisher if document else "",
        "¶": str(span.paragraph) if span else "",
    }


def _aside_chosen() -> None:
    _to_source("aside", "aside rows")


def _source_of(one: SetAside | Situation) -> tuple[str, int]:
    """The document and the paragraph that a row leads to."""
    return one.document_id, one.evidence.spans[0].paragraph if one.evidence.spans else 1


def _to_source(grid: str, held: str) -> None:
    """Have the next run open the article of the row pressed, at its paragraph."""
    rows = st.session_state[grid].selection.rows
    known = st.session_state.get(held, [])
    if rows and rows[0] < len(known):
        st.session_state["go to source"] = known[rows[0]]


def _situations_changed() -> None:
    state.write(replace(state.read(), situations=bool(st.session_state["f-situations"])))


def _situations(data: Contents, now: State) -> None:
    found = data.situations
    if not found:
        st.markdown(text("No continuing situation is reported."))
        return
    rows = []
    for one in found:
        document = data.documents.get(one.document_id)
        rows.append(
            {
                text("Situation"): text(one.kind),
                text("Place"): place_words(one.place) or text("not said"),
                text("Since"): date_words(one.since),
                text("Words"): one.evidence.spans[0].quote if one.evidence.spans else "",
                text("Source"): document.publisher if document else "",
                "¶": one.evidence.spans[0].paragraph if one.evidence.spans else None,
            }
        )
    st.session_state["situation rows"] = [_source_of(one) for one in found]
    st.session_state["f-situations"] = now.situations
    st.toggle(text("Show on the map"), key="f-situations", on_change=_situations_changed)
    nowhere = sum(one.place is None or one.place.lat is None for one in found)
    if nowhere:
        st.caption(plural("{n} of them has no place that could be drawn.", "{n} of them have no place that could be drawn.", nowhere))
    st.caption(text("A blockade, roadblock, embargo or ultimatum that goes on is listed here: it is never a mark and never counted as an incident."))
    st.dataframe(pd.DataFrame(rows), key="situations", hide_index=True, on_select=_situation_chosen, selection_mode="single-row")


def _situation_chosen() -> None:
    _to_source("situations", "situation rows")
