"""A document's mentions, sentence by sentence, cut into clauses that each tell of one place.

A clause is the smallest stretch that the rules reason about: a sentence, cut at semicolons and where a second place with its own
act, toll or date begins ("... at Bapho, five soldiers were killed; at Niono, one died"). Each knows which of its acts happened
and, where none did, why.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from gazetteer import Gazetteer, load
from gazetteer.model import PlaceReference
from incidents.extraction import actors, claimants, elsewhere, events, headings, tolls
from incidents.extraction.actors import ActorMention
from incidents.extraction.claimants import ClaimantMention
from incidents.extraction.events import Cue, Trigger
from incidents.extraction.surroundings import any_of
from incidents.extraction.tolls import TollMention
from incidents.extraction.whereabouts import same_place
from incidents.reading import dates, sentences
from incidents.reading.dates import DateMention

#: Characters of one paragraph that are read; a longer one is a dump, not a paragraph, and what follows is set aside, said so.
LONGEST_PARAGRAPH = 50_000

#: How a name may be used without saying that the event was there (gazetteer.model.PlaceReference.frame).
NO_EVENT_FRAMES = frozenset({"dateline", "office", "origin", "destination", "metonym", "furniture", elsewhere.HOME})

#: Countries whose bare name says where ("in Niger"); that of a distant power ("a group banned in Russia") says who is involved.
NEAR_COUNTRIES = frozenset(
    {"BF", "NE", "DZ", "MR", "SN", "GN", "CI", "NG", "TD", "BJ", "TG", "GH", "LY", "CM", "CF", "SD", "GM", "GW", "SL", "LR", "TN", "MA", "EG", "SO"}
)

#: Reasons that a day or an exact place in the same clause outweighs: a monitor may have "recorded" one attack.
SOFT_REASONS = frozenset({"total", "habitual", "background"})

#: Acts that no sports page and no figure of speech tells of; people killed are none either.
LITERAL_ACTS = frozenset({"grenade", "ied", "abduct", "suicide", "carbomb", "ambush", "sexual", "mob"})

#: Acts that a road, mine or weather accident may be told with.
ACCIDENT_ACTS = frozenset({"die", "hurt", "kill", "blast", "burn", "destroy", "fire", "toll", "shell", "leave", "loot", "enter", "ied", "operation"})

_SUBCLAUSE = re.compile(
    r"[;:—–]|,\s+(?:and|but|while|whereas|who|which|et|mais|tandis|alors|qui|dont|où|puis)\b|\s(?:but|mais|while|whereas|tandis)\s"
)
_OF_SOMEBODY = re.compile(r",\s(?:who|whose|qui|dont)\b[^.;,]*$")  # "four were killed, said a clerk, who has lived there since 2021"
_ENUMERATOR = re.compile(r"(?<=\s)\((?:[a-h]|[1-9]\d?|i{1,3}|iv|v)\)\s|(?<=\s)•\s")
_COORDINATION = re.compile(r"(?:,\s*(?:and|et|while|tandis que|alors que|puis|then)?|;|:|\s(?:and|et|while|but|mais|puis)\s)", re.IGNORECASE)
_GOES_ON = re.compile(rf",?\s*{any_of('finite')}\b", re.IGNORECASE)
_PARENTHESIS = re.compile(
    rf",\s(?:\w+(?:ly|ment)\s)?{any_of('participle')}\b[^;.,]{{3,160}}(?:,[^;.,]{{3,80}})?(?=,\s{any_of('finite')}\b)", re.IGNORECASE
)
_LEADING = re.compile(
    r"(?:\b(?:in|at|near|around|on|to|from|outside|à|a|au|aux|dans|près de|vers|sur|en)\s+(?:the\s+|le\s+|la\s+|l['’])?(?:\w+\s+){0,3})$",
    re.IGNORECASE,
)


class Placed(Protocol):
    """Anything that stands at offsets of a paragraph."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=Placed)


@dataclass(slots=True)
class Mentions:
    """What each reader found in one document, by paragraph (0-based)."""

    paragraphs: Sequence[str]
    language: str | None
    places: list[list[PlaceReference]]
    dates: list[list[DateMention]]
    actors: list[list[ActorMention]]
    tolls: list[list[TollMention]]
    claimants: list[list[ClaimantMention]]
    triggers: list[list[Trigger]]
    cues: list[list[Cue]]
    title: list[PlaceReference] = field(default_factory=list)  # places of the title, which is no paragraph


