"""What a date is for: it hangs on the verb or noun nearest to it in its clause.

An act makes it the event's date; a verb of saying, or a statement, the report's; "will" and "due to" the future's.
The words are in ``knowledge/dates_roles.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from incidents.reading.dates.words import role_words

Kind = Literal["report", "claim", "statement", "act", "future"]
_BREAK = re.compile(r"[,;:()]|\s-\s|\s[—–]\s")
_DETERMINER = re.compile(r"(?:the|a|an|its|their|le|la|les|l'|un|une|sa|son|leur)\b")
_FRENCH_HEADS = ("de ", "du ", "au ")
_REACH = 400  # characters on either side of a date that are read for its verb


@dataclass(frozen=True, slots=True)
class Lexicon:
    verbs: re.Pattern[str]
    kinds: dict[str, Kind]
    not_verbs: frozenset[str]
    founding: frozenset[str]
    report_noun: re.Pattern[str]
    event_noun: re.Pattern[str]
    after_report_noun: re.Pattern[str]
    after_event_noun: re.Pattern[str]
    future_before: re.Pattern[str]
    since: re.Pattern[str]
    totals: re.Pattern[str]
    monitoring: re.Pattern[str]
    breaks: re.Pattern[str]
    holding: re.Pattern[str]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def lexicon(language: str) -> Lexicon:
    """The role words of a language, compiled; matched in lower case with accents."""
    w = role_words()[language]
    kinds: dict[str, Kind] = dict.fromkeys(w["verbs"], "act")
    kinds |= dict.fromkeys(w["statement_verbs"], "statement") | dict.fromkeys(w["report_verbs"], "report") | dict.fromkeys(w["claim_verbs"], "claim")
    kinds |= dict.fromkeys(w["future"], "future")
    ending = rf"|[^\W\d_]{{2,20}}(?:{w['verb_ending']})" + (rf"|(?P<future>[^\W\d_]{{1,16}}{w['future_ending']})" if "future_ending" in w else "")
    nouns, filler = _any(w["event_nouns"]), r"(?:[\w'-]{1,20} ){0,4}"
    genitive = _any(w["genitive"])
    return Lexicon(
        re.compile(rf"(?<![\w-])(?<!\bl')(?:(?P<known>{_any(list(kinds))}){ending})(?![\w-])"), kinds,
        frozenset(w["not_verbs"] + w.get("future_not", [])),
        frozenset(w["founding_verbs"]),
        re.compile(rf"\b(?:{_any(w['report_nouns'])})s?\b"), re.compile(rf"\b(?:{nouns})\b"),
        re.compile(rf"\b(?:{_any(w['report_nouns'])})s? (?:[^\s,;]{{1,20}} ){{0,2}}?(?:{genitive})\s?$"),
        re.compile(rf"\b(?:{nouns}) {filler}(?:{genitive})\s?$"),
        re.compile(rf"(?:^|[\s(,])(?:{_any(w['future_before'])})\s?$"), re.compile(rf"\b(?:{_any(w['since'])})\s(?:le |la |the |du )?$"),
        re.compile(rf"\b(?:{_any(w['totals'])})\b"), re.compile(rf"\b(?:{_any(w['monitoring'])})\b"), re.compile(_any(w["breaks"])),
        re.compile(rf"\b(?:{_any(w['holding'])})\b"),
    )  # fmt: skip


def _kinds(lex: Lexicon, text: str) -> list[tuple[int, str, Kind]]:
    """The verbs of a stretch: offset, word, kind."""
    out: list[tuple[int, str, Kind]] = []
    for match in lex.verbs.finditer(text):
        word = match["known"]
        if word:
            out.append((match.start(), word, lex.kinds[word]))
        elif match.group() not in lex.not_verbs:
            out.append((match.start(), match.group(), "future" if match.groupdict().get("future") else "act"))
    return out


def _segments(lex: Lexicon, text: str, relative: bool = True) -> list[str]:
    """The clauses of a stretch; without ``relative`` only what stands before a "who" or "that" of each."""
    out: list[str] = []
    for piece in _BREAK.split(text):
        parts = lex.breaks.split(piece)
        out += parts if relative else parts[:1]
    return out


def _judge(lex: Lexicon, kind: Kind, segment: str, between: str) -> str:
    """The role that a verb gives its date; ``between`` is what stands between them."""
    if kind == "future":
        return "future"
    if kind == "act":
        return "event"
    if kind == "statement":
        return "report" if lex.report_noun.search(segment) else "event"
    if kind == "report" and lex.event_noun.search(between):
        return "event"
    return "report"


def _left(lex: Lexicon, segment: str, apart: bool = False) -> str:
    """The verdict of the last verb of ``segment``; ``apart`` where a comma parts it from the date."""
    found = _kinds(lex, segment)
    if not found:
        return ""
    if any(kind == "future" for _, _, kind in found[-3:]):
        return "future"
    at, word, kind = found[-1]
    if kind == "act" and len(found) > 1 and found[-2][2] == "report" and not segment[found[-2][0] + len(found[-2][1]) : at].strip():
        at, word, kind = found[-2]  # "a déclaré": the auxiliary
    return _judge(lex, "report" if apart and kind == "claim" else kind, segment, segment[at + len(word) :])


def _right(lex: Lexicon, segment: str) -> str:
    found = _kinds(lex, segment)
    if not found:
        return ""
    at, word, kind = next((f for f in found if f[2] != "act"), found[0])
    if kind in ("report", "claim", "future") and (at == found[0][0] or _follows(found, at, segment)):
        object_words = " ".join(segment[at + len(word) :].split()[:6])
        if word in lex.founding and _DETERMINER.match(object_words) and not lex.event_noun.search(object_words):
            return "event"
        return _judge(lex, "report" if kind == "claim" else kind, segment, "")
    return "event"


def _follows(found: list[tuple[int, str, Kind]], at: int, segment: str) -> bool:
    """Whether only an auxiliary stands between the first verb and the one at ``at``: "a déclaré", "has said"."""
    first = found[0]
    between = segment[first[0] + len(first[1]) : at].strip()
    return len(between.split()) <= 1


def role_of(sentence: str, start: int, end: int, language: str) -> str:
    """The role of the date phrase at ``start:end`` of ``sentence`` (lower case): event, report, background, future or "since"."""
    lex = lexicon(language)
    left, right = sentence[max(0, start - _REACH) : start], sentence[end : end + _REACH]
    phrase = sentence[start:end]
    if lex.since.search(left) or phrase.startswith(("since ", "depuis ")):
        return "since"
    if re.match(r"['’]s\b", right):
        return "report" if lex.report_noun.match(right[2:].lstrip()) else "event"
    head = phrase.split(" ", 1)[0] + " "
    with_head = left + head if re.match(r"(?:on|of|de|du|le|ce|au|from)\b", head) else left
    if lex.after_report_noun.search(with_head):
        return "report"
    if lex.after_event_noun.search(with_head) and not any(kind == "future" for _, _, kind in _kinds(lex, _segments(lex, left)[-1])):
        return "event"
    ahead = lex.future_before.search(left + head if head in _FRENCH_HEADS else left) or lex.future_before.search(left)
    if ahead or phrase.startswith(("by ", "until ", "d'ici", "jusqu'")):
        return "future"
    return _by_verb(lex, left, right)


def _by_verb(lex: Lexicon, left: str, right: str) -> str:
    """The nearest verb's verdict: in the clause before the date, in the one after it, then further off on either side."""
    before, after = _segments(lex, left), _segments(lex, right, relative=False)
    if role := _left(lex, before[-1]):
        return role
    if after[0].strip() and (role := _right(lex, after[0])):
        return role
    for segment in reversed(before[:-1]):
        if (len(segment.split()) > 4 or len(before) == 2) and (role := _left(lex, segment, apart=True)):
            return role
    for segment in after[1:4]:
        if role := _right(lex, segment):
            return role
    return "event"


def counts_totals(sentence: str, language: str) -> int:
    """Whether the sentence adds things up, so that a long stretch in it is what the total covers: 0 no, 1 may be, 2 a monitor's count."""
    lex = lexicon(language)
    return 2 if lex.monitoring.search(sentence) else 1 if lex.totals.search(sentence) else 0


def holds(sentence: str, language: str) -> bool:
    """Whether the sentence tells of what is held or missing, so that "since Tuesday" gives the day on which it was taken."""
    return bool(lexicon(language).holding.search(sentence))
