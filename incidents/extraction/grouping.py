"""Clauses to drafts: which of a document's clauses tell of the same happening.

Reading order rules. A clause opens a draft when it tells of an act at another place, on another day, or of another kind; a clause
that only adds a toll, a claimant or "the attack" goes on with the draft before it; a return to an earlier place goes back to its draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gazetteer.model import PlaceReference
from incidents.extraction import headings
from incidents.extraction.actors import ActorMention
from incidents.extraction.clauses import Clause
from incidents.extraction.drafts import Draft, apart, family, link_kinds, main_date, main_place, resumed, sharper, tells, told_of
from incidents.extraction.events import CONTINUING
from incidents.extraction.figures import QUANTITIES
from incidents.extraction.leads import details_lead, goes_on_with, introduces, is_part_of, take_part
from incidents.extraction.whereabouts import same_place
from incidents.reading.dates import DateMention

HEADING = 45  # characters; "• Sunday 18 May."
HEADLINE = 60  # characters; "Bankass: two farmers killed."
OPENING = 12  # characters before a place that opens its sentence
#: Acts that are an incident of their own when a new paragraph tells of them, whatever came before.
APART = frozenset({"mob", "sexual", "grenade"})
#: Acts that the dead and hurt of an accident are told with.
OF_ACCIDENTS = frozenset({"die", "hurt", "kill", "toll"})
_ON_PURPOSE = re.compile(r"\b(?:shot|executed|beheaded|murder\w*|stabbed|by|abattu\w*|exécut\w*|égorg\w*|assassin\w*|par)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|et|ainsi qu[e'’]|de même qu[e'’]|as well as)\b|tout comme\b")
_PERSON = re.compile(r"[\W\d]*(?:she|he|her|his|elle|celle-ci|celui-ci|ses)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph has told so far that its later clauses lean on."""

    number: int = -1
    topic: PlaceReference | None = None  # the place that it last named
    nearby: PlaceReference | None = None  # any place that it has named
    day: DateMention | None = None  # and the day
    dated: bool = False  # whether a line that is only a date heads what follows
    headed: bool = False  # whether a place opens it
    past: bool = False  # whether it has only told of days long past
    accident: bool = False  # whether the clause before told of an accident
    opening: list[Clause] = field(default_factory=list)  # its clauses without an act, since it began or an act was told

    def recalls(self, clause: Clause) -> bool:
        """Whether it has told of nothing but days long past, ``clause`` included."""
        self.past = not clause.event_dates and (self.past or _is_history(clause))
        return self.past

    def goes_on_with_accident(self, clause: Clause) -> bool:
        """Whether the clause only adds the dead and hurt of an accident just told ("A boat capsized. Nine bodies were pulled out.")."""
        toll = bool(clause.tolls) and {t.act for t in clause.acts} <= OF_ACCIDENTS and not _ON_PURPOSE.search(clause.text)
        own = clause.event_places or clause.event_dates or any(a.side in ("armed group", "state", "external") for a in clause.actors)
        was, told = self.accident, any(c.reason == "accident" for c in clause.cues)
        self.accident = told or (was and not tells(clause)) or (was and toll and not own)
        return was and toll and not own and not told

    def hear(self, clause: Clause) -> None:
        """Take note of a clause that tells of no act."""
        self.dated = self.dated or (bool(clause.event_dates) and len(clause.text) < HEADING)
        self.headed = self.headed or (_topic(clause) is not None and clause.start == 0)
        self.topic = _topic(clause) or self.topic
        self.day, self.nearby = main_date(clause) or self.day, main_place(clause) or self.nearby
        self.opening.append(clause)

    def lend(self, clause: Clause, first: bool) -> None:
        """Give a clause that tells of an act what it may lean on; ``first`` where nothing was told before it."""
        own = bool(self.opening) and self.opening[-1].sentence == clause.sentence  # "At X the dead were brothers; their mother was shot"
        clause.topic, clause.day = self.topic if clause.strength >= 3 or self.headed or first or own else None, self.day
        clause.nearby, clause.dated_heading = self.nearby, self.dated

    def tell(self, clause: Clause, current: Draft) -> None:
        """Take note of a clause that told of an act, unless the text has gone back from it to the draft before."""
        if current.clauses[-1].start < clause.start:
            return
        self.topic, self.day = main_place(clause) or self.topic, main_date(clause) or self.day
        self.nearby, self.opening = main_place(clause) or self.nearby, []


