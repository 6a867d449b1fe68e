"""Date phrases: the days, the precision and the role that a careful reader would give them, and no dates where there are none."""

# ruff: noqa: E501  (one phrase a row reads better than wrapped rows)
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.reading.dates import DateMention, dateline, read

WEDNESDAY = "2023-05-17"

# language, text, published, quote's words, start, end, precision, why
DAYS = [
    ("en", "On the night of May 3 to 4, 2023, gunmen attacked.", None, "May 3 to 4", "2023-05-03", "2023-05-04", 2, "a night, month first"),
    ("fr", "Le 3 mai 2023, une attaque a eu lieu à Dia. Le 11, un camion a été brûlé.", None, "Le 11", "2023-05-11", "2023-05-11", 1, "a bare day with a comma"),
    ("fr", "Les rebelles contrôlent depuis mardi le camp de Ber.", WEDNESDAY, "mardi", "2023-05-16", "2023-05-16", 1, "held since the day it was taken"),
    ("en", "04/05, Gao region: convoy ambushed.", WEDNESDAY, "04/05", "2023-05-04", "2023-05-04", 1, "a log's day and month"),
    ("en", "On Monday he came, two days after gunmen killed five people.", WEDNESDAY, "two days after", "2023-05-13", "2023-05-13", 1, "before the day just told"),
    ("en", "Six died on 4 March 2022 at Gao.", None, "4 March 2022", "2022-03-04", "2022-03-04", 1, "day first"),
    ("en", "Six died on March 4, 2022, at Gao.", None, "March 4, 2022", "2022-03-04", "2022-03-04", 1, "month first"),
    ("en", "Six died on Sept. 7 at Bamba.", "2023-09-12", "Sept. 7", "2023-09-07", "2023-09-07", 1, "short month"),
    ("en", "THE CAMP AT GAO FELL ON 12 MAY 2023.", None, "12 MAY 2023", "2023-05-12", "2023-05-12", 1, "all capitals"),
    ("en", "Six died on the 3rd of May at Gao.", WEDNESDAY, "3rd of May", "2023-05-03", "2023-05-03", 1, "ordinal"),
    ("en", "Troops clashed on Friday 12 May near Léré.", None, "Friday 12 May", None, None, 1, "no year known"),
    ("en", "Troops clashed on Friday 12 May near Léré.", "2023-06-30", "Friday 12 May", "2023-05-12", "2023-05-12", 1, "weekday fits the year"),
    ("en", "Gunmen attacked on 2023-05-12 at dawn.", None, "2023-05-12", "2023-05-12", "2023-05-12", 1, "ISO"),
    ("en", "Gunmen attacked on 25/12/2022 at dawn.", None, "25/12/2022", "2022-12-25", "2022-12-25", 1, "only the day can be 25"),
    ("en", "Gunmen attacked on April 25 in Gao.", "2023-04-27", "April 25", "2023-04-25", "2023-04-25", 1, "year of publication"),
    ("en", "Gunmen attacked on December 28 in Gao.", "2023-01-04", "December 28", "2022-12-28", "2022-12-28", 1, "year before"),
    ("en", "Troops swept the area from 23 to 31 March 2022.", None, "23 to 31 March", "2022-03-23", "2022-03-31", 4, "nine days"),
    ("en", "Troops swept the area between 3 and 5 May.", WEDNESDAY, "3 and 5 May", "2023-05-03", "2023-05-05", 2, "three days"),
    ("en", "Shelling went on from 28 April to 2 May 2023.", None, "28 April to 2 May", "2023-04-28", "2023-05-02", 2, "across months"),
    ("en", "Raids went on from 30 December 2022 to 2 January 2023.", None, "30 December", "2022-12-30", "2023-01-02", 2, "across years"),
    ("en", "Houses burned on May 3-5, 2023.", None, "May 3-5", "2023-05-03", "2023-05-05", 2, "month first range"),
    ("en", "On the night of 3-4 May 2023 gunmen attacked.", None, "3-4 May", "2023-05-03", "2023-05-04", 2, "a night over two days"),
    ("en", "On the night of 3 May 2023 gunmen attacked.", None, "3 May", "2023-05-03", "2023-05-03", 1, "one night named by its day"),
    ("en", "Herders were killed in the week of 8 May.", WEDNESDAY, "week of 8 May", "2023-05-08", "2023-05-14", 3, "a week"),
    ("en", "Herders were killed in the week of 8 to 14 May.", WEDNESDAY, "8 to 14 May", "2023-05-08", "2023-05-14", 3, "seven days"),
    ("en", "A truck was burnt on Tuesday.", WEDNESDAY, "Tuesday", "2023-05-16", "2023-05-16", 1, "last such weekday"),
    ("en", "A truck was burnt on Wednesday.", WEDNESDAY, "Wednesday", WEDNESDAY, WEDNESDAY, 1, "wire practice names the day itself"),
    ("en", "A truck was burnt last Wednesday.", WEDNESDAY, "last Wednesday", "2023-05-10", "2023-05-10", 1, "strictly before"),
    ("en", "Sunday's attack killed six.", WEDNESDAY, "Sunday", "2023-05-14", "2023-05-14", 1, "possessive"),
    ("en", "The village was raided overnight from Saturday to Sunday.", WEDNESDAY, "Saturday to Sunday", "2023-05-13", "2023-05-14", 2, "a night of two days"),
    ("en", "The village was raided in the night from Monday to Tuesday.", WEDNESDAY, "Monday to Tuesday", "2023-05-15", "2023-05-16", 2, "a night"),
    ("en", "A truck was burnt yesterday.", WEDNESDAY, "yesterday", "2023-05-16", "2023-05-16", 1, "day before"),
    ("en", "A truck was burnt this morning.", WEDNESDAY, "this morning", WEDNESDAY, WEDNESDAY, 1, "day of publication"),
    ("en", "A truck was burnt last night.", WEDNESDAY, "last night", "2023-05-16", "2023-05-16", 1, "evening before"),
    ("en", "A truck was burnt overnight.", WEDNESDAY, "overnight", "2023-05-16", WEDNESDAY, 2, "both days"),
    ("en", "A truck was burnt two days ago.", WEDNESDAY, "two days ago", "2023-05-15", "2023-05-15", 1, "counted back"),
    ("en", "Patrols took place over the past 24 hours.", WEDNESDAY, "past 24 hours", "2023-05-16", WEDNESDAY, 2, "reaches into the day before"),
    ("en", "A truck was burnt last week.", WEDNESDAY, "last week", "2023-05-08", "2023-05-14", 3, "calendar week"),
    ("en", "A truck was burnt over the weekend.", WEDNESDAY, "weekend", "2023-05-13", "2023-05-14", 2, "Saturday and Sunday"),
    ("en", "A truck was burnt last month.", WEDNESDAY, "last month", "2023-04-01", "2023-04-30", 4, "calendar month"),
    ("en", "A truck was burnt in early May.", WEDNESDAY, "early May", "2023-05-01", "2023-05-10", 4, "first ten days"),
    ("en", "A truck was burnt in late April 2023.", None, "late April 2023", "2023-04-21", "2023-04-30", 4, "last ten days"),
    ("en", "A truck was burnt in the first week of January 2025.", None, "first week of January", "2025-01-01", "2025-01-07", 3, "a week"),
    ("en", "A truck was burnt in March.", WEDNESDAY, "March", "2023-03-01", "2023-03-31", 4, "month without year"),
    ("en", "In November the bridge was blown up.", WEDNESDAY, "November", "2022-11-01", "2022-11-30", 4, "month of the year before"),
    ("en", "In December last year the bridge was blown up.", WEDNESDAY, "December last year", "2022-12-01", "2022-12-31", 4, "the year before the publication's"),
    ("en", "Raiders came on the night of Saturday, May 13, to Sunday, May 14.", WEDNESDAY, "May 13, to Sunday", "2023-05-13", "2023-05-14", 2, "a night, month first"),
    ("en", "Between Friday night and Saturday morning, three villages burned.", WEDNESDAY, "Friday night", "2023-05-12", "2023-05-13", 2, "two weekdays"),
    ("en", "Clashes near Léré since Friday have killed at least 20.", WEDNESDAY, "Friday", "2023-05-12", WEDNESDAY, 2, "a recent beginning"),
    ("en", "A truck was burnt on Monday or Tuesday.", WEDNESDAY, "Monday or Tuesday", "2023-05-15", "2023-05-16", 2, "one or the other"),
    ("en", "Earlier this month a bus hit a mine.", WEDNESDAY, "this month", "2023-05-01", WEDNESDAY, 4, "up to the publication"),
    ("en", "Monday, May 15: a mine killed two soldiers.", WEDNESDAY, "May 15", "2023-05-15", "2023-05-15", 1, "an entry of a log"),
    ("fr", "Le 10 de ce mois, un convoi a été attaqué.", WEDNESDAY, "10 de ce mois", "2023-05-10", "2023-05-10", 1, "of this month"),
    ("fr", "Samedi 13 et dimanche 14 mai, des frappes ont visé Gao.", WEDNESDAY, "13 et dimanche 14 mai", "2023-05-13", "2023-05-14", 2, "two days in a row"),
    ("fr", "Dans la nuit du samedi 13 au dimanche 14 mai, le poste a brûlé.", WEDNESDAY, "13 au dimanche 14 mai", "2023-05-13", "2023-05-14", 2, "a night with weekdays"),
    ("fr", "Six morts le 4 mars 2022 à Gao.", None, "4 mars 2022", "2022-03-04", "2022-03-04", 1, "full"),
    ("fr", "Une mine a explosé le 1er juin 2023.", None, "1er juin", "2023-06-01", "2023-06-01", 1, "first of the month"),
    ("fr", "ATTAQUE DU CAMP LE 12 AOUT 2023.", None, "12 AOUT 2023", "2023-08-12", "2023-08-12", 1, "capitals without accents"),
    ("fr", "Une mine a explosé le 12/05/2024 près de Gao.", None, "12/05/2024", "2024-05-12", "2024-05-12", 1, "day first in French"),
    ("fr", "Une mine a explosé le mardi 9 mai.", WEDNESDAY, "mardi 9 mai", "2023-05-09", "2023-05-09", 1, "weekday fits"),
    ("fr", "Une mine a explosé le 14 janv. 2023.", None, "14 janv. 2023", "2023-01-14", "2023-01-14", 1, "short month"),
    ("fr", "Du 23 au 31 mars 2022, l'armée a ratissé la zone.", None, "23 au 31 mars", "2022-03-23", "2022-03-31", 4, "nine days"),
    ("fr", "Entre le 3 et le 5 mai, le village a été pillé.", WEDNESDAY, "3 et le 5 mai", "2023-05-03", "2023-05-05", 2, "three days"),
    ("fr", "Dans la nuit du 3 au 4 mai, le poste a brûlé.", WEDNESDAY, "3 au 4 mai", "2023-05-03", "2023-05-04", 2, "a night"),
    ("fr", "Dans la nuit du 30 avril au 1er mai, le poste a brûlé.", WEDNESDAY, "30 avril au 1er mai", "2023-04-30", "2023-05-01", 2, "a night across months"),
    ("fr", "Dans la nuit de dimanche à lundi, le poste a brûlé.", WEDNESDAY, "dimanche à lundi", "2023-05-14", "2023-05-15", 2, "a night"),
    ("fr", "Le poste a brûlé dans la nuit de lundi.", WEDNESDAY, "lundi", "2023-05-15", "2023-05-15", 1, "one night"),
    ("fr", "Le poste a brûlé dimanche soir.", WEDNESDAY, "dimanche soir", "2023-05-14", "2023-05-14", 1, "weekday and time of day"),
    ("fr", "Le poste a brûlé mercredi dernier.", WEDNESDAY, "mercredi dernier", "2023-05-10", "2023-05-10", 1, "strictly before"),
    ("fr", "Le poste a brûlé ce mercredi.", WEDNESDAY, "ce mercredi", WEDNESDAY, WEDNESDAY, 1, "today"),
    ("fr", "Le poste a brûlé hier soir.", WEDNESDAY, "hier soir", "2023-05-16", "2023-05-16", 1, "evening before"),
    ("fr", "Le poste a brûlé avant-hier.", WEDNESDAY, "avant-hier", "2023-05-15", "2023-05-15", 1, "two days back"),
    ("fr", "Le poste a brûlé ce matin.", WEDNESDAY, "ce matin", WEDNESDAY, WEDNESDAY, 1, "today"),
    ("fr", "Le poste a brûlé il y a trois jours.", WEDNESDAY, "il y a trois jours", "2023-05-14", "2023-05-14", 1, "counted back"),
    ("fr", "Deux motos saisies au cours des dernières 24 heures.", WEDNESDAY, "dernières 24 heures", "2023-05-16", WEDNESDAY, 2, "both days"),
    ("fr", "Le poste a brûlé la semaine dernière.", WEDNESDAY, "semaine dernière", "2023-05-08", "2023-05-14", 3, "calendar week"),
    ("fr", "Le poste a brûlé le week-end dernier.", WEDNESDAY, "week-end dernier", "2023-05-13", "2023-05-14", 2, "Saturday and Sunday"),
    ("fr", "Le poste a brûlé le mois dernier.", WEDNESDAY, "mois dernier", "2023-04-01", "2023-04-30", 4, "calendar month"),
    ("fr", "Le poste a brûlé début mai.", WEDNESDAY, "début mai", "2023-05-01", "2023-05-10", 4, "first ten days"),
    ("fr", "Le poste a brûlé à la mi-avril.", WEDNESDAY, "mi-avril", "2023-04-11", "2023-04-20", 4, "middle ten days"),
    ("fr", "Le poste a brûlé fin avril 2023.", None, "fin avril 2023", "2023-04-21", "2023-04-30", 4, "last ten days"),
    ("fr", "Le poste a brûlé en mars 2022.", None, "mars 2022", "2022-03-01", "2022-03-31", 4, "month"),
    ("fr", "Le poste a brûlé le 8 courant.", WEDNESDAY, "8 courant", "2023-05-08", "2023-05-08", 1, "of this month"),
    ("fr", "Le poste a brûlé dans la semaine du 6 au 12 décembre.", "2021-12-20", "6 au 12 décembre", "2021-12-06", "2021-12-12", 3, "a week"),
]  # fmt: skip


