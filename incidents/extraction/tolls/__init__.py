"""Tolls: who was killed, injured, taken, held, missing or freed, as the words say it.

read(paragraphs, "en")     -> the figures, each with its span, side and marks
combine(mentions)          -> (low, best, high, parts) of one incident and one quantity
"""

from incidents.extraction.tolls.combining import combine
from incidents.extraction.tolls.mention import Part, Side, TollMention, TollQuantity
from incidents.extraction.tolls.reading import read

__all__ = ["Part", "Side", "TollMention", "TollQuantity", "combine", "read"]
