"""The Briefing page: the filter as a picture for a slide, with its sentence, its list and its sources."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from incidents.catalogue import mark, text
from incidents.exporting.files import Origin, file_name
from incidents.query import questions as query
from incidents.query.counts import Counts
from incidents.query.outlines import outline
from incidents.query.sentence import asked_words, counts_sentence
from incidents.ui.data import Contents
from incidents.ui.filters_form import filters_form
from incidents.ui.frame import foot, frame
from incidents.ui.state import State

MOST = 85  # incidents: five pictures


def briefing_page() -> None:
    """Draw the Briefing page; pictures are made when asked for."""
    now, data = frame(mark("Briefing"))
    filters_form(data, now.filters)
    foot(now, data)
    counts = query.count(data.snapshot, now.filters)
    sentence = now.filters.describe(counts)
    st.html(f'<h1 class="im-sentence" id="main-content">{escape(sentence)}</h1>')
    st.markdown(
        text(
            "A picture of 1920 by 1080 pixels of the incidents that fit the filter: map, list, claims and sources. "
            "It says that nothing in it is verified."
        )
    )
    if not counts.total:
        st.markdown(text("No incident fits this filter. {n} lie outside it.", n=counts.outside))
        return
    if counts.total > MOST:
        st.markdown(
            text(
                "The list has room for {most} incidents; {n} fit the filter. The newest are drawn: narrow the filter for a complete one.",
                most=MOST,
                n=counts.total,
            )
        )
    asked = (data.version, tuple(sorted((k, tuple(v)) for k, v in now.filters.to_query().items())), now.language)
    st.button(text("Make the picture"), key="make-picture", type="primary", on_click=lambda: st.session_state.update({"picture asked": asked}))
    if st.session_state.get("picture asked") == asked:
        _pictures(data, now, counts, sentence)


def _pictures(data: Contents, now: State, counts: Counts, sentence: str) -> None:
    from incidents.exporting.briefing import Caption, pictures

    ids = query.ids(data.snapshot, now.filters)[-MOST:]
    chosen = [data.incidents[one] for one in ids if one in data.incidents]
    origin = Origin(data.version, urlencode(now.filters.to_query(), doseq=True), data.store.is_sample)
    line = text("{counts}. Figures are claims, from the lowest to the highest; the list says whose.", counts=counts_sentence(counts))
    caption = Caption(sentence, line, origin, now.language, outline(now.filters), asked_words(now.filters, counts))
    with st.spinner(text("Drawing")):
        drawn = pictures(chosen, list(data.documents.values()), caption)
    for number, picture in enumerate(drawn, 1):
        name = file_name("png", origin).replace(".png", f"-{number}.png" if len(drawn) > 1 else ".png")
        st.image(picture)
        st.download_button(text("Download picture {n}", n=number), picture, name, "image/png", key=f"picture-{number}", on_click="ignore")
