"""The Gazetteer page's lists as HTML: candidates with their units and names, sentences that name a place. All text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from gazetteer.model import Admin, Candidate, Place
from incidents.catalogue import mark, number, plural, text
from incidents.model import Document, Incident, Report, Span
from incidents.placing import Naming, Unresolved, sentence_round
from incidents.ui.reasons import reason_html
from incidents.words.terms import kind_name
from incidents.words.wording import date_words, headline, place_precision_words

NAMES = 14  # other names shown of one place
FEW = 4  # sentences shown of each name in the list
NAMINGS = 12  # sentences shown of one name
LISTED = 80  # unresolved names shown at once
OPEN = 5  # names of the list whose sentences are shown at once
SIDE = 400  # characters shown on each side of a name
REPORTS = 8  # reports shown of one place
Reported = Sequence[tuple[Incident, Report]]


SOURCES = {"geonames": "GeoNames", "geonames-alternate": "GeoNames", "ocha": "OCHA", "naturalearth": "Natural Earth",
           "natural-earth": "Natural Earth", "cod-ab": "OCHA COD-AB", "project": mark("this project"), "user": mark("your aliases")}  # fmt: skip


def candidates_html(found: Sequence[Candidate], names: Mapping[str, Sequence[tuple[str, str]]], reported: Mapping[str, Reported],
                    documents: Mapping[str, Document]) -> str:
    """The candidates in order, numbered as on the map. ``names`` and ``reported`` are by place id."""
    rows = "".join(_card(n, one, names.get(one.place.id, ()), reported.get(one.place.id, ()), documents) for n, one in enumerate(found, 1))
    return f'<ol class="im-gaz">{rows}</ol>'


def _card(n: int, candidate: Candidate, names: Sequence[tuple[str, str]], reported: Reported, documents: Mapping[str, Document]) -> str:
    place = candidate.place
    about = f'{kind_name(place.kind)} · {text("score {score}", score=f"{candidate.score:.2f}")}'
    reasons = reason_html("; ".join(candidate.reasons))
    lines = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in _facts(place, names) if value)
    return (f'<li><span class="n">{n}</span><div><h3>{escape(place.name)} <span>{escape(about)}</span></h3><p class="why">{reasons}</p>'
            f"<dl>{lines}</dl>{_reports(reported, documents)}</div></li>")


def _facts(place: Place, names: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Label and value; the values are HTML."""
    return [
        (text("Units of 2021"), _units(place.admin) or escape(place.country)),
        (text("Region of 2023"), escape(place.admin.region_2023 or "")),
        (text("People"), escape(number(place.population)) if place.population else ""),
        (text("Also called"), _names(place, names)),
        (text("Coordinates"), f"{place.lat:.4f}, {place.lon:.4f}"),
        (text("Sources"), escape(_sources(place))),
    ]


def _units(admin: Admin) -> str:
    parts = (
        (text("commune {name}", name=admin.commune or ""), admin.commune_pcode),
        (text("cercle {name}", name=admin.cercle or ""), admin.cercle_pcode),
        (text("region {name}", name=admin.region or ""), admin.region_pcode),
    )
    return ", ".join(f"{escape(words)} <small>{escape(code)}</small>" for words, code in parts if code)


def _names(place: Place, names: Sequence[tuple[str, str]]) -> str:
    other: dict[str, list[str]] = {}
    for name, source in names:
        if name != place.name:
            other.setdefault(name, []).append(text(SOURCES.get(source, source)))
    shown = [f"{escape(name)} <small>{escape(', '.join(dict.fromkeys(sources)))}</small>" for name, sources in list(other.items())[:NAMES]]
    more = [escape(text("and {n} more", n=len(other) - NAMES))] if len(other) > NAMES else []
    return ", ".join([*shown, *more])


def _sources(place: Place) -> str:
    parts = (part.partition(":") for part in place.source.split(";"))
    return ", ".join(f"{text(SOURCES.get(name, name))} {number_}".strip() for name, _, number_ in parts)


