"""What a whole article comes to: reports with values and their words, passages set aside with a reason, situations listed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from articles import article, figures, read, reasons, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.model import check_spans, spans_of
from incidents.pipeline import extract

ROOT = Path(__file__).parents[1]

ONE = [
    (
        "en",
        [
            "Gunmen attacked an army post at Diafarabé on Monday.",
            "The fighting went on until dusk, residents said.",
            "Four soldiers were killed and two wounded, the army said in a statement.",
        ],
    ),
    (
        "fr",
        [
            "Des hommes armés ont attaqué un poste de l'armée à Diafarabé lundi.",
            "Les combats ont duré jusqu'au soir, selon des habitants.",
            "Quatre soldats ont été tués et deux blessés, a indiqué l'armée.",
        ],
    ),
]


@pytest.mark.parametrize(("language", "paragraphs"), ONE, ids=["en", "fr"])
def test_an_incident_told_over_several_paragraphs_is_one_report(language: str, paragraphs: list[str]) -> None:
    (report,) = read(*paragraphs, language=language).reports
    assert (report.paragraph, report.event_type, report.sub_event_type) == (1, "Battles", "Armed clash")
    assert report.place
    assert (report.place.name, report.place.precision) == ("Diafarabé", 1)
    assert report.date
    assert report.date.edtf == "2024-03-04"
    assert (figures(report.killed), figures(report.injured)) == ((4, 4, 4), (2, 2, 2))
    assert {(a.actor, a.role) for a in report.actors} == {("unidentified-armed-group", "initiator"), ("fama", "target")}
    assert report.claimant
    assert report.claimant.who == "fama"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Three farmers were killed near Bankass on Monday. On Tuesday, a mine blew up under a lorry outside Douentza, wounding two traders. "
            "In Gao, gunmen abducted a nurse on Sunday.",
        ),
        (
            "fr",
            "Trois cultivateurs ont été tués près de Bankass lundi. Mardi, un camion a sauté sur une mine à la sortie de Douentza, blessant deux "
            "commerçants. À Gao, des hommes armés ont enlevé une infirmière dimanche.",
        ),
    ],
    ids=["en", "fr"],
)
def test_three_incidents_in_one_paragraph_are_three_reports(language: str, text: str) -> None:
    found = read(text, language=language)
    assert told(found) == [
        ("Attack", "Bankass", "2024-03-04"),
        ("Remote explosive/landmine/IED", "Douentza", "2024-03-05"),
        ("Abduction/forced disappearance", "Gao", "2024-03-03"),
    ]
    assert [(figures(r.killed), figures(r.injured), figures(r.abducted)) for r in found.reports] == [
        ((3, 3, 3), None, None),
        (None, (2, 2, 2), None),
        (None, None, (1, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("language", "lead", "act"),
    [
        ("en", "Dia is in mourning.", "Gunmen killed six villagers there on Monday, a local official said."),
        ("fr", "Dia est en deuil.", "Des hommes armés y ont tué six villageois lundi, selon un élu local."),
    ],
    ids=["en", "fr"],
)
def test_a_place_taken_from_a_sentence_beside_keeps_that_sentence_as_its_words(language: str, lead: str, act: str) -> None:
    (report,) = read(f"{lead} {act}", language=language).reports
    assert report.place
    assert report.place.name == "Dia"
    (span,) = report.place.evidence.spans
    assert span.start < len(lead)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday, gunmen killed six villagers at Dia. At Diafarabé, a shepherd was abducted."),
        ("fr", "Lundi, des hommes armés ont tué six villageois à Dia. À Diafarabé, un berger a été enlevé."),
    ],
    ids=["en", "fr"],
)
def test_a_day_that_no_word_of_its_own_gives_is_marked_inferred_or_is_not_given(language: str, text: str) -> None:
    found = read(text, language=language)
    assert [place for _, place, _ in told(found)] == ["Dia", "Diafarabé"]
    second = found.reports[1].date
    assert second is None or second.evidence.inferred


def test_the_publication_date_alone_is_never_the_day_of_an_incident() -> None:
    (report,) = read("Gunmen killed six villagers at Dia, a local official said.").reports
    assert report.date is None


def test_a_year_that_nothing_gives_stays_unknown() -> None:
    (report,) = read("Le 25 avril, des hommes armés ont tué un berger à Dia.", language="fr", published=None).reports
    assert report.date
    assert (report.date.start, report.date.edtf) == (None, "XXXX-04-25")


def test_without_a_place_the_report_is_of_mali_and_marked_inferred() -> None:
    (report,) = read("JNIM fighters killed six soldiers on Monday, the army said.").reports
    assert report.place
    assert (report.place.precision, report.place.lat) == (6, None)
    assert report.place.evidence.inferred


ASIDE = [
    ("en", "Last year, gunmen killed 40 soldiers near Gao.", "background"),
    ("fr", "L'an dernier, des hommes armés ont tué 40 soldats près de Gao.", "background"),
    ("en", "Since January, more than 300 people have been killed in attacks in Mopti region.", "total"),
    ("fr", "Depuis janvier, plus de 300 personnes ont été tuées dans des attaques dans la région de Mopti.", "total"),
    ("en", "Bandits regularly attack buses on the road between Gao and Ansongo.", "habitual"),
    ("fr", "Des bandits attaquent régulièrement des cars sur la route entre Gao et Ansongo.", "habitual"),
    ("en", "If the militants attacked Timbuktu, hundreds would be killed.", "hypothetical"),
    ("en", "Did gunmen attack Gao on Monday?", "hypothetical"),
    ("en", "The army will attack the militants' base at Ber next week.", "planned"),
    ("fr", "L'armée attaquera la base des jihadistes à Ber la semaine prochaine.", "planned"),
    ("en", "The group threatened to attack the garrison of Léré.", "threatened"),
    ("fr", "Le groupe a menacé d'attaquer la garnison de Léré.", "threatened"),
    ("en", "The army denied that soldiers had killed villagers at Dia.", "denied"),
    ("fr", "L'armée a démenti que des soldats aient tué des villageois à Dia.", "denied"),
    ("en", "Five passengers were killed when a bus overturned near Ségou on Monday.", "accident"),
    ("fr", "Cinq passagers ont été tués dans un accident de car près de Ségou lundi.", "accident"),
    ("en", "A bus crash near Ségou killed five people on Monday.", "accident"),
    ("en", "Gunmen killed ten soldiers at Djibo in Burkina Faso on Monday.", "outside Mali"),
    ("fr", "Du côté burkinabè de la frontière, deux gardes ont été tués lundi dans l’attaque d’un poste.", "outside Mali"),
    ("en", "Two engineers who had been kidnapped near Kayes were freed on Monday.", "background"),
    ("en", "The film looked back on the attack on the camp at Boulikessi.", "background"),
    ("fr", "Des hommes armés ont tué dix soldats à Djibo au Burkina Faso lundi.", "outside Mali"),
    ("en", "A court in Bamako sentenced two men for the attack that killed 20 at Dia.", "politics"),
    ("fr", "Un tribunal de Bamako a condamné deux hommes pour l'attaque qui avait tué 20 personnes à Dia.", "politics"),
]


@pytest.mark.parametrize(("language", "text", "reason"), ASIDE)
def test_what_is_no_incident_is_set_aside_with_its_reason(language: str, text: str, reason: str) -> None:
    document, found = article(text, language=language)
    assert found.reports == ()
    assert set(reasons(found)) == {reason}
    assert all(span.quote in document.text for passage in found.set_aside for span in passage.evidence.spans)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers met in Bamako on Monday to discuss the price of bread.",
        "Le festival de Ségou s'est ouvert lundi devant mille spectateurs.",
        "The wounded were taken to Gao hospital.",
    ],
)
def test_plain_news_gives_no_report(text: str) -> None:
    assert read(text, language=None).reports == ()


SITUATIONS = [
    ("en", "Jihadists have blockaded the town of Farabougou since October 2023.", "blockade", "Farabougou", 2023),
    ("fr", "La ville de Léré est sous blocus depuis novembre 2023.", "blockade", "Léré", 2023),
    ("fr", "L'embargo sur le carburant vise Bamako depuis septembre 2023.", "embargo", "Bamako", 2023),
    ("en", "The group gave the village of Dia an ultimatum of three days to leave.", "ultimatum", "Dia", None),
]


@pytest.mark.parametrize(("language", "text", "kind", "place", "year"), SITUATIONS)
def test_a_situation_that_goes_on_is_listed_and_never_counted(language: str, text: str, kind: str, place: str, year: int | None) -> None:
    found = read(text, language=language)
    assert found.reports == ()
    (situation,) = found.situations
    assert situation.kind == kind
    assert situation.place
    assert situation.place.name == place
    assert (situation.since.start.year if situation.since and situation.since.start else None) == year


def test_a_single_act_in_a_blockade_is_an_incident() -> None:
    found = read("Farabougou has been under blockade since October 2023. On Monday, gunmen burnt two lorries of flour near Farabougou.")
    assert [sub for sub, _, _ in told(found)] == ["Looting/property destruction"]
    assert [s.kind for s in found.situations] == ["blockade"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "At least six soldiers were killed in an attack at Ber on Monday, the army said. A hospital source put the toll at eleven dead.",
        ),
        (
            "fr",
            "Au moins six soldats ont été tués lundi dans une attaque à Ber, a indiqué l'armée. Une source hospitalière parle de onze morts.",
        ),
    ],
    ids=["en", "fr"],
)
def test_rival_figures_are_a_range_with_one_claim_each(language: str, text: str) -> None:
    (report,) = read(text, language=language).reports
    assert figures(report.killed) == (6, 6, 11)
    said = [(c.claimant.who if c.claimant else None, c.low, c.high) for c in report.claims if c.about == "killed"]
    assert said == [("fama", 6, None), ("health-workers", 11, 11)]


def test_a_claim_of_responsibility_names_the_side_and_is_no_account() -> None:
    (report,) = read("Five soldiers were killed in an attack at Ber on Monday, the army said. JNIM claimed responsibility for the attack.").reports
    assert ("jnim", "initiator") in {(a.actor, a.role) for a in report.actors}
    assert report.claimant
    assert report.claimant.who == "fama"
    assert [c.claimant.who for c in report.claims if c.stance == "claims responsibility" and c.claimant] == ["jnim"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "At least six soldiers were killed at Ber on Monday, the army said. JNIM claimed 30 soldiers killed."),
        ("fr", "Au moins six soldats ont été tués lundi à Ber, a indiqué l'armée. Le JNIM a revendiqué la mort de 30 soldats."),
    ],
    ids=["en", "fr"],
)
def test_the_figure_of_a_claim_of_responsibility_is_the_claimer_s_and_no_sum(language: str, text: str) -> None:
    (report,) = read(text, language=language).reports
    assert figures(report.killed) == (6, 6, 30)
    assert [(c.claimant.who, c.low) for c in report.claims if c.about == "killed" and c.claimant] == [("fama", 6), ("jnim", 30)]


def test_an_army_s_neutralised_is_its_claim_and_raises_no_lowest_figure() -> None:
    (report,) = read("Soldiers neutralised twelve terrorists near Ber on Monday, the army said.").reports
    assert figures(report.killed) == (None, 12, 12)
    assert [c.wording for c in report.claims if c.about == "killed"] == ["neutralised"]


# --- spans, sameness and hostile text ---------------------------------------------------------------------------------------

FRAGMENTS = [
    "Gunmen attacked",
    "Des hommes armés ont attaqué",
    "an army post",
    "le marché",
    "killing six villagers",
    "tuant huit civils",
    "at Dia",
    "à Ansongo",
    "near Gao",
    "entre Gao et Ansongo",
    "10 km au sud de Ber",
    "on Monday",
    "dans la nuit de lundi à mardi",
    "le 25 avril 2023",
    "last year",
    "depuis 2012",
    "the army said",
    "selon des habitants",
    "JNIM claimed responsibility",
    "une trentaine de",
    "between 10 and 12",
    "were abducted",
    "ont été enlevés",
    "under blockade",
    "will attack",
    "n'ont pas",
    "«",
    "»",
    "“",
    '"',
    "’",
    ";",
    ".",
    ",",
    ":",
    "?",
    "(",
    ")",
    "-",
    "–",
    "...",
    "\t",
    "\u00a0",
    "\u200b",
    "\u202e",
    "🔥💥",
    "👩‍👩‍👧",
    "Гао",
    "加奥",
    "غاو",
    "é",
    "e\u0301",
    "İ",
    "ß",
    "ﬁ",
    "0",
    "10000",
    "1 000",
    "3.5",
    "1/2",
    "XXIV",
    "<script>",
    "&amp;",
    "=1+1",
    "\\",
    "\x00",
    "TROIS MORTS",
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=25), min_size=1, max_size=4),
    st.sampled_from(["en", "fr", None]),
    st.sampled_from([" ", "", ", "]),
)
def test_every_span_is_an_exact_slice_whatever_the_text(paragraphs: list[list[str]], language: str | None, joint: str) -> None:
    texts = [joint.join(parts) for parts in paragraphs] + ["Gunmen killed six villagers at Dia on Monday."]
    document, found = article(*texts, language=language)
    check_spans(document, found)
    for span in spans_of(found):
        home = document.paragraphs[span.paragraph - 1]
        assert home.start <= span.start < span.end <= home.end


HOSTILE = {
    "a megabyte of one letter": "a" * 1_000_000,
    "a megabyte of brackets": "(" * 1_000_000,
    "ten thousand numbers": "10000 " * 10_000,
    "ten thousand emoji": "🔥" * 10_000,
    "no punctuation": "three soldiers were killed near Gao on Monday by gunmen and " * 300,
    "all capitals": "DES HOMMES ARMES ONT TUE SIX VILLAGEOIS A DIA LUNDI. " * 100,
    "scripts mixed": "Гао убит 加奥 غاو six soldats tués " * 300,
    "letters misread": "Gunrnen kil1ed s1x vil|agers at D1a 0n M0nday. " * 200,
    "opening quotes only": '« “ " ' * 2_000,
    "names only": "Dia, Koro, Ber, Léré, " * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_with_exact_spans_and_hides_no_neighbour(name: str) -> None:
    document, found = article(HOSTILE[name], "Gunmen killed six villagers at Diafarabé on Monday.")
    check_spans(document, found)
    assert len(found.reports) <= 200
    assert "Diafarabé" in {place for _, place, _ in told(found)}


def test_capitals_without_accents_are_read_like_other_text() -> None:
    (report,) = read("DES HOMMES ARMES ONT TUE SIX VILLAGEOIS A DIA LUNDI.", language="fr").reports
    assert report.place
    assert report.place.name == "Dia"
    assert figures(report.killed) == (6, 6, 6)


CODE = """
import json, sys
from incidents.pipeline import extract
from incidents.reading.documents import read_records
print(json.dumps(extract(list(read_records(sys.argv[1])))[:12], ensure_ascii=False))
"""


def test_the_same_text_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    """Sets and dicts of strings are ordered by the hash seed: two seeds, and one process twice, must agree."""
    lines = (ROOT / "tests/eval/dev.jsonl").read_text("utf-8").splitlines()[:12]
    (tmp_path / "docs.jsonl").write_text("\n".join(lines), "utf-8")
    outputs = []
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run([sys.executable, "-c", CODE, str(tmp_path / "docs.jsonl")], env=environment, capture_output=True, text=True, check=True)
        outputs.append(run.stdout)
    records = [json.loads(line) for line in lines]
    here = [json.dumps(extract(records), ensure_ascii=False) + "\n" for _ in range(2)]
    assert len({*outputs, *here}) == 1
    assert len(here[0]) > 10_000


# --- the five real articles -------------------------------------------------------------------------------------------------


def test_the_five_articles_give_their_five_incidents_and_no_other(shared: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests/eval"))
    import scoring

    gold = scoring.load(shared / "gold/seeds.jsonl")
    predicted = {line["id"]: line for line in extract(list(gold.values())) if isinstance(line, dict)}
    counts, figures_, misses = scoring.score(gold, predicted)
    assert (counts["gold"], counts["matched"], counts["predicted"]) == (5, 5, 5), misses
    assert figures_["event_type"].hits == 5
    without = [name for name, document in gold.items() if not document["incidents"]]
    assert len(without) == 2
    assert [predicted[name]["incidents"] for name in without] == [[], []]


# ruff: noqa: E501  (one sentence a row reads better than wrapped rows)
# --- a seat at the head of a paragraph, a speaker's town, an accident's dead ----------------------------------------------

THURSDAY = "2025-06-12"
HEADED = [
    ("fr", "Gao : trois civils tués mardi près de Tinzoumalane, selon des habitants.", "Region of Gao", 4, "a village that is not found"),
    ("en", "GAO: On Tuesday gunmen killed three herders at Nowherebougou.", "Region of Gao", 4, "a village that is not found"),
    ("en", "MÉNAKA. On Tuesday gunmen killed three herders at Nowherebougou.", "Region of Ménaka", 4, "a heading that is a sentence"),
    ("en", "MÉNAKA. On Tuesday gunmen killed three herders.", "Region of Ménaka", 4, "no place at all"),
    ("en", "In the Gao sector, gunmen killed three herders on Tuesday.", "Region of Gao", 4, "a sector of a region's seat"),
    ("fr", "Dans le secteur de Gao, mardi, des hommes armés ont tué trois éleveurs à Nullepartbougou.", "Region of Gao", 4, "a sector"),
    ("en", "KITA | The army says an air strike on 3 June killed nine terrorists somewhere in the Kita cercle.", "Cercle of Kita", 3, "the unit itself"),
    ("fr", "Bankass : deux cultivateurs tués. Ils étaient aux champs, à la sortie de Baye, quand des hommes ont tiré mardi.", "Baye", 2, "a place in it"),
    ("fr", "Niafunké : du bétail emporté. Près de 150 bovins ont été enlevés lundi à 5 km au nord de Soumpi par des hommes armés.",
     "5 km north of Soumpi", 2, "a place in it"),
    ("en", "NARA | Friday: car bomb, then ground assault on the army post at Guiré.", "Guiré", 1, "a place in it"),
    ("fr", "Gao : mardi, des hommes armés ont tué deux vendeurs au marché.", "Gao", 1, "the town's market"),
    ("en", "GAO | Mortar rounds landed inside the army camp on Tuesday. One soldier was killed.", "Gao", 1, "the town's camp"),
    ("fr", "Kayes : les transporteurs ont marché mardi pour réclamer la paix.", "Kayes", 1, "a march is in a town"),
    ("fr", "Secteur de N'Tillit : mardi, des hommes armés ont tué trois éleveurs.", "N'Tillit", 2, "a village's sector is near it"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name", "precision", "why"), HEADED, ids=[f"{row[0]}: {row[1][:30]} {row[4]}" for row in HEADED])
def test_a_seat_that_heads_a_paragraph_is_its_unit_unless_the_text_is_of_the_town(language: str, text: str, name: str, precision: int, why: str) -> None:
    [report] = read(text, language=language, published=THURSDAY).reports
    assert report.place is not None
    assert (report.place.name, report.place.precision) == (name, precision), why


def test_a_second_act_under_a_heading_is_an_incident_of_its_own() -> None:
    reports = read("GAO. On Tuesday gunmen killed three herders. At Ansongo, soldiers shot dead two men on Monday.", published=THURSDAY).reports
    assert [(r.place.name, r.place.precision) for r in reports if r.place] == [("Region of Gao", 4), ("Ansongo", 1)]


BESIDE_THE_ACT = [
    ("en", "Five traders were killed on Saturday when their lorry hit a mine between Fafa and Labbézanga, a councillor in Ansongo said.", 5),
    ("fr", "Cinq commerçants ont été tués samedi par une mine entre Fafa et Labbézanga, a indiqué un élu joint à Ansongo.", 5),
    ("en", "Five traders were killed by gunmen on Saturday, a security source in Mopti said.", 6),
    ("en", "Helicopters from the base at Sévaré struck a jihadist camp on Tuesday, killing nine fighters, the mayor said.", 6),
]


@pytest.mark.parametrize(("language", "text", "precision"), BESIDE_THE_ACT, ids=[row[1][-30:] for row in BESIDE_THE_ACT])
def test_a_speakers_town_is_not_where_it_happened(language: str, text: str, precision: int) -> None:
    [report] = read(text, language=language, published=THURSDAY).reports
    assert report.place is not None
    assert report.place.precision == precision


SCENES = [
    ("en", "The health centre at Ségué had just opened its shutters on Monday when four gunmen abducted the driver.", "Ségué"),
    ("fr", "Le centre de santé de Dia venait d'ouvrir lundi quand des hommes armés ont enlevé deux infirmiers.", "Dia"),
    ("en", "The hospital in Gao received eleven wounded on Monday after gunmen attacked a bus near Nowherebougou.", "Nowherebougou"),
]


@pytest.mark.parametrize(("language", "text", "name"), SCENES, ids=[row[1][:30] for row in SCENES])
def test_a_clinic_is_the_scene_where_the_story_opens_and_not_where_it_treats(language: str, text: str, name: str) -> None:
    [report] = read(text, language=language, published=THURSDAY).reports
    assert report.place is not None
    assert report.place.name == name


ACCIDENTS = [
    ("fr", "Diré : une pirogue a chaviré dimanche entre deux hameaux. Neuf corps ont été repêchés.", 0),
    ("en", "A bus overturned on Sunday near Sikasso. Nine people were killed and two were hurt.", 0),
    ("en", "A bus overturned on Sunday near Sikasso. Nine people were killed by gunmen.", 1),
    ("en", "A lorry overturned near Sikasso on Sunday. Two people were shot dead on Monday at Kignan.", 1),
]


@pytest.mark.parametrize(("language", "text", "count"), ACCIDENTS, ids=[row[1][:60] for row in ACCIDENTS])
def test_the_dead_of_an_accident_just_told_are_no_incident(language: str, text: str, count: int) -> None:
    assert len(read(text, language=language, published=THURSDAY).reports) == count


TOLD = [
    ("en", "On 3 June FLA pickups intercepted three traders' trucks near Araouane. Drivers let go; flour and diesel kept.", "Looting/property destruction"),
    ("en", "On Sunday dozo and JNIM delegates sealed a deal at Téné: weekly markets reopen.", "Agreement"),
    ("fr", "Le FLA dément toute implication dans l'attaque qui a frappé mardi, près de Boni, des civils.", "Attack"),
    ("en", "JNIM denied involvement in the killing of nine farmers at Dia on Monday.", "Attack"),
    ("fr", "Le 3 juin, les vecteurs aériens ont traité un plot logistique près de N'Tillit. Des fûts ont été détruits.", "Air/drone strike"),
    ("en", "On Monday a charge was set off beneath an army vehicle near Boni.", "Remote explosive/landmine/IED"),
    ("en", "The army denied that its men killed nine farmers at Dia on Monday.", ""),
    ("en", "Gunmen killed 44 people in Fambita on Friday, close to the border with Mali.", ""),
]


@pytest.mark.parametrize(("language", "text", "sub"), TOLD, ids=[row[1][:50] for row in TOLD])
def test_acts_in_other_words(language: str, text: str, sub: str) -> None:
    assert [r.sub_event_type for r in read(text, language=language, published=THURSDAY).reports] == ([sub] if sub else [])


def test_a_lead_of_many_places_gives_its_day_to_those_told_after_it() -> None:
    reading = read(
        "Des jihadistes ont attaqué mardi plusieurs positions de l'armée dans l'ouest et le centre du pays.",
        "À Kayes, des tirs nourris ont visé le camp militaire. À Gogui, les assaillants se sont heurtés aux gardes nationaux.",
        "Mercredi, à Kayes, une foule a incendié la maison d'un commerçant.",
        language="fr",
        published=THURSDAY,
    )
    days = [(r.place.name, r.date.edtf) for r in reading.reports if r.place and r.date]
    assert days == [("Kayes", "2025-06-10"), ("Gogui", "2025-06-10"), ("Kayes", "2025-06-11")]


def test_a_groups_reproduced_bulletin_is_its_own_account() -> None:
    head = "What follows is our translation of a bulletin issued on Tuesday 10 June 2025 by the media arm of JNIM."
    reports = read(
        head,
        "The soldiers of Islam lay in wait for the dozo militia near Fangasso on Thursday 5 June. Five of them were killed.",
        "On Monday 9 June our brothers were attacked at Dia by the mercenaries of Wagner.",
        published=THURSDAY,
    ).reports
    assert [r.claimant.who for r in reports if r.claimant] == ["jnim", "jnim"]
    assert [{a.actor: a.role for a in r.actors}["jnim"] for r in reports] == ["initiator", "target"]


def test_a_bulletin_that_is_only_mentioned_gives_no_account() -> None:
    text = "A statement issued on Tuesday by JNIM said nothing of it. Gunmen killed two guards at Dia on Monday, the mayor said."
    [report] = read(text, published=THURSDAY).reports
    assert report.claimant is not None
    assert report.claimant.who == "local-officials"
