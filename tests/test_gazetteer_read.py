"""Reading places in text: precision and geometry follow the words, never sharper."""

from __future__ import annotations

import pytest

import gazetteer
from gazetteer import Gazetteer, PlaceReference


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


def only(references: list[PlaceReference]) -> PlaceReference:
    assert len(references) == 1, [(r.frame, r.quote) for r in references]
    return references[0]


# (text, language, frame, precision, cercle or None, why)
ONE_PLACE = [
    ("Gunmen raided a post at Konna on Monday.", "en", "at", 1, "Mopti", "at"),
    ("Des tirs ont retenti à Konna.", "fr", "at", 1, "Mopti", "à"),
    ("Soldiers were killed near Bla.", "en", "near", 2, "Bla", "near"),
    ("Un camion a sauté près de Diabaly.", "fr", "near", 2, "Niono", "près de"),
    ("Un camion a sauté non loin d'Ansongo.", "fr", "near", 2, "Ansongo", "elision"),
    ("Une patrouille a été prise à partie aux environs de Dioungani.", "fr", "around", 2, "Koro", "aux environs de"),
    ("Une bombe a explosé à la sortie nord de Ségou.", "fr", "exit", 2, "Ségou", "à la sortie"),
    ("A bomb went off just outside Hombori.", "en", "exit", 2, "Douentza", "just outside"),
    ("Une frappe a eu lieu dans le secteur de Tessit.", "fr", "area", 2, "Ansongo", "secteur"),
    ("A strike hit the Talataye area.", "en", "area", 2, "Ansongo", "area"),
    ("Fighting broke out 30 km from Gao.", "en", "distance", 2, "Gao", "a ring"),
    ("Des combats ont éclaté à une trentaine de kilomètres de Gao.", "fr", "distance", 2, "Gao", "a ring in words"),
    ("L'embuscade a eu lieu à 10 km au sud de Diabaly.", "fr", "distance", 2, "Niono", "displaced"),
    ("A clash took place 12 miles north of Bla.", "en", "distance", 2, "Bla", "miles"),
    ("Two died in the Koro cercle.", "en", "unit", 3, "Koro", "cercle"),
    ("Deux morts dans le cercle de Koro.", "fr", "unit", 3, "Koro", "cercle"),
    ("Two died in the Mopti region.", "en", "unit", 4, None, "region"),
    ("Deux morts dans la région de Mopti.", "fr", "unit", 4, None, "region"),
    ("Deux morts dans la commune d'Anchawadj.", "fr", "unit", 2, "Gao", "a commune is precision 2"),
    ("A mine exploded on the road between Gossi and Hombori.", "en", "road", 5, None, "line"),
    ("Une mine a explosé sur l'axe Niono-Diabaly.", "fr", "road", 5, "Niono", "axe"),
    ("Une mine a explosé sur la RN6 entre Ségou et Bla.", "fr", "road", 5, None, "numbered road"),
    ("Sur la route reliant Niono à Diabaly, un car a brûlé.", "fr", "road", 5, "Niono", "reliant"),
    ("A bus burned on the Gao-Ansongo-Labbezanga axis.", "en", "road", 5, None, "three towns"),
    ("Trois éleveurs ont été enlevés entre Boni et Serma.", "fr", "between", 5, "Douentza", "entre"),
    ("A boat was hit on the Niger river between Gao and Bourem.", "en", "river", 5, None, "river"),
    ("Des combats ont eu lieu dans la forêt de Wagadou.", "fr", "zone", 5, None, "forest"),
    ("Cattle were stolen somewhere in the Gourma.", "en", "zone", 5, None, "zone"),
    ("Fighters crossed the tri-border area.", "en", "zone", 5, None, "zone in small letters"),
    ("A strike hit northern Mali.", "en", "zone", 5, None, "a part of the country"),
    ("Two men were killed in Mali.", "en", "country", 6, None, "country"),
    ("Several cities were attacked.", "en", "country", 6, None, "no place named"),
    ("Dinangourou, dans le cercle de Koro, a été attaqué.", "fr", "bare", 1, "Koro", "the unit is consumed"),
    ("Gunmen hit Farabougou - the one in Dogofry commune, Niono cercle.", "en", "bare", 1, "Niono", "apposition"),
    ("Dans le cercle de Koro, à Dinangourou, deux morts.", "fr", "at", 1, "Koro", "the unit leads in"),
    ("Une foule s'est réunie au marché de Faladié, à Bamako.", "fr", "quarter", 1, "Bamako", "quarter and city are one"),
    ("Gunmen hit Sona, a border post in the Yorosso cercle.", "en", "bare", 1, "Yorosso", "apposition with a noun"),
    ("À Diboli, face à Kidira (Sénégal), deux morts.", "fr", "at", 1, "Kayes", "the country is Kidira's"),
    ("A truck hit a mine 6 km NE of Diabaly.", "en", "distance", 2, "Niono", "a short compass word"),
    ("Un camion a sauté à 6 km NO de Diabaly.", "fr", "distance", 2, "Niono", "a short compass word, O for ouest"),
    ("A patrol was hit 10 km in the south of Ansongo.", "en", "distance", 2, "Ansongo", "as machines translate"),
    ("They camped half a day's walk from Tidermène.", "en", "area", 2, "Tidermène", "a distance told as time"),
    ("L'attaque a eu lieu à deux heures de route d'Ansongo.", "fr", "area", 2, "Ansongo", "a distance told as time"),
    ("A bus was stopped on the road to Ansongo.", "en", "road", 5, "Ansongo", "a road with one town is not the town"),
    ("Un car a été arrêté sur la route de Douentza.", "fr", "road", 5, "Douentza", "a road with one town is not the town"),
    ("Une embuscade a eu lieu à hauteur de Pétaka, sur la route de Douentza.", "fr", "near", 2, "Douentza", "the road only adds"),
    ("Une frappe a visé la forêt de Foulsaré.", "fr", "zone", 5, None, "a forest that reports name"),
    ("A strike hit a camp near Tabankort.", "en", "near", 2, "Bourem", "the place that reports mean, of six of the name"),
    ("Two soldiers died at Sokolo.", "en", "at", 1, "Niono", "the place that reports mean, of five of the name"),
    ("Ogossagou a été attaqué.", "fr", "bare", 1, "Bankass", "the place that reports mean, of three of the name"),
]


