"""One paragraph as the reader holds it: its text, its template, its phrases and its sentence breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from gazetteer.phrases import Phrase
from gazetteer.template import Template

_SENTENCE = re.compile(r"[.!?…]\s+(?=[\"«“(]?[A-ZÀ-Þ0-9])")


@dataclass
class Paragraph:
    """A paragraph under way; ``number`` is its 0-based index, -1 for text that only helps to choose."""

    number: int
    text: str
    template: Template
    phrases: list[Phrase]
    breaks: list[int]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self.breaks, at)

    def gap(self, left: Phrase, right: Phrase) -> str:
        """The text between two phrases."""
        return self.text[left.end : right.start]

    def mark(self, at: int) -> str:
        """The class of the name that begins at an offset (see :mod:`gazetteer.template`)."""
        return self.template.marked[at]

    def words(self, phrase: Phrase) -> str:
        """The phrase as it stands in the text."""
        return self.text[phrase.start : phrase.end]

    def begins_sentence(self, at: int) -> bool:
        """Whether an offset begins a sentence, so that a capital there says nothing."""
        before = self.text[max(0, at - 40) : at].rstrip(" \u00a0\"'«“(")
        return (not before and at < 40) or before[-1:] in tuple(".!?:;|•")


def sentence_breaks(text: str) -> list[int]:
    """Where sentences end; only used to see what stands together."""
    return [match.end() for match in _SENTENCE.finditer(text)]
