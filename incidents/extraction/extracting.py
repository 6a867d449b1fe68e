"""A document to what it reports: mentions -> clauses -> drafts -> reports, with everything left out set aside for a reason.

    mention_all    every reader's mentions, paragraph by paragraph      (clauses)
    cut            sentences to clauses; which acts happened            (clauses)
    group          clauses to drafts, one a happening                   (grouping)
    value          a draft's type, place, date, actors, tolls, claims   (values)
    accept         enough to be an incident, or set aside               (here)

Rules and word lists only: the same text gives the same reading, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import cast

from gazetteer import Gazetteer
from incidents.extraction import values
from incidents.extraction.claimants import communique
from incidents.extraction.clauses import LONGEST_PARAGRAPH, Clause, Mentions, cut, mention_all
from incidents.extraction.drafts import Draft
from incidents.extraction.grouping import group
from incidents.extraction.inheriting import headline_place, inherit_dates, inherit_places, near_home, only_place
from incidents.extraction.recalling import recalled
from incidents.extraction.situating import date_value, place_value
from incidents.merging.reports import compatible
from incidents.model import Document, Evidence, Reading, Report, SetAside, SetAsideReason, Situation, SituationKind, Span

MAX_REPORTS = 200  # of one document; a longer list is a table, not an article
REASONS: dict[str, SetAsideReason] = {"exercise": "not an incident", "trial": "politics", "recalled": "background"}
KINDS: dict[str, SituationKind] = {"blockade": "blockade", "roadblock": "roadblock", "embargo": "embargo", "ultimatum": "ultimatum"}


def extract(document: Document, gazetteer: Gazetteer | None = None) -> Reading:
    """What ``document`` reports. Every value's spans are exact slices of ``document.text``; nothing is fetched or guessed.

    ``gazetteer`` is one that knows a user's aliases; the packaged one where none is given.
    """
    skipped = [p.number - 1 for p in document.paragraphs if p.kind != "body"]
    texts = [document.paragraph_text(p.number) for p in document.paragraphs]
    mentions = mention_all(texts, document.language, document.published, document.title, document.publisher, skipped, gazetteer)
    clauses = cut(mentions)
    drafts, aside = group(clauses)
    placed, dated = inherit_places(drafts, mentions), inherit_dates(drafts, mentions)
    placed |= headline_place(drafts, mentions, mentions.title)
    placed |= only_place(drafts, mentions)
    placed |= near_home(drafts)
    whole = communique(document.title, document.publisher, texts)
    past = {id(drafts[i]) for i in recalled(drafts, aside, document.published)}
    reports, refused = [], list(aside)
    for draft, report in _told_once(
        drafts[:MAX_REPORTS], lambda i, d: values.report(document, mentions, d, (placed.get(i, ""), dated.get(i, "")), whole)
    ):
        why = "background" if id(draft) in past else "total" if draft.parts else values.insufficient(draft, report)
        if report is None or why:
            draft.clauses[0].reason = why or "not an incident"
            refused.append(draft.clauses[0])
        else:
            reports.append(report)
    set_aside = _set_aside(document, refused) + _unread(document)
    return Reading(document.id, _distinct(_without_summaries(reports)), set_aside, _situations(document, mentions, clauses))


def _told_once(drafts: list[Draft], value: Callable[[int, Draft], Report | None]) -> list[tuple[Draft, Report | None]]:
    """Each draft with its report; drafts that give one type, place and day are one happening told twice and are read together."""
    out: list[tuple[Draft, Report | None]] = []
    first: dict[tuple[object, ...], int] = {}
    for index, draft in enumerate(drafts):
        report = value(index, draft)
        key = _same_happening(report)
        if key and key in first and not draft.shared:
            at = first[key]
            whole = out[at][0]
            for clause in draft.clauses:
                if not any(clause is c for c in whole.clauses):
                    whole.add(clause)
            whole.context += draft.context
            out[at] = (whole, value(at, whole))
            continue
        if key:
            first[key] = len(out)
        out.append((draft, report))
    return out


def _same_happening(report: Report | None) -> tuple[object, ...] | None:
    if report is None or report.place is None or report.place.precision not in (1, 2, 5) or report.date is None or report.date.start is None:
        return None
    return report.event_type, report.sub_event_type, report.place.place_ids, report.date.start, report.date.end


def _without_summaries(reports: list[Report]) -> list[Report]:
    """Reports less those of a summary or headline line that a fuller report of the same type and place repeats."""

    def bare(r: Report) -> bool:
        return r.date is None and not (r.killed or r.injured or r.abducted)

    def precision(r: Report) -> int:
        return r.place.precision if r.place else 0

    def repeats(a: Report, b: Report) -> bool:
        return a is not b and not bare(b) and a.event_type == b.event_type and compatible(a.place, b.place) and precision(b) not in (0, 6)

    def sums_up(r: Report) -> bool:
        told = [b for b in reports if _same_days(b, r)]
        vague = r.place is None or r.place.precision in (4, 6) or (r.place.precision == 5 and r.place.geometry == "zone")
        sharper = [b for b in told if b.place and b.place.precision in (1, 2, 3)]
        return vague and not (r.killed or r.injured or r.abducted) and len(sharper) > 1

    return [r for r in reports if not (bare(r) and any(repeats(r, b) for b in reports)) and not sums_up(r)]


def _same_days(a: Report, b: Report) -> bool:
    return a is not b and a.event_type == b.event_type and bool(a.date and b.date and a.date.start and a.date.start == b.date.start)


def _distinct(reports: list[Report]) -> tuple[Report, ...]:
    """Reports with ids that differ: two places of one act share its words, so a repeat is numbered."""
    seen: dict[str, Report] = {}
    for report in reports:
        seen.setdefault(report.id, report)
    return tuple(seen.values())


def _set_aside(document: Document, clauses: list[Clause]) -> tuple[SetAside, ...]:
    out: dict[str, SetAside] = {}
    for clause in clauses:
        if clause.reason.startswith("situation"):
            continue
        span = _words(document, clause)
        reason = REASONS.get(clause.reason) or cast(SetAsideReason, clause.reason)
        item = SetAside(
            _id(document.id, span, reason), document.id, reason, clause.reason if clause.reason in REASONS else "", Evidence((span,), "set aside")
        )
        out.setdefault(item.id, item)
    return tuple(out.values())


def _unread(document: Document) -> tuple[SetAside, ...]:
    """The rest of paragraphs that are too long to be one."""
    out = []
    for p in document.paragraphs:
        if p.kind == "body" and p.end - p.start > LONGEST_PARAGRAPH:
            span = document.span(p.number, LONGEST_PARAGRAPH, min(p.end - p.start, LONGEST_PARAGRAPH + 200))
            detail = f"the paragraph is longer than {LONGEST_PARAGRAPH:,} characters: from here on it was not read"
            out.append(SetAside(_id(document.id, span, "unread"), document.id, "not an incident", detail, Evidence((span,), "unread")))
    return tuple(out)


def _words(document: Document, clause: Clause) -> Span:
    """The words that read like an incident: from the first to the last act or toll of the clause."""
    items = [(t.start, t.end) for t in clause.triggers if t.strength >= 2] + [(t.start, t.end) for t in clause.tolls]
    start, end = (min(a for a, _ in items), max(b for _, b in items)) if items else (clause.start, clause.end)
    return document.span(clause.paragraph + 1, start, end)


def _situations(document: Document, mentions: Mentions, clauses: list[Clause]) -> tuple[Situation, ...]:
    out = []
    for clause in clauses:
        cue = next((c for c in clause.cues if c.reason.startswith("situation")), None)
        if cue is None or any(t.strength == 3 for t in clause.acts):
            continue
        kind = KINDS[cue.reason.removeprefix("situation ")]
        span = document.span(cue.paragraph + 1, cue.start, cue.end)
        since = next((d for d in clause.dates if d.role in ("background", "event") and (d.date_start or d.edtf)), None)
        out.append(
            Situation(
                _id(document.id, span, kind),
                document.id,
                kind,
                place_value(document, clause.event_places[:1]),
                date_value(document, since, "") if since else None,
                Evidence((span,), f"cue {kind}"),
            )
        )
    return tuple(out)


def _id(document_id: str, span: Span, kind: str) -> str:
    return blake2b(f"{document_id}|{span.start}|{span.end}|{kind}".encode(), digest_size=8).hexdigest()
