"""What every page shares: the head of the document, colours, the way to the other pages, the sample's banner, the language."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from incidents.catalogue import LANGUAGES, mark, plural, text, use
from incidents.drawing.palette import Sign, colours, signs
from incidents.ui import address, state
from incidents.ui.data import Contents, contents
from incidents.ui.mapview import theme
from incidents.ui.markup import picture
from incidents.ui.state import State

ASSETS = Path(__file__).with_name("assets")
STYLES = ("style", "timeline", "maptools", "markup", "tree")
PAGES = {  # file -> the label in the way to it
    "streamlit_app.py": mark("Map"),
    "pages/1_Sources.py": mark("Sources"),
    "pages/2_Trends.py": mark("Trends"),
    "pages/3_Briefing.py": mark("Briefing"),
    "pages/4_Street_map.py": mark("Street map"),
    "pages/6_Gazetteer.py": mark("Gazetteer"),
    "pages/5_Data_and_method.py": mark("Data and method"),
}
PROBLEMS = 8  # parts of an address that are named one by one
NATIVE = {"en": "English", "fr": "Français"}
LOGO = (
    '<svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10.5" fill="none" stroke="currentColor" '
    'stroke-width="1.6" stroke-dasharray="3 2.5"/><path d="M12 6.5 17.5 12 12 17.5 6.5 12Z" fill="currentColor"/></svg>'
)
INFO = (
    '<svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" '
    'stroke-width="1.4"/><path d="M8 7v4.2M8 4.4v1.4" stroke="currentColor" stroke-width="1.6"/></svg>'
)


def frame(title: str) -> tuple[State, Contents]:
    """Begin a page: ``title`` is an English message of the catalogue. Returns the address's state and the data."""
    address.heard()
    use((address.asked().get("lang") or [""])[-1])
    name = text("Incident map of Mali")
    st.set_page_config(page_title=f"{text(title)} · {name}", page_icon=str(ASSETS / "icon.png"), layout="wide")
    now = state.read()
    data = contents()
    _styles(name)
    with st.sidebar:
        st.html(f'<div class="im-brand">{_picture(LOGO, 24, "accent")}<span>{escape(name)}</span></div>')
        _ways(now)
    _banner(data)
    for problem in now.problems[:PROBLEMS]:
        problem_html(problem)
    if len(now.problems) > PROBLEMS:
        problem_html(text("and {n} more parts of this address that could not be used", n=len(now.problems) - PROBLEMS))
    return now, data


def problem_html(words: str) -> None:
    """Say at the top of a page what of its address could not be used."""
    st.html(f'<div class="im-problem" role="status">{escape(words)}</div>')


def foot(now: State, data: Contents) -> None:
    """The end of the sidebar: which data, which language."""
    with st.sidebar, st.container(key="foot"):
        st.html(
            '<div class="im-note">'
            + escape(
                plural(
                    "Data version {version} · {n} document",
                    "Data version {version} · {n} documents",
                    data.sizes.documents,
                    version=data.version[:7],
                )
            )
            + "</div>"
        )
        with st.container(horizontal=True, gap="small"):
            for language in LANGUAGES:
                st.button(
                    NATIVE[language], key=f"lang-{language}", type="tertiary", disabled=language == now.language, on_click=_speak, args=(language,)
                )


def _speak(language: str) -> None:
    address.put({k: v for k, v in address.asked().items() if k != "lang"} | ({"lang": [language]} if language != "en" else {}))


def _ways(now: State) -> None:
    with st.container(key="nav"):
        for file, label in PAGES.items():
            st.page_link(file, label=text(label), query_params=now.query())


def _banner(data: Contents) -> None:
    if data.store.is_sample:
        short, rest = text("Sample data. Some details are invented."), text("These articles were written for testing. Not for operational use.")
        st.html(
            f'<div class="im-banner" role="note">{_picture(INFO, 15, "warning_text")}'
            f'<span><b>{escape(short)}</b> <span class="long">{escape(rest)}</span></span></div>'
        )


def _picture(svg: str, size: int, colour: str) -> str:
    return picture(svg.replace("currentColor", colours(theme())[colour]), size, size)


def _styles(name: str) -> None:
    variables = "".join(f"--im-{key.replace('_', '-')}:{value};" for key, value in colours(theme()).items())
    marks = "".join(_mark(s) for s in signs())
    title = name.replace('"', "")
    css = "\n".join((ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    st.html(f'<style>:root{{{variables}--im-title:"{title}";color-scheme:{theme()}}}{marks}\n{css}</style>')


def _mark(sign: Sign) -> str:
    """The sign of a type: drawn in the tree and in lists (a font's signs are of several sizes), a letter before the label of a checkbox."""
    where, colour = f'.im-sign-{sign.category},.st-key-types li[data-id="{sign.category}"]>.row>.sign', sign.colour(theme())
    drawn = f"{where}{{background:{colour};clip-path:var(--im-{sign.shape})}}"
    return f'{drawn}.st-key-f-type-{sign.category} p::before{{content:"{sign.character}";color:{colour}}}'
