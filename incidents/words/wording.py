"""Values in words, in English and French: titles, tolls, dates, places, precisions, actors. Neutral: what is reported, never what is true.

Places have their words in ``place_words.py``. Nothing here is escaped: names and quotes come from articles; a page escapes them where
it shows them as HTML or Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date

from incidents.accounts import stated
from incidents.catalogue import language, number, plural, text
from incidents.model import ActorValue, DateValue, Incident, Quantity, Toll
from incidents.words import event_types
from incidents.words.actor_names import counted_as, is_party, name_of, phrase_of
from incidents.words.place_words import of, place_name, place_words

__all__ = ["according_to", "according_to_outlets", "actor_name", "actor_names", "claimant_name", "corroboration_words", "date_precision_words",
           "date_words", "day_words", "headline", "joined", "of", "period_words", "place_name", "place_precision_words", "place_words",
           "quoted", "range_words", "span_words", "stated_words", "toll_words", "whom_words"]  # fmt: skip


def headline(incident: Incident, lang: str | None = None, *, unit: bool = True) -> str:
    """The incident's title from its values: "Armed clash near Kobé, cercle of Gao"; for a list, without ``unit``: "Armed clash near Kobé"."""
    kind = event_types.find(incident.event_type, incident.sub_event_type)
    what = kind.one(lang or language()) if kind else incident.sub_event_type or incident.event_type
    where = place_words(incident.place, lang, unit=unit)
    return f"{what} {where}" if where else what


def place_precision_words(precision: int, lang: str | None = None) -> str:
    """How well a place is known, in words of the legend (0 to 6)."""
    return {
        0: text("place not resolved", lang=lang), 1: text("the place itself", lang=lang), 2: text("near it", lang=lang),
        3: text("in the cercle", lang=lang), 4: text("in the region", lang=lang), 5: text("along the road or in the zone", lang=lang),
        6: text("only “Mali” given", lang=lang),
    }.get(precision, text("place not resolved", lang=lang))  # fmt: skip


def date_precision_words(precision: int, lang: str | None = None) -> str:
    """How well a date is known, in words (0 undated, 1 to 5)."""
    return {
        0: text("undated", lang=lang), 1: text("to the day", lang=lang), 2: text("to two to six days", lang=lang),
        3: text("to the week", lang=lang), 4: text("to the month", lang=lang), 5: text("to the year", lang=lang),
    }.get(precision, text("undated", lang=lang))  # fmt: skip


def toll_words(toll: Toll | None, lang: str | None = None) -> str:
    """A toll as its words allow: "25 to at least 50", "at least 20", "up to 11", "about 5", "12", "0", or "not reported"."""
    if toll is None:
        return text("not reported", lang=lang)
    return range_words(toll.low, toll.best, toll.high, lang)


def stated_words(incident: Incident, quantity: Quantity, lang: str | None = None) -> str:
    """An incident's toll in words that no claim shown beside it contradicts: "60 to at least 200" where someone speaks of hundreds."""
    return toll_words(stated(incident, quantity), lang)


def range_words(low: int | None, best: int | None, high: int | None, lang: str | None = None) -> str:
    """As :func:`toll_words`, from the three figures."""
    if low is None and best is None and high is None:
        return text("not reported", lang=lang)
    if low is None:
        figure = high if high is not None else best
        return text("up to {n}", lang=lang, n=figure) if high is not None else text("about {n}", lang=lang, n=figure)
    if high is None:
        if best is not None and best > low:
            return text("{low} to at least {high}", lang=lang, low=low, high=best)
        return text("at least {n}", lang=lang, n=low)
    return number(low, lang) if low == high else text("{low} to {high}", lang=lang, low=low, high=high)


def day_words(day: date, lang: str | None = None, pattern: str = "d MMMM y") -> str:
    """A day by locale: "3 April 2022", "1er avril 2022"."""
    lang = lang or language()
    written = format_date(day, pattern, locale=lang)
    return "1er " + written[2:] if lang == "fr" and day.day == 1 and pattern.startswith("d ") else written


def period_words(start: date, end: date, lang: str | None = None) -> str:
    """ "1 January to 31 March 2024", "30 December 2023 to 2 January 2024", "3 April 2022"."""
    if start == end:
        return day_words(start, lang)
    short = "d MMMM" if start.year == end.year else "d MMMM y"
    return text("{a} to {b}", lang=lang, a=day_words(start, lang, short), b=day_words(end, lang))


def date_words(value: DateValue | None, lang: str | None = None) -> str:
    """When, never sharper than it is known: "March 2022", "3–4 April 2022", "25 April, year not given", "undated"."""
    if value is None:
        return text("undated", lang=lang)
    if value.start is None or value.end is None:
        return _yearless(value.edtf, lang)
    return span_words(value.start, value.end, value.precision, lang)


