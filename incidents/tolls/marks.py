"""What marks a figure: side, subset, zero, total, accident, shared, corrected, another claimant's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from incidents.tolls.lexicon import Lexicon
from incidents.tolls.linking import Link
from incidents.tolls.mention import Side, TollMention
from incidents.tolls.phrases import Phrase, Sentence

_NEAR = 90  # characters between a correcting phrase and the figure it corrects


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("incidents.knowledge") / "tolls_marks.toml").read_text(encoding="utf-8"))


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    joined = "|".join(p.replace("'", "['’]") for p in _data()[language][name])
    return re.compile(joined if joined.startswith("^") or "$" in joined else rf"\b(?:{joined})" if not joined.startswith("\\b") else f"(?:{joined})", re.IGNORECASE)


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(_data()[language][name])


# --- zero -------------------------------------------------------------------------------------------------------------


def zeros(number: int, text: str, words: set[str], language: str) -> list[TollMention]:
    """ "nobody was hurt", "aucun décès": zero killed, zero injured, or no own losses."""
    out: list[TollMention] = []
    if _ZERO_GATE.isdisjoint(words) or _words(language, "zero_if").isdisjoint(words):
        return out
    for name, quantities in (("zero_both", ("killed", "injured")), ("own_zero", ("killed",)), ("zero_killed", ("killed",)), ("zero_injured", ("injured",))):
        for match in _pattern(language, name).finditer(text):
            if any(z.start < match.end() and match.start() < z.end for z in out):
                continue
            own = name == "own_zero"
            out += [TollMention(number, match.start(), match.end(), match.group(), quantity, 0, 0, 0, side="state" if own else "unknown", own_zero=own,  # type: ignore[arg-type]
                                clause=(match.start(), match.end()), rule=name) for quantity in quantities]  # fmt: skip
    return out


_ZERO_GATE = frozenset(["no", "nobody", "none", "without", "not", "neither", "aucun", "aucune", "sans", "ni", "pas", "personne", "nul", "didn", "n", "ami"])


# --- sides ------------------------------------------------------------------------------------------------------------


@cache
def _groups(language: str) -> dict[str, Side]:
    return {word: cast(Side, side) for side, words in _data()[language]["groups"].items() for word in words}


def side(sentence: Sentence, phrase: Phrase, quantity: str, lexicon: Lexicon, out: list[TollMention], earlier: list[TollMention], *, own: bool = False) -> Side:
    """Whose people: by the noun, by the words around ("among the troops", "côté ennemi"), else as the figure before."""
    if phrase.side != "unknown":
        return cast(Side, phrase.side)
    groups = _groups(lexicon.language)
    near = _side_around(sentence, phrase, lexicon, groups, own)
    if near is not None:
        return near
    if phrase.bare or phrase.noun in ("other", "autre", "wounded", "blessé", "dead", "mort"):
        if out:
            return out[-1].side
        if phrase.bare and earlier and earlier[-1].side != "unknown" and earlier[-1].quantity != quantity and earlier[-1].sentence == sentence.index - 1:
            return earlier[-1].side
    return "unknown"


_RIGHT = frozenset(["of", "among", "de", "d'", "des", "parmi", "dans", "chez", "in", "from", "côté"])


def _side_around(sentence: Sentence, phrase: Phrase, lexicon: Lexicon, groups: dict[str, Side], own: bool) -> Side | None:
    words = sentence.words
    within = next((groups[w] for w in words[phrase.start + 1 : phrase.end] if w in groups), None)
    if within is not None:
        return within
    for at in range(phrase.end, min(phrase.end + 4, len(words) - 1)):
        if words[at] in (",", ";", ".", ":", "and", "et"):
            break
        if words[at] in _RIGHT:
            for after in range(at + 1, min(at + 5, len(words))):
                if words[after] in groups:
                    return groups[words[after]]
                hit = lexicon.people.at(words, after) if words[at] not in ("in", "from", "dans") else None
                if hit is not None and hit[1][0].side != "unknown":
                    return cast(Side, hit[1][0].side)
    ahead = words[phrase.end : phrase.end + 8]
    if "côté" in ahead and "," not in ahead[: ahead.index("côté")]:
        beyond = words[phrase.end + ahead.index("côté") + 1 : phrase.end + 12][:2]
        return next((groups[w] for w in beyond if w in groups), None)
    if own or phrase.own or "own" in words[phrase.end : phrase.end + 4]:
        return next((groups[words[i]] for i in range(phrase.start - 1, -1, -1) if words[i] in groups), None)
    for at in range(phrase.start - 1, max(-1, phrase.start - 7), -1):
        possessed = words[at] in ("losses", "dead", "ranks", "casualties", "wounded", "rangs", "côté", "pertes", "side")
        if possessed or words[at] in (";", "."):
            found = [groups[w] for w in words[max(0, at - 4) : at + 3] if w in groups] if possessed else []
            return found[0] if found else None
    return None


def held_by(sentence: Sentence, link: Link, quantity: str, victims: Side, lexicon: Lexicon) -> str:
    """Taken by the state is detained, held by an armed group is abducted: as the words after "by" say, or the victims' side."""
    if quantity not in ("abducted", "detained"):
        return quantity
    groups = _groups(lexicon.language)
    words = sentence.words
    for at in range(link.cue.end, min(link.cue.end + 12, len(words) - 1)):
        if words[at] in (".", ";"):
            break
        if words[at] in ("by", "par"):
            by = next((groups[w] for w in words[at + 1 : at + 6] if w in groups), None)
            by = by or next((cast(Side, h[1][0].side) for i in range(at + 1, min(at + 5, len(words))) if (h := lexicon.people.at(words, i))), None)
            if by in ("armed group", "state"):
                return "abducted" if by == "armed group" else "detained"
    if quantity == "abducted" and victims == "armed group" and link.verb.words.startswith(("captur", "seiz", "taken", "pris", "fait pris", "taking", "took")):
        return "detained"
    return quantity


