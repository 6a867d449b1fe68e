"""The fixed words of the records in English and French: roles, terms of what is set aside, what is affected, situations, quantities, stances,
kinds of paragraphs and of places.
"""

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

KINDS = {
    "settlement": mark("settlement"), "quarter": mark("quarter"), "hill": mark("hill"), "wadi": mark("wadi"), "water": mark("water"),
    "well": mark("well"), "forest": mark("forest"), "zone": mark("zone"), "airport": mark("airport"), "border-post": mark("border post"),
    "axis": mark("road, axis"), "unit": mark("administrative unit"),
}  # fmt: skip


def kind_name(kind: str, lang: str | None = None) -> str:
    """The kind of a place (gazetteer.model.Place.kind) in words."""
    return text(KINDS[kind], lang=lang) if kind in KINDS else kind


def affected_name(tag: str, lang: str | None = None) -> str:
    """What is affected, in words: aid, camp, education, health, market, road, worship."""
    return text(_AFFECTED[tag], lang=lang) if tag in _AFFECTED else tag


def language_name(code: str, lang: str | None = None) -> str:
    """The name of an ISO 639-1 language in ``lang``: "French", "français"."""
    try:
        return str(Locale.parse(code).get_display_name(lang or language()) or code)
    except (UnknownLocaleError, ValueError):
        return code
