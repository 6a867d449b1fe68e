"""The words of one row of the briefing's list: what and where, when, how many killed, who says so and where it was published."""

from __future__ import annotations

import re
from collections.abc import Mapping

from incidents.catalogue import plural, text
from incidents.exporting.files import DIRECTIONS
from incidents.model import Claim, Incident
from incidents.words import event_types, wording
from incidents.words.actor_names import phrase_of
from incidents.words.place_words import of, place_name

_DISTANCE = re.compile(r"[0-9.]+ km ")  # "12 km south of Nara" is no name that one can be near to


def plain(words: str) -> str:
    """``words`` of an article without the controls of writing direction, which could make a line read as what it does not say."""
    return words.translate(DIRECTIONS)


def what(incident: Incident, lang: str) -> str:
    kind = event_types.find(incident.event_type, incident.sub_event_type)
    return kind.one(lang) if kind else incident.sub_event_type


def where(incident: Incident, lang: str) -> str:
    """The place as short as it can be said: "near Kobé", "cercle of Koro", "region of Gao", "Mali, no place given"."""
    place = incident.place
    if place is None or not (place.name or place.admin.region or place.precision == 6):
        return text("place not resolved", lang=lang)
    if place.precision == 6:
        return text("Mali, no place given", lang=lang)
    if place.precision == 4 or place.level == "region":
        return text("region {of_name}", lang=lang, of_name=of(place.admin.region or place.name, lang))
    if place.precision == 3 and place.level != "commune":
        return text("cercle {of_name}", lang=lang, of_name=of(place.admin.cercle or place.name, lang))
    if place.level == "commune":
        return text("commune {of_name}", lang=lang, of_name=of(place.admin.commune or place.name, lang))
    name = plain(place_name(place, lang))
    if place.precision == 2 and name == place.name and not _DISTANCE.match(name):
        return text("near {near_name}", lang=lang, near_name=of(name, lang) if lang == "fr" else name)
    return name


def when(incident: Incident, lang: str, with_year: bool) -> str:
    """The days, short; with the year only where the picture holds several. Months and coarser, and unknown years, in full words."""
    value = incident.date
    if value is None or value.start is None or value.end is None or value.precision not in (1, 2):
        return wording.date_words(value, lang)
    pattern = "d MMM y" if with_year else "d MMM"
    days = [wording.day_words(day, lang, pattern) for day in (value.start, value.end)]
    if days[0] == days[1]:
        return days[0]
    same = (value.start.year, value.start.month) == (value.end.year, value.end.month)
    short = "d MMM" if value.start.year == value.end.year else pattern
    first = wording.day_words(value.start, lang, short)
    return f"{first.split(' ')[0] if same else first}–{days[1]}"


def killed(incident: Incident, lang: str) -> str:
    """The toll as it was said: "about 20 (16 to 24)" where the words were "some twenty", not a range that nobody gave."""
    toll = incident.killed
    if toll is not None and toll.low is not None and toll.best is not None and toll.high is not None and toll.low < toll.best < toll.high:
        figures = {(claim.low, claim.best, claim.high) for claim in _claims(incident)}
        if not figures or (toll.low, toll.best, toll.high) in figures:
            return text("about {n} ({low} to {high})", lang=lang, n=toll.best, low=toll.low, high=toll.high)
    return wording.stated_words(incident, "killed", lang)


def accounts(incident: Incident, lang: str) -> list[str]:
    """Whose the figure (or, without one, the account) is, the fullest words first: "according to the army";
    "3 claimants: the army, residents, one not named", "3 claimants"."""
    figures = _claims(incident)
    whose = [claim.claimant for claim in figures] or [report.claimant for report in incident.reports if report.claimant]
    names = list(dict.fromkeys(claimant.who if claimant else "" for claimant in whose))
    if len(names) < 2:
        return [wording.according_to(names[0], lang=lang)] if names and names[0] else [""]
    said = [phrase_of(who, lang) if who else text("one not named", lang=lang) for who in sorted(names, key=lambda who: not who)]
    n = len(names)
    counted = plural("{n} claimant", "{n} claimants", n, lang=lang)
    return [text("{counted}: {names}", lang=lang, counted=counted, names=", ".join(said)), counted]


def published_by(incident: Incident, publishers: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(plain(publishers.get(r.document_id) or r.document_id) for r in incident.reports))


def unit(incident: Incident) -> str:
    """The cercle (else the region) that the place lies in; "" where its name says it."""
    place = incident.place
    name = (place.admin.cercle or place.admin.region or "") if place else ""
    return "" if place is None or place.precision in (3, 4) or name == place.name else name


def _claims(incident: Incident) -> list[Claim]:
    """The claims that give a number of killed."""
    told = [claim for report in incident.reports for claim in report.claims if claim.about == "killed" and claim.stance != "denies"]
    return [claim for claim in told if (claim.low, claim.best, claim.high) != (None, None, None)] if incident.killed else []
