"""Names that follow from those the sources list: a prefix written otherwise, a commune for its seat, a village without its people."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from gazetteer.compiling.boundaries import Boundaries, knowledge
from gazetteer.compiling.journal import Journal
from gazetteer.compiling.records import Record
from gazetteer.fold import fold

ALIKE, SHARED_START = 70.0, 7
ALONE_KM = 30.0
_PEOPLE = re.compile(
    r"(?P<base>.{5,60})[ -](?:Peulh?s?|Foulbé|Foulbe|Habé|Habe|Habbe|Dogon|Bambara|Bamana|Marka|Bozo|Rimaibé|Rimaibe|Sonrhai|Bella|Bellah)"
)


def add_names(records: list[Record], boundaries: Boundaries, seats: dict[str, str], journal: Journal) -> None:
    """Add the names that follow from those the sources list; main names stay."""
    _respell_prefixes(records, journal)
    _name_seats(records, boundaries, seats, journal)
    _drop_people(records, journal)


def _respell_prefixes(records: list[Record], journal: Journal) -> None:
    """I-n-Délimane is also In-Délimane and Indélimane (knowledge/prefixes.csv)."""
    rules = [(row["written"], row["also"], row["joined"]) for row in knowledge("prefixes.csv")]
    changed = 0
    for record in records:
        extra = [text for name, _ in record.names for text in _respelt(name, rules)]
        known = {fold(name) for name, _ in record.names}
        new = [(text, "project") for text in dict.fromkeys(extra) if fold(text) not in known]
        record.names += tuple(new)
        changed += bool(new)
    journal.note("kept", changed, "places with a Tamasheq or Arabic prefix also under its other spellings (knowledge/prefixes.csv)")


def _respelt(name: str, rules: list[tuple[str, str, str]]) -> list[str]:
    found = []
    for written, also, joined in rules:
        rest = name.removeprefix(written)
        if rest != name and len(rest) >= 3 and rest[0].isupper():
            found += [also + rest] * bool(also != written) + [joined + rest[0].lower() + rest[1:]] * bool(joined)
    return found


def _name_seats(records: list[Record], boundaries: Boundaries, seats: dict[str, str], journal: Journal) -> None:
    """A commune's name also stands for its seat where the two are alike and no other place of the commune bears it."""
    by_id = {record.id: record for record in records}
    communes = boundaries.communes_of([record.lat for record in records], [record.lon for record in records])
    borne = {(c.pcode, fold(name)) for r, c in zip(records, communes, strict=True) if c and r.kind == "settlement" for name, _ in r.names}
    named = []
    for commune in boundaries.communes:
        seat = by_id.get(seats.get(commune.pcode, ""))
        if seat and (commune.pcode, fold(commune.name)) not in borne and _alike(fold(commune.name), fold(seat.name)):
            seat.names += ((commune.name, "cod-ab"),)
            named.append(f"{commune.name} for {seat.name} ({seat.id})")
    journal.note("kept", len(named), "names of communes as names of their seats, where the two are alike", named)


def _alike(left: str, right: str) -> bool:
    return left[0] == right[0] and (
        fuzz.ratio(left, right) >= ALIKE or right.startswith(left[:SHARED_START]) or (len(right) >= 4 and left.startswith(right))
    )


def _drop_people(records: list[Record], journal: Journal) -> None:
    """Koulogon-Peulh is also Koulogon, where no place within 30 km is called Koulogon alone."""
    bearers: dict[str, list[Record]] = {}
    for record in records:
        for name, _ in record.names:
            bearers.setdefault(fold(name), []).append(record)
    added = []
    for record in records:
        match = _PEOPLE.fullmatch(record.name) if record.kind == "settlement" and record.country == "ML" else None
        base = match["base"] if match else ""
        if base and not any(other.distance_km(record) <= ALONE_KM for other in bearers.get(fold(base), ())):
            added.append((record, base))
    for record, base in added:
        record.names += ((base, "project"),)
    journal.note("kept", len(added), "villages named with their people also without, where no other is called so within 30 km",
                 (f"{base} for {record.name} ({record.id})" for record, base in added))  # fmt: skip