@dataclass(slots=True)
class Clause:
    """One clause: where it stands, what it mentions, what happened in it (``acts``) or why nothing did (``reason``)."""

    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    triggers: list[Trigger] = field(default_factory=list)
    acts: list[Trigger] = field(default_factory=list)
    tolls: list[TollMention] = field(default_factory=list)
    places: list[PlaceReference] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    claimants: list[ClaimantMention] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    reason: str = ""
    dated_heading: bool = False  # whether a line that is only a date heads it
    day: DateMention | None = None  # the event date that its paragraph gave before it
    nearby: PlaceReference | None = None  # any place that its paragraph has named
    topic: PlaceReference | None = None  # the place that its paragraph named before it, where it names none

    @property
    def event_places(self) -> list[PlaceReference]:
        """Places in Mali that may be where it happened."""
        return [p for p in self.places if p.frame not in NO_EVENT_FRAMES and p.location.country == "ML"]

    @property
    def outside(self) -> bool:
        """Whether the clause names a place abroad, as where it happened, and none in Mali."""
        if any(c.reason == "outside Mali" for c in self.cues):
            return not [p for p in self.event_places if p.location.precision in (1, 2, 3, 4)]
        abroad = [
            p
            for p in self.places
            if p.frame not in NO_EVENT_FRAMES
            and p.location.country != "ML"
            and p.location.precision
            and (p.location.precision != 6 or p.location.country in NEAR_COUNTRIES)
        ]
        return bool(abroad) and not [p for p in self.event_places if p.location.precision not in (0, 6)]

    @property
    def event_dates(self) -> list[DateMention]:
        return [d for d in self.dates if d.role == "event"]

    @property
    def strength(self) -> int:
        return max((t.strength for t in self.acts), default=0)


def mention_all(
    paragraphs: Sequence[str],
    language: str | None,
    published: date | None,
    title: str,
    publisher: str,
    skipped: Iterable[int] = (),
    gazetteer: Gazetteer | None = None,
) -> Mentions:
    """Every reader's mentions; paragraphs whose index is in ``skipped`` (page furniture) are read as empty.

    ``gazetteer`` is the packaged one where none is given (one that was taught a user's aliases).
    """
    known = gazetteer or load()
    unread = set(skipped)
    read = ["" if i in unread else p[:LONGEST_PARAGRAPH] for i, p in enumerate(paragraphs)]
    found, warned = events.read(read, language)
    cast = _by_paragraph(actors.read(read, language, published), len(read))
    days = _by_paragraph(dates.read(read, language, published), len(read))
    places = _by_paragraph(known.read(read, language, title=title), len(read))
    return Mentions(
        read,
        language,
        [
            headings.settle(
                [
                    elsewhere.arrived(elsewhere.place_of(p, text), text, found[number])
                    for p in here
                    if not (_names_a_group(p, cast[number]) or elsewhere.names_a_body(p, text, publisher))
                ],
                text,
                found[number],
            )
            for number, (text, here) in enumerate(zip(read, places, strict=True))
        ],
        [[elsewhere.day_of(d, read[number], found[number]) for d in here] for number, here in enumerate(days)],
        cast,
        _by_paragraph(tolls.read(read, language), len(read)),
        _by_paragraph(claimants.read(read, language, publisher), len(read)),
        found,
        [[c for c in here if not elsewhere.only_cared_for(c, read[number])] for number, here in enumerate(warned)],
        list(known.read([title], language)) if title else [],
    )


def _names_a_group(place: PlaceReference, cast: list[ActorMention]) -> bool:
    """Whether the place's name is part of a group's ("National Movement for the Liberation of Azawad", "Katiba Macina")."""
    return any(not a.generic and a.side == "armed group" and a.start <= place.core[0] and place.core[1] <= a.end for a in cast)


def _by_paragraph(items: Iterable[Item], count: int) -> list[list[Item]]:
    out: list[list[Item]] = [[] for _ in range(count)]
    for item in items:
        out[item.paragraph].append(item)  # type: ignore[attr-defined]
    for here in out:
        here.sort(key=_start)
    return out


def cut(mentions: Mentions) -> list[Clause]:
    """The clauses of the document in reading order, each with its mentions and what became of its acts."""
    out: list[Clause] = []
    for number, text in enumerate(mentions.paragraphs):
        for index, (start, end) in enumerate(sentences.split(text, mentions.language) if text.strip() else []):
            sentence = _fill(mentions, number, index, start, end)
            for a, b in _bounds(text, sentence):
                clause = sentence if (a, b) == (start, end) else _fill(mentions, number, index, a, b)
                judge(clause, sentence, text)
                out.append(clause)
    return out


def _start(item: Placed) -> int:
    return item.start


