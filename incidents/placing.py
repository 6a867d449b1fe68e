"""Place names that the reports give and the gazetteer does not settle: listed with their sentences, taught by an alias, read again.

A user's aliases stand in a CSV file of their own beside the store (alias, place, language, reason), never in the package. Extraction is as
deterministic as before: the same text and the same alias file give the same reading.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from urllib.parse import unquote

from gazetteer import aliases, areas
from gazetteer.fold import LONGEST_NAME, plain
from gazetteer.load import tables
from gazetteer.model import Admin
from incidents.model import Document, PlaceValue, Reading, Span
from incidents.pipeline import Outcome, read_again
from incidents.reading import sentences
from incidents.store.database import Store

LONGEST_REASON = 200
_writing = Lock()  # two readers of one app may teach at once
#: How the gazetteer says that it could not settle a name (gazetteer.choosing.choose, gazetteer.locating).
_LOST = re.compile(r"“([^”]{1,120})” is (?:unresolved|not in the gazetteer)|\bNo \w{1,20} called ([^.]{1,120}) is in the gazetteer")
_NUMBER = r"([+-]?\d{1,3}(?:[.,]\d{1,12})?)°?"
_PAIR = re.compile(rf"{_NUMBER} ?[,; ] ?{_NUMBER}")


class NoSuchPlace(ValueError):
    """What was given for an alias is no point: no two numbers, or neither in Mali nor in a neighbouring country."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a report or a continuing situation gives a name: ``span`` is the phrase, ``sentence`` document offsets round it."""

    document_id: str
    span: Span
    sentence: tuple[int, int]
    place: PlaceValue


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name without a settled place, as first spelt, with its namings in the order of the documents."""

    name: str
    namings: tuple[Naming, ...]


def key_of(name: str) -> str:
    """What spellings of one name share: no accents, case or hyphens; "" where no letters are left."""
    return " ".join(plain(unicodedata.normalize("NFC", name[:LONGEST_NAME])).split())


def lost_names(place: PlaceValue | None) -> tuple[str, ...]:
    """The names in a place that no place of the gazetteer could be chosen for; a road may have two."""
    found = [a or b for a, b in _LOST.findall(place.why[:4000])] if place else []
    return tuple(dict.fromkeys(found or ([place.name] if place and place.precision == 0 and place.name else [])))


def unresolved(readings: Iterable[Reading], documents: Mapping[str, Document]) -> tuple[Unresolved, ...]:
    """The unresolved names of all readings, most often named first."""
    names: dict[str, str] = {}
    namings: dict[str, dict[tuple[str, int, int], Naming]] = {}
    for document, place in _places(readings, documents):
        for name in lost_names(place):
            names.setdefault(key_of(name), name)
            for span in place.evidence.spans[:1]:
                naming = Naming(document.id, span, sentence_round(document, span), place)
                namings.setdefault(key_of(name), {}).setdefault((document.id, span.start, span.end), naming)
    found = [Unresolved(names[key], tuple(some.values())) for key, some in namings.items() if key]
    return tuple(sorted(found, key=lambda one: (-len(one.namings), key_of(one.name))))


def _places(readings: Iterable[Reading], documents: Mapping[str, Document]) -> Iterator[tuple[Document, PlaceValue]]:
    for reading in readings:
        document = documents.get(reading.document_id)
        places = [*(r.place for r in reading.reports), *(s.place for s in reading.situations)]
        if document is not None:
            yield from ((document, place) for place in places if place is not None)


def sentence_round(document: Document, span: Span) -> tuple[int, int]:
    """Document offsets of the sentence that holds a span; of its paragraph where no sentence does."""
    paragraph = document.paragraphs[span.paragraph - 1]
    at = span.start - paragraph.start
    for start, end in sentences.split(document.paragraph_text(span.paragraph), paragraph.language or document.language):
        if start <= at < end:
            return paragraph.start + start, paragraph.start + end
    return paragraph.start, paragraph.end


# The alias file -----------------------------------------------------------------------------------------------------------


def aliases_path(url: str | None = None) -> Path:
    """Where the aliases of a store are kept: ``INCIDENTS_ALIASES`` where it is set, else beside the SQLite file of ``url`` (or of
    ``INCIDENTS_STORE``), else in the user's data folder. Nothing is created."""
    given = os.environ.get("INCIDENTS_ALIASES", "").strip()
    if given:
        return Path(given)
    store = url or os.environ.get("INCIDENTS_STORE", "").strip()
    if store.startswith("sqlite:///") and (file := unquote(store.removeprefix("sqlite:///").partition("?")[0])):
        return Path(file).absolute().with_suffix(".aliases.csv")
    from platformdirs import user_data_path

    return user_data_path("incident-map-mali", appauthor=False) / "incidents.aliases.csv"


