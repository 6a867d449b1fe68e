"""Whole tolls of one to three sentences, as reports tell them: (language, text, "K" killed, "I" injured, "A" abducted, why).

"6" is 6/6/6, "6/-/10" has no best, an absent letter means no figure.
"""

from __future__ import annotations

import re

import pytest

from incidents.extraction.tolls import combine, read

ROWS = [
    ("en", "Nil casualties.", "K0 I0", "telegraphic zero"),
    ("fr", "Bilan : néant.", "K0 I0", "telegraphic zero"),
    ("en", "We heard nothing, not one shot.", "", "a shot is no victim"),
    ("en", "The soldiers fired back; three of them died.", "K3", "a part of people not counted before"),
    ("fr", "Les militaires ont répliqué ; trois d'entre eux sont morts.", "K3", "a part of people not counted before"),
    ("fr", "Onze dozos y ont péri, ainsi que quatre villageois pris entre deux feux.", "K15", "joined after the verb"),
    ("en", "Eleven hunters were killed, along with four villagers.", "K15", "joined after the verb"),
    ("en", "His two sons had been taken from their field by gunmen.", "A2", "taken by gunmen"),
    ("fr", "Cinq notables ont été retenus par des combattants.", "A5", "held by fighters"),
    ("en", "Bandits robbed the traders and shot one in the leg.", "I1", "shot in the leg"),
    ("en", "Gunmen left after killing the herder's dog.", "", "a dog is nobody"),
    ("en", "Drones killed 21 civilians in the deadliest raid since the war began.", "K21", "a comparison adds nothing up"),
    ("en", "Ambush on a guard patrol: two guards KIA, three WIA.", "K2 I3", "military short forms"),
    ("en", "Local officials put the injured at between 7 and 11.", "I7/-/11", "the wounded put at"),
    ("en", "Burkina began two days of mourning for 14 gendarmes who died when their post was overrun.", "K14", "a relative clause on a complement"),
    ("en", "Nine people were killed. The ministry said 22 more were hurt.", "K9 I22", "more without a noun"),
    ("en", "The rebels boast of 40 mercenaries and 12 Malian soldiers killed.", "K52", "one adjective for a list"),
    ("en", "Residents report four hunters and two jihadists dead.", "K6", "one adjective for a list"),
    ("en", "A nurse, her mother and three neighbours were killed.", "K5", "a list of three"),
    ("en", "Two patrols went no further than the bridge.", "", "no further is no figure"),
    ("en", "He does not know how many people died.", "", "a question is no toll of one"),
    ("en", "Driver unharmed.", "I0", "unharmed is no injury, and says nothing of the dead"),
    ("en", "The raid caused only material damage.", "K0 I0", "damage only"),
    ("en", "There was no word on casualties.", "", "no word is no zero"),
    ("en", "Not a single soldier died.", "", "a zero of one side is no zero of all"),
    ("en", "Four of the wounded did not survive.", "K4", "the hurt who die are dead"),
    ("en", "Six men were lost.", "K6", "people lost"),
    ("en", "Six vehicles were lost.", "", "things lost"),
    ("en", "A doctor said he had signed five death certificates.", "K5", "death certificates"),
    ("en", "More than twenty people came in with gunshot wounds.", "I20/20/-", "people with wounds"),
    ("en", "A young man accused of theft was caught, beaten and burned alive by the crowd.", "K1", "a chain of verbs with one subject"),
    ("en", "The toll has risen from 12 to 17.", "K17", "from a figure to another"),
    ("en", "Dead: 4. Wounded: 9.", "K4 I9", "labels"),
    ("en", "Two children aged four and six were killed.", "K2", "ages are no toll"),
    ("en", "Villagers buried 13 of their own on Thursday.", "K13", "of their own"),
    ("en", "Gunmen stopped two traders and shot them by the roadside.", "K2", "an object told before"),
    ("en", "Five people were killed, not counting the bomber.", "K6", "the attacker left out of the toll died too"),
    ("en", "Two buses were hijacked and driven into the bush with about 40 people aboard.", "A32/40/48", "people aboard"),
    ("en", "Armed men held seven passengers for two days.", "A7", "held for days"),
    ("en", "Shells fell on the village, killing a family of five.", "K5", "a family of five"),
    ("en", "The attack left 13 dead and as many wounded.", "K13 I13", "as many"),
    ("en", "The prefect was ambushed and killed along with his bodyguard.", "K2", "along with"),
    ("en", "She was killed with her two daughters.", "K3", "with her two daughters"),
    ("en", "Five traders disappeared; their bodies were found on Monday.", "K5", "their bodies"),
    ("en", "Twelve soldiers, two guards and one civilian died, bringing the toll to 15.", "K15", "a sum and its parts"),
    ("en", "Another six people died overnight, taking the death toll to 24.", "K24", "a sum with the earlier dead"),
    ("en", "Six civilians died in the strike: a man, his wife and their four children.", "K6", "a breakdown after a colon"),
    ("en", "Residents spoke of more than 40 dead; the government confirmed 23.", "K23/40/-", "another voice without a noun"),
    ("en", "Ten people died, the prefect said. A nurse said she had seen 13 bodies.", "K10/10/13", "a witness's count"),
    ("en", "At least 10 people died. By Monday the hospital had counted 13 dead.", "K13", "an exact figure refines an open one"),
    ("en", "The army says seven of its men died. Survivors speak of at least twenty.", "K7/7/-", "an open rival"),
    (
        "en",
        "The army said 12 soldiers were killed. JNIM spoke of dozens of dead among Malians and Russian mercenaries.",
        "K12/12/-",
        "allies together",
    ),
    ("en", "Eight were wounded, of whom two were killed.", "K2 I8", "a clause of its own"),
    ("en", "No one was hurt when the helicopter came down; nine soldiers died in the camp.", "K9 I0", "positive beats zero"),
    ("en", "The army admitted no loss of its own; a nurse said she had seen the bodies of four soldiers.", "K0/4/4", "a denial is a rival of zero"),
    ("en", "Witnesses counted at least nine graves.", "K9/9/-", "graves"),
    ("fr", "L'armée annonce que six soldats ont été tués.", "K6", "après que"),
    ("fr", "Des inconnus ont emmené le premier adjoint au maire et son fils.", "A2", "le maire n'est pas emmené"),
    ("fr", "Un cinquième passager est entre la vie et la mort.", "I1", "entre la vie et la mort"),
    ("fr", "Six gardes y ont laissé la vie.", "K6", "laisser la vie"),
    ("fr", "Nous avons perdu quatre frères d'armes.", "K4", "frères d'armes"),
    ("fr", "Les blessés, au nombre de 14, ont été évacués.", "I14", "au nombre de"),
    ("fr", "Aux 41 militaires dont la mort avait été rapportée s'ajoutent six blessés décédés.", "K47", "s'ajoutent"),
    ("fr", "L'armée a tué treize puis quatorze assaillants.", "K14", "un chiffre qui monte"),
    ("fr", "Les frappes ont traité un regroupement terroriste et neutralisé neuf combattants.", "K-/9/9", "un adjectif n'est personne"),
    ("fr", "On n'a relevé que des dégâts matériels.", "K0 I0", "dégâts seulement"),
    ("fr", "Le chauffeur est sorti indemne.", "I0", "indemne"),
    ("fr", "Le deuxième adjoint au maire a été emmené de son domicile.", "A1", "un adjoint"),
    ("fr", "Le préfet adjoint et son chauffeur, enlevés mardi, n'ont pas été retrouvés.", "A2", "un participe après une virgule"),
    ("fr", "Des hommes armés ont fait descendre cinq passagers et les ont emmenés.", "A5", "pronom objet"),
    ("fr", "On l'a prise jeudi et on l'a tuée vendredi.", "K1 A1", "prise"),
    ("fr", "L'armée a traité la zone.", "", "un article élidé n'est pas un pronom"),
    ("fr", "Une famille de six personnes a été décimée.", "K6", "décimée"),
    ("fr", "Deux enfants n'ont pas survécu.", "K2", "ne pas survivre"),
    ("fr", "Un passager a perdu une jambe.", "I1", "perdre une jambe"),
    ("fr", "Un jeune homme accusé de vol a été rattrapé, roué de coups puis brûlé vif par la foule.", "K1", "une chaîne de verbes"),
    ("fr", "Onze hommes ont été sortis des maisons et abattus.", "K11", "une chaîne de verbes"),
    ("fr", "Le bilan est de douze morts. Un premier décompte, mercredi, faisait état de neuf morts.", "K12", "un premier décompte"),
    ("fr", "Une source avance, elle, une centaine de morts.", "K80/100/120", "le pronom n'est pas mort"),
    ("fr", "On ignore combien de civils ont péri.", "", "combien"),
    ("fr", "Cinq morts, sans compter le kamikaze.", "K6", "sans compter"),
    ("fr", "L'attaque a fait 13 morts et autant de blessés.", "K13 I13", "autant de"),
    ("fr", "Douze soldats et un civil ont péri, soit treize morts au total.", "K13", "une somme et ses parts"),
    ("fr", "Le camion transportait 30 passagers, dont 12 ont été tués.", "K12", "dont, avec son verbe"),
    ("fr", "Un élu local parle de plus de 40 morts, le gouvernement en reconnaît 23.", "K23/40/-", "en reconnaît"),
    ("fr", "Bilan : 25 civils tués, 13 blessés et 19 terroristes neutralisés.", "K25/44/44 I13", "les blessés ne sont pas neutralisés"),
    (
        "fr",
        "Plus de 50 personnes sont mortes, dit l'hôpital, tandis que l'armée parle de 25 civils tués et de 19 assaillants neutralisés.",
        "K25/50/-",
        "une voix, deux chiffres",
    ),
]

_LETTERS = {"K": "killed", "I": "injured", "A": "abducted"}


def _expected(told: str) -> dict[str, tuple[int | None, ...]]:
    out: dict[str, tuple[int | None, ...]] = {}
    for letter, figures in re.findall(r"([KIA])(\S+)", told):
        values = tuple(None if v == "-" else int(v) for v in figures.split("/"))
        out[_LETTERS[letter]] = values * 3 if len(values) == 1 else values
    return out


@pytest.mark.parametrize(("language", "text", "told", "why"), ROWS)
def test_toll_of_a_report(language: str, text: str, told: str, why: str) -> None:
    mentions = read([text], language)
    sums = {q: combine([m for m in mentions if m.quantity == q])[:3] for q in _LETTERS.values()}
    assert {q: v for q, v in sums.items() if v != (None, None, None)} == _expected(told), why
