"""Figures beside a noun of harm ("46 dead") and after a toll ("the toll rose to 12", "Dead: 4")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.numbers import lasting
from incidents.extraction.tolls.lexicon import Lexicon
from incidents.extraction.tolls.phrases import Phrase
from incidents.extraction.tolls.tokens import Cue, Sentence

_LEADS = frozenset(["at", "to", "of", "is", "was", "as", "à", "de", "d'", "est", "reached", "atteint", "exceeds", "dépasse"])
_ASIDE = frozenset([",", ";", ".", ":"])


def dated(sentence: Sentence, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Whether a time or a unit follows the number."""
    return sentence.word(phrase.end) in lexicon.sets["time"] or sentence.word(phrase.end)[:1] in ("-", "/", "%")


def beside(sentence: Sentence, lexicon: Lexicon, phrases: Sequence[Phrase], cue: Cue) -> list[Phrase]:
    """The number right before a noun of harm, adjectives apart: "46 dead", "456 civilian deaths", "une trentaine de morts"."""
    phrase = next((p for p in reversed(phrases) if p.end <= cue.start), None)
    if phrase is None or phrase.number is None or cue.start - phrase.end > 2 or phrase.person is False:
        return []
    between = sentence.words[phrase.end : cue.start]
    if any(not w[0].isalpha() or (lexicon.has("stop", w) and w not in ("de", "d'", "of")) or lexicon.has("finite", w) for w in between):
        return []
    return [phrase] if phrase.person is not True or not between or phrase.bare else []


def labelled(sentence: Sentence, lexicon: Lexicon, phrases: Sequence[Phrase], cue: Cue) -> list[Phrase]:
    """ "Dead: 4", "Blessés, au nombre de 14": a noun of harm as a label, its number after it."""
    words, end = sentence.words, cue.end
    counted = words[end : end + 4] == [",", "au", "nombre", "de"] or words[end : end + 4] == [",", "who", "number", "<number>"]
    colon = sentence.word(end) == ":" and (cue.start == 0 or words[cue.start - 1] in _ASIDE)
    at = end + 4 if counted and words[end + 1] == "au" else end + 3 if counted else end + 1
    if not (counted or colon):
        return []
    return [p for p in phrases if p.start == at and p.number is not None and p.person is not False and (p.bare or p.person)][:1]


def numbered(sentence: Sentence, lexicon: Lexicon, phrases: Sequence[Phrase], cue: Cue) -> list[Phrase]:
    """ "gave the number of soldiers killed as 41"."""
    earlier = sentence.words[max(0, cue.start - 6) : cue.start]
    return after_toll(sentence, lexicon, phrases, cue) if not {"number", "nombre", "chiffre"}.isdisjoint(earlier) else []


def after_toll(sentence: Sentence, lexicon: Lexicon, phrases: Sequence[Phrase], cue: Cue) -> list[Phrase]:
    """The figure that a toll "rose to", "puts at 37 the number of dead", "stands at", "est de"; of "from 12 to 17" the last."""
    words = sentence.words
    if words[max(0, cue.start - 3) : cue.start] in (["à", "<number>", "le"], ["at", "<number>", "the"]):
        return [p for p in phrases if p.start <= cue.start - 2 < p.end and p.number is not None and p.person is not False]
    begin = _past_aside(words, cue.end)
    phrase = next((p for p in phrases if p.start >= begin), None)
    if phrase is None or phrase.start - begin > 7 or phrase.start == begin or phrase.number is None or phrase.person is False:
        return []
    words = words[begin : phrase.start]
    if any(w in _ASIDE for w in words) or dated(sentence, lexicon, phrase):
        return []
    if phrase.person is True and phrase.noun not in ("person", "personne", "people") and (words[-1] not in ("at", "à") or _harmed(sentence, phrase)):
        return []
    risen = lasting(phrase.number)
    if risen is not None:
        return [replace(phrase, number=risen)]
    from_to = lexicon.has("risen", words[-1]) and phrase.number.quote.lower().startswith(("from ", "de "))
    return [phrase] if from_to or words[-1] in _LEADS else []


def _past_aside(words: Sequence[str], at: int) -> int:
    """ "the toll, first put at six, has reached 11": what stands between two commas is passed over."""
    if at >= len(words) or words[at] != ",":
        return at
    return next((i + 1 for i in range(at + 1, min(at + 10, len(words))) if words[i] == ","), at)


def _harmed(sentence: Sentence, phrase: Phrase) -> bool:
    return any(i in sentence.cue_at for i in range(phrase.start, phrase.end + 1))
