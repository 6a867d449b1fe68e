"""Whose people a figure counts, and who holds those that were taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from incidents.extraction.tolls.lexicon import Lexicon
from incidents.extraction.tolls.linking import Link
from incidents.extraction.tolls.mention import Side, TollMention
from incidents.extraction.tolls.patterns import groups
from incidents.extraction.tolls.phrases import Phrase
from incidents.extraction.tolls.tokens import Sentence


def side(
    sentence: Sentence, phrase: Phrase, quantity: str, lexicon: Lexicon, out: list[TollMention], earlier: list[TollMention], *, own: bool = False
) -> Side:
    """Whose people: by the noun, by the words around ("among the troops", "côté ennemi"), else as the figure before."""
    if phrase.side != "unknown":
        return cast(Side, phrase.side)
    group_words = groups(lexicon.language)
    near = _side_around(sentence, phrase, lexicon, group_words, own)
    if near is not None:
        return near
    if phrase.bare or phrase.noun in ("other", "autre", "wounded", "blessé", "dead", "mort"):
        if out:
            return out[-1].side
        if (
            phrase.bare
            and earlier
            and earlier[-1].side != "unknown"
            and earlier[-1].quantity != quantity
            and earlier[-1].sentence == sentence.index - 1
        ):
            return earlier[-1].side
    return "unknown"


_RIGHT = frozenset(["of", "among", "de", "d'", "des", "parmi", "dans", "chez", "in", "from", "côté"])


def _side_around(sentence: Sentence, phrase: Phrase, lexicon: Lexicon, group_words: dict[str, Side], own: bool) -> Side | None:
    words = sentence.words
    within = next((group_words[w] for w in words[phrase.start + 1 : phrase.end] if w in group_words), None)
    if within is not None:
        return within
    for at in range(phrase.end, min(phrase.end + 4, len(words) - 1)):
        if words[at] in (",", ";", ".", ":", "and", "et"):
            break
        if words[at] in _RIGHT or (words[at] == "on" and "side" in words[at : at + 5]):
            for after in range(at + 1, min(at + 5, len(words))):
                if words[after] in group_words:
                    return group_words[words[after]]
                hit = lexicon.people.at(words, after) if words[at] not in ("in", "from", "dans") else None
                if hit is not None and hit[1][0].side != "unknown":
                    return cast(Side, hit[1][0].side)
    ahead = words[phrase.end : phrase.end + 8]
    if "côté" in ahead and "," not in ahead[: ahead.index("côté")]:
        beyond = words[phrase.end + ahead.index("côté") + 1 : phrase.end + 12][:2]
        return next((group_words[w] for w in beyond if w in group_words), None)
    admitted = any(lexicon.has("own_verbs", w) for w in words[max(0, phrase.start - 4) : phrase.start])
    if own or admitted or phrase.own or "own" in words[phrase.end : phrase.end + 4]:
        return _nearest_group(sentence, phrase, lexicon, group_words)
    for at in range(phrase.start - 1, max(-1, phrase.start - 7), -1):
        possessed = words[at] in ("losses", "dead", "ranks", "casualties", "wounded", "rangs", "côté", "pertes", "side") and words[at - 1] not in (
            "son",
            "leur",
        )
        if possessed or words[at] in (";", "."):
            found = [group_words[w] for w in words[max(0, at - 4) : at + 3] if w in group_words] if possessed else []
            return found[0] if found else None
    return None


def _nearest_group(sentence: Sentence, phrase: Phrase, lexicon: Lexicon, group_words: dict[str, Side]) -> Side | None:
    """The side of the last group or person named before the phrase."""
    for at in range(phrase.start - 1, -1, -1):
        if sentence.words[at] in group_words:
            return group_words[sentence.words[at]]
        hit = lexicon.people.at(sentence.words, at)
        if hit is not None and hit[1][0].side != "unknown":
            return cast(Side, hit[1][0].side)
    return None


def held_by(sentence: Sentence, link: Link, quantity: str, victims: Side, lexicon: Lexicon) -> str:
    """Taken by the state is detained, held by an armed group is abducted: as the words after "by" say, or the victims' side."""
    if quantity not in ("abducted", "detained"):
        return quantity
    group_words = groups(lexicon.language)
    words = sentence.words
    for at in range(link.cue.end, min(link.cue.end + 12, len(words) - 1)):
        if words[at] in (".", ";"):
            break
        if words[at] in ("by", "par"):
            by = next((group_words[w] for w in words[at + 1 : at + 6] if w in group_words), None)
            by = by or next((cast(Side, h[1][0].side) for i in range(at + 1, min(at + 5, len(words))) if (h := lexicon.people.at(words, i))), None)
            if by in ("armed group", "state"):
                return "abducted" if by == "armed group" else "detained"
    if link.how in ("object", "act") and _taker(sentence, link, group_words) == "state":
        return "detained"  # "soldiers took away twelve men"
    if (
        quantity == "abducted"
        and victims == "armed group"
        and link.verb.words.startswith(("captur", "seiz", "taken", "pris", "fait pris", "taking", "took"))
    ):
        return "detained"
    return quantity


def _taker(sentence: Sentence, link: Link, group_words: Mapping[str, str]) -> str:
    """The side of the last force or group named before the verb in its clause: who took the people away."""
    for at in range(link.cue.start - 1, max(-1, link.cue.start - 14), -1):
        if sentence.words[at] in (".", ";", ":"):
            break
        if sentence.words[at] in group_words and not link.phrase.start <= at < link.phrase.end:
            return group_words[sentence.words[at]]
    return ""
