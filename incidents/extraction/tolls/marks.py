"""What a sentence says of its own figures: a total, an accident, a shared toll, one that is corrected."""

from __future__ import annotations

from dataclasses import replace

from incidents.extraction.tolls.lexicon import Lexicon
from incidents.extraction.tolls.mention import TollMention
from incidents.extraction.tolls.patterns import pattern, words
from incidents.extraction.tolls.tokens import Sentence

_NEAR = 90  # characters between a correcting phrase and the figure it corrects


def sentence_marks(sentence: Sentence, mentions: list[TollMention], lexicon: Lexicon) -> list[TollMention]:
    """The mentions with what their own sentence says of them."""
    if not mentions:
        return mentions
    said, tongue = sentence.text[sentence.start : sentence.end], lexicon.language
    summed = pattern(tongue, "compared").sub("", said) if not words(tongue, "compared_if").isdisjoint(sentence.words) else said
    flags = {
        name: not words(tongue, f"{name}_if").isdisjoint(sentence.words) and bool(pattern(tongue, name).search(summed))
        for name in ("total", "shared")
    }
    flags["accident"] = not words(tongue, "accident").isdisjoint(sentence.words)
    doubted = not words(tongue, "superseded_if").isdisjoint(sentence.words)
    old = [m.end() + sentence.start for m in pattern(tongue, "superseded").finditer(said)] if doubted else []
    out = []
    for mention in mentions:
        corrected = any(0 <= mention.start - at <= _NEAR and not _number_between(sentence, at, mention) for at in old)
        if any(flags.values()) or corrected:
            mention = replace(mention, total=flags["total"], accident=flags["accident"], shared=flags["shared"], superseded=corrected)
        out.append(mention)
    return out


def _number_between(sentence: Sentence, at: int, mention: TollMention) -> bool:
    """Whether another figure stands nearer to the correcting words at offset ``at``: "initially put at 12, later 17"."""
    figure = mention.victim[0] if mention.victim else mention.start
    return any(t.number is not None and at <= t.start < figure for t in sentence.tokens)
