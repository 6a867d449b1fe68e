"""One incident's sum from its figures: over sides, with open ends kept open, rivals as a range, subsets and corrections left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from incidents.extraction.tolls.mention import Part, Side, TollMention

Triple = tuple[int | None, int | None, int | None]


def combine(mentions: Sequence[TollMention]) -> tuple[int | None, int | None, int | None, list[Part]]:
    """Low, best and high of one quantity, and each side's part. A side that nobody counted adds nothing.

    A toll shared by several acts gives its high alone. "neutralised" figures have no low; beside confirmed dead they add to best and high.
    """
    shared = [m for m in mentions if m.shared and not m.subset]
    counted = [m for m in mentions if not (m.subset or m.own_zero)]
    kept = [m for m in counted if not m.superseded or not any(_corrects(o, m) for o in counted)]
    if not kept:
        return None, None, None, []
    if any(_positive(m) for m in kept):
        kept = [m for m in kept if _positive(m)]
    denied = {m.side for m in mentions if m.own_zero and m.side != "unknown"}  # "admits no loss of its own", while others count some
    parts = [_part(side, group) for side, group in _sides(kept)]
    parts = [replace(p, low=0) if p.side in denied and p.low else p for p in parts]
    low, best, high = _sum(parts)
    if shared:
        tops = [p.high if p.high is not None else p.best for p in parts]
        return None, None, (None if None in tops else sum(t for t in tops if t is not None)), parts
    return low, best, high, parts


def _corrects(new: TollMention, old: TollMention) -> bool:
    return not new.superseded and (new.side == old.side or new.side == "unknown" or (old.side == "unknown" and new.side != "armed group"))


def _positive(mention: TollMention) -> bool:
    return any((mention.low, mention.best, mention.high))


def _sides(mentions: Sequence[TollMention]) -> list[tuple[Side, list[TollMention]]]:
    """Figures by side in the order told; a figure of nobody in particular goes with a side it repeats or refines."""
    groups: dict[Side, list[TollMention]] = {}
    assigned: dict[tuple[int, int], Side] = {}
    for mention in mentions:
        side = assigned.get(mention.rival_of, mention.side) if mention.rival_of else mention.side
        if side == "unknown" and mention.rival and mention.rival_of not in assigned:
            side = next((s for s in groups if s != "armed group"), side)  # it contests a figure of another incident or of none
        if side == "unknown" and mention.rule != "zero_both":
            side = next((s for s, group in groups.items() if any(_same(m, mention) or refines(m, mention) for m in group)), side)
        groups.setdefault(side, []).append(mention)
        assigned[mention.paragraph, mention.start] = side
    return list(groups.items())


def _part(side: Side, mentions: list[TollMention]) -> Part:
    confirmed = _tally([m for m in mentions if not m.neutralised])
    claimed = _tally([m for m in mentions if m.neutralised and not m.rival])
    rivals = [m for m in mentions if m.rival]
    triple = confirmed if claimed is None else claimed if confirmed is None else _add(confirmed, claimed)
    if triple is None:
        triple = _triple(rivals.pop(0))
    for voice in _voices(rivals, max((x for x in triple if x is not None), default=0)):
        triple = _range(triple, voice)
    return Part(side, *triple, tuple(mentions))


def _voices(rivals: Sequence[TollMention], lead: int) -> list[Triple]:
    """Each rival account as one sum. In one sentence, an army's "and 19 neutralised" belongs to the figure before, and figures
    that together do not exceed the ``lead`` are its parts as another voice tells them.
    """
    out: list[Triple] = []
    last: TollMention | None = None
    for rival in rivals:
        beside = last is not None and not _apart(last, rival)
        if beside and last is not None and (rival.neutralised > last.neutralised or (out[-1][1] or lead) + (rival.best or lead) <= lead):
            out[-1] = _add_plain(out[-1], _triple(rival))
        else:
            out.append(_triple(rival))
        last = rival
    return out


def _tally(mentions: Iterable[TollMention]) -> Triple | None:
    """The sum of figures that count different people; one that repeats or refines an earlier figure replaces it."""
    kept: list[TollMention] = []
    for mention in mentions:
        if mention.rival:
            continue
        again = next(
            (i for i, m in enumerate(kept) if _apart(m, mention) and (_same(m, mention) or refines(m, mention) or refines(mention, m))), None
        )
        if again is None:
            kept.append(mention)
        elif refines(kept[again], mention):
            kept[again] = mention
    if not kept:
        return None
    total = _triple(kept[0])
    for mention in kept[1:]:
        total = _add_plain(total, _triple(mention))
    return total


def _triple(mention: TollMention) -> Triple:
    return mention.low, mention.best, mention.high


def _apart(first: TollMention, second: TollMention) -> bool:
    return (first.paragraph, first.sentence) != (second.paragraph, second.sentence)


def _same(first: TollMention, second: TollMention) -> bool:
    return _triple(first) == _triple(second) and _apart(first, second)


def refines(vague: TollMention, exact: TollMention) -> bool:
    """Whether ``exact`` says closely what ``vague`` left open: "more than 50 villagers", later "51 dead"."""
    if vague.high is not None or vague.low is None or exact.best is None or exact.low is None or not _apart(vague, exact):
        return False
    loose = vague.best is None
    return vague.low <= exact.low <= (vague.low * 10 if loose else vague.low * 5 // 4 + 1)


def _add_plain(a: Triple, b: Triple) -> Triple:
    low = None if a[0] is None and b[0] is None else (a[0] or 0) + (b[0] or 0)
    best = None if a[1] is None or b[1] is None else a[1] + b[1]
    high = None if a[2] is None or b[2] is None else a[2] + b[2]
    return low, best, high


def _add(confirmed: Triple, claimed: Triple) -> Triple:
    return _add_plain(confirmed, claimed)


def _range(lead: Triple, rival: Triple) -> Triple:
    low = None if lead[0] is None or rival[0] is None else min(lead[0], rival[0])
    top = max((lead, rival), key=lambda t: max(x for x in (t[2], t[1], t[0], 0) if x is not None))
    best = lead[1] if lead[1] is not None else rival[1]
    return low, best, top[2]


def _sum(parts: list[Part]) -> Triple:
    low, best, high = parts[0].low, parts[0].best, parts[0].high
    for part in parts[1:]:
        low, best, high = _add_plain((low, best, high), (part.low, part.best, part.high))
    return low, best, high
