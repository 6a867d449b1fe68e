"""Files and records to :class:`incidents.model.Document`: text in NFC, numbered paragraphs with their kind, language, publication date."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from incidents.errors import MAX_BYTES, InputEmpty, InputMalformed, InputTooLarge
from incidents.model import Document, Paragraph, PublishedSource
from incidents.reading import languages, paragraphs
from incidents.reading.decoding import clean, decode_file, lines

Note = Callable[[str], None]

LONGEST_ID = 120  # characters
LONGEST_LINE = 4 * MAX_BYTES  # bytes: a text at the limit, with its escapes

log = logging.getLogger(__name__)


def read_file(path: str | Path, published: date | None = None, note: Note = log.warning) -> Document:
    """One article from a text file.

    ``published`` overrules a dateline. ``note`` is called with what the reader should know and is no error (an encoding that was
    guessed). Raises a subclass of :class:`incidents.errors.InputRefused`. HTML in the file is text like any other.
    """
    decoded = decode_file(Path(path))
    if decoded.guessed:
        note(f"{path}: not UTF-8; read as {decoded.encoding}. Check the accents, or save the file as UTF-8")
    text, bounds = paragraphs.split(clean(decoded.text))
    if not bounds:
        raise InputEmpty(str(path), "there is no text in the file", "Save the article's text into it and try again")
    title = paragraphs.find_title([text[a:b] for a, b in bounds])
    return _document(text, bounds, decoded.sha256, title=title, published=published, source="user")


def read_record(record: Mapping[str, Any]) -> Document:
    """One article from a line of DOCS.jsonl: id, title, publisher, published, language, paragraphs. Other keys are not looked at.

    Paragraph numbers are kept as given; a line break inside a paragraph becomes a space. Raises a subclass of
    :class:`incidents.errors.InputRefused`.
    """
    name, parts = _record_parts(record)
    texts = [clean(part).replace("\n", " ") for part in parts]
    bounds, at = [], 0
    for part in texts:
        bounds.append((at, at + len(part)))
        at += len(part) + 2
    text = "\n\n".join(texts)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    fields = {key: clean(str(record.get(key) or "")).replace("\n", " ") for key in ("title", "publisher", "url", "language")}
    published = _date(record.get("published"), name)
    return _document(text, bounds, sha256, title=fields["title"], publisher=fields["publisher"], url=fields["url"], published=published,
                     source="metadata", language=fields["language"], identity=clean(str(record.get("id") or "")))


def read_records(path: str | Path) -> list[Mapping[str, Any] | InputMalformed]:
    """The lines of a DOCS.jsonl (UTF-8, of any length) in order. Empty lines are skipped.

    A line that is no JSON object, is too long, or repeats an id is returned as the error that names it. Raises a subclass of
    :class:`incidents.errors.InputRefused` where the file cannot be read.
    """
    found: list[Mapping[str, Any] | InputMalformed] = []
    first: dict[str, int] = {}
    for number, line in lines(Path(path), LONGEST_LINE):
        where = f"{path}, line {number}"
        record = InputMalformed(where, "this line is too long", "Split the article") if len(line) > LONGEST_LINE else _json_line(where, line)
        if not isinstance(record, InputMalformed) and record.get("id"):
            before = first.setdefault(str(record["id"]), number)
            if before != number:
                record = InputMalformed(where, f"the id {str(record['id'])[:80]!r} is that of line {before} already", "Give each document its own id")
        found.append(record)
    return found


def _document(text: str, bounds: Sequence[tuple[int, int]], sha256: str, *, title: str, published: date | None, source: PublishedSource,
              publisher: str = "", url: str = "", language: str = "", identity: str = "") -> Document:
    texts = [text[a:b] for a, b in bounds]
    kinds = paragraphs.kinds(texts, title)
    prose = [part if kind == "body" else "" for part, kind in zip(texts, kinds, strict=True)]
    code, codes = languages.of_paragraphs(prose if any(prose) else texts, language or None)
    blocks = tuple(Paragraph(n, a, b, kind, own) for n, ((a, b), kind, own) in enumerate(zip(bounds, kinds, codes, strict=True), 1))
    if published is None:
        published = _dateline([part for part, kind in zip(texts, kinds, strict=True) if kind != "boilerplate" or paragraphs.dates_the_page(part)])
        source = "dateline" if published else "none"
    number = identity or "d" + hashlib.sha256(text.encode()).hexdigest()[:16]
    return Document(number, title, publisher, url, published, source, code, sha256, text, blocks)


def _dateline(texts: Sequence[str]) -> date | None:
    from incidents.reading import dates  # its tables take a moment to load; a reader given the date never needs them

    return dates.dateline(texts)


def _record_parts(record: Mapping[str, Any]) -> tuple[str, list[str]]:
    name = f"document {str(record.get('id'))[:80]!r}"
    if len(str(record.get("id") or "")) > LONGEST_ID:
        raise InputMalformed(name, f"its id is longer than {LONGEST_ID} characters", "Give it a shorter one")
    parts = record.get("paragraphs")
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise InputMalformed(name, "\"paragraphs\" is not a list of texts", "See docs/architecture.md for the form of DOCS.jsonl")
    if not any(part.strip() for part in parts):
        raise InputEmpty(name, "there is no text in it", "Give its text as \"paragraphs\", a list of strings")
    if sum(map(len, parts)) > MAX_BYTES:
        raise InputTooLarge(name, f"its text is above the limit of {MAX_BYTES // 1048576} MB for one article", "Split it into articles")
    return name, parts


def _date(value: object, name: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InputMalformed(name, f"\"published\" is {str(value)[:40]!r}", "Write it as YYYY-MM-DD, or null where it is not known") from None


def _json_line(where: str, line: bytes) -> Mapping[str, Any] | InputMalformed:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputMalformed(where, f"this is no JSON ({str(error)[:80]})", "Write one JSON object a line")
    return value if isinstance(value, dict) else InputMalformed(where, "this is JSON, but no object", "Write one JSON object a line")
