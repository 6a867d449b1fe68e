"""Ties each word of harm to the people it counts: subject before a passive, object after an active verb, number beside a noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from incidents.extraction.numbers import Number
from incidents.extraction.tolls import counts, verbgroups
from incidents.extraction.tolls.lexicon import Lexicon, Verb
from incidents.extraction.tolls.phrases import Phrase
from incidents.extraction.tolls.tokens import Cue, Sentence

_FARTHEST = 14  # words between people and their verb
_DASHES = frozenset("—–-")
_RELATIVES = frozenset(["who", "whom", "which", "qui", "dont", "whose", "that"])


@dataclass(frozen=True, slots=True)
class Link:
    """One phrase that one word of harm counts; ``number`` carries a modifier shared by a whole list."""

    phrase: Phrase
    cue: Cue
    verb: Verb
    number: Number
    alone: bool
    how: str


_AFTER_JOINT = frozenset(
    ["the", "my", "our", "mes", "nos", "his", "her", "their", "its", "of", "les", "ses", "leurs", "à", "de", "d'"]
)  # "a woman and her two children"


class Linker:
    """Links of one sentence, in the order of its words of harm."""

    def __init__(self, sentence: Sentence, phrases: list[Phrase], lexicon: Lexicon) -> None:
        self.sentence, self.phrases, self.lexicon = sentence, phrases, lexicon
        self.by_start = {p.start: p for p in phrases}
        self.inside = {i: p for p in phrases for i in range(p.start, p.end)}
        self.counted = {i for p in phrases if p.person and p.number for i in range(p.start, p.end)}
        self.told: set[str] = set()
        self.taken: dict[Cue, tuple[list[Phrase], str]] = {}

    def links(self) -> Iterator[Link]:
        for cue in self.sentence.cues:
            for verb in cue.verbs:
                group, how = self._people(cue, verb)
                if group:
                    self.taken[cue] = (group, how)
                    self.told.add(verb.quantity)
                    yield from self._spread(group, cue, verb, how)
                    break

    def _spread(self, group: list[Phrase], cue: Cue, verb: Verb, how: str) -> Iterator[Link]:
        opened = group[0].number is not None and group[0].number.rule == "least"
        for phrase in group:
            number = phrase.number
            assert number is not None
            if opened and number.rule in ("exact", "article"):
                number = Number(number.start, number.end, number.quote, number.low, number.best, None, "least")
            yield Link(phrase, cue, verb, number, len(group) == 1, how)

    def _people(self, cue: Cue, verb: Verb) -> tuple[list[Phrase], str]:
        around = self.inside.get(cue.start)
        if around is not None and around.number is not None and around.start < cue.start and verb.kind not in ("act", "of", "at", "lost"):
            return (self._listed_before(around) if around.person is not False else []), "attribute"
        if verb.kind in ("ed", "part"):
            return self._participle(cue, verb)
        if verb.kind in ("intr", "fallen"):
            subject = self._subject(cue, verb)
            return subject + self._joined_after(cue, subject) or self._object(cue, 0, inverted=True), "subject"
        if verb.kind == "act" and self.sentence.word(cue.start - 1) == "fait":
            return self._subject(cue, verb), "subject"
        if verb.kind == "them":
            return self._last_counted(cue.start), "them"
        if verb.kind == "clitic":
            return (self._clitic(cue) if verbgroups.helper(self.sentence, self.lexicon, cue) == "avoir" else []), "object"
        if verb.kind == "act" and self.sentence.word(cue.end) == "them":
            return self._last_counted(cue.start), "act"
        if verb.kind in ("act", "of"):
            return self._object(cue, 4 if verb.kind == "act" else 0), verb.kind
        if verb.kind == "lost":
            return [
                p
                for p in self._object(cue, 1)
                if p.side in ("state", "armed group", "external") or p.noun in ("man", "homme", "member", "membre", "own")
            ], "lost"
        if verb.kind == "noun":
            given = (self.sentence, self.lexicon, self.phrases, cue)
            return self._list_up_to(counts.beside(*given)) or counts.numbered(*given) or counts.labelled(*given), "noun"
        return counts.after_toll(self.sentence, self.lexicon, self.phrases, cue), "toll"

    # --- participles --------------------------------------------------------------------------------------------------

    def _participle(self, cue: Cue, verb: Verb) -> tuple[list[Phrase], str]:
        helper = verbgroups.helper(self.sentence, self.lexicon, cue)
        if helper == "avoir":
            return self._object(cue, 6) or self._clitic(cue), "object"
        if helper == "" and self.lexicon.language == "en":
            active = self._object(cue, 1)
            if not active and self.sentence.word(cue.end) == "them":
                active = self._last_counted(cue.start)
            if active:
                return active, "object"
        if helper == "" and self.lexicon.language == "fr" and self._second_verb(cue):
            active = self._object(cue, 2)
            if active:
                return active, "object"
        if helper == "" and self._thing_follows(cue):
            return [], "object"
        subject = self._subject(cue, verb)
        if subject or helper == "":
            return subject + self._joined_after(cue, subject), "subject"
        return self._object(cue, 0, inverted=True), "inverted"

    def _joined_after(self, cue: Cue, group: list[Phrase]) -> list[Phrase]:
        """ "the prefect was killed along with his bodyguard"."""
        at = cue.end + (self.sentence.word(cue.end) == ",")
        hit = self.lexicon.joins.at(self.sentence.words, at) if group and at < len(self.sentence.words) else None
        later = self.by_start.get(hit[0]) if hit is not None and hit[0] > at + 1 else None
        if group and self.sentence.word(cue.end) in ("with", "avec") and self.lexicon.has("possessives", self.sentence.word(cue.end + 1)):
            later = self.by_start.get(cue.end + 1) or self.by_start.get(cue.end + 2)  # "with her two daughters"
        if later is None or later.number is None or not later.person or self._told_apart(later) or self._own_clause(later):
            return []
        return self._listed_after(later)

    def _clitic(self, cue: Cue) -> list[Phrase]:
        """ "ils l'ont tué": one person, named before; "les ont emmenés": the people last counted."""
        if self.sentence.words[cue.start - 2 : cue.start - 1] == ["les"] and self.sentence.words[cue.end - 1].endswith("s"):
            return self._last_counted(cue.start - 2)
        heard = range(cue.start - 2, max(-1, cue.start - 4), -1)
        at = next((i for i in heard if self.sentence.words[i] == "l'" and self.lexicon.has("avoir", self.sentence.words[i + 1])), None)
        if at is None or self.sentence.words[cue.end - 1].endswith("s"):
            return []
        token = self.sentence.tokens[at]
        one = Number(token.start, token.end, "", 1, 1, 1, "article")
        return [Phrase(at, at + 1, one, True, "unknown", False, False, False, False, "pronoun")]

    def _last_counted(self, before: int) -> list[Phrase]:
        """The several people that "them" stands for: the last ones counted in the sentence, if they are nobody's subset."""
        told = [p for p in self.phrases if p.end <= before and p.person and p.number is not None and not p.subset]
        return told[-1:] if told and told[-1].number is not None and told[-1].number.high != 1 else []

    def _second_verb(self, cue: Cue) -> bool:
        """ "ont emporté le bétail et abattu le berger": a second participle of one "avoir"."""
        earlier = self.sentence.words[max(0, cue.start - 16) : cue.start]
        return self.sentence.word(cue.start - 1) in ("et", "puis", ",", "ou") and any(self.lexicon.has("avoir", w) for w in earlier)

    def _thing_follows(self, cue: Cue) -> bool:
        """ "burned 20 houses": an active verb whose object is no person."""
        after = self.by_start.get(cue.end)
        return after is not None and after.person is False and not self._is_time(after)

    # --- subjects -----------------------------------------------------------------------------------------------------

    def _subject(self, cue: Cue, verb: Verb) -> list[Phrase]:
        chained = verbgroups.chain_start(self.sentence, self.lexicon, cue, self.counted) if verb.kind in ("ed", "part") else None
        start = verbgroups.start(self.sentence, self.lexicon, cue) if chained is None else chained
        over = self.inside.get(start)
        if over is not None and over.noun == "of them":
            start = over.end  # "trois d'entre eux": "eux" may also stand before a verb
        before = self.sentence.cue_at.get(start - 1)
        if before is not None and before in self.taken and start < cue.start and self.taken[before][1] in ("subject", "inverted", "attribute"):
            return self.taken[before][0]
        passive = start < cue.start
        reduced = not passive and verb.kind in ("ed", "part")
        for phrase in reversed([p for p in self.phrases if p.end <= start]):
            gap = self._gap(phrase.end, start)
            if phrase.subset and phrase.bare and passive and not gap and verb.quantity not in self.told:
                return [replace(phrase, subset=False)]  # "30 passengers, of whom 12 were killed"
            if phrase.noun == "of them" and not gap and verb.quantity not in self.told and self._opens(phrase):
                return [phrase]  # "The soldiers fired back; three of them died": a subset of nobody counted so far
            if phrase.subset or (phrase.bare and gap and phrase.number is not None) or (phrase.person is False and self._is_time(phrase)):
                continue
            if phrase.number is None and [self.sentence.words[i] for i in gap] == [","]:
                continue  # "eighteen passengers, mostly women, were seized"
            words = [self.sentence.words[i] for i in gap]
            if words.count(",") == 1 and words[-1] == "," and len(words) > 1 and self._aside(phrase):
                continue  # "three people, the bomber not included, died"
            if reduced and words == [","] and self._agrees(phrase, start, cue.start, gap):
                gap = []  # "the prefect and his driver, abducted on Tuesday"
            if len(gap) > _FARTHEST or self._broken(gap, phrase.end) or (reduced and any(self._verb_word(i) for i in gap)):
                break
            relative = (*words, self.sentence.word(start))[0] in _RELATIVES
            if (phrase.preposition and not relative and (passive or not self._adjectives(gap))) or not self._agrees(phrase, start, cue.start, gap):
                continue
            if phrase.person is False or phrase.number is None or (phrase.number.high == 0 and phrase.person is not True and not phrase.bare):
                break
            if verb.kind == "fallen" and phrase.person is not True:
                break
            if phrase.person is None and not phrase.bare and (len(gap) > 2 or not self._nounlike(phrase)):
                break
            return self._listed_before(phrase)
        return []

    def _opens(self, phrase: Phrase) -> bool:
        """Whether the phrase opens its clause."""
        return phrase.start == 0 or self.sentence.words[phrase.start - 1] in (";", ":", ",", "and", "et", "but", "mais", "—", "–")

    def _aside(self, phrase: Phrase) -> bool:
        """ ", the bomber not included,", ", dont le plus jeune avait trois ans,": people who stand in an aside."""
        before = self.sentence.words[max(0, phrase.start - 4) : phrase.start]
        return before[-1:] == [","] or any(a == "," and b in _RELATIVES for a, b in pairwise(before))

    def _verb_word(self, at: int) -> bool:
        word = self.sentence.words[at]
        return word not in _RELATIVES and (self.lexicon.has("finite", word) or self.lexicon.has("say", word))

    def _adjectives(self, gap: list[int]) -> bool:
        words = [self.sentence.words[i] for i in gap]
        return len(words) <= 2 and all(w[0].isalpha() and not self.lexicon.has("stop", w) and not self.lexicon.has("prepositions", w) for w in words)

    def _gap(self, left: int, right: int) -> list[int]:
        """Token positions between, without what stands in brackets, between dashes, or between two commas right after ``left``."""
        out: list[int] = []
        at = left
        while at < right:
            word = self.sentence.words[at]
            if word == "(" or (word in _DASHES and at == left):
                closing = ")" if word == "(" else word
                end = next((i for i in range(at + 1, right) if self.sentence.words[i] == closing), None)
                if end is not None:
                    at = end + 1
                    continue
            out.append(at)
            at += 1
        if len(out) > 1 and self.sentence.words[out[0]] == "," and self.sentence.words[out[-1]] == ",":
            return []
        return out

    def _broken(self, gap: list[int], left: int) -> bool:
        words = [self.sentence.words[i] for i in gap]
        relative = bool(words) and (words[0] in _RELATIVES or (words[0] == "," and len(words) > 1 and words[1] in _RELATIVES))
        if any(w in (";", ":", "!", "?", "|") for w in words):
            return True
        if relative:
            return False
        if any(i in self.sentence.cue_at and self._verbal(self.sentence.cue_at[i]) for i in gap):
            return True
        if words.count(",") % 2:
            return True
        return any(self.lexicon.has("pronouns", w) or self.lexicon.has("complementizers", w) for w in words)

    def _verbal(self, cue: Cue) -> bool:
        return any(v.kind in ("ed", "part", "intr", "fallen", "act") for v in cue.verbs)

    def _agrees(self, phrase: Phrase, start: int, end: int, gap: list[int]) -> bool:
        if phrase.number is None or self.sentence.word(phrase.start - 2) in self.lexicon.sets["group_nouns"]:
            return True
        aux = next((w for w in self.sentence.words[start:end] if self.lexicon.has("singular_aux", w) or self.lexicon.has("plural_aux", w)), "")
        one = phrase.number.high == 1 and phrase.number.low == 1
        if self.lexicon.has("plural_aux", aux) and one:
            return len(self._listed_before(phrase)) > 1
        many = not one and phrase.number.rule != "about" and phrase.number.high != 0
        return not (many and self.lexicon.has("singular_aux", aux))

    def _is_time(self, phrase: Phrase) -> bool:
        return phrase.noun in self.lexicon.sets["time"] or phrase.noun in ("", "years")

    def _nounlike(self, phrase: Phrase) -> bool:
        token = self.sentence.tokens[phrase.end - 1]
        return token.upper or token.word.endswith(("s", "x", "men"))

    # --- lists --------------------------------------------------------------------------------------------------------

    def _listed_before(self, phrase: Phrase) -> list[Phrase]:
        group = [phrase]
        while True:
            first = group[0]
            earlier = next((p for p in reversed(self.phrases) if p.end <= first.start and not self._complement(p)), None)
            if earlier is None or not self._listable(earlier, first) or phrase.person is not True or self._told_apart(earlier):
                return group
            group.insert(0, earlier)

    def _list_up_to(self, group: list[Phrase]) -> list[Phrase]:
        """ "five hunters and three militants dead": one adjective for the whole list."""
        return self._listed_before(group[0]) if len(group) == 1 else group

    def _listed_after(self, phrase: Phrase) -> list[Phrase]:
        group = [phrase]
        while phrase.person is True:
            last = group[-1]
            later = next((p for p in self.phrases if p.start >= last.end and not self._complement(p)), None)
            if later is None or not self._listable(last, later) or self._own_clause(later):
                break
            group.append(later)
        return group

    def _listable(self, left: Phrase, right: Phrase) -> bool:
        if (
            "pronoun" in (left.noun, right.noun)
            or left.person is not True
            or right.person is not True
            or left.subset
            or right.subset
            or left.number is None
            or right.number is None
        ):
            return False
        between = list(range(left.end, right.start))
        if not between or len(between) > 9:
            return False
        return self._joint(between) and not any(self._ends_list(i) for i in between)

    def _told_apart(self, phrase: Phrase) -> bool:
        """ "13 blessés" in "13 blessés et 19 terroristes neutralisés": it has its own word of harm."""
        cues = {self.sentence.cue_at[i] for i in range(phrase.start, phrase.end) if i in self.sentence.cue_at}
        return any(v.kind == "noun" and v.quantity in ("killed", "injured", "missing") for cue in cues for v in cue.verbs)

    def _ends_list(self, at: int) -> bool:
        word = self.sentence.words[at]
        return (
            at in self.sentence.cue_at or self.lexicon.has("finite", word) or self.lexicon.has("say", word) or word in (";", ":", "—", "–", "(", ")")
        )

    def _complement(self, phrase: Phrase) -> bool:
        """ "d'Italiens" in "un couple d'Italiens": people who only describe the ones before."""
        return phrase.number is None and phrase.preposition

    def _joint(self, between: list[int]) -> bool:
        words = self.sentence.words
        while len(between) > 1 and words[between[-1]] in _AFTER_JOINT:
            between = between[:-1]
        if words[between[-1]] in (",", "&") or self.lexicon.has("joins", words[between[-1]]):
            return True
        return any((hit := self.lexicon.joins.at(words, i)) is not None and hit[0] == between[-1] + 1 for i in between)

    def _own_clause(self, phrase: Phrase) -> bool:
        """Whether the phrase has a verb of its own right after it."""
        for at in range(phrase.end, min(phrase.end + 6, len(self.sentence.words))):
            word = self.sentence.words[at]
            if word in (",", ";", ".", ":", "(", "—", "–") or self.lexicon.has("joins", word) or word in _RELATIVES:
                return False
            if at in self.sentence.cue_at and all(v.kind == "clitic" for v in self.sentence.cue_at[at].verbs):
                continue  # "quatre villageois pris entre deux feux"
            if at in self.sentence.cue_at or self.lexicon.has("finite", word) or self.lexicon.has("say", word):
                return True
        return False

    # --- objects and nouns --------------------------------------------------------------------------------------------

    def _object(self, cue: Cue, far: int, *, inverted: bool = False) -> list[Phrase]:
        phrase = next((p for p in self.phrases if p.start >= cue.end), None)
        if phrase is None or phrase.start - cue.end > far + 2 or not self._bridged(cue.end, phrase.start, far):
            return []
        if phrase.person is False:
            return self._after_things(phrase)
        if (
            phrase.number is None
            or (phrase.subset and phrase.noun != "of them")
            or (phrase.bare and (inverted or counts.dated(self.sentence, self.lexicon, phrase)))
        ):
            return []
        if phrase.person is None and not phrase.bare and not self._nounlike(phrase):
            return []
        return self._listed_after(phrase)

    def _bridged(self, left: int, right: int, far: int) -> bool:
        """Whether no more than ``far`` words that may stand between a verb and its object stand there."""
        between = [w for w in self.sentence.words[left:right] if w not in ("the", "les", "ces", "these")]
        counted = [w for w in between if w in ("and", "et") or not self.lexicon.has("adverbs", w)]
        if len(counted) > far or any(i in self.sentence.cue_at for i in range(left, right)):
            return False
        return all(w[0].isalpha() and w not in ("and", "et") and not self._function(w) for w in counted)

    def _function(self, word: str) -> bool:
        return self.lexicon.has("prepositions", word) or self.lexicon.has("finite", word)

    def _after_things(self, thing: Phrase) -> list[Phrase]:
        """ "lost two vehicles and three soldiers": the people right after a thing in the list."""
        later = next((p for p in self.phrases if p.start >= thing.end), None)
        if later is None or self.sentence.words[thing.end : later.start] not in (["and"], ["et"]) or later.number is None or not later.person:
            return []
        return [] if self._own_clause(later) else self._listed_after(later)
