"""Who is in the cast of a whole report, and whose account it is: tables of (text, expected, why), read through the whole chain."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.pipeline import extract

DAY = date(2024, 5, 10)
DID, HIT, TOOK_PART = "initiator", "target", "participant"


def first(text: str, language: str, publisher: str = "Journal d'essai", day: date = DAY) -> dict:  # type: ignore[type-arg]
    record = {
        "id": "x",
        "title": "",
        "publisher": publisher,
        "published": day.isoformat(),
        "language": language,
        "paragraphs": text.split("\n"),
    }
    found = next(iter(extract([record])))
    assert found["incidents"], "the text reports an incident"
    return found["incidents"][0]


CASTS = [
    (
        "en",
        "At the fair of Boron, soldiers and Africa Corps fighters arrested nine herdsmen on 2 May.",
        {"fama": DID, "africa-corps": DID, "herders": HIT},
        "a force's fighters are the force",
    ),
    (
        "fr",
        "Les combats du 2 au 4 mai à Tinzaouaten entre les rebelles du CSP et l'armée ont fait dix morts.",
        {"csp-dpa": TOOK_PART, "fama": TOOK_PART},
        "between, with days and a place before it",
    ),
    (
        "en",
        "On 2 May its aircraft bombed what the army called a logistics base near Mourdiah, killing 12 terrorists.",
        {"fama": DID, "unidentified-armed-group": HIT},
        "the base that was bombed is not the army's own",
    ),
    ("en", "Police fired tear gas at students in Bamako on 2 May. Four were arrested.", {"protesters": DID, "police-mali": TOOK_PART}, "a crowd"),
    (
        "fr",
        "Un individu a lancé une grenade le 2 mai à Gao, tuant un enfant, d'après un médecin de l'hôpital régional.",
        {"unidentified-armed-group": DID, "civilians": HIT},
        "the hospital of the doctor who speaks was not hit",
    ),
    (
        "en",
        "On 2 May at least six people died when a shell fell on a house in Léré.",
        {"civilians": HIT},
        "the dead are no crowd that did it",
    ),
    (
        "en",
        "On 2 May gunmen stopped a pick-up at Kadiana. The driver was taken towards the border.",
        {"unidentified-armed-group": DID, "civilians": HIT},
        "the sentence before the act names the doers",
    ),
    (
        "en",
        "On 2 May, gunmen attacked Bankass. Residents said six people were killed. JNIM claimed it the next day.",
        {"jnim": DID, "civilians": HIT},
        "claim",
    ),
    ("en", "On 2 May, suspected JNIM fighters killed two teachers in Douentza.", {"jnim": DID, "teachers": HIT}, "suspected of a named group"),
    (
        "en",
        "On 2 May, armed men believed to belong to JNIM killed six villagers in Bankass.",
        {"jnim": DID, "civilians": HIT},
        "of a named group by belief",
    ),
    (
        "en",
        "On 3 May, a logistics convoy of the Mission was ambushed near Ansongo. MINUSMA said two peacekeepers were killed.",
        {"minusma": HIT},
        "whose convoy",
    ),
    ("en", "On 3 May, an escort of the Togolese battalion hit a mine near Ber, killing one peacekeeper.", {"minusma": HIT}, "whose escort"),
    (
        "en",
        "On 3 May, three mortar shells hit the MINUSMA camp in Gao, wounding one peacekeeper who was flown out by helicopter.",
        {"minusma": HIT},
        "transport",
    ),
    (
        "en",
        "On 4 May, traders marched in Kayes against robberies. Police dispersed them with tear gas.",
        {"protesters": DID, "police-mali": TOOK_PART},
        "dispersal",
    ),
    ("en", "On 4 May, hundreds of women marched peacefully in Gao, watched by the police.", {"protesters": DID}, "onlookers"),
    ("en", "On 4 May, dozo hunters and JNIM fighters exchanged fire for an hour near Dioro.", {"dozo": TOOK_PART, "jnim": TOOK_PART}, "both fought"),
    ("en", "On 5 May, fighting between GATIA and the CMA left ten dead in Kidal.", {"gatia": TOOK_PART, "cma": TOOK_PART}, "both fought"),
    (
        "en",
        "On 6 May, the army and its Wagner allies captured Ber from the CSP after a day of fighting.",
        {"fama": DID, "wagner": DID, "csp-dpa": HIT},
        "co-initiators",
    ),
    ("en", "On 6 May, a FAMa patrol struck a roadside bomb near Hombori, killing three soldiers.", {"fama": HIT}, "victims of a device, no author"),
    ("en", "On 6 May, a roadside bomb exploded under an army truck near Boni, wounding five soldiers.", {"fama": HIT}, "under a truck"),
    ("en", "On 7 May, two herders and a boy were shot dead by soldiers near Nara.", {"fama": DID, "herders": HIT}, "the sharper word for the dead"),
    (
        "en",
        "On 7 May, gunmen abducted a mayor and his driver near Niafunke.",
        {"unidentified-armed-group": DID, "local-officials": HIT},
        "the mayor, not also civilians",
    ),
    (
        "en",
        "On 7 May, a mob beat a suspected thief to death in Sikasso before the police arrived.",
        {"rioters": DID, "civilians": HIT},
        "police came later",
    ),
    (
        "en",
        "On 8 May, an army drone killed 12 people at a market in Amasrakad, residents said. The army said it neutralised 12 terrorists.",
        {"fama": DID, "civilians": HIT},
        "rival words for the dead",
    ),
    (
        "en",
        "On 8 May, JNIM attacked the army camp at Dioura, and 20 soldiers died. The militants left with weapons.",
        {"jnim": DID, "fama": HIT},
        "one name for one side",
    ),
    (
        "en",
        "MINUSMA reports from the north. On 8 May, sappers of the Mission, alerted by herders, defused two mines near Tessalit.",
        {"minusma": DID},
        "those who alert do nothing",
    ),
    ("en", "On 8 May, gendarmes arrested four leaders of the opposition in Bamako.", {"gendarmerie-mali": DID, "politicians": HIT}, "arrest"),
    ("en", "On 8 May, FLA suicide drones hit the army camp at Ber, wounding two soldiers.", {"fla": DID, "fama": HIT}, "whose drones"),
    (
        "en",
        "On 9 May, a village chief was murdered by unknown men in Mopti, officials said.",
        {"unidentified-armed-group": DID, "local-officials": HIT},
        "specific",
    ),
    (
        "en",
        "On 9 May, persons unknown threw a grenade into a bar in Gao, injuring three customers.",
        {"unidentified-armed-group": DID, "civilians": HIT},
        "unknown",
    ),
    (
        "fr",
        "Le 2 mai, des hommes armés ont attaqué Bankass et tué six villageois. Le GSIM a revendiqué l'attaque.",
        {"jnim": DID, "civilians": HIT},
        "claim",
    ),
    ("fr", "Le 2 mai, des combattants présumés du GSIM ont tué deux enseignants à Douentza.", {"jnim": DID, "teachers": HIT}, "présumés"),
    (
        "fr",
        "Le 3 mai, un convoi logistique de la Force a été attaqué près d'Ansongo. La Minusma déplore deux Casques bleus tués.",
        {"minusma": HIT},
        "whose convoy",
    ),
    (
        "fr",
        "Le 3 mai, un convoi du bataillon togolais a sauté sur une mine près de Ber ; un Casque bleu a été tué.",
        {"minusma": HIT},
        "whose convoy",
    ),
    (
        "fr",
        "Le 4 mai, la police a dispersé à coups de gaz lacrymogène une marche de commerçants à Kayes.",
        {"protesters": DID, "police-mali": TOOK_PART},
        "dispersal",
    ),
    ("fr", "Le 4 mai, des centaines de femmes ont marché pacifiquement à Gao sous l'œil de la police.", {"protesters": DID}, "onlookers"),
    (
        "fr",
        "Le 4 mai, un accrochage entre une patrouille de la gendarmerie et des inconnus a fait un mort à Hombori.",
        {"gendarmerie-mali": TOOK_PART, "unidentified-armed-group": TOOK_PART},
        "fight",
    ),
    (
        "fr",
        "Le 5 mai, de violents combats entre le MSA et l'EIS ont fait trente morts à Tamalat.",
        {"msa": TOOK_PART, "is-sahel": TOOK_PART},
        "both fought",
    ),
    (
        "fr",
        "Le 6 mai, les FAMa appuyées par Wagner ont repris Ber aux combattants du CSP après des combats.",
        {"fama": DID, "wagner": DID, "csp-dpa": HIT},
        "appuyées par",
    ),
    ("fr", "Le 6 mai, un véhicule des FAMa a sauté sur une mine près de Hombori : trois soldats tués.", {"fama": HIT}, "device"),
    (
        "fr",
        "Le 7 mai, le maire de Hombori et son chauffeur ont été enlevés par des hommes armés.",
        {"unidentified-armed-group": DID, "local-officials": HIT},
        "specific",
    ),
    (
        "fr",
        "Le 7 mai, une foule a lynché à Sikasso un voleur présumé avant l'arrivée de la police.",
        {"rioters": DID, "civilians": HIT},
        "police came later",
    ),
    (
        "fr",
        "Le 8 mai, l'aviation a frappé une base du GSIM près de Nampala et tué dix combattants.",
        {"fama": DID, "jnim": HIT},
        "struck by the air force",
    ),
    (
        "fr",
        "Le 8 mai, des éleveurs ont été dépouillés de leurs bœufs par des combattants de l'EIS près d'Ansongo.",
        {"is-sahel": DID, "herders": HIT},
        "robbed of",
    ),
    ("fr", "Le 8 mai, les équipes du génie ont détruit un engin explosif près de Niono.", {"fama": DID}, "engineers"),
    (
        "fr",
        "Le 8 mai, plusieurs leaders de l'opposition ont été interpellés à Bamako par la gendarmerie.",
        {"gendarmerie-mali": DID, "politicians": HIT},
        "arrest",
    ),
    (
        "fr",
        "Le 9 mai, un chef de village a été tué par deux hommes à moto à Mopti.",
        {"unidentified-armed-group": DID, "local-officials": HIT},
        "specific",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected", "why"), CASTS)
def test_a_report_names_the_doer_and_the_sufferer_and_nobody_else(language: str, text: str, expected: dict[str, str], why: str) -> None:
    assert {a["actor"]: a["role"] for a in first(text, language)["actors"]} == expected, why


ACCOUNTS = [
    ("en", "On 2 May gunmen killed six villagers at Bankass, said Moussa, a trader who fled.", "civilians", "a name with its trade"),
    ("en", "On 2 May gunmen killed six villagers at Bankass, two men who escaped the raid said.", "civilians", "a relative clause before the verb"),
    ("en", "On 2 May gunmen killed six villagers at Bankass, medical and local sources said.", "health-workers", "the first of two sources"),
    ("en", "On 2 May gunmen killed six villagers at Bankass; local sources put the wounded at between 9 and 12.", "civilians", "a range"),
    ("en", "On 2 May gunmen killed six villagers at Bankass (hauliers' union).", "civilians", "a source in brackets"),
    (
        "en",
        "On 2 May an army drone killed six fighters at Bankass; the General Staff put out that nineteen were neutralised.",
        "fama",
        "put out that",
    ),
    ("en", "On 2 May FLA drones hit Ber, wounding two soldiers, by the movement's own account.", "fla", "own account"),
    ("en", "On 2 May gunmen killed six villagers at Bankass. JNIM claimed responsibility.", None, "a claim of responsibility is no account"),
    ("en", "On 2 May gunmen killed six villagers at Bankass. The army denied any role.", None, "a denial is no account"),
    ("en", "On 2 May the CSP boasted of killing 20 soldiers in an ambush at Ber.", "csp-dpa", "a boast of losses dealt"),
    ("en", "The Human Rights Division documented the killing of six villagers at Bankass on 2 May.", "minusma", "a division of the mission"),
    (
        "en",
        "On 2 May a device hit a bus near Boni. The health centre received five bodies and nine wounded.",
        "health-workers",
        "who received the dead",
    ),
    ("en", "On 2 May gunmen killed six villagers at Bankass, reports the village chief.", "local-officials", "inverted present"),
    ("fr", "Le 2 mai, des hommes armés ont tué six villageois à Bankass, nous affirment des rescapés.", "civilians", "inverted with nous"),
    ("fr", "Le 2 mai, des hommes armés ont enlevé six passagers à Bankass, me dit le gérant de la compagnie.", "civilians", "inverted with me"),
    (
        "fr",
        "Le 2 mai, des hommes armés ont tué six villageois à Bankass, selon le service local du Développement social.",
        "government-mali",
        "state service",
    ),
    ("fr", "Mairie de Bankass : ce 2 mai, des hommes armés ont tué six villageois à Bankass.", "local-officials", "a label that opens a message"),
    ("fr", "Le 2 mai, un bus a sauté sur une mine près de Boni. Le centre de santé a reçu cinq corps.", "health-workers", "who received the dead"),
    ("fr", "Le 2 mai, des hommes armés ont tué six villageois à Bankass, apprend-on auprès de l'hôpital.", "health-workers", "apprend-on auprès de"),
    ("fr", "Le 2 mai, des hommes armés ont tué six villageois à Bankass. Le GSIM a revendiqué l'attaque.", None, "a claim is no account"),
]


@pytest.mark.parametrize(("language", "text", "who", "why"), ACCOUNTS)
def test_a_report_names_whose_account_it_is(language: str, text: str, who: str | None, why: str) -> None:
    assert (first(text, language)["claimant"] or {}).get("who") == who, why
