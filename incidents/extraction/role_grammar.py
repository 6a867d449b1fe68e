"""Voice and place in the sentence: is a verb active or passive, which mention is its subject, its object, its doer.

Patterns are built once from ``knowledge/role_words.toml``; every repeat in them is bounded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Literal

from incidents.extraction.actor_lexicon import KNOWLEDGE, read_rows
from incidents.extraction.patterns import Hit, Patterns
from incidents.extraction.speech import expanded

Span = tuple[int, int]
Voice = Literal["active", "passive"]

REACH = 140  # characters between a verb and its subject or object
NEAR = 70  # characters between an active verb and its object
CLOSE = 24  # the same for verbs that are passive without one
ELIDED = 3  # "mort d'un" takes the article of what follows

with (KNOWLEDGE / "role_words.toml").open("rb") as _file:
    _ROWS: dict[str, str | list[str]] = tomllib.load(_file)


def words(name: str) -> frozenset[str]:
    """The words of one row."""
    row = _ROWS[name]
    return frozenset(row.split() if isinstance(row, str) else row)


def any_of(name: str) -> str:
    """The words of one row as alternatives, the longest first."""
    row = _ROWS[name]
    return "(?:" + "|".join(sorted(row.split() if isinstance(row, str) else row, key=len, reverse=True)) + ")"


_ADVERB = rf"(?: (?:\w{{2,20}}ly|\w{{2,20}}ment|{any_of('adverbs')})){{0,2}} ?$"
_BE = re.compile(rf"\b{any_of('be')}{_ADVERB}")
_HAVE_FR = re.compile(rf"\b{any_of('have_fr')}{_ADVERB}")
_HAVE_EN = re.compile(rf"\b{any_of('have_en')}{_ADVERB}")
_RELATIVE = re.compile(r",? (?:qui|who|which) ")
_BREAK = re.compile(r"[.;:!?]|, (?:while|but|tandis|mais|et que|and that)\b")
_BY_NEXT = re.compile(r"(?: \w+){0,3} (?:by|par) ")
_BY_LAST = re.compile(r"(?:^|\s)(?:by|par)(?: \w+){0,3} ?(?:d'|of |de )?$")
_OBLIQUE = re.compile(rf"\b{any_of('oblique')}(?: {any_of('articles')}(?: \w+)?)? ?$")
_WITHIN = re.compile(rf"\b{any_of('within')}(?: {any_of('articles')}| l')? ?(?:\w+ )?(?:of |de |du |d'|'s )?(?:the |la |l')?$")
_JOIN = re.compile(
    rf"(?: (?:of|in|from|near|de|du|a) \w+| d'\w+)?[»”\"]?{any_of('joined')}(?: \w+){{0,2}} ?"
    r"(?:de la |de l'|du |des |d'|de |the |l'|la |le |les )?[«“\"]? ?(?:leurs |les )?"
)
_SHARED = re.compile(rf"(?:\band|\bet|\bpuis|\bthen|\bbut|\bmais|,)(?: (?:{any_of('shared')}|\w{{2,20}}ly)){{0,2}} ?$")
_BEFORE_NOUN = {x: re.compile(rf"(?:\b(?:{any_of('before_noun_' + x)}|\d{{1,6}}) |\b[dl]')$") for x in ("en", "fr")}
#: A bare plural right after the verb is its object: "soldiers burned granaries".
_PLURAL = r"(?!(?:as|across|towards|during|this|its|his|hours|days|weeks|minutes|always|perhaps|others|times)\b)[a-z]{4,}(?<!s)s"
_OBJECT_NEXT_EN = re.compile(rf" (?:{any_of('object_next')}|\d{{1,6}}|{_PLURAL})\b")
_COUNTING = re.compile(rf"(?:\b(?:{any_of('counting')}|\w{{2,12}}aine(?: de)?)|\d) ?$")
_PARTICIPLES = re.compile(r"(?:es|us|is|ees)$")
_OBJECT_NEXT = re.compile(r" (?:le|la|les|un|une|des|du|l'|deux|trois|\d)")
_PLACE_NEXT = re.compile(r" (?:in|on|by|near|at) ")


@cache
def verbs(language: str) -> Patterns:
    """The verbs and deeds of ``role_verbs.csv`` of one language."""
    return Patterns([row for row in expanded(read_rows("role_verbs.csv")) if row["language"] == language])


def is_noun(low: str, hit: Hit) -> bool:
    """Whether a word that may be a verb is a noun here: "une attaque", "drone strikes"."""
    return low[hit.start : hit.end] in words("noun_or_verb") and bool(
        _BEFORE_NOUN[hit.row["language"]].search(low, max(0, hit.start - 14), hit.start)
    )


def is_counted(low: str, hit: Hit) -> bool:
    """Whether a participle counts people: "un blessé", "33 wounded"."""
    return low[hit.start : hit.end] in words("countable") and bool(_COUNTING.search(low, max(0, hit.start - 24), hit.start))


def shares_subject(low: str, hit: Hit) -> bool:
    """Whether "and", "puis" or a comma stands right before the verb."""
    return bool(_SHARED.search(low, max(0, hit.start - 40), hit.start))


def voice(low: str, hit: Hit, spans: Sequence[Span], after: int | None) -> Voice:
    """Whether the verb's subject does it or suffers it."""
    head = max(0, hit.start - 40)
    word = low[hit.start : hit.end].split()[0]
    if _BE.search(low, head, hit.start) or _BY_NEXT.match(low, hit.end, hit.end + 60):
        return "passive"
    if hit.row["language"] == "fr":
        return _french_voice(low, hit, word, head)
    if word.endswith("ing") or _HAVE_EN.search(low, head, hit.start):
        return "active"
    if word in words("one_form"):
        near = after is not None and spans[after][0] - hit.end <= CLOSE
        return "active" if near or _OBJECT_NEXT_EN.match(low, hit.end) else "passive"
    return "passive" if word.endswith("ed") and after is None and _PLACE_NEXT.match(low, hit.end) else "active"


