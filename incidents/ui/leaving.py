"""To another page, from a press on a mark or a row, so that one Back returns to the page as it was.

``st.switch_page`` with parameters first writes them to the address of the page that is left, which makes an entry of its own in the
browser's history: Back then lands there, on this page with the parameters of the other. A page link does both at once, in the browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from incidents.catalogue import text
from incidents.ui.component import can_mount, component


def leave(page: str, query: Mapping[str, Sequence[str]]) -> NoReturn:
    """End this run and change to ``page`` with the parameters ``query``."""
    wanted = {key: [str(value) for value in values] for key, values in query.items()}
    if not can_mount():
        st.switch_page(page, query_params=wanted)
    with st.container(key="leave"):
        st.page_link(page, label=text("Map"), query_params=wanted)
        component("leave", '<span class="im-leave"></span>')(key="leave-now", data={"to": f"{page}?{urlencode(wanted, doseq=True)}"})
    st.stop()
