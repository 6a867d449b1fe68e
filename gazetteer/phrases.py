"""Place phrases: which names a stretch of text joins, and in what frame. Nothing here knows where a place lies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from gazetteer.context import alternatives, words
from gazetteer.grammar import DE, prefixes, radii, rules
from gazetteer.grammar_gates import words_in
from gazetteer.matching import Mention
from gazetteer.template import COUNTRY as COUNTRY_MARK
from gazetteer.template import UNKNOWN, Template

EXIT_KM = 3.0  # as for the exit of frames.toml
JOURNEY_KM = 25.0  # as for the origin and destination of frames.toml
NAMES_NEEDED = {
    "river": 2,
    "road": 2,
    "between": 2,
    "journey": 2,
    "departure": 2,
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


def core(phrase: Phrase) -> tuple[int, int]:
    """Where the phrase's names begin and end; the whole phrase where it has none."""
    return (phrase.names[0].start, phrase.names[-1].end) if phrase.names else (phrase.start, phrase.end)


def found(template: Template) -> list[Phrase]:
    """Every place phrase that a rule finds, and every name that none does, in order; none overlapping."""
    taken = bytearray(len(template.marked) + 1)
    found: list[Phrase] = []
    said = words_in(template.marked)
    for frame, pattern, gate in rules():
        if len(template.at) < NAMES_NEEDED.get(frame, 1) or gate.isdisjoint(said):
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
    if phrase.frame in ("journey", "departure") and len(names) == 2:
        from_where, radius = ("origin", JOURNEY_KM) if phrase.frame == "journey" else ("exit", EXIT_KM)  # "hit a mine while leaving X for Y"
        start = replace(phrase, frame=from_where, end=names[0].end, names=(names[0],), radius_km=radius)
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
    if (frame == "toward" and names and template.marked[names[0].start] == COUNTRY_MARK) or (frame in ("journey", "departure") and len(names) != 2):
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
    radius = radii().get(frame, 0.0)
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
        km=_kilometres(groups),
        way=_way(groups.get("way")),
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
    """The compass word as n, ne, e ... from English or French; "ne", "so" and the like too, of "nne" only the last two letters."""
    if word and re.fullmatch("[nsewo-]{1,4}", word):
        return word.replace("-", "").replace("o", "w")[-2:]
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
