"""Made-up incidents with every precision, gap and oddity that a filter can meet; seeded, so that a failing case comes back."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from random import Random

from gazetteer.model import Admin
from incidents.model import (
    ActorValue,
    Claimant,
    DateValue,
    Document,
    Evidence,
    Incident,
    Paragraph,
    PlaceValue,
    Report,
    Span,
    Toll,
)
from incidents.words.event_types import sub_types

PLACES = (  # name, lat, lon, region, code, cercle, code, region of 2023
    ("Gao", 16.2717, -0.0447, "Gao", "ML07", "Gao", "ML0703", "Gao"),
    ("Ansongo", 15.6597, 0.5022, "Gao", "ML07", "Ansongo", "ML0701", "Gao"),
    ("Douentza", 15.0, -2.95, "Mopti", "ML05", "Douentza", "ML0504", "Douentza"),
    ("Niono", 14.2526, -5.9930, "Ségou", "ML04", "Niono", "ML0404", "Ségou"),
    ("Ménaka", 15.9182, 2.4022, "Ménaka", "ML10", "Ménaka", "ML1001", "Ménaka"),
    ("Kidal", 18.4411, 1.4078, "Kidal", "ML08", "Kidal", "ML0802", "Kidal"),
)
ACTORS = ("fama", "jnim", "katiba-macina", "is-sahel", "civilians", "dozo", "gendarmerie-mali")
SENTENCES = (
    "Des hommes armés ont attaqué le marché.",
    "Soldiers fired on a convoy near the river.",
    "L’armée a bombardé une position.",
    "Villagers fled at dawn, a nurse said.",
)
PUBLISHERS = ("Fleuve Info", "Sahel Sheet", "Radio d’Essai")


@cache
def made(n: int = 240, seed: int = 7) -> tuple[tuple[Incident, ...], tuple[Document, ...]]:
    """``n`` incidents and the documents that their reports stand in."""
    rng = Random(seed)
    documents = tuple(_document(k, rng) for k in range(30))
    return tuple(_incident(k, rng, documents) for k in range(n)), documents


def _document(k: int, rng: Random) -> Document:
    text = " ".join(rng.sample(SENTENCES, 2))
    return Document(
        f"doc-{k}", f"Title {k}", PUBLISHERS[k % 3], "", None, "none", "fr" if k % 2 else "en", "0" * 64, text, (Paragraph(1, 0, len(text)),)
    )


def _incident(k: int, rng: Random, documents: tuple[Document, ...]) -> Incident:
    kind = rng.choice(sub_types())
    place, when = _place(rng), _date(rng)
    actors = tuple(ActorValue(a, rng.choice(("initiator", "target", "participant")), Evidence()) for a in rng.sample(ACTORS, rng.randint(0, 3)))
    sources = rng.sample(documents, rng.randint(1, 3))
    trigger = Evidence((Span(1, 0, 5, sources[0].text[:5]),), "made")
    who = Claimant("fama", Evidence()) if rng.random() < 0.3 else None
    killed = _toll(rng)
    reports = tuple(
        Report(f"r{k}-{n}", d.id, 1, kind.type, kind.sub, trigger, when, place, actors, killed, claimant=who) for n, d in enumerate(sources)
    )
    return Incident(
        f"inc-{k:04d}",
        kind.type,
        kind.sub,
        when,
        place,
        actors,
        killed,
        None,
        None,
        None,
        reports,
        independent_reports=rng.randint(1, len(sources)),
        affected=tuple(rng.sample(("aid", "health", "market"), rng.randint(0, 2))),
    )


def _place(rng: Random) -> PlaceValue | None:
    name, lat, lon, region, code, cercle, cercle_code, new = rng.choice(PLACES)
    precision = rng.choice((0, 1, 1, 1, 2, 2, 3, 4, 5, 6, None))
    lat, lon = round(lat + rng.choice((0, 0, 0.2, -0.3)), 4), round(lon + rng.choice((0, 0, 0.25)), 4)
    if precision is None:
        return None
    if precision in (0, 6):
        return PlaceValue(name, precision, None, None, "none", Evidence())
    if precision == 5:
        other = rng.choice(PLACES)
        line = ((lat, lon), (other[1], other[2])) if rng.random() < 0.7 else ()
        return PlaceValue(f"{name} road", 5, (lat + other[1]) / 2, (lon + other[2]) / 2, "line" if line else "none", Evidence(), line=line)
    admin = Admin(region, code, cercle if precision < 4 else None, cercle_code if precision < 4 else None, region_2023=new if precision < 4 else None)
    if precision > 2:
        level = "cercle" if precision == 3 else "region"
        return PlaceValue(name, precision, lat, lon, "unit", Evidence(), unit_pcode=cercle_code if precision == 3 else code, level=level, admin=admin)
    radius = rng.choice((3_000.0, 25_000.0)) if precision == 2 else None
    return PlaceValue(name, precision, lat, lon, "circle" if radius else "point", Evidence(), radius_m=radius, admin=admin)


def _date(rng: Random) -> DateValue | None:
    day = date(2023, 1, 1) + timedelta(days=rng.randint(0, 729))
    precision = rng.choice((None, 0, 1, 1, 1, 1, 2, 3, 4, 5))
    if precision is None:
        return None
    if precision == 0:  # the year is not given
        return DateValue(None, None, 1, "XXXX-04-25", Evidence())
    start = {4: day.replace(day=1), 5: day.replace(month=1, day=1)}.get(precision, day)
    end = {1: day, 2: day + timedelta(days=1), 3: day + timedelta(days=6), 4: day.replace(day=monthrange(day.year, day.month)[1])}.get(
        precision, day.replace(month=12, day=31)
    )
    return DateValue(start, end, precision, f"{start}/{end}", Evidence())


def _toll(rng: Random) -> Toll | None:
    n = rng.choice((0, 1, 5, 20, 130))
    low, best, high = rng.choice(((n, n, n), (n, n, None), (None, None, n), (n, n, n + 7), (None, n, n), (None, None, None)))
    return Toll(low, best, high, Evidence()) if rng.random() < 0.7 else None
