"""Which drafts tell again of what is no news: acts long before those that the article reports, recalled as context.

Nothing in the words may say so ("In July gunmen burnt the market of ..."), only the days: an article that reports what happened this week,
and names one event two months back, reports the former. Reports that look back as a whole (a quarter, an inquiry) have no such gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from gazetteer.fold import fold
from incidents.extraction.clauses import Clause
from incidents.extraction.drafts import Draft
from incidents.extraction.surroundings import any_of

NEWS = 14  # days before the publication within which the newest act of an article of news lies
GAP = 20  # days between its news and an older act that make that one recalled
LOOSE_GAP = 14  # the same where the older act has no day ("in early July") or is set before another past ("had been burnt")
GROWTH = 2  # what spans weeks may reach back further: so many times its span

_BEFORE = re.compile(rf"\b(?:{any_of('earlier_past_2')} (?:\w+ ){{0,2}}|{any_of('earlier_past_3')} (?:\w+ ){{0,3}})$")
_SPEECH = re.compile(rf"\b{any_of('speech')}\b")


def recalled(drafts: Sequence[Draft], aside: Sequence[Clause], published: date | None) -> frozenset[int]:
    """The drafts that are background, by index: far behind the article's news, or undated in an article that opens in the past."""
    if published is None:
        return frozenset()
    behind = _behind_the_news(drafts, published)
    if _opens_in_the_past(drafts, aside):
        behind |= {i for i, d in enumerate(drafts) if d.date is None or d.date.date_start is None}
    return frozenset(behind)


def _behind_the_news(drafts: Sequence[Draft], published: date) -> set[int]:
    aged = sorted(((published - d.date.date_end).days, i) for i, d in enumerate(drafts) if d.date and d.date.date_end)
    if not aged or aged[0][0] > NEWS:
        return set()
    newest = oldest = aged[0][0]
    opened = aged[0][1]  # the first draft that is news, in reading order
    out: set[int] = set()
    for age, i in aged:
        allowed = LOOSE_GAP if _is_loose(drafts[i]) else GAP
        if age - oldest > max(allowed, GROWTH * (oldest - newest)):
            out.add(i)
        else:
            oldest, opened = age, min(opened, i)
    return {i for i in out if i > opened}  # what an article opens with is its subject, however old


def _is_loose(draft: Draft) -> bool:
    if draft.date is not None and draft.date.precision >= 3:
        return True
    clause = draft.clauses[0]
    act = max(clause.acts, key=lambda t: t.strength, default=None)
    before = fold(clause.text[: act.start - clause.start]) if act else ""
    return bool(_BEFORE.search(before)) and not _SPEECH.search(before)  # "said that gunmen had burnt" is the news itself


def _opens_in_the_past(drafts: Sequence[Draft], aside: Sequence[Clause]) -> bool:
    """Whether the first act that the article tells of is one of a day long past."""
    first = min((c.paragraph, c.start) for d in drafts for c in d.clauses) if drafts else (0, 0)
    before = [c for c in aside if c.reason == "background" and (c.paragraph, c.start) < first]
    return any(d.role == "background" and d.date_start for c in before for d in c.dates)