# --- subsets and ellipses ---------------------------------------------------------------------------------------------


def subsets(number: int, sentence: Sentence, lexicon: Lexicon, mentions: list[TollMention]) -> list[TollMention]:
    """ "including a commander", "dont 21 graves", "five of them civilians": parts of the figure before."""
    out = []
    taken = {m.victim for m in mentions}
    for phrase in sentence.phrases:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        if not phrase.subset or phrase.number is None or phrase.person is False or span in taken or not mentions:
            continue
        whole = next((m for m in reversed(mentions) if m.start < span[0]), mentions[0])
        if whole.subset:
            continue
        n = phrase.number
        out.append(TollMention(number, *span, sentence.text[slice(*span)], whole.quantity, n.low, n.best, n.high, span, sentence.text[slice(*span)],
                               side=cast(Side, phrase.side), subset=True, sentence=sentence.index, clause=whole.clause, rule="subset"))  # fmt: skip
    return out


def may_speak_on(said: str, language: str) -> bool:
    """Whether a sentence without a word of harm may give another voice's figure."""
    return any(c.isdigit() for c in said) and bool(_pattern(language, "rival").search(said)) or bool(_pattern(language, "rival_strong").search(said))


def ellipses(number: int, sentence: Sentence, lexicon: Lexicon, before: list[TollMention], *, bare_only: bool) -> list[TollMention]:
    """ "An officer spoke of more than 30, besides 12 of his own men": figures whose noun and verb stand earlier."""
    lead = next((m for m in before if not m.subset and m.low != 0), None)
    if lead is None or before[-1].paragraph != number:
        return []
    last = next((m for m in reversed(before) if not m.subset), lead)
    taken = {m.victim for m in before}
    out: list[TollMention] = []
    for phrase in sentence.phrases:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        if not phrase.bare and not phrase.own or span in taken or phrase.number is None or phrase.number.low == 0 or phrase.start in sentence.cue_at:
            continue
        left, right = sentence.text[max(sentence.start, span[0] - 40) : span[0]].rstrip(), sentence.text[span[1] : span[1] + 30].lstrip()
        if phrase.bare and not _is_date(phrase) and (_ends(lexicon, "ellipsis", left, right) or _pattern(lexicon.language, "attributed").match(right)):
            out.append(_elliptic(number, sentence, phrase, span, last, last.side, True))
        elif phrase.own and (out or bare_only) and _pattern(lexicon.language, "besides").search(left):
            out.append(_elliptic(number, sentence, phrase, span, last, side(sentence, phrase, last.quantity, lexicon, [], []), False))
    return out