@pytest.mark.parametrize(("text", "language", "frame", "precision", "cercle", "why"), ONE_PLACE)
def test_one_place(places: Gazetteer, text: str, language: str, frame: str, precision: int, cercle: str | None, why: str) -> None:
    reference = only(places.read([text], language))
    assert (reference.frame, reference.location.precision, reference.location.admin.cercle) == (frame, precision, cercle), (
        why,
        reference.location.why,
    )
    assert text[reference.start : reference.end] == reference.quote
    assert reference.start <= reference.core[0] < reference.core[1] <= reference.end
    assert reference.location.country == "ML"


@pytest.mark.parametrize(("text", "language", "frame", "precision", "cercle", "why"), ONE_PLACE)
def test_geometry_is_never_sharper_than_the_precision(
    places: Gazetteer, text: str, language: str, frame: str, precision: int, cercle: str | None, why: str
) -> None:
    location = only(places.read([text], language)).location
    allowed = {1: {"point"}, 2: {"circle", "ring", "unit"}, 3: {"unit"}, 4: {"unit"}, 5: {"line", "zone", "circle"}, 6: {"none"}}
    assert location.geometry in allowed[precision], why
    assert (location.lat is None) == (precision == 6)
    assert (location.radius_m is not None) == (location.geometry in ("circle", "ring"))
    assert (location.unit_pcode is not None) == (location.geometry == "unit")
    assert location.why