def _reports(reported: Reported, documents: Mapping[str, Document]) -> str:
    if not reported:
        return f'<p class="none">{escape(text("No loaded report names it."))}</p>'
    lines = "".join(f"<li>{_open(incident)} {_source(report, documents)}</li>" for incident, report in reported[:REPORTS])
    more = f"<li>{escape(text('and {n} more', n=len(reported) - REPORTS))}</li>" if len(reported) > REPORTS else ""
    words = plural("Named in {n} loaded report", "Named in {n} loaded reports", len(reported))
    return f"<details><summary>{escape(words)}</summary><ul>{lines}{more}</ul></details>"


def _open(incident: Incident) -> str:
    words = f"{headline(incident)}, {date_words(incident.date)}"
    return f'<a href="./?incident={escape(incident.id)}" data-open="{escape(incident.id)}">{escape(words)}</a>'


def _source(report: Report, documents: Mapping[str, Document]) -> str:
    spans = report.place.evidence.spans if report.place else ()
    return _paragraph(documents.get(report.document_id), spans[0].paragraph if spans else report.paragraph)


def _paragraph(document: Document | None, paragraph: int) -> str:
    if document is None:
        return ""
    words = f"{document.publisher or text('publisher not given')} ¶{paragraph}"
    to = f'href="Sources?document={escape(document.id)}&amp;para={paragraph}" data-source="{escape(document.id)}|{paragraph}"'
    return f'<a class="src" {to}>{escape(words)}</a>'


def namings_html(namings: Sequence[Naming], documents: Mapping[str, Document], most: int = NAMINGS) -> str:
    """The sentences of an unresolved name, the phrase lit, each with how it is placed for now and the way to its paragraph."""
    rows = []
    for naming in namings[:most]:
        document = documents[naming.document_id]
        now = escape(text("for now: {words}", words=place_precision_words(naming.place.precision)))
        about = f"{_paragraph(document, naming.span.paragraph)} · {now}"
        rows.append(f'<li>{_sentence(document, naming.span, naming.sentence)}<p class="about">{about}</p></li>')
    return _sentences(rows, len(namings))


def texts_html(found: Sequence[tuple[Document, Span]]) -> str:
    """The sentences of loaded articles that hold a name, whatever was read from them."""
    rows = [f'<li>{_sentence(document, span, sentence_round(document, span))}<p class="about">{_paragraph(document, span.paragraph)}</p></li>'
            for document, span in found[:NAMINGS]]  # fmt: skip
    return _sentences(rows, len(found))


def _sentences(rows: Sequence[str], total: int) -> str:
    more = f'<li class="more">{escape(text("and {n} more", n=total - len(rows)))}</li>' if total > len(rows) else ""
    return f'<ul class="im-said">{"".join(rows)}{more}</ul>'


def _sentence(document: Document, span: Span, around: tuple[int, int]) -> str:
    """The sentence with its phrase lit; a very long one is cut on both sides."""
    start, end = max(min(around[0], span.start), span.start - SIDE), min(max(around[1], span.end), span.end + SIDE)
    before, words, after = (escape(document.text[a:b]) for a, b in ((start, span.start), (span.start, span.end), (span.end, end)))
    lead, tail = "… " if start > around[0] else "", " …" if end < around[1] else ""
    return f'<p lang="{escape(document.language or "")}">{lead}{before}<span class="im-s im-place">{words}</span>{after}{tail}</p>'


def names_html(found: Sequence[Unresolved], keys: Mapping[str, str], documents: Mapping[str, Document]) -> str:
    """The unresolved names, each with how often it is given and its sentences; ``keys`` is what a name's button hands back."""
    rows = []
    for n, one in enumerate(found[:LISTED]):
        times = plural("given {n} time", "given {n} times", len(one.namings))
        ask = f'<button class="link" data-open="{escape(keys[one.name])}">{escape(text("Show what it may mean, or teach it"))}</button>'
        said = namings_html(one.namings, documents, FEW)
        head = f"<summary><b>{escape(one.name)}</b> <span>{escape(times)}</span></summary>"
        rows.append(f"<details{' open' if n < OPEN else ''}>{head}{ask}{said}</details>")
    more = f'<p class="none">{escape(text("and {n} more", n=len(found) - LISTED))}</p>' if len(found) > LISTED else ""
    return f'<div class="im-names">{"".join(rows)}{more}</div>'
