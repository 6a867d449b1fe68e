"""The Trends page: the same filters and sentence, over time, by type, who against whom, by region, and change against a baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from incidents.catalogue import mark, number, plural, text
from incidents.drawing.palette import colours, sign
from incidents.query import change, trends
from incidents.query import questions as query
from incidents.query.counts import Counts
from incidents.query.filters import Filters
from incidents.ui import trend_charts as charts
from incidents.ui.data import Contents
from incidents.ui.filters_form import filters_form
from incidents.ui.frame import foot, frame
from incidents.ui.leaving import leave
from incidents.ui.mapview import theme
from incidents.ui.markup import markup
from incidents.words.actor_tree import ancestors
from incidents.words.wording import actor_name, joined

SIDE = 10  # initiators and targets in who against whom
BASELINES = {"7 4": (7, 4), "7 52": (7, 52), "30 3": (30, 3), "30 12": (30, 12)}


def trends_page() -> None:
    """Draw the Trends page."""
    now, data = frame(mark("Trends"))
    chosen = st.session_state.pop("go to filters", None)
    if chosen is not None:
        leave("streamlit_app.py", replace(now, filters=chosen, incident=None).query())
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
    _over_time(data, now.filters, counts)
    left, right = st.columns(2)
    with left:
        _who_against_whom(data, now.filters)
    with right:
        _change(data, now.filters)
    _region_by_month(data, now.filters, counts)


def _heading(words: str, notes: Sequence[str] = (), key: str = "") -> None:
    note = f'<p class="im-note">{escape(text("; ").join(n for n in notes if n))}</p>' if any(notes) else ""
    st.html(f'<h2 class="im-h2">{escape(words)}</h2>{note}{key}')


def _pressed(chart: Any, key: str, places: Mapping[str, Filters]) -> None:
    """Show a chart whose rows carry ``place``; pressing a mark leads to the filters of that name."""

    def go() -> None:
        rows = st.session_state[key].selection.get("pick", [])
        found = places.get(str(rows[0].get("place"))) if rows else None
        if found is not None:
            st.session_state["go to filters"] = found

    look = colours(theme())
    readable = {"labelColor": look["ink_second"], "titleColor": look["ink_second"]}  # Streamlit's own grey is too faint to read
    chart = chart.configure_axis(**readable).configure_legend(**readable)
    st.altair_chart(chart, key=key, on_select=go, selection_mode="pick", height="content")


def _roomy(key: str, pixels: int) -> None:
    """Keep the squares of a table wide enough to read and press: on a phone the table then moves sideways, like a map."""
    st.html(f'<style>.st-key-{key} {{ overflow-x: auto; }} .st-key-{key} [data-testid="stVegaLiteChart"] {{ min-width: {pixels}px; }}</style>')


def _over_time(data: Contents, asked: Filters, counts: Counts) -> None:
    by_type = trends.trend(data.snapshot, asked, by="event_type")
    beside = plural("{n} dated too coarsely for a bar", "{n} dated too coarsely for a bar", by_type.beside) if by_type.beside else ""
    undated = plural("{n} undated", "{n} undated", by_type.undated) if by_type.undated else ""
    if not by_type.periods:
        st.markdown(text("; ").join(n for n in (beside, undated) if n))
        return
    standing = sum(figure.incidents for one in by_type.series for figure in one.figures)
    twice = standing + by_type.beside + by_type.undated > counts.total
    both = text("an incident whose dates reach over the edge of a bar stands in both") if twice else ""
    weekly = by_type.unit == "week"
    _heading(
        text("Incidents per week, by event type") if weekly else text("Incidents per month, by event type"),
        [beside, _precision_note(by_type), undated, both],
        charts.types_key([s.name for s in by_type.series]),
    )
    rows, places = _rows(by_type)
    kinds = [s.name for s in by_type.series]
    scale = alt.Scale(domain=[charts.type_name(k) for k in kinds], range=[sign(k).colour(theme()) for k in kinds])
    most = max((sum(one.figures[n].incidents for one in by_type.series) for n in range(len(by_type.periods))), default=1)
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(size=charts.width(by_type), cursor="pointer")
        .encode(
            x=charts.time_axis(by_type),
            y=charts.count_axis("n:Q", text("incidents"), most),
            color=alt.Color("name:N", scale=scale, legend=None),
            tooltip=[alt.Tooltip("name:N", title=text("Type")), charts.when(), alt.Tooltip("n:Q", title=text("incidents"))],
            opacity=alt.condition(charts.pick(), alt.value(1), alt.value(0.85)),
        )
        .add_params(charts.pick())
        .properties(height=190)
    )
    _pressed(bars, "trend-types", places)
    _killed_band(trends.trend(data.snapshot, asked, unit=by_type.unit))


def _precision_note(trend: trends.Trend) -> str:
    """That the address behind a mark asks for how well the date is known, where it has to."""
    if not trend.beside or trend.unit == "year":
        return ""
    if trend.unit == "week":
        return text("a press leads to those dated to the week at least")
    return text("a press leads to those dated to the month at least")


def _rows(trend: trends.Trend) -> tuple[list[dict[str, Any]], dict[str, Filters]]:
    rows, places = [], {}
    for series in trend.series:
        for at, ((start, end), figure) in enumerate(zip(trend.periods, series.figures, strict=True)):
            if figure.incidents:
                place = f"{series.name} {start}"
                name = charts.type_name(series.name)
                rows.append({"at": at, "n": figure.incidents, "name": name, "down": series.name, "place": place, "when": charts.span(start, end)})
                if figure.filters is not None:
                    places[place] = figure.filters
    return rows, places


def _killed_band(trend: trends.Trend) -> None:
    """Reported killed from the lowest to the highest figure: a band, because the figures are claims. The whole column can be pressed."""
    rows, places, most = [], {}, 0
    for at, ((start, end), figure) in enumerate(zip(trend.periods, trend.series[0].figures, strict=True)):
        killed, place = figure.killed, f"killed {start}"
        if not killed.reported:  # no figure is no zero
            continue
        words = number(killed.low) if killed.low == killed.high else f"{number(killed.low)} – {number(killed.high)}"
        plus = "+" if killed.open else ""
        most = max(most, killed.low, killed.high)
        figures = {"low": killed.low, "high": max(killed.low, killed.high), "plus": plus, "words": f"{words} {plus}".strip()}
        rows.append({"at": at, "when": charts.span(start, end), "place": place} | figures)
        if figure.filters is not None:
            places[place] = figure.filters
    is_open = any(row["plus"] for row in rows)
    key = charts.killed_key(is_open) if rows else ""
    _heading(text("People reported killed, lowest to highest figure"), [text("Sums of what was reported")], key)
    if not rows:
        st.markdown(text("No figure of killed is reported here."))
        return
    look, size = colours(theme()), charts.width(trend)
    y, high = (charts.count_axis(field, text("killed"), most, room=1.15) for field in ("low:Q", "high:Q"))  # room for the sign above
    base = alt.Chart(pd.DataFrame(rows)).encode(x=charts.time_axis(trend), tooltip=[charts.when(), alt.Tooltip("words:N", title=text("killed"))])
    band = base.mark_bar(color=look["bar"], opacity=0.55, size=size).encode(y=y, y2="high:Q")
    low = base.mark_tick(orient="horizontal", color=look["ink"], thickness=3, size=size).encode(y=y)
    plus = base.mark_text(color=look["ink"], fontSize=13, fontWeight="bold", dy=-8).encode(y=high, text="plus:N")
    column = base.mark_bar(opacity=0, size=size, cursor="pointer").encode(y=alt.value(0), y2=alt.value("height")).add_params(charts.pick())
    _pressed(alt.layer(band, low, plus, column).properties(height=140), "trend-killed", places)


def _who_against_whom(data: Contents, asked: Filters) -> None:
    found = trends.matrix(data.snapshot, asked, top=SIDE)
    rows, places = [], {}
    for initiator, line in zip(found.initiators, found.cells, strict=True):
        for target, figure in zip(found.targets, line, strict=True):
            if figure.incidents:
                place = f"{initiator} {target}"
                sides = {"initiator": _with_parent(initiator, found.initiators), "target": _with_parent(target, found.targets)}
                rows.append({"down": initiator, "across": target, "n": figure.incidents, "place": place} | sides)
                if figure.filters is not None:
                    places[place] = figure.filters
    _heading(text("Who against whom"), _matrix_notes(found) if rows else ())
    if not rows:
        st.markdown(text("No incident here names both sides."))
        return
    tooltips = [alt.Tooltip("initiator:N", title=text("Initiator")), alt.Tooltip("target:N", title=text("Target"))]
    down, across = ({a: _indented(a, side) for a in side} for side in (found.initiators, found.targets))
    chart = charts.squares(rows, charts.named_columns(across), len(across), down, tooltips)
    _roomy("trend-matrix", 24 * len(across) + 190)
    _pressed(chart.properties(height=24 * len(down) + 130), "trend-matrix", places)


def _matrix_notes(found: trends.Matrix) -> list[str]:
    notes = [text("Reported initiator in rows, reported target in columns")]
    if found.one_sided:
        notes.append(plural("{n} incident names only one side", "{n} incidents name only one side", found.one_sided))
    if found.neither:
        notes.append(plural("{n} names neither", "{n} name neither", found.neither))
    if any(found.left_out):
        a, b = found.left_out
        beyond = [plural("{n} further initiator", "{n} further initiators", a)] if a else []
        beyond += [plural("{n} further target", "{n} further targets", b)] if b else []
        notes.append(text("the {n} most frequent of each, without {what}", n=SIDE, what=joined(beyond)))
    if any(_parent(actor, side) for side in (found.initiators, found.targets) for actor in side):
        notes.append(text("what has a └ is included in the actor before it"))
    return notes


def _parent(actor: str, shown: Sequence[str]) -> str | None:
    return next((a for a in ancestors(actor) if a in shown), None)


def _indented(actor: str, shown: Sequence[str]) -> str:
    depth = sum(a in shown for a in ancestors(actor))
    return "└ " * bool(depth) + actor_name(actor)


def _with_parent(actor: str, shown: Sequence[str]) -> str:
    parent = _parent(actor, shown)
    return text("{actor} (included in {parent})", actor=actor_name(actor), parent=actor_name(parent)) if parent else actor_name(actor)


def _region_by_month(data: Contents, asked: Filters, counts: Counts) -> None:
    found = trends.heat(data.snapshot, asked)
    words = {"month": text("Regions by month"), "quarter": text("Regions by quarter"), "year": text("Regions by year")}
    no_region = counts.total - sum(s.total.incidents for s in found.series)
    notes = [
        plural("{n} without a region", "{n} without a region", no_region) if no_region else "",
        plural("{n} dated too coarsely for a column", "{n} dated too coarsely for a column", found.beside) if found.beside else "",
        _precision_note(found),
        plural("{n} undated", "{n} undated", found.undated) if found.undated else "",
    ]
    _heading(words[found.unit], notes)
    rows, places = _rows(found)
    if rows:
        tooltips = [alt.Tooltip("down:N", title=text("Region")), charts.when()]
        down = {s.name: s.name for s in found.series}
        chart = charts.squares(rows, charts.time_columns(found), len(found.periods), down, tooltips)
        _roomy("trend-heat", 9 * len(found.periods) + 90)
        _pressed(chart.properties(height=26 * len(down) + 40), "trend-heat", places)


def _change(data: Contents, asked: Filters) -> None:
    _heading(
        text("Change per region"),
        [
            text("Reporting now against the mean of the periods before, in the levels of ACLED’s Trendfinder"),
            text("“too few”: a mean of at most 2 and at most 5 now"),
        ],
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
    notes = [text("{now} against {before}", now=charts.span(*found.current), before=charts.span(*found.baseline))]
    if not found.complete:
        notes.append(text("the data begin later: the mean is too low"))
    if found.left_out:
        left_out = found.left_out
        notes.append(plural("{n} dated to more than a week is not compared", "{n} dated to more than a week are not compared", left_out))
        notes.append(text("a press leads to those dated to the week at least"))
    st.caption(" · ".join(notes))
    places = {c.region: c.filters for c in found.regions}

    def go(region: str) -> None:
        if places.get(region) is not None:
            st.session_state["go to filters"] = places[region]

    markup(change_html(found), "change", on_open=go)


def change_html(found: change.Comparison) -> str:
    """The regions as a table whose rows can be pressed: all columns fit a phone, and figures are written as the language does."""
    heads = (text("Region"), text("Now"), text("Mean before"), text("Change"), text("Level"))
    return (
        f'<table class="im-change"><thead><tr>{"".join(f"<th>{escape(h)}</th>" for h in heads)}</tr></thead>'
        f"<tbody>{''.join(_change_row(c) for c in found.regions)}</tbody></table>"
    )


def _change_row(c: change.Change) -> str:
    opens = f' data-open="{escape(c.region)}"' if c.filters is not None else ""
    name = f"<button{opens}>{escape(c.region)}</button>" if opens else escape(c.region)
    level = f'<td class="few">{escape(text("too few"))}</td>' if c.small else f"<td>{escape(text(c.level))}</td>"
    cells = (number(c.current), number(round(c.mean, 1)), per_cent_words(c.per_cent))
    return f"<tr{opens}><td>{name}</td>{''.join(f'<td>{escape(one)}</td>' for one in cells)}{level}</tr>"


def per_cent_words(per_cent: float | None) -> str:
    """A change in per cent, with its sign: "+25%", "−100 %" in French; "–" where there is nothing to compare with."""
    if per_cent is None:
        return "–"
    n = round(per_cent)
    return text("{n}%", n=f"{'+' if n > 0 else '−' if n < 0 else ''}{number(abs(n))}")
