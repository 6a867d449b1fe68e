"""The record store: documents, what was read from them, and the incidents they were merged to. The only module that writes it.

SQLite (WAL) by default, PostgreSQL by URL. One transaction per document, so a killed process leaves no half document. Ids come from
content, so the same file twice changes nothing. Every quote is checked against its document when written and when read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, Table, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from incidents.errors import StoreDamaged, StoreReadOnly, StoreUnreachable
from incidents.model import Document, Incident, Paragraph, Reading, Report, SetAside, Situation, SpanMismatch, check_spans
from incidents.store import tables
from incidents.store.connecting import connect

PARTS: tuple[tuple[Table, type[Any]], ...] = ((tables.report, Report), (tables.set_aside, SetAside), (tables.situation, Situation))
AT_ONCE = 500  # rows a statement: below SQLite's and PostgreSQL's limits on parameters
VERSION = "data version"


class Sizes(NamedTuple):
    """How many records of a kind a store holds."""

    documents: int
    set_aside: int
    situations: int


class Store:
    """A record store at an SQLAlchemy URL. ``is_sample`` says that it holds the bundled sample, not the user's data.

    Raises :class:`StoreUnreachable` where it cannot be opened, :class:`StoreDamaged` where it was made by another version.
    """

    def __init__(self, url: str, *, read_only: bool = False, is_sample: bool = False) -> None:
        self.url, self.read_only, self.is_sample = url, read_only, is_sample
        try:
            self._engine = connect(url, read_only)
            if not read_only:
                tables.metadata.create_all(self._engine)
            self._check_layout()
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnreachable(f"The store {url_shown(url)} cannot be opened ({_first_line(error)}). "
                                   "Check the path or URL given with --store or INCIDENTS_STORE") from error

    # Writing ---------------------------------------------------------------------------------------------------------------

    def add(self, document: Document, reading: Reading) -> str:
        """Put one document and its reading in, in one transaction. Returns "added", "updated" or "unchanged".

        Raises :class:`incidents.model.SpanMismatch` where a quote is not an exact slice; then nothing is written.
        """
        check_spans(document, reading)
        digest = hashlib.sha256(tables.pack((document, reading))).hexdigest()
        with self._writing() as connection:
            known = connection.scalar(select(tables.document.c.digest).where(tables.document.c.id == document.id))
            if known == digest:
                return "unchanged"
            self._remove(connection, document.id)
            connection.execute(insert(tables.document), tables.document_row(document, digest))
            _insert(connection, tables.paragraph, tables.paragraph_rows(document))
            _insert(connection, tables.report, [tables.report_row(value, n) for n, value in enumerate(reading.reports)])
            _insert(connection, tables.set_aside, [tables.set_aside_row(value, n) for n, value in enumerate(reading.set_aside)])
            _insert(connection, tables.situation, [tables.situation_row(value, n) for n, value in enumerate(reading.situations)])
            connection.execute(delete(tables.meta).where(tables.meta.c.key == VERSION))
        return "updated" if known else "added"

    def remove(self, document_id: str) -> bool:
        """Take a document and its reading out. Returns whether it was there. Call :meth:`replace_incidents` afterwards."""
        with self._writing() as connection:
            gone = self._remove(connection, document_id)
            connection.execute(delete(tables.meta).where(tables.meta.c.key == VERSION))
        return gone

    def replace_incidents(self, incidents: Iterable[Incident]) -> str:
        """Put the merged incidents in the place of those before, in one transaction. Returns the data version."""
        merged = sorted(incidents, key=lambda incident: incident.id)
        with self._writing() as connection:
            for table in (tables.incident_report, tables.incident, tables.meta):
                connection.execute(delete(table) if table is not tables.meta else delete(table).where(table.c.key == VERSION))
            _insert(connection, tables.incident, [tables.incident_row(incident) for incident in merged])
            _insert(connection, tables.incident_report, [{"incident_id": incident.id, "report_id": report.id, "position": n}
                                                         for incident in merged for n, report in enumerate(incident.reports)])
            version = _version(connection)
            connection.execute(insert(tables.meta), {"key": VERSION, "value": version})
        return version

    # Reading ---------------------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return self._documents(select(tables.document), select(tables.paragraph))

    def document(self, document_id: str) -> Document | None:
        """One document, or None where there is none of that id."""
        found = self._documents(select(tables.document).where(tables.document.c.id == document_id),
                                select(tables.paragraph).where(tables.paragraph.c.document_id == document_id))
        return found[0] if found else None

    def readings(self) -> tuple[Reading, ...]:
        """What was read from each document, in the order of :meth:`documents`. Raises :class:`StoreDamaged` where a quote is no slice."""
        documents = {document.id: document for document in self.documents()}
        parts: dict[str, list[list[Any]]] = {number: [[], [], []] for number in documents}
        with self._reading() as connection:
            for place, (table, kind) in enumerate(PARTS):
                rows = select(table.c.document_id, table.c.payload).order_by(table.c.document_id, table.c.position)
                for number, payload in connection.execute(rows):
                    parts[number][place].append(_unpack(payload, kind))
        readings = tuple(Reading(number, *map(tuple, lists)) for number, lists in parts.items())
        for reading in readings:
            _check(documents[reading.document_id], reading)
        return readings

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by date (undated last), then id."""
        last = tables.incident.c.date_start.is_(None)
        return tuple(self._payloads(select(tables.incident.c.payload).order_by(last, tables.incident.c.date_start, tables.incident.c.id), Incident))

    def incident(self, incident_id: str) -> Incident | None:
        """One incident, or None where there is none of that id."""
        return next(iter(self._payloads(select(tables.incident.c.payload).where(tables.incident.c.id == incident_id), Incident)), None)

    def set_aside(self) -> tuple[SetAside, ...]:
        """All passages set aside, by document and place in it."""
        return tuple(self._payloads(_in_order(tables.set_aside), SetAside))

    def situations(self) -> tuple[Situation, ...]:
        """All continuing situations, by document and place in it."""
        return tuple(self._payloads(_in_order(tables.situation), Situation))

    def sizes(self) -> Sizes:
        """How much the store holds, counted without reading it."""
        held = (tables.document, tables.set_aside, tables.situation)
        with self._reading() as connection:
            return Sizes(*(connection.scalar(select(func.count()).select_from(table)) or 0 for table in held))

    def is_empty(self) -> bool:
        """Whether no document is in the store."""
        with self._reading() as connection:
            return connection.scalar(select(tables.document.c.id).limit(1)) is None

    def is_merged(self) -> bool:
        """Whether the incidents are those of the documents: False after a process was killed between reading and merging."""
        with self._reading() as connection:
            return _recorded_version(connection) is not None or connection.scalar(select(func.count()).select_from(tables.document)) == 0

    def data_version(self) -> str:
        """Sixteen hex digits that change when, and only when, the contents change."""
        with self._reading() as connection:
            return _recorded_version(connection) or _version(connection)

    # Inside ----------------------------------------------------------------------------------------------------------------

    def _documents(self, documents: Select[Any], paragraphs: Select[Any]) -> tuple[Document, ...]:
        with self._reading() as connection:
            rows = connection.execute(documents.order_by(tables.document.c.id)).mappings().all()
            of = connection.execute(paragraphs.order_by(tables.paragraph.c.document_id, tables.paragraph.c.number)).mappings().all()
        blocks = {number: tuple(_paragraph(row) for row in group) for number, group in groupby(of, key=lambda row: row["document_id"])}
        return tuple(_document(row, blocks.get(row["id"], ())) for row in rows)

    def _payloads(self, statement: Select[Any], kind: type[Any]) -> Iterator[Any]:
        with self._reading() as connection:
            payloads = connection.scalars(statement).all()
        return (_unpack(payload, kind) for payload in payloads)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnreachable(f"The store {url_shown(self.url)} cannot be read ({_first_line(error)})") from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StoreReadOnly(f"The store {url_shown(self.url)} is read-only. Give your own with --store or INCIDENTS_STORE")
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnreachable(f"The store {url_shown(self.url)} cannot be written ({_first_line(error)}). "
                                   "Check free space and permissions, and that no other program holds it") from error

    def _remove(self, connection: Connection, document_id: str) -> bool:
        for table in (tables.paragraph, *(table for table, _ in PARTS)):
            connection.execute(delete(table).where(table.c.document_id == document_id))
        return bool(connection.execute(delete(tables.document).where(tables.document.c.id == document_id)).rowcount)

    def _check_layout(self) -> None:
        with self._engine.connect() as connection:
            found = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "layout"))
        if found is None and not self.read_only:
            with self._writing() as connection:
                if connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "layout")) is None:
                    connection.execute(insert(tables.meta), {"key": "layout", "value": tables.LAYOUT})
        elif found != tables.LAYOUT:
            raise StoreDamaged(f"The store {url_shown(self.url)} is of layout {found}, this program reads layout {tables.LAYOUT}. "
                               "Move it away and ingest your articles again")


