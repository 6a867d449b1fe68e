"""A sentence's tokens and its phrases of counted people: "at least 17 soldiers", "20 of the raiders", "a herdsman", "six"."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.numbers import Number
from incidents.tolls.lexicon import TOKEN, Lexicon, Person, Verb

_QUOTES = frozenset("«»“”\"‘’'„`*_")
_LONGEST_RUN = 6


@dataclass(slots=True)
class Token:
    word: str
    start: int
    end: int
    number: Number | None = None
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of harm at tokens ``start`` to ``end`` (exclusive), with its readings."""

    start: int
    end: int
    verbs: tuple[Verb, ...]


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


@dataclass(slots=True)
class Sentence:
    """One sentence cut into tokens (quotation marks left out), its cues and phrases; offsets count in the paragraph."""

    text: str
    start: int
    end: int
    index: int
    tokens: list[Token]
    words: list[str]
    cues: list[Cue]
    cue_at: dict[int, Cue]
    phrases: list[Phrase]

    def word(self, position: int) -> str:
        return self.words[position] if 0 <= position < len(self.words) else ""


def cut(text: str, start: int, end: int, index: int, numbers: list[Number], lexicon: Lexicon, *, always: bool = False) -> Sentence:
    """The sentence ``text[start:end]`` with its numbers; phrases are read where a word of harm stands, or ``always``."""
    tokens = _tokens(text, start, end, [n for n in numbers if start <= n.start < end])
    words = [t.word for t in tokens]
    cues = _cues(words, lexicon)
    sentence = Sentence(text, start, end, index, tokens, words, cues, {i: c for c in cues for i in range(c.start, c.end)}, [])
    if cues or always:
        sentence.phrases = _phrases(sentence, lexicon)
    return sentence


def _tokens(text: str, start: int, end: int, numbers: list[Number]) -> list[Token]:
    out: list[Token] = []
    waiting = list(reversed(numbers))
    for match in TOKEN.finditer(text, start, end):
        while waiting and waiting[-1].end <= match.start():
            waiting.pop()
        number = waiting[-1] if waiting and waiting[-1].start <= match.start() < waiting[-1].end else None
        if number is not None:
            if out and out[-1].number is number:
                continue
            out.append(Token("<number>", number.start, number.end, number))
        elif match.group() not in _QUOTES:
            out.append(Token(match.group().lower().replace("’", "'"), match.start(), match.end(), None, match.group()[0].isupper()))
    return out


def _cues(words: list[str], lexicon: Lexicon) -> list[Cue]:
    cues: list[Cue] = []
    at = 0
    while at < len(words):
        hit = lexicon.verbs.at(words, at) if words[at] in lexicon.firsts else None
        if hit is None:
            at += 1
            continue
        end, verbs = hit
        kept = tuple(v for v in verbs if not _blocked(v, words, at, end))
        if kept:
            cues.append(Cue(at, end, kept))
        at = end if kept else at + 1
    return cues


def _blocked(verb: Verb, words: list[str], at: int, end: int) -> bool:
    if any(tuple(words[end : end + len(phrase)]) == phrase for phrase in verb.not_before):
        return True
    if not verb.needs:
        return False
    ahead = {n[1:] for n in verb.needs if n[0] == ">"}
    return ahead.isdisjoint(words[end : end + 10]) if ahead else verb.needs.isdisjoint(words[max(0, at - 6) : at])


def _phrases(sentence: Sentence, lexicon: Lexicon) -> list[Phrase]:
    out = sentence.phrases = []
    at = 0
    while at < len(sentence.tokens):
        phrase = _phrase(sentence, at, lexicon)
        if phrase is None:
            at += 1
        else:
            out.append(phrase)
            at = phrase.end
    return out


