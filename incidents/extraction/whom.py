"""On whom a figure counts: the actor that its own words name ("two policemen"), else the side that the toll reader told it from."""

from __future__ import annotations

from gazetteer.fold import fold
from incidents.extraction.actor_phrases import phrases
from incidents.extraction.actors import language_of
from incidents.extraction.knowing import SIDES
from incidents.extraction.tolls import TollMention
from incidents.model import Document

LONGEST = 200  # characters of a figure's words that are looked at
_OF_A_SIDE = {"state": "security-forces-mali", "armed group": "unidentified-armed-group", "civilians": "civilians"}


def whom(document: Document, toll: TollMention) -> str | None:
    """The actor id of those counted; None where the words do not say whose they are. A name is taken only if it is of the side told."""
    words = (toll.victim_words or toll.quote)[:LONGEST]
    folded = fold(words)
    language = document.paragraphs[toll.paragraph].language or document.language
    named = [p.actor for p in phrases(words, folded, language_of(folded, language), document.published) if p.actor]
    return next((a for a in named if SIDES.get(a) == toll.side), _OF_A_SIDE.get(toll.side))
