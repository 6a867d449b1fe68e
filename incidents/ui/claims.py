"""Figures as claims: a row each, drawn on one scale, never averaged; the parts of one claimant's claim under it, not beside it as rivals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from incidents.accounts import Account, accounts
from incidents.catalogue import number, text
from incidents.model import Claim, Document, Incident, Quantity
from incidents.words.wording import claimant_name, quoted, range_words, whom_words

TRACK, LINE = 112, 16  # the drawn part of a row, in pixels
QUOTE = 90  # characters of the article's words that a row shows; the paragraph below has them all


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: whose and on whom, in which words, the article's own, and the three numbers (None is open or not given).

    A part of the claim above has no ``who`` where its words do not say on whom: then the quote stands for it.
    """

    who: str
    words: str
    quote: str
    low: int | None
    best: int | None
    high: int | None
    hollow: bool
    document: str
    paragraph: int
    part: bool = False  # of the claim above


def rows_of(incident: Incident, quantity: Quantity, documents: Mapping[str, Document]) -> list[Row]:
    """The claims about a quantity, the highest first; where there is no claim, the reports' own figures. A claim told twice stands once."""
    once: dict[tuple[object, ...], Account] = {}
    for account in (account for report in incident.reports for account in accounts(report, quantity)):
        figures = tuple((c.actor, c.low, c.best, c.high, c.wording) for c in account.claims)
        once.setdefault((account.claimant.who if account.claimant else account.report.document_id, figures), account)
    speakers = Counter(account.claimant.who for account in once.values() if account.claimant)
    told = [_rows(a, documents, bool(a.claimant and speakers[a.claimant.who] > 1)) for a in once.values()]
    return [row for rows in sorted(told, key=_highest, reverse=True) for row in rows]


def _highest(rows: Sequence[Row]) -> int:
    return max((n for r in rows for n in (r.low, r.best, r.high) if n is not None), default=0)


def _rows(account: Account, documents: Mapping[str, Document], with_outlet: bool) -> list[Row]:
    """The rows of one account; ``with_outlet`` says which article has it, where another has other figures of the same claimant."""
    report = account.report
    document = documents.get(report.document_id)
    who = claimant_name(account.claimant.who) if account.claimant else document.publisher if document else text("not said")
    if with_outlet and document and document.publisher:
        who = f"{who} ({document.publisher})"
    if len(account.claims) == 1:
        (claim,) = account.claims
        named = text("{who}, on {whom}", who=who, whom=whom_words(claim.actor)) if claim.actor else who
        return [_row(claim, named, account)]
    low, best, high = account.whole or (None, None, None)
    words = range_words(low, best, high) if account.whole else ""
    words = text("{figure} in all", figure=words) if account.is_sum else words
    head = Row(who, words, "", low, best, high, low is None, report.document_id, report.paragraph)
    return [head, *(_row(c, text("on {whom}", whom=whom_words(c.actor)) if c.actor else "", account, part=True) for c in account.claims)]


def _row(claim: Claim, who: str, account: Account, part: bool = False) -> Row:
    words = range_words(claim.low, claim.best, claim.high)
    if claim.wording == "neutralised":
        figure = claim.high or claim.best or claim.low
        words = text("{n} “neutralised”", n=figure) if figure is not None else text("“neutralised”")
    if claim.stance == "denies":
        words = text("denies: {words}", words=words)
    spans = claim.evidence.spans
    said = spans[0].quote if spans else ""
    quote = quoted(said if len(said) <= QUOTE else said[: QUOTE - 1] + "…") if said else ""
    hollow = claim.wording == "neutralised" or claim.low is None
    report = account.report
    return Row(who, words, quote, claim.low, claim.best, claim.high, hollow, report.document_id,
               spans[0].paragraph if spans else report.paragraph, part)  # fmt: skip


def chart(rows: Sequence[Row], quantity: Quantity) -> str:
    """The rows with one scale under them; each opens its sentence. Words and marks have columns of their own, so that neither covers the
    other. Empty where there is no figure.
    """
    figures = [n for r in rows for n in (r.low, r.best, r.high) if n is not None]
    if not figures:
        return ""
    most = max(*figures, 1)
    step = _step(most)
    end = step * (most // step + 1)

    def at(n: float) -> float:
        return round(4 + n / end * (TRACK - 16), 1)

    ticks = "".join(f'<text x="{at(n)}" y="11" class="tick">{number(n)}</text>' for n in range(0, end + 1, step))
    grid = "".join(f'<path d="M{at(n)} 0V{LINE}" class="grid"/>' for n in range(0, end + 1, step))
    label = escape(text("Claims, one row a claimant"))
    drawn = "".join(_drawn(row, at, grid, quantity) for row in rows)
    scale = f'<svg class="scale" width="{TRACK}" height="14" aria-hidden="true">{ticks}</svg>'
    return f'<div class="im-claims" role="group" aria-label="{label}">{drawn}{scale}</div>'


def _drawn(row: Row, at: Callable[[float], float], grid: str, quantity: Quantity) -> str:
    said = escape(": ".join(p for p in (row.who or row.quote, row.words) if p))
    goto = f'data-goto="{escape(row.document)}|{row.paragraph}" data-for="{escape(quantity)}"'
    quote = f"<i>{escape(row.quote)}</i>" if row.quote else ""
    return (
        f'<div class="claim{" part" if row.part else ""}" tabindex="0" role="button" {goto} aria-label="{said}" title="{escape(row.quote) or said}">'
        f'<span class="who">{escape(row.who)}{quote}</span><span class="figure">{escape(row.words)}</span>'
        f'<svg width="{TRACK}" height="{LINE}" aria-hidden="true">{grid}{_mark(row, at)}</svg></div>'
    )


def _mark(row: Row, at: Callable[[float], float]) -> str:
    """A dot; hollow at the end of a dotted line where there is no lower figure; a bar over a range, an arrow where the top is open."""
    low, high, y = row.low, row.high, LINE / 2
    main = row.best if row.best is not None else high if low is None else low
    if main is None:
        return ""
    lines = ""
    if row.hollow:
        lines = f'<path d="M{at(0)} {y}H{max(at(main) - 4, at(0))}" class="dotted"/>'
    elif low is not None and high is None:
        lines = f'<path d="M{at(low)} {y}H{TRACK - 1}m-5 -4 5 4 -5 4" class="arrow"/>'
    elif low is not None and high is not None and low != high:
        lines = f'<path d="M{at(low)} {y}H{at(high)}" class="range"/>'
    return f'{lines}<circle cx="{at(main)}" cy="{y}" r="4" class="{"hollow" if row.hollow else "dot"}"/>'


def _step(most: int) -> int:
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if most / step <= 3:
            return step
    return int(10 ** (len(str(most)) - 1))
