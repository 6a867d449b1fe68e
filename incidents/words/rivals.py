"""Where reports of one incident differ: each date and place that they give, in words, with the reports that give it."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.model import Incident, Report
from incidents.words.wording import date_words, place_words

Told = list[tuple[str, Sequence[Report]]]


def dates_told(incident: Incident, lang: str | None = None) -> Told:
    """Each date in words with its reports, the incident's own first; a report that gives none says nothing against the others."""
    return _told([(date_words(r.date, lang), r) for r in incident.reports if r.date], date_words(incident.date, lang))


def places_told(incident: Incident, lang: str | None = None) -> Told:
    """Each place with its reports, the incident's own first. Places differ where their names do; "in Mali" alone is no other place."""
    given = [(r.place, r) for r in incident.reports if r.place and r.place.name and r.place.precision != 6]
    words: dict[str, str] = {incident.place.name: place_words(incident.place, lang)} if incident.place else {}
    for place, _ in given:
        words.setdefault(place.name, place_words(place, lang))
    return _told([(words[place.name], report) for place, report in given], place_words(incident.place, lang))


def _told(given: Sequence[tuple[str, Report]], first: str) -> Told:
    groups: dict[str, list[Report]] = {}
    for words, report in sorted(given, key=lambda pair: pair[0] != first):
        groups.setdefault(words, []).append(report)
    return list(groups.items())
