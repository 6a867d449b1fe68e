"""What kinds of mistake extraction makes on a corpus: each gold or predicted incident is compared field by field and the kinds are counted.

A kind is "field: what went wrong". Missed and extra incidents are counted once; the other kinds are counted over paired incidents,
so one incident may add to several kinds, and to each at most once (actors: once per actor).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import scoring

Row = tuple[str, str, str]  # kind, document id, what was due and what was read
QUANTITIES = ("killed", "injured", "abducted")


def faults(gold: dict[str, Any], predicted: dict[str, Any]) -> list[Row]:
    """Every fault of the corpus, in document order."""
    return [(kind, doc_id, detail) for doc_id, doc in gold.items() for kind, detail in _of_document(doc, predicted.get(doc_id) or {})]


def count(rows: list[Row]) -> dict[str, int]:
    """How often each kind occurs, the commonest first."""
    return dict(sorted(Counter(kind for kind, _, _ in rows).items(), key=lambda item: (-item[1], item[0])))


def _of_document(doc: dict[str, Any], said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    due, read = doc["incidents"], said.get("incidents") or []
    pairs = scoring.pair(due, read)
    known, used = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    for g in due:
        if id(g) not in known:
            yield _missed(g, [p for p in read if id(p) not in used]), _name(g)
    traps = {t["paragraph"] for t in doc.get("not_incidents", [])}
    homes = {g["paragraph"] for g in due}
    for p in read:
        if id(p) not in used:
            here = p.get("paragraph")
            yield "extra: in a paragraph with an incident" if here in homes else "extra: in a trap" if here in traps else "extra: elsewhere", _name(p)
    for g, p in pairs:
        yield from ((kind, f"{_name(g)}: {detail}") for kind, detail in _of_pair(g, p))


def _missed(gold: dict[str, Any], left: list[dict[str, Any]]) -> str:
    """A missed incident whose paragraph holds an unpaired prediction was found and misread; else it was not found."""
    return "missed: found but misread" if any(p.get("paragraph") == gold["paragraph"] for p in left) else "missed: not found"


def _of_pair(g: dict[str, Any], p: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if g["event_type"] != p.get("event_type"):
        yield "type: another event type", f"{g['event_type']} read as {p.get('event_type')}"
    elif g["sub_event_type"] != p.get("sub_event_type"):
        yield "type: another sub type", f"{g['sub_event_type']} read as {p.get('sub_event_type')}"
    if scoring.days(g) != scoring.days(p):
        yield _gap("date", scoring.days(g), scoring.days(p)), f"{scoring.days(g)} read as {scoring.days(p)}"
    if scoring.too_sharp(g, p):
        yield "place: sharper than the text", f"{_where(g)} read as {_where(p)}"
    elif not scoring.same_place(g, p):
        yield "place: unresolved or only the country" if scoring.level(p) in (0, 6) else "place: another place", f"{_where(g)} read as {_where(p)}"
    yield from _actors(scoring.actors(g), scoring.actors(p))
    for quantity in QUANTITIES:
        due, read = scoring.toll(g, quantity), scoring.toll(p, quantity)
        if due != read:
            yield _gap("tolls", due, read), f"{quantity} {due} read as {read}"
    due, read = ((x.get("claimant") or {}).get("who") for x in (g, p))
    if due != read:
        yield _gap("claimant", due, read), f"{due} read as {read}"


def _actors(due: dict[str, str], read: dict[str, str]) -> Iterator[tuple[str, str]]:
    for actor, role in due.items():
        if actor not in read:
            yield "actors: not read", f"{actor}, {role}"
        elif read[actor] != role:
            yield "actors: another role", f"{actor}, {role} read as {read[actor]}"
    yield from (("actors: one too many", f"{actor}, {role}") for actor, role in read.items() if actor not in due)


def _gap(field: str, due: object, read: object) -> str:
    return f"{field}: not read" if read is None else f"{field}: read where there is none" if due is None else f"{field}: read differently"


def _name(x: dict[str, Any]) -> str:
    return f"¶{x.get('paragraph')} {x.get('event_type')} {scoring.place(x).get('name')}"


def _where(x: dict[str, Any]) -> str:
    return f"{scoring.place(x).get('name')} ({scoring.level(x)})"
