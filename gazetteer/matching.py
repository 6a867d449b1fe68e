"""Names in text: every gazetteer name that stands as whole words with a capital, leftmost and longest first.

Aho-Corasick over :func:`gazetteer.fold.plain`, so that accents, hyphens, apostrophes and odd spaces do not matter and
offsets stay those of the text (code points). A name is a mention only where its first letter is a capital in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

import ahocorasick

from gazetteer.context import Blocked, person_near
from gazetteer.fold import plain

SHORTEST = 3  # letters: "Ba" and "Do" are villages too, but as words of a text they are nearly always something else


class Mention(NamedTuple):
    """A name as it stands in a text: ``text[start:end] == quote``. ``name`` is the gazetteer's plain spelling of it.

    ``why_not`` is empty, or says why the words are probably no place here (a person's name, a common word).
    """

    start: int
    end: int
    quote: str
    name: str
    why_not: str = ""


class Matcher:
    """Finds the names it was built with. Building takes about a second per million names; memory about 200 bytes a name."""

    def __init__(self, names: Iterable[str], *, lowercase: Collection[str] = (), blocked: Blocked | None = None) -> None:
        """``names`` are plain names (see ``plain``); those in ``lowercase`` need no capital ("tri border area")."""
        self._names: Sequence[str] = sorted({name for name in names if len(name) >= SHORTEST})
        self._lowercase = frozenset(lowercase)
        self._blocked = blocked or Blocked({}, {})
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, name in enumerate(self._names):
            self._automaton.add_word(f" {name} ", number)
        self._automaton.make_automaton()
        self._iter: Callable[[str], Iterable[tuple[int, int]]] = self._automaton.iter if self._names else lambda _: ()

    def find(self, text: str) -> list[Mention]:
        """Every mention in ``text``, in order, none overlapping; doubtful ones carry ``why_not``."""
        names, blocked = self._names, self._blocked
        found: list[Mention] = []
        previous = -1
        for start, end, number in self._spans(text):
            name = names[number]
            why_not = blocked.words.get(name) or ("" if previous == start - 1 else person_near(text, start, end, blocked.people))
            why_not = why_not or blocked.people.get(name) or _full_name(name, blocked)
            found.append(Mention(start, end, text[start:end], name, why_not))
            previous = start if why_not else end
        return found

    def _spans(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, number of the name): leftmost first, longest where they start alike."""
        names, lowercase = self._names, self._lowercase
        kept: list[tuple[int, int, int]] = []
        for last, number in self._iter(f" {plain(text)} "):
            end = last - 1
            start = end - len(names[number])
            if not text[start].isupper() and names[number] not in lowercase:
                continue
            while kept and kept[-1][0] >= start:
                kept.pop()
            if not kept or kept[-1][1] <= start:
                kept.append((start, end, number))
        return kept


def _full_name(name: str, blocked: Blocked) -> str:
    """Why a name of several words is a person's: each of them is a first or a family name."""
    parts = name.split(" ")
    return "a first name and a family name" if len(parts) > 1 and all(part in blocked.people for part in parts) else ""