def _within(items: list[Item], start: int, end: int) -> list[Item]:
    """The items, which are in order, that begin in the stretch: found by halving, since a hostile paragraph may hold 100,000."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def _fill(mentions: Mentions, number: int, index: int, start: int, end: int) -> Clause:
    m = mentions
    return Clause(
        number,
        index,
        start,
        end,
        m.paragraphs[number][start:end],
        triggers=_within(m.triggers[number], start, end),
        tolls=_within(m.tolls[number], start, end),
        places=_within(m.places[number], start, end),
        dates=_within(m.dates[number], start, end),
        actors=_within(m.actors[number], start, end),
        claimants=_within(m.claimants[number], start, end),
        cues=_within(m.cues[number], start, end),
    )


def _bounds(text: str, sentence: Clause) -> list[tuple[int, int]]:
    """Where the sentence falls into clauses: at semicolons, and before a second place that has something of its own."""
    cuts = {sentence.start, sentence.end}
    cuts |= {sentence.start + m.end() for m in re.finditer(r";\s", sentence.text)}
    cuts |= {sentence.start + m.start() for m in _ENUMERATOR.finditer(sentence.text) if m.start()}
    places = [p for p in sentence.event_places if p.location.precision in (1, 2, 3, 4, 5) and p.frame != "anaphor"]
    for left, right in itertools.pairwise(places):
        if not same_place(left.location, right.location) and (at := _cut_between(text, sentence, left, right)):
            cuts.add(at)
    ordered = sorted(cuts)
    return list(itertools.pairwise(ordered))


def _cut_between(text: str, sentence: Clause, left: PlaceReference, right: PlaceReference) -> int | None:
    """The offset that parts what is told of ``left`` from what is told of ``right``, if both have an act, toll or date of their own."""
    between = text[left.end : right.start]
    joints = [] if "; " in between else [left.end + m.start() for m in _COORDINATION.finditer(between)]  # a semicolon has parted them
    for at in reversed(joints):  # the last that leaves both sides something of their own
        if _GOES_ON.match(text, at) or _is_one_list(sentence, left, at, right):
            continue
        if _begins_anew(text, sentence, at, right) and _tells(sentence, sentence.start, at):
            return at + 1
    return None


def _is_one_list(sentence: Clause, left: PlaceReference, at: int, right: PlaceReference) -> bool:
    """Whether people are only listed between a place that opens the sentence and the one where it was ("At A, a drone killed B and C near D")."""
    acts = [t for t in sentence.triggers if t.strength >= 2]
    opens = left.frame in ("in", "at") and left.start - sentence.start <= OPENS and all(t.start >= left.end for t in acts)
    return opens and any(t.end <= at for t in acts) and not any(t.start >= at for t in acts) and not _within(sentence.event_dates, at, sentence.end)


OPENS = 25  # characters before a place that opens its sentence


def _begins_anew(text: str, sentence: Clause, at: int, right: PlaceReference) -> bool:
    """Whether what follows ``at`` tells of something itself; a participle after the place (", killing nine") goes with the whole sentence."""
    if _tells(sentence, at, right.start):
        return True
    items: list[Placed] = [*_within(sentence.triggers, right.end, sentence.end), *_within(sentence.tolls, right.end, sentence.end)]
    first = min((i.start for i in items), default=None)
    if first is None:
        return bool(_within(sentence.event_dates, right.end, sentence.end))
    word = text[first:].split(maxsplit=1)[0].lower()
    return not (word.endswith(("ing", "ant")) and text[right.end : first].rstrip().endswith(","))


def _tells(clause: Clause, start: int, end: int) -> bool:
    strong = any(t.strength >= 2 for t in _within(clause.triggers, start, end))
    return strong or bool(_within(clause.tolls, start, end)) or bool(_within(clause.event_dates, start, end))


def judge(clause: Clause, sentence: Clause, text: str) -> None:
    """Set ``acts`` to the triggers that tell of something that happened, and ``reason`` where no trigger or toll is left."""
    reasons: list[str] = []
    past = [(a, b) for a, b in parentheses(clause) if _is_past(clause, a, b)]  # "The base, attacked in 2020, was opened on Friday"
    for trigger in clause.triggers:
        reason = "background" if any(a <= trigger.start < b for a, b in past) else _reason(trigger, clause, sentence, text)
        if reason:
            reasons += [reason] * trigger.strength
        else:
            clause.acts.append(_in_context(trigger, clause, text))
    tolls_left = []
    for toll in clause.tolls:
        reason = "total" if toll.total else "accident" if toll.accident else _reason(toll, clause, sentence, text)
        if reason:
            reasons.append(reason)
        else:
            tolls_left.append(toll)
    clause.tolls = tolls_left
    if reasons and clause.strength < 2 and not tolls_left:
        clause.reason = max(reasons, key=reasons.count)  # of two as frequent the first; a set would choose anew in every process


def parentheses(clause: Clause) -> list[tuple[int, int]]:
    """Where the clause tells in passing of something before ("six men, arrested at Diabaly, were executed near Molodo")."""
    return [(clause.start + m.start(), clause.start + m.end()) for m in _PARENTHESIS.finditer(clause.text)]


_TOOK_BACK = re.compile(r"(?:(?:a|ont) )?(?:repris|reprend)|retak|retook", re.IGNORECASE)
_NO_GAP = re.compile(r"\s*(?:(?:the |la |le )?(?:town|city|village|base|camp|ville|localité|base|post|poste) (?:of |at |de |d['’]))?", re.IGNORECASE)


def _in_context(trigger: Trigger, clause: Clause, text: str) -> Trigger:
    """The trigger as its neighbours make it: a force that "left" a place withdrew; what is "seized" with a place's name is that place."""
    after = next(
        (p for p in clause.event_places if 0 <= p.core[0] - trigger.end <= 14 and not re.search(r"[.;]|\d", text[trigger.end : p.core[0]])), None
    )
    armed = any(a.side in ("state", "external", "armed group") for a in clause.actors)
    if trigger.act in ("withdraw", "enter", "moveinto", "leave") and not armed:
        return replace(trigger, strength=1)  # the wounded are evacuated, teachers leave: no territory changes hands
    if after is None or after.location.precision not in (1, 2):
        return trigger
    if (trigger.act == "take" or _TOOK_BACK.match(text, trigger.start)) and _NO_GAP.fullmatch(text, trigger.end, after.core[0]):
        return replace(trigger, strength=3)  # "a repris Ber"
    if trigger.act == "seize":
        return replace(trigger, act="take", strength=3)
    force = any(a.side in ("state", "external", "armed group") and 0 <= trigger.start - a.end <= 40 for a in clause.actors)
    if trigger.act == "leave" and (force or re.match(r"\W*(?:they|ils)\b", text[clause.start :], re.IGNORECASE)):
        return replace(trigger, act="withdraw", strength=2)
    return trigger


