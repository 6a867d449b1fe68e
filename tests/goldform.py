"""The gold form (one JSON object a line) as ``incidents.model`` records with exact spans: for tests and for trying screens.

``gold_incidents("dev")`` and ``gold_documents("dev")`` are what an extraction without a fault would hand on. Reports of one
``group`` become one incident: its toll runs from the lowest low to the highest high (open if one is open).
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gazetteer.model import Admin, Level
from incidents.model import (
    ActorValue,
    Claim,
    Claimant,
    DateValue,
    Document,
    Evidence,
    Incident,
    Merge,
    Paragraph,
    PlaceValue,
    Report,
    SetAside,
    Span,
    Toll,
    TollPart,
)

GOLD = Path("/work/shared/gold")
REGIONS_2023 = Path("/work/shared/reference/commune_to_region_2023.csv")
PARTIES = {"fama", "wagner", "africa-corps", "jnim", "is-sahel", "csp-dpa", "fla", "barkhane", "minusma", "government-mali"}
REASONS = ("continuing situation", "background", "total", "hypothetical", "planned", "threat", "denied", "anniversary", "metaphor",
           "outside", "politic")
GEOMETRY = {1: "point", 2: "circle", 3: "unit", 4: "unit", 5: "line"}


def need_gold() -> None:
    """Skip the calling test where the gold corpus is not at hand."""
    if not GOLD.exists():
        pytest.skip(f"needs the gold corpus in {GOLD}")


@cache
def gold_documents(*names: str) -> tuple[Document, ...]:
    """The documents of the gold files ``names`` (default: dev)."""
    return tuple(_document(row) for row in _rows(names or ("dev",)))


@cache
def gold_reports(*names: str) -> tuple[Report, ...]:
    """Every gold incident as a report of its document, in file order."""
    return tuple(report for report, _ in _grouped(names or ("dev",)))


@cache
def gold_incidents(*names: str) -> tuple[Incident, ...]:
    """The gold incidents, reports of one group merged, in file order."""
    groups: dict[str, list[Report]] = {}
    for report, group in _grouped(names or ("dev",)):
        groups.setdefault(group, []).append(report)
    return tuple(_incident(group, reports) for group, reports in groups.items())


@cache
def gold_set_aside(*names: str) -> tuple[SetAside, ...]:
    """The passages that the gold marks as no incident."""
    found = []
    for row in _rows(names or ("dev",)):
        document = _document(row)
        for n, item in enumerate(row["not_incidents"]):
            number = item["paragraph"]
            span = _span(document, number, item["quote"])
            found.append(SetAside(f"{document.id}-x{n}", document.id, _reason(item["why"]), item["why"], Evidence((span,) if span else (), "gold")))
    return tuple(found)


def _reason(why: str) -> Any:
    word = next((r for r in REASONS if r in why.lower()), "background")
    return {"threat": "threatened", "outside": "outside Mali", "politic": "politics"}.get(word, word)


def _rows(names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [json.loads(line) for name in names for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def _document(row: dict[str, Any]) -> Document:
    texts = [unicodedata.normalize("NFC", p) for p in row["paragraphs"]]
    paragraphs, at = [], 0
    for number, text in enumerate(texts, 1):
        kind = "boilerplate" if re.match(r"(read also|à lire|lire aussi|see also)", text, re.IGNORECASE) else "body"
        paragraphs.append(Paragraph(number, at, at + len(text), kind, row["language"]))  # type: ignore[arg-type]
        at += len(text) + 2
    text = "\n\n".join(texts)
    published = _day(row["published"])
    return Document(row["id"], row["title"], row["publisher"], "", published, "metadata" if published else "none", row["language"],
                    sha256(text.encode()).hexdigest(), text, tuple(paragraphs))


def _grouped(names: tuple[str, ...]) -> list[tuple[Report, str]]:
    found = []
    for row in _rows(names):
        document = _document(row)
        for n, item in enumerate(row["incidents"]):
            report_id = f"{document.id}-{n}"
            found.append((_report(document, report_id, item), item.get("group") or report_id))
    return found


def _report(document: Document, report_id: str, item: dict[str, Any]) -> Report:
    paragraph = item["paragraph"]
    claimant = item.get("claimant")
    who = Claimant(claimant["who"], _evidence(document, paragraph, claimant)) if claimant else None
    tolls = {name: _toll(document, paragraph, item.get(name)) for name in ("killed", "injured", "abducted", "detained")}
    actors = tuple(ActorValue(a["actor"], a["role"], _evidence(document, paragraph, a)) for a in item["actors"])
    trigger = next((t.evidence for t in tolls.values() if t and t.evidence.spans), actors[0].evidence if actors else Evidence(rule="gold"))
    claims = tuple(Claim(name, "asserts", who, t.low, t.best, t.high, None, t.evidence)  # type: ignore[arg-type]
                   for name, t in tolls.items() if t)
    return Report(report_id, document.id, paragraph, item["event_type"], item["sub_event_type"], trigger,
                  _date(document, paragraph, item["date"]), _place(document, paragraph, item["place"]), actors,
                  claimant=who, claims=claims, **tolls)


def _incident(group: str, reports: list[Report]) -> Incident:
    first = reports[0]
    dated = next((r.date for r in reports if r.date), None)
    place = min((r.place for r in reports if r.place), key=lambda p: p.precision or 9, default=None)
    actors = {(a.actor, a.role): a for r in reversed(reports) for a in r.actors}
    merges = tuple(Merge(first.id, r.id, 1.0, ("same group in the gold",)) for r in reports[1:])
    by_party = sum(1 for r in reports if r.claimant and r.claimant.who in PARTIES)
    tolls = {name: _joined([getattr(r, name) for r in reports]) for name in ("killed", "injured", "abducted", "detained")}
    return Incident(group, first.event_type, first.sub_event_type, dated, place, tuple(actors[k] for k in sorted(actors)),
                    reports=tuple(reports), merges=merges, independent_reports=len({r.document_id for r in reports}), by_party=by_party, **tolls)


def _joined(tolls: list[Toll | None]) -> Toll | None:
    given = [t for t in tolls if t]
    if not given:
        return None
    lows = [t.low for t in given if t.low is not None]
    high = None if any(t.high is None for t in given) else max(t.high for t in given if t.high is not None)
    return Toll(min(lows, default=None), given[0].best, high, given[0].evidence, given[0].parts)


def _date(document: Document, paragraph: int, item: dict[str, Any] | None) -> DateValue | None:
    if not item:
        return None
    start, end = _day(item["start"]), _day(item["end"])
    edtf = f"{start}" if start == end else f"{start}/{end}"
    return DateValue(start, end, item["precision"], edtf, _evidence(document, paragraph, item))


def _place(document: Document, paragraph: int, item: dict[str, Any] | None) -> PlaceValue | None:
    if not item:
        return None
    precision = item["precision"]
    admin = _admin(item["admin1"], item["admin2"])
    level: Level | None = {3: "cercle", 4: "region"}.get(precision)  # type: ignore[assignment]
    return PlaceValue(item["name"], precision, item["lat"], item["lon"], GEOMETRY.get(precision, "none"),  # type: ignore[arg-type]
                      _evidence(document, paragraph, item), radius_m=25_000.0 if precision == 2 else None,
                      unit_pcode={3: admin.cercle_pcode, 4: admin.region_pcode}.get(precision), level=level, admin=admin)


def _admin(region: str | None, cercle: str | None) -> Admin:
    codes = _codes()
    region_2023 = codes.get(("2023", region, cercle))
    return Admin(region, codes.get(("region", region, None)), cercle, codes.get(("cercle", region, cercle)), region_2023=region_2023)


@cache
def _codes() -> dict[tuple[str, str | None, str | None], str]:
    found: dict[tuple[str, str | None, str | None], str] = {}
    if not REGIONS_2023.exists():
        return found
    split = set()
    for row in csv.DictReader(REGIONS_2023.open(encoding="utf-8")):
        region, cercle = row["ADM1_FR"], row["ADM2_FR"]
        found["region", region, None] = row["ADM1_PCODE"]
        found["cercle", region, cercle] = row["ADM2_PCODE"]
        if found.setdefault(("2023", region, cercle), row["region_2023"]) != row["region_2023"]:
            split.add(("2023", region, cercle))
    return {key: code for key, code in found.items() if key not in split}


def _toll(document: Document, paragraph: int, item: dict[str, Any] | None) -> Toll | None:
    if not item:
        return None
    parts = tuple(TollPart(p.get("actor"), p["low"], p["best"], p["high"], _evidence(document, item.get("paragraph", paragraph), p))
                  for p in item.get("parts", []))
    return Toll(item["low"], item["best"], item["high"], _evidence(document, paragraph, item), parts)


def _evidence(document: Document, paragraph: int, item: dict[str, Any]) -> Evidence:
    span = _span(document, item.get("paragraph", paragraph), item.get("quote") or "")
    return Evidence((span,) if span else (), "gold")


def _span(document: Document, number: int, quote: str) -> Span | None:
    quote = unicodedata.normalize("NFC", quote)
    at = document.paragraph_text(number).find(quote)
    return document.span(number, at, at + len(quote)) if quote and at >= 0 else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
