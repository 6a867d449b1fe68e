"""A paragraph as the grammar reads it: folded, hyphens kept, every name drawn as marks, one character for one.

The marks are private-use characters, so that a pattern can say "a name" and offsets stay those of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache

from gazetteer.context import TITLED, alternatives, titles, words
from gazetteer.fold import fold, plain
from gazetteer.matching import Mention

PLACE, TAIL, COUNTRY, ZONE, UNKNOWN, DOUBTFUL, CAPITAL = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"
ACRONYM = 4  # capitals; longer words in capitals are headings
_MARKS = re.compile("[\ue000-\ue006]")
_DASHES = re.compile("[-‐‑‒–—―−]")
_A_GRAVE = re.compile(r"(?<![^\W_])[àÀ](?![^\W_])")
_CAPITAL_A = re.compile(r"(?<![^\W_])A(?= )")
_BORDER_TOWN = re.compile(r" (?:post|town|village|crossing|guard|police)")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’']{0,40}"
_RUN = re.compile(rf"(?<![^\W_]){_WORD}(?:[ \u00a0-]{_WORD}){{0,4}}")
_THE_CAPITAL = re.compile(r"\b(?:the|la) capital(?:e)?\b(?! (?:of|de|du|d'|nig|burk|reg|city of))(?! \ue000)")


@dataclass(slots=True)
class Template:
    """``marked`` has the length of ``text``; ``at`` maps the start of each marked name to its mention."""

    text: str
    marked: str
    at: dict[int, Mention] = field(default_factory=dict)

    def names_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in [start, end), in order."""
        return [self.at[i] for i in range(start, end) if i in self.at]


def draw(text: str, mentions: list[Mention], classes: Mapping[str, str], language: str | None = None, towns: Set[str] = frozenset()) -> Template:
    """The template of ``text``; ``classes`` maps plain names to COUNTRY or ZONE, all others are places.

    In French a lone capital "A" is read as "À", as many keyboards write it.
    """
    safe = _MARKS.sub(" ", text)
    marked = list(fold(safe))
    for pattern, mark in ((_DASHES, "-"), (_A_GRAVE, "à"), *([(_CAPITAL_A, "à")] if language == "fr" else [])):
        for match in pattern.finditer(safe):
            marked[match.start()] = mark
    template = Template(text, "", {})
    dropped = [m for m in mentions if m.name not in towns and (_is_acronym(text, m) or m.why_not.startswith(TITLED))]
    kept = [m for m in _without_common(text, mentions) if m not in dropped]
    unknown = _unknown_runs(text, kept, classes, towns)
    unknown = [u for u in unknown if not any(d.start < u.end and u.start < d.end for d in dropped)]
    covered = [(u.start, u.end) for u in unknown]
    for mention in kept:
        if any(start <= mention.start < end for start, end in covered):
            continue
        if classes.get(mention.name) == ZONE and _BORDER_TOWN.match(text[mention.end : mention.end + 12]):
            continue  # "the Niger border post of X"
        mark = classes.get(mention.name) or (DOUBTFUL if mention.why_not else PLACE)
        _paint(marked, template, mention, mark)
    for mention in unknown:
        _paint(marked, template, mention, UNKNOWN)
    for match in _THE_CAPITAL.finditer("".join(marked)):
        _paint(marked, template, Mention(match.start(), match.end(), text[match.start() : match.end()], "bamako"), CAPITAL)
    template.marked = "".join(marked)
    return template


def _is_acronym(text: str, mention: Mention) -> bool:
    """Whether a name is two to four capitals in a text that has small letters: KIA, IED."""
    return len(mention.quote) <= ACRONYM and mention.quote.isupper() and not _is_shouted(text)


def _is_shouted(text: str) -> bool:
    """Whether more than half the letters are capitals, so that a capital says nothing."""
    return sum(map(str.isupper, text)) * 2 > sum(map(str.isalpha, text))


def _paint(marked: list[str], template: Template, mention: Mention, mark: str) -> None:
    marked[mention.start : mention.end] = [mark, *[TAIL] * (mention.end - mention.start - 1)]
    template.at[mention.start] = mention


