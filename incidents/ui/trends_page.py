"""The Trends page: the same filters and sentence, over time, by type, who against whom, by region, and change against a baseline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from incidents.catalogue import mark, number, plural, text
from incidents.drawing.palette import colours, sign
from incidents.query import change, trends
from incidents.query import questions as query
from incidents.query.filters import Filters
from incidents.ui.data import Contents
from incidents.ui.filters_form import filters_form
from incidents.ui.frame import foot, frame
from incidents.ui.mapview import theme
from incidents.words.event_types import find
from incidents.words.wording import actor_name, day_words

LABELS = 18  # of an axis of time
BASELINES = {"7 4": (7, 4), "7 52": (7, 52), "30 3": (30, 3), "30 12": (30, 12)}


def trends_page() -> None:
    """Draw the Trends page."""
    now, data = frame(mark("Trends"))
    chosen = st.session_state.pop("go to filters", None)
    if chosen is not None:
        st.switch_page("streamlit_app.py", query_params=replace(now, filters=chosen, incident=None).query())
    filters_form(data, now.filters)
    foot(now, data)
    counts = query.count(data.snapshot, now.filters)
    st.html(
        f'<h1 class="im-sentence" id="main-content">{escape(now.filters.describe(counts))}</h1><p class="im-counts">'
        f"<span>{escape(text('Press a mark to see its incidents on the map.'))}</span><span>{escape(text('reported, not verified'))}</span></p>"
    )
    if not counts.total:
        st.markdown(text("No incident fits this filter. {n} lie outside it.", n=counts.outside))
        return
    _over_time(data, now.filters)
    left, right = st.columns(2)
    with left:
        _who_against_whom(data, now.filters)
    with right:
        _change(data, now.filters)
    _region_by_month(data, now.filters)


def _heading(words: str, note: str = "") -> None:
    st.html(f'<h2 class="im-h2">{escape(words)}</h2>' + (f'<p class="im-note">{escape(note)}</p>' if note else ""))


def _pressed(chart: Any, key: str, places: Mapping[str, Filters], height: int | None = None) -> None:
    """Show a chart whose rows carry ``place``; pressing a mark leads to the filters of that name."""

    def go() -> None:
        rows = st.session_state[key].selection.get("pick", [])
        found = places.get(str(rows[0].get("place"))) if rows else None
        if found is not None:
            st.session_state["go to filters"] = found

    look = colours(theme())
    readable = {"labelColor": look["ink_second"], "titleColor": look["ink_second"]}  # Streamlit's own grey is too faint to read
    chart = chart.configure_axis(**readable).configure_legend(**readable)
    st.altair_chart(chart, key=key, on_select=go, selection_mode="pick", height=height or "content")


def _pick() -> alt.Parameter:
    return alt.selection_point(name="pick", fields=["place"])


def _over_time(data: Contents, asked: Filters) -> None:
    by_type = trends.trend(data.snapshot, asked, by="event_type")
    if not by_type.periods:
        st.markdown(text("Nothing here has a date."))
        return
    whole = trends.trend(data.snapshot, asked, unit=by_type.unit)
    beside = plural("{n} dated too coarsely for a bar", "{n} dated too coarsely for a bar", by_type.beside)
    undated = plural("{n} undated", "{n} undated", by_type.undated)
    _heading(
        text("Incidents per week, by event type") if by_type.unit == "week" else text("Incidents per month, by event type"),
        text("; ").join([beside, undated]),
    )
    rows, places = _rows(by_type)
    kinds = [s.name for s in by_type.series]
    scale = alt.Scale(domain=[_type_name(k) for k in kinds], range=[sign(k).colour(theme()) for k in kinds])
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(size=_width(by_type))
        .encode(
            x=_time(by_type),
            y=alt.Y("n:Q", title=text("incidents"), axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("name:N", scale=scale, legend=_legend()),
            tooltip=[alt.Tooltip("name:N", title=text("Type")), _when(), alt.Tooltip("n:Q", title=text("incidents"))],
            opacity=alt.condition(_pick(), alt.value(1), alt.value(0.85)),
        )
        .add_params(_pick())
        .properties(height=230)
    )
    _pressed(bars, "trend-types", places)
    _killed_band(whole)


def _rows(trend: trends.Trend) -> tuple[list[dict[str, Any]], dict[str, Filters]]:
    rows, places = [], {}
    for series in trend.series:
        for (start, end), figure in zip(trend.periods, series.figures, strict=True):
            if figure.incidents:
                place = f"{series.name} {start}"
                rows.append(
                    {"day": _middle(start, end), "n": figure.incidents, "name": _type_name(series.name), "place": place, "when": _span(start, end)}
                )
                if figure.filters is not None:
                    places[place] = figure.filters
    return rows, places


def _time(trend: trends.Trend) -> alt.X:
    """The axis of time, named under the bars and in the language in use (Vega knows English months only)."""
    shown = trend.periods[:: -(-len(trend.periods) // LABELS)]
    words = {_middle(start, end): day_words(start, pattern="MMM y" if trend.unit == "month" else "d MMM y") for start, end in shown}
    named = alt.Axis(values=list(words), labelExpr=f"({json.dumps(words)})[timeFormat(datum.value, '%Y-%m-%d')]", labelOverlap=True)
    return alt.X("day:T", title=None, axis=named)


def _when() -> alt.Tooltip:
    return alt.Tooltip("when:N", title=text("Period"))


def _legend() -> alt.Legend:
    """Above the bars; in two columns where the chart is narrow."""
    return alt.Legend(orient="top", title=None, columns=alt.ExprRef("width < 560 ? 2 : 0"))


def _middle(start: date, end: date) -> str:
    return date.fromordinal((start.toordinal() + end.toordinal()) // 2).isoformat()


def _width(trend: trends.Trend) -> alt.ExprRef:
    """A bar's width in pixels: never wider than its period, or bars would hide each other on a phone."""
    return alt.ExprRef(f"max(1.5, min(28, width / {max(1, len(trend.periods))} - 1.5))")


