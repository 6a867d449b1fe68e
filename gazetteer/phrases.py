"""Place phrases: which names a stretch of text joins, and in what frame. Nothing here knows where a place lies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from gazetteer.context import alternatives, blocked, words
from gazetteer.grammar import COUNTRY, DE, NAME, THE, prefixes, rules
from gazetteer.matching import Mention
from gazetteer.template import COUNTRY as COUNTRY_MARK
from gazetteer.template import DOUBTFUL, UNKNOWN, Template
from gazetteer.template import ZONE as ZONE_MARK

JOURNEY_KM = 25.0  # as for the origin and destination of frames.toml
NAMES_NEEDED = {
    "river": 2,
    "road": 2,
    "between": 2,
    "journey": 2,
    "border": 0,
    "part": 0,
    "country": 0,
    "anaphor": 0,
    "same-unit": 0,
    "unit": 0,
}  # else 1
LEVELS = {"units_region": "region", "units_cercle": "cercle", "units_commune": "commune"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a paragraph that places something: offsets in the paragraph, the frame, and the names that it joins.

    ``names`` are the place names in order; ``level`` the admin level of a unit; ``km`` and ``way`` a distance and its
    compass word; ``noun`` the road's or river's or feature's own words; ``qualifiers`` the phrases that only make this one
    more exact ("Boni, in the Douentza cercle"). ``use`` is empty, or why the words place no event (office, dateline ...).
    """

    start: int
    end: int
    frame: str
    names: tuple[Mention, ...] = ()
    level: str = ""
    km: float | None = None
    way: str = ""
    noun: str = ""
    radius_km: float = 0.0
    qualifiers: tuple[Phrase, ...] = ()
    use: str = ""


def read(template: Template) -> list[Phrase]:
    """Every place phrase of one paragraph, in order, none overlapping; qualifiers are folded into what they qualify."""
    phrases = _found(template)
    phrases = [_with_use(template, phrase) for phrase in phrases]
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


def _found(template: Template) -> list[Phrase]:
    taken = bytearray(len(template.marked) + 1)
    found: list[Phrase] = []
    for frame, pattern in rules():
        if len(template.at) < NAMES_NEEDED.get(frame, 1):
            continue
        for match in pattern.finditer(template.marked):
            start, end = match.span()
            start += len(match.group()) - len(match.group().lstrip())
            if any(taken[start:end]):
                continue
            phrase = _phrase(template, frame, match, start)
            if phrase is not None:
                taken[start:end] = b"\1" * (end - start)
                found.extend(_split(template, phrase))
    for at, mention in template.at.items():
        mark = template.marked[at]
        if taken[at] or mark == UNKNOWN:
            continue
        found.append(Phrase(mention.start, mention.end, "bare", (mention,)))
    return sorted(found, key=lambda p: p.start)


def _split(template: Template, phrase: Phrase) -> list[Phrase]:
    """One phrase for each unit of a list: "dans les régions de Mopti, Ségou et Tombouctou"."""
    names = [n for n in phrase.names if template.marked[n.start] != COUNTRY_MARK]
    if phrase.frame == "stream":
        return []
    if phrase.frame == "journey" and len(names) == 2:
        start = replace(phrase, frame="origin", end=names[0].end, names=(names[0],), radius_km=JOURNEY_KM)
        return [start, replace(phrase, frame="destination", start=names[1].start, names=(names[1],), radius_km=JOURNEY_KM)]
    if phrase.frame != "unit" or len(names) < 2:
        return [phrase]
    first = replace(phrase, end=names[0].end, names=tuple(n for n in phrase.names if n.start <= names[0].start))
    rest = [replace(phrase, start=name.start, end=name.end, names=(name,)) for name in names[1:]]
    return [first, *rest[:-1], replace(rest[-1], end=phrase.end)]


def _phrase(template: Template, frame: str, match: re.Match[str], start: int) -> Phrase | None:
    groups = match.groupdict()
    end = match.end()
    names = tuple(template.names_in(start, end))
    if frame in ("anaphor", "same-unit"):
        return _anaphor(match, start, groups)
    if (frame == "toward" and names and template.marked[names[0].start] == COUNTRY_MARK) or (frame == "journey" and len(names) != 2):
        return None
    if not names and frame not in ("country", "part", "border") and not groups.get("roman"):
        return None
    if groups.get("roman"):
        name = Mention(match.start("unit"), match.end("roman"), template.text[match.start("unit") : match.end("roman")], f"commune {groups['roman']}")
        return Phrase(start, end, "unit", (name,), level="commune")
    if frame == "named":
        return Phrase(start, end, "bare", names, noun="named")
    if frame in ("at", "in", "bare", "country") and len(names) == 1 and template.marked[names[0].start] == COUNTRY_MARK:
        frame = "country"
    if frame in ("in", "at") and _headed().search(template.marked[start : names[-1].start]):
        groups["kind"] = "named"  # "in the villages of X": a place name even where the gazetteer does not know it
    radius = next((p.radius_km for p in prefixes() if p.frame == frame), 25.0 if frame == "area" else 0.0)
    noun = template.text[start : names[0].start].strip() if frame in ("road", "river", "toward", "kind") and names else groups.get("part") or ""
    return Phrase(
        start, end, frame, names, level=_level(groups.get("unit") if frame == "unit" else None), km=_kilometres(groups), way=_way(groups.get("way")),
        noun=groups.get("kind") or noun, radius_km=radius,
    )  # fmt: skip


def _anaphor(match: re.Match[str], start: int, groups: dict[str, str | None]) -> Phrase:
    near = next((p for p in prefixes() if groups.get(p.frame)), None)
    level = _level(groups.get("unit"))
    certain = "" if (groups.get("which") or "this") not in ("the", "la", "le") else "definite"
    return Phrase(
        start,
        match.end(),
        "same-unit" if level else "anaphor",
        level=level,
        noun=near.frame if near else certain,
        radius_km=near.radius_km if near else 0.0,
    )


