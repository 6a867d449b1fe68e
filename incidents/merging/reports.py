"""Reports to incidents: an explainable score a pair, then greedy clustering that never joins two reports of one article.

The score adds what speaks for one happening (place compatible at the coarser precision, days that overlap, type, actors, toll,
shared words); a veto (too far apart, days that cannot meet) rules a pair out whatever the sum. Every merge keeps its reasons.
Greedy, constrained average linkage, because connected components chained 60 distinct reports into one (DESIGN.md, section 5).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from gazetteer.fold import fold
from gazetteer.geometry import distance_km
from incidents.merging.combining import combine
from incidents.model import Document, Incident, Merge, PlaceValue, Reading, Report, Toll

THRESHOLD = 3.0
FAR_KM = {1: 12.0, 2: 30.0, 5: 70.0}  # how far apart two points may lie and still be one place, by the coarser precision
SHINGLE = 5  # words
COPY = 0.5  # share of the shorter article's shingles found in the other: a wire copy

_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_WORD = re.compile(r"\w{4,}")


class Veto(Exception):
    """Two reports that cannot be one happening."""


def _days(report: Report) -> tuple[date, date] | None:
    d = report.date
    return (d.start, d.end) if d and d.start and d.end else None


def _score_dates(a: Report, b: Report) -> tuple[float, str]:
    x, y = _days(a), _days(b)
    if not x or not y:
        same = a.date and b.date and a.date.edtf and a.date.edtf == b.date.edtf
        return (1.2, "same day, year not given") if same else (0.0, "")
    if x == y:
        return (2.0, "same day") if x[0] == x[1] else (1.5, "same days")
    if x[0] <= y[1] and y[0] <= x[1]:
        return 1.2, "days overlap"
    gap = max((y[0] - x[1]).days, (x[0] - y[1]).days)
    if gap == 1:
        return 0.6, "a day apart"
    raise Veto


def _score_places(a: PlaceValue | None, b: PlaceValue | None) -> tuple[float, str]:
    if a is None or b is None or not (a.precision and b.precision):
        return 0.0, ""
    if 6 in (a.precision, b.precision):
        return 0.2, "one gives only the country"
    for inner, unit in ((a, b), (b, a)):
        if unit.precision in (3, 4):
            theirs, ours = (
                (inner.admin.cercle_pcode, unit.admin.cercle_pcode) if unit.precision == 3 else (inner.admin.region_pcode, unit.admin.region_pcode)
            )
            if theirs and ours and theirs != ours:
                raise Veto
            return (1.0, f"both in {unit.name}") if theirs else (0.2, "")
    if set(a.place_ids) & set(b.place_ids):
        return 2.0, f"same place, {a.name}"
    if None in (a.lat, a.lon, b.lat, b.lon):
        return 0.0, ""
    km = distance_km((a.lat, a.lon), (b.lat, b.lon))  # type: ignore[arg-type]
    limit = max(FAR_KM[a.precision], FAR_KM[b.precision])
    if km > limit:
        raise Veto
    return (2.0 if km <= 6 else 1.3), f"{km:.0f} km apart"


def compatible(a: PlaceValue | None, b: PlaceValue | None) -> bool:
    """Whether two places may be one at the coarser precision; the country holds all."""
    try:
        _score_places(a, b)
    except Veto:
        return False
    return True


def _score_types(a: Report, b: Report) -> tuple[float, str]:
    if a.event_type == b.event_type:
        return (1.0, f"both {a.sub_event_type}") if a.sub_event_type == b.sub_event_type else (0.7, f"both {a.event_type}")
    if a.event_type in _VIOLENT and b.event_type in _VIOLENT:
        return 0.0, ""
    raise Veto


def _score_actors(a: Report, b: Report) -> tuple[float, str]:
    shared = {x.actor for x in a.actors} & {x.actor for x in b.actors}
    return (min(0.3 * len(shared), 0.9), f"both name {', '.join(sorted(shared))}") if shared else (0.0, "")


def _score_tolls(a: Toll | None, b: Toll | None) -> tuple[float, str]:
    if a is None or b is None:
        return 0.0, ""
    if (a.low, a.best, a.high) == (b.low, b.best, b.high) and (a.best or 0) > 0:
        return 0.8, "same toll"
    lows, highs = (a.low or 0, b.low or 0), (a.high or 10**6, b.high or 10**6)
    return (0.3, "tolls overlap") if max(lows) <= min(highs) else (-0.2, "")


def _score_words(a: frozenset[str], b: frozenset[str]) -> tuple[float, str]:
    if not a or not b:
        return 0.0, ""
    share = len(a & b) / min(len(a), len(b))
    return (round(min(share, 0.6), 2), "shared words") if share >= 0.25 else (0.0, "")


def score(a: Report, b: Report, words: dict[str, frozenset[str]]) -> tuple[float, tuple[str, ...]] | None:
    """How strongly two reports speak of one happening, with the reasons; None where they cannot."""
    try:
        parts = [
            _score_places(a.place, b.place),
            _score_dates(a, b),
            _score_types(a, b),
            _score_actors(a, b),
            _score_tolls(a.killed, b.killed),
            _score_words(words.get(a.id, frozenset()), words.get(b.id, frozenset())),
        ]
    except Veto:
        return None
    return sum(p[0] for p in parts), tuple(p[1] for p in parts if p[1])


def _words(report: Report, document: Document | None) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(document.paragraph_text(report.paragraph)))) if document else frozenset()


def _blocks(reports: Sequence[Report]) -> Iterable[tuple[Report, Report]]:
    """Pairs worth scoring: of different articles, with a day in common within two, or undated at one place."""
    by_day: dict[object, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        days = _days(report)
        if days and (days[1] - days[0]).days <= 31:
            for step in range((days[1] - days[0]).days + 3):
                by_day[days[0] + timedelta(days=step - 1)].append(index)
        elif report.place and report.place.name:
            by_day[report.place.name].append(index)
    seen = {pair for block in by_day.values() for pair in combinations(block, 2)}
    for i, j in sorted(seen):
        if reports[i].document_id != reports[j].document_id:
            yield reports[i], reports[j]


def cluster(reports: Sequence[Report], words: dict[str, frozenset[str]]) -> tuple[list[list[Report]], dict[frozenset[str], Merge]]:
    """Reports grouped by happening, and the merge between each pair that was joined."""
    scored = {frozenset((a.id, b.id)): Merge(a.id, b.id, round(s[0], 2), s[1]) for a, b in _blocks(reports) if (s := score(a, b, words))}
    of = {r.id: [r] for r in reports}
    for _key, merge in sorted(scored.items(), key=lambda item: (-item[1].score, item[1].left, item[1].right)):
        left, right = of[merge.left], of[merge.right]
        if merge.score < THRESHOLD or left is right or {r.document_id for r in left} & {r.document_id for r in right}:
            continue
        pairs = [scored.get(frozenset((a.id, b.id))) for a in left for b in right]
        if None in pairs or sum(p.score for p in pairs if p) / len(pairs) < THRESHOLD - 0.4:
            continue
        left += right
        for report in right:
            of[report.id] = left
    groups = list({id(g): g for g in of.values()}.values())
    return groups, scored


def copies(documents: Sequence[Document]) -> dict[str, str]:
    """Each document's id to the id of the first article that it is a copy of (itself where it is none)."""
    first: dict[str, str] = {}
    sketches: list[tuple[str, frozenset[int]]] = []
    holders: dict[int, list[int]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: (d.published or date.max, d.id)):
        words = fold(document.text).split()
        grams = [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]
        sketch = frozenset(
            h for g in grams if (h := int.from_bytes(hashlib.blake2b(g.encode(), digest_size=6).digest())) % (8 if len(grams) > 400 else 1) == 0
        )
        near = {i for h in sketch for i in holders[h][:50]}
        original = next(
            (sketches[i][0] for i in sorted(near) if len(sketch & sketches[i][1]) >= COPY * max(1, min(len(sketch), len(sketches[i][1])))),
            document.id,
        )
        first[document.id] = first.get(original, original)
        for h in sketch:
            holders[h].append(len(sketches))
        sketches.append((document.id, sketch))
    return first


def merge(readings: Sequence[Reading], documents: Sequence[Document]) -> tuple[Incident, ...]:
    """All incidents of ``readings``, sorted by id. An incident's id is that of its earliest report, so a new report changes no link."""
    by_id = {d.id: d for d in documents}
    reports = sorted((r for reading in readings for r in reading.reports), key=lambda r: r.id)
    words = {r.id: _words(r, by_id.get(r.document_id)) for r in reports}
    groups, merges = cluster(reports, words)
    original = copies(documents)
    return tuple(sorted((combine(group, merges, by_id, original) for group in groups), key=lambda i: i.id))