def _french_voice(low: str, hit: Hit, word: str, head: int) -> Voice:
    """ "ont tué" and "tuent" are active; without an auxiliary "trois éleveurs tués" is passive, "un véhicule piégé frappe la base" the present."""
    if _HAVE_FR.search(low, head, hit.start) or word.endswith(("ent", "ant")) or word in words("reflexive"):
        return "active"
    if _PARTICIPLES.search(word):
        return "passive"
    return "active" if _OBJECT_NEXT.match(low, hit.end) or not word.endswith(("e", "u")) else "passive"


def before(low: str, hit: Hit, spans: Sequence[Span]) -> int | None:
    """The mention that may be the subject: the nearest before the verb; one after "by", "near" and the like gives way to the one before it."""
    candidates = [i for i, (_, b) in enumerate(spans) if b <= hit.start and hit.start - b <= REACH]
    for i in reversed(candidates):
        if _BREAK.search(low, spans[i][1], hit.start):
            return None
        if _RELATIVE.match(low, spans[i][1]):  # "by fighters who also burned"
            return i
        if i == candidates[0] or not _OBLIQUE.search(low, max(0, spans[i][0] - 30), spans[i][0]):
            return i
    return None


def after(low: str, hit: Hit, spans: Sequence[Span]) -> int | None:
    """The first mention after the verb, in the same clause."""
    for i, (a, b) in enumerate(spans):
        if a >= hit.end - ELIDED and b > hit.end and a > hit.start:
            return i if a - hit.end <= REACH and not _BREAK.search(low, hit.end, a) else None
    return None


def agent(low: str, hit: Hit, spans: Sequence[Span]) -> int | None:
    """The mention after "by" or "par"."""
    for i, (a, _) in enumerate(spans):
        if a < hit.end:
            continue
        gap = low[hit.end : a]
        if len(gap) > REACH or _BREAK.search(gap):
            return None
        if _BY_LAST.search(gap):
            return i
    return None


def following(low: str, hit: Hit, spans: Sequence[Span], reach: int = REACH) -> list[int]:
    """Every mention after the verb or deed in the same clause, within ``reach`` characters."""
    return [i for i, (a, _) in enumerate(spans) if a >= hit.end and a - hit.end <= reach and not _BREAK.search(low, hit.end, a)]


def is_within(low: str, start: int) -> bool:
    """Whether the phrase at ``start`` says where: "in the yard of", "dans la cour d'"."""
    return bool(_WITHIN.search(low, max(0, start - 30), start))


def joined(low: str, index: int, spans: Sequence[Span]) -> list[int]:
    """A mention and those joined to it by "and", a comma or "escorted by"."""
    members = [index]
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(spans):
            left, right = (spans[at + step], spans[at]) if step < 0 else (spans[at], spans[at + step])
            if right[0] - left[1] > 40 or not _JOIN.fullmatch(low, left[1], right[0]):
                break
            at += step
            members.append(at)
    return members
