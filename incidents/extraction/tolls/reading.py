"""Paragraphs to toll mentions: sentence by sentence, words of harm are tied to counted people, then marked and sided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction import numbers
from incidents.extraction.tolls import marks, parts, phrases, rivals, sides, zeros
from incidents.extraction.tolls.lexicon import WORD, Lexicon, load
from incidents.extraction.tolls.linking import Link, Linker
from incidents.extraction.tolls.mention import TollMention
from incidents.extraction.tolls.phrases import Phrase
from incidents.extraction.tolls.tokens import Sentence, cut
from incidents.reading import sentences

_QUANTITIES = {"neutralised": "killed"}


def read(paragraphs: Sequence[str], language: str | None) -> list[TollMention]:
    """Every figure of people killed, injured, abducted, detained, missing or released, in reading order.

    ``language`` is "en" or "fr"; any other value is guessed per paragraph between the two.
    """
    found: list[TollMention] = []
    for number, text in enumerate(paragraphs):
        tongue = language if language in ("en", "fr") else _guess(text)
        found += _paragraph(number, text, load(tongue), found)
    return rivals.across(found, paragraphs)


_COMMON = {
    "en": frozenset(["the", "of", "and", "were", "was", "by", "that", "with"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "ont", "une", "dans", "du", "par"]),
}


def _guess(text: str) -> str:
    words = text[:2000].lower().split()
    return max(("en", "fr"), key=lambda tongue: sum(w in _COMMON[tongue] for w in words))


def _paragraph(number: int, text: str, lexicon: Lexicon, earlier: list[TollMention]) -> list[TollMention]:
    lowered = text.lower()
    words = set(WORD.findall(lowered))
    harmed = not words.isdisjoint(lexicon.gate)
    spoken = bool(earlier) and earlier[-1].paragraph >= number - 1
    zero = zeros.zeros(number, text, words, lexicon.language)
    if not (harmed or zero):
        return []
    out: list[TollMention] = []
    spans = sentences.split(text, lexicon.language)
    for index, (start, end) in enumerate(spans):
        near = [m for m in (*(earlier[-3:] if spoken else ()), *out) if m.paragraph >= number - 1]
        if not lexicon.gate.isdisjoint(WORD.findall(lowered, start, end)):
            sentence = cut(text, start, end, index, numbers.read(text, lexicon.language, start, end), lexicon)
            if sentence.cues:
                out += _sentence(number, sentence, lexicon, near)
                continue
        if out and parts.may_speak_on(text[start:end], lexicon.language):
            sentence = cut(text, start, end, index, numbers.read(text, lexicon.language, start, end), lexicon)
            people = phrases.read(sentence, lexicon)
            out += parts.ellipses(number, sentence, people, lexicon, out, bare_only=True)
    out = [m for m in out if not any(z.start < m.end and m.start < z.end for z in zero)]
    placed = (replace(z, sentence=next((i for i, (a, b) in enumerate(spans) if a <= z.start < b), 0)) for z in zero)
    return sorted([*out, *placed], key=lambda m: (m.start, m.end))


def _sentence(number: int, sentence: Sentence, lexicon: Lexicon, earlier: list[TollMention]) -> list[TollMention]:
    people = phrases.read(sentence, lexicon)
    out: list[TollMention] = []
    seen: set[tuple[int, str]] = set()
    for link in sorted(Linker(sentence, people, lexicon).links(), key=lambda x: (x.phrase.start, x.cue.start)):
        quantity = _QUANTITIES.get(link.verb.quantity, link.verb.quantity)
        if (link.phrase.start, quantity) in seen:
            continue
        mention = _mention(number, sentence, link, quantity, lexicon, out, earlier)
        if mention is not None:
            seen.add((link.phrase.start, quantity))
            out.append(mention)
    out = parts.breakdown(sentence, people, lexicon, _deaths_over_wounds(_verbs_over_nouns(out)))
    out += parts.subsets(number, sentence, people, out)
    out += parts.left_out(number, sentence, people, lexicon, out)
    out += parts.ellipses(number, sentence, people, lexicon, out or earlier, bare_only=False)
    return marks.sentence_marks(sentence, sorted(out, key=lambda m: m.start), lexicon)


def _verbs_over_nouns(mentions: list[TollMention]) -> list[TollMention]:
    """ "two hostages were freed" tells of a release: a noun that a verb governs is no figure of its own."""
    governed = {m.victim for m in mentions if m.rule not in ("attribute", "noun")}
    return [m for m in mentions if not (m.rule in ("attribute", "noun") and m.quantity in ("abducted", "detained") and m.victim in governed)]


def _deaths_over_wounds(mentions: list[TollMention]) -> list[TollMention]:
    """ "beaten, then burned alive", "three of the wounded died": who is told dead is not counted among the hurt as well."""
    dead = {m.victim for m in mentions if m.quantity == "killed" and not m.neutralised}
    return [m for m in mentions if m.quantity != "injured" or m.victim not in dead]


def _mention(
    number: int, sentence: Sentence, link: Link, quantity: str, lexicon: Lexicon, out: list[TollMention], earlier: list[TollMention]
) -> TollMention | None:
    phrase, figure = link.phrase, link.number
    neutralised = link.verb.quantity == "neutralised"
    low, best, high = figure.low, figure.best, figure.high
    if phrase.noun == "pronoun" and any(_just_told(m, quantity, number, sentence.index) for m in (*out, *earlier)):
        return None
    if high == 0 and (quantity not in ("killed", "injured") or sentence.words[link.cue.start] == "shot"):
        return None  # "We heard nothing, not one shot"
    if quantity == "killed" and sentence.words[link.cue.start] == "shot" and _in_the_limb(sentence.words[phrase.end : phrase.end + 3], lexicon):
        quantity = "injured"  # "shot one in the leg"
    if neutralised:
        if phrase.person is not True and not phrase.bare:
            return None
        low, best, high = None, best if best is not None else low, high
    tokens = sentence.tokens
    people = (tokens[phrase.start].start, tokens[phrase.end - 1].end)
    words = (tokens[link.cue.start].start, tokens[link.cue.end - 1].end)
    start, end = (min(people[0], words[0]), max(people[1], words[1])) if link.alone else people
    alone = link.how in ("object", "act", "subject")
    subset = phrase.subset and not (phrase.noun == "of them" and alone and not _told(quantity, number, (*out, *earlier)))
    side = sides.side(sentence, phrase, quantity, lexicon, out, earlier, own=link.how == "lost")
    return TollMention(number, start, end, sentence.text[start:end], sides.held_by(sentence, link, quantity, side, lexicon), low, best, high,  # type: ignore[arg-type]
                       people, sentence.text[people[0] : people[1]], phrase.noun, side, subset, neutralised,
                       own_zero=high == 0 and phrase.side != "unknown", sentence=sentence.index,
                       clause=_clause(sentence, phrase, link), rule=link.how)  # fmt: skip


def _in_the_limb(after: Sequence[str], lexicon: Lexicon) -> bool:
    return len(after) == 3 and after[0] == "in" and after[2] in lexicon.sets["body_parts"]


def _told(quantity: str, number: int, mentions: Sequence[TollMention]) -> bool:
    return any(m.quantity == quantity and m.paragraph == number for m in mentions)


def _just_told(mention: TollMention, quantity: str, number: int, sentence: int) -> bool:
    """Whether the sentence or the one before already counts whom a pronoun may stand for."""
    return mention.quantity == quantity and mention.low != 0 and mention.paragraph == number and mention.sentence >= sentence - 1


def _clause(sentence: Sentence, phrase: Phrase, link: Link) -> tuple[int, int]:
    """The stretch between semicolons or colons that holds the figure and its word."""
    left, right = min(phrase.start, link.cue.start), max(phrase.end, link.cue.end)
    while left > 0 and sentence.words[left - 1] not in (";", ":"):
        left -= 1
    while right < len(sentence.words) and sentence.words[right] not in (";", ":"):
        right += 1
    return sentence.tokens[left].start, sentence.tokens[right - 1].end