def known_aliases(url: str | None = None) -> Path | None:
    """:func:`aliases_path` where the file is there, else None."""
    path = aliases_path(url)
    return path if path.is_file() else None


def taught(path: Path | None) -> list[aliases.Alias]:
    """The aliases of a file in its order; none where there is no file. Raises :class:`gazetteer.AliasRefused` and OSError."""
    return aliases.read(path, tables()) if path is not None and path.is_file() else []


def pair_in(words: str) -> tuple[float, float] | None:
    """The two numbers of "14.88, -6.14" or "14,88 -6,14", in their order; None where there are not two."""
    match = _PAIR.fullmatch(" ".join(words[:80].split()))
    return (float(match[1].replace(",", ".")), float(match[2].replace(",", "."))) if match else None


def point_of(words: str) -> tuple[float, float]:
    """(lat, lon) in WGS84 degrees from "14.88, -6.14" or "14,88 -6,14".

    Raises :class:`NoSuchPlace` where that is no point in or beside Mali, :class:`gazetteer.CoordinatesSwapped` for (lon, lat).
    """
    numbers = pair_in(words)
    if numbers is None:
        raise NoSuchPlace("give a latitude and a longitude in degrees, as in 14.88, -6.14")
    lat, lon = numbers
    areas.check_point(lat, lon)
    if areas.locate(lat, lon) == Admin() and areas.country_at(lat, lon) is None:
        raise NoSuchPlace(f"{lat}, {lon} lies neither in Mali nor in a neighbouring country")
    return lat, lon


def teach(path: Path, name: str, place: str, language: str = "any", reason: str = "") -> None:
    """Let ``name`` stand for ``place`` (a gazetteer id or "lat,lon"); what was taught for the name before goes.

    Raises ValueError as :func:`point_of` does, :class:`gazetteer.AliasRefused` (also a ValueError) and OSError; then the file stays as it was.
    """
    if place not in tables().rows:
        lat, lon = point_of(place)
        place = f"{lat:g},{lon:g}" if f"{lat:g},{lon:g}" == f"{lat},{lon}" else f"{lat},{lon}"
    words = " ".join(reason[:LONGEST_REASON].split())
    _rewrite(path, name, [" ".join(name[:LONGEST_NAME].split()), place, language, words])


def forget(path: Path, name: str) -> None:
    """Take out what was taught for ``name``. Raises as :func:`teach` does."""
    _rewrite(path, name, None)


def _rewrite(path: Path, name: str, row: list[str] | None) -> None:
    with _writing:
        kept = [[a.name, a.place.id if a.place.source != "user" else f"{a.place.lat},{a.place.lon}", a.language, a.reason] for a in taught(path)]
        rows = [one for one in kept if key_of(one[0]) != key_of(name)] + ([row] if row else [])
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([aliases.COLUMNS, *rows])
            aliases.read(part, tables())  # refuses what could not be read next time
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def naming(documents: Iterable[Document], name: str) -> list[Document]:
    """The documents whose title or text holds ``name``, in whole words and any spelling of :func:`key_of`."""
    return [d for d in documents if _first(name, f"{d.title}\n{d.text}")]


def said(documents: Iterable[Document], name: str) -> list[tuple[Document, Span]]:
    """Where each document first gives ``name`` in a paragraph."""
    found = []
    for document in documents:
        match = _first(name, document.text)
        home = next((p for p in document.paragraphs if match and p.start <= match.start() < p.end), None)
        if match and home:
            found.append((document, document.span(home.number, match.start() - home.start, match.end() - home.start)))
    return found


def _first(name: str, text: str) -> re.Match[str] | None:
    words, folded = key_of(name).split(), plain(text)
    if not words or words[0] not in folded:  # a plain search first: most documents do not hold the name
        return None
    return re.search(rf"(?<!\S){' {1,3}'.join(map(re.escape, words))}(?!\S)", folded)


def place_again(store: Store, name: str, path: Path) -> list[Outcome]:
    """Read the documents that hold ``name`` again with the aliases of ``path`` (none where it is absent), then merge. One outcome per document."""
    return read_again(naming(store.documents(), name), store, path if path.is_file() else None)
