"""Incidents as CSV and GeoJSON: one row each, with sources, claims and precision in words, so that a row alone is not misread.

GeoJSON is the one place where longitude comes first (RFC 7946, section 3.1.1). Geometry is as honest as the words: a point for precision 1
and 2 (with ``radius_m``), the unit's polygon for communes, cercles and regions, the line or zone for 5 where it is known, else null.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import shapely

from gazetteer import areas
from incidents.model import ActorValue, Claim, Document, Evidence, Incident, PlaceValue, Report, Toll
from incidents.words.wording import according_to, actor_name, date_precision_words, headline, place_precision_words, range_words

DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # controls of writing direction: they can turn a line around
SHORT = 60  # characters that a file's name spends on the filter
SAMPLE_MARK = "SAMPLE, PARTLY INVENTED"
STANDING = "reported, not verified"
LANGUAGE = "en"  # of the words in a file: the same file for the same data, whoever writes it
UNITS = ("region", "region_pcode", "cercle", "cercle_pcode", "commune", "commune_pcode", "region_2023")
QUANTITIES = ("killed", "injured", "abducted", "detained")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so: OWASP, "CSV Injection"
DECIMALS = 4  # degrees, 11 m: the boundaries are simplified to about 200 m


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an export comes from: the store's data version, the filter as an address query, and whether the data is the sample."""

    data_version: str
    asked: str = ""
    is_sample: bool = False


def to_csv(incidents: Iterable[Incident], documents: Iterable[Document], origin: Origin, *, redact: bool = False) -> str:
    """CSV (RFC 4180, UTF-8 text) with a header. lat and lon (degrees) are given for precision 1 and 2 only; radius in metres.

    ``redact`` leaves out every word of the sources (quotes), for files that are passed on.
    """
    known = {document.id: document for document in documents}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for incident in incidents:
        writer.writerow({name: _cell(value) for name, value in row(incident, known, origin, redact=redact).items()})
    return out.getvalue()