NO_EVENT = [
    ("GAO, Mali - Ten people died.", "en", "GAO", "dateline"),
    ("BAMAKO, Feb 4 (Some Agency) - Ten people died.", "en", "BAMAKO", "dateline"),
    ("MOPTI – Dix morts.", "fr", "MOPTI", "dateline"),
    ("The prefect of Ansongo confirmed it.", "en", "Ansongo", "office"),
    ("Le maire de Konna l'a confirmé.", "fr", "Konna", "office"),
    ("Le gouverneur de la région de Ménaka parle.", "fr", "Ménaka", "office"),
    ("The wounded are in Gao hospital.", "en", "Gao", "office"),
    ("Ils ont été remis à la brigade de gendarmerie de Sévaré.", "fr", "Sévaré", "office"),
    ("A convoy heading for Kidal was stopped.", "en", "Kidal", "destination"),
    ("Un convoi en provenance de Ménaka a été arrêté.", "fr", "Ménaka", "origin"),
    ("Un car se rendant à Ansongo a été arrêté.", "fr", "Ansongo", "destination"),
    ("Les corps ont été ramenés à Sévaré.", "fr", "Sévaré", "destination"),
    ("A bus travelling from Bamako to Gao broke down.", "en", "Gao", "destination"),
    ("Bamako called it spying.", "en", "Bamako", "metonym"),
    ("Paris a confirmé son départ.", "fr", "Paris", "metonym"),
    ("Bamako, Niamey et Ouagadougou ont signé la charte.", "fr", "Bamako", "metonym"),
    ("Le bateau « Tombouctou » a coulé.", "fr", "Tombouctou", "furniture"),
    ("Des hommes sont arrivés par la piste de Mourdiah.", "fr", "Mourdiah", "origin"),
    ("Le car de 6 heures pour Yangasso est parti.", "fr", "Yangasso", "destination"),
    ("The bus for Ansongo did not come.", "en", "Ansongo", "destination"),
    ("Dozens of others had reached Dogofry on foot.", "en", "Dogofry", "destination"),
    ("A column that left Gao a week ago was hit.", "en", "Gao", "origin"),
    ("Sokoura (the commune seat, not the hamlet beside Bankass town) was hit.", "en", "Bankass", "furniture"),
]


@pytest.mark.parametrize(("text", "language", "name", "frame"), NO_EVENT)
def test_uses_that_place_no_event(places: Gazetteer, text: str, language: str, name: str, frame: str) -> None:
    frames = {r.frame for r in places.read([text], language) if name in r.quote}
    assert frames == {frame}


ABROAD = [
    ("Fifteen died near Djibo, in Burkina Faso.", "en", "Djibo", "BF"),
    ("In Burkina Faso, fifteen died near Djibo.", "en", "Djibo", "BF"),
    ("Le porte-parole parle à Niamey.", "fr", "Niamey", "NE"),
    ("In Niger's Tillabéri region, 19 people were killed.", "en", "Tillabéri", "NE"),
    ("Au Niger, dix soldats ont été tués.", "fr", "Niger", "NE"),
    ("Au Niger, à Zybzyxville, dix soldats ont été tués près de Qaqaville.", "fr", "Qaqaville", "NE"),
]


@pytest.mark.parametrize(("text", "language", "name", "country"), ABROAD)
def test_places_outside_mali_say_so(places: Gazetteer, text: str, language: str, name: str, country: str) -> None:
    assert {r.location.country for r in places.read([text], language) if name in r.quote} == {country}


NONE = [
    ("Six guards KIA, two WIA, says the note of the army.", "en", "acronyms"),
    ("Autour de la mosquée de l'imam Dicko, on a tiré.", "fr", "a title makes a person"),
    ("Hawa, quatorze ans, et Bakary Coulibaly ont parlé.", "fr", "first names and full names"),
    ("Les opérations Maliko et Kèlètigui se poursuivent.", "fr", "operations"),
    ("They work inside the Mission.", "en", "no settlement takes an article"),
    ("Le colonel Diarra et M. Traoré ont parlé.", "fr", "people"),
    ("More than that, The One said. Same here.", "en", "everyday words"),
    ("Tension between Bamako and Paris, and between Bamako and Algiers.", "en", "two governments"),
    ("Talks between the Malian Armed Forces and the Front.", "en", "two parties"),
    ("A dug-out on the Niger.", "en", "the river alone"),
    ("", "en", "nothing"),
]


@pytest.mark.parametrize(("text", "language", "why"), NONE)
def test_no_reference(places: Gazetteer, text: str, language: str, why: str) -> None:
    assert [r.quote for r in places.read([text], language)] == [], why


ANAPHORS = [
    (["Un poste a brûlé à Dioura.", "Le lendemain, un berger est mort dans la même localité."], "fr", "dans la même localité", 1, "Ténenkou"),
    (["La relève de Tessit a été prise dans une embuscade à proximité de cette localité."], "fr", "à proximité de cette localité", 2, "Ansongo"),
    (["Trouble began around Hombori. A mine went off just outside the town."], "en", "just outside the town", 2, "Douentza"),
    (["Fighters stormed a base at Bamba; 15 soldiers died there."], "en", "there", 1, "Bourem"),
    (["Un civil est mort à Konna. Sur place, on parle de vengeance."], "fr", "Sur place", 1, "Mopti"),
]


