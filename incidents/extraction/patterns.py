"""Word patterns from a data file, found in folded text: one Aho-Corasick pass over first words, then one bounded regex a hit.

A pattern is a row of words as the fold leaves them (no accents, hyphens as spaces): ``*`` ends a stem, ``a|b`` are
alternatives, ``_3`` stands for up to three words between. So "set _3 on fire" finds "set two lorries on fire".
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import ahocorasick

GAP = r"(?:[^\s.;:!?]{1,30}[\s]{1,3}){0,%d}"
JOIN = r"[\s]{1,3}"
ELISION = r"(?:(?:[cdjlmnst]|qu)')?"  # "d'attaque" is found as "attaque" is


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found at ``start:end`` of the folded text, with the row of the data file that it came from."""

    start: int
    end: int
    row: Mapping[str, str]


def _word(word: str) -> str:
    alternatives = [re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") else "") for w in word.split("|")]
    return f"(?:{'|'.join(alternatives)})"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The bounded regex of one pattern; it must be tried at a word's start."""
    out = ""
    for word in pattern.split():
        if out:
            out += ELISION
        if word.startswith("_"):
            out = out.removesuffix(ELISION) + GAP % int(word[1:])
        elif "*" in word and "|" not in word and not word.endswith("*"):
            out += re.escape(word).replace(r"\*", r"\w?") + JOIN  # "exact*ions": one letter may stand between
        else:
            out += _word(word) + JOIN
    return re.compile(out.removesuffix(JOIN) + r"(?!\w)")


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a knowledge file, without its comment lines."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Patterns:
    """The patterns of one knowledge file; ``find`` returns every hit of a language, the longest where one holds another."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._by_head: dict[str, list[tuple[re.Pattern[str], dict[str, str]]]] = defaultdict(list)
        for row in rows:
            compiled = compile_pattern(row["pattern"])
            for head in row["pattern"].split()[0].split("|"):
                self._by_head[head.split("*")[0]].append((compiled, row))
        self._automaton = ahocorasick.Automaton()
        for head in self._by_head:
            self._automaton.add_word(head, head)
        self._automaton.make_automaton()

    @classmethod
    def load(cls, path: Path) -> Patterns:
        return cls(read_rows(path))

    def find(self, folded: str, language: str | None = None) -> list[Hit]:
        """Hits in reading order; ``language`` None tries both languages."""
        best: dict[int, Hit] = {}
        for hit in self._hits(folded, language):
            if hit.start not in best or hit.end > best[hit.start].end:
                best[hit.start] = hit
        out: list[Hit] = []
        for hit in sorted(best.values(), key=lambda h: (h.start, -h.end)):
            if not out or hit.end > out[-1].end:
                out.append(hit)
        return out

    def _hits(self, folded: str, language: str | None) -> Iterator[Hit]:
        for last, head in self._automaton.iter(folded):
            start = last - len(head) + 1
            if start and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
                continue
            for compiled, row in self._by_head[head]:
                if language and row["language"] not in (language, ""):
                    continue
                match = compiled.match(folded, start)
                if match and match.end() > start:
                    yield Hit(start, match.end(), row)
