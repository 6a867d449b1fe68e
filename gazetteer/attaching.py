"""The phrases of a paragraph in order, each that only makes its neighbour more exact folded into it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gazetteer.context import alternatives, blocked
from gazetteer.phrases import Phrase, found
from gazetteer.template import DOUBTFUL, Template
from gazetteer.template import ZONE as ZONE_MARK
from gazetteer.uses import with_use


def read(template: Template) -> list[Phrase]:
    """Every place phrase of one paragraph, in order, none overlapping; qualifiers are folded into what they qualify."""
    phrases = found(template)
    phrases = [with_use(template, phrase) for phrase in phrases]
    phrases = _inherit(template, phrases)
    phrases = _attach(template, phrases)
    return [p for i, p in enumerate(phrases) if not _is_doubtful(template, p) or _is_listed(template, phrases[max(0, i - 1) : i + 2], p)]


def _is_listed(template: Template, neighbours: list[Phrase], phrase: Phrase) -> bool:
    """Whether a doubtful name, no person's, stands in a list with another place: "Bourem, Bamba and Kidal"."""
    if phrase.names[0].name in blocked().people:
        return False
    pairs = pairwise(neighbours)
    return any(
        phrase in (a, b) and not _is_doubtful(template, b if a is phrase else a) and _LIST.match(template.marked[a.end : b.start]) for a, b in pairs
    )


def _is_doubtful(template: Template, phrase: Phrase) -> bool:
    """A name that is more often something else, with no place word and nothing that says where it lies."""
    return (
        phrase.frame == "bare"
        and not phrase.noun
        and template.marked[phrase.start] == DOUBTFUL
        and not any(q.frame == "unit" for q in phrase.qualifiers)
    )


_ONWARD = re.compile(r"^ (?:to|à|pour|and) (?:the )?$")
_LIST = re.compile(r"^(?:, | and | et | or | ou |, and | / |/)(?:de |d'|à |of |in |at )?$")
INHERITED = ("in", "at", "near", "around", "exit", "area", "origin", "destination", "unit")


def _inherit(template: Template, phrases: list[Phrase]) -> list[Phrase]:
    """Names that continue a list take the frame of its first: "near Konna and Sévaré", "dans les villages de A, B et C"."""
    out: list[Phrase] = []
    for phrase in phrases:
        previous = out[-1] if out else None
        if previous and previous.use == "dateline" and phrase.frame == "bare" and template.marked[previous.end : phrase.start] in (", ", " ("):
            out[-1] = replace(previous, end=phrase.end)
            continue
        gap = template.marked[previous.end : phrase.start] if previous else ""
        if previous and previous.frame == "origin" and ((phrase.frame == "at" and gap == " ") or (phrase.frame == "bare" and _ONWARD.match(gap))):
            phrase = replace(phrase, frame="destination", radius_km=previous.radius_km)
        elif phrase.frame == "bare" and not phrase.noun and previous and previous.frame in INHERITED and not previous.level and not previous.use:
            if _LIST.match(template.marked[previous.end : phrase.start]) and not phrase.use:
                phrase = replace(phrase, frame=previous.frame, radius_km=previous.radius_km)
        elif phrase.frame == "bare" and previous and previous.use and _LIST.match(template.marked[previous.end : phrase.start]):
            phrase = replace(phrase, use=phrase.use or previous.use if previous.use != "dateline" else phrase.use)
        out.append(phrase)
    return out


@cache
def _join() -> re.Pattern[str]:
    """What may stand between a place and a phrase that makes it more exact: a comma, a bracket, "a market town"."""
    noun = alternatives("settlements", "facilities", "appositions")
    opening = (
        "(?:(?:the|a|an|la|le|un|une|un gros|une petite) |l'|(?:(?:tous |toutes |all |both )?(?:situe(?:e|es|s)?|sise?s?|located|lying)|all|both) )"
    )
    named = rf"(?:{opening}(?:[a-z-]{{1,15}} ){{0,3}}?|(?:[a-z-]{{4,15}} )?){noun}(?: (?:of [a-z]{{1,12}}|[a-z]{{1,12}})){{0,2}} ?"
    return re.compile(
        rf"^(?:,| \(| -|,? \[)? ?(?:{named}|{noun} |(?:(?:tous |toutes |all |both )?(?:situe(?:e|es|s)?|sise?s?|located|lying)|all|both) )?$"
    )