def breakdown(number: int, sentence: Sentence, lexicon: Lexicon, mentions: list[TollMention]) -> list[TollMention]:
    """ "70 neutralised, namely 47 on the day of the attack and 23 later": what fell on the day stands for the whole."""
    for phrase in sentence.phrases:
        span = (sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end)
        left, right = sentence.text[max(sentence.start, span[0] - 20) : span[0]].rstrip(), sentence.text[span[1] : span[1] + 30].lstrip()
        whole = next((m for m in reversed(mentions) if m.end <= span[0] and not m.subset), None)
        if whole is None or phrase.number is None or phrase.person or not _pattern(lexicon.language, "on_the_day").match(right):
            continue
        if _pattern(lexicon.language, "breaks_down").search(left):
            n = phrase.number
            part = replace(whole, start=span[0], end=span[1], quote=sentence.text[slice(*span)], low=None if whole.neutralised else n.low, best=n.best, high=n.high,
                           victim=span, victim_words=sentence.text[slice(*span)], rule="on the day")  # fmt: skip
            return [*(replace(m, superseded=True) if m is whole else m for m in mentions), part]
    return mentions


def _is_date(phrase: Phrase) -> bool:
    return phrase.number is None or bool(phrase.number.quote.isdigit() and 1900 <= int(phrase.number.quote[:6]) <= 2100)


def _ends(lexicon: Lexicon, name: str, left: str, right: str) -> bool:
    return bool(_pattern(lexicon.language, name).search(left)) and (not right or right[0] in ",.;:)" or right.startswith(("and ", "et ", "dead", "in ")))


def _elliptic(number: int, sentence: Sentence, phrase: Phrase, span: tuple[int, int], last: TollMention, whose: Side, rival: bool) -> TollMention:
    n = phrase.number
    assert n is not None
    return TollMention(number, *span, sentence.text[slice(*span)], last.quantity, n.low, n.best, n.high, span, sentence.text[slice(*span)], side=whose,
                       rival=rival, rival_of=(last.paragraph, last.start) if rival else None, sentence=sentence.index, clause=(sentence.start, sentence.end),
                       rule="ellipsis" if rival else "own besides")  # fmt: skip


# --- marks ------------------------------------------------------------------------------------------------------------


def sentence_marks(sentence: Sentence, mentions: list[TollMention], lexicon: Lexicon) -> list[TollMention]:
    """The mentions with what their own sentence says of them."""
    if not mentions:
        return mentions
    said, tongue = sentence.text[sentence.start : sentence.end], lexicon.language
    flags = {name: not _words(tongue, f"{name}_if").isdisjoint(sentence.words) and bool(_pattern(tongue, name).search(said)) for name in ("total", "shared")}
    flags["accident"] = not _words(tongue, "accident").isdisjoint(sentence.words)
    doubted = not _words(tongue, "superseded_if").isdisjoint(sentence.words)
    old = [m.end() + sentence.start for m in _pattern(tongue, "superseded").finditer(said)] if doubted else []
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


def across(mentions: list[TollMention], paragraphs: Sequence[str]) -> list[TollMention]:
    """The mentions with what the sentences before say of them: rival figures, and a new sum that replaces an old one."""
    out: list[TollMention] = []
    for mention in mentions:
        text = paragraphs[mention.paragraph]
        if not mention.rival and not mention.subset and not mention.superseded and mention.low != 0:
            target = _target(mention, out)
            if target is not None and _contests(mention, target, text):
                whose = target.side if mention.side == "unknown" or mention.neutralised else mention.side
                mention = replace(mention, rival=True, rival_of=(target.paragraph, target.start), side=whose)
        if _correcting(mention, text):
            out = [replace(m, superseded=True) if _replaced(m, mention) else m for m in out]
        out.append(mention)
    return out


