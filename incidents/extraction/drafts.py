"""The draft of a report: the clauses that tell of one happening, and what a clause says of place, day and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from gazetteer.fold import fold
from gazetteer.model import PlaceReference
from incidents.extraction.clauses import OPENS, Clause, parentheses
from incidents.extraction.events import ARMED, CONTINUING, KNOWLEDGE, PROPERTY, TERRITORY, UNREST, Trigger
from incidents.extraction.headings import heads_region, is_seat
from incidents.extraction.patterns import Patterns
from incidents.extraction.surroundings import any_of
from incidents.reading.dates import DateMention


@dataclass(slots=True)
class Draft:
    """The clauses that tell of one happening, in reading order, with the place and date that set it apart from the others.

    ``shared`` is true where one act or toll is told of several places at once.
    """

    clauses: list[Clause] = field(default_factory=list)
    context: list[Clause] = field(default_factory=list)  # clauses with no act of their own that belong to it
    lead: list[Clause] = field(default_factory=list)  # clauses without an act that open its paragraph: who speaks there speaks of it
    place: PlaceReference | None = None
    date: DateMention | None = None
    shared: bool = False
    answer: bool = False  # told as an answer to the draft before it, which anchors it
    siblings: list[Draft] = field(default_factory=list)  # the other places of a shared act
    parts: list[Draft] = field(default_factory=list)  # the drafts that tell place by place what it sums up
    borrowed: list[Trigger] = field(default_factory=list)  # acts of the draft before it, where it only adds a place and a toll

    acts: set[str] = field(default_factory=set)  # kept as clauses are added: a hostile text may add 100,000
    strong: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)  # armed groups named, by actor id
    forces: bool = False  # whether forces of the state are named

    def __post_init__(self) -> None:
        clauses, self.clauses = self.clauses, []
        for clause in clauses:
            self.add(clause)

    def add(self, clause: Clause) -> None:
        """Go on with ``clause``."""
        self.clauses.append(clause)
        self.acts |= {t.act for t in clause.acts}
        self.strong |= {t.act for t in clause.acts if t.strength >= 2}
        self.groups |= {a.actor for a in clause.actors if a.side == "armed group" and not a.generic}
        self.forces = self.forces or any(a.side == "state" for a in clause.actors)

    @property
    def families(self) -> set[str]:
        return {family(act) for act in self.strong}

    @property
    def last_paragraph(self) -> int:
        return self.clauses[-1].paragraph


@cache
def links() -> Patterns:
    return Patterns.load(KNOWLEDGE / "links.csv")


def family(act: str) -> str:
    """Armed acts, unrest, territory and quiet developments: acts of two families are rarely one incident."""
    for name, acts in (("armed", ARMED), ("unrest", UNREST), ("territory", TERRITORY), ("property", PROPERTY), ("continuing", CONTINUING)):
        if act in acts:
            return name
    return act


def told_of(clause: Clause) -> list[PlaceReference]:
    """The places of the clause that what happened is told of: not those of a speaker, nor those of a parenthesis or of words of saying."""
    places, said, beside = clause.event_places, _where_said(clause), parentheses(clause)
    kept = [p for p in places if p.start >= said and not any(a <= p.start < b for a, b in beside) and not is_speakers(p, clause)]
    return kept or places


def main_place(clause: Clause) -> PlaceReference | None:
    """The sharpest place in Mali where the clause says that it happened; the first of equals. Named but unresolved places count.

    A clause that names none takes the one that its paragraph has just named ("Dallah is in mourning. A drone ...").
    """
    places = [p for p in clause.event_places if p.location.precision != 6]
    if len(places) == 1 and is_speakers(places[0], clause) and heads_region(places[0]):
        return clause.topic  # "a security source in Mopti said": sources of a whole region are reached in its seat
    if not places:
        return clause.topic
    order = {1: 0, 2: 0, 5: 1, 3: 3, 4: 4, 0: 5}
    beside = parentheses(clause) if len(places) > 1 else []
    said = _where_said(clause) if len(places) > 1 else clause.start
    told = any(p.start >= said for p in places)

    headed = any(heads(p, clause) for p in places)

    def rank(p: PlaceReference) -> tuple[int, bool, int]:
        """A heading yields to a place that the sentence itself gives, and comes before units and the town that a road leads to."""
        if heads(p, clause) or (len(places) > 1 and _frames(p, places, clause)):
            return 2, False, p.start
        if len(places) > 1 and (is_speakers(p, clause) or (told and p.end <= said) or any(a <= p.start < b for a, b in beside)):
            return SPOKEN, False, p.start  # "between Fafa and Labbézanga, a councillor in Ansongo said"
        towards = p.frame == "road" and p.location.precision in (1, 2)
        loose = p.frame == "bare" or (p.frame == "distance" and p.location.precision == 5)  # "100 km from Bamako" yields to a road
        zone = p.location.precision == 5 and p.location.geometry == "zone"  # "in the Hayré, between Boni and Serma" is on the road
        return order[p.location.precision] + (3 if towards else 1 if zone or (headed and p.frame == "bare") else 0), loose, p.start

    return min(places, key=rank, default=None)


def _frames(place: PlaceReference, places: list[PlaceReference], clause: Clause) -> bool:
    """Whether a seat opens the clause and a place after the act says where ("At Gao, a drone killed two men in the area of Djebock")."""
    act = next((t for t in clause.acts if t.strength >= 2), None)
    if act is None or place.frame not in ("in", "at") or place.start - clause.start > OPENS or place.end > act.start or not is_seat(place):
        return False
    return any(p.start >= act.end and p.frame not in ("bare", "anaphor") and p.location.precision in (0, 1, 2) for p in places)


_REACHED = re.compile(
    r"(?: (?:joints?|contacté\w*|interrogé\w*|basé\w*|reached|contacted|based|speaking))?(?: par téléphone| by (?:tele)?phone)?,? ?"
)
LABEL = 40  # characters before a place that is the label of what its sentence tells
SPOKEN = 9  # comes after every place of the event


_SAID_THAT = re.compile(rf"\b{any_of('said_that')}", re.IGNORECASE)


def _where_said(clause: Clause) -> int:
    """Where the words begin that somebody in the clause said; its start where nobody did."""
    match = _SAID_THAT.search(clause.text)
    begins = clause.start + match.end() if match else clause.start
    return begins if all(t.start >= begins for t in clause.acts if t.strength >= 2) else clause.start


def is_speakers(place: PlaceReference, clause: Clause) -> bool:
    """Whether the place says where a speaker is ("a councillor in Ansongo said", "selon un élu joint à Ansongo"), not where it happened."""
    for c in clause.claimants:
        if c.stance == "asserts" and place.start > c.start and (
            place.end <= c.end or (place.start >= c.end and _REACHED.fullmatch(clause.text[c.end - clause.start : place.start - clause.start]))
        ):
            return True
    return False


def heads(place: PlaceReference, clause: Clause) -> bool:
    """Whether the place stands as a heading before what is told ("Kayes: hauliers stopped work ...", "GAO | Mortar rounds ...")."""
    at = place.start - clause.start
    after = clause.text[place.end - clause.start :].lstrip()[:1]
    label = after == ":" and at <= LABEL and place.frame == "bare" and not any(t.start < place.start for t in clause.acts)  # "Update Ségou: ..."
    return (label or (at <= 5 and after in (":", "|", "–", "—"))) and place.location.precision in (1, 2) and place.frame != "dateline"


def main_date(clause: Clause) -> DateMention | None:
    """The event date nearest to the clause's strongest act; where it has none, the one that its paragraph last gave."""
    events = [d for d in clause.event_dates if d.date_start or d.edtf]
    if not events:
        return clause.day
    act = max(clause.acts, key=lambda t: t.strength, default=None)
    at = act.start if act else clause.start
    return min(events, key=lambda d: (abs(d.start - at), d.start))