def span_words(start: date, end: date, precision: int, lang: str | None = None) -> str:
    """As :func:`date_words`, from the figures of a dated incident."""
    lang = lang or language()
    following = date.fromordinal(end.toordinal() + 1) if end < date.max else end
    if start.day == 1 and following.day == 1 and precision >= 4:
        if (following.year - start.year) * 12 + following.month - start.month == 1:
            return str(format_date(start, "MMMM y", locale=lang))
        if start.month == 1 and following.month == 1 and following.year - start.year == 1:
            return str(start.year)
    if precision == 3 and (end - start).days == 6:
        return text("week of {day}", lang=lang, day=day_words(start, lang))
    if start != end and (start.year, start.month) == (end.year, end.month):
        first = "1er" if lang == "fr" and start.day == 1 else str(start.day)
        return f"{first}–{day_words(end, lang)}"
    return period_words(start, end, lang)


def _yearless(edtf: str, lang: str | None) -> str:
    """ "XXXX-04-25" or "XXXX-04-25/XXXX-04-26" in words; "undated" where nothing of it can be said."""
    days = list(dict.fromkeys(_day_of_any_year(piece, lang) for piece in edtf.split("/")[:2]))
    if not all(days):
        return text("undated", lang=lang)
    day = days[0] if len(days) == 1 else text("{a} to {b}", lang=lang, a=days[0], b=days[1])
    return text("{day}, year not given", lang=lang, day=day)


def _day_of_any_year(edtf: str, lang: str | None) -> str:
    _, month, day = [*edtf.split("-"), "", ""][:3]
    try:
        known = date(2000, int(month), int(day) if day.isdigit() else 1)  # 2000 has a 29 February
    except ValueError:
        return ""
    return day_words(known, lang, "d MMMM") if day.isdigit() else str(format_date(known, "MMMM", locale=lang or language()))


def actor_name(actor: str | None, lang: str | None = None) -> str:
    """The name of an actor id; an id without an entry is shown as words; None is "not said"."""
    return name_of(actor, lang or language()) if actor else text("not said", lang=lang)


def actor_names(actors: tuple[ActorValue, ...], role: str | None = None, lang: str | None = None) -> str:
    """The names of the actors in ``role`` (or all), each once, joined: "JNIM and Katiba Macina"."""
    return joined([actor_name(a, lang) for a in dict.fromkeys(a.actor for a in actors if role in (None, a.role))], lang)


def joined(names: list[str], lang: str | None = None, most: int = 4) -> str:
    """ "a", "a and b", "a, b and c"; beyond ``most``, "a, b, c and 5 more"."""
    if len(names) > most:
        rest = len(names) - most + 1
        names = [*names[: most - 1], plural("{n} more", "{n} more", rest, lang=lang)]
    if len(names) < 2:
        return "".join(names)
    return text("{list} and {last}", lang=lang, list=", ".join(names[:-1]), last=names[-1])


def according_to(who: str | None, wording: str = "", lang: str | None = None) -> str:
    """Whose account it is: "according to the army"; "“neutralised”, according to the army"."""
    if not who:
        return text("no claimant named", lang=lang)
    said = text("according to {who}", lang=lang, who=phrase_of(who, lang or language()))
    return text("“neutralised”, {said}", lang=lang, said=said) if wording == "neutralised" else said


def claimant_name(who: str, lang: str | None = None) -> str:
    """The claimant as a row is headed: "The army", "Residents, witnesses or associations"."""
    said = phrase_of(who, lang or language())
    return said[:1].upper() + said[1:]


def whom_words(actor: str, lang: str | None = None) -> str:
    """Those whom a figure counts, as it stands after "on": "police officers", "de policiers" (after "à propos")."""
    lang = lang or language()
    return counted_as(actor, lang) or (of(name_of(actor, lang), lang) if lang == "fr" else name_of(actor, lang))


def quoted(words: str, lang: str | None = None) -> str:
    """Words of an article in the quotation marks of the interface."""
    return text("“{words}”", lang=lang, words=words)


def according_to_outlets(publishers: Iterable[str], lang: str | None = None) -> str:
    """Which outlets say so: "according to Sahel Wire and Chronique du Liptako"; "" where none is known."""
    names = [name for name in dict.fromkeys(publishers) if name]
    return text("according to {who}", lang=lang, who=joined(names, lang)) if names else ""


def corroboration_words(incident: Incident, lang: str | None = None) -> str:
    """Plain counts, and whose account the reports give: "2 independent reports; 1 of them gives a party’s own account: the army".

    A paper that quotes only the police is no report by the police, and none that is independent of it either.
    """
    told, theirs = incident.independent_reports, incident.by_party
    parties = [r.claimant.who for r in incident.reports if r.claimant and is_party(r.claimant.who)]
    who = joined([phrase_of(p, lang or language()) for p in dict.fromkeys(parties)], lang)
    if not theirs or not who:
        return plural("{n} independent report", "{n} independent reports", told, lang=lang)
    if told == 1:
        return text("1 report; its account is a party’s own: {who}", lang=lang, who=who)
    words = plural("{n} independent report", "{n} independent reports", told, lang=lang)
    of_them = plural("{n} of them gives a party’s own account: {who}", "{n} of them give a party’s own account: {who}", theirs, lang=lang, who=who)
    return text("; ", lang=lang).join([words, of_them])
