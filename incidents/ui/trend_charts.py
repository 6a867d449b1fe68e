"""What the charts of the Trends page share: one axis of time, one axis of counts, squares for tables, keys in HTML.

Periods stand at their number (0, 1, 2, ...), so that all charts of one page line up and no time zone moves a bar. Words and figures of the
axes are made here, in the language in use: Vega knows English only. The keys are HTML because Vega's own do not wrap on a phone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import altair as alt
import pandas as pd

from incidents.catalogue import number, text
from incidents.drawing.palette import colours
from incidents.query.trends import Trend
from incidents.ui.legend import shape_svg
from incidents.ui.mapview import theme
from incidents.ui.markup import picture
from incidents.words.event_types import find
from incidents.words.wording import day_words

LABELS = 14  # of an axis of time, at most; where the chart is narrow Vega drops every other one
EXTENT = 40  # pixels kept for the figures beside a chart: the same for all, or their months would not stand below each other
_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}
_STEPS = {"week": (1, 2, 4, 8, 13), "month": (1, 3, 6, 12, 24, 60), "quarter": (1, 2, 4, 8, 20), "year": (1, 2, 5, 10, 50)}
_PATTERNS = {"week": "d MMM y", "month": "MMM y", "quarter": "QQQ y", "year": "y"}


def time_labels(trend: Trend) -> dict[int, str]:
    """Number of a period to its name on the axis: a few, at the beginnings of quarters or years where there are many periods."""
    steps = _STEPS[trend.unit]
    step = next((s for s in steps if len(trend.periods) <= s * LABELS), steps[-1])
    pattern = "y" if trend.unit != "week" and step >= _A_YEAR[trend.unit] else _PATTERNS[trend.unit]
    return {n: day_words(start, pattern=pattern) for n, (start, _) in enumerate(trend.periods) if _place(trend, n, start) % step == 0}


def _place(trend: Trend, n: int, start: date) -> int:
    """Where a period stands among all of its unit, so that a step of twelve months falls on Januaries. Weeks count from the first shown."""
    a_year = _A_YEAR[trend.unit]
    return n if trend.unit == "week" else start.year * a_year + (start.month - 1) * a_year // 12


def _named(words: dict[int, str]) -> str:
    return f"({json.dumps(words)})[datum.value]"


def time_axis(trend: Trend) -> alt.X:
    """The axis of time under bars; rows carry the period's number as ``at``."""
    words = time_labels(trend)
    axis = alt.Axis(values=list(words), labelExpr=_named(words), labelOverlap=True, grid=False, tickCount=len(words))
    return alt.X("at:Q", title=None, axis=axis, scale=alt.Scale(domain=[-0.5, len(trend.periods) - 0.5], nice=False, zero=False))