def to_geojson(incidents: Iterable[Incident], documents: Iterable[Document], origin: Origin, *, redact: bool = False) -> str:
    """A GeoJSON FeatureCollection (RFC 7946), lon before lat, one feature an incident; what has no honest geometry has null."""
    known = {document.id: document for document in documents}
    features = [{"type": "Feature", "id": incident.id, "geometry": geometry(incident.place),
                 "properties": row(incident, known, origin, redact=redact)} for incident in incidents]
    collection = {"type": "FeatureCollection", "sample": origin.is_sample and SAMPLE_MARK, "standing": STANDING,
                  "data_version": origin.data_version, "filter": origin.asked, "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n"


def file_name(form: str, origin: Origin) -> str:
    """A name for a download (ASCII) that says the filter and the data version, and the sample's mark where it is the sample."""
    mark = "-SAMPLE-PARTLY-INVENTED" if origin.is_sample else ""
    asked = _short(origin.asked)
    return f"mali-incidents{mark}{'-' if asked else ''}{asked}-{origin.data_version[:7]}.{form}"


def _short(asked: str) -> str:
    """A filter's address query as a few plain letters: "region-gao-kidal-type-battles". Of one that is long, or that
    plain letters cannot write, the beginning and a hash: two filters do not give one name."""
    pairs = parse_qsl(asked)
    words = [word for n, (key, value) in enumerate(pairs) for word in ((value,) if n and pairs[n - 1][0] == key else (key, value))]
    letters = [c for c in unicodedata.normalize("NFKD", "-".join(words)).lower() if not unicodedata.combining(c)]
    name = re.sub(r"[^a-z0-9]+", "-", "".join(letters)).strip("-")
    if len(name) <= SHORT and re.fullmatch(r"[a-z0-9 -]*", "".join(letters)):
        return name
    kept = name if len(name) <= SHORT - 7 else name[: SHORT - 7].rsplit("-", 1)[0]
    return f"{kept}-{sha256(asked.encode()).hexdigest()[:6]}".strip("-")


def row(incident: Incident, documents: Mapping[str, Document], origin: Origin, *, redact: bool = False) -> dict[str, Any]:
    """One incident as flat values, in the order of ``COLUMNS``. None where not known; lists joined with "; ".

    Controls of writing direction (U+202A to 202E, U+2066 to 2069), which an article may hold, are left out: a quote reads as it is stored.
    """
    values = {
        "sample": SAMPLE_MARK if origin.is_sample else "", "id": incident.id, "headline": headline(incident, LANGUAGE), "standing": STANDING,
        "event_type": incident.event_type, "sub_event_type": incident.sub_event_type, **_when(incident), **_where(incident.place),
        **_who(incident.actors), **_tolls(incident), "affected": "; ".join(incident.affected), "ucdp_violence_type": incident.violence_type,
        "claims": "; ".join(_claim(claim, report, documents, redact) for report in incident.reports for claim in report.claims),
        "independent_reports": incident.independent_reports, "reports_by_a_party": incident.by_party,
        "sources": "; ".join(_source(report, documents) for report in incident.reports),
        "quotes": "" if redact else "; ".join(_quotes(incident, documents)),
        "merged_because": "; ".join(reason for merge in incident.merges for reason in merge.reasons),
        "warnings": "; ".join(warning for report in incident.reports for warning in report.warnings),
        "data_version": origin.data_version, "filter": origin.asked,
    }
    return {name: value.translate(DIRECTIONS) if isinstance(value, str) else value for name, value in values.items()}


COLUMNS = (
    "sample", "id", "headline", "standing", "event_type", "sub_event_type",
    "date_start", "date_end", "date_edtf", "date_precision", "date_precision_words", "date_inferred",
    "place", "place_precision", "place_precision_words", "lat", "lon", "radius_m", "level", *UNITS, "place_why",
    "initiators", "targets", "participants", "initiator_names", "target_names", "participant_names",
    *(f"{quantity}_{bound}" for quantity in QUANTITIES for bound in ("low", "best", "high")),
    "affected", "ucdp_violence_type", "claims", "independent_reports", "reports_by_a_party", "sources", "quotes", "merged_because", "warnings",
    "data_version", "filter",
)  # fmt: skip


def geometry(place: PlaceValue | None) -> dict[str, Any] | None:
    """A GeoJSON geometry, lon before lat, or None where drawing anything would be sharper than the words."""
    if place is None or place.precision not in (1, 2, 3, 4, 5):
        return None
    if place.precision in (3, 4) or place.geometry == "unit":
        return _polygon(place.unit_pcode)
    if place.precision == 5:
        return _line_or_zone(place)
    return _point(place)


def _point(place: PlaceValue) -> dict[str, Any] | None:
    return None if place.lat is None or place.lon is None else {"type": "Point", "coordinates": [place.lon, place.lat]}


def _line_or_zone(place: PlaceValue) -> dict[str, Any] | None:
    if len(place.line) > 1:
        return {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in place.line]}
    try:
        zone = areas.zone_shape(place.zone_id) if place.zone_id else None
    except KeyError:  # a zone of a gazetteer compiled since
        return None
    return _rounded(zone)


def _polygon(pcode: str | None) -> dict[str, Any] | None:
    try:
        return _rounded(areas.shape(pcode)) if pcode else None
    except KeyError:
        return None


def _rounded(shape: Any) -> dict[str, Any] | None:
    return None if shape is None else json.loads(shapely.to_geojson(shapely.set_precision(shape, 10.0**-DECIMALS)))


def _when(incident: Incident) -> dict[str, Any]:
    date = incident.date
    precision = date.precision if date else 0
    return {
        "date_start": date.start.isoformat() if date and date.start else None, "date_end": date.end.isoformat() if date and date.end else None,
        "date_edtf": date.edtf if date else None, "date_precision": precision, "date_precision_words": date_precision_words(precision, LANGUAGE),
        "date_inferred": date.evidence.inferred if date else "",
    }


