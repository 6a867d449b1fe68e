"""The place grammar as compiled patterns over :mod:`gazetteer.template` marks. Word lists live in ``knowledge/``.

Each rule is (frame, pattern). Every repeat is bounded, so a hostile text costs no more than a long one. "à" keeps its accent
in a template, because "a" is the English article and a French verb.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from gazetteer.context import KNOWLEDGE, alternatives
from gazetteer.grammar_gates import Gate, compass, either, entries, phrases

Rule = tuple[str, str, Gate]

NAME = "[\ue000\ue003\ue004\ue005\ue006]\ue001*"
KNOWN = "[\ue000\ue003\ue006]\ue001*"
COUNTRY = "\ue002\ue001*"
DE = "(?:de la |de l'|de |d'|du |des )"
ARTICLE = (
    "(?:the |le |la |les |l'|un |une |a |an |cette |ce |ces |this |their |its |son |sa |leur |leurs "
    "|deux |trois |quatre |two |three |four |several |plusieurs )"
)
THE = f"{ARTICLE}?"
COMPASS = "(?:north-?east|north-?west|south-?east|south-?west|nord-?est|nord-?ouest|sud-?est|sud-?ouest|north|south|east|west|nord|sud|est|ouest)"
SHORT_WAY = "[ns]{1,2}-?[ewo]|[nsewo]"  # 6 km NE of X
KM = "(?:kilometres?|kilometers?|km|miles?)"
WORD = "[a-z'-]{1,20} "
STOP = "(?:against|contre|sur|on|in|dans|for|pour|by|par|of|de|du|des|and|et|to|from|at|à|au|aux|with|avec|when|where|who|qui|que|ou|as)"


class Prefix(NamedTuple):
    """A frame that words before a name set, with the radius in kilometres that they allow."""

    frame: str
    radius_km: float
    pattern: str
    gate: Gate


@cache
def prefixes() -> tuple[Prefix, ...]:
    """The frames of ``frames.toml``, in the order in which they are tried."""
    table = tomllib.loads((KNOWLEDGE / "frames.toml").read_text(encoding="utf-8"))
    return tuple(Prefix(p["frame"], float(p["radius_km"]), _prefix_pattern(p["words"]), phrases(p["words"])) for p in table["prefix"])


@cache
def radii() -> dict[str, float]:
    """Frame to the kilometres round a place that its words allow; frames that are absent allow none."""
    return {prefix.frame: prefix.radius_km for prefix in prefixes()}


def _prefix_pattern(entries: list[str]) -> str:
    parts = []
    for entry in sorted(entries, key=lambda e: -len(e)):
        pattern = re.escape(entry).replace(r"\ ", " ").replace(r"\{dir\}", f"(?:{COMPASS}(?:ern)? )?").replace(r"\{de\}", DE)
        parts.append(pattern if entry.endswith("{de}") else pattern + " ")
    return "(?:" + "|".join(parts) + ")"


@cache
def noun_phrase() -> str:
    """A name with what may stand round it: "the village of X", "le poste militaire de X", "X town"."""
    nouns = alternatives("settlements", "facilities")
    head = rf"(?:{THE}(?:(?!{STOP} ){WORD}){{0,3}}?{nouns} (?:{WORD}){{0,2}}?(?:of |at |in |à |{DE})?)?"
    return rf"{head}{THE}{NAME}(?:'s)?(?:[ -](?:(?:military |army |air )?{alternatives('camps_after')}|ville|city)\b)?"


@cache
def rules() -> tuple[tuple[str, re.Pattern[str], Gate], ...]:
    """(frame, pattern, gate) in order of precedence; groups a, b hold names, km and way a distance, unit a level's noun.

    A pattern can only match where the paragraph has a word (or a mark) of its gate: that is far quicker to ask.
    """
    ordered = (*_travel(), *_lines(), *_distances(), *_units(), *_borders(), *_countries(), *_features(), *_points(), *_anaphors())
    return tuple((frame, re.compile(rf"(?<![\w-]){pattern}"), gate) for frame, pattern, gate in ordered)


def _travel() -> list[Rule]:
    """Distances told as time: "half a day's walk from X", "à deux heures de route de X"."""
    np = noun_phrase()
    number = rf"(?:\d{{1,3}}|{alternatives('counts')})"
    how_many = rf"(?:an? |une |{number} |quelques |plusieurs |a few )?(?:and a half |demi-)?"
    some_time = rf"(?:(?:half |less than |about |some |moins {DE}|environ )?{how_many}{alternatives('travel_times')}(?:'s|s'|s)? )"
    return [
        ("area", rf"{some_time}{THE}{alternatives('travel_en')} (?:of|from|away from|outside) (?P<a>{np})", entries("travel_times")),
        ("area", rf"(?:à )?{some_time}{alternatives('travel_fr')} {DE}(?P<a>{np})", entries("travel_times")),
    ]


def _lines() -> list[Rule]:
    """Roads, river stretches and "between A and B"; one-ended roads; the river alone, which is no place."""
    np, road, river = noun_phrase(), alternatives("roads"), alternatives("rivers")
    on_road, abroad = entries("roads"), either(COUNTRY[0])
    journey_ends = rf"(?P<a>{np}) (?:to|for|à|vers|pour|jusqu'à|à destination de) (?P<b>{np})"
    on = "(?:(?:on|along|sur|le long de|au long de|dans|over|off) )?"
    which = rf"{THE}(?:{WORD}){{0,2}}?"
    number = r"(?: ?n?°? ?\d{1,2})?"
    joins = alternatives("joins")
    both = rf"(?P<a>{np}) (?:and|et|to|with|à|au|jusqu'à|vers|et de) ?(?P<b>{np})"
    dash = " ?[-/] ?"
    return [
        ("journey", rf"en route (?:from |depuis |de |d'){journey_ends}", either("route")),
        ("river", rf"{on}{which}(?:{river}|(?:fleuve )?{COUNTRY})(?: river)?,? (?:between|entre) {both}", either("between", "entre")),
        ("road", rf"{on}{which}{road}(?: [a-z]{{1,15}})?{number},? (?:{joins} |d')?{both}", on_road),
        ("road", rf"{on}{which}{road}{number} (?:[a-z]{{1,15}} )?(?P<a>{NAME}){dash}(?P<b>{NAME})(?:{dash}(?P<c>{NAME}))?", on_road),
        ("road", rf"{on}{THE}(?P<a>{NAME})(?:{dash}| to )(?P<b>{NAME})(?:[-/](?P<c>{NAME}))? {road}\b", on_road),
        (
            "between",
            rf"(?:somewhere |quelque part |midway |half-?way |à mi-chemin )?(?:between|btw|entre) (?P<a>{np}) (?:and|et) (?:de |d')?(?P<b>{np})",
            either("between", "btw", "entre"),
        ),
        ("between", rf"à mi-chemin (?:entre |{DE})(?P<a>{np}) et {DE}?(?P<b>{np})", either("chemin")),
        ("departure", rf"(?:while |when |en )?(?:leaving|quittant) {journey_ends}", either("leaving", "quittant")),
        ("journey", rf"(?:from |depuis |de |d'|{alternatives('leaving')} ){journey_ends}", entries("leaving", more=("from", "depuis", "de", "d"))),
        ("destination", rf"{alternatives('vehicles')} (?:(?!{STOP} )[a-z0-9'-]{{1,15}} |de ){{0,4}}(?:for|pour) (?P<a>{NAME})", entries("vehicles")),
        ("destination", rf"{alternatives('vehicles')} to (?P<a>{NAME})", entries("vehicles")),
        ("origin", rf"{alternatives('vehicles')} (?:de |d')(?P<a>{KNOWN})", entries("vehicles")),
        ("origin", rf"(?:par|via|by|through) {THE}(?:{WORD})?{road} (?:from |{DE})(?P<a>{np})", on_road),
        ("toward", rf"{on}{which}{road} (?:to |towards |from |vers |menant à |qui mene à |{DE})(?P<a>{np})", on_road),
        ("toward", rf"(?:on|along) the (?P<a>{NAME}) {road}\b", on_road),
        ("stream", rf"(?:(?:on|along|sur|le long de) )?(?:the |le |du )?(?:(?:fleuve|river) {COUNTRY}|{COUNTRY} river)", either("fleuve", "river")),
        ("stream", rf"(?:on|along|sur|le long de) (?:the |le |du ){COUNTRY}(?! (?:border|side|frontier))", abroad),
    ]


def _distances() -> list[Rule]:
    """ "N km (way) of X" and "(way) of X"."""
    np = noun_phrase()
    number = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{alternatives('counts')})"
    about = f"(?:{alternatives('about')} )?"
    away = "(?:of|from|outside|away from|off|out of|before|short of|past|beyond)"
    aside = r"(?: ?\([^()]{1,20}\))?"  # "330 km (205 miles)"
    toward = "(?:au |à l'|vers le |vers l'|dans le )"
    units = alternatives("units_region", "units_cercle", "units_commune")  # "in the north of the Koro cercle" is that cercle
    counted = either("km", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles")
    return [
        (
            "distance",
            rf"{about}(?P<km>{number})[ -]?(?P<unit>{KM}){aside}(?: to| in)?(?: the)?"
            rf"(?: (?P<way>{COMPASS}|{SHORT_WAY})(?:wards?|ern)?)? {away} (?P<a>{np})",
            counted,
        ),
        (
            "distance",
            rf"(?:à |situee? à |distante? de )?{about}(?P<km>{number}) (?P<unit>{KM}){aside}(?: environ)?"
            rf"(?:,? (?:plus )?(?:{toward})?(?P<way>{COMPASS}|{SHORT_WAY}))? (?:{DE}|avant |apres )(?P<a>{np})",
            counted,
        ),
        ("direction", rf"(?:just )?(?:to the )?(?:far )?(?P<way>{COMPASS}) of (?P<a>{np})(?!\ue001| {units}\b)", compass()),
        ("direction", rf"(?:tout )?(?:au |à l'|dans le |plus au )(?:extreme[ -])?(?P<way>{COMPASS}) {DE}(?P<a>{np})", compass()),
    ]


def _units() -> list[Rule]:
    """Regions, cercles and communes, one or a list; "dans celui de X" takes the noun last used."""
    units = alternatives("units_region", "units_cercle", "units_commune")
    prep = "(?:(?:in|within|across|throughout|from|of|dans|en|de|sur|à travers) )?"
    kind = f"(?:{alternatives('unit_adjectives')} ){{0,2}}"
    of_unit = entries("units_region", "units_cercle", "units_commune")
    listed = rf"(?P<more>(?:, ?(?:de |d')?{NAME}){{0,5}},? (?:and|et) (?:de |d'|of )?{NAME})?"
    return [
        ("unit", rf"{prep}{THE}{kind}{THE}(?P<unit>{units})(?: rurale| urbaine| administrative)? (?:of |{DE})(?P<a>{NAME}){listed}", of_unit),
        (
            "unit",
            rf"{prep}(?:the |{COUNTRY}'s )?{kind}(?P<a>{NAME})(?P<more>(?:, {NAME}){{0,5}},? and {NAME})?(?:'s)? "
            rf"(?:rural |urban |administrative )?(?P<unit>{units})\b(?! (?:of|de|d')\b)",
            of_unit,
        ),
        ("unit", rf"{prep}{THE}(?P<unit>commune) (?P<roman>iii|ii|iv|vi|v|i)\b(?: (?:du district )?(?:de|of|in|à) {NAME})?", either("commune")),
        ("unit", rf"(?:dans |de |à )(?:celui|celle|ceux|celles) {DE}(?P<a>{NAME})", either("celui", "celle", "ceux", "celles")),
    ]


def _borders() -> list[Rule]:
    """The border itself, with or without the other country's name."""
    border = "(?:borders?|frontiers?|borderlands?|frontieres?)(?! (?:post|town|village|crossing|settlement|guard|police))"
    near = f"(?:(?:very |tout )?{alternatives('border_prepositions')} )?"
    demonym = alternatives("border_demonyms")
    strip = "(?: (?:area|region|zone|strip))?"
    at_border = either("border", "borders", "frontier", "frontiers", "borderland", "borderlands", "frontiere", "frontieres")
    return [
        (
            "border",
            rf"{near}(?:the |la |l'|les )?(?:{COUNTRY}(?:'s)?[ -])?{border}{strip} (?:with|avec|between|entre|du|de la|de l'|de) ?"
            rf"(?:the |le |la |l')?(?P<a>{COUNTRY})(?: (?:and|et) (?:le |la |l')?{COUNTRY})?",
            at_border,
        ),
        ("border", rf"{near}(?:the |la |l'|les )?(?P<a>{COUNTRY})(?:(?:'s)? |-){COUNTRY} {border}", at_border),
        (
            "border",
            rf"(?:(?:near|close to|not far from|bordering|opposite) |(?:pres|proches?|non loin|frontaliere?s?|voisine?s?) {DE})(?P<a>{COUNTRY})",
            either(COUNTRY[0]),
        ),
        ("border", rf"{near}(?:the |la |l'|les )(?:[a-z]{{4,15}} )?{border}(?: {demonym})?\b", at_border),
    ]


