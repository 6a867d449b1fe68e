"""Phrases that may speak in a report: actors, and the nouns of ``knowledge/claim_sources.csv`` ("a transport union official")."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import ahocorasick

from gazetteer.fold import fold
from incidents.extraction.actor_lexicon import lexicon, read_rows, side_of
from incidents.extraction.actor_phrases import Phrase, phrases


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase that may speak."""

    start: int
    end: int
    who: str


class _Nouns:
    """The nouns of ``claim_sources.csv``, by language, found as the actors' names are."""

    def __init__(self, language: str) -> None:
        self._who: dict[str, list[tuple[bool, str]]] = defaultdict(list)
        for row in read_rows("claim_sources.csv"):
            if row["language"] in ("", language):
                for form in row["forms"].split("|"):
                    self._who[fold(form)].append((form[0].isupper(), row["who"]))
        self._automaton = ahocorasick.Automaton()
        for form in self._who:
            self._automaton.add_word(form, form)
        self._automaton.make_automaton()

    def find(self, text: str, low: str) -> list[Source]:
        out = []
        for last, form in self._automaton.iter(low):
            start, end = last - len(form) + 1, last + 1
            if (start and low[start - 1].isalnum()) or (end < len(low) and low[end].isalnum()):
                continue
            who = next((w for capital, w in self._who[form] if not capital or text[start].isupper()), None)
            if who is not None:
                out.append(Source(start, end, who))
        return out


@cache
def _nouns(language: str) -> _Nouns:
    return _Nouns(language)


def sources(text: str, low: str, tongue: str) -> list[Source]:
    """Phrases that may speak, in reading order: where an actor's phrase and a noun overlap the one that says more is kept."""
    named = [Source(p.core_start, p.core_end, p.actor) for p in phrases(text, low, tongue, None) if p.actor and not _is_silent(p)]
    both = sorted([*named, *_nouns(tongue).find(text, low)], key=lambda s: (s.start, -s.end))
    out: list[Source] = []
    for source in both:
        if out and low[out[-1].end : source.start] == " (":  # an acronym after its name
            close = low.find(")", source.end, source.end + 12)
            out[-1] = Source(out[-1].start, close + 1 if close > 0 else source.end, out[-1].who)
            continue
        if out and source.start < out[-1].end:
            if source.end > out[-1].end:
                abroad = side_of(out[-1].who) == "external" and side_of(source.who) == "state"
                out[-1] = Source(out[-1].start, source.end, out[-1].who if abroad else source.who)
            continue
        out.append(source)
    return [_of_nation(low, s, tongue) for s in out if s.who != "none"]


def _is_silent(phrase: Phrase) -> bool:
    """Whether the phrase is a place, a vehicle or somebody acted upon, which tells nothing ("the village", "a bus")."""
    return phrase.weak and phrase.generic and phrase.actor == "civilians"


def _of_nation(low: str, source: Source, tongue: str) -> Source:
    """A source of another country: "a Nigerien official", "une source militaire française"."""
    if side_of(source.who) != "state":
        return source
    nations = lexicon(tongue).nationalities
    before, after = _WORD_BEFORE.search(low, max(0, source.start - 30), source.start), _WORD_AFTER.match(low, source.end)
    for match in (before, after if tongue == "fr" else None):
        nation = nations.get(match.group(1)) if match else None
        choice = (nation.force if source.who == "fama" else nation.office) if nation else ()
        if match and choice:
            return Source(min(source.start, match.start(1)), max(source.end, match.end(1)), choice[0])
    return source


_WORD_BEFORE = re.compile(r"(\w+) $")
_WORD_AFTER = re.compile(r" (\w+)")
