"""Words of saying: verbs and prepositions by which a report names whose account it gives (``knowledge/claim_verbs.csv``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from incidents.extraction.actor_lexicon import KNOWLEDGE, read_rows
from incidents.extraction.patterns import Patterns

LONGEST_GAP = 110  # characters between a speaker and the verb


@dataclass(frozen=True, slots=True)
class SpeechCue:
    """A word of saying at ``start:end`` of the folded text; ``kind`` is verb (its subject speaks), source, agent or none."""

    start: int
    end: int
    kind: str
    stance: str


@dataclass(frozen=True, slots=True)
class Words:
    itself: re.Pattern[str]
    stops: frozenset[str]
    relative: re.Pattern[str]
    documents: re.Pattern[str]
    possessed: re.Pattern[str] | None
    communique: re.Pattern[str]
    by: re.Pattern[str]
    owned: re.Pattern[str]


@cache
def words(language: str) -> Words:
    with (KNOWLEDGE / "claim_words.toml").open("rb") as file:
        rows = tomllib.load(file)[language]
    return Words(
        re.compile(f"^{rows['itself']}"), frozenset(rows["stops"].split()), re.compile(rf", (?:{rows['relative']}) $"),
        re.compile(rf"(?<!\w)(?:{rows['documents']})(?={rows['by']})"), re.compile(rf"'s? (?:{rows['possessed']})\b") if rows["possessed"] else None,
        re.compile(rf"\b(?:{rows['communique']})\b"), re.compile(rows["by"]), re.compile(rf"\b(?:{rows['owned']})\b"),
    )  # fmt: skip


def expanded(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows with one pattern each: a slash stands between whole alternatives.

    A French auxiliary before a verb is left out: the participle finds it, and "a" would be tried at every "à".
    """
    out: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        for pattern in row["pattern"].split("/"):
            bare = _AUXILIARY.sub("", pattern) if row["language"] == "fr" and row["kind"] not in ("source", "own", "protest") else pattern
            out.setdefault((row["language"], bare), {**row, "pattern": bare})
    return list(out.values())


_AUXILIARY = re.compile(r"^(?:a|ont|a\|ont|ete) ")


@cache
def _patterns() -> Patterns:
    return Patterns(expanded(read_rows("claim_verbs.csv")))


@lru_cache(maxsize=256)
def cues(folded: str, language: str) -> tuple[SpeechCue, ...]:
    """Every word of saying in reading order. The last few paragraphs are kept: actors and claimants ask for the same ones."""
    return tuple(SpeechCue(h.start, h.end, h.row["kind"], h.row["stance"]) for h in _patterns().find(folded, language))


_BRACKET = re.compile(r"\s?\([^()]{1,24}\)")
_APPOSITION = re.compile(r",[^,.;:!?\"»”]{1,90},")
_RELATIVE = re.compile(r"^ (?:who|qui) (?!(?:was|were|is|are|said|est|sont|ont ete|a ete)\b)\w+(?: [\w'-]+){0,7} ?$")
_END = re.compile(r"[.;:!?\"»”“«]")


def is_subject_gap(gap: str, language: str) -> bool:
    """Whether the words between a noun phrase and a verb let the phrase be the verb's subject."""
    if len(gap) > LONGEST_GAP or _END.search(gap):
        return False
    w = words(language)
    if w.relative.search(gap):
        gap = w.relative.sub(" ", gap)
    gap = _APPOSITION.sub(" ", _BRACKET.sub(" ", gap, count=1), count=1)
    gap = _RELATIVE.sub(" ", gap, count=1)
    tokens = gap.split()
    return "," not in gap and len(tokens) <= 6 and not (set(tokens) & w.stops)


def speaking(folded: str, language: str, spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Of the phrases ``spans``, those that speak: index to where the phrase goes on to its own acts ("said it had"), or -1."""
    out: dict[int, int] = {}
    if not spans:
        return out
    for cue in cues(folded, language):
        if cue.kind == "none" or cue.stance == "claims responsibility":
            continue
        if cue.kind == "verb":
            at = _subject(folded, cue, spans, language)
            if at is not None:
                match = words(language).itself.match(folded[cue.end : cue.end + 80])
                out.setdefault(at, cue.end + match.end() if match else -1)
                for other in _coordinated(folded, at, spans):
                    out.setdefault(other, out[at])
                continue
        at = _following(folded, cue, spans)
        while at is not None:
            out.setdefault(at, -1)
            at = at + 1 if at + 1 < len(spans) and folded[spans[at][1] : spans[at + 1][0]].strip() in ("and", "et", "et d'", "et de") else None
    for at in _authors(folded, language, spans):
        out.setdefault(at, -1)
    return out


def _authors(folded: str, language: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Phrases that a figure or document belongs to: "the government's count", "a note written by the prefect"."""
    w = words(language)
    out: list[int] = []
    if w.possessed:
        starts = {m.start() for m in w.possessed.finditer(folded)}
        out += [i for i, (_, end) in enumerate(spans) if end in starts]
    for mark in w.documents.finditer(folded):
        by = w.by.match(folded[mark.end() : mark.end() + 70])
        out += [i for i, (start, _) in enumerate(spans) if by and mark.end() <= start <= mark.end() + by.end() + 4][:1]
    return out


def _subject(folded: str, cue: SpeechCue, spans: Sequence[tuple[int, int]], language: str) -> int | None:
    before = [i for i, (_, end) in enumerate(spans) if end <= cue.start and cue.start - end <= LONGEST_GAP]
    for i in reversed(before[-3:]):
        if is_subject_gap(folded[spans[i][1] : cue.start], language):
            return i
    return None


def _coordinated(folded: str, at: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Phrases joined by "and" before the subject ``at``."""
    out: list[int] = []
    while at and folded[spans[at - 1][1] : spans[at][0]].strip() in (("and", "et", ",") if out else ("and", "et")):
        at -= 1
        out.append(at)
    return out


_ARTICLES = r"(?:(?:de la|de l'|du|des|de|d'|the|a|an|le|la|l'|les|un|une|par|by|of|from|reports from|figures from) ?){0,2}"
LEAD = re.compile(rf"\s?:?\s?{_ARTICLES}(?:\w+ ){{0,5}}?{_ARTICLES}$")  # what may stand between "according to" and its noun


_INVERTED_BEFORE = re.compile(r"(?:^|[,»\"”’]) ?(?:(?:a|ont|avait|nous|me|nous a|nous ont|l'a|m'a|m'ont) )?$")


def is_inverted(folded: str, cue: SpeechCue) -> bool:
    """Whether a verb follows a quotation or a comma, so that its subject comes after it: ", a indiqué le maire"."""
    return bool(_INVERTED_BEFORE.search(folded, max(0, cue.start - 14), cue.start))


def _following(folded: str, cue: SpeechCue, spans: Sequence[tuple[int, int]]) -> int | None:
    """The phrase right after a cue: "according to the army", or a verb set before its subject (", said the mayor")."""
    i = next((i for i, (start, _) in enumerate(spans) if start >= cue.end - 2), None)
    if i is None:
        return None
    gap = folded[cue.end : spans[i][0]]
    if cue.kind == "verb":
        return i if gap.strip() in ("", "the", "a", "un", "une", "le", "la", "l'") and is_inverted(folded, cue) else None
    return i if len(gap) <= 50 and LEAD.match(gap) else None