def _type_name(name: str) -> str:
    kind = find(name)
    return kind.label() if kind else name


def _span(start: date, end: date) -> str:
    return f"{day_words(start, pattern='d MMM y')} – {day_words(end, pattern='d MMM y')}"


def _killed_band(trend: trends.Trend) -> None:
    """Reported killed from the lowest to the highest figure: a band, because the figures are claims."""
    rows, places = [], {}
    figures = trend.series[0].figures if trend.series else ()
    for (start, end), figure in zip(trend.periods, figures, strict=False):
        killed, place = figure.killed, f"killed {start}"
        words = f"{number(killed.low)} – {number(killed.high)}" + (" +" if killed.open else "")
        low, high = (killed.low, killed.high) if killed.reported else (None, None)  # no figure is no zero
        rows.append({"day": _middle(start, end), "low": low, "high": high, "words": words, "when": _span(start, end), "place": place})
        if figure.filters is not None and figure.incidents:
            places[place] = figure.filters
    _heading(text("People reported killed, lowest to highest figure"), text("Sums of what was reported; “+” where a claim gives no upper figure."))
    look = colours(theme())
    base = alt.Chart(pd.DataFrame(rows)).encode(x=_time(trend), tooltip=[_when(), alt.Tooltip("words:N", title=text("killed"))])
    band = base.mark_bar(color=look["bar"], opacity=0.45, size=_width(trend)).encode(y=alt.Y("low:Q", title=text("killed")), y2="high:Q")
    low = base.mark_tick(color=look["bar"], thickness=2, size=_width(trend)).encode(y="low:Q")
    _pressed(alt.layer(band.add_params(_pick()), low).properties(height=140), "trend-killed", places)


def _who_against_whom(data: Contents, asked: Filters) -> None:
    found = trends.matrix(data.snapshot, asked, top=10)
    _heading(text("Who against whom"), text("Reported initiator in rows, reported target in columns; {n} name only one side.", n=found.one_sided))
    rows, places = [], {}
    for initiator, line in zip(found.initiators, found.cells, strict=True):
        for target, figure in zip(found.targets, line, strict=True):
            if figure.incidents:
                place = f"{initiator} {target}"
                rows.append({"initiator": actor_name(initiator), "target": actor_name(target), "n": figure.incidents, "place": place})
                if figure.filters is not None:
                    places[place] = figure.filters
    if not rows:
        st.markdown(text("No incident here names both sides."))
        return
    _pressed(
        _squares(
            rows,
            "target",
            "initiator",
            [actor_name(a) for a in found.targets],
            [actor_name(a) for a in found.initiators],
            (text("Initiator"), text("Target")),
        ),
        "trend-matrix",
        places,
    )


