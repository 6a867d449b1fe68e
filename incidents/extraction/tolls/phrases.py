"""Phrases of counted people in a sentence: "at least 17 soldiers", "20 of the raiders", "a herdsman", "six"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incidents.extraction.numbers import Number, lasting
from incidents.extraction.tolls.lexicon import Lexicon, Person
from incidents.extraction.tolls.tokens import Sentence, Token

_LONGEST_RUN = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """Counted people at tokens ``start`` to ``end`` (exclusive).

    ``number`` is None for "the attackers". ``person``: True a known noun, False a thing or a date, None an unknown noun or none.
    ``preposition``: a preposition stands before it, so it is no subject.
    """

    start: int
    end: int
    number: Number | None
    person: bool | None
    side: str
    bare: bool
    preposition: bool
    subset: bool
    own: bool
    noun: str


def read(sentence: Sentence, lexicon: Lexicon) -> list[Phrase]:
    """The phrases of counted or countable people, left to right, none overlapping."""
    return _Reader(sentence, lexicon).read()


class _Reader:
    """One pass over a sentence's tokens."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self.found: list[Phrase] = []

    def read(self) -> list[Phrase]:
        at = 0
        while at < len(self.sentence.tokens):
            phrase = self._phrase(at)
            if phrase is None:
                at += 1
            else:
                self.found.append(phrase)
                at = phrase.end
        return self.found

    def _phrase(self, at: int) -> Phrase | None:
        token = self.sentence.tokens[at]
        if self._as_many(at):
            return self._make(at, at + 2, self.found[-1].number, None, "unknown", bare=True, noun="other")
        if token.word in ("himself", "herself"):
            return self._make(at, at + 1, self._one(at, at + 1), True, "armed group", noun="self")
        if token.number is not None:
            risen = lasting(token.number) if at and self.lexicon.has("risen", self.sentence.words[at - 1]) else None
            return self._counted(at, risen or token.number)
        if self.lexicon.has("articles", token.word) or self.lexicon.has("definite", token.word):
            found = self._article(at, token)
            if found is not None:
                return found
        if token.word in self.lexicon.sets["one_pronouns"] and not (token.word == "her" and self._possessed(at + 1)):
            return self._make(at, at + 1, self._one(at, at + 1), True, "unknown", noun="pronoun")
        return self._bare_noun(at)

    def _as_many(self, at: int) -> bool:
        """ "13 dead and as many wounded", "autant de blessés": the number just told."""
        if not self.found or self.found[-1].number is None or self.found[-1].person is False:
            return False
        words = self.sentence.words
        return words[at : at + 2] in (["as", "many"], ["autant", "de"]) and words[at - 1] in ("and", "et", ",") and at + 2 in self.sentence.cue_at

    def _possessed(self, at: int) -> bool:
        return bool(self._run(at)) or (at < len(self.sentence.tokens) and self.sentence.tokens[at].number is not None)

    def _counted(self, at: int, number: Number) -> Phrase:
        here, own, pronoun = self._partitive(at + 1)
        if pronoun:
            end = here
            follower = self.lexicon.people.at(self.sentence.words, end) if end < len(self.sentence.words) else None
            return self._make(
                at, follower[0] if follower else end, number, True, follower[1][0].side if follower else "unknown", subset=True, noun="of them"
            )
        noun = self._noun(here)
        if noun is not None:
            end, person = noun
            if self.sentence.words[end : end + 2] in (["at", "least"], ["au", "moins"]) and number.rule == "exact":
                number = replace(number, high=None, rule="least")  # "fifteen civilians at least"
            return self._make(at, end, number, True, self._sided(at, end, person), own=own, noun=person.word)
        run = self._run(here)
        if not run and own:
            return self._make(at, here, number, True, "unknown", own=True, noun="own")
        if self._aged(at):
            return self._make(at, at + 1, number, False, "unknown", noun="years")
        if [self.sentence.words[i] for i in run] in (["more"], ["additional"]) and not self.lexicon.has("partitive", self.sentence.word(run[-1] + 1)):
            return self._make(at, run[-1] + 1, number, None, "unknown", bare=True, noun="other")
        if not run:
            year = number.low == number.high and 1900 <= (number.low or 0) <= 2100 and number.quote.isdigit()
            whole = own or here in self.sentence.cue_at or self.sentence.tokens[here - 1].number is not None
            return self._make(at, here if whole else at + 1, number, False if year else None, "unknown", bare=not own, own=own)
        named = [self.sentence.words[i] for i in run]
        if any(w in self.lexicon.sets["things"] or w in self.lexicon.sets["time"] for w in named[:3] + named[-1:]):
            return self._make(at, run[0] + 1, number, False, "unknown", noun=named[0])
        named_people = self._demonym(run)
        last = named_people if named_people is not None else run[-1] if self.lexicon.language == "en" else run[0]
        known = True if named_people is not None else None
        return self._make(at, last + 1, number, known, "unknown", own=own, noun=self.sentence.words[last])

    def _aged(self, at: int) -> bool:
        """ "aged four and six"."""
        while at >= 2 and self.sentence.words[at - 1] in ("and", "et", ",") and self.sentence.tokens[at - 2].number is not None:
            at -= 2
        return self.sentence.word(at - 1) in ("aged", "age", "âgé", "âgée", "âgés", "âgées")

    def _demonym(self, run: list[int]) -> int | None:
        """ "five Indians", "trois Italiens": a capital and a plural soon after the number name people."""
        return next((i for i in run[:3] if self.sentence.tokens[i].upper and self.sentence.words[i].endswith(("s", "x", "ese"))), None)

    def _partitive(self, here: int) -> tuple[int, bool, bool]:
        """Where the noun may begin after "of its own"; whether they are own people; whether a pronoun stands for them ("of them")."""
        if not self.lexicon.has("partitive", self.sentence.word(here)):
            return here, False, False
        if self.sentence.word(here + 1) in ("them", "whom", "those", "eux", "elles"):
            return here + 2, False, True
        if self.sentence.word(here) == "d'" and self.sentence.word(here + 1) == "entre":
            return here + 3, False, True
        here += 1
        own = False
        while self.sentence.word(here) in (
            "the",
            "its",
            "his",
            "her",
            "their",
            "our",
            "own",
            "these",
            "those",
            "les",
            "ses",
            "leurs",
            "nos",
            "ces",
            "propres",
        ):
            own = own or self.sentence.word(here) in ("own", "ses", "propres", "leurs", "nos")
            here += 1
        if here < len(self.sentence.tokens) and self.sentence.tokens[here].number is not None:
            here += 1  # "twenty of the 60 passengers"
        return here, own, False

    def _run(self, here: int) -> list[int]:
        """The word tokens that may still belong to the noun phrase that begins at ``here``."""
        out: list[int] = []
        while here < len(self.sentence.tokens) and len(out) < _LONGEST_RUN:
            token = self.sentence.tokens[here]
            if token.number is not None or not token.word[0].isalpha() or here in self.sentence.cue_at:
                break
            if self.lexicon.has("stop", token.word) or self.lexicon.has("adverbs", token.word) or self.lexicon.has("pronouns", token.word):
                break
            if self.lexicon.has("articles", token.word) or self.lexicon.has("definite", token.word) or self.lexicon.has("prepositions", token.word):
                break
            out.append(here)
            here += 1
        return out

    def _noun(self, here: int) -> tuple[int, Person] | None:
        """End and entry of the noun of people that heads the phrase from ``here``: the last one in English, the first in French."""
        found: tuple[int, Person] | None = None
        at, limit = here, here + (_LONGEST_RUN if self.lexicon.language == "en" else 4)
        while at < min(limit, len(self.sentence.tokens)):
            token = self.sentence.tokens[at]
            if token.number is not None or not (token.word[0].isalpha() or token.word == "'s" or "-" in token.word[1:]):
                break
            hit = self._person(at)
            if hit is not None:
                if found is not None and at in self.sentence.cue_at:
                    break
                found = hit
                at = hit[0]
                if self.lexicon.language == "fr":
                    break
                continue
            if at in self.sentence.cue_at and (found is not None or any(v.kind in ("act", "at") for v in self.sentence.cue_at[at].verbs)):
                break
            if (
                self.lexicon.has("stop", token.word)
                or self.lexicon.has("time", token.word)
                or self.lexicon.has("articles", token.word)
                or self.lexicon.has("definite", token.word)
            ):
                break
            if self.lexicon.has("things", token.word) and not (
                self.lexicon.language == "en" and at + 1 < len(self.sentence.words) and self._person(at + 1)
            ):
                break  # but "village chief", "truck drivers"
            if self.lexicon.language == "fr" and self.lexicon.has("prepositions", token.word):
                break
            at += 1
        if found is not None and self.sentence.word(found[0]) == "'s" and self._run(found[0] + 1):
            return None  # "the herder's dog" is nobody
        return found

    def _person(self, at: int) -> tuple[int, Person] | None:
        hit = self.lexicon.people.at(self.sentence.words, at)
        if hit is not None:
            return hit[0], hit[1][0]
        word = self.sentence.words[at]
        if "-" in word:
            tail = self.lexicon.people.at([word.rpartition("-")[2]], 0)
            return (at + 1, tail[1][0]) if tail else None
        return None

    def _article(self, at: int, token: Token) -> Phrase | None:
        """ "a herdsman", "the village chief", "son fils": one person; "the attackers": people without a number."""
        if self.lexicon.language == "fr" and self.lexicon.has("articles", token.word) and self.sentence.word(at + 1) == "des":
            noun = self._noun(at + 2)  # "un des blessés"
            return self._make(at, noun[0], self._one(at, noun[0]), True, self._sided(at, *noun), noun=noun[1].word) if noun else None
        noun = self._noun(at + 1)
        if noun is None or noun[1].word in self.lexicon.sets["never_one"]:
            if self.sentence.word(at + 1) in self.lexicon.sets["pronoun_heads"] and self._verb_next(at + 2):
                return self._make(at, at + 2, self._one(at, at + 2), True, "unknown", noun="other")
            if token.word == "another" and self._verb_next(at + 1):
                return self._make(at, at + 1, self._one(at, at + 1), True, "unknown", noun="other")
            if self._listed_demonym(at):
                return self._make(at, at + 2, self._one(at, at + 2), True, "unknown", noun="national")
            return None
        end, person = noun
        if person.word in ("family", "famille") and self._sized(end):
            count = self.sentence.tokens[end + 1].number
            return self._make(at, end + 2, count, True, person.side, noun=person.word)
        if self.lexicon.language == "fr" and self._adjective(at):
            return None
        if person.word in self.lexicon.sets["not_definite"] and not self.lexicon.has("articles", token.word):
            return None
        if person.singular and (
            not person.plural or self.lexicon.has("articles", token.word) or token.word in ("le", "l'", "la", "son", "sa", "leur")
        ):
            number = None if person.word in ("family",) else self._one(at, end, 2 if person.word == "couple" else 1)
        else:
            number = None
        return self._make(at, end, number, True, self._sided(at, end, person), noun=person.word)

    def _sized(self, at: int) -> bool:
        """ "a family of five"."""
        return self.sentence.word(at) in ("of", "de", "d'") and at + 1 < len(self.sentence.tokens) and self.sentence.tokens[at + 1].number is not None

    def _adjective(self, at: int) -> bool:
        """ "un regroupement terroriste": after a noun that is no person, the word for a person describes it."""
        first = self.sentence.words[at + 1]
        return self._person(at + 1) is None and not (first in self.lexicon.sets["prenominal"] or "-" in first or not first[0].isalpha())

    def _listed_demonym(self, at: int) -> bool:
        """ "four Malians, a Nigerien and two Chinese": a capital after an article, inside a list of people."""
        if not self.lexicon.has("articles", self.sentence.words[at]) or at + 1 >= len(self.sentence.tokens) or not self.sentence.tokens[at + 1].upper:
            return False
        return (self.sentence.word(at - 1) in (",", "and", "et") and bool(self.found)) or self.sentence.word(at + 2) in (",", "and", "et")

    def _verb_next(self, at: int) -> bool:
        """Whether "a third", "un autre" stands alone: a verb or a mark follows."""
        word = self.sentence.word(at)
        return bool(word) and (
            at in self.sentence.cue_at or not word[0].isalpha() or self.lexicon.has("auxiliaries", word) or self.lexicon.has("finite", word)
        )

    def _one(self, at: int, end: int, value: int = 1) -> Number:
        start, stop = self.sentence.tokens[at].start, self.sentence.tokens[end - 1].end
        opened = self.sentence.words[max(0, at - 2) : at] in (["at", "least"], ["au", "moins"])
        return Number(start, stop, self.sentence.text[start:stop], value, value, None if opened else value, "least" if opened else "article")

    def _bare_noun(self, at: int) -> Phrase | None:
        hit = self._person(at) if at not in self.sentence.cue_at else None
        if hit is None or (self.lexicon.language == "fr" and self.found and self.found[-1].end == at and self.found[-1].person):
            return None  # "trois ressortissants indiens": an adjective, though the word may be a noun elsewhere
        before = self.sentence.word(at - 1)
        if before == "s'":
            return None  # "le bilan s'élève à": a verb
        described = bool(self.found) and self.found[-1].end == at - 1 and self.found[-1].person is True  # "l'adjoint au maire"
        fused = before in ("du", "au") and hit[1].singular and not described
        number = self._one(at, hit[0]) if fused else None
        return self._make(at, hit[0], number, True, self._sided(at, hit[0], hit[1]), noun=hit[1].word)

    def _sided(self, at: int, end: int, person: Person) -> str:
        if person.side == "state" and not self.lexicon.sets["foreign"].isdisjoint(
            self.sentence.words[at : end + (2 if self.lexicon.language == "fr" else 0)]
        ):
            return "external"
        return person.side

    def _make(self, start: int, end: int, number: Number | None, person: bool | None, side: str, *, bare: bool = False,
              subset: bool = False, own: bool = False, noun: str = "") -> Phrase:  # fmt: skip
        before = self.sentence.word(start - 1)
        if before in ("the", "les", "these", "ces", "its", "his", "their", "ses", "leurs"):
            before = self.sentence.word(start - 2)
        grouped = before in ("of", "de", "d'") and self.sentence.word(start - 2) in self.lexicon.sets["group_nouns"]
        return Phrase(
            start,
            end,
            number,
            person,
            side,
            bare,
            self.lexicon.has("prepositions", before) and not self.lexicon.has("complementizers", before) and not grouped,
            subset or self._in_subset(start),
            own,
            noun,
        )

    def _in_subset(self, start: int) -> bool:
        """Whether "including", "dont", "among them" stands before, with nothing but the list's earlier members between."""
        for at in range(start - 1, max(-1, start - 9), -1):
            word = self.sentence.words[at]
            if word in (";", ":", ".") or (
                at in self.sentence.cue_at and any(v.kind in ("ed", "part", "act") for v in self.sentence.cue_at[at].verbs)
            ):
                return False
            hit = self.lexicon.subset.at(self.sentence.words, at)
            if hit is not None and hit[0] <= start:
                if (self.sentence.words[start - 1] in ("and", "et") and self.sentence.words[start - 2] == ",") or (
                    start - hit[0] > 1 and start in self.sentence.cue_at
                ):
                    return False
                return start - hit[0] <= 1 or (
                    any(w in (",", "and", "et") for w in self.sentence.words[hit[0] : start]) and self.sentence.words[start - 1] != ","
                )
        return False
