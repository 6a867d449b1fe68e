"""The record store's tables (SQLAlchemy Core: the same on SQLite and PostgreSQL) and how a value becomes a row's payload.

A payload is the whole value as JSON; the columns beside it are what is searched by. Unknown is NULL, never 0.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

from incidents.model import Document, Incident, Report, SetAside, Situation

LAYOUT = "1"  # raise it when a table or a payload changes its form; a store of another layout is refused, not guessed at

T = TypeVar("T")

metadata = MetaData()

document = Table(
    "document", metadata,
    Column("id", String(128), primary_key=True), Column("title", Text, nullable=False), Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False), Column("published", Date), Column("published_source", String(16), nullable=False),
    Column("language", String(8)), Column("sha256", String(64), nullable=False), Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of the document and its reading together: equal means nothing to write
)


def _of_document() -> Column[Any]:
    return Column("document_id", String(128), ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)


paragraph = Table(
    "paragraph", metadata, _of_document(), Column("number", Integer, primary_key=True), Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False), Column("kind", String(16), nullable=False), Column("language", String(8)),
)
report = Table(
    "report", metadata, _of_document(), Column("position", Integer, primary_key=True), Column("id", String(128), nullable=False, unique=True),
    Column("paragraph", Integer, nullable=False), Column("event_type", String(64), nullable=False), Column("payload", LargeBinary, nullable=False),
)
set_aside = Table(
    "set_aside", metadata, _of_document(), Column("position", Integer, primary_key=True), Column("reason", String(32), nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
situation = Table(
    "situation", metadata, _of_document(), Column("position", Integer, primary_key=True), Column("kind", String(16), nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
incident = Table(
    "incident", metadata,
    Column("id", String(128), primary_key=True),
    Column("event_type", String(64), nullable=False), Column("sub_event_type", String(64), nullable=False),
    Column("date_start", Date), Column("date_end", Date), Column("date_precision", Integer),
    Column("place_precision", Integer), Column("lat", Float), Column("lon", Float),
    Column("region_pcode", String(16)), Column("cercle_pcode", String(16)), Column("payload", LargeBinary, nullable=False),
    Index("incident_when", "date_start", "date_end"), Index("incident_where", "region_pcode", "cercle_pcode"),
)
incident_report = Table(
    "incident_report", metadata,
    Column("incident_id", String(128), ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True),
    Column("report_id", String(128), primary_key=True), Column("position", Integer, nullable=False),
)
meta = Table("meta", metadata, Column("key", String(32), primary_key=True), Column("value", Text, nullable=False))


def pack(value: object) -> bytes:
    """The value as JSON bytes; the same value gives the same bytes."""
    return msgspec.json.encode(value, order="deterministic")


def unpack(payload: bytes, kind: type[T]) -> T:
    """The value of :func:`pack`. Raises ``msgspec.ValidationError`` where the payload is not of this version."""
    return msgspec.json.decode(payload, type=kind)


def document_row(value: Document, digest: str) -> dict[str, Any]:
    names = [column.name for column in document.columns if column.name != "digest"]
    return {name: getattr(value, name) for name in names} | {"digest": digest}


def paragraph_rows(value: Document) -> list[dict[str, Any]]:
    return [{"document_id": value.id, "number": p.number, "start": p.start, "end": p.end, "kind": p.kind, "language": p.language}
            for p in value.paragraphs]


def report_row(value: Report, position: int) -> dict[str, Any]:
    return {"document_id": value.document_id, "position": position, "id": value.id, "paragraph": value.paragraph, "event_type": value.event_type,
            "payload": pack(value)}


def set_aside_row(value: SetAside, position: int) -> dict[str, Any]:
    return {"document_id": value.document_id, "position": position, "reason": value.reason, "payload": pack(value)}


def situation_row(value: Situation, position: int) -> dict[str, Any]:
    return {"document_id": value.document_id, "position": position, "kind": value.kind, "payload": pack(value)}


def incident_row(value: Incident) -> dict[str, Any]:
    when, where = value.date, value.place
    return {
        "id": value.id, "event_type": value.event_type, "sub_event_type": value.sub_event_type,
        "date_start": when and when.start, "date_end": when and when.end, "date_precision": when and when.precision,
        "place_precision": where and where.precision, "lat": where and where.lat, "lon": where and where.lon,
        "region_pcode": where and where.admin.region_pcode, "cercle_pcode": where and where.admin.cercle_pcode, "payload": pack(value),
    }