def group(clauses: list[Clause]) -> tuple[list[Draft], list[Clause]]:
    """The drafts in reading order, and the clauses with an act that none of them took (each with its ``reason``)."""
    drafts: list[Draft] = []
    aside: list[Clause] = []
    current: Draft | None = None
    abroad: int | None = None  # the paragraph that has moved to another country
    fresh = False  # a sentence has announced another incident
    waiting: Clause | None = None  # an introduction whose particulars may follow
    paragraph = _Paragraph()
    for clause in clauses:
        if clause.paragraph != paragraph.number:
            if waiting:
                current, waiting, fresh = _open(waiting, drafts), None, False
            fresh = fresh and clause.paragraph == paragraph.number + 1
            paragraph = _Paragraph(clause.paragraph)
        if clause.outside:
            abroad = clause.paragraph
        elif abroad == clause.paragraph - 1 and current is None and not clause.event_places and not clause.event_dates:
            abroad = clause.paragraph  # an article that opens abroad goes on there until it names a place in Mali or another day
        elif main_place(clause) or clause.paragraph != abroad:
            abroad = None
        if abroad is not None and (clause.triggers or clause.tolls):
            clause.reason = "outside Mali"
        if not clause.reason and paragraph.goes_on_with_accident(clause):
            clause.reason = "accident"
        if paragraph.recalls(clause) and not clause.reason and _goes_on_with_history(clause, current, drafts):
            clause.reason = "background"
        if clause.reason:
            aside.append(clause)
            continue
        if _speaks_of_all(clause) and drafts:
            for draft in drafts:
                draft.context.append(clause)
            continue
        if not tells(clause):
            paragraph.hear(clause)
            fresh = fresh or "new" in link_kinds(clause)
            if current and (clause.paragraph <= current.last_paragraph + 1 or _claims(clause)) and "new" not in link_kinds(clause):
                current.context.append(clause)
            continue
        if introduces(clause):
            waiting = clause
            continue
        if waiting and waiting.paragraph == clause.paragraph and not (main_place(clause) and main_place(clause) is not paragraph.topic):
            current = _open(waiting, drafts)
        paragraph.lend(clause, current is None)
        before = len(drafts)
        previous, current = current, None if fresh and clause.strength >= 2 and not _returns(clause, drafts) else _home(clause, current, drafts)
        fresh = False
        if current is None:
            current = _open(clause, drafts)
            take_part(clause, drafts[0], drafts[before:])
            current.answer = previous is not None and "after" in link_kinds(clause)
            current = resumed(_take_lead(previous, drafts[before:], paragraph.opening), previous, clause)
        else:
            _extend(current, clause)
        if waiting:
            _lend(waiting, drafts[before:])
            waiting = None
        paragraph.tell(clause, current)
    return drafts, aside


def _is_history(clause: Clause) -> bool:
    """Whether the clause is of a year or a month long past, and not of all that has been since."""
    return any(d.role == "background" and d.date_start and d.date_end and (d.date_end - d.date_start).days <= 366 for d in clause.dates)


def _goes_on_with_history(clause: Clause, current: Draft | None, drafts: list[Draft]) -> bool:
    """Whether an undated clause after history tells more of it: there is no draft before it, or it names a place that no draft has."""
    if clause.dates or not tells(clause):
        return False
    place = main_place(clause)
    if current is None:
        return True
    told = [d.place.location for d in drafts if d.place]
    return place is not None and place.location.precision in (1, 2) and not any(same_place(place.location, at) for at in told)


def _topic(clause: Clause) -> PlaceReference | None:
    """The place that a clause without an act makes its paragraph's: one that it opens with, or puts things at."""
    place = main_place(clause)
    return place if place and (place.frame != "bare" or place.start - clause.start <= 3) else None