def one(text: str, language: str | None, published: str | None, words: str) -> DateMention:
    mentions = read([text], language, date.fromisoformat(published) if published else None)
    found = [m for m in mentions if m.start < text.index(words) + len(words) and m.end > text.index(words)]
    assert len(found) == 1, [m.quote for m in mentions]
    assert text[found[0].start : found[0].end] == found[0].quote
    return found[0]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("language", "text", "published", "words", "start", "end", "precision", "why"), DAYS)
def test_a_phrase_names_these_days(language: str, text: str, published: str | None, words: str, start: str, end: str, precision: int, why: str) -> None:
    for known in (language, None):
        mention = one(text, known, published, words)
        assert (mention.date_start, mention.date_end, mention.precision) == (day(start), day(end), precision), why
        assert mention.role == "event", why


# language, paragraphs, published, last mention's words, start, end, why
STORIES = [
    ("en", ["The camp was attacked on Sunday.", "The same day, a bus burned."], WEDNESDAY, "2023-05-14", "2023-05-14", "the same day"),
    ("en", ["The camp was attacked on Sunday.", "The following day, a bus burned."], WEDNESDAY, "2023-05-15", "2023-05-15", "the following day"),
    ("en", ["The camp was attacked on Sunday.", "A day earlier, a bus burned."], WEDNESDAY, "2023-05-13", "2023-05-13", "a day earlier"),
    ("en", ["The camp was attacked on Sunday, the army said on Monday.", "Two days later a bus burned."], WEDNESDAY, "2023-05-16", "2023-05-16", "not from the statement's day"),
    ("en", ["The camp at Gao was attacked on Sunday.", "A bridge was blown up on Tuesday.", "Two days before the Gao attack, a bus burned."], WEDNESDAY, "2023-05-12",
     "2023-05-12", "from the event that is named"),
    ("en", ["The camp was attacked on Sunday.", "The previous Thursday, a bus burned."], WEDNESDAY, "2023-05-11", "2023-05-11", "the previous Thursday"),
    ("en", ["The camp was attacked on 9 May 2023.", "Also that Tuesday, a bus burned."], None, "2023-05-09", "2023-05-09", "that Tuesday"),
    ("en", ["The camp was attacked on 9 May 2023.", "On 11 May a bus burned."], None, "2023-05-11", "2023-05-11", "year from the full date"),
    ("en", ["The camp was attacked on 9 May 2023.", "A patrol was ambushed on the 12th, and a bus burned."], None, "2023-05-12", "2023-05-12", "month from before"),
    ("fr", ["Le camp a été attaqué dimanche.", "La veille, un car a brûlé."], WEDNESDAY, "2023-05-13", "2023-05-13", "la veille"),
    ("fr", ["Le camp a été attaqué dimanche.", "Le lendemain, un car a brûlé."], WEDNESDAY, "2023-05-15", "2023-05-15", "le lendemain"),
    ("fr", ["Le camp a été attaqué dimanche.", "Le même jour, un car a brûlé."], WEDNESDAY, "2023-05-14", "2023-05-14", "le même jour"),
    ("fr", ["Le camp a été attaqué dimanche.", "Quatre jours plus tôt, un car a brûlé."], WEDNESDAY, "2023-05-10", "2023-05-10", "quatre jours plus tôt"),
    ("fr", ["Le camp a été attaqué le 9 mai 2023.", "Deux jours après, un car a brûlé."], None, "2023-05-11", "2023-05-11", "deux jours après"),
    ("fr", ["Le camp a été attaqué le 9 mai 2023.", "Le surlendemain, un car a brûlé."], None, "2023-05-11", "2023-05-11", "le surlendemain"),
    ("fr", ["Le camp a été attaqué le 9 mai 2023.", "Les assaillants sont repartis le 11."], None, "2023-05-11", "2023-05-11", "le 11"),
    ("fr", ["Le camp a été attaqué dimanche, a déclaré l'armée lundi.", "Le jour même, un car a brûlé."], WEDNESDAY, "2023-05-14", "2023-05-14", "le jour même"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "paragraphs", "published", "start", "end", "why"), STORIES)
