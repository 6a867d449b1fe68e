"""The published figures: ``incidents/knowledge/figures.json`` for the app, and the same as tables between markers in docs/extraction.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "incidents" / "knowledge" / "figures.json"
PAGE = ROOT / "docs" / "extraction.md"
BLOCK = re.compile(r"(<!-- figures: made by tests/eval/gate.py --update -->\n).*?(<!-- /figures -->)", re.DOTALL)

#: What a reader of the table sees, in this order; the other figures of the scorer are in figures.json.
FIELDS = {
    "incident_precision": "incidents: of those read, right",
    "incident_recall": "incidents: of those reported, read",
    "incident_f1": "incidents: F1 of the two",
    "strict_f1": "strict F1: type, place and exact days right, never too sharp",
    "wrong_dots": "wrong dots: invented, too sharp or over 25 km off (lower is better)",
    "event_type": "event type",
    "sub_event_type": "sub type",
    "date_exact": "date: exact days",
    "place_right_at_its_precision": "place right at its precision",
    "place_within_5_km": "points within 5 km",
    "place_within_25_km": "points within 25 km",
    "admin1": "region",
    "admin2": "cercle",
    "actor_f1": "actors: F1",
    "actor_role": "actor's role",
    "killed_best": "killed: best figure",
    "toll_exact": "tolls: low, best and high all right",
    "claimant": "claimant",
    "merge_pair_f1": "reports of one incident: pairs, F1",
}
EXTRA = {"extra_in_trap_paragraphs": "incidents read in trap paragraphs", "extra_in_documents_without_incident": "in documents without any"}
LANGUAGES = ("both", "en", "fr")


def write(published: dict[str, Any]) -> None:
    """Writes figures.json and the block in docs/extraction.md."""
    FIGURES.write_text(json.dumps(published, indent=1, ensure_ascii=False) + "\n", "utf-8")
    page = PAGE.read_text("utf-8")
    PAGE.write_text(BLOCK.sub(lambda m: m[1] + block(published) + m[2], page), "utf-8")


def block(published: dict[str, Any]) -> str:
    """The tables of ``published`` in Markdown, as they stand between the markers: one of rates per corpus, one of faults over all."""
    parts = [f"Measured {published['date']}; right / of how many in brackets.\n"]
    parts += [_rates(name, own) for name, own in published["corpora"].items()]
    return "\n".join([*parts, _faults(published["corpora"])]) + "\n"


def _rates(name: str, own: dict[str, Any]) -> str:
    lines = [f"| {name} | both | English | French |", "|---|---|---|---|"]
    lines.append(_row("documents, incidents", (f"{own['documents'][k]}, {own['incidents'][k]}" for k in LANGUAGES)))
    lines += [_row(words, (_cell(own["figures"][field].get(k)) for k in LANGUAGES)) for field, words in FIELDS.items()]
    lines += [_row(words, (str(own["counts"][field][k]) for k in LANGUAGES)) for field, words in EXTRA.items()]
    return "\n".join(lines) + "\n"


def _row(head: str, cells: Iterable[str]) -> str:
    return f"| {head} | {' | '.join(cells)} |"


def _cell(rate: list[int] | None) -> str:
    return f"{rate[0] / rate[1]:.2f} ({rate[0]}/{rate[1]})" if rate and rate[1] else "-"


def _faults(corpora: dict[str, Any]) -> str:
    total = {kind: sum(own["faults"].get(kind, 0) for own in corpora.values()) for own in corpora.values() for kind in own["faults"]}
    lines = ["| kind of fault | " + " | ".join(corpora) + " |", "|---" * (len(corpora) + 1) + "|"]
    lines += [_row(kind, (str(own["faults"].get(kind, 0)) for own in corpora.values())) for kind in sorted(total, key=lambda k: (-total[k], k))]
    return "\n".join(lines) + "\n"