def _where(place: PlaceValue | None) -> dict[str, Any]:
    precision = place.precision if place else 0
    drawn = place is not None and precision in (1, 2)
    admin = place.admin if place else None
    units = {name: getattr(admin, name, None) for name in UNITS}
    return {
        "place": place.name if place else None, "place_precision": precision, "place_precision_words": place_precision_words(precision, LANGUAGE),
        "lat": place.lat if place and drawn else None, "lon": place.lon if place and drawn else None,
        "radius_m": place.radius_m if place else None, "level": place.level if place else None, **units, "place_why": place.why if place else "",
    }


def _who(actors: Iterable[ActorValue]) -> dict[str, str]:
    """Ids by role, and beside them the names in the same order."""
    roles: dict[str, list[str]] = {"initiator": [], "target": [], "participant": []}
    for value in actors:
        if value.actor not in roles[value.role]:
            roles[value.role].append(value.actor)
    ids = {f"{role}s": "; ".join(found) for role, found in roles.items()}
    return ids | {f"{role}_names": "; ".join(actor_name(one, LANGUAGE) for one in found) for role, found in roles.items()}


def _tolls(incident: Incident) -> dict[str, int | None]:
    tolls: dict[str, Toll | None] = {quantity: getattr(incident, quantity) for quantity in QUANTITIES}
    return {f"{quantity}_{bound}": getattr(toll, bound, None) for quantity, toll in tolls.items() for bound in ("low", "best", "high")}


def _claim(claim: Claim, report: Report, documents: Mapping[str, Document], redact: bool) -> str:
    """What is claimed, by whom, in which words, and where that was published: alone it says who gives which figure."""
    figure = range_words(claim.low, claim.best, claim.high, LANGUAGE)
    whose = f"{actor_name(claim.actor, LANGUAGE)} ({claim.actor})" if claim.actor else ""
    about = [claim.about, whose if claim.about == "responsibility" else figure]
    stance = [] if claim.stance == "asserts" else [claim.stance]
    who = claim.claimant.who if claim.claimant else None
    said = according_to(who, claim.wording, LANGUAGE) + (f" ({who})" if who else "")
    spans = claim.evidence.spans[:1]
    quote = "" if redact else "".join(f" [{span.quote}]" for span in spans)
    paragraph = spans[0].paragraph if spans else report.paragraph
    return ", ".join([" ".join(part for part in about if part), said, *stance]) + quote + f" ({_published(report, documents)} ¶{paragraph})"


def _published(report: Report, documents: Mapping[str, Document]) -> str:
    """Publisher and day of the article of a report, its id where neither is known."""
    document = documents.get(report.document_id)
    if document is None:
        return report.document_id
    return f"{document.publisher or document.id}, {document.published.isoformat() if document.published else 'no date'}"


def _source(report: Report, documents: Mapping[str, Document]) -> str:
    document = documents.get(report.document_id)
    if document is None:
        return f"{report.document_id} ¶{report.paragraph}"
    published = document.published.isoformat() if document.published else "no date"
    named = ", ".join(part for part in (document.publisher, document.title or document.id, published, document.url) if part)
    return f"{named} ¶{report.paragraph}"


def _quotes(incident: Incident, documents: Mapping[str, Document]) -> Iterator[str]:
    """The words for type, date and place of each report, each once, with publisher, day and paragraph."""
    seen = set()
    for report in incident.reports:
        evidence: list[Evidence] = [report.trigger, *(value.evidence for value in (report.date, report.place) if value)]
        for span in (span for item in evidence for span in item.spans):
            if (report.document_id, span.start, span.end) not in seen:
                seen.add((report.document_id, span.start, span.end))
                yield f"{_published(report, documents)} ¶{span.paragraph} {span.quote}"


def _cell(value: object) -> object:
    """A CSV cell: text that a spreadsheet would run as a formula is marked as text. Numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
