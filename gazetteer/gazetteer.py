"""The gazetteer of Mali as one object: find a name, read a text, locate a point. Coordinates are WGS84 degrees, lat before lon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from gazetteer import aliases, areas
from gazetteer.choosing import Clue, Scene, candidates, weigh
from gazetteer.context import blocked
from gazetteer.index import Index, plain_name
from gazetteer.load import Tables, tables
from gazetteer.matching import Matcher, Mention
from gazetteer.model import Admin, Candidate, PlaceReference
from gazetteer.reading import Reader
from gazetteer.template import COUNTRY, ZONE

LONGEST_PARAGRAPH = 20_000  # code points; what follows is not read for places


class Gazetteer:
    """Places of Mali and its neighbours by name. Make one with :func:`load`; it is safe to share between threads that only read."""

    def __init__(self, source: Tables) -> None:
        self.tables = source
        self.index = Index(source)
        self.index.with_aliases(aliases.packaged(source))

    @cached_property
    def _matcher(self) -> Matcher:
        index = self.index
        zones = list(index.zones)
        names = [*index.rows, *index.aliases, *index.foreign, *index.units, *zones]
        lowercase = {name for name in zones if " " in name}
        return Matcher(names, lowercase=lowercase, blocked=blocked())

    @cached_property
    def _classes(self) -> dict[str, str]:
        classes = dict.fromkeys(self.index.zones, ZONE)
        classes.update({name: COUNTRY for name, foreign in self.index.foreign.items() if foreign.kind == "country"})
        return classes

    def find(self, name: str, *, context: Sequence[str] = (), near: str | tuple[float, float] | None = None) -> list[Candidate]:
        """The places that ``name`` may mean, likeliest first, at most 12, with the score and the reasons of each.

        ``context`` names units or countries that the place should lie in ("Mopti", "cercle de Koro"); ``near`` is another place's
        name or a (lat, lon). Any string is accepted: of a long one only the first 120 characters count; no letters give no candidate.
        """
        query = plain_name(name)
        clues = [clue for said in context if (clue := self._clue(said)) is not None]
        if near is not None:
            point = self._point(near)
            if point is not None:
                clues.append(Clue(f"near {near}" if isinstance(near, str) else f"near {near[0]}, {near[1]}", point=point))
        return weigh(query, candidates(self.index, query), Scene(), clues)

    def _clue(self, said: str) -> Clue | None:
        words = plain_name(said).split()
        for start in range(len(words)):
            name = " ".join(words[start:])
            if name in self.index.units:
                return Clue(said, units=tuple(self.index.units[name]))
            if name in self.index.foreign:
                return Clue(said, country=self.index.foreign[name].country)
        return None

    def _point(self, near: str | tuple[float, float]) -> tuple[float, float] | None:
        if isinstance(near, tuple):
            areas.check_point(*near)
            return near
        found = weigh(plain_name(near), candidates(self.index, plain_name(near)), Scene(), ())
        return (found[0].place.lat, found[0].place.lon) if found else None

    def mentions(self, text: str) -> list[Mention]:
        """Every gazetteer name in ``text`` that the words around it do not make something else; offsets in code points."""
        return [mention for mention in self._matcher.find(text) if not mention.why_not]

    def read(
        self, paragraphs: Sequence[str], language: str | None = None, title: str = "", context: Sequence[str] | None = None
    ) -> list[PlaceReference]:
        """Every place reference of a document, in reading order; see :class:`gazetteer.model.PlaceReference`.

        The whole document is read at once, because its places tell which of several villages of one name is meant. ``title`` and
        ``context`` (other text of the same source) help to choose and yield no references. ``language`` is "fr", "en" or None.
        """
        bounded = [paragraph[:LONGEST_PARAGRAPH] for paragraph in paragraphs]
        helpful = "\n".join([title, *(context or ())])[:LONGEST_PARAGRAPH]
        return Reader(self.index, self._matcher, self._classes).read(bounded, language, helpful)

    def locate(self, lat: float, lon: float) -> Admin:
        """The units that hold a point; see :func:`gazetteer.areas.locate`."""
        return areas.locate(lat, lon)

    def with_aliases(self, path: Path) -> Gazetteer:
        """A gazetteer that also knows a user's aliases (CSV: alias, place, language, reason); see :mod:`gazetteer.aliases`.

        Raises AliasRefused, which names the line, where a row names no known place or has latitude and longitude swapped.
        """
        more = Gazetteer(self.tables)
        more.index.with_aliases(aliases.read(path, self.tables))
        return more


def load(taught: Path | None = None) -> Gazetteer:
    """The packaged gazetteer, read once per process; with a user's alias file, also that one, read again only when its content changes.

    Raises :class:`gazetteer.load.GazetteerDamaged`; for ``taught`` AliasRefused and OSError as :meth:`Gazetteer.with_aliases` does.
    """
    return _packaged() if taught is None else _with(taught, sha256(taught.read_bytes()).hexdigest())


@lru_cache(maxsize=1)
def _packaged() -> Gazetteer:
    return Gazetteer(tables())


@lru_cache(maxsize=2)
def _with(taught: Path, _content: str) -> Gazetteer:
    return _packaged().with_aliases(taught)
