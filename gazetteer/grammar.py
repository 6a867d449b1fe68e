"""The place grammar as compiled patterns over :mod:`gazetteer.template` marks. Word lists live in ``knowledge/``.

Each rule is (frame, pattern). Every repeat is bounded and no quantifier holds another, so a hostile text costs no more
than a long one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from gazetteer.context import KNOWLEDGE, alternatives

NAME = "[\ue000\ue003\ue004\ue005\ue006]\ue001*"
KNOWN = "[\ue000\ue003\ue005\ue006]\ue001*"
COUNTRY = "\ue002\ue001*"
DE = "(?:de la |de l'|de |d'|du |des )"
THE = "(?:the |le |la |les |l'|un |une |a |an |cette |ce |ces |this |their |its |son |sa |leur |leurs |deux |trois |two |three |several |plusieurs )?"
COMPASS = (
    "(?:north-?east|north-?west|south-?east|south-?west|nord-?est|nord-?ouest|sud-?est|sud-?ouest|north|south|east|west|nord|sud|est|ouest)"
)
NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d{1,2})?|une (?:petite |bonne )?(?:dizaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine) de"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cinquante|soixante))"
)
KM = r"(?:kilometres?|kilometers?|km|miles?)"


class Prefix(NamedTuple):
    """A frame that words before a name set, with the radius in kilometres that they allow."""

    frame: str
    radius_km: float
    pattern: str


@cache
def prefixes() -> tuple[Prefix, ...]:
    """The frames of ``frames.toml``, in the order in which they are tried."""
    table = tomllib.loads((KNOWLEDGE / "frames.toml").read_text(encoding="utf-8"))
    return tuple(Prefix(p["frame"], float(p["radius_km"]), _prefix_pattern(p["words"])) for p in table["prefix"])


def _prefix_pattern(entries: list[str]) -> str:
    parts = []
    for entry in sorted(entries, key=lambda e: -len(e)):
        pattern = re.escape(entry).replace(r"\ ", " ").replace(r"\{dir\}", f"(?:{COMPASS}(?:ern)? )?").replace(r"\{de\}", DE)
        parts.append(pattern if entry.endswith("{de}") else pattern + " ")
    return "(?:" + "|".join(parts) + ")"


_STOP = r"(?:against|contre|sur|on|in|dans|for|pour|by|par|of|de|du|des|and|et|to|from|at|a|au|aux|with|avec|when|where|who|qui|que|ou|as)"


@cache
def noun_phrase() -> str:
    """A name with what may stand round it: "the village of X", "le poste militaire de X", "X town"."""
    nouns = alternatives("settlements", "facilities")
    head = rf"(?:{THE}(?:(?!{_STOP} )[a-z'-]{{1,20}} ){{0,3}}?{nouns} (?:[a-z'-]{{1,20}} ){{0,2}}?(?:of |at |in |a |{DE})?)?"
    return rf"{head}{THE}{NAME}(?:'s)?(?:[ -](?:town|ville|city|village)\b)?"


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(frame, pattern) in order of precedence; groups a, b hold names, km and way a distance, unit a level's noun."""
    return tuple((frame, re.compile(rf"(?<![\w-]){pattern}")) for frame, pattern in (*_lines(), *_distances(), *_units(), *_vague(), *_points(), *_anaphors()))


def _lines() -> list[tuple[str, str]]:
    np, road, river = noun_phrase(), alternatives("roads"), alternatives("rivers")
    on = r"(?:(?:on|along|sur|le long de|au long de|dans|over|off) )?"
    which = rf"{THE}(?:[a-z'-]{{1,20}} ){{0,2}}?"
    joins = r"(?:linking|connecting|joining|reliant|relie|qui relie|menant de|allant de|which links|that links|leading from|running from|running between|from|between|entre|de|d')"
    ends = rf"(?P<b>{np})"
    both = rf"(?P<a>{np}) (?:and|et|to|with|a|au|jusqu'a|vers|et de) ?{ends}"
    number = r"(?: ?n?°? ?\d{1,2})?"
    return [
        ("river", rf"{on}{which}(?:{river}|(?:fleuve )?{COUNTRY})(?: river)?,? (?:between|entre) {both}"),
        ("road", rf"{on}{which}{road}(?: [a-z]{{1,15}})?{number},? {joins} ?{both}"),
        ("road", rf"{on}{which}{road}{number} (?:[a-z]{{1,15}} )?(?P<a>{NAME}) ?[-/] ?(?P<b>{NAME})(?: ?[-/] ?(?P<c>{NAME}))?"),
        ("road", rf"{on}{THE}(?P<a>{NAME})(?: ?[-/] ?| to )(?P<b>{NAME})(?:[-/](?P<c>{NAME}))? {road}\b"),
        ("between", rf"(?:somewhere |quelque part |midway |half-?way |a mi-chemin )?(?:between|entre) (?P<a>{np}) (?:and|et) (?:de |d')?{ends}"),
        ("between", rf"a mi-chemin (?:entre |{DE})(?P<a>{np}) et {DE}?{ends}"),
        ("toward", rf"{on}{which}{road} (?:to |towards |from |vers |menant a |qui mene a |{DE})(?P<a>{np})"),
        ("toward", rf"(?:on|along) the (?P<a>{NAME}) {road}\b"),
        ("stream", rf"(?:(?:on|along|sur|le long de) )?(?:the |le |du )?(?:(?:fleuve|river) {COUNTRY}|{COUNTRY} river)"),
        ("stream", rf"(?:on|along|sur|le long de) (?:the |le |du ){COUNTRY}(?! (?:border|side|frontier))"),
    ]  # fmt: skip