@pytest.mark.parametrize(("paragraphs", "language", "quote", "precision", "cercle"), ANAPHORS)
def test_this_locality_is_the_one_named_before(
    places: Gazetteer, paragraphs: list[str], language: str, quote: str, precision: int, cercle: str
) -> None:
    (reference,) = [r for r in places.read(paragraphs, language) if r.quote == quote]
    assert (reference.frame, reference.location.precision, reference.location.admin.cercle) == ("anaphor", precision, cercle)
    assert "named before" in reference.location.why


def test_an_anaphor_without_a_place_before_it_is_none(places: Gazetteer) -> None:
    assert places.read(["It happened in the same village, near this town."], "en") == []


def test_a_list_of_units_gives_each(places: Gazetteer) -> None:
    names = [r.location.admin.region for r in places.read(["Dans les régions de Mopti, Ségou et Tombouctou, des écoles ont fermé."], "fr")]
    assert names == ["Mopti", "Ségou", "Tombouctou"]


def test_a_list_of_villages_keeps_the_frame(places: Gazetteer) -> None:
    frames = [(r.frame, r.location.precision) for r in places.read(["Clashes were reported near Konna and Sévaré."], "en")]
    assert frames == [("near", 2), ("near", 2)]


def test_that_of_bourem_is_the_cercle_of_bourem(places: Gazetteer) -> None:
    text = "Une attaque dans le cercle de Gourma-Rharous, et une sur le camp de Bamba, dans celui de Bourem."
    last = places.read([text], "fr")[-1]
    assert (last.location.precision, last.location.admin.cercle) == (1, "Bourem")
    assert "celui de Bourem" in last.quote


def test_a_line_needs_both_ends(places: Gazetteer) -> None:
    references = places.read(["Operations took place in the Koulikoro Region, on the road between Sibikoro and Kati."], "en")
    road = references[-1]
    assert road.frame == "road"
    assert (road.location.precision, road.location.geometry, road.location.admin.region) == (4, "unit", "Koulikoro")
    assert road.location.line == ()
    assert "Sibikoro" in road.location.name
    assert any("km from Kati" in reason for c in road.location.candidates for reason in c.reasons)


def test_an_unknown_name_keeps_its_candidates_and_gets_no_dot(places: Gazetteer) -> None:
    reference = only(places.read(["Une attaque a eu lieu près de Zybzyxville."], "fr"))
    assert (reference.location.precision, reference.location.lat) == (0, None)
    assert "Zybzyxville" in reference.location.why


def test_an_unknown_name_falls_back_to_the_unit_that_the_text_names(places: Gazetteer) -> None:
    reference = only(places.read(["Une attaque a eu lieu près de Zybzyxville, dans le cercle de Koro."], "fr"))
    assert (reference.location.precision, reference.location.admin.cercle, reference.location.geometry) == (3, "Koro", "unit")


def test_the_documents_own_places_choose_among_namesakes(places: Gazetteer) -> None:
    gao = places.read(["Fighting went on in Gao, Ansongo and Labbézanga.", "Two men died near the village of Kobé."], "en")[-1]
    north = places.read(["Fighting went on in Diré, Goundam and Tonka.", "Two men died near the village of Kobé."], "en")[-1]
    assert gao.location.admin.cercle == "Gao"
    assert north.location.admin.region == "Tombouctou"


def test_a_unit_beats_the_better_known_namesake(places: Gazetteer) -> None:
    reference = only(places.read(["Deux morts à Léré, dans le cercle de Koro."], "fr"))
    assert reference.location.admin.cercle == "Koro"


def test_a_namesake_far_from_where_the_text_puts_it_is_refused(places: Gazetteer) -> None:
    reference = only(places.read(["L'attaque du poste de Kassorola, près de Sikasso, a fait deux blessés."], "fr"))
    assert (reference.location.precision, reference.location.admin.cercle) == (2, "Sikasso")  # the only Kassorola known lies in San


def test_a_quarter_needs_its_city(places: Gazetteer) -> None:
    with_city = places.read(["À Bamako, une foule a manifesté. À Sénou, des pneus ont brûlé."], "fr")[-1]
    assert (with_city.frame, with_city.location.admin.region) == ("quarter", "Bamako")


