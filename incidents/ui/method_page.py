"""Data and method: what the words and marks of the other pages mean, what the figures are, and where the data comes from."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from incidents.catalogue import mark, number, text
from incidents.ui.data import Contents
from incidents.ui.frame import foot, frame
from incidents.ui.legend import legend_html
from incidents.ui.mapview import theme
from incidents.words.wording import date_precision_words, place_precision_words


def method_page() -> None:
    """Draw the page."""
    now, data = frame(mark("Data and method"))
    foot(now, data)
    st.html(f'<h1 class="im-sentence" id="main-content">{escape(text("Data and method"))}</h1>')
    _numbers(data)
    left, right = st.columns(2, gap="medium")
    with left:
        _sections(_READING)
    with right:
        st.html(legend_html(theme()))
        _sections(_KNOWING)
        _precision()
    _sections(_ORIGIN)


def _numbers(data: Contents) -> None:
    parts = (
        (data.sizes.documents, text("documents")),
        (data.snapshot.size, text("incidents")),
        (data.sizes.set_aside, text("passages set aside, with reasons")),
    )
    spans = "".join(f"<span><b>{escape(number(n))}</b> {escape(words)}</span>" for n, words in parts)
    st.html(f'<p class="im-counts">{spans}<span>{escape(text("data version {version}", version=data.version))}</span></p>')


def _sections(sections: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    for title, paragraphs in sections:
        body = "".join(f"<p>{escape(text(p))}</p>" for p in paragraphs)
        st.html(f'<section class="im-text"><h2 class="im-h2">{escape(text(title))}</h2>{body}</section>')


def _precision() -> None:
    rows = [
        {text("Precision"): str(n), text("Place"): place_precision_words(n), text("Date"): date_precision_words(n) if n < 6 else ""}
        for n in (1, 2, 3, 4, 5, 6, 0)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="precision-words")


_READING = (
    (
        mark("What an incident is"),
        (
            mark(
                "An incident is what one or more articles report of the same happening: an event type, a date, a place, actors "
                "and tolls. It is reported, not verified."
            ),
            mark("Each value keeps the words it was read from. A value that no words state is marked as inferred, with the rule."),
            mark(
                "Background, yearly totals, plans, threats, denials, anniversaries and events outside Mali are set aside with "
                "the reason; nothing vanishes."
            ),
            mark(
                "A blockade, roadblock, embargo or ultimatum that goes on is a continuing situation: listed, never a mark, "
                "never counted as an incident."
            ),
        ),
    ),
    (
        mark("How figures are read"),
        (
            mark(
                "Every figure is a claim with its claimant. Lowest and highest follow from the claims; they are never "
                "averaged. “At least 20” has no upper figure."
            ),
            mark("Unknown is not zero: “not reported” means that no article gives a figure."),
            mark(
                "“Neutralised” in a communiqué is recorded as the claim of the one who says it, drawn hollow, and does not raise the lowest figure."
            ),
            mark("A sum over several incidents adds what was reported; where one claim is open, the sum says “at least”."),
        ),
    ),
    (
        mark("How reports become one incident"),
        (
            mark(
                "Two reports are read as one incident where type, date, place, actors and tolls agree well enough; the panel "
                "gives the reasons and the score."
            ),
            mark(
                "“2 independent reports; 1 of them gives a party’s own account” is a plain count: near-identical articles count once. It is no grade."
            ),
        ),
    ),
)
_KNOWING = (
    (
        mark("How well a place or date is known"),
        (
            mark(
                "A mark is never sharper than the words: a region is tinted, not dotted; a road is dashed; what is only “Mali” "
                "is listed under the map."
            ),
            mark(
                "A date given as a month stays a month and is hatched in the timeline. An undated incident is drawn while no "
                "period is asked for, and counted beside it otherwise."
            ),
        ),
    ),
)
_ORIGIN = (
    (
        mark("Boundaries and names"),
        (
            mark(
                "Boundaries of 2021; they imply no opinion on status. OCHA and DNCT Mali, COD-AB 2021; the regions of 2023 are "
                "an approximation by commune."
            ),
            mark("Rivers, lakes and neighbouring countries: Natural Earth. Place names: GeoNames and OCHA."),
            mark("Event types are ACLED’s; precision of place and date are UCDP’s. Neither has anything to do with this data."),
        ),
    ),
    (
        mark("What it cannot do"),
        (
            mark(
                "It reads only the articles that were put in. Where few journalists work, few incidents are reported: an empty "
                "area is not a quiet one."
            ),
            mark("Rules read the text, and rules misread. Open the words behind a value before you use it."),
        ),
    ),
)
