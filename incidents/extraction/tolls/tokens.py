"""A sentence as tokens, with its numbers as one token each and its words of harm."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.extraction.numbers import Number
from incidents.extraction.tolls.lexicon import TOKEN, Lexicon, Verb

_QUOTES = frozenset("«»“”\"‘’'„`*_")


@dataclass(slots=True)
class Token:
    word: str
    start: int
    end: int
    number: Number | None = None
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of harm at tokens ``start`` to ``end`` (exclusive), with its readings."""

    start: int
    end: int
    verbs: tuple[Verb, ...]


@dataclass(slots=True)
class Sentence:
    """One sentence cut into tokens (quotation marks left out), and its cues; offsets count in the paragraph."""

    text: str
    start: int
    end: int
    index: int
    tokens: list[Token]
    words: list[str]
    cues: list[Cue]
    cue_at: dict[int, Cue]

    def word(self, position: int) -> str:
        return self.words[position] if 0 <= position < len(self.words) else ""


def cut(text: str, start: int, end: int, index: int, numbers: list[Number], lexicon: Lexicon) -> Sentence:
    """The sentence ``text[start:end]`` with its numbers and words of harm."""
    tokens = _tokens(text, start, end, [n for n in numbers if start <= n.start < end])
    words = [t.word for t in tokens]
    cues = _cues(words, lexicon)
    return Sentence(text, start, end, index, tokens, words, cues, {i: c for c in cues for i in range(c.start, c.end)})


def _tokens(text: str, start: int, end: int, numbers: list[Number]) -> list[Token]:
    out: list[Token] = []
    waiting = list(reversed(numbers))
    for match in TOKEN.finditer(text, start, end):
        while waiting and waiting[-1].end <= match.start():
            waiting.pop()
        number = waiting[-1] if waiting and waiting[-1].start <= match.start() < waiting[-1].end else None
        if number is not None:
            if out and out[-1].number is number:
                continue
            out.append(Token("<number>", number.start, number.end, number))
        elif match.group() not in _QUOTES:
            out.append(Token(match.group().lower().replace("’", "'"), match.start(), match.end(), None, match.group()[0].isupper()))
    return out


def _cues(words: list[str], lexicon: Lexicon) -> list[Cue]:
    cues: list[Cue] = []
    at = 0
    while at < len(words):
        hit = lexicon.verbs.at(words, at) if words[at] in lexicon.firsts else None
        if hit is None:
            at += 1
            continue
        end, verbs = hit
        kept = tuple(v for v in verbs if not _blocked(v, words, at, end))
        if kept:
            cues.append(Cue(at, end, kept))
        at = end if kept else at + 1
    return cues


def _blocked(verb: Verb, words: list[str], at: int, end: int) -> bool:
    if any(tuple(words[end : end + len(phrase)]) == phrase for phrase in verb.not_before):
        return True
    if not verb.needs:
        return False
    ahead = {n[1:] for n in verb.needs if n[0] == ">"}
    return ahead.isdisjoint(words[end : end + 10]) if ahead else verb.needs.isdisjoint(words[max(0, at - 9) : at])
