"""The names of actors in English and French: from ``knowledge/actors.csv``, and with their article, from ``claimant_words.csv``.

What else they are called in articles stands in ``actor_names.csv``, from which reports are read.
"""

from __future__ import annotations

import csv
from functools import cache

from gazetteer.fold import plain
from incidents.words.actor_tree import SOURCE

PHRASES = SOURCE.with_name("claimant_words.csv")
WHOM = SOURCE.with_name("whom_words.csv")
ALIASES = SOURCE.with_name("actor_names.csv")
SHORTEST = 3  # letters of a word that is looked for: below are "of", "de", "la"; an acronym may be shorter


def name_of(actor: str, lang: str) -> str:
    """The actor's name in ``lang``; an id without an entry is shown with its hyphens as spaces."""
    row = _names().get(actor, {})
    return row.get(f"name_{lang}") or row.get(lang) or row.get("name") or actor.replace("-", " ").capitalize()


def is_known(actor: str) -> bool:
    """Whether there is an actor of that id."""
    return actor in _names()


def phrase_of(who: str, lang: str) -> str:
    """The actor or channel as it stands after "according to" ("the army", "l’armée"); without an entry its name."""
    row = _phrases().get(who, {})
    return row.get(lang) or name_of(who, lang)


def is_party(actor: str) -> bool:
    """Whether the table says that the actor is a party to the conflict."""
    return _names().get(actor, {}).get("party", "").lower() in ("true", "yes", "1")


def counted_as(actor: str, lang: str) -> str:
    """Those of an actor whom a figure counts: "police officers", "de policiers"; "" without an entry."""
    return _counted().get(actor, {}).get(lang, "")


@cache
def search_words(actor: str, lang: str) -> str:
    """The words, folded, that find ``actor`` beside its name in ``lang``: those of its names in both languages and of its aliases.

    Each once, and none that another begins with: a search goes by the beginnings of words.
    """
    row = _names().get(actor, {})
    names = [row.get("name_en", ""), row.get("name_fr", ""), *_aliases().get(actor, ())]
    words = {word for name in names for word in plain(name).split() if len(word) >= SHORTEST} | set(plain(row.get("acronym", "")).split())
    shown = set(plain(name_of(actor, lang)).split())
    return " ".join(sorted(w for w in words if not any(o.startswith(w) and o != w for o in words | shown) and w not in shown))


@cache
def _aliases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with ALIASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            found.setdefault(row["actor"], []).extend(row["names"].split("|"))
    return found


@cache
def _names() -> dict[str, dict[str, str]]:
    if not SOURCE.exists():
        return {}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return {row.get("actor") or row.get("id") or "": row for row in csv.DictReader(file)}


@cache
def _counted() -> dict[str, dict[str, str]]:
    with WHOM.open(encoding="utf-8", newline="") as file:
        return {row["who"]: row for row in csv.DictReader(file)}


@cache
def _phrases() -> dict[str, dict[str, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return {row["who"]: row for row in csv.DictReader(file)}