QUALIFYING = ("unit", "part", "border", "distance", "direction", "between", "toward", "country", "kind", "near", "around", "area", "exit", "zone")
SHARP = ("in", "at", "bare")
QUALIFIED = (
    "in",
    "at",
    "near",
    "around",
    "exit",
    "area",
    "bare",
    "distance",
    "road",
    "river",
    "between",
    "unit",
    "kind",
    "direction",
    "origin",
    "destination",
    "toward",
)


def _attach(template: Template, phrases: list[Phrase]) -> list[Phrase]:
    """Folds a phrase that only makes its left neighbour more exact into it."""
    out: list[Phrase] = []
    for phrase in phrases:
        host = out[-1] if out else None
        if (
            host
            and (host.use in ("", "metonym?") or (host.use == "office" and phrase.frame == "unit"))
            and host.frame in QUALIFIED
            and _qualifies(template, host, phrase)
        ):
            out[-1] = _joined(template, host, phrase)
        else:
            out.append(phrase)
    return out


def _qualifies(template: Template, host: Phrase, phrase: Phrase) -> bool:
    gap = template.marked[host.end : phrase.start]
    if phrase.frame == "unit" and host.qualifiers and host.qualifiers[-1].frame == "unit" and _LIST.match(gap):
        return not phrase.use  # "in the Ménaka and Ansongo cercles"
    if not _join().match(gap) or phrase.use:
        return False
    if gap.endswith("(") and phrase.frame == "bare":
        return True
    if host.frame == "kind" and phrase.frame == "kind":
        return False
    if host.frame == "unit":
        return phrase.frame in ("part", "distance", "direction", "border") or (phrase.frame == "unit" and "," in gap + "(" and _wider(host, phrase))
    if _is_zone(template, phrase) and not _is_zone(template, host) and host.frame != "unit":
        return True
    if gap == ", " and phrase.frame == "bare" and _is_open(template.text, host):
        return True
    if phrase.frame in ("near", "around", "area", "exit") and not (host.frame in SHARP and ("," in gap or gap.endswith(NOUN_END))):
        return host.frame == "kind" and phrase.frame == "near" and "," in gap
    if _is_zone(template, host):
        return False
    if host.frame in ("road", "river", "between", "toward"):
        return phrase.frame in ("unit", "part", "country", "border") or _is_zone(template, phrase)
    if phrase.frame == "country" and any(q.names and q.frame not in ("unit", "part") for q in host.qualifiers):
        return True
    return phrase.frame in QUALIFYING or _is_zone(template, phrase)


NOUN_END = ("village ", "town ", "localite ", "hameau ", "bourg ")
_ORDER = {"commune": 0, "cercle": 1, "region": 2, "": 3}


def _is_open(text: str, phrase: Phrase) -> bool:
    """Whether a bracket that a phrase opened is still open at its end: "Fafa (Ansongo"."""
    words = text[phrase.start : phrase.end]
    return words.count("(") > words.count(")")


def _wider(host: Phrase, phrase: Phrase) -> bool:
    return _ORDER[phrase.level] > _ORDER[host.level]


def _is_zone(template: Template, phrase: Phrase) -> bool:
    return (
        phrase.frame in ("in", "at", "near", "around", "bare", "area") and bool(phrase.names) and template.marked[phrase.names[0].start] == ZONE_MARK
    )


def _joined(template: Template, host: Phrase, phrase: Phrase) -> Phrase:
    use = "" if host.use == "metonym?" else host.use
    if host.frame == "distance" and not host.way and phrase.frame == "between":  # "100 km from Bamako, between Didiéni and Kolokani"
        return replace(phrase, start=host.start, qualifiers=(*phrase.qualifiers, *host.qualifiers), use=use)
    joined = replace(host, end=phrase.end, qualifiers=(*host.qualifiers, phrase), use=use)
    closes = _is_open(template.text, joined) and template.text[joined.end : joined.end + 1] == ")"
    return replace(joined, end=joined.end + 1) if closes else joined