def test_a_unit_that_closes_a_list_holds_for_all_of_it(places: Gazetteer) -> None:
    references = places.read(["Les villages de Yoro, Dioungani et Dinangourou, tous situés dans le cercle de Koro, ont été attaqués."], "fr")
    assert [r.location.admin.cercle for r in references] == ["Koro", "Koro", "Koro"]


def test_a_journey_gives_no_place_of_an_event(places: Gazetteer) -> None:
    references = places.read(["Une pinasse de passagers de Mopti à Diré a coulé à hauteur d'Aka."], "fr")
    assert [r.frame for r in references] == ["origin", "destination", "near"]


def test_a_stated_unit_outweighs_what_reports_usually_mean(places: Gazetteer) -> None:
    location = only(places.read(["Sokolo, dans le cercle de Bandiagara, a été attaqué."], "fr")).location
    assert location.admin.cercle == "Bandiagara"


def test_namesakes_of_one_cercle_give_the_cercle(places: Gazetteer) -> None:
    location = only(places.read(["Une attaque a visé Bou Djébéha."], "fr")).location
    assert (location.precision, location.admin.cercle) == (3, "Tombouctou")
    assert len(location.candidates) > 1


def test_an_unknown_quarter_stands_in_the_town_named_before_it(places: Gazetteer) -> None:
    references = places.read(["À Kayes, les jeunes du quartier Khasso ont marché."], "fr")
    assert [(r.location.precision, r.location.admin.cercle) for r in references] == [(1, "Kayes"), (1, "Kayes")]


def test_a_distance_from_the_town_named_before(places: Gazetteer) -> None:
    first, second = places.read(["Gao a enterré ses morts. À une trentaine de kilomètres de la ville, un convoi a été attaqué."], "fr")
    assert (first.location.precision, second.location.geometry, second.location.radius_m) == (1, "ring", 30_000)


def test_leaving_a_town_is_its_exit(places: Gazetteer) -> None:
    frames = [r.frame for r in places.read(["A truck hit a mine while leaving Ouatagouna for Labbézanga."], "en")]
    assert frames == ["exit", "destination"]


def test_names_are_shown_as_reports_write_them(places: Gazetteer) -> None:
    text = "Mondoro, Dogofry, Léré, Bamba, Pel Maoudé, Labbézanga"
    for name in text.split(", "):
        assert places.find(name)[0].place.name == name


def test_a_village_in_a_sentence_about_a_neighbour_is_no_namesake_here(places: Gazetteer) -> None:
    references = places.read(["In neighbouring Niger, two nurses were taken at Torodi."], "en")
    assert [r.location.precision for r in references if "Torodi" in r.quote] == [0]


def test_a_border_post_is_no_border(places: Gazetteer) -> None:
    (reference,) = places.read(["The Niger border post of Labbezanga was attacked."], "en")
    assert (reference.location.precision, reference.location.admin.cercle) == (1, "Ansongo")


def test_new_regions_are_known(places: Gazetteer) -> None:
    reference = only(places.read(["Une attaque a visé Guiré, région de Nara."], "fr"))
    assert (reference.location.precision, reference.location.admin.region_2023) == (1, "Nara")
    unit = only(places.read(["A strike hit the region of Taoudenit."], "en"))
    assert (unit.location.precision, unit.location.admin.region, unit.location.admin.region_2023) == (4, "Tombouctou", "Taoudénit")


def test_a_displaced_point_lies_where_the_words_say(places: Gazetteer) -> None:
    there = only(places.read(["Une mine a explosé à 50 km au nord-est de Kidal."], "fr")).location
    assert there.lat is not None
    assert there.lon is not None
    assert there.lat > 18.44 + 0.25
    assert there.lon > 1.40 + 0.25


def test_reading_twice_gives_the_same(places: Gazetteer) -> None:
    paragraphs = [text for text, *_ in ONE_PLACE]
    assert places.read(paragraphs, None) == places.read(paragraphs, None)


HOSTILE = [
    "near " * 5000, "entre " + "Gao et " * 3000, "Gao-" * 5000, "à 30 km de " * 2000, "(" * 3000 + "Gao", "\ue000\ue001\ue002 near \ue000Gao",
    "près de العربية", "X" * 30_000, "village of " * 2000, "the " * 5000 + "Gao region", "l'" * 5000, "Gao, Mopti and " * 1500, "\x00\x1b near Gao",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(places: Gazetteer, text: str) -> None:
    for reference in places.read([text], None):
        assert text[reference.start : reference.end] == reference.quote
