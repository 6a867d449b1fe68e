"""The Gazetteer page's lists as HTML: candidates with their units and names, sentences that name a place. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from gazetteer.model import Admin, Candidate, Place

from ..catalogue import number, plural, text
from ..model import Document, Incident, Report, Span
from ..place_reasons import kind_words, reason_words
from ..placing import Naming, Unresolved, sentence_round
from ..wording import date_words, headline, place_precision_words

NAMES = 14  # other names shown of one place
NAMINGS = 12  # sentences shown of one name
REPORTS = 8  # reports shown of one place
Reported = Sequence[tuple[Incident, Report]]


def _t(message: str, **values: Any) -> str:
    return escape(text(message, **values))


def candidates_html(found: Sequence[Candidate], names: Mapping[str, Sequence[tuple[str, str]]], reported: Mapping[str, Reported],
                    documents: Mapping[str, Document]) -> str:
    """The candidates in order, numbered as on the map. ``names`` and ``reported`` are by place id."""
    rows = "".join(_card(n, one, names.get(one.place.id, ()), reported.get(one.place.id, ()), documents) for n, one in enumerate(found, 1))
    return f'<ol class="im-gaz">{rows}</ol>'


def _card(n: int, candidate: Candidate, names: Sequence[tuple[str, str]], reported: Reported, documents: Mapping[str, Document]) -> str:
    place = candidate.place
    reasons = "; ".join(reason_words(reason) for reason in candidate.reasons)
    facts = [(_t("Units of 2021"), _units(place.admin) or escape(place.country)), (_t("Region of 2023"), escape(place.admin.region_2023 or "")),
             (_t("Also called"), _names(place, names)), (_t("Coordinates"), f"{place.lat:.4f}, {place.lon:.4f}"), (_t("Sources"), escape(_sources(place)))]
    if place.population:
        facts.insert(2, (_t("People"), escape(number(place.population))))
    lines = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    return (f'<li><span class="n">{n}</span><div><h3>{escape(place.name)} <span>{escape(kind_words(place.kind))} · {_t("score {score}", score=f"{candidate.score:.2f}")}</span></h3>'
            f'<p class="why">{escape(reasons)}</p><dl>{lines}</dl>{_reports(reported, documents)}</div></li>')


def _units(admin: Admin) -> str:
    parts = [(_t("commune {name}", name=admin.commune or ""), admin.commune_pcode), (_t("cercle {name}", name=admin.cercle or ""), admin.cercle_pcode),
             (_t("region {name}", name=admin.region or ""), admin.region_pcode)]
    return ", ".join(f"{words} <small>{escape(code)}</small>" for words, code in parts if code)


def _names(place: Place, names: Sequence[tuple[str, str]]) -> str:
    other: dict[str, list[str]] = {}
    for name, source in names:
        if name != place.name:
            other.setdefault(name, []).append(source)
    shown = [f"{escape(name)} <small>{escape(', '.join(sources))}</small>" for name, sources in list(other.items())[:NAMES]]
    more = [_t("and {n} more", n=len(other) - NAMES)] if len(other) > NAMES else []
    return ", ".join([*shown, *more])


def _sources(place: Place) -> str:
    titles = {"geonames": "GeoNames", "ocha": "OCHA", "naturalearth": "Natural Earth", "project": text("this project"), "user": text("your aliases")}
    parts = (part.partition(":") for part in place.source.split(";"))
    return ", ".join(f"{titles.get(name, name)} {number_}".strip() for name, _, number_ in parts)


def _reports(reported: Reported, documents: Mapping[str, Document]) -> str:
    if not reported:
        return f'<p class="none">{_t("No loaded report is placed here.")}</p>'
    lines = "".join(f"<li>{_open(incident)} {_source(report, documents)}</li>" for incident, report in reported[:REPORTS])
    more = f"<li>{_t('and {n} more', n=len(reported) - REPORTS)}</li>" if len(reported) > REPORTS else ""
    words = plural("{n} loaded report is placed here", "{n} loaded reports are placed here", len(reported))
    return f"<details><summary>{escape(words)}</summary><ul>{lines}{more}</ul></details>"


def _open(incident: Incident) -> str:
    return f'<a href="./?incident={escape(incident.id)}" data-open="{escape(incident.id)}">{escape(headline(incident))}, {escape(date_words(incident.date))}</a>'


def _source(report: Report, documents: Mapping[str, Document]) -> str:
    spans = report.place.evidence.spans if report.place else ()
    return _paragraph(documents.get(report.document_id), spans[0].paragraph if spans else report.paragraph)


def _paragraph(document: Document | None, paragraph: int) -> str:
    if document is None:
        return ""
    words = f"{document.publisher or text('publisher not given')} ¶{paragraph}"
    return f'<a class="src" href="Sources?document={escape(document.id)}&amp;para={paragraph}" data-source="{escape(document.id)}|{paragraph}">{escape(words)}</a>'


def namings_html(namings: Sequence[Naming], documents: Mapping[str, Document]) -> str:
    """The sentences of an unresolved name, the phrase lit, each with how it is placed for now and the way to its paragraph."""
    rows = []
    for naming in namings[:NAMINGS]:
        document = documents[naming.document_id]
        now = _t("for now: {words}", words=place_precision_words(naming.place.precision))
        rows.append(f'<li>{_sentence(document, naming.span, naming.sentence)}<p class="about">{_paragraph(document, naming.span.paragraph)} · {now}</p></li>')
    return _sentences(rows, len(namings))


def texts_html(found: Sequence[tuple[Document, Span]]) -> str:
    """The sentences of loaded articles that hold a name, whatever was read from them."""
    rows = [f'<li>{_sentence(document, span, sentence_round(document, span))}<p class="about">{_paragraph(document, span.paragraph)}</p></li>'
            for document, span in found[:NAMINGS]]  # fmt: skip
    return _sentences(rows, len(found))


def _sentences(rows: Sequence[str], total: int) -> str:
    more = f'<li class="more">{_t("and {n} more", n=total - len(rows))}</li>' if total > len(rows) else ""
    return f'<ul class="im-said">{"".join(rows)}{more}</ul>'


def _sentence(document: Document, span: Span, around: tuple[int, int]) -> str:
    start, end = min(around[0], span.start), max(around[1], span.end)
    start, end = max(start, span.start - 400), min(end, span.end + 400)
    words = document.text
    cut = ("… " if start > around[0] else "", " …" if end < around[1] else "")
    return (f'<p lang="{escape(document.language or "")}">{cut[0]}{escape(words[start : span.start])}<span class="im-s im-place">{escape(words[span.start : span.end])}</span>'
            f"{escape(words[span.end : end])}{cut[1]}</p>")


def names_html(found: Iterable[Unresolved], current: str, keys: Mapping[str, str]) -> str:
    """The unresolved names as buttons, with how often each is given; ``keys`` is what a button hands back, by name."""
    rows = "".join(f'<button data-open="{escape(keys[one.name])}" aria-current="{str(keys[one.name] == current).lower()}"><b>{escape(one.name)}</b>'
                   f'<span>{escape(plural("given {n} time", "given {n} times", len(one.namings)))}</span></button>' for one in found)  # fmt: skip
    return f'<div class="im-names">{rows}</div>'
