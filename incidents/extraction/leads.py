"""What an article opens with, and how the rest hangs on it: a lead that sums up several places, or one that only says roughly where."""

from __future__ import annotations

import re

from incidents.extraction.affected import several_sites
from incidents.extraction.clauses import Clause
from incidents.extraction.drafts import Draft, apart, family, link_kinds, main_date, main_place, tells
from incidents.extraction.events import CONTINUING
from incidents.extraction.surroundings import any_of
from incidents.extraction.whereabouts import same_place

_SEVERAL = re.compile(rf"\b{any_of('several')}\b", re.IGNORECASE)
_KNOWN = re.compile(rf"\W*{any_of('known')}", re.IGNORECASE)
COUNTED = CONTINUING | {"kill"}  # acts that a part may be told with, whatever the lead says was done
SHARP = (0, 1, 2)  # a village that is not found is a place of its own, too


def is_wide(draft: Draft) -> bool:
    """Whether a draft says only roughly where: no place, a unit, a zone or the country."""
    return draft.place is None or draft.place.location.precision in (3, 4, 6) or draft.place.location.geometry == "zone"


def introduces(clause: Clause) -> bool:
    """Whether the clause sums up what its paragraph then tells place by place ("posts were hit in several towns")."""
    several = any(p.location.precision == 6 and _SEVERAL.search(p.quote) for p in clause.event_places)
    return several and not clause.tolls and not [p for p in clause.event_places if p.location.precision in (1, 2, 5) and p.frame != "bare"]


def details_lead(draft: Draft, lead: Draft) -> bool:
    """Whether the draft tells one of the places of a lead: named as its part, or right after a lead of many ("in the west and the centre")."""
    if any(part is draft for part in lead.parts):
        return lead.date is not None
    follows = draft.clauses[0].paragraph == lead.clauses[0].paragraph + 1
    wide = is_wide(lead) and (lead.place is None or lead.place.location.precision != 3)
    return bool(lead.date and wide and follows and lead.families & draft.families)


def is_part_of(clause: Clause, lead: Draft) -> bool:
    """Whether a later paragraph tells one of several places that the lead sums up ("two villages were raided ... The attackers came to Dia")."""
    place = main_place(clause)
    if place is None or place.location.precision not in SHARP or place.frame == "anaphor" or not tells(clause) or lead.shared:
        return False
    if not is_wide(lead) and (lead.place is None or same_place(place.location, lead.place.location)):
        return False
    return clause.paragraph > lead.clauses[0].paragraph and several_sites(lead.clauses[0].text) and not _apart(clause, lead)


def take_part(clause: Clause, lead: Draft, parts: list[Draft]) -> None:
    """Make the drafts that a clause opened the parts of a lead that sums them up; those that only count the dead have its acts."""
    if not is_part_of(clause, lead):
        return
    lead.parts += parts
    for part in parts:
        if part.strong <= COUNTED:
            part.borrowed = [t for c in lead.clauses for t in c.acts if t.strength >= 2]


def goes_on_with(clause: Clause, lead: Draft) -> bool:
    """Whether the next paragraph says where it was that the lead only placed roughly ("in the east ... The lorries had been hit near X")."""
    place = main_place(clause)
    if place is None or place.location.precision not in SHARP or not is_wide(lead) or clause.event_dates:
        return False
    same = {family(t.act) for t in clause.acts if t.strength >= 2} & lead.families
    follows = clause.paragraph == lead.last_paragraph + 1 and lead.last_paragraph == lead.clauses[0].paragraph
    return bool(same and follows and _KNOWN.match(clause.text)) and "new" not in link_kinds(clause) and not several_sites(lead.clauses[0].text)


def _apart(clause: Clause, lead: Draft) -> bool:
    date = main_date(clause)
    return bool(date and lead.date and apart(date, lead.date))
