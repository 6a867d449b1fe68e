"""Why a place phrase places no event: a dateline, an office, a government that speaks, a ship that bears the name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from gazetteer.context import alternatives
from gazetteer.grammar import COUNTRY, DE, NAME, THE
from gazetteer.phrases import Phrase, core
from gazetteer.template import Template


@cache
def _uses() -> dict[str, re.Pattern[str]]:
    offices, after = alternatives("offices_before"), alternatives("offices_after")
    verbs = alternatives("metonym_verbs")
    dwellers, said, saying = alternatives("dwellers"), alternatives("said_before"), alternatives("said_after")
    vessels = alternatives("no_places_before")
    return {
        "furniture": re.compile(rf"(?<![\w-]){vessels} (?!(?:at|near|in|on|off|from|a|au|aux|pres|dans|vers|sur) )(?:[a-z-]{{1,15}} )?[«“\"']? ?$"),
        "unit's office": re.compile(rf"(?<![\w-]){offices}(?: [a-z-]{{1,20}}){{0,2}} (?:of (?:the )?|for (?:the )?|de |de la |du |de l')?$"),
        "dweller": re.compile(rf"(?<![\w-]){dwellers}(?: [a-z-]{{1,20}}){{0,2}} (?:of |from |{DE})(?:the )?{THE}$"),
        "cited": re.compile(rf"(?<![\w-]){said}(?: [a-z-]{{1,15}}){{0,3}} ?$"),
        "says": re.compile(rf"^,?(?: [a-z-]{{1,15}}){{0,3}} {saying}\b"),
        "office before": re.compile(rf"(?<![\w-]){offices}(?: [a-z-]{{1,20}}){{0,2}} (?:of |for |{DE})(?:the )?{THE}$"),
        "office after": re.compile(rf"^(?:'s)?[ -](?:[a-z-]{{1,15}} )?{after}\b"),
        "dateline": re.compile(r"^(?:, [^-.|]{1,30})?(?: ?\([^)]{1,40}\))? - "),
        "denied": re.compile(
            rf"(?:\([^()]{{0,80}}|, |; | and | et )(?<![\w-])(?:not|non|non pas|rather than|plutot que|et non pas|pas) (?:(?!{NAME})[^.;()]){{0,50}}$"
        ),
        "verb": re.compile(rf"^(?:(?:, {NAME}|, {COUNTRY})(?= |,)){{0,3}}(?: (?:and|et) (?:{NAME}|{COUNTRY}))? {verbs}\b"),
    }


def with_use(template: Template, phrase: Phrase) -> Phrase:
    """The phrase, with why its words place no event where that is so."""
    before, after = template.marked[max(0, phrase.start - 60) : phrase.start], template.marked[phrase.end : phrase.end + 80]
    uses = _uses()
    if not phrase.use and phrase.names and uses["denied"].search(before):
        return replace(phrase, use="furniture")  # "Sokoura (the commune seat, not the hamlet beside X)"
    if phrase.frame in ("bare", "at", "in", "country") and uses["furniture"].search(before + template.marked[phrase.start : core(phrase)[0]]):
        return replace(phrase, use="furniture")
    if (
        phrase.start <= 3
        and phrase.frame in ("bare", "at", "in", "country")
        and len(phrase.names) == 1
        and uses["dateline"].match(after.replace("—", "-"))
    ):
        return replace(phrase, use="dateline")
    if phrase.frame in ("bare", "unit", "country", "at", "in") and uses["office before"].search(
        before + template.marked[phrase.start : core(phrase)[0]]
    ):
        return replace(phrase, use="office")
    if phrase.frame == "unit" and re.match(r"de |d'|du |of ", template.marked[phrase.start : phrase.end]) and uses["unit's office"].search(before):
        return replace(phrase, use="office")
    dweller = uses["dweller"].search(before + template.marked[phrase.start : core(phrase)[0]]) if phrase.frame in ("bare", "at", "in") else None
    if dweller and (uses["cited"].search(before[: dweller.start()]) or uses["says"].match(after)):
        return replace(phrase, use="office")
    if phrase.frame in ("bare", "at", "in") and uses["office after"].match(after):
        return replace(phrase, use="office")
    if phrase.frame == "bare" or (phrase.frame == "country" and phrase.start == core(phrase)[0]):
        return _perhaps_metonym(template, phrase, after)
    return phrase


def _perhaps_metonym(template: Template, phrase: Phrase, after: str) -> Phrase:
    return replace(phrase, use="metonym?") if _uses()["verb"].match(after) else phrase
