"""Figures as claims: one row a claimant, drawn on one scale, never averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from incidents.catalogue import number, text
from incidents.model import Claim, Document, Incident
from incidents.words.wording import actor_name, range_words

WIDTH, LABEL, ROW = 348, 132, 24


@dataclass(frozen=True, slots=True)
class Row:
    """One claimant's figure: whose, in which words, and the three numbers (None is open or not given)."""

    who: str
    words: str
    low: int | None
    best: int | None
    high: int | None
    hollow: bool
    document: str
    paragraph: int


def rows_of(incident: Incident, quantity: str, documents: Mapping[str, Document]) -> list[Row]:
    """The claims about a quantity, each claimant and figure once; where there is no claim, the reports' own figures."""
    found: list[Row] = []
    for report in incident.reports:
        document = documents.get(report.document_id)
        outlet = document.publisher if document else ""
        claims = [c for c in report.claims if c.about == quantity]
        toll = getattr(report, quantity)
        for claim in claims:
            found.append(_row(claim, outlet, report.document_id, report.paragraph))
        if not claims and toll:
            who = actor_name(report.claimant.who) if report.claimant else outlet
            spans = toll.evidence.spans
            found.append(
                Row(
                    who,
                    range_words(toll.low, toll.best, toll.high),
                    toll.low,
                    toll.best,
                    toll.high,
                    toll.low is None,
                    report.document_id,
                    spans[0].paragraph if spans else report.paragraph,
                )
            )
    once = {(r.who, r.low, r.best, r.high, r.hollow): r for r in reversed(found)}
    return sorted(once.values(), key=lambda r: -(r.high or r.best or r.low or 0))


def _row(claim: Claim, outlet: str, document: str, paragraph: int) -> Row:
    words = range_words(claim.low, claim.best, claim.high)
    if claim.wording == "neutralised":
        figure = claim.high or claim.best or claim.low
        words = text("{n} “neutralised”", n=figure) if figure is not None else text("“neutralised”")
    if claim.stance == "denies":
        words = text("denies: {words}", words=words)
    spans = claim.evidence.spans
    who = actor_name(claim.claimant.who) if claim.claimant else outlet
    return Row(
        who,
        words,
        claim.low,
        claim.best,
        claim.high,
        claim.wording == "neutralised" or claim.low is None,
        document,
        spans[0].paragraph if spans else paragraph,
    )


def chart(rows: Sequence[Row], quantity: str) -> str:
    """The rows as one picture with a scale; each row opens its sentence. Empty where there is no figure."""
    figures = [n for r in rows for n in (r.low, r.best, r.high) if n is not None]
    if not figures:
        return ""
    most = max(*figures, 1)
    step = _step(most)
    end = step * (most // step + 1)
    lowest = min(r.low if r.low is not None else 0 for r in rows)
    height = ROW * len(rows) + 20

    def at(n: float) -> float:
        return LABEL + 8 + n / end * (WIDTH - LABEL - 22)

    ticks = "".join(
        f'<line x1="{at(n):.1f}" x2="{at(n):.1f}" y1="0" y2="{height - 18}" class="grid"/>'
        f'<text x="{at(n):.1f}" y="{height - 4}" class="tick">{number(n)}</text>'
        for n in range(0, end + 1, step)
    )
    ground = f'<rect x="{at(lowest):.1f}" y="0" width="{max(0, at(end) - at(lowest)):.1f}" height="{height - 18}" class="ground"/>'
    drawn = "".join(_drawn(row, place * ROW + 12, at, end, quantity) for place, row in enumerate(rows))
    label = escape(text("Claims, one row a claimant"))
    opening = f'<svg class="im-claims" viewBox="0 0 {WIDTH} {height}" width="100%" role="group" aria-label="{label}">'
    return f"{opening}{ground}{ticks}{drawn}</svg>"


def _drawn(row: Row, y: float, at, end: int, quantity: str) -> str:  # type: ignore[no-untyped-def]
    low, high = row.low, row.high
    main = row.best if row.best is not None else high if low is None else low
    main = main if main is not None else low or 0
    parts = []
    if row.hollow:
        parts.append(f'<line x1="{at(0):.1f}" x2="{at(main) - 4:.1f}" y1="{y}" y2="{y}" class="dotted"/>')
    elif low is not None and high is None:
        tip = min(at(main) + 34, WIDTH - 4)
        parts.append(f'<path d="M{at(low):.1f} {y}H{tip:.1f}m-5 -4 5 4 -5 4" class="arrow"/>')
    elif low is not None and high is not None and low != high:
        parts.append(f'<line x1="{at(low):.1f}" x2="{at(high):.1f}" y1="{y}" y2="{y}" class="range"/>')
    parts.append(f'<circle cx="{at(main):.1f}" cy="{y}" r="4" class="{"hollow" if row.hollow else "dot"}"/>')
    open_end = high is None and low is not None and not row.hollow
    right = max(at(main), at(high) if high is not None else 0) + (42 if open_end else 9)
    left = right + 6.3 * len(row.words) > WIDTH
    x = min(at(low if low is not None else main), at(main)) - 9 if left else right
    words = f'<text x="{x:.1f}" y="{y + 4}" class="figure" text-anchor="{"end" if left else "start"}">{escape(row.words)}</text>'
    name = row.who if len(row.who) < 24 else row.who[:22] + "…"
    label = f'<text x="0" y="{y + 4}" class="who">{escape(name)}</text>'
    goto = f'data-goto="{escape(row.document)}|{row.paragraph}" data-for="{escape(quantity)}"'
    return (
        f'<g tabindex="0" role="button" {goto} aria-label="{escape(f"{row.who}: {row.words}")}"><title>{escape(f"{row.who}: {row.words}")}</title>'
        f'<rect x="0" y="{y - 11}" width="{WIDTH}" height="22" fill="transparent"/>{label}{"".join(parts)}{words}</g>'
    )


def _step(most: int) -> int:
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if most / step <= 4:
            return step
    return int(10 ** (len(str(most)) - 1))