def _countries() -> list[Rule]:
    """A country, a part of it, or "several cities"."""
    part, adjective = alternatives("parts"), alternatives("part_adjectives")
    inside = "(?:in|across|throughout|inside|within|elsewhere in|dans|à travers|ailleurs dans)"
    of = "(?:of |du |de |de la |de l')"
    land = either(COUNTRY[0], "country", "pays")
    around, all_of = "in|across|throughout|dans|au|à|du|from|of", "(?:the |le |la |l'|tout le |toute la )?"
    some, many = alternatives("vague_counts"), "(?:cities|towns|localities|villages|places|villes|localites|regions)"
    return [
        ("part", rf"(?:(?:{around}) )?(?:the |le |l')?(?P<part>{part}) {of}(?:the |le )?(?:{COUNTRY}|country|pays)", land),
        ("part", rf"(?:(?:in|across|throughout|from|of) )?(?P<part>{adjective}) (?:and {adjective} )?(?P<a>{COUNTRY})", either(COUNTRY[0])),
        ("country", rf"(?:{inside} )?{some} (?:other )?{many}(?: (?:of|across|in|du|de) {COUNTRY})?", entries("vague_counts")),
        ("country", rf"(?:{inside}|from|of|au|en|du|de) {all_of}(?:whole |territoire |neighbou?ring |nearby )?(?P<a>{COUNTRY})", either(COUNTRY[0])),
        ("country", rf"{inside} (?:the|le|tout le) (?:whole |entire )?(?:country|pays)\b", land),
    ]  # fmt: skip


