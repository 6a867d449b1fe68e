"""Event type and sub type from acts, sides and losses, by ACLED's rules as the gold's README words them."""

from __future__ import annotations

from typing import Any

import pytest
from articles import read

from incidents.extraction import coding
from incidents.extraction.coding import Case
from incidents.words.event_types import sub_types

STATE, GROUP, CIVIL = frozenset({"state"}), frozenset({"armed group"}), frozenset({"civilians"})
NONE: frozenset[str] = frozenset()

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("two armed sides met on the ground", {"weight": {"clash": 3}, "initiators": GROUP, "targets": STATE}, "Armed clash"),
    ("an ambush on soldiers", {"weight": {"ambush": 3, "die": 2}, "targets": STATE, "dead_or_hurt": True}, "Armed clash"),
    ("an air strike during a fight is one battle", {"weight": {"clash": 3, "air": 3}, "initiators": STATE, "targets": GROUP}, "Armed clash"),
    (
        "an air strike alone",
        {"weight": {"air": 3, "kill": 3}, "head": "air", "initiators": STATE, "targets": GROUP, "dead_or_hurt": True},
        "Air/drone strike",
    ),
    (
        "civilians killed",
        {"weight": {"attack": 3, "kill": 3}, "initiators": GROUP, "targets": CIVIL, "victims": CIVIL, "dead_or_hurt": True},
        "Attack",
    ),
    ("people taken", {"weight": {"abduct": 3}, "initiators": GROUP, "targets": CIVIL, "abducted": True}, "Abduction/forced disappearance"),
    (
        "people taken and some killed is an attack",
        {"weight": {"abduct": 3, "kill": 3}, "initiators": GROUP, "targets": CIVIL, "victims": CIVIL, "abducted": True, "dead_or_hurt": True},
        "Attack",
    ),
    ("a mine", {"weight": {"ied": 3}, "head": "ied", "targets": STATE}, "Remote explosive/landmine/IED"),
    ("a bomber", {"weight": {"suicide": 3, "blast": 2}, "head": "suicide", "targets": STATE}, "Suicide bomb"),
    ("shells", {"weight": {"shell": 3}, "head": "shell"}, "Shelling/artillery/missile attack"),
    ("property only", {"weight": {"burn": 3}, "initiators": GROUP}, "Looting/property destruction"),
    ("the state arrests", {"weight": {"arrest": 3}, "initiators": STATE, "targets": CIVIL}, "Arrests"),
    ("arms found", {"weight": {"weapons": 3}, "initiators": STATE}, "Disrupted weapons use"),
    ("a camp handed over", {"weight": {"transfer": 3}, "initiators": STATE}, "Non-violent transfer of territory"),
    (
        "a town taken after a fight",
        {"weight": {"take": 3, "clash": 3}, "initiators": GROUP, "targets": STATE, "dead_or_hurt": True},
        "Non-state actor overtakes territory",
    ),
    ("a town taken back", {"weight": {"retake": 3, "clash": 3}, "initiators": STATE, "targets": GROUP}, "Government regains territory"),
    ("a march", {"weight": {"protest": 3}, "head": "protest", "initiator_ids": frozenset({"protesters"})}, "Peaceful protest"),
    ("a march met with tear gas", {"weight": {"protest": 3, "teargas": 3}, "head": "protest", "present": STATE}, "Protest with intervention"),
    ("a march that burns", {"weight": {"protest": 3, "riot": 3, "burn": 2}, "head": "protest"}, "Violent demonstration"),
    ("a crowd that kills", {"weight": {"mob": 3, "kill": 2}, "initiator_ids": frozenset({"rioters"})}, "Mob violence"),
    ("rape goes before all else", {"weight": {"sexual": 3, "attack": 3, "clash": 3}, "targets": CIVIL}, "Sexual violence"),
    ("a patrol without a clash", {"weight": {"operation": 3}, "initiators": STATE}, "Other"),
    ("a peace paper", {"weight": {"agreement": 3}}, "Agreement"),
]


@pytest.mark.parametrize(("why", "case", "sub"), CASES, ids=[c[0] for c in CASES])
def test_a_case_is_coded_by_the_first_rule_that_binds(why: str, case: dict[str, Any], sub: str) -> None:
    coded = coding.code(Case(**case))
    assert coded, why
    assert coded[0][1] == sub, why