def _returns(clause: Clause, drafts: list[Draft]) -> bool:
    """Whether the clause names a sharp place that an earlier draft has."""
    place = main_place(clause)
    return place is not None and _return_to(place, main_date(clause), clause, drafts) is not None


def _lend(introduction: Clause, opened: list[Draft]) -> None:
    """Give the acts and the date of an introduction to the draft that follows it and has none of its own."""
    for draft in opened:
        if not draft.families - {"continuing"}:
            draft.borrowed = [t for t in introduction.acts if t.strength >= 2]
        draft.context.append(introduction)


def _take_lead(previous: Draft | None, opened: list[Draft], lead: list[Clause]) -> Draft:
    """The last of new drafts, to which (and not to the one before) goes what opens their paragraph ("The army is hitting back. On Monday ...")."""
    for draft in opened:
        draft.lead = lead
    if previous and lead and previous.last_paragraph != lead[0].paragraph:
        previous.context = [c for c in previous.context if c.paragraph != lead[0].paragraph]
    return opened[-1]


def _claims(clause: Clause) -> bool:
    return any(c.stance == "claims responsibility" for c in clause.claimants)


_ALL_OF_THEM = re.compile(
    r"\b(?:both|all of them|all the attacks|these attacks|les deux|l['’]ensemble|toutes|tous|ces attaques|the attacks"
    r"|(?:coordinated|simultaneous) (?:operation|attack|assault)s?|(?:opérations?|attaques?|assauts?) (?:coordonn|simultan)é\w*)\b",
    re.IGNORECASE,
)


def _speaks_of_all(clause: Clause) -> bool:
    """A claim of several attacks at once ("a signé les deux", "claimed both attacks", "a coordinated operation")."""
    return _claims(clause) and not clause.tolls and not main_place(clause) and bool(_ALL_OF_THEM.search(clause.text))


def _home(clause: Clause, current: Draft | None, drafts: list[Draft]) -> Draft | None:
    """The draft that the clause goes on with, or None where it opens one."""
    if current is None:
        return None
    place, date = main_place(clause), main_date(clause)
    if place and place.location.precision == 0 and clause.paragraph == current.last_paragraph and _is_headed(current):
        place = None  # a village that is not found, under the heading of its unit
    if place is None and clause.paragraph != current.last_paragraph and "same" not in link_kinds(clause):
        place = clause.nearby
    if clause.strength < 2 and clause.tolls and all(t.rival or t.superseded for t in clause.tolls):
        return current
    if _continues_person(clause) and clause.paragraph <= current.last_paragraph + 1:
        return current
    if _fate(clause, current):
        return current
    if is_part_of(clause, current):
        return None
    if current is drafts[0] and len(drafts) == 1 and goes_on_with(clause, current):
        return current
    if place and current.place and not same_place(place.location, current.place.location):
        return _return_to(place, date, clause, drafts)
    if _taken_elsewhere(clause, current) or _within_its_zone(clause, current) or _next_under_heading(clause, current):
        return None
    if _ends(clause) and current.families & {"armed", "territory"} and "new" not in link_kinds(clause):
        return current
    kinds = link_kinds(clause)
    if date and current.date and apart(date, current.date) and clause.strength >= 2 and (place or clause.dated_heading or "same" not in kinds):
        return None
    if clause.paragraph != current.last_paragraph and "same" not in kinds and _another_kind(clause, current):
        return None
    if _switches(clause, current):
        return None
    if "after" in kinds and {t.act for t in clause.acts if t.strength >= 2} & {"clash", "air", "operation", "arrest", "retake"}:
        return None
    if clause.paragraph != current.last_paragraph and clause.strength >= 3 and "same" not in kinds and _opponents(clause, current):
        return None
    if clause.paragraph == current.last_paragraph:
        return None if "new" in kinds and clause.strength >= 3 and "same" not in kinds and (place or date or clause.tolls) else current
    if "new" in kinds and "same" not in kinds and clause.strength >= 2:
        return None
    return current