def _features() -> list[Rule]:
    """Forests, lakes, hills and wells by name."""
    nouns = "foret|forest|bois|lac|lake|mare|oued|wadi|colline|hill|mont|mount|puits|well|falaise"
    return [
        ("kind", rf"(?:(?:in|en|dans|à|au) )?{THE}(?P<kind>{nouns})s?(?: classee?)?(?: of|) ?{DE}?(?P<a>{NAME})", phrases(nouns.split("|"))),
        (
            "kind",
            rf"(?:(?:in|en|dans|at|near) )?(?:the )?(?P<a>{NAME}) (?P<kind>forest|lake|hills?|woods?|wadi|well|wells)\b",
            phrases(("forest", "lake", "hill", "wood", "wadi", "well")),
        ),
    ]


def _points() -> list[Rule]:
    """The frames of ``frames.toml``, "the X area", and names that a noun makes sure ("the village of X", "X camp")."""
    np, nouns = noun_phrase(), alternatives("settlements", "facilities")
    area = (
        rf"(?:(?:in|within|across|from|of) )?(?:the )?(?:greater |wider )?(?P<a>{NAME})(?:[ -](?:town|city))?(?:'s)? {alternatives('areas_after')}\b"
    )
    named = rf"(?:{ARTICLE}(?:(?!{STOP} ){WORD}){{0,2}}?)?{nouns} (?:{WORD})?(?:of |at |{DE})(?P<a>{NAME})"
    camp = rf"(?:the |their )?(?P<a>{NAME}) (?:army |military |market )?{alternatives('camps_after')}\b"
    framed = [(prefix.frame, rf"{prefix.pattern}(?P<a>{np})", prefix.gate) for prefix in prefixes()]
    return [
        ("area", area, entries("areas_after")),
        *framed,
        ("named", named, entries("settlements", "facilities")),
        ("named", camp, entries("camps_after")),
    ]