def default_url() -> str:
    """``INCIDENTS_STORE`` where it is set, else a file in the user's data folder (platformdirs), which is created."""
    given = os.environ.get("INCIDENTS_STORE", "").strip()
    if given:
        return given
    from platformdirs import user_data_path

    try:
        return f"sqlite:///{user_data_path('incident-map-mali', appauthor=False, ensure_exists=True) / 'incidents.sqlite'}"
    except OSError as error:
        raise StoreUnreachable(f"The user's data folder cannot be made ({error}). Name a store with --store or INCIDENTS_STORE") from error


def open_store(url: str | None = None) -> Store:
    """The user's store (``url``, else :func:`default_url`), or the bundled sample, read-only, while the user's holds no document."""
    own = Store(url or default_url())
    if not own.is_empty():
        return own
    from incidents.store import sample

    return sample.open_sample() if sample.is_there() else own


def url_shown(url: str) -> str:
    """The URL without its password."""
    from sqlalchemy.engine import make_url

    try:
        return make_url(url).render_as_string(hide_password=True)
    except (SQLAlchemyError, ValueError):
        return repr(Path(url).name[:80])


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    for at in range(0, len(rows), AT_ONCE):
        connection.execute(insert(table), rows[at : at + AT_ONCE])


def _in_order(table: Table) -> Select[Any]:
    return select(table.c.payload).order_by(table.c.document_id, table.c.position)