def _reason(item: Placed, clause: Clause, sentence: Clause, text: str) -> str:
    """Why ``item`` tells of no incident, or nothing."""
    if text[sentence.start : sentence.end].rstrip(' »"”').endswith("?"):
        return "hypothetical"
    period = [
        d
        for d in clause.dates or sentence.dates
        if d.role in ("period", "background", "future") and not (item.end <= d.start and _OF_SOMEBODY.search(text, item.end, d.start))
    ]
    if period and not (clause.event_dates or (not clause.dates and sentence.event_dates)):
        return {"period": "total", "background": "background", "future": "planned"}[period[0].role]
    for cue in sentence.cues:
        if cue.reason.startswith("situation") or cue.reason == "reported" or not _covers(cue, item, clause, text):
            continue
        its_own = cue.reason == "background" and cue.start < item.end and item.start < cue.end  # "had been kidnapped": no date pins that
        if cue.reason in SOFT_REASONS and not its_own and _pinned(cue, clause):
            continue
        literal = [t for t in sentence.triggers if t.act in LITERAL_ACTS and not cue.start <= t.start < cue.end] if cue.reason == "metaphor" else []
        if cue.reason == "metaphor" and (sentence.tolls or literal):
            continue
        if cue.reason == "accident" and any(t.strength == 3 and t.act not in ACCIDENT_ACTS for t in sentence.triggers):
            continue
        return cue.reason
    return ""


def _is_past(clause: Clause, start: int, end: int) -> bool:
    """Whether the only days that a stretch of the clause gives are long past."""
    days = {d.role for d in _within(clause.dates, start, end)}
    return days == {"background"}


def _pinned(cue: Cue, clause: Clause) -> bool:
    """Whether the clause is of one day (or, against a mere sum, one place), so that a soft cue does not set it aside."""
    if any(d.precision in (1, 2) for d in clause.event_dates):
        return True
    return cue.reason == "total" and any(p.location.precision in (1, 2) for p in clause.event_places)


def _covers(cue: Cue, item: Placed, clause: Clause, text: str) -> bool:
    if cue.scope == "paragraph" or cue.scope == "sentence":
        return not (cue.start <= item.start and item.end <= cue.end and cue.scope == "clause")
    between = text[min(cue.end, item.end) : max(cue.start, item.start)]
    if cue.scope == "phrase":
        return clause.start <= cue.start < item.start and "," not in between
    if cue.scope == "before":
        return clause.start <= cue.start < item.start and len(between.split()) <= 7 and not _SUBCLAUSE.search(between)
    return clause.start <= cue.start < clause.end and not _SUBCLAUSE.search(between)