def _phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> Phrase | None:
    token = sentence.tokens[at]
    if token.word in ("himself", "herself"):
        return _make(sentence, at, at + 1, _one(sentence, at, at + 1), True, "armed group", lexicon, noun="self")
    if token.number is not None:
        return _counted(sentence, at, token.number, lexicon)
    if lexicon.has("articles", token.word) or lexicon.has("definite", token.word):
        found = _article(sentence, at, token, lexicon)
        if found is not None:
            return found
    if token.word in _PRONOUNS and not (token.word == "her" and _run(sentence, at + 1, lexicon)):
        return _make(sentence, at, at + 1, _one(sentence, at, at + 1), True, "unknown", lexicon, noun="pronoun")
    return _bare_noun(sentence, at, lexicon)


_PRONOUNS = frozenset(["he", "she", "him", "her", "il", "elle"])


def _counted(sentence: Sentence, at: int, number: Number, lexicon: Lexicon) -> Phrase:
    here, own, pronoun = _partitive(sentence, at + 1, lexicon)
    if pronoun:
        end = here
        follower = lexicon.people.at(sentence.words, end) if end < len(sentence.words) else None
        return _make(sentence, at, follower[0] if follower else end, number, True, follower[1][0].side if follower else "unknown", lexicon, subset=True, noun="of them")
    noun = _noun(sentence, here, lexicon)
    if noun is not None:
        end, person = noun
        return _make(sentence, at, end, number, True, _sided(sentence, at, end, person, lexicon), lexicon, own=own, noun=person.word)
    run = _run(sentence, here, lexicon)
    if sentence.word(at - 1) in ("aged", "age", "âgé", "âgée", "âgés", "âgées"):
        return _make(sentence, at, at + 1, number, False, "unknown", lexicon, noun="years")
    if not run:
        year = number.low == number.high and 1900 <= (number.low or 0) <= 2100 and number.quote.isdigit()
        return _make(sentence, at, max(at + 1, here if own or sentence.tokens[here - 1].number else 0), number, False if year else None, "unknown", lexicon, bare=not own, own=own)
    named = [sentence.words[i] for i in run]
    if any(w in lexicon.sets["things"] or w in lexicon.sets["time"] for w in named[:3] + named[-1:]):
        return _make(sentence, at, run[0] + 1, number, False, "unknown", lexicon, noun=named[0])
    named_people = _demonym(sentence, run)
    last = named_people if named_people is not None else run[-1] if lexicon.language == "en" else run[0]
    known = True if named_people is not None else None
    return _make(sentence, at, last + 1, number, known, "unknown", lexicon, own=own, noun=sentence.words[last])


def _demonym(sentence: Sentence, run: list[int]) -> int | None:
    """ "five Indians", "trois Italiens": a capital and a plural soon after the number name people."""
    return next((i for i in run[:3] if sentence.tokens[i].upper and sentence.words[i].endswith(("s", "x", "ese"))), None)


def _partitive(sentence: Sentence, here: int, lexicon: Lexicon) -> tuple[int, bool, bool]:
    """Where the noun may begin after "of its own"; whether they are own people; whether a pronoun stands for them ("of them")."""
    if not lexicon.has("partitive", sentence.word(here)):
        return here, False, False
    if sentence.word(here + 1) in ("them", "whom", "those", "eux", "elles"):
        return here + 2, False, True
    if sentence.word(here) == "d'" and sentence.word(here + 1) == "entre":
        return here + 3, False, True
    here += 1
    own = False
    while sentence.word(here) in ("the", "its", "his", "her", "their", "our", "own", "these", "those", "les", "ses", "leurs", "nos", "ces", "propres"):
        own = own or sentence.word(here) in ("own", "ses", "propres", "leurs", "nos")
        here += 1
    if here < len(sentence.tokens) and sentence.tokens[here].number is not None:
        here += 1  # "twenty of the 60 passengers"
    return here, own, False


