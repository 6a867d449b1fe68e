"""Figures that lean on another: parts of it ("including two women"), another voice's ("spoke of 30"), its own day's share."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from incidents.extraction.numbers import Number
from incidents.extraction.tolls.lexicon import Lexicon
from incidents.extraction.tolls.mention import Side, TollMention
from incidents.extraction.tolls.patterns import pattern
from incidents.extraction.tolls.phrases import Phrase
from incidents.extraction.tolls.sides import side
from incidents.extraction.tolls.tokens import Sentence

_GAPS = ' \u00a0\u202f"“”«»'  # between a verb and the figure that it quotes


def subsets(number: int, sentence: Sentence, people: list[Phrase], mentions: list[TollMention]) -> list[TollMention]:
    """ "including a commander", "dont 21 graves", "five of them civilians": parts of the figure before."""
    out = []
    taken = {m.victim for m in mentions}
    for phrase in people:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        if not phrase.subset or phrase.number is None or phrase.person is False or span in taken or not mentions:
            continue
        whole = next((m for m in reversed(mentions) if m.start < span[0]), None)
        if whole is None or whole.subset:
            continue
        n = phrase.number
        out.append(TollMention(number, *span, sentence.text[slice(*span)], whole.quantity, n.low, n.best, n.high, span, sentence.text[slice(*span)],
                               side=cast(Side, phrase.side), subset=True, sentence=sentence.index, clause=whole.clause, rule="subset"))  # fmt: skip
    return out


def left_out(number: int, sentence: Sentence, people: list[Phrase], lexicon: Lexicon, mentions: list[TollMention]) -> list[TollMention]:
    """ "three dead, the bomber not included": the attacker whom a toll leaves out died as well."""
    out = []
    taken = {m.victim for m in mentions}
    if not any(m.quantity == "killed" and m.low for m in mentions):
        return []
    for phrase in people:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        if phrase.number is None and phrase.side == "armed group" and sentence.word(phrase.start) == "the":
            phrase = replace(phrase, number=Number(*span, sentence.text[slice(*span)], 1, 1, 1, "article"))
        if phrase.side != "armed group" or phrase.number is None or phrase.number.high != 1 or span in taken:
            continue
        left, right = sentence.text[max(sentence.start, span[0] - 30) : span[0]].rstrip(), sentence.text[span[1] : span[1] + 30]
        if pattern(lexicon.language, "besides_dead").search(left) or pattern(lexicon.language, "not_included").match(right):
            out.append(TollMention(number, *span, sentence.text[slice(*span)], "killed", 1, 1, 1, span, sentence.text[slice(*span)], phrase.noun,
                                   "armed group", sentence=sentence.index, clause=(sentence.start, sentence.end), rule="left out"))  # fmt: skip
    return out


def may_speak_on(said: str, language: str) -> bool:
    """Whether a sentence without a word of harm may give another voice's figure."""
    return (any(c.isdigit() for c in said) and bool(pattern(language, "rival").search(said))) or bool(pattern(language, "rival_strong").search(said))


def ellipses(
    number: int, sentence: Sentence, people: list[Phrase], lexicon: Lexicon, before: list[TollMention], *, bare_only: bool
) -> list[TollMention]:
    """ "An officer spoke of more than 30, besides 12 of his own men": figures whose noun and verb stand earlier."""
    lead = next((m for m in before if not m.subset and m.low != 0), None)
    if lead is None or before[-1].paragraph != number:
        return []
    last = next((m for m in reversed(before) if not m.subset), lead)
    taken = {m.victim for m in before}
    out: list[TollMention] = []
    for phrase in people:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        if not (phrase.bare or phrase.own) or phrase.number is None or phrase.number.low == 0 or span in taken or phrase.start in sentence.cue_at:
            continue
        left, right = sentence.text[max(sentence.start, span[0] - 40) : span[0]].rstrip(_GAPS), sentence.text[span[1] : span[1] + 30].lstrip(_GAPS)
        if phrase.bare and not _is_date(phrase) and (_ends(lexicon, "ellipsis", left, right) or pattern(lexicon.language, "attributed").match(right)):
            out.append(_elliptic(number, sentence, phrase, span, last, last.side, True))
            continue
        other_side = phrase.bare and not bare_only and left.endswith((" and", " et", ",")) and pattern(lexicon.language, "side_of").match(right)
        if other_side or (phrase.own and (out or bare_only) and pattern(lexicon.language, "besides").search(left)):
            out.append(_elliptic(number, sentence, phrase, span, last, side(sentence, phrase, last.quantity, lexicon, [], []), False))
    return out


def breakdown(sentence: Sentence, people: list[Phrase], lexicon: Lexicon, mentions: list[TollMention]) -> list[TollMention]:
    """ "70 neutralised, namely 47 on the day of the attack and 23 later": what fell on the day stands for the whole."""
    for phrase in people:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        left, right = sentence.text[max(sentence.start, span[0] - 20) : span[0]].rstrip(), sentence.text[span[1] : span[1] + 30].lstrip()
        whole = next((m for m in reversed(mentions) if m.end <= span[0] and not m.subset), None)
        if whole is None or phrase.number is None or phrase.person or not pattern(lexicon.language, "on_the_day").match(right):
            continue
        if pattern(lexicon.language, "breaks_down").search(left):
            n, quote = phrase.number, sentence.text[slice(*span)]
            part = replace(
                whole, start=span[0], end=span[1], quote=quote, victim=span, victim_words=quote, best=n.best, high=n.high, rule="on the day"
            )
            part = replace(part, low=None if whole.neutralised else n.low)
            return [*(replace(m, superseded=True) if m is whole else m for m in mentions), part]
    return mentions


def _is_date(phrase: Phrase) -> bool:
    return phrase.number is None or bool(phrase.number.quote.isdigit() and 1900 <= int(phrase.number.quote[:6]) <= 2100)


def _ends(lexicon: Lexicon, name: str, left: str, right: str) -> bool:
    return bool(pattern(lexicon.language, name).search(left)) and (
        not right or right[0] in ",.;:)" or right.startswith(("and ", "et ", "dead", "in "))
    )


def _elliptic(number: int, sentence: Sentence, phrase: Phrase, span: tuple[int, int], last: TollMention, whose: Side, rival: bool) -> TollMention:
    n, quote = phrase.number, sentence.text[slice(*span)]
    assert n is not None
    mention = TollMention(number, *span, quote, last.quantity, n.low, n.best, n.high, span, quote, side=whose, sentence=sentence.index)
    target = (last.paragraph, last.start) if rival else None
    return replace(mention, rival=rival, rival_of=target, clause=(sentence.start, sentence.end), rule="ellipsis" if rival else "own besides")
