"""ACLED event type and sub type of what a draft tells, by the coding rules of the gold's README, in the order in which they bind.

Each rule looks at a :class:`Case` (acts weighed by strength, sides that did and suffered, what was lost) and either codes it or
passes it on. The names are those of ``knowledge/event_types.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Code = tuple[str, str]

BATTLE, REMOTE, CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
STRATEGIC, RIOTS, PROTESTS = "Strategic developments", "Riots", "Protests"
ARMED_SIDES = frozenset({"state", "armed group", "external"})
STATE_SIDES = frozenset({"state", "external"})


@dataclass(slots=True)
class Case:
    """What a draft holds that decides its type. ``weight`` sums the strengths of each act; sides are those of ``actors.csv``."""

    weight: Mapping[str, int]
    head: str = ""  # the first strong act in reading order
    initiators: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()  # all sides that are named, whatever their role
    initiator_ids: frozenset[str] = frozenset()
    opposed: bool = False  # two armed parties are named as taking part
    enemy_dead: int = 0  # how many of an armed group were killed
    dead_or_hurt: bool = False
    nobody_hurt: bool = False
    abducted: bool = False
    victims: frozenset[str] = frozenset()  # sides of those killed or hurt
    civilian_object: bool = False  # a village, market or bus is what was attacked
    armed_object: bool = False  # a camp, post or convoy is what was attacked

    def has(self, *acts: str, least: int = 2) -> bool:
        return sum(self.weight.get(act, 0) for act in acts) >= least

    @property
    def ground_fight(self) -> bool:
        """Two armed sides met on the ground, whatever else was used."""
        if self.has("clash", "ambush", "overrun", "repel", "fightin"):
            return True
        if self.enemy_dead > 1 and "state" in self.victims and not self.has("air", least=1):
            return True
        return self.has("fire", "attack") and bool(self.targets & ARMED_SIDES or self.armed_object) and not self.remote_only

    @property
    def remote_only(self) -> bool:
        if self.enemy_dead > 1 and "state" in self.victims | self.targets and not self.has("air", least=1):
            return False  # attackers died in numbers: they fought
        remote = self.has("air", "shell", "grenade", "suicide", "carbomb", "ied", "blast")
        return remote and not self.has("clash", "ambush", "overrun", "repel", "fire") and self.head not in ("attack", "fire")

    @property
    def on_civilians(self) -> bool:
        """Those who suffered were civilians alone."""
        if self.opposed and self.has("clash", "ambush", "overrun"):
            return False
        suffered = self.targets | self.victims
        if suffered & {"civilians", "other"} and not self.targets & ARMED_SIDES:
            return True
        return self.civilian_object and not suffered & ARMED_SIDES and not self.armed_object


def sexual(case: Case) -> Code | None:
    return (CIVILIANS, "Sexual violence") if case.has("sexual", least=3) else None


def mob(case: Case) -> Code | None:
    """A crowd that beats or kills somebody; crowds that fight the police or burn buildings are demonstrations."""
    crowd = "rioters" in case.initiator_ids and case.has("kill", "beat") and not case.targets & ARMED_SIDES and not case.has("protest", "riot")
    return (RIOTS, "Mob violence") if case.has("mob", least=3) or crowd else None


def crowd_armed(case: Case) -> bool:
    """Whether an armed group is among those who acted."""
    return "armed group" in case.initiators | case.targets


def unrest(case: Case) -> Code | None:
    street = case.weight.get("protest", 0) + case.weight.get("riot", 0)
    if case.has("teargas", least=3):
        street += 3  # where tear gas is fired there is a crowd, whatever it is called
    crowd = bool(case.initiator_ids & {"rioters", "protesters"})
    if crowd and case.has("burn", "loot", "destroy", "riot") and not case.has("abduct", "ied", "air"):
        return RIOTS, "Violent demonstration"
    armed = sum(case.weight.get(act, 0) for act in ("attack", "clash", "ambush", "ied", "abduct", "air", "overrun"))
    if (
        street < 2
        or armed > street
        or not (case.head in ("protest", "riot", "teargas") or crowd or (case.has("fire", "liverounds") and not crowd_armed(case)))
    ):
        return None
    if case.has("fire", "liverounds") and case.dead_or_hurt and not crowd_armed(case):
        return PROTESTS, "Excessive force against protesters"
    if case.has("riot"):
        return RIOTS, "Violent demonstration"
    if case.has("liverounds") or (case.has("kill", "fire") and case.initiators & STATE_SIDES and case.dead_or_hurt):
        return PROTESTS, "Excessive force against protesters"
    if case.has("teargas", "arrest") and case.present & STATE_SIDES:
        return PROTESTS, "Protest with intervention"
    return PROTESTS, "Peaceful protest"


def abduction(case: Case) -> Code | None:
    by_group = case.has("arrest") and case.initiators == {"armed group"}  # an arrest by an armed group is an abduction
    if not (case.has("abduct") or case.abducted or by_group) or case.ground_fight:
        return None
    if case.initiators and case.initiators <= STATE_SIDES:
        return None
    killed_too = case.has("kill", "die") and case.dead_or_hurt
    return (CIVILIANS, "Attack") if killed_too else (CIVILIANS, "Abduction/forced disappearance")


def territory(case: Case) -> Code | None:
    if case.has("fightin") and not case.armed_object:  # fought its way into a town, not into a camp
        return BATTLE, "Government regains territory" if case.initiators & STATE_SIDES else "Non-state actor overtakes territory"
    if not case.has("take", "retake", "transfer", "enter", "seize", "withdraw", "moveinto", least=3):
        return None
    fought = case.has("clash", "attack", "ambush", "overrun", "fire", "repel", "fightin") or case.dead_or_hurt
    armed_group = "armed group" in case.initiators
    if case.has("nofight") and case.has("take", "retake", "transfer", "enter", "moveinto", "withdraw"):
        return STRATEGIC, "Non-violent transfer of territory"
    if case.has("transfer", "withdraw") and not fought:
        return STRATEGIC, "Non-violent transfer of territory"
    if case.has("retake") and case.initiators & STATE_SIDES and case.head in ("retake", "take", "enter"):
        return BATTLE, "Government regains territory"
    if case.has("retake") and armed_group and not case.has("take", least=3):
        return None  # a place lost and won back within one fight stays that fight
    if case.has("take", "retake") and (fought or case.has("take", "retake", least=3)):
        by_state = bool(case.initiators & STATE_SIDES) and not armed_group
        if by_state or (case.has("retake") and not armed_group):
            return BATTLE, "Government regains territory"
        return BATTLE, "Non-state actor overtakes territory"
    if case.has("enter") and fought and case.initiators & STATE_SIDES and not armed_group and not case.on_civilians:
        return BATTLE, "Government regains territory"
    if case.has("moveinto") and case.armed_object and not case.has("withdraw", "transfer"):
        return None  # troops move into a base: that is a base established
    if case.has("enter", "moveinto", least=3) and not case.dead_or_hurt:
        return STRATEGIC, "Non-violent transfer of territory"
    return None


def clash(case: Case) -> Code | None:
    if case.ground_fight and not case.on_civilians:
        return BATTLE, "Armed clash"
    return None


def from_the_air(case: Case) -> Code | None:
    """A drone or aircraft that fires, strikes or kills, with no fight on the ground; one that only watches codes nothing."""
    if case.weight.get("air", 0) < 3 and "armed group" in case.initiators and case.targets & STATE_SIDES:
        return None  # drones among an assault's weapons
    struck = case.has("air", "fire", "attack", "kill", "neutralise", "blast", least=3) or (case.has("air") and case.has("destroy"))
    if (
        case.has("air", least=1)
        and struck
        and not case.has("clash", "ambush", "overrun", "repel", "fightin")
    ):
        return REMOTE, "Air/drone strike"
    return None


def remote(case: Case) -> Code | None:
    if case.has("suicide") or (case.has("carbomb") and case.has("suicide", least=1)):
        return REMOTE, "Suicide bomb"
    for act, sub in (
        ("grenade", "Grenade"),
        ("air", "Air/drone strike"),
        ("shell", "Shelling/artillery/missile attack"),
        ("ied", "Remote explosive/landmine/IED"),
        ("carbomb", "Remote explosive/landmine/IED"),
    ):
        if case.has(act, least=3) or (case.has(act) and case.head in (act, "blast", "attack")):
            return REMOTE, sub
    return (REMOTE, "Remote explosive/landmine/IED") if case.has("blast", least=3) else None


def property_only(case: Case) -> Code | None:
    if (
        case.has("burn", "loot", "destroy")
        and not case.dead_or_hurt
        and not case.has("clash", "ambush", "overrun", "repel", "fightin", "air")
        and not case.abducted
    ):
        return STRATEGIC, "Looting/property destruction"
    return None


def weapons(case: Case) -> Code | None:
    if case.has("weapons") and not case.dead_or_hurt and not case.has("clash", "ambush", "ied", "neutralise", "attack", least=5):
        return STRATEGIC, "Disrupted weapons use"
    return None


def arrests(case: Case) -> Code | None:
    """Suspects taken with their bombs: nothing went off."""
    if case.has("arrest") and not case.dead_or_hurt and not case.has("clash", "ambush", "attack", "kill", "fire", "blast", "air", "shell"):
        return STRATEGIC, "Arrests"
    return None


def attack(case: Case) -> Code | None:
    """Somebody was attacked, shot, beaten or killed: who suffered decides."""
    if not case.has("attack", "kill", "fire", "beat", "neutralise", "clash", "ambush") and not (case.has("die", "hurt") and case.dead_or_hurt):
        return None
    if case.on_civilians:
        return CIVILIANS, "Attack"
    if case.targets & ARMED_SIDES or case.victims & ARMED_SIDES or case.armed_object:
        return BATTLE, "Armed clash"
    if case.has("neutralise") and case.initiators & STATE_SIDES:
        return BATTLE, "Armed clash"
    if case.has("kill", "beat", least=3) or (case.dead_or_hurt and case.victims & {"civilians", "unknown"}):
        return CIVILIANS, "Attack"
    return (BATTLE, "Armed clash") if case.has("attack", "fire", "clash", "neutralise") else None


def strategic(case: Case) -> Code | None:
    for acts, least, sub in (
        (("agreement",), 2, "Agreement"),
        (("arrest",), 2, "Arrests"),
        (("transfer",), 2, "Non-violent transfer of territory"),
        (("base", "moveinto"), 2, "Headquarters or base established"),
        (("change", "defect"), 2, "Change to group/activity"),
        (("withdraw", "enter"), 2, "Non-violent transfer of territory"),
        (("burn", "loot", "destroy"), 2, "Looting/property destruction"),
        (("weapons",), 2, "Disrupted weapons use"),
        (("release", "operation"), 2, "Other"),
    ):
        if case.has(*acts, least=least):
            return STRATEGIC, sub
    return None


RULES: tuple[Callable[[Case], Code | None], ...] = (
    sexual,
    mob,
    unrest,
    abduction,
    territory,
    weapons,
    property_only,
    arrests,
    from_the_air,
    clash,
    remote,
    attack,
    strategic,
)


def code(case: Case) -> tuple[Code, str] | None:
    """Event type, sub type and the name of the rule that gave them; None where no rule codes the case."""
    for rule in RULES:
        coded = rule(case)
        if coded:
            return coded, rule.__name__
    return None
