"""Places and dates that a draft takes over from what stands beside it, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer import placing
from gazetteer.load import tables
from gazetteer.model import PlaceReference
from incidents.extraction import elsewhere, headings
from incidents.extraction.clauses import NO_EVENT_FRAMES, Clause, Mentions
from incidents.extraction.drafts import Draft, apart, main_place, sharper
from incidents.extraction.leads import details_lead
from incidents.extraction.surroundings import any_of
from incidents.extraction.whereabouts import same_place

AGREEING = frozenset({"dateline", "office", elsewhere.HOME})  # frames that together, or with the title, say where


def headline_place(drafts: list[Draft], mentions: Mentions, title: Sequence[PlaceReference]) -> dict[int, str]:
    """Give a lead with no place the one that two of title, dateline and offices ("the governorate of Kayes") agree on; why, by index."""
    if not drafts or (drafts[0].place and drafts[0].place.location.precision not in (3, 4, 6)):
        return {}
    first = drafts[0]
    titled = {p.location.place_ids for p in title if p.location.precision in (1, 2) and p.location.country == "ML"}
    near = [p for c in [*first.clauses, *first.context] for p in c.places] + [
        p for p in mentions.places[first.clauses[0].paragraph] if p.start < first.clauses[0].end
    ]
    for reference in near:
        if reference.location.precision not in (1, 2) or reference.location.country != "ML" or reference.frame == "metonym":
            continue
        title_too = {"title", "origin"} if reference.location.place_ids in titled else set()
        frames = {p.frame for p in near if p.location.place_ids == reference.location.place_ids and p.frame in AGREEING | title_too}
        if len(frames | (title_too & {"title"})) > 1:  # "on the way back from Diafarabé" under a title that names it
            first.place = reference
            return {0: "named in the dateline, the title or an office, not as where it happened"}
    return {}


def inherit_places(drafts: list[Draft], mentions: Mentions) -> dict[int, str]:
    """Give drafts with no place that of their paragraph's other sentences ("Dallah is in mourning. A drone ..."); why, by index."""
    why: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        first = draft.clauses[0]
        if draft.place and draft.place.location.precision == 0 and (unit := _heading(first, mentions)):
            draft.place, why[index] = unit, "the unit that heads the paragraph; the village that it names is not found"
        if draft.place and draft.place.location.precision not in (3, 4):
            continue
        if draft.place is None and (theirs := _with_people(draft)):
            draft.place, why[index] = theirs, "the place of the people or the institution told of"
            continue
        if draft.place is None and (pointed := _pointed_to(first, mentions)):
            draft.place, why[index] = pointed, "the place that “there” points back to"
            continue
        around = [c for c in draft.context if not c.cues and (c.paragraph == first.paragraph or (draft.place is None and not _another_day(c, draft)))]
        before = Clause(first.paragraph, 0, 0, first.start, "", places=[p for p in mentions.places[first.paragraph] if p.start < first.start])
        for clause in [before, *around]:
            place = main_place(clause)
            if (
                place
                and place.location.precision
                and (draft.place is None or (sharper(place, draft.place) and same_place(place.location, draft.place.location)))
            ):
                draft.place, why[index] = place, "the place named beside it in the paragraph"
                break
    return why


_THERE = re.compile(
    r"(?<!from )\bthere\b(?! (?:was|were|is|are|has|have|had|will|would|may|could|can|remain|remained|seem|appear)\b)"
    r"|\by (?:ont|avaient|sont|étaient|furent|fut)\b|(?<!il )\by (?:a|avait|est) \w+[éi]"
    r"|\b(?:au|du) même (?:endroit|lieu|village)\b|\bthe same (?:spot|place|village|town)\b",
    re.IGNORECASE,
)


def _pointed_to(clause: Clause, mentions: Mentions) -> PlaceReference | None:
    """The place that "there" or "y" in the clause means: the last sharp one before it, in its paragraph or the one above."""
    if not _THERE.search(clause.text):
        return None
    for number in (clause.paragraph, clause.paragraph - 1):
        here = mentions.places[number] if number >= 0 else []
        sharp = [
            p
            for p in here
            if p.frame not in NO_EVENT_FRAMES and p.location.precision in (1, 2) and p.location.country == "ML"
            and (number != clause.paragraph or p.start < clause.start)
        ]  # fmt: skip
        if sharp:
            return next((p for p in reversed(sharp) if p.frame != "bare"), sharp[-1])
    return None


