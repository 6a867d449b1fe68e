"""Every string of the interface, in English and French: ``from incidents.catalogue import text, use``.

English sentences are the message ids; ``fr.po`` beside this file holds the French (one ``.po`` per language, standard gettext, so any
translation editor opens it). Babel compiles it in memory at first use: there is no ``.mo`` to fall out of step.

    use("fr")                                          # for this run of the page; a fragment calls it again
    text("Clear all")                                  # "Tout effacer"
    text("Key under the text: {kind}", kind="...")     # values are put in as they are: escape them where they are shown as HTML
    plural("{n} incident", "{n} incidents", 1234)      # "1 234 incidents": whole numbers are written by locale
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDER = Path(__file__).parent

_current: ContextVar[Language] = ContextVar("language", default="en")


def use(lang: str | None) -> Language:
    """Set the language of :func:`text` for this thread or task, and return it. Anything that is no known language means English."""
    chosen: Language = "fr" if str(lang or "").strip().lower()[:2] == "fr" else "en"
    _current.set(chosen)
    return chosen


def language() -> Language:
    """The language set by :func:`use` in this thread or task; "en" where none was set."""
    return _current.get()


def text(message: str, *, lang: str | None = None, **values: Any) -> str:
    """``message`` (an English sentence of the code) in ``lang``, or in the language in use, with ``{names}`` filled in.

    Whole numbers are written by locale ("1,234"): hand years and paragraph numbers over as strings.
    """
    chosen = _known(lang)
    return _filled(_translations(chosen).gettext(message), chosen, values)


def plural(one: str, many: str, n: int, *, lang: str | None = None, **values: Any) -> str:
    """The form of ``one``/``many`` that ``n`` asks for in the language (French: 0 and 1 are singular); ``{n}`` is filled in."""
    chosen = _known(lang)
    return _filled(_translations(chosen).ngettext(one, many, n), chosen, {"n": n, **values})


def mark(message: str) -> str:
    """``message`` itself: says that a string of a table is shown through :func:`text` later, so that the tests look for its French."""
    return message


def number(value: int | float, lang: str | None = None) -> str:
    """A number as the language writes it: "12,345" or "12 345" (narrow no-break space)."""
    return str(format_decimal(value, locale=_known(lang)))


def _known(lang: str | None) -> Language:
    if lang is None:
        return _current.get()
    return "fr" if lang.lower()[:2] == "fr" else "en"


def _filled(message: str, lang: Language, values: dict[str, Any]) -> str:
    if not values:
        return message
    return message.format_map({k: number(v, lang) if isinstance(v, int) and not isinstance(v, bool) else v for k, v in values.items()})


@cache
def _translations(lang: Language) -> gettext.NullTranslations:
    path = FOLDER / f"{lang}.po"
    if not path.exists():  # English: the message ids themselves
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