def _anaphors() -> list[Rule]:
    """ "this locality", "in the same cercle", "sur place"."""
    noun, unit = alternatives("anaphor_nouns"), alternatives("units_region", "units_cercle", "units_commune")
    which = "(?:this|that|the same|cette meme|cette|ce meme|ce|la meme|le meme)"
    nearby = "|".join(f"(?P<{p.frame}>{p.pattern})" for p in prefixes() if p.frame in ("exit", "near", "around", "area"))
    here = "(?:in|at|inside|within|from|into|dans|à|en|de|vers)"
    again = entries("anaphor_nouns")
    number = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{alternatives('counts')})"
    way = f"(?: (?:to the |au |à l')?(?P<way>{COMPASS}|{SHORT_WAY}))?"
    return [
        (
            "anaphor",
            rf"(?:à )?(?:{alternatives('about')} )?(?P<km>{number})[ -]?(?P<unit>{KM}){way} "
            rf"(?:(?:of|from|outside|de) (?P<which>{which}|the|la)|du) {noun}\b"
            rf"(?! (?:of|de|d')\b)",
            again,
        ),
        ("anaphor", rf"(?:{nearby}|{here} )?(?P<which>{which}) {noun}\b(?! (?:of|de|d')\b)", again),
        ("anaphor", rf"(?:{nearby}|{here} )(?P<which>the|la|le) {noun}\b(?! (?:of|de|d'|du|voisin)\b)", again),
        ("same-unit", rf"{here} {which} (?P<unit>{unit})\b(?! (?:of|de|d'|du|des)\b)", entries("units_region", "units_cercle", "units_commune")),
        ("anaphor", r"sur place\b", either("place")),
        ("anaphor", r"(?<=d )there(?=[.,;])", either("there")),
    ]