def _recorded_version(connection: Connection) -> str | None:
    found: str | None = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == VERSION))
    return found


def _version(connection: Connection) -> str:
    documents = connection.execute(select(tables.document.c.id, tables.document.c.digest))
    incidents = connection.execute(select(tables.incident.c.id, tables.incident.c.payload))
    parts = [f"document {number} {digest}" for number, digest in documents]
    parts += [f"incident {number} {hashlib.sha256(payload).hexdigest()}" for number, payload in incidents]
    # Sorted here, because each database sorts by an alphabet of its own.
    return hashlib.sha256("\n".join([tables.LAYOUT, *sorted(parts)]).encode()).hexdigest()[:16]


def _document(row: Any, blocks: tuple[Paragraph, ...]) -> Document:
    return Document(**{name: row[name] for name in row if name != "digest"}, paragraphs=blocks)


def _paragraph(row: Any) -> Paragraph:
    return Paragraph(row["number"], row["start"], row["end"], row["kind"], row["language"])


def _unpack(payload: bytes, kind: type[Any]) -> Any:
    try:
        return tables.unpack(payload, kind)
    except msgspec.MsgspecError as error:
        raise StoreDamaged(f"A stored {kind.__name__.lower()} cannot be read ({error}). Ingest the articles again into a new store") from error


def _check(document: Document, value: object) -> None:
    try:
        check_spans(document, value)
    except SpanMismatch as error:
        raise StoreDamaged(f"The store's text and quotes do not agree ({error}). Ingest the articles again into a new store") from error


def _first_line(error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    return (str(cause).splitlines() or [type(cause).__name__])[0][:200]