@cache
def _headed() -> re.Pattern[str]:
    """A noun for a populated place, joined to the name that follows."""
    return re.compile(rf"(?<![\w-]){alternatives('settlements')} (?:of |at |{DE})?$")


@cache
def _level_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"{alternatives(name)}$"), level) for name, level in LEVELS.items())


def _level(noun: str | None) -> str:
    return next((level for pattern, level in _level_words() if noun and pattern.match(noun)), "")


def _way(word: str | None) -> str:
    """The compass word as n, ne, e ... from English or French."""
    return "".join(
        {"n": "n", "s": "s", "e": "e", "w": "w", "o": "w"}[part[0]] for part in re.findall("north|south|east|west|nord|sud|est|ouest", word or "")
    )


def _kilometres(groups: dict[str, str | None]) -> float | None:
    number = groups.get("km")
    if not number:
        return None
    miles = (groups.get("unit") or "").startswith("mile")
    digits = re.match(r"\d+(?:[.,]\d+)?", number)
    value = (
        float(digits.group().replace(",", ".")) if digits else float(next((n for word, n in words()["numbers"].items() if word in number.split()), 0))
    )
    return value * 1.609 if miles else value


@cache
def _uses() -> dict[str, re.Pattern[str]]:
    offices, after = alternatives("offices_before"), alternatives("offices_after")
    verbs = alternatives("metonym_verbs")
    dwellers, said, saying = alternatives("dwellers"), alternatives("said_before"), alternatives("said_after")
    vessels = alternatives("no_places_before")
    return {
        "furniture": re.compile(rf"(?<![\w-]){vessels} (?:[a-z-]{{1,15}} )?[«“\"']? ?$"),
        "unit's office": re.compile(rf"(?<![\w-]){offices}(?: [a-z-]{{1,20}}){{0,2}} (?:of (?:the )?|for (?:the )?|de |de la |du |de l')?$"),
        "dweller": re.compile(rf"(?<![\w-]){dwellers}(?: [a-z-]{{1,20}}){{0,2}} (?:of |from |{DE})(?:the )?{THE}$"),
        "cited": re.compile(rf"(?<![\w-]){said}(?: [a-z-]{{1,15}}){{0,3}} ?$"),
        "says": re.compile(rf"^,?(?: [a-z-]{{1,15}}){{0,3}} {saying}\b"),
        "office before": re.compile(rf"(?<![\w-]){offices}(?: [a-z-]{{1,20}}){{0,2}} (?:of |for |{DE})(?:the )?{THE}$"),
        "office after": re.compile(rf"^(?:'s)?[ -](?:[a-z-]{{1,15}} )?{after}\b"),
        "dateline": re.compile(r"^(?:, [^-.|]{1,30})?(?: ?\([^)]{1,40}\))? - "),
        "verb": re.compile(rf"^(?:(?:, {NAME}|, {COUNTRY})(?= |,)){{0,3}}(?: (?:and|et) (?:{NAME}|{COUNTRY}))? {verbs}\b"),
    }


def _with_use(template: Template, phrase: Phrase) -> Phrase:
    """The phrase, with why its words place no event where that is so."""
    before, after = template.marked[max(0, phrase.start - 60) : phrase.start], template.marked[phrase.end : phrase.end + 80]
    uses = _uses()
    if phrase.frame in ("bare", "at", "in", "country") and uses["furniture"].search(before + template.marked[phrase.start : _core(phrase)[0]]):
        return replace(phrase, use="furniture")
    if (
        phrase.start <= 3
        and phrase.frame in ("bare", "at", "in", "country")
        and len(phrase.names) == 1
        and uses["dateline"].match(after.replace("—", "-"))
    ):
        return replace(phrase, use="dateline")
    if phrase.frame in ("bare", "unit", "country", "at", "in") and uses["office before"].search(
        before + template.marked[phrase.start : _core(phrase)[0]]
    ):
        return replace(phrase, use="office")
    if phrase.frame == "unit" and re.match(r"de |d'|du |of ", template.marked[phrase.start : phrase.end]) and uses["unit's office"].search(before):
        return replace(phrase, use="office")
    dweller = uses["dweller"].search(before + template.marked[phrase.start : _core(phrase)[0]]) if phrase.frame in ("bare", "at", "in") else None
    if dweller and (uses["cited"].search(before[: dweller.start()]) or uses["says"].match(after)):
        return replace(phrase, use="office")
    if phrase.frame in ("bare", "at", "in") and uses["office after"].match(after):
        return replace(phrase, use="office")
    if phrase.frame == "bare" or (phrase.frame == "country" and phrase.start == _core(phrase)[0]):
        return _perhaps_metonym(template, phrase, after)
    return phrase


def _perhaps_metonym(template: Template, phrase: Phrase, after: str) -> Phrase:
    return replace(phrase, use="metonym?") if _uses()["verb"].match(after) else phrase


def _core(phrase: Phrase) -> tuple[int, int]:
    return (phrase.names[0].start, phrase.names[-1].end) if phrase.names else (phrase.start, phrase.end)


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


QUALIFYING = ("unit", "part", "border", "distance", "direction", "between", "country", "kind", "near", "around", "area", "exit", "zone")
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
        return False
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
    joined = replace(host, end=phrase.end, qualifiers=(*host.qualifiers, phrase), use=use)
    closes = _is_open(template.text, joined) and template.text[joined.end : joined.end + 1] == ")"
    return replace(joined, end=joined.end + 1) if closes else joined
