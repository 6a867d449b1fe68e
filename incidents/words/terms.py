"""The fixed words of the records in English and French: roles, reasons, what is affected, situations, quantities, stances, paragraph kinds."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from incidents.catalogue import language, mark, text

#: Named here so that the catalogue holds them: screens hand them to ``text`` as the records have them.
TERMS = frozenset({
    mark("initiator"), mark("target"), mark("participant"),
    mark("killed"), mark("injured"), mark("abducted"), mark("detained"), mark("responsibility"),
    mark("asserts"), mark("denies"), mark("claims responsibility"), mark("attributes"),
    mark("background"), mark("total"), mark("habitual"), mark("hypothetical"), mark("planned"), mark("threatened"), mark("denied"),
    mark("anniversary"), mark("metaphor"), mark("accident"), mark("politics"), mark("outside Mali"), mark("boilerplate"),
    mark("continuing situation"), mark("duplicate"), mark("place unresolved"), mark("not an incident"),
    mark("blockade"), mark("roadblock"), mark("embargo"), mark("ultimatum"),
    mark("aid"), mark("education"), mark("health"), mark("market"), mark("road"), mark("worship"), mark("camp"),
    mark("body"), mark("title"), mark("caption"),
    mark("large increase"), mark("moderate increase"), mark("limited change"), mark("large decrease"),
})  # fmt: skip
_AFFECTED = {"aid": mark("aid"), "camp": mark("camps for displaced people"), "education": mark("education"), "health": mark("health care"),
             "market": mark("markets"), "road": mark("roads"), "worship": mark("places of worship")}  # fmt: skip


def affected_name(tag: str, lang: str | None = None) -> str:
    """What is affected, in words: aid, camp, education, health, market, road, worship."""
    return text(_AFFECTED[tag], lang=lang) if tag in _AFFECTED else tag


def language_name(code: str, lang: str | None = None) -> str:
    """The name of an ISO 639-1 language in ``lang``: "French", "français"."""
    try:
        return str(Locale.parse(code).get_display_name(lang or language()) or code)
    except (UnknownLocaleError, ValueError):
        return code