def _heading(clause: Clause, mentions: Mentions) -> PlaceReference | None:
    """The unit that a heading of the clause's paragraph means."""
    return next((p for p in mentions.places[clause.paragraph] if p.frame == headings.FRAME), None)


def _with_people(draft: Draft) -> PlaceReference | None:
    """The sharp place of people or institutions in the draft ("the elders of Sandaré signed"), where they do not merely speak."""
    for clause in draft.clauses:
        if elsewhere.is_visit(clause.text):
            continue  # "The governor of Ménaka travelled to ..."
        spoken = [(c.start, c.end) for c in clause.claimants]
        for p in clause.places:
            sharp = p.location.precision in (1, 2) and p.location.country == "ML"
            if p.frame == "office" and sharp and not any(s < p.end and p.start < e for s, e in spoken):
                return p
    return None


def _another_day(clause: Clause, draft: Draft) -> bool:
    return draft.date is not None and any(apart(d, draft.date) for d in [*clause.event_dates, *([clause.day] if clause.day else [])])


def only_place(drafts: list[Draft], mentions: Mentions) -> dict[int, str]:
    """Give drafts with no place at all the one sharp place that the article names as where things happened; why, by index."""
    sharp = {d.place.location.place_ids: d.place for d in drafts if d.place and d.place.location.precision in (1, 2)}
    if len(sharp) != 1:
        return {}
    place = next(iter(sharp.values()))
    why: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        country = any(p.location.precision == 6 for c in draft.clauses for p in c.event_places)
        paragraphs = {c.paragraph for c in draft.clauses}
        other = any(p.frame not in ("metonym", "dateline", "furniture") for n in paragraphs for p in mentions.places[n])
        if draft.place is None and draft.date and not country and not other and draft.families & {"armed", "unrest", "property"}:
            draft.place, why[index] = place, "the only place that the article names"
    return why


def near_home(drafts: list[Draft]) -> dict[int, str]:
    """Give drafts with no place the cercle that those told of are from ("three women from Bandiagara were abducted"); why, by index.

    Never the place itself: they were struck on a road, in a field or at a market, and the words do not say which.
    """
    why: dict[int, str] = {}
    known = tables()
    for index, draft in enumerate(drafts):
        home = next((p for c in draft.clauses for p in c.places if p.frame == elsewhere.HOME and p.location.country == "ML"), None)
        unit = known.units.get(home.location.admin.cercle_pcode or "") if home and home.location.precision in (1, 2) else None
        if draft.place is None and home and unit:
            said = f"They are from {home.location.name}; where it happened is not said."
            draft.place = replace(home, location=placing.in_unit(known, unit, said, home.location.candidates))
            why[index] = "the cercle of the place that those told of are from"
    return why


_SOON = re.compile(rf"\W*{any_of('soon_after')}\b", re.IGNORECASE)


def inherit_dates(drafts: list[Draft], mentions: Mentions) -> dict[int, str]:
    """Give undated drafts the date that their paragraph, or the lead, last gave; return why, by the draft's index."""
    why: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        if draft.date:
            continue
        first = draft.clauses[0]
        near = [d for d in mentions.dates[first.paragraph] if d.role == "event" and d.start < first.end] or [
            d for c in draft.context if c.paragraph == first.paragraph for d in c.event_dates
        ]
        head = max(first.acts, key=lambda t: t.strength, default=None)
        if not near and head:  # a day before the act and before any speaker is the act's, whatever verb of speech stands beside it
            speakers = [c.start for c in first.claimants]
            near = [d for d in first.dates if d.role == "report" and d.date_start and d.end <= head.start and not any(s <= d.end for s in speakers)]
        if not near and draft.families & {"change", "agreement", "base", "arrest"}:  # what was said that day is what happened
            near = [d for c in draft.clauses for d in c.dates if d.role == "report"]
        if near:
            draft.date, why[index] = near[-1], "the date last given in the paragraph"
        elif index and drafts[index - 1].date and (drafts[index - 1].last_paragraph == first.paragraph or draft.borrowed):
            draft.date, why[index] = drafts[index - 1].date, "the date of the incident told just before it"
        elif index and drafts[index - 1].date and _SOON.match(first.text) and first.paragraph == drafts[index - 1].last_paragraph + 1:
            draft.date, why[index] = drafts[index - 1].date, "the day of the incident told before it, soon after which this was"
        elif index and details_lead(draft, drafts[0]):
            draft.date, why[index] = drafts[0].date, "the date of the lead, which sums up what this paragraph tells place by place"
        elif later := [d for c in draft.context for d in c.event_dates]:
            draft.date, why[index] = later[0], "the date given after it"
    return why
