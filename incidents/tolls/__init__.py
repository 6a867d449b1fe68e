"""Tolls: who was killed, injured, taken, held, missing or freed, as the words say it.

read(paragraphs, "en")     -> the figures, each with its span, side and marks
combine(mentions)          -> (low, best, high, parts) of one incident and one quantity
"""

from incidents.tolls.combining import combine
from incidents.tolls.mention import Part, Side, TollMention, TollQuantity
from incidents.tolls.reading import read

__all__ = ["Part", "Side", "TollMention", "TollQuantity", "combine", "read"]