def _run(sentence: Sentence, here: int, lexicon: Lexicon) -> list[int]:
    """The word tokens that may still belong to the noun phrase that begins at ``here``."""
    out: list[int] = []
    while here < len(sentence.tokens) and len(out) < _LONGEST_RUN:
        token = sentence.tokens[here]
        if token.number is not None or not token.word[0].isalpha() or here in sentence.cue_at:
            break
        if lexicon.has("stop", token.word) or lexicon.has("adverbs", token.word) or lexicon.has("pronouns", token.word):
            break
        if lexicon.has("articles", token.word) or lexicon.has("definite", token.word) or lexicon.has("prepositions", token.word):
            break
        out.append(here)
        here += 1
    return out


def _noun(sentence: Sentence, here: int, lexicon: Lexicon) -> tuple[int, Person] | None:
    """End and entry of the noun of people that heads the phrase from ``here``: the last one in English, the first in French."""
    found: tuple[int, Person] | None = None
    at, limit = here, here + (_LONGEST_RUN if lexicon.language == "en" else 4)
    while at < min(limit, len(sentence.tokens)):
        token = sentence.tokens[at]
        if token.number is not None or not (token.word[0].isalpha() or token.word == "'s" or "-" in token.word[1:]):
            break
        hit = _person(sentence, at, lexicon)
        if hit is not None:
            if found is not None and at in sentence.cue_at:
                break
            found = hit
            at = hit[0]
            if lexicon.language == "fr":
                break
            continue
        if at in sentence.cue_at and (found is not None or any(v.kind in ("act", "at") for v in sentence.cue_at[at].verbs)):
            break
        if lexicon.has("stop", token.word) or lexicon.has("time", token.word) or lexicon.has("articles", token.word) or lexicon.has("definite", token.word):
            break
        if lexicon.has("things", token.word) and not (lexicon.language == "en" and at + 1 < len(sentence.words) and _person(sentence, at + 1, lexicon)):
            break  # but "village chief", "truck drivers"
        if lexicon.language == "fr" and lexicon.has("prepositions", token.word):
            break
        at += 1
    return found


def _person(sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, Person] | None:
    hit = lexicon.people.at(sentence.words, at)
    if hit is not None:
        return hit[0], hit[1][0]
    word = sentence.words[at]
    if "-" in word:
        tail = lexicon.people.at([word.rpartition("-")[2]], 0)
        return (at + 1, tail[1][0]) if tail else None
    return None


def _article(sentence: Sentence, at: int, token: Token, lexicon: Lexicon) -> Phrase | None:
    """ "a herdsman", "the village chief", "son fils": one person; "the attackers": people without a number."""
    noun = _noun(sentence, at + 1, lexicon)
    if noun is None or noun[1].word in _NO_ONE:
        if sentence.word(at + 1) in lexicon.sets["pronoun_heads"] and _verb_next(sentence, at + 2, lexicon):
            return _make(sentence, at, at + 2, _one(sentence, at, at + 2), True, "unknown", lexicon, noun="other")
        if token.word == "another" and _verb_next(sentence, at + 1, lexicon):
            return _make(sentence, at, at + 1, _one(sentence, at, at + 1), True, "unknown", lexicon, noun="other")
        if _listed_demonym(sentence, at, lexicon):
            return _make(sentence, at, at + 2, _one(sentence, at, at + 2), True, "unknown", lexicon, noun="national")
        return None
    end, person = noun
    if person.word in _ABSTRACT and not lexicon.has("articles", token.word):
        return None
    if person.singular and (not person.plural or lexicon.has("articles", token.word) or token.word in ("le", "l'", "la", "son", "sa", "leur")):
        number = None if person.word in ("family",) else _one(sentence, at, end, 2 if person.word == "couple" else 1)
    else:
        number = None
    return _make(sentence, at, end, number, True, _sided(sentence, at, end, person, lexicon), lexicon, noun=person.word)


_NO_ONE = frozenset(["dead", "wounded"])
_ABSTRACT = frozenset(["mort", "corps", "body", "dead", "wounded", "blessé", "cadavre", "élément", "element", "leader", "general", "major", "private", "local"])