def _continues_person(clause: Clause) -> bool:
    """Whether the clause goes on about one person just named: it opens with a singular pronoun."""
    return bool(_PERSON.match(clause.text)) and "new" not in link_kinds(clause)


def _opponents(clause: Clause, current: Draft) -> bool:
    """Whether the clause tells of a named armed group other than those of the draft."""
    here = {a.actor for a in clause.actors if a.side == "armed group" and not a.generic}
    return bool(here and current.groups and not here & current.groups)


def _another_kind(clause: Clause, current: Draft) -> bool:
    """Whether the clause reports an act of a kind that the draft lacks, and that stands alone or has a day of its own."""
    told = current.acts
    new = {t.act for t in clause.acts if t.strength == 3} - told
    return bool(new & APART) or bool(new and clause.event_dates and family(next(iter(new))) != "continuing" and not told & {"attack", "clash"})


def _fate(clause: Clause, current: Draft) -> bool:
    """What became of people taken: found or reported dead, with no place of its own, right after."""
    taken = bool(current.strong & {"abduct", "arrest"})
    dead = any(t.act in ("kill", "die") for t in clause.acts) and main_place(clause) is None
    return taken and dead and clause.paragraph <= current.last_paragraph + 1 and not (link_kinds(clause) & {"new"})


def _taken_elsewhere(clause: Clause, current: Draft) -> bool:
    """People taken at a place that the clause itself names, beside an attack on the state's forces: an abduction of its own."""
    own = [p for p in clause.event_places if p.frame != "anaphor" and p.location.precision in (1, 2, 5)]
    taken = any(t.act == "abduct" for t in clause.acts) and any(t.quantity == "abducted" for t in clause.tolls)
    before, forces = current.acts, current.forces
    return bool(own and taken and forces and before & {"attack", "clash", "fire", "repel"}) and "abduct" not in before


def _within_its_zone(clause: Clause, current: Draft) -> bool:
    """A place named inside the wide zone of the draft, with a day and an act of its own: another happening in that zone."""
    own = [p for p in clause.event_places if p.location.precision in (1, 2)]
    zone = current.place is not None and current.place.location.precision == 5 and current.place.location.geometry == "zone"
    return bool(zone and own and clause.event_dates and {t.act for t in clause.acts if t.strength == 3} - current.acts)


def _is_headed(draft: Draft) -> bool:
    return draft.place is not None and draft.place.frame == headings.FRAME


def _next_under_heading(clause: Clause, current: Draft) -> bool:
    """A sentence that opens with a place of its own, after one that told more than a headline: the next act in the unit that heads both."""
    place, first = main_place(clause), current.clauses[0]
    opens = place is not None and place.location.precision in (1, 2) and place.start - clause.start <= OPENING
    told = bool(first.event_dates) or len(first.text) > HEADLINE
    return _is_headed(current) and clause.sentence != first.sentence and opens and clause.strength >= 2 and told


def _ends(clause: Clause) -> bool:
    """Captives freed, or attackers gone since: the end of what is told, no other incident."""
    strong = {t.act for t in clause.acts if t.strength >= 2}
    return bool(strong) and strong <= {"release", "withdraw"} and not any(t.quantity in QUANTITIES for t in clause.tolls)


def _return_to(place: PlaceReference, date: DateMention | None, clause: Clause, drafts: list[Draft]) -> Draft | None:
    """An earlier draft of the same sharp place, where no date speaks against it."""
    for draft in reversed(drafts):
        if draft.place and draft.place.location.precision in (1, 2, 5) and set(place.location.place_ids) & set(draft.place.location.place_ids):
            day = draft.date or (drafts[0].date if details_lead(draft, drafts[0]) else None)
            if date and day and apart(date, day):
                continue
            return None if _switches(clause, draft) else draft
    return None


