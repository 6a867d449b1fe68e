"""Numbers in running French and English: digits, spelled cardinals, collectives, with the words that widen or open them.

Conventions: "at least N" is N / N / unknown, "about N" is N within 20 %, "up to N" is unknown / unknown / N, "N to M" is
N / unknown / M, "dozens" is 24 / unknown / unknown. Times, scores, decimals, percentages and "15-year-old" are no numbers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_WORD = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3}){1,4}(?![\d])|\d{1,12}|[^\W\d_]+|[-–—'’]|[^\w\s]")
_SEPARATORS = re.compile(r"[ .,'’\u00a0\u202f]")
_UNIT = re.compile(r"[ \u00a0\u202f]?(?:%|°|per ?cent\b|pour cent\b)")
_GLUED_BEFORE = frozenset("-–/:.,'’+#°_")
_LONGEST = 5  # words in the longest phrase of the data file
_LIMIT = 10**9
_NO_MODIFIER = frozenset(
    ["not", "owned", "added", "adds", "add", "came", "went", "walked", "stood", "summed", "looked", "handed", "drove"]
)  # "owned up to two"


@dataclass(frozen=True, slots=True)
class Number:
    """``text[start:end] == quote``; None is unknown. ``rule`` is exact, least, most, about, range or several; "+" joins two."""

    start: int
    end: int
    quote: str
    low: int | None
    best: int | None
    high: int | None
    rule: str


def lasting(number: Number) -> Number | None:
    """The last figure of "(risen) from 12 to 17", or None where the words give no such pair."""
    if number.rule != "range" or not number.quote.lower().startswith(("from ", "de ")):
        return None
    return replace(number, low=number.high, best=number.high, rule="exact")


class _Token(NamedTuple):
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    small: Mapping[str, int]
    scales: Mapping[str, int]
    phrases: Mapping[str, tuple[int, str]]
    before: Mapping[str, str]
    after: Mapping[str, str]
    joins: frozenset[str]
    between: frozenset[str]
    between_joins: frozenset[str]
    then: frozenset[str]
    conjunction: str
    starts: frozenset[str]


def within_fifth(value: int) -> tuple[int, int, int]:
    """``value`` within 20 %, both ends rounded to the nearest whole number."""
    return (value * 4 + 2) // 5, value, (value * 6 + 2) // 5


def _small_numbers(cardinals: Mapping[str, int], language: str) -> dict[str, int]:
    """Every spelling of 0 to 99 that joins two or three cardinals, words separated by one space."""
    small = dict(cardinals)
    tens = [(w, v) for w, v in cardinals.items() if v >= 20]
    units = [(w, v) for w, v in cardinals.items() if 0 < v < (10 if language == "en" else 20)]
    units += [(f"dix {w}", 10 + v) for w, v in units if language == "fr" and 7 <= v <= 9]
    for ten, value in tens:
        for unit, more in units:
            if more < 10 or (language == "fr" and value in (60, 20)):
                small[f"{ten} {unit}"] = value + more
        if language == "fr":
            small |= {f"{ten} et un": value + 1, f"{ten} et une": value + 1, f"{ten} et onze": value + 11}
    if language == "fr":
        small = {w: v for w, v in small.items() if not w.startswith(("vingts ", "vingt dix", "vingt onze"))}
        small |= {f"quatre {w}": 60 + v for w, v in list(small.items()) if w.split()[0] in ("vingt", "vingts")}
        small |= {f"quatre vingt {w}": 80 + v for w, v in units} | {"quatre vingt un": 81, "quatre vingt une": 81}
        small |= {f"dix {w}": 10 + v for w, v in cardinals.items() if 7 <= v <= 9}
    return small


@cache
def _words(language: str) -> _Words:
    path = files("incidents.knowledge") / "tolls_numbers.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    phrases: dict[str, tuple[int, str]] = {}
    for kind in ("about", "exactly", "least"):
        phrases |= {" ".join(_split_phrase(p)): (v, kind) for p, v in data[kind].items()}
    before = {" ".join(_split_phrase(p)): what for p, what in data["before"].items()}
    small = _small_numbers(data["cardinals"], language)
    starts = {w.split()[0] for w in (*small, *phrases)} | set(data["scales"])
    return _Words(
        small,
        data["scales"],
        phrases,
        before,
        {" ".join(_split_phrase(p)): w for p, w in data["after"].items()},
        frozenset(data["range"]["joins"]),
        frozenset(data["range"]["between"]),
        frozenset(data["range"]["between_joins"]),
        frozenset(data["range"]["then"]),
        "and" if language == "en" else "et",
        frozenset(starts),
    )


def _split_phrase(phrase: str) -> list[str]:
    return [w for w in _WORD.findall(phrase.replace("’", "'")) if w != "-"]


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [_Token(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


class _Reader:
    """One pass over a text's tokens; ``read`` yields the numbers in order, none overlapping."""

    def __init__(self, text: str, words: _Words, start: int, end: int) -> None:
        self.text, self.words, self.tokens = text, words, _tokens(text, start, end)

    def read(self) -> list[Number]:
        found: list[Number] = []
        at, floor = 0, 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if not (token.word[0].isdigit() or token.word in self.words.starts):
                at += 1
                continue
            taken = self._number(at, floor)
            if taken is None:
                at += 1
                continue
            number, at = taken
            floor = at
            found.append(number)
        return found

    def _number(self, at: int, floor: int) -> tuple[Number, int] | None:
        first = self._phrase(at) or self._cardinal(at)
        if first is None:
            return None
        value, kind, end = first
        begin, modifier = self._modifier(at, floor)
        value, end = self._corrected(value, end) if kind == "exactly" and value > 0 else (value, end)
        ranged = self._range(at, end, floor) if kind == "exactly" and value > 0 else None
        if ranged is not None:
            other, begin, end = ranged
            return (self._make(begin, end, value, None, other, "range"), end) if value < other else None
        after = self._after(end)
        if after is not None and modifier is None:
            modifier, end = after
        return self._modified(begin, end, value, kind, modifier), end

    def _corrected(self, value: int, end: int) -> tuple[int, int]:
        """ "treize puis quatorze", "nine, then eleven": a count that grew is its last figure."""
        at = end + 1 if self._word(end) == "," else end
        if self._word(at) not in self.words.then or not self._starts_number(at + 1):
            return value, end
        later = self._cardinal(at + 1)
        if later is None or later[0] <= value or self._word(later[2]) in ("more", "others", "autres", "other"):
            return value, end
        return later[0], later[2]

    def _modified(self, begin: int, end: int, value: int, kind: str, modifier: str | None) -> Number:
        if modifier == "least":
            best = None if kind == "least" else value
            return self._make(begin, end, value, best, None, "least")
        if modifier == "most":
            return self._make(begin, end, None, None, value, "most")
        if kind == "least":
            return self._make(begin, end, value, None, None, "several")
        if modifier == "about" or kind == "about":
            return self._make(begin, end, *within_fifth(value), "about")
        return self._make(begin, end, value, value, value, "exact")

    def _make(self, begin: int, end: int, low: int | None, best: int | None, high: int | None, rule: str) -> Number:
        start, stop = self.tokens[begin].start, self.tokens[end - 1].end
        return Number(start, stop, self.text[start:stop], low, best, high, rule)

    def _phrase(self, at: int) -> tuple[int, str, int] | None:
        for length in range(_LONGEST + 2, 0, -1):
            here = self.tokens[at : at + length]
            if here[-1].word == "-":
                continue
            hit = self.words.phrases.get(" ".join(t.word for t in here if t.word != "-"))
            if hit is not None and len(self.tokens) >= at + length:
                if self.tokens[at].word == "no" and self._word(at + 1) in ("longer", "more", "fewer", "less", "doubt", "."):
                    return None
                return (*hit, at + length)
        return None

    def _cardinal(self, at: int, after_dash: bool = False) -> tuple[int, str, int] | None:
        value, end = self._digits(at) if self.tokens[at].word[0].isdigit() else self._spelled(at)
        if end == at or value > _LIMIT or self._glued(at, end, after_dash):
            return None
        return value, "exactly", end

    def _digits(self, at: int) -> tuple[int, int]:
        token = self.tokens[at]
        if not token.word.isascii():
            digits = _SEPARATORS.sub("", token.word)
            if not digits.isascii():
                return 0, at
        value = int(_SEPARATORS.sub("", token.word))
        scale = self.words.scales.get(self._word(at + 1), 0)
        return (value * scale, at + 2) if scale >= 1000 and value < 10_000 else (value, at + 1)

    def _spelled(self, at: int) -> tuple[int, int]:
        """Value and end of the cardinal that starts at ``at``; the end is ``at`` where there is none."""
        total, group, end, lowest, here = 0, 0, at, _LIMIT, at
        while here < len(self.tokens) and here - at < 14:
            value, after = self._below_hundred(here)
            if after > here:
                if group % 100 or lowest <= 1:
                    break
                group, here = group + value, after
                end, lowest = here, min(lowest, 1 if group % 100 else lowest)
                continue
            scale = self.words.scales.get(self.tokens[here].word)
            if scale is None:
                break
            if scale == 100:
                if group >= 100:
                    break
                group, lowest = max(group, 1) * 100, 100
            else:
                total, group, lowest = total + max(group, 1) * scale, 0, scale
            here += 1
            end = here
            here = self._skip_joint(here)
        return total + group, end

    def _skip_joint(self, here: int) -> int:
        if self._word(here) == "-" or (self._word(here) == "and" and self.words.conjunction == "and"):
            return here + 1
        return here

    def _below_hundred(self, at: int) -> tuple[int, int]:
        words: list[str] = []
        here, best = at, (0, at)
        while here < len(self.tokens) and len(words) < 4:
            words.append(self.tokens[here].word)
            value = self.words.small.get(" ".join(words))
            here += 1
            if value is not None:
                best = (value, here)
            elif self.tokens[here - 1].word not in ("et", "dix", "vingt") and len(words) > 1:
                break
            if self._word(here) == "-" and here < len(self.tokens):
                here += 1
        return best

    def _glued(self, at: int, end: int, after_dash: bool) -> bool:
        """Whether the number is part of a longer sign: a time, a score, a decimal, "AK-47", "15-year-old", "30 %"."""
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        if start > 0:
            before = self.text[start - 1]
            earlier = self.text[start - 2] if start > 1 else " "
            if before.isalnum() or (before in _GLUED_BEFORE and earlier.isalnum() and not self._elided(start)):
                return not (after_dash and before in "-–")
        if _UNIT.match(self.text, stop):
            return True
        near = self.text[stop : stop + 2]
        return bool(near) and (near[0].isalnum() or (len(near) == 2 and near[0] in "-/:.,h" and near[1].isalnum() and not self._joined(end)))

    def _elided(self, start: int) -> bool:
        return self.text[start - 1] in "'’"

    def _joined(self, end: int) -> bool:
        return self._word(end) in ("-", "–") and self._word(end + 1)[:1].isdigit()

    def _modifier(self, at: int, floor: int) -> tuple[int, str | None]:
        for length in range(4, 0, -1):
            if at - length >= floor:
                what = self.words.before.get(" ".join(t.word for t in self.tokens[at - length : at]))
                if what is not None and self._word(at - length - 1) not in _NO_MODIFIER:
                    return at - length, what
        return at, None

    def _after(self, end: int) -> tuple[str, int] | None:
        if end < len(self.tokens) and self.tokens[end].word == "+" and self.tokens[end].start == self.tokens[end - 1].end:
            return "least", end + 1
        for length in (2, 1):
            what = self.words.after.get(" ".join(t.word for t in self.tokens[end : end + length]))
            if what is not None and not self._starts_number(end + length):
                return what, end + length
        return None

    def _starts_number(self, at: int) -> bool:
        word = self._word(at)
        return bool(word) and (word[0].isdigit() or word in self.words.starts)

    def _range(self, at: int, end: int, floor: int) -> tuple[int, int, int] | None:
        """The upper figure, first token and end of "between 40 and 50", "20 à 30", "15-20"."""
        introduced = at > floor and self._word(at - 1) in self.words.between
        join = self._word(end)
        dashed = join in ("-", "–") and end < len(self.tokens)
        if not (dashed or join in self.words.joins or (introduced and join in self.words.between_joins)):
            return None
        if not self._starts_number(end + 1):
            return None
        other = self._cardinal(end + 1, dashed)
        if other is None:
            return None
        return other[0], at - 1 if introduced else at, other[2]

    def _word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""


def read(text: str, language: str, start: int = 0, end: int | None = None) -> list[Number]:
    """The numbers in ``text[start:end]`` ("en" or "fr"; any other language reads English words), left to right, none overlapping."""
    return _Reader(text, _words(language if language in ("en", "fr") else "en"), start, len(text) if end is None else end).read()