def _listed_demonym(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """ "four Malians, a Nigerien and two Chinese": a capital after an article, inside a list of people."""
    if not lexicon.has("articles", sentence.words[at]) or at + 1 >= len(sentence.tokens) or not sentence.tokens[at + 1].upper:
        return False
    return (sentence.word(at - 1) in (",", "and", "et") and bool(sentence.phrases)) or sentence.word(at + 2) in (",", "and", "et")


def _verb_next(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Whether "a third", "un autre" stands alone: a verb or a mark follows."""
    word = sentence.word(at)
    return bool(word) and (at in sentence.cue_at or not word[0].isalpha() or lexicon.has("auxiliaries", word) or lexicon.has("finite", word))


def _one(sentence: Sentence, at: int, end: int, value: int = 1) -> Number:
    start, stop = sentence.tokens[at].start, sentence.tokens[end - 1].end
    return Number(start, stop, sentence.text[start:stop], value, value, value, "article")


def _bare_noun(sentence: Sentence, at: int, lexicon: Lexicon) -> Phrase | None:
    hit = _person(sentence, at, lexicon) if at not in sentence.cue_at else None
    if hit is None or (lexicon.language == "fr" and sentence.phrases and sentence.phrases[-1].end == at and sentence.phrases[-1].person):
        return None  # "trois ressortissants indiens": an adjective, though the word may be a noun elsewhere
    before = sentence.word(at - 1)
    fused = before in ("du", "au") and hit[1].singular
    number = _one(sentence, at, hit[0]) if fused else None
    return _make(sentence, at, hit[0], number, True, _sided(sentence, at, hit[0], hit[1], lexicon), lexicon, noun=hit[1].word)


_FOREIGN = frozenset("""french russian chadian german togolese burkinabe nigerien egyptian swedish british american minusma wagner barkhane
    français française russe russes tchadien tchadiens togolais allemand allemands onusien onusiens égyptien égyptiens nigérien nigériens
    burkinabè guinean guinéen guinéens bangladais suédois britannique européen européens foreign étrangers étranger""".split())


def _sided(sentence: Sentence, at: int, end: int, person: Person, lexicon: Lexicon) -> str:
    if person.side == "state" and not _FOREIGN.isdisjoint(sentence.words[at : end + (2 if lexicon.language == "fr" else 0)]):
        return "external"
    return person.side


def _make(sentence: Sentence, start: int, end: int, number: Number | None, person: bool | None, side: str, lexicon: Lexicon, *, bare: bool = False,
          subset: bool = False, own: bool = False, noun: str = "") -> Phrase:  # fmt: skip
    before = sentence.word(start - 1)
    if before in ("the", "les", "these", "ces", "its", "his", "their", "ses", "leurs"):
        before = sentence.word(start - 2)
    grouped = before in ("of", "de", "d'") and sentence.word(start - 2) in _GROUPS
    return Phrase(start, end, number, person, side, bare, lexicon.has("prepositions", before) and not grouped, subset or _in_subset(sentence, start, lexicon), own, noun)


_GROUPS = frozenset(["group", "total", "party", "band", "batch", "crew", "team", "groupe", "nombre", "équipe"])


def _in_subset(sentence: Sentence, start: int, lexicon: Lexicon) -> bool:
    """Whether "including", "dont", "among them" stands before, with nothing but the list's earlier members between."""
    for at in range(start - 1, max(-1, start - 9), -1):
        word = sentence.words[at]
        if word in (";", ":", ".") or (at in sentence.cue_at and any(v.kind in ("ed", "part", "act") for v in sentence.cue_at[at].verbs)):
            return False
        hit = lexicon.subset.at(sentence.words, at)
        if hit is not None and hit[0] <= start:
            if sentence.words[start - 1] in ("and", "et") and sentence.words[start - 2] == "," or start - hit[0] > 1 and start in sentence.cue_at:
                return False
            return start - hit[0] <= 1 or any(w in (",", "and", "et") for w in sentence.words[hit[0] : start]) and "," != sentence.words[start - 1]
    return False
