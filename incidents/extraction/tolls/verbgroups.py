"""Where a verb of harm begins: its auxiliaries, its adverbs, and the earlier verbs that it shares them with."""

from __future__ import annotations

from incidents.extraction.tolls.lexicon import Lexicon
from incidents.extraction.tolls.tokens import Cue, Sentence

_FARTHEST = 14  # words between an auxiliary and the last verb of a chain
_LINKS = frozenset(["and", "then", "et", "puis", "or", "ou", ","])
_BREAKS = frozenset([";", ":", ".", "!", "?", "(", ")", "—", "–", "who", "which", "qui", "dont", "that"])


def helper(sentence: Sentence, lexicon: Lexicon, cue: Cue) -> str:
    """ "passive", "avoir" (French perfect) or nothing, from the words before the participle."""
    at = cue.start - 1
    for _ in range(5):
        word = sentence.word(at)
        if lexicon.has("passive", word):
            return "passive"
        if lexicon.language == "fr" and lexicon.has("avoir", word):
            return "avoir"
        if not lexicon.has("adverbs", word):
            return ""
        at -= 1
    return ""


def start(sentence: Sentence, lexicon: Lexicon, cue: Cue) -> int:
    """The first token of the verb group that ends with ``cue``."""
    at = cue.start
    while at > 0 and (lexicon.has("auxiliaries", sentence.words[at - 1]) or lexicon.has("adverbs", sentence.words[at - 1])):
        at -= 1
        if at in sentence.cue_at:
            return at + 1
    return at


def chain_start(sentence: Sentence, lexicon: Lexicon, cue: Cue, counted: set[int]) -> int | None:
    """Where "was caught, beaten and burned alive" begins, for the last of its verbs; None where ``cue`` ends no such chain.

    ``counted`` are the tokens of counted people: between an auxiliary and its last verb stands nobody else.
    """
    at = cue.start - 1
    while at > 0 and lexicon.has("adverbs", sentence.words[at]) and sentence.words[at] not in _LINKS:
        at -= 1
    if sentence.word(at) not in _LINKS:
        return None
    for here in range(at, max(0, at - _FARTHEST), -1):
        word = sentence.words[here]
        if word in _BREAKS or here in counted or lexicon.has("pronouns", word) or lexicon.has("complementizers", word):
            return None
        if lexicon.has("passive", word) and _participle(lexicon, sentence.word(here + 1)):
            while here > 0 and lexicon.has("auxiliaries", sentence.words[here - 1]):
                here -= 1
            return here
        if lexicon.has("finite", word) and word not in ("had", "ont", "a"):
            return None
    return None


_ENDINGS = {
    "en": ("ed", "en", "ght", "ung", "ot", "und"),
    "fr": ("é", "ée", "és", "ées", "i", "is", "it", "u", "us", "ue", "ues"),
}


def _participle(lexicon: Lexicon, word: str) -> bool:
    return word.endswith(_ENDINGS[lexicon.language])
