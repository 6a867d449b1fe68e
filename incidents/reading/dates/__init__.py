"""Date phrases of French and English reports as stretches of days with their UCDP precision, EDTF form and role.

``read`` goes through a whole document in order, as later phrases lean on earlier ones; ``dateline`` finds the publication date
that the text itself gives. The grammar is in ``knowledge/dates_en.toml`` and ``dates_fr.toml``.
"""

from incidents.reading.dates.dateline import dateline
from incidents.reading.dates.mention import DateMention
from incidents.reading.dates.reader import read

__all__ = ["DateMention", "dateline", "read"]