def test_a_phrase_leans_on_the_event_before_it(language: str, paragraphs: list[str], published: str | None, start: str, end: str, why: str) -> None:
    last = read(paragraphs, language, day(published))[-1]
    assert last.paragraph == len(paragraphs) - 1, why
    assert (last.date_start, last.date_end, last.role) == (day(start), day(end), "event"), why
    assert last.basis == "previous", why


# language, text, words, role, why
ROLES = [
    ("en", "Six soldiers were killed, the army said on Monday.", "Monday", "report", "verb of saying"),
    ("en", "The army said late on Monday that six soldiers had been killed.", "Monday", "report", "verb of saying"),
    ("en", "A statement dated 9 May gives another toll.", "9 May", "report", "dated statement"),
    ("en", "In a communique issued on Monday, the group claimed the attack.", "Monday", "report", "issued"),
    ("en", "The ministry told reporters in Bamako on Monday.", "Monday", "report", "told"),
    ("en", "On Monday, the army said it had killed ten fighters.", "Monday", "report", "fronted, saying"),
    ("en", "On Monday, ten fighters were killed, the army said.", "Monday", "event", "fronted, act"),
    ("en", "The army condemned Monday's attack.", "Monday", "event", "possessive"),
    ("en", "The army said gunmen attacked the post on Monday.", "Monday", "event", "the nearer verb"),
    ("en", "The conflict has cost thousands of lives since 2012.", "2012", "background", "since a year"),
    ("en", "Violence has spread over the past decade.", "past decade", "background", "decade"),
    ("en", "The group was founded in 2017.", "2017", "background", "bare year"),
    ("en", "Malians will vote on Sunday.", "Sunday", "future", "will"),
    ("en", "The delegation is expected next Monday.", "next Monday", "future", "next"),
    ("en", "Since 1 January the mission has recorded 112 incidents.", "1 January", "period", "a count since"),
    ("en", "Between January and April 2023 the office documented 112 killings.", "January and April 2023", "period", "a count over months"),
    ("en", "JNIM claimed responsibility for Sunday's raid in a video released on Monday.", "Monday", "report", "a video released"),
    ("en", "Fighting between Tuareg rebels and troops broke out on Monday.", "Monday", "event", "a verb in two words"),
    ("en", "Troops will be deployed by the end of June.", "end of June", "future", "by"),
    ("fr", "Le couvre-feu est instauré à partir de lundi.", "lundi", "future", "à partir de"),
    ("fr", "Une marche est prévue samedi à Bamako.", "samedi", "future", "prévue"),
    ("fr", "Du 1er au 10 mai, la mission a enregistré 14 incidents.", "1er au 10 mai", "period", "a monitor's count"),
    ("fr", "Selon un communiqué publié lundi soir, six soldats ont été tués.", "lundi soir", "report", "publié"),
    ("fr", "Six soldats ont été tués, a déclaré lundi l'état-major.", "lundi", "report", "a déclaré"),
    ("fr", "Un élu, contacté lundi, parle de six morts.", "lundi", "report", "contacté"),
    ("fr", "Dans un communiqué du 9 mai, l'armée dément.", "9 mai", "report", "communiqué du"),
    ("fr", "Lundi, l'état-major a annoncé la mort de six soldats.", "Lundi", "report", "fronted, saying"),
    ("fr", "Lundi, six soldats ont été tués à Gao.", "Lundi", "event", "fronted, act"),
    ("fr", "L'attaque de lundi a fait six morts.", "lundi", "event", "l'attaque de"),
    ("fr", "Le bilan de l'embuscade du 9 mai s'alourdit.", "9 mai", "event", "l'embuscade du"),
    ("fr", "Depuis 2012, le conflit a fait des milliers de morts.", "2012", "background", "depuis"),
    ("fr", "Les Maliens voteront dimanche.", "dimanche", "future", "future tense"),
    ("fr", "Le ministre est attendu lundi prochain à Gao.", "lundi prochain", "future", "prochain"),
    ("fr", "La base doit fermer d'ici au 30 juin 2023.", "30 juin 2023", "future", "d'ici"),
    ("fr", "Au premier trimestre 2023, la mission a recensé 112 incidents.", "premier trimestre 2023", "period", "quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "role", "why"), ROLES)
def test_a_date_serves_the_verb_that_it_hangs_on(language: str, text: str, words: str, role: str, why: str) -> None:
    assert one(text, language, WEDNESDAY, words).role == role, why


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("en", "They may march at night if the sun allows, a second man said.", "words that look like months and days"),
        ("en", "A march of 20 km led 300 people to the may tree.", "march and may"),
        ("en", "The 2015 fighters held 12 posts, 7 wells and 4 camps.", "numbers"),
        ("en", "Call 22 10 20 40 or write to box 2023.", "telephone"),
        ("en", "The market is held every Friday, and prayers on Fridays.", "habit"),
        ("fr", "La planète Mars et le dieu mars n'y sont pour rien.", "the planet"),
        ("fr", "Le second véhicule portait 12 hommes et 3 mortiers de 82 mm.", "numbers"),
        ("fr", "Il y a trois blessés parmi les 14 passagers.", "il y a without a time"),
        ("fr", "Le marché se tient chaque lundi.", "habit"),
    ],
)
def test_no_event_date_where_there_is_none(language: str, text: str, why: str) -> None:
    assert [m.quote for m in read([text], language, date(2023, 5, 17)) if m.role == "event"] == [], why