def _without_common(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drops names that are everyday words ("The", "More"), whether a sentence begins with them or not."""
    everyday = _common()
    return [m for m in mentions if m.name not in everyday]


@cache
def _common() -> frozenset[str]:
    return frozenset(words()["common"]) | frozenset(words()["not_places"])


@cache
def _leading() -> tuple[frozenset[str], frozenset[str]]:
    """Words that may begin a run of capitals before a name, and capitalised words that are no names of places."""
    return frozenset(words()["common"]) | frozenset(words()["before_places"]), frozenset(words()["not_places"])


def _unknown_runs(text: str, mentions: list[Mention], classes: Mapping[str, str], towns: Set[str]) -> list[Mention]:
    """Runs of capitalised words that the gazetteer does not know: what a place word before them would make a name."""
    nouns = _nouns()
    everyday, not_places = _leading()
    shouting = _is_shouted(text)
    found = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        inside = [m for m in mentions if m.start < end and start < m.end]
        if any(m.start <= start and end <= m.end for m in inside):
            continue
        sure = [m for m in inside if not m.why_not or classes.get(m.name) == COUNTRY]
        if sure and not _is_longer_name(text, end, sure[-1], everyday | not_places | nouns, towns):
            start, end = _hyphened(text, start, end, sure)
        start = _skip_everyday(text, start, end, everyday)
        start = _skip_sentence_start(text, start, end)
        quote = text[start:end].rstrip("’'")
        quote = quote[:-2] if quote.endswith(("'s", "’s")) else quote
        name = " ".join(plain(quote).split())
        if name.partition(" ")[0] in titles():
            continue
        if len(name) < 3 or name in not_places or name in everyday or (quote.replace("-", "").isupper() and not shouting):
            continue
        found.append(Mention(start, start + len(quote), quote, name, "not in the gazetteer"))
    return found


def _partly_unknown(text: str, start: int, end: int, sure: list[Mention]) -> bool:
    """Whether a hyphened name has a part that is no name: "Sobane-Kou" with no road beside it is one name."""
    run = text[start:end]
    return "-" in run and " " not in run and (sure[0].start > start + 1 or sure[-1].end < end - 1) and len(sure) == 1


def _skip_sentence_start(text: str, start: int, end: int) -> int:
    """Past the first word of a sentence, whose capital says nothing, unless a hyphen binds it to more."""
    before = text[:start].rstrip(" \u00a0\"'«“(")
    word = re.match(r"[\w’']+", text[start:end])
    if word is None or (before and before[-1] not in ".!?:;|•"):
        return start
    after = start + word.end()
    return start if text[after : after + 1] == "-" else min(end, after + 1)


@cache
def _nouns() -> frozenset[str]:
    """Words that follow a place's name without making it another: "Gao Region", "Mopti Airport"."""
    lists = ("units_region", "units_cercle", "units_commune", "settlements", "facilities", "roads", "areas_after", "camps_after", "offices_after")
    return frozenset(word for name in lists for word in words()[name])


def _is_longer_name(text: str, end: int, last: Mention, ordinary: Set[str], towns: Set[str]) -> bool:
    """Whether a village's name goes on with a word that the gazetteer does not know: "Seyna Sonraï", "Ouro Modi"."""
    rest = text[last.end : end]
    return rest[:1] == " " and last.name not in towns and plain(rest).strip().split(" ")[0] not in ordinary


_ROAD_AFTER = re.compile(rf"^ {alternatives('roads')}\b")
_ROAD_BEFORE = re.compile(rf"{alternatives('roads')}(?: n?°? ?\d{{1,2}})? (?:de )?$")


def _hyphened(text: str, start: int, end: int, sure: list[Mention]) -> tuple[int, int]:
    """What a run holds beside its sure names where a hyphen joins them: the "Songho" of "Songho-Bandiagara"."""
    if not (_ROAD_AFTER.match(fold(text[end : end + 20])) or _ROAD_BEFORE.search(fold(text[max(0, start - 30) : start]))):
        return start, (end if _partly_unknown(text, start, end, sure) else start)
    if text[sure[0].start - 1] == "-" and sure[0].start > start:
        return start, sure[0].start - 1
    if sure[-1].end < end and text[sure[-1].end] == "-":
        return sure[-1].end + 1, end
    return start, start


def _skip_everyday(text: str, start: int, end: int, everyday: frozenset[str]) -> int:
    """The start of the run without leading everyday words ("Le Sibikoro", "In Sibikoro")."""
    while True:
        word = re.match(r"[\w’']+[ \u00a0]", text[start:end])
        if word is None or plain(word.group()).strip() not in everyday or word.end() >= end - start:
            return start
        start += word.end()