def count_axis(field: str, title: str, most: int, room: float = 1.0) -> alt.Y:
    """The axis of counts: its last line is at or above ``most`` times ``room``."""
    steps = [factor * 10**power for power in range(10) for factor in (1, 2, 5)]
    step = next(s for s in steps if most * room <= 4 * s)
    top = max(1, -int(-most * room // step)) * step
    lines = {n: number(n) for n in range(0, top + 1, step)}
    axis = alt.Axis(values=list(lines), labelExpr=_named(lines), minExtent=EXTENT, maxExtent=EXTENT)
    return alt.Y(field, title=title, axis=axis, scale=alt.Scale(domain=[0, top], nice=False))


def width(trend: Trend) -> alt.ExprRef:
    """A bar's width in pixels: never wider than its period, or bars would hide each other on a phone."""
    return alt.ExprRef(f"max(1.5, min(28, width / {max(1, len(trend.periods))} - 1.5))")


def pick() -> alt.Parameter:
    return alt.selection_point(name="pick", fields=["place"])


def when() -> alt.Tooltip:
    return alt.Tooltip("when:N", title=text("Period"))


def span(start: date, end: date) -> str:
    return f"{day_words(start, pattern='d MMM y')} – {day_words(end, pattern='d MMM y')}"


def type_name(name: str) -> str:
    kind = find(name)
    return kind.label() if kind else name


def types_key(names: Sequence[str]) -> str:
    """The key of the event types, with the signs that they have on the map."""
    return _key((shape_svg(name, theme(), 11, 14), type_name(name)) for name in names)


def killed_key(is_open: bool) -> str:
    """The key of the figures of killed: the lowest, the stretch to the highest, and the sign for no upper figure."""
    look = colours(theme())
    box = 'viewBox="0 0 18 14" width="18" height="14"'
    band = f'<svg {box}><path d="M3 1h12v12H3Z" fill="{look["bar"]}" fill-opacity=".55"/></svg>'
    low = f'<svg {box}><path d="M3 5.5h12v3H3Z" fill="{look["ink"]}"/></svg>'
    plus = f'<svg {box}><path d="M9 2.5v9M4.5 7h9" stroke="{look["ink"]}" stroke-width="1.8"/></svg>'
    rows = [(low, text("lowest figure")), (band, text("from there to the highest figure"))]
    return _key([*rows, (plus, text("no upper figure given"))] if is_open else rows)


def _key(rows: Any) -> str:
    return f'<p class="im-chartkey">{"".join(f"<span>{_drawn(svg)}{escape(words)}</span>" for svg, words in rows)}</p>'


def _drawn(svg: str) -> str:
    return picture(svg, int(svg.split('width="')[1].split('"')[0]), 14)


def squares(rows: list[dict[str, Any]], across: alt.X, columns: int, down: dict[str, str], tooltips: Sequence[alt.Tooltip]) -> Any:
    """Counts ``n`` in squares. ``down`` names the rows: their key in ``down`` of a row to their label, in order."""
    look = colours(theme())
    names = alt.Axis(labelExpr=f"({json.dumps(down)})[datum.value]", labelLimit=190, labelOverlap=False, labelFlush=False)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=across,
        y=alt.Y("down:N", sort=list(down), scale=alt.Scale(domain=list(down)), title=None, axis=names),
        tooltip=[*tooltips, alt.Tooltip("n:Q", title=text("incidents"))],
    )
    most = max(row["n"] for row in rows)
    scale = alt.Scale(domain=[0, most], range=[look["ground_third"], look["accent"]])
    drawn = base.mark_rect(stroke=look["hairline"], cursor="pointer").encode(color=alt.Color("n:Q", scale=scale, legend=None)).add_params(pick())
    # No number where its square is too narrow for it: there the tooltip and the map say it.
    size = alt.ExprRef(f"width / {max(1, columns)} < 7 * {len(str(most))} + 2 ? 0 : 11")
    figures = base.mark_text(fontSize=size, cursor="pointer").encode(
        text="n:Q", color=alt.condition(f"datum.n > {most * 0.55}", alt.value(look["paper"]), alt.value(look["ink"]))
    )
    return alt.layer(drawn, figures)


def named_columns(words: dict[str, str]) -> alt.X:
    """Columns with a name each, steep enough that names of narrow columns do not touch."""
    axis = alt.Axis(orient="top", labelAngle=-60, labelLimit=130, labelOverlap=False, labelExpr=f"({json.dumps(words)})[datum.value]")
    return alt.X("across:N", sort=list(words), scale=alt.Scale(domain=list(words)), title=None, axis=axis)


def time_columns(trend: Trend) -> alt.X:
    """A column a period, named as on the axis of time; those without an incident keep their place."""
    words = time_labels(trend)
    axis = alt.Axis(orient="top", labelAngle=0, values=list(words), labelExpr=_named(words), labelOverlap=True)
    return alt.X("at:O", scale=alt.Scale(domain=list(range(len(trend.periods)))), title=None, axis=axis)
