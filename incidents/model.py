"""The words of the product as types. One file, no behaviour beyond checks: docs/architecture.md draws how they follow one another.

Offsets are Unicode code points in ``Document.text`` (NFC); ``text[span.start:span.end] == span.quote`` always holds and is
checked by :func:`check_spans`. Unknown is None, never 0. Dates are local dates in Mali (UTC). Latitude comes before longitude.
Actor ids, event types and sub types are spelt as in data files under ``incidents/knowledge``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal

from gazetteer.model import Admin, GeometryKind, Level

ParagraphKind = Literal["body", "title", "caption", "boilerplate"]
PublishedSource = Literal["user", "metadata", "dateline", "none"]
Role = Literal["initiator", "target", "participant"]
Quantity = Literal["killed", "injured", "abducted", "detained"]
Stance = Literal["asserts", "denies", "claims responsibility", "attributes"]
SetAsideReason = Literal["background", "total", "habitual", "hypothetical", "planned", "threatened", "denied", "anniversary", "metaphor", "accident",
                         "politics", "outside Mali", "boilerplate", "continuing situation", "duplicate", "place unresolved", "not an incident"]


SituationKind = Literal["blockade", "roadblock", "embargo", "ultimatum"]


class SpanMismatch(ValueError):
    """A value's quote is not what the document holds at its offsets: the text changed, or a rule has a bug."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: 1-based paragraph, code point offsets in ``Document.text``, and the words themselves."""

    paragraph: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered block of a document: ``document.text[start:end]``. ``language`` is ISO 639-1, or None where not known."""

    number: int
    start: int
    end: int
    kind: ParagraphKind = "body"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article. ``id`` comes from its content; ``sha256`` is of the bytes as read; ``text`` is NFC with wrapped lines joined 1:1."""

    id: str
    title: str
    publisher: str
    url: str
    published: date | None
    published_source: PublishedSource
    language: str | None
    sha256: str
    text: str
    paragraphs: tuple[Paragraph, ...]

    def paragraph_text(self, number: int) -> str:
        p = self.paragraphs[number - 1]
        return self.text[p.start : p.end]

    def span(self, number: int, start: int, end: int) -> Span:
        """The span of offsets that count from the start of paragraph ``number``."""
        base = self.paragraphs[number - 1].start
        return Span(number, base + start, base + end, self.text[base + start : base + end])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a value rests on: its spans, the rule that read it, and, where no words say it, what it was inferred from."""

    spans: tuple[Span, ...] = ()
    rule: str = ""
    inferred: str = ""  # empty where the words say it; else the inference in plain words


@dataclass(frozen=True, slots=True)
class DateValue:
    """When, never sharper than the words. ``precision`` is UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year.

    ``start`` and ``end`` are None where the year is unknown: then ``edtf`` keeps what is known ("XXXX-04-25").
    """

    start: date | None
    end: date | None
    precision: int
    edtf: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CandidatePlace:
    """A place that was weighed for a name and kept for the reader: score 0 to 1 and the reasons as one phrase."""

    place_id: str
    name: str
    lat: float
    lon: float
    region: str | None
    cercle: str | None
    score: float
    reasons: str


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where. Fields as in :class:`gazetteer.model.Location`; ``precision`` 0 means unresolved, 6 "only Mali is given"."""

    name: str
    precision: int
    lat: float | None
    lon: float | None
    geometry: GeometryKind
    evidence: Evidence
    radius_m: float | None = None
    unit_pcode: str | None = None
    level: Level | None = None
    line: tuple[tuple[float, float], ...] = ()
    zone_id: str | None = None
    admin: Admin = Admin()
    place_ids: tuple[str, ...] = ()
    candidates: tuple[CandidatePlace, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class ActorValue:
    actor: str
    role: Role
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TollPart:
    """One side's share of a toll; ``actor`` is None where the words do not say whose."""

    actor: str | None
    low: int | None
    best: int | None
    high: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed (or injured, abducted, detained), summed over all sides. None is unknown; "at least 20" has no high."""

    low: int | None
    best: int | None
    high: int | None
    evidence: Evidence
    parts: tuple[TollPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimant:
    """Whose account it is: an actor id, or a slug such as "operation-z" for a channel that is no actor."""

    who: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, or one attribution, as one claimant states it. ``about`` is a quantity or "responsibility".

    ``actor`` is who is held responsible, or those whom the figure counts; None where the words do not say.
    """

    about: Literal["killed", "injured", "abducted", "detained", "responsibility"]
    stance: Stance
    claimant: Claimant | None
    low: int | None
    best: int | None
    high: int | None
    actor: str | None
    evidence: Evidence
    wording: str = ""  # "neutralised" where the claimant's own word was that


@dataclass(frozen=True, slots=True)
class Report:
    """What one document says about one incident. ``paragraph`` is where a reader should be sent (1-based)."""

    id: str
    document_id: str
    paragraph: int
    event_type: str
    sub_event_type: str
    trigger: Evidence
    date: DateValue | None
    place: PlaceValue | None
    actors: tuple[ActorValue, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    abducted: Toll | None = None
    detained: Toll | None = None
    claimant: Claimant | None = None
    claims: tuple[Claim, ...] = ()
    affected: tuple[str, ...] = ()  # aid, health, education, market, worship, road, camp
    violence_type: int | None = None  # UCDP: 1 state-based, 2 non-state, 3 one-sided
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two reports were read as one incident: the score, the threshold it passed, and the reasons, each a short phrase."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One or more reports of the same happening. Values are taken from the reports by rule; each keeps its report's evidence."""

    id: str
    event_type: str
    sub_event_type: str
    date: DateValue | None
    place: PlaceValue | None
    actors: tuple[ActorValue, ...]
    killed: Toll | None
    injured: Toll | None
    abducted: Toll | None
    detained: Toll | None
    reports: tuple[Report, ...]
    merges: tuple[Merge, ...] = ()
    independent_reports: int = 1  # near-duplicate articles count once
    by_party: int = 0  # of these, how many rest on a party to the conflict alone
    affected: tuple[str, ...] = ()
    violence_type: int | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A passage that reads like an incident and is none (or cannot be placed), with the reason and its words."""

    id: str
    document_id: str
    reason: SetAsideReason
    detail: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Situation:
    """A blockade, roadblock, embargo or ultimatum that goes on: listed with place and start, never a dot, never counted."""

    id: str
    document_id: str
    kind: SituationKind
    place: PlaceValue | None
    since: DateValue | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that extraction says of one document."""

    document_id: str
    reports: tuple[Report, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    situations: tuple[Situation, ...] = ()


def spans_of(value: Any) -> Iterator[Span]:
    """Every span held anywhere inside ``value``."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))


def check_spans(document: Document, value: Any) -> None:
    """Raise :class:`SpanMismatch` unless every span inside ``value`` is an exact slice of the document."""
    for span in spans_of(value):
        if document.text[span.start : span.end] != span.quote:
            raise SpanMismatch(f"{document.id} ¶{span.paragraph} [{span.start}:{span.end}] is not {span.quote[:60]!r}")
