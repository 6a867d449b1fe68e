"""Places of Mali: names in text to honest places. Usable alone; knows nothing of incidents.

>>> from gazetteer import load
>>> load().find("Ségou")[0].place.admin.region
'Ségou'
"""

from gazetteer.aliases import AliasRefused
from gazetteer.areas import CoordinatesSwapped
from gazetteer.gazetteer import Gazetteer, load
from gazetteer.load import GazetteerDamaged
from gazetteer.matching import Mention
from gazetteer.model import Admin, Candidate, Location, Place, PlaceReference, Unit

__all__ = [
    "Admin",
    "AliasRefused",
    "Candidate",
    "CoordinatesSwapped",
    "Gazetteer",
    "GazetteerDamaged",
    "Location",
    "Mention",
    "Place",
    "PlaceReference",
    "Unit",
    "load",
]
