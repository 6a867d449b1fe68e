"""The whole way in two functions: :func:`ingest` (files to the store) and :func:`extract` (records to lines in the gold's form).

    read -> extract -> store -> merge across all -> replace the incidents
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from gazetteer import AliasRefused, Gazetteer, load
from gazetteer.load import GazetteerDamaged
from incidents.errors import AliasesUnusable, InputFailed, InputMissing, InputRefused, WorkerLost
from incidents.exporting.records import to_gold
from incidents.model import Document, Incident, Reading, SpanMismatch, check_spans
from incidents.reading.documents import Note, log, read_file, read_record, read_records
from incidents.store.database import Store

Record = Mapping[str, Any]
SUFFIXES = (".txt", ".jsonl")  # what is read from a folder; a file named outright is tried whatever its name ends with
CHUNK = 8  # documents sent to a process at once


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: "added", "updated", "unchanged" or "refused"; ``reports`` of incidents in it, passages set aside by reason."""

    where: str
    status: str
    document: Document | None = None
    reports: int = 0
    set_aside: tuple[tuple[str, int], ...] = ()
    situations: int = 0
    problem: str = ""


def ingest(paths: Iterable[str | Path], store: Store, published: date | None = None, tell: Callable[[Outcome], None] = lambda _: None,
           note: Note = log.warning, aliases: Path | None = None) -> list[Outcome]:
    """Read files and folders into the store, one transaction each, then merge all that it holds. Returns one outcome per article.

    A refused input never stops the rest. ``tell`` is called with each outcome as it is known, ``note`` with what is no error.
    ``aliases`` is a file of names that the user taught; :class:`AliasesUnusable` where it cannot be read.
    """
    outcomes = []
    for where, document in _documents(paths, published, note):
        outcome = document if isinstance(document, Outcome) else _keep(where, document, store, aliases)
        outcomes.append(outcome)
        tell(outcome)
    if any(outcome.status in ("added", "updated") for outcome in outcomes) or not store.is_merged():
        merge_all(store)
    return outcomes


def merge_all(store: Store) -> tuple[Incident, ...]:
    """Merge every report of the store into incidents and put them in the place of those before."""
    merged = _merge(store.readings(), store.documents())
    store.replace_incidents(merged)
    return merged


def read_again(documents: Iterable[Document], store: Store, aliases: Path | None) -> list[Outcome]:
    """Extract documents of the store anew, with the user's aliases, put the readings in the place of those before, and merge.

    A document that a rule fails on keeps its reading. Raises :class:`AliasesUnusable` before anything is changed.
    """
    outcomes = [_keep(f"document {document.id[:80]!r}", document, store, aliases) for document in documents]
    if outcomes:
        merge_all(store)
    return outcomes


def extract(records: Sequence[Record], jobs: int = 1, done: Callable[[], None] = lambda: None,
            aliases: Path | None = None) -> list[dict[str, Any] | InputRefused]:
    """One object in the gold's form per record, in the order given, merged across all; a refused record is its error instead.

    ``jobs`` is how many processes read; ``done`` is called after each document; ``aliases`` is a file of names that the user taught.
    """
    pairs: list[tuple[Document, Reading] | InputRefused] = []
    for pair in _read_all(records, jobs, aliases):
        pairs.append(pair)
        done()
    read = [pair for pair in pairs if not isinstance(pair, InputRefused)]
    groups = {report.id: incident.id for incident in _merge([r for _, r in read], [d for d, _ in read]) for report in incident.reports}
    return [pair if isinstance(pair, InputRefused) else to_gold(pair[1], pair[0], groups) for pair in pairs]


def read_one(record: Record, aliases: Path | None = None) -> tuple[Document, Reading] | InputRefused:
    """Read and extract one record; the function that worker processes run. An input's error is returned, so that it can cross processes."""
    try:
        document = read_record(record)
        return document, _extract(document, f"document {document.id[:80]!r}", aliases)
    except InputRefused as error:
        return error


def files_of(paths: Iterable[str | Path]) -> Iterator[Path | InputMissing]:
    """The files named or held (at any depth) by ``paths``, folders in name order; a path that leads nowhere is returned as its error."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        yield from found
        if not found:
            yield InputMissing(str(path), f"no {' or '.join(SUFFIXES)} file in this folder", "Name a folder that holds articles")


def _documents(paths: Iterable[str | Path], published: date | None, note: Note) -> Iterator[tuple[str, Document | Outcome]]:
    for path in files_of(paths):
        where = path.where if isinstance(path, InputMissing) else str(path)
        try:
            if isinstance(path, InputMissing):
                raise path
            if path.suffix.lower() == ".jsonl":
                yield from _documents_of_records(path)
            else:
                yield where, read_file(path, published, note)
        except InputRefused as error:
            yield where, Outcome(where, "refused", problem=str(error))


def _documents_of_records(path: Path) -> Iterator[tuple[str, Document | Outcome]]:
    for record in read_records(path):
        where = str(path) if isinstance(record, InputRefused) else f"{path} {str(record.get('id') or '')[:80]}".strip()
        try:
            if isinstance(record, InputRefused):
                raise record
            yield where, read_record(record)
        except InputRefused as error:
            yield where, Outcome(where, "refused", problem=str(error))


def _keep(where: str, document: Document, store: Store, aliases: Path | None) -> Outcome:
    try:
        reading = _extract(document, where, aliases)
    except InputFailed as error:
        return Outcome(where, "refused", document, problem=str(error))
    status = store.add(document, reading)
    reasons = Counter(passage.reason for passage in reading.set_aside)
    return Outcome(where, status, document, len(reading.reports), tuple(sorted(reasons.items())), len(reading.situations))


def _read_all(records: Sequence[Record], jobs: int, aliases: Path | None) -> Iterator[tuple[Document, Reading] | InputRefused]:
    if jobs <= 1 or len(records) < 2:
        yield from (read_one(record, aliases) for record in records)
        return
    try:
        # Not forked: a child forked from a process with threads (a progress bar has one) may wait for a lock for ever.
        with ProcessPoolExecutor(min(jobs, len(records)), mp_context=get_context("spawn")) as pool:
            yield from pool.map(partial(read_one, aliases=aliases), map(dict, records), chunksize=max(1, min(CHUNK, len(records) // jobs)))
    except BrokenProcessPool as error:
        raise WorkerLost(f"A reading process died, perhaps for want of memory. Try again with fewer than --jobs {jobs}") from error


def _extract(document: Document, where: str, aliases: Path | None) -> Reading:
    from incidents.extraction.extracting import extract as extract_document  # loads the gazetteer: only when a text is read

    gazetteer = _gazetteer(aliases)
    try:
        reading: Reading = extract_document(document, gazetteer)
        check_spans(document, reading)
    except GazetteerDamaged:
        raise
    except SpanMismatch as error:
        raise InputFailed(where, f"a quote is not where a rule says ({error})") from error
    except Exception as error:  # any bug in a rule: one article must not take the batch with it
        log.debug("extraction failed", exc_info=True)
        raise InputFailed(where, f"a rule failed on this text ({type(error).__name__}: {str(error)[:200]})") from error
    return reading


def _gazetteer(aliases: Path | None) -> Gazetteer:
    try:
        return load(aliases)
    except (AliasRefused, OSError) as error:
        raise AliasesUnusable(f"The alias file cannot be used: {error}. Mend that line, or name another file with --aliases") from error


def _merge(readings: Sequence[Reading], documents: Sequence[Document]) -> tuple[Incident, ...]:
    from incidents.merging.reports import merge

    merged: tuple[Incident, ...] = tuple(merge(readings, documents))
    return merged
