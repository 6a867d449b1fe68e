"""Why a place was weighed as it was, in the reader's language: the gazetteer's short English phrases through the catalogue."""

from __future__ import annotations

import re

from incidents.catalogue import mark, text

KINDS = {
    "settlement": mark("settlement"), "quarter": mark("quarter"), "hill": mark("hill"), "wadi": mark("wadi"), "water": mark("water"),
    "well": mark("well"), "forest": mark("forest"), "zone": mark("zone"), "airport": mark("airport"), "border-post": mark("border post"),
    "axis": mark("road, axis"), "unit": mark("administrative unit"),
}  # fmt: skip
_FIXED = (
    mark("the very name"), mark("its commune bears the name"), mark("the capital"), mark("a region's seat"), mark("a cercle's seat"),
    mark("a commune's seat"), mark("but a quarter of a city that the text does not name"), mark("a quarter of a city that the text names"),
    mark("so read elsewhere in the text"),
)  # fmt: skip
#: What the gazetteer says (gazetteer.choosing) -> the message, with the same names for what is put in.
_FORMS = tuple((re.compile(pattern), message) for pattern, message in (
    (r"by alias \((?P<why>.{0,300})\)", mark("by alias ({why})")),
    (r"another name for (?P<name>.{1,120})", mark("another name for {name}")),
    (r"short for (?P<name>.{1,120})", mark("short for {name}")),
    (r"(?P<name>.{1,120}) alone sounds alike", mark("{name} alone sounds alike")),
    (r"(?P<name>.{1,120}) sounds alike", mark("{name} sounds alike")),
    (r"(?P<name>.{1,120}) is spelt (?P<share>\d{1,3})% alike", mark("{name} is spelt {share} % alike")),
    (r"(?P<n>[\d,]{1,12}) people", mark("{n} people")),
    (r"lies in (?P<unit>.{1,120})", mark("lies in {unit}")),
    (r"but not in (?P<unit>.{1,120})", mark("but not in {unit}")),
    (r"but an? (?P<kind>[a-z-]{1,20})", mark("but of the kind “{kind}”")),
    (r"(?P<km>\d{1,4}) km from (?P<name>.{1,120})", mark("{km} km from {name}")),
))  # fmt: skip


def kind_words(kind: str) -> str:
    """The kind of a place (gazetteer.model.Place.kind) in the language in use."""
    return text(KINDS[kind]) if kind in KINDS else kind


def reason_words(reason: str) -> str:
    """A reason of the gazetteer in the language in use; one that is not known here stays as it is."""
    if reason in _FIXED:
        return text(reason)
    for pattern, message in _FORMS:
        match = pattern.fullmatch(reason)
        if match:
            values = match.groupdict()
            if "kind" in values:
                values["kind"] = kind_words(values["kind"])
            if "n" in values:
                return text(message, n=int(values["n"].replace(",", "")))
            return text(message, **values)
    return reason