def _squares(rows: list[dict[str, Any]], across: str, down: str, order_across: list[str], order_down: list[str], names: tuple[str, str]) -> Any:
    """Counts in squares; ``names`` are those of ``down`` and ``across``. Months without an incident keep their column."""
    look = colours(theme())
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            f"{across}:N",
            sort=order_across,
            scale=alt.Scale(domain=order_across),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=130, labelOverlap=False),
        ),
        y=alt.Y(f"{down}:N", sort=order_down, title=None, axis=alt.Axis(labelLimit=190, labelOverlap=False)),
        tooltip=[
            alt.Tooltip(f"{down}:N", title=names[0]),
            alt.Tooltip(f"{across}:N", title=names[1]),
            alt.Tooltip("n:Q", title=text("incidents")),
        ],
    )
    most = max(row["n"] for row in rows)
    scale = alt.Scale(domain=[0, most], range=[look["ground_third"], look["accent"]])
    squares = base.mark_rect(stroke=look["hairline"]).encode(color=alt.Color("n:Q", scale=scale, legend=None)).add_params(_pick())
    numbers = base.mark_text(fontSize=11).encode(
        text="n:Q", color=alt.condition(f"datum.n > {most * 0.55}", alt.value(look["paper"]), alt.value(look["ink"]))
    )
    return alt.layer(squares, numbers).properties(height=max(90, 26 * len(order_down) + 90))


def _region_by_month(data: Contents, asked: Filters) -> None:
    found = trends.heat(data.snapshot, asked)
    _heading(text("Regions by month"), plural("{n} without a month or a region", "{n} without a month or a region", found.beside + found.undated))
    rows, places = [], {}
    months = [start.strftime("%Y-%m") for start, _ in found.periods]
    for series in found.series:
        for month, figure in zip(months, series.figures, strict=True):
            if figure.incidents:
                place = f"{series.name} {month}"
                rows.append({"region": series.name, "month": month, "n": figure.incidents, "place": place})
                if figure.filters is not None:
                    places[place] = figure.filters
    if rows:
        squares = _squares(rows, "month", "region", months, [s.name for s in found.series], (text("Region"), text("Month")))
        _pressed(squares, "trend-heat", places)


def _change(data: Contents, asked: Filters) -> None:
    _heading(
        text("Change per region"),
        text("Reporting now against the mean of the periods before; small numbers count as limited change (levels of ACLED’s Trendfinder)."),
    )
    words = {
        "7 4": text("7 days, 4 weeks before"),
        "7 52": text("7 days, 52 weeks before"),
        "30 3": text("30 days, 3 periods before"),
        "30 12": text("30 days, 12 periods before"),
    }
    kept = st.segmented_control(
        text("Compare"), list(BASELINES), format_func=words.__getitem__, default="30 3", key="baseline", label_visibility="collapsed"
    )
    found = change.change(data.snapshot, asked, *BASELINES[kept or "30 3"])
    if found is None:
        st.markdown(text("Nothing here has a date."))
        return
    st.caption(
        text("{now} against {before}", now=_span(*found.current), before=_span(*found.baseline))
        + ("" if found.complete else " · " + text("the data begin later: the mean is too low"))
    )
    rows = [
        {
            text("Region"): c.region,
            text("Now"): c.current,
            text("Mean before"): round(c.mean, 1),
            text("Change"): text("{n} %", n=round(c.per_cent)) if c.per_cent is not None else "–",
            text("Level"): text(c.level) + (f" ({text('few')})" if c.small else ""),
        }
        for c in found.regions
    ]

    def go() -> None:
        chosen = st.session_state["change"].selection.rows
        if chosen and found.regions[chosen[0]].filters is not None:
            st.session_state["go to filters"] = found.regions[chosen[0]].filters

    st.dataframe(
        pd.DataFrame(rows), key="change", hide_index=True, on_select=go, selection_mode="single-row", height="content"
    )
