"""The one sentence of a filter: it titles the map, the CSV and the briefing. Every word follows from the filter and its counts."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.catalogue import language, number, plural, text
from incidents.query.counts import Counts, KilledSum
from incidents.query.filters import ActorRole, Filters
from incidents.words import event_types
from incidents.words.terms import affected_name, language_name
from incidents.words.wording import actor_name, day_words, joined, of, period_words


def describe(filters: Filters, counts: Counts, lang: str | None = None) -> str:
    """See :meth:`incidents.query.filters.Filters.describe`. Names and search words in it come from outside: escape it where it is shown."""
    lang = lang or language()
    f = filters.resolved(counts.last_day)
    if f.only_time:
        return _plain(f, counts, lang)
    kinds, killed = _kinds(f, lang), killed_words(counts.killed, lang)
    found = plural("{n} incident", "{n} incidents", counts.total, lang=lang) if kinds else ""  # without kinds the sentence opens with it
    asked = ", ".join(p for p in (kinds or _incidents(f, counts, lang), _when(f, lang), *_limits(f, lang)) if p)
    answer = ", ".join(p for p in (found, killed) if p)
    return text("{asked}: {found}", lang=lang, asked=asked, found=answer) if answer else asked


def killed_words(killed: KilledSum, lang: str | None = None) -> str:
    """ "at least 32 reported killed", "32 to 41 reported killed", "32 reported killed"; "no deaths reported", or "" where no toll is given."""
    if not killed.reported:
        return ""
    if killed.low == killed.high == 0 and not killed.open:
        return text("no deaths reported", lang=lang)
    if killed.open:
        return plural("at least {n} reported killed", "at least {n} reported killed", killed.low, lang=lang)
    if killed.low == killed.high:
        return plural("{n} reported killed", "{n} reported killed", killed.low, lang=lang)
    if killed.low == 0:
        return plural("up to {n} reported killed", "up to {n} reported killed", killed.high, lang=lang)
    return plural("{low} to {n} reported killed", "{low} to {n} reported killed", killed.high, lang=lang, low=killed.low)


def counts_sentence(counts: Counts, lang: str | None = None) -> str:
    """How the incidents divide: "101 on the map; 2 with only “Mali” given; 1 undated; 12 outside the period"; what is 0 is left out."""
    n = counts
    parts = [
        plural("{n} on the map", "{n} on the map", n.on_map, lang=lang),
        plural("{n} with only “Mali” given", "{n} with only “Mali” given", n.only_mali, lang=lang) if n.only_mali else "",
        plural("{n} at a place not resolved", "{n} at places not resolved", n.unresolved, lang=lang) if n.unresolved else "",
        plural("{n} undated", "{n} undated", n.undated, lang=lang) if n.undated else "",
        plural("{n} outside the period", "{n} outside the period", n.outside_period, lang=lang) if n.outside_period else "",
        plural("{n} known too coarsely for the area", "{n} known too coarsely for the area", n.too_coarse, lang=lang) if n.too_coarse else "",
    ]
    return text("; ", lang=lang).join(part for part in parts if part)


def _plain(f: Filters, counts: Counts, lang: str) -> str:
    start, end = f.start or counts.first, f.end or counts.last
    n = counts.total
    if start is None or end is None:
        return plural("{n} incident reported in Mali", "{n} incidents reported in Mali", n, lang=lang)
    if start == end:
        return plural("{n} incident reported in Mali, {a}", "{n} incidents reported in Mali, {a}", n, lang=lang, a=period_words(start, end, lang))
    a, b = day_words(start, lang, "d MMMM" if start.year == end.year else "d MMMM y"), day_words(end, lang)
    return plural("{n} incident reported in Mali, {a} to {b}", "{n} incidents reported in Mali, {a} to {b}", n, lang=lang, a=a, b=b)


def _kinds(f: Filters, lang: str) -> str:
    """ "Attacks on civilians in Gao and Kidal"; "" where no type is asked for."""
    kinds = [event_types.find(t) for t in f.event_types] + [t for t in event_types.sub_types() if t.sub in f.sub_event_types]
    names = [k.several(lang) for k in kinds if k]
    if not names:
        return ""
    what = joined([names[0], *(n[:1].lower() + n[1:] for n in names[1:])], lang)
    return " ".join(p for p in (what, _who(f, lang), _where(f, lang)) if p)


def _incidents(f: Filters, counts: Counts, lang: str) -> str:
    """ "7 incidents reported in Gao with JNIM involved"."""
    where = _where(f, lang) or text("in Mali", lang=lang)
    found = plural("{n} incident reported {where}", "{n} incidents reported {where}", counts.total, lang=lang, where=where)
    return " ".join(p for p in (found, _who(f, lang)) if p)


def _who(f: Filters, lang: str) -> str:
    across: dict[str, ActorRole] = {"any": "any", "initiator": "target", "target": "initiator"}
    sides = [_in_role(f.actors, f.actor_role, lang), _in_role(f.opponents, across[f.actor_role], lang)]
    return joined([side for side in sides if side], lang)


def _in_role(actors: tuple[str, ...], role: ActorRole, lang: str) -> str:
    if not actors:
        return ""
    names = joined([actor_name(a, lang) for a in actors], lang)
    if role == "initiator":
        return text("with {names} as reported initiator", lang=lang, names=names)
    if role == "target":
        return text("with {names} as reported target", lang=lang, names=names)
    return text("with {names} involved", lang=lang, names=names)


def _where(f: Filters, lang: str) -> str:
    units = []
    if f.regions:
        regions = [_unit(r, lang) for r in f.regions]
        places = _of_each(regions, lang) if lang == "fr" else joined(regions, lang)
        units.append(plural("in {places}", "in {places}", len(regions), lang=lang, places=places))
    if f.cercles:
        units.append(plural("in the cercle {of_names}", "in the cercles {of_names}", len(f.cercles), lang=lang, of_names=_of_each(f.cercles, lang)))
    parts = [joined(units, lang)] if units else []
    if f.near:
        km, point = number(f.near.km, lang), _point(f.near.lat, f.near.lon)
        named = text("within {km} km of {place}", lang=lang, km=km, place=f.near.name)
        parts.append(named if f.near.name else text("within {km} km of the point {point}", lang=lang, km=km, point=point))
    if f.corridor:
        names = [name or f"({_point(*town)})" for name, town in zip(f.corridor.names or ("",) * 9, f.corridor.towns, strict=False)]
        parts.append(text("within {km} km of the line {names}", lang=lang, km=number(f.corridor.km, lang), names="–".join(names)))
    if f.area:
        parts.append(text("inside the area drawn", lang=lang))
    return ", ".join(parts)


def _of_each(names: Sequence[str], lang: str) -> str:
    """ "of Gao and Kidal", "de Gao et de Kidal"."""
    return joined([of(name, lang) for name in names], lang) if lang == "fr" else of(joined(list(names), lang), lang)


def _unit(region: str, lang: str) -> str:
    return text("{name} (region of 2023)", lang=lang, name=region[5:]) if region.startswith("2023:") else region


def _point(lat: float, lon: float) -> str:
    return f"{lat:.2f}, {lon:.2f}"


def _when(f: Filters, lang: str) -> str:
    if f.start and f.end:
        return period_words(f.start, f.end, lang)
    if f.start:
        return text("from {day}", lang=lang, day=day_words(f.start, lang))
    return text("until {day}", lang=lang, day=day_words(f.end, lang)) if f.end else ""


def _limits(f: Filters, lang: str) -> list[str]:
    """The other filters, each as a short phrase."""
    found = []
    if f.date_limit:
        found.append(_date_limit(f.date_limit, lang))
    if f.include_undated and f.has_time:
        found.append(text("with undated ones", lang=lang))
    if f.place_precision_max:
        found.append(_place_limit(f.place_precision_max, lang))
    if f.min_independent > 1:
        found.append(text("at least {n} independent reports", lang=lang, n=f.min_independent))
    if f.publishers:
        found.append(text("reported by {names}", lang=lang, names=joined(list(f.publishers), lang)))
    if f.languages:
        found.append(text("reported in {names}", lang=lang, names=joined([language_name(x, lang) for x in f.languages], lang)))
    if f.fatalities != "any":
        found.append(text("with people reported killed", lang=lang) if f.fatalities == "with" else text("with nobody reported killed", lang=lang))
    if f.affected:
        found.append(text("affecting {names}", lang=lang, names=joined([affected_name(a, lang) for a in f.affected], lang)))
    if f.words:
        found.append(text("with the words “{words}”", lang=lang, words=f.words))
    return found


def _place_limit(limit: int, lang: str) -> str:
    return {
        1: text("placed at the place itself", lang=lang), 2: text("placed to within 25 km", lang=lang),
        3: text("placed to the cercle or better", lang=lang), 4: text("placed to the region or better", lang=lang),
        5: text("placed to a road or zone, or better", lang=lang),
    }[limit]  # fmt: skip


def _date_limit(limit: int, lang: str) -> str:
    return {
        1: text("day-exact", lang=lang), 2: text("dated to within six days", lang=lang), 3: text("dated to within a week", lang=lang),
        4: text("dated to within a month", lang=lang), 5: text("dated to within a year", lang=lang),
    }[limit]  # fmt: skip


def asked_words(filters: Filters, counts: Counts, lang: str | None = None) -> str:
    """What is asked for without what was found, as the foot of a picture says it; "" where everything is."""
    lang, f = lang or language(), filters.resolved(counts.last_day)
    if f == Filters():
        return ""
    what = _kinds(f, lang) or " ".join(part for part in (_where(f, lang), _who(f, lang)) if part)
    return ", ".join(part for part in (what, _when(f, lang), *_limits(f, lang)) if part)