def _distances() -> list[tuple[str, str]]:
    np = noun_phrase()
    about = r"(?:about |around |some |roughly |nearly |almost |just |less than |more than |over |barely |environ |quelque |quelques |pres de |moins de |plus de |a peine |un peu plus de )?"
    return [
        ("distance", rf"{about}(?P<km>{NUMBER})[ -]?(?P<unit>{KM})(?: to)?(?: the)?(?: (?P<way>{COMPASS})(?:wards?|ern)?)? (?:of|from|outside|away from|off|out of) (?P<a>{np})"),
        ("distance", rf"(?:a |situee? a |distante? de )?{about}(?P<km>{NUMBER}) (?P<unit>{KM})(?: environ)?(?:,? (?:plus )?(?:au |a l'|vers le |vers l'|dans le )(?P<way>{COMPASS}))? {DE}(?P<a>{np})"),
        ("direction", rf"(?:just )?(?:to the )?(?:far )?(?P<way>{COMPASS}) of (?P<a>{np})"),
        ("direction", rf"(?:tout )?(?:au |a l'|dans le |plus au )(?:extreme[ -])?(?P<way>{COMPASS}) {DE}(?P<a>{np})"),
    ]  # fmt: skip


def _units() -> list[tuple[str, str]]:
    units = alternatives("units_region", "units_cercle", "units_commune")
    prep = r"(?:(?:in|within|across|throughout|from|of|dans|en|de|sur|a travers) )?"
    old = r"(?:(?:whole|entire|same|new|nouvelle|nouveau|meme|vaste|far|southern|northern|eastern|western|central|far-northern|far-southern|far-eastern|toute?|troubled|neighbouring|voisine?) ){0,2}"
    more = rf"(?P<more>(?:, ?(?:de |d')?{NAME}){{0,5}},? (?:and|et) (?:de |d'|of )?{NAME})?"
    return [
        ("unit", rf"{prep}{THE}{old}{THE}(?P<unit>{units})(?: rurale| urbaine| administrative)? (?:of |{DE})(?P<a>{NAME}){more}"),
        ("unit", rf"{prep}(?:the |{COUNTRY}'s )?{old}(?P<a>{NAME})(?P<more>(?:, {NAME}){{0,5}},? and {NAME})?(?:'s)? (?:rural |urban |administrative )?(?P<unit>{units})\b(?! (?:of|de|d')\b)"),
        ("unit", rf"(?:dans |de |a )(?:celui|celle|ceux|celles) {DE}(?P<a>{NAME})"),
    ]  # fmt: skip


