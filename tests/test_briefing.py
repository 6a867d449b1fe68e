"""The briefing picture as its reader sees it: no words over one another, no mark hidden, each place named, each figure's author told."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from gazetteer.model import Admin
from incidents.exporting import briefing, briefing_map, briefing_words
from incidents.exporting.briefing import Caption, pictures
from incidents.exporting.files import Origin
from incidents.exporting.paper import HEIGHT, POINT, WIDTH, Paper, fitted, shortened, width, wrapped
from incidents.exporting.placing import Box, Room, around, overlap
from incidents.model import Claim, Claimant, DateValue, Document, Evidence, Incident, PlaceValue, Toll
from incidents.query.counts import Counts
from incidents.query.filters import Filters
from incidents.query.sentence import asked_words
from incidents.words import event_types

ORIGIN = Origin("0123456789abcdef", "region=Mopti")
MOPTI = Admin("Mopti", "ML05", "Koro", "ML0506")
SAMPLE = replace(ORIGIN, is_sample=True)


@dataclass
class Seen:
    """What was written and where the legend, scale and inset of each picture lie."""

    words: list[tuple[str, Box]] = field(default_factory=list)
    keys: list[Box] = field(default_factory=list)
    signs: list[Any] = field(default_factory=list)

    def texts(self) -> str:
        return "\n".join(words for words, _ in self.words).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    found, write, laid, signs = Seen(), Paper.write, briefing_map._laid_out, briefing_map._signs

    def noted(self: Paper, x: float, y: float, words: str, size: float, color: str = "", halo: str = "", **more: Any) -> None:
        wide = width(words, size, more.get("weight", "normal"))
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[more.get("ha", "left")]
        if not more.get("rotation"):  # what is written across the map may lie below anything
            found.words.append((words, (left, y - size * POINT * 0.36, left + wide, y + size * POINT * 0.36)))
        else:
            found.words.append((words, (0, 0, 0, 0)))
        write(self, x, y, words, size, *([color] if color else []), halo=halo, **more)

    def laid_out(*given: Any) -> Any:
        frame, boxes = laid(*given)
        found.keys = list(boxes.values())
        return frame, boxes

    def signed(*given: Any) -> Any:
        found.signs = signs(*given)
        return found.signs

    monkeypatch.setattr(Paper, "write", noted)
    monkeypatch.setattr(briefing_map, "_laid_out", laid_out)
    monkeypatch.setattr(briefing_map, "_signs", signed)
    return found


def at(lat: float, lon: float, name: str = "Dioungani-des-Falaises", precision: int = 1, **more: Any) -> PlaceValue:
    return PlaceValue(name, precision, lat, lon, more.pop("geometry", "point"), Evidence(), admin=more.pop("admin", MOPTI), **more)


def many(incident: Incident, places: list[PlaceValue], year: int = 2022) -> list[Incident]:
    """Incidents whose types, dates and tolls are as long as they come."""
    kinds = sorted((k for k in event_types.all_types() if k.sub), key=lambda k: -len(k.one("fr")))
    tolls = [Toll(28, 79, None, Evidence()), None, Toll(400, 500, 600, Evidence()), Toll(0, 0, 0, Evidence())]
    found = []
    for n, place in enumerate(places):
        kind, day = kinds[n % 6], date(year + n % 3, 9, 12 + n)
        found.append(replace(incident, id=f"i{n}", event_type=kind.type, sub_event_type=kind.sub, place=place, killed=tolls[n % 4],
                             date=DateValue(day, day, 1, day.isoformat(), Evidence())))  # fmt: skip
    return found


def draw(incidents: list[Incident], document: Document, lang: str, origin: Origin = ORIGIN, **more: Any) -> list[bytes]:
    return pictures(incidents, [document], Caption("Incidents in Mopti", "7 on the map", origin, lang, **more))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_words_lie_over_others_or_run_out_of_the_picture(incident: Incident, document: Document, seen: Seen, lang: str) -> None:
    places = [at(14.0 + n * 0.11 % 1.3, -4.5 + n * 0.23 % 2.6) for n in range(17)]
    draw(many(incident, places), document, lang, SAMPLE)
    boxes = [(words, box) for words, box in seen.words if box[2] > 0]
    for n, (words, box) in enumerate(boxes):
        assert box[0] >= 0, words
        assert box[1] >= 0, words
        assert box[2] <= WIDTH, words
        assert box[3] <= HEIGHT, words
        assert [other for other, one in boxes[n + 1 :] if overlap(box, one) > 6] == [], words
    assert seen.texts().count("Dioungani-des-Falaises") == 17, "the place is never lost to …"
    assert seen.texts().count("=Test Wire") == 18, "nor is the source's name: 17 rows and the foot"


def _crowd() -> list[PlaceValue]:
    around_gao = [at(16.27 + n * 0.02, -0.05 + n * 0.03, "Gao") for n in range(9)]
    return [*around_gao, at(15.9, -4.0, precision=4, unit_pcode="ML05"), at(14.35, -3.6, precision=2, radius_m=25_000.0, geometry="circle"),
            *(at(lat, lon) for lat, lon in ((10.5, -7.9), (14.4, -11.9), (20.2, 0.9), (15.1, 3.9), (12.6, -8.0), (17.0, -6.0)))]  # fmt: skip


@pytest.mark.parametrize("places", [
    _crowd(), _crowd()[:9], [at(14.1, -3.1)], [at(15.0, -4.9), at(13.2, -2.0)], [at(24.9, -5.0), at(10.2, -8.0), at(14.5, -12.2), at(15.0, 4.2)],
], ids=["everywhere", "at one town", "one", "corner to corner", "at the four ends"])  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_mark_is_hidden_and_each_has_its_number(incident: Incident, document: Document, seen: Seen, places: list[PlaceValue], lang: str) -> None:
    draw(many(incident, places), document, lang)
    boxes = [one.box for one in seen.signs]
    for box in boxes:
        assert overlap(box, briefing_map.MAP) == pytest.approx((box[2] - box[0]) * (box[3] - box[1])), "inside the frame"
        assert not any(overlap(box, key) for key in seen.keys), "not below legend, inset or scale"
    for n, one in enumerate(seen.signs):
        near = [other for other in seen.signs[n + 1 :] if math.dist(one.at, other.at) < 0.8 * (one.half[0] + other.half[0])]
        assert not near, "two marks are told apart"
    assert sorted(number for one in seen.signs for number in one.numbers) == list(range(1, len(places) + 1))
    on_map = [words for words, box in seen.words if briefing_map.MAP[0] < box[0] < briefing_map.MAP[2] and box[3] < briefing_map.MAP[3]]
    told = {int(word) for words in on_map if words.replace(",", "").replace(" ", "").isdigit() for word in words.replace(",", " ").split()}
    assert set(range(1, len(places) + 1)) <= told
    for n, key in enumerate(seen.keys):
        assert not any(overlap(key, other) for other in seen.keys[n + 1 :])


def test_the_map_says_where_in_mali_it_is_and_what_lies_around(incident: Incident, document: Document, seen: Seen) -> None:
    draw(many(incident, [at(14.3, -3.6)]), document, "fr")
    spaced = {words.replace("\u2009", "").replace("\u200a", "") for words, _ in seen.words}
    assert {"MOPTI", "BURKINA FASO", "cadre\u00a0: cette carte", "N", "100 km"} <= spaced
    seen.words.clear()
    draw([], document, "en")
    assert "frame: this map" not in seen.texts(), "all of Mali needs no inset"
    assert "No incident fits this filter." in seen.texts()


def test_a_french_picture_holds_no_english_mark_and_no_raw_query(incident: Incident, document: Document, seen: Seen) -> None:
    asked = asked_words(Filters(regions=("Mopti",), start=date(2024, 1, 1)), Counts(), "fr")
    draw([incident], document, "fr", SAMPLE, asked=asked)
    assert "SAMPLE" not in seen.texts()
    assert "EXEMPLE, EN PARTIE INVENTÉ" in [words for words, _ in seen.words]
    assert "region=" not in seen.texts()
    assert "Mopti" in asked
    assert "1er janvier 2024" in asked
    assert "filtre : " + asked.replace("\u00a0", " ") in seen.texts().replace("\n", " ")
    assert asked_words(Filters(), Counts(), "fr") == ""


def claim(who: str | None, low: int | None, best: int | None, high: int | None) -> Claim:
    return Claim("killed", "asserts", Claimant(who, Evidence()) if who else None, low, best, high, None, Evidence())


def told(incident: Incident, *claims: Claim, toll: tuple[int | None, int | None, int | None]) -> Incident:
    said = Toll(*toll, Evidence())
    return replace(incident, killed=said, reports=(replace(incident.reports[0], claims=claims, killed=said),))


@pytest.mark.parametrize(("claims", "toll", "words", "why"), [
    ([(16, 20, 24)], (16, 20, 24), "about 20 (16 to 24)", "“une vingtaine” is no range"),
    ([(9, 9, 9), (21, 21, 21)], (9, 15, 21), "9 to 21", "two claimants give the ends"),
    ([(40, None, 50)], (40, None, 50), "40 to 50", "a range that was said"), ([(12, 12, 12)], (12, 12, 12), "12", "a number"),
])  # fmt: skip
def test_a_toll_is_worded_as_it_was_said(incident: Incident, claims: list[Any], toll: Any, words: str, why: str) -> None:
    figures = [claim(who, *one) for who, one in zip(("fama", "jnim"), claims, strict=False)]
    assert briefing_words.killed(told(incident, *figures, toll=toll), "en") == words, why


def test_a_range_of_several_claimants_is_not_put_to_one_of_them(incident: Incident) -> None:
    several = told(incident, claim("government-mali", 15, 15, 15), claim("jnim", 64, 64, 64), claim(None, 15, 15, 15), toll=(15, 15, 64))
    assert briefing_words.accounts(several, "en") == ["3 claimants: the government, JNIM, one not named", "3 claimants"]
    one = told(incident, claim("fama", 9, 9, 9), claim("fama", 10, 10, 10), toll=(9, 10, 10))
    assert briefing_words.accounts(one, "en") == ["according to the army"]


def test_the_year_is_left_out_only_where_the_sentence_says_it(incident: Incident) -> None:
    assert briefing._year_is_said([incident], "Incidents in Gao, 1 January to 31 March 2024: 1 incident")
    assert not briefing._year_is_said([incident], "1 incident reported in Mali, 21 May 2014 to 10 November 2025")
    assert not briefing._year_is_said([incident], "Incidents in Gao")


def test_words_of_an_article_cannot_turn_a_line(incident: Incident, document: Document, seen: Seen) -> None:
    draw([replace(incident, place=at(14.0, -3.0, "\u202eoaG"))], replace(document, publisher="Wire\u2066x"), "en")
    assert not set(seen.texts()) & set("\u202e\u2066")


def test_words_are_cut_between_words_and_only_when_they_must() -> None:
    assert shortened("Agence Gourma Presse", 12, 999) == "Agence Gourma Presse"
    assert shortened("Agence Gourma Presse", 12, width("Agence Gourma…", 12)) == "Agence Gourma…"
    assert wrapped("a b", 12, 1) == ["a", "b"]
    assert fitted("a b c", (20, 10), width("a b c", 10) + 1) == (10, ["a b c"])
    assert width("Ménaka", 12, "bold") > width("Ménaka", 12)


def test_a_label_stands_where_nothing_is() -> None:
    room = Room((0, 0, 100, 100), [(0, 0, 100, 40)])
    box, _ = room.beside((50, 50), 5, (30, 10))
    assert not room.covered(box)
    assert room.nearest([(50, 20), (50, 80)], (50, 30), (20, 10)) == (50, 80)
    assert room.nearest([(50, 20)], (50, 30), (20, 10)) is None
    assert room.covered(around((0, 80), 5)) == 50, "half of it lies outside"