def test_an_unknown_year_stays_unknown() -> None:
    mention = read(["On April 25, several towns were attacked."], "en", None)[0]
    assert (mention.date_start, mention.date_end, mention.edtf, mention.precision) == (None, None, "XXXX-04-25", 1)


def test_a_year_that_was_assumed_is_said_to_be() -> None:
    assert "publication" in read(["Gunmen attacked on April 25."], "en", date(2023, 5, 17))[0].inferred
    assert read(["Gunmen attacked on April 25, 2023."], "en", date(2023, 5, 17))[0].inferred == ""


def test_two_days_of_a_list_are_two_dates() -> None:
    found = read(["Bombs went off on 29 March and 1 April 2023."], "en", None)
    assert [m.date_start for m in found] == [date(2023, 3, 29), date(2023, 4, 1)]


def test_an_anaphor_with_nothing_before_it_names_no_day() -> None:
    mention = read(["The same day, a bus burned."], "en", None)[0]
    assert (mention.date_start, mention.precision, mention.edtf, mention.basis) == (None, 0, "", "previous")


@pytest.mark.parametrize(
    ("paragraphs", "expected", "why"),
    [
        (["Bamako, le 12 mai 2023", "Le camp a été attaqué."], "2023-05-12", "place and day"),
        (["date 2024-08-26 (AGENCY) The army said so."], "2024-08-26", "labelled"),
        (["12 May 2023 - Gunmen attacked."], "2023-05-12", "day and dash"),
        (["Titre", "Publié le 3 juin 2022 à 10 h 30", "Texte."], "2022-06-03", "publié le"),
        (["BAMAKO, Feb 4, 2021 (Agency) - Attackers came."], "2021-02-04", "dateline with a year"),
        (["BAMAKO, Feb 4 (Agency) - Attackers came."], None, "no year"),
        (["Gunmen attacked the camp on 12 May 2023."], None, "an event's date is no dateline"),
        (["12 May 2023 - A mine exploded.", "14 May 2023 - A bus was burnt."], None, "a log of incidents, not a dateline"),
        (["Le 4 mars 2022, la base a été attaquée."], None, "an event's date that opens the text"),
    ],
)
def test_the_dateline_dates_the_article(paragraphs: list[str], expected: str | None, why: str) -> None:
    assert dateline(paragraphs) == day(expected), why


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "Two leaders of the June 5 Movement were held on Friday.", ["on Friday"]),
        ("fr", "Le Mouvement du 5 juin a défilé vendredi sur le boulevard du 22 Octobre.", ["vendredi"]),
        ("fr", "Le mouvement a défilé le 5 juin.", ["le 5 juin"]),
        ("en", "On June 5 the Movement marched.", ["On June 5"]),
    ],
)
def test_a_day_in_a_name_dates_nothing(language: str, text: str, kept: list[str]) -> None:
    assert [m.quote for m in read([text], language, date(2020, 7, 11))] == kept


