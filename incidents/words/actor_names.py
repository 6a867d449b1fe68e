"""The names of actors in English and French: from ``knowledge/actors.csv``, and with their article, from ``claimant_words.csv``."""

from __future__ import annotations

import csv
from functools import cache

from incidents.words.actor_tree import SOURCE

PHRASES = SOURCE.with_name("claimant_words.csv")


def name_of(actor: str, lang: str) -> str:
    """The actor's name in ``lang``; an id without an entry is shown with its hyphens as spaces."""
    row = _names().get(actor, {})
    return row.get(f"name_{lang}") or row.get(lang) or row.get("name") or actor.replace("-", " ").capitalize()


def phrase_of(who: str, lang: str) -> str:
    """The actor or channel as it stands after "according to" ("the army", "l’armée"); without an entry its name."""
    row = _phrases().get(who, {})
    return row.get(lang) or name_of(who, lang)


@cache
def _names() -> dict[str, dict[str, str]]:
    if not SOURCE.exists():
        return {}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return {row.get("actor") or row.get("id") or "": row for row in csv.DictReader(file)}


@cache
def _phrases() -> dict[str, dict[str, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return {row["who"]: row for row in csv.DictReader(file)}