def _target(mention: TollMention, before: list[TollMention]) -> TollMention | None:
    """The lead figure that ``mention`` may contest: the same quantity and people, not more than one paragraph before."""
    for other in reversed(before):
        if other.paragraph < mention.paragraph - 1:
            return None
        if other.quantity == mention.quantity and other.high != 0 and not (other.subset or other.superseded or other.rival) and _comparable(mention, other):
            return None if (other.low, other.best, other.high) == (mention.low, mention.best, mention.high) else other
    return None


def _comparable(mention: TollMention, other: TollMention) -> bool:
    if mention.neutralised:
        return not other.neutralised and other.side in ("civilians", "unknown")
    if "unknown" in (mention.side, other.side):
        return other.side != "armed group"
    return mention.side == other.side and (_kind(mention.noun) == _kind(other.noun) or not mention.noun or not other.noun)


_SYNONYMS = {word: "soldier" for word in ("soldier", "troop", "fama", "famas", "military personnel", "serviceman", "soldat", "militaire", "élément", "service member")} | {
    word: "civilian" for word in ("civilian", "villager", "resident", "inhabitant", "civil", "villageois", "habitant", "local")}  # fmt: skip


def _kind(noun: str) -> str:
    return _SYNONYMS.get(noun, noun)


_MORE = re.compile(r"\b(?:also|another|others?|further|more|additional|autres?|également|aussi|supplémentaires?|encore)\b", re.IGNORECASE)


def _contests(mention: TollMention, target: TollMention, text: str) -> bool:
    """Whether the words before the figure give it to another voice than the one before."""
    until = max(mention.start, mention.victim[0] if mention.victim else 0)
    here = target.paragraph == mention.paragraph
    said = text[max(target.end, until - 220) : until] if here else text[:until][-220:]
    if any(_pattern(tongue, "rival_account").search(said) for tongue in ("en", "fr")):
        return True
    if _MORE.search(mention.quote) or (not here and _ANOTHER_DAY.search(text[:until])):
        return False
    if mention.neutralised and any(_pattern(tongue, "state_says").search(said) for tongue in ("en", "fr")):
        return True
    if any(_pattern(tongue, "rival_strong").search(said) for tongue in ("en", "fr")):
        return True
    apart = mention.sentence != target.sentence if here else mention.sentence == 0
    own = text[mention.clause[0] : until][-120:]
    voiced = any(_pattern(tongue, "rival").search(own) for tongue in ("en", "fr"))
    return apart and voiced and _near_size(mention, target) and not _ANOTHER_DAY.search(said) and not _PLACED.search(said)


def _near_size(mention: TollMention, target: TollMention) -> bool:
    a, b = (next((x for x in (m.best, m.low, m.high) if x), 0) for m in (mention, target))
    return target.rule != "article" and min(a, b) * 5 >= max(a, b) and max(a, b) > 1


_PLACED = re.compile(r"\b(?:in|at|near|outside|around|à|près de|dans le cercle de|dans la région de|vers) (?:the |le |la )?(?=[A-ZÀ-Ý])")
_ANOTHER_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lendemain|veille)\b|\b(?:same|next|previous|following) day"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    r"|novembre|décembre)\b", re.IGNORECASE)  # fmt: skip


def _correcting(mention: TollMention, text: str) -> bool:
    said = text[max(0, mention.start - 60) : mention.start + 10]
    return any(m.start() <= 60 for tongue in ("en", "fr") for m in _pattern(tongue, "correcting").finditer(said))


def _replaced(old: TollMention, new: TollMention) -> bool:
    if old.quantity != new.quantity or old.subset or old.paragraph != new.paragraph or (old.best or 0) > (new.best or new.low or 0):
        return False
    return old.side == new.side or "unknown" in (old.side, new.side)