def test_the_dateline_is_no_event() -> None:
    found = read(["BAMAKO, Feb 4 (Sahel Wire) - Attackers stormed a post on Wednesday."], "en", date(2021, 2, 4))
    assert [(m.quote, m.role) for m in found] == [("Feb 4", "report"), ("on Wednesday", "event")]


WORDS = st.sampled_from(["on", "le", "4", "31", "1er", "May", "mars", "2022", "Monday", "lundi", "du", "au", "to", "and", "night", "nuit", "de", "à", "30", "février", "week", "days",
                         "two", "later", "deux", "jours", "plus", "tard", "the", "same", "day", ",", ".", "-", "12/13/2022", "2022-02-31", "9999", "İ", "ﬁ", "\n", "since"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=25).map(" ".join), max_size=4), st.sampled_from(["en", "fr", None]), st.sampled_from([None, date(2023, 5, 17), date(1, 1, 1), date(9999, 12, 31)]))
def test_any_words_give_exact_quotes_and_ordered_days(paragraphs: list[str], language: str | None, published: date | None) -> None:
    for m in read(paragraphs, language, published):
        assert paragraphs[m.paragraph][m.start : m.end] == m.quote != ""
        assert m.date_start is None or m.date_end is None or m.date_start <= m.date_end
        assert 0 <= m.precision <= 5