def tells(clause: Clause) -> bool:
    """Whether the clause tells of an act or a toll of its own."""
    return clause.strength >= 2 or any(t.quantity in ("killed", "injured", "abducted", "detained") for t in clause.tolls)


def link_kinds(clause: Clause) -> set[str]:
    return {h.row["kind"] for h in links().find(fold(clause.text))}


def apart(a: DateMention, b: DateMention) -> bool:
    """Whether two dates cannot be one: both known, and no day shared."""
    if None in (a.date_start, a.date_end, b.date_start, b.date_end):
        return bool(a.edtf and b.edtf and a.edtf != b.edtf and not (a.date_start or b.date_start))
    return a.date_start > b.date_end or b.date_start > a.date_end  # type: ignore[operator]


_HARKING_BACK = re.compile(any_of("harking_back"), re.IGNORECASE)


def resumed(told: Draft, before: Draft | None, clause: Clause) -> Draft:
    """The draft that the text goes on with after ``clause`` opened one: that before where the clause only harks back to another happening."""
    same = before is not None and (clause.paragraph, clause.sentence) == (before.last_paragraph, before.clauses[-1].sentence)
    return before if before is not None and same and _HARKING_BACK.match(clause.text) else told


def sharper(new: PlaceReference, old: PlaceReference) -> bool:
    rank = {1: 0, 2: 1, 5: 2, 3: 3, 4: 4, 6: 5, 0: 6}
    return rank[new.location.precision] < rank[old.location.precision] and (old.location.precision in (3, 4, 6, 0) or old.location.geometry == "zone")
