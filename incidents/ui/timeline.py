"""The timeline above the map: a component of ours (histogram, brush, play); a slider where components cannot load."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st
from babel.dates import format_date

from incidents.catalogue import language, number, plural, text
from incidents.drawing.marks import EPOCH, day_number
from incidents.model import Incident
from incidents.query import axis
from incidents.query import questions as query
from incidents.query.filters import Filters
from incidents.query.snapshot import Snapshot
from incidents.ui import state
from incidents.ui.component import can_mount, component
from incidents.ui.data import Contents
from incidents.ui.filters_form import set_period

HTML = """<div class="im-tl"><div class="im-tl-play"><button class="go" type="button"></button><div class="axis"><span class="unit"></span>
<button class="all" type="button" hidden></button></div>
<select class="mode"><option value="window"></option><option value="cumulative"></option><option value="interval"></option></select>
<select class="speed"><option value="1">1×</option><option value="2">2×</option><option value="4">4×</option></select></div>
<div class="im-tl-plot"><svg aria-hidden="true" style="position:absolute"></svg></div><div class="im-tl-key"></div></div>"""

# Of a day and of a month under the axis.
DAYS = {"en": "d MMM", "fr": "dd/MM"}
MONTHS = {"en": "MMM y", "fr": "MM/y"}


def timeline(data: Contents, asked: Filters, selected: Incident | None) -> None:
    """Draw the timeline of all that fits but for the period; moving the brush changes the period in the address."""
    sent = payload(data.snapshot, asked, selected)
    if sent is None:
        return
    if not can_mount():
        slider(data, asked)
        return
    component("timeline", HTML)(key="timeline", data=sent, on_range_change=lambda: _moved(data.snapshot), on_undated_change=_undated)


def payload(snapshot: Snapshot, raw: Filters, selected: Incident | None) -> dict[str, Any] | None:
    """What the browser draws. It has both axes, so that going from one to the other waits for no answer."""
    first, last, latest = snapshot.first_day, snapshot.last_day, snapshot.latest_day
    if first is None or last is None or latest is None:
        return None
    asked = raw.resolved(last)
    start = asked.start or min(first, asked.end or first)
    end = asked.end or max(last, start)
    everything = query.timeline(snapshot, asked, within=axis.whole((first, latest), (start, end)))
    near = axis.near((first, latest), (start, end))
    views = [everything, *([query.timeline(snapshot, asked, within=near)] if near else [])]
    chosen = day_number(selected.date.start) if selected and selected.date else None
    return {
        "first": _day(first),
        "last": _day(last),
        "a": _day(start),
        "b": _day(end),
        "views": [_view(one) for one in views],
        "lang": language(),
        "undated": everything.undated,
        "asked": raw.has_time,
        "showing": asked.include_undated,
        "words": _words(everything.undated),
        "selected": chosen,
        "stamp": f"{_day(start)}-{_day(end)}",
    }


def _view(drawn: query.Timeline) -> dict[str, Any]:
    """An axis and what stands on it."""
    first, last = drawn.bins[0].start, drawn.bins[-1].end
    lo, hi = _day(first), _day(last)
    bars = [[_day(b.start), _day(b.end), b.exact, b.imprecise] for b in drawn.bins if b.exact or b.imprecise]
    bars += [[max(_day(a), lo), min(_day(b), hi), 0, n] for a, b, n in drawn.spans]
    bars = [[a - lo, b - a, *numbers] for a, b, *numbers in bars]  # counted from the first day, by their length: half as long to send
    units = {"day": text("by day"), "week": text("by week"), "month": text("by month"), "year": text("by year")}
    return {"lo": lo, "hi": hi, "unit": drawn.unit, "said": units[drawn.unit], "bars": bars, "ticks": _ticks(first, last)}


def _day(day: date) -> int:
    return day.toordinal() - EPOCH


def _words(undated: int) -> dict[str, str]:
    return {
        "play": text("Play the period"),
        "pause": text("Stop playing"),
        "mode": text("How to play"),
        "speed": text("Speed"),
        "window": text("moving period"),
        "cumulative": text("growing period"),
        "interval": text("period after period"),
        "start": text("First day of the period"),
        "end": text("Last day of the period"),
        "all": text("all dates"),
        "near": text("around the period"),
        "axis": text("Changes the axis only; the filter stays."),
        "exact": text("day to week"),
        "imprecise": text("month or year"),
        "undated": plural("{n} undated", "{n} undated", undated),
        "show": text("show"),
        "hide": text("hide"),
        "selected": text("selected:"),
    }


def _ticks(first: date, last: date) -> list[list[Any]]:
    """Years under the axis, months where there are few years, weeks where there are few months."""
    days = (last - first).days
    if days <= 110:
        weeks = (first + timedelta(days=n) for n in range(0, days + 1, 7))
        return [[_day(d), format_date(d, DAYS[language()], locale=language()), d.day <= 7] for d in weeks]
    found: list[list[Any]] = []
    for year in range(first.year, last.year + 1):
        for month in (1,) if days > 1000 else (1, 4, 7, 10) if days > 400 else range(1, 13):
            day = date(year, month, 1)
            if first <= day <= last:
                written = str(year) if days > 400 and month == 1 else format_date(day, MONTHS[language()], locale=language())
                found.append([_day(day), written, month == 1])
    if not found or (days > 400 and found[0][0] - _day(first) > days * 0.1):
        found.insert(0, [_day(first), str(first.year), days > 1000])
    return found


def _moved(snapshot: Snapshot) -> None:
    chosen, first, last = st.session_state["timeline"].range, snapshot.first_day, snapshot.last_day
    are_days = isinstance(chosen, list) and len(chosen) == 2 and all(d is None or (isinstance(d, int) and abs(d) < 100_000) for d in chosen)
    if are_days and first and last:
        start, end = (date.fromordinal(d + EPOCH) if d is not None else limit for d, limit in zip(chosen, (first, last), strict=True))
        set_period(min(max(start, first), last), min(max(end, first), last), first, last)


def _undated() -> None:
    state.change(include_undated=not state.read().filters.include_undated)


def _slid(first: date, last: date) -> None:
    start, end = st.session_state["f-slider"]
    set_period(start, end, first, last)


def slider(data: Contents, asked: Filters) -> None:
    """The same period as a plain slider: for browsers that cannot run the component."""
    first, last = data.snapshot.first_day, data.snapshot.last_day
    if first is None or last is None or first == last:
        return
    resolved = asked.resolved(last)
    st.session_state["f-slider"] = (max(resolved.start or first, first), min(resolved.end or last, last))
    st.slider(
        text("Period"),
        first,
        last,
        key="f-slider",
        on_change=_slid,
        args=(first, last),
        help=text("{n} incidents in the data", n=number(data.snapshot.size)),
    )