def _switches(clause: Clause, current: Draft) -> bool:
    """Whether the clause's strong acts are of a kind that the draft cannot be: a riot after a raid, troops firing after a mine."""
    strong = {family(t.act) for t in clause.acts if t.strength >= 2} - {"continuing", "operation", "release"}
    before = current.families - {"continuing", "operation", "release"}
    named = [p for p in clause.event_places if p.location.precision != 6 and p.frame != "anaphor"]
    if not strong or not before or strong & before:
        return _sides_turn(clause, current)
    if strong == {"arrest"} and "unrest" in before and clause.paragraph == current.last_paragraph and not named:
        return False  # "Police fired tear gas. Three people were arrested."
    apart_kinds = {"unrest", "agreement", "change", "base"}
    return bool(strong & apart_kinds) or bool(before & apart_kinds)


def _sides_turn(clause: Clause, current: Draft) -> bool:
    """A device or bomb struck the state; now the state's own men act on civilians: that is another incident."""
    remote = {"ied", "suicide", "carbomb", "shell", "grenade", "blast"}
    struck = current.strong
    if (
        not struck
        or not struck <= remote | CONTINUING | {"kill", "operation"}
        or (clause.sentence == current.clauses[-1].sentence and clause.paragraph == current.last_paragraph)
    ):
        return False
    own = [t for t in clause.acts if t.act in ("fire", "kill", "attack") and t.strength >= 2]
    spoken = [(c.start, c.end) for c in clause.claimants]
    spoken += [(t.start, t.end) for t in clause.tolls]  # "2 gendarmes killed": those who suffered do nothing
    doers = [
        a for a in clause.actors if own and a.end <= own[0].start and a.side == "state" and not any(s < a.end and a.start < e for s, e in spoken)
    ]
    sides = {t.side for t in clause.tolls if not t.subset}
    return bool(own and doers and sides & {"civilians", "unknown"} and "state" not in sides)


def _open(clause: Clause, drafts: list[Draft]) -> Draft:
    """A draft for the clause, or one for each of the places that one act or toll is told of; the last is returned."""
    places = _told_together(clause)
    before = drafts[-1] if drafts else None
    together = [Draft([_share(clause, place, places)], place=place, date=main_date(clause), shared=True) for place in places]
    for draft in together:
        draft.siblings = [d for d in together if d is not draft]
    drafts += together
    if not places:
        drafts.append(Draft([clause], place=main_place(clause) or clause.nearby, date=main_date(clause)))
    if before and before.last_paragraph == clause.paragraph and not drafts[-1].families - {"continuing"}:
        drafts[-1].borrowed = [t for c in before.clauses for t in c.acts if t.strength >= 2] or before.borrowed
    return drafts[-1]


def _share(clause: Clause, place: PlaceReference, places: list[PlaceReference]) -> Clause:
    """The clause as it bears on one of several places: with the actors that stand nearest to that place."""

    def nearest(actor: ActorMention) -> PlaceReference:
        return min(places, key=lambda p: min(abs(p.start - actor.end), abs(actor.start - p.end)))

    return replace(clause, places=[place], actors=[a for a in clause.actors if nearest(a) is place])


def _told_together(clause: Clause) -> list[PlaceReference]:
    """Several exact places joined as equals ("at Léré and at Gao"; "A, B and C") with one act between them."""
    sharp = [p for p in told_of(clause) if p.location.precision in (1, 2, 3) and p.frame not in ("anaphor", "road", "distance")]
    joints = [clause.text[a.end - clause.start : b.start - clause.start] for a, b in pairwise(sharp)]
    out = sharp[:1]
    for number, (left, right) in enumerate(pairwise(sharp)):
        listed = joints[number].strip() == "," and any(_AND.search(joint) for joint in joints[number + 1 :])
        joined = len(joints[number]) < 60 and not re.search(r"[.;]", joints[number]) and (listed or _AND.search(joints[number]))
        if joined and not same_place(left.location, right.location):
            out.append(right)
    return out if len(out) > 1 else []


def _extend(draft: Draft, clause: Clause) -> None:
    draft.add(clause)
    if main_place(clause) is None:
        for sibling in draft.siblings:
            sibling.add(clause)
    place, date = main_place(clause), main_date(clause)
    if place and (draft.place is None or sharper(place, draft.place)):
        draft.place = place
    if date and draft.date is None:
        draft.date = date