def _vague() -> list[tuple[str, str]]:
    part = r"(?:north|south|east|west|centre|center|far north|far south|nord|sud|est|ouest|extreme[ -]nord|extreme[ -]sud|north-?east|north-?west|south-?east|south-?west|nord-est|nord-ouest|sud-est|sud-ouest)"
    adjective = r"(?:northern|southern|eastern|western|central|north-?eastern|north-?western|south-?eastern|south-?western)"
    some = r"(?:several|many|various|some|plusieurs|de nombreuses|certaines|differentes|diverses)"
    border = r"(?:borders?|frontiers?|borderlands?|frontieres?)(?! (?:post|town|village|crossing|settlement|guard|police))"
    near = r"(?:(?:very |tout )?(?:near|close to|along|on|at|not far from|towards?|just across|pres de|proche de|non loin de|a|le long de|sur|a proximite de|vers) )?"
    return [
        ("border", rf"{near}(?:the |la |l'|les )?(?:{COUNTRY}(?:'s)?[ -])?{border}(?: (?:area|region|zone|strip))? (?:with|avec|between|entre|du|de la|de l'|de) ?(?:the |le |la |l')?(?P<a>{COUNTRY})(?: (?:and|et) (?:le |la |l')?{COUNTRY})?"),
        ("border", rf"{near}(?:the |la |l'|les )?(?P<a>{COUNTRY})(?:(?:'s)? |-){COUNTRY} {border}"),
        ("border", rf"{near}(?:the |la |l'|les )(?:[a-z]{{4,15}} )?{border}(?: (?:algerienne|mauritanienne|nigerienne|burkinabee?|senegalaise|guineenne|ivoirienne|malienne|nigero-[a-z]{{4,12}}|mauritano-[a-z]{{4,12}}|burkinabe))?\b"),
        ("part", rf"(?:(?:in|across|throughout|dans|au|a|du|from|of) )?(?:the |le |l')?(?P<part>{part}) (?:of |du |de |de la |de l')(?:the |le )?(?:{COUNTRY}|country|pays)"),
        ("part", rf"(?:(?:in|across|throughout|from|of) )?(?P<part>{adjective}) (?:and {adjective} )?(?P<a>{COUNTRY})"),
        ("country", rf"(?:(?:in|across|throughout|dans|a travers) )?{some} (?:other )?(?:cities|towns|localities|villages|places|villes|localites|regions)(?: (?:of|across|in|du|de) {COUNTRY})?"),
        ("country", rf"(?:in|across|throughout|inside|within|from|of|au|en|dans|a travers|du|de) (?:the |le |la |l'|tout le |toute la )?(?:whole |territoire )?(?P<a>{COUNTRY})"),
        ("country", r"(?:in|across|throughout|inside|within|elsewhere in|dans|a travers|ailleurs dans) (?:the|le|tout le) (?:whole |entire )?(?:country|pays)\b"),
        ("kind", rf"(?:(?:in|en|dans|a) )?{THE}(?P<kind>foret|forest|bois|lac|lake|mare|oued|wadi|colline|hill|mont|mount|puits|well|falaise)s?(?: classee?)?(?: of|) ?{DE}?(?P<a>{NAME})"),
        ("kind", rf"(?:(?:in|en|dans|at|near) )?(?:the )?(?P<a>{NAME}) (?P<kind>forest|lake|hills?|woods?|wadi|well|wells)\b"),
    ]  # fmt: skip


def _points() -> list[tuple[str, str]]:
    np = noun_phrase()
    area = rf"(?:(?:in|within|across|from|of) )?(?:the )?(?:greater |wider )?(?P<a>{NAME})(?:[ -](?:town|city))?(?:'s)? (?:area|sector|zone|surroundings|countryside)\b"
    nouns = alternatives("settlements", "facilities")
    named = rf"(?:{THE[:-1]}(?:(?!{_STOP} )[a-z'-]{{1,20}} ){{0,2}}?)?{nouns} (?:[a-z'-]{{1,20}} )?(?:of |at |{DE})(?P<a>{NAME})"
    camp = rf"(?:the |their )?(?P<a>{NAME}) (?:army |military |market )?(?:camp|base|garrison|town|village|market|barracks|post|outpost)\b"
    return [("area", area)] + [(prefix.frame, rf"{prefix.pattern}(?P<a>{np})") for prefix in prefixes()] + [("named", named), ("named", camp)]


def _anaphors() -> list[tuple[str, str]]:
    noun = r"(?:town|village|locality|city|settlement|hamlet|localite|ville|bourgade|bourg|hameau|site|camp)"
    unit = alternatives("units_region", "units_cercle", "units_commune")
    which = r"(?:this|that|the same|cette meme|cette|ce meme|ce|la meme|le meme)"
    nearby = "|".join(f"(?P<{p.frame}>{p.pattern})" for p in prefixes() if p.frame in ("exit", "near", "around", "area"))
    here = r"(?:in|at|inside|within|from|into|dans|a|en|de|vers)"
    return [
        ("anaphor", rf"(?:{nearby}|{here} )?(?P<which>{which}) {noun}\b(?! (?:of|de|d')\b)"),
        ("anaphor", rf"(?:{nearby}|{here} )(?P<which>the|la|le) {noun}\b(?! (?:of|de|d'|du|voisin)\b)"),
        ("same-unit", rf"(?:{here} )(?:{which}) (?P<unit>{unit})\b(?! (?:of|de|d'|du|des)\b)"),
        ("anaphor", r"sur place\b"),
        ("anaphor", r"(?<=d )there(?=[.,;])"),
    ]