def test_a_case_without_an_act_is_not_coded() -> None:
    assert coding.code(Case(weight={})) is None
    assert coding.code(Case(weight={"die": 1, "nofight": 3})) is None


def test_every_code_that_a_case_can_get_is_an_event_type_of_the_data_file() -> None:
    known = {(s.type, s.sub) for s in sub_types()}
    acts = (
        "attack",
        "clash",
        "ambush",
        "kill",
        "air",
        "shell",
        "grenade",
        "ied",
        "suicide",
        "carbomb",
        "abduct",
        "take",
        "retake",
        "transfer",
        "withdraw",
        "protest",
        "riot",
        "teargas",
        "mob",
        "sexual",
        "arrest",
        "weapons",
        "burn",
        "agreement",
        "change",
        "base",
        "operation",
        "release",
    )
    seen = set()
    for act in acts:
        for other in acts:
            for doers in (NONE, STATE, GROUP):
                for hit in (NONE, STATE, GROUP, CIVIL):
                    case = Case(
                        weight={act: 3} | ({other: 3} if other != act else {}), head=act, initiators=doers, targets=hit, dead_or_hurt=bool(hit)
                    )
                    coded = coding.code(case)
                    seen.add(coded[0] if coded else None)
    assert seen - {None} <= known
    assert len(seen) > 20


TOLD = [
    ("en", "A suicide bomber blew himself up at the gate of the camp in Gao on Monday, killing two soldiers.", "Suicide bomb"),
    ("en", "Mortar shells fell on the airport of Timbuktu on Monday.", "Shelling/artillery/missile attack"),
    ("en", "Grenades were thrown at a bar in Gao on Monday, wounding four customers.", "Grenade"),
    ("en", "An army drone struck a base near Tessalit on Monday, killing ten terrorists.", "Air/drone strike"),
    ("fr", "Un drone de l'armée a frappé une base près de Tessalit lundi, tuant dix terroristes.", "Air/drone strike"),
    ("en", "JNIM fighters took the town of Farabougou on Monday after a battle with soldiers.", "Non-state actor overtakes territory"),
    ("en", "The last UN peacekeepers withdrew from their base in Kidal on Monday and handed it over.", "Non-violent transfer of territory"),
    ("en", "Soldiers seized twelve rifles and ammunition at Kolokani on Monday.", "Disrupted weapons use"),
    ("en", "The army arrested five suspects at San on Monday.", "Arrests"),
    ("fr", "L'armée a arrêté cinq suspects à San lundi.", "Arrests"),
    ("en", "Thousands marched in Bamako on Monday to demand elections.", "Peaceful protest"),
    ("fr", "Des milliers de personnes ont manifesté lundi à Bamako pour réclamer des élections.", "Peaceful protest"),
    ("en", "Police fired tear gas at protesters in Kayes on Monday.", "Protest with intervention"),
    ("en", "A crowd beat a suspected thief to death in Koutiala on Monday.", "Mob violence"),
    ("en", "Gunmen raped two women near Niono on Monday, a nurse said.", "Sexual violence"),
    ("en", "Gunmen burnt the school of Dia on Monday. Nobody was hurt.", "Looting/property destruction"),
    ("fr", "Des hommes armés ont brûlé l'école de Dia lundi.", "Looting/property destruction"),
    ("en", "Jihadists arrested three teachers at Dia on Monday.", "Abduction/forced disappearance"),
]


@pytest.mark.parametrize(("language", "text", "sub"), TOLD)
def test_a_sentence_gets_its_sub_type(language: str, text: str, sub: str) -> None:
    assert [r.sub_event_type for r in read(text, language=language).reports] == [sub]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen attacked an army post at Diafarabé on Monday, killing four soldiers.", 1),
        ("JNIM and IS Sahel fighters clashed near Ansongo on Monday; nine fighters died.", 2),
        ("Gunmen killed six villagers at Dia on Monday.", 3),
        ("Gunmen burnt the school of Dia on Monday.", None),
    ],
)
def test_ucdp_s_type_of_violence_follows_from_the_sides(text: str, kind: int | None) -> None:
    (report,) = read(text).reports
    assert report.violence_type == kind
