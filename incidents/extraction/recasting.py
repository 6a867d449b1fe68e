"""The cast as the event's type has it: who may be initiator, target or participant of a protest, an arrest, a battle.

Roles are first read clause by clause (``casting``); here the type, which all clauses together decided, settles what they left open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from gazetteer.fold import fold
from incidents.extraction.actor_lexicon import is_within, read_rows
from incidents.extraction.actors import ActorMention
from incidents.extraction.claimants import communique
from incidents.extraction.drafts import Draft
from incidents.extraction.figures import counted_civilians, victims
from incidents.extraction.knowing import SIDES
from incidents.model import ActorValue, Document, Evidence, Role

Cast = dict[str, ActorValue]
STATE = ("state", "external")
UNKNOWN = "unidentified-armed-group"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a type's rule may look at beside the cast."""

    document: Document
    draft: Draft
    hurt: frozenset[str]  # sides of those killed or hurt
    pairs: frozenset[str]  # actors that a word of mutual fighting joins

    def mentions(self) -> list[ActorMention]:
        """Actors of the draft's own clauses who do not merely speak."""
        return [a for c in self.draft.clauses for a in c.actors if not (a.speaker and a.self_from < 0)]

    def value(self, m: ActorMention, role: Role, rule: str) -> ActorValue:
        return ActorValue(m.actor, role, Evidence((self.document.span(m.paragraph + 1, m.start, m.end),), rule))


def recast(scene: Scene, cast: Cast, event_type: str, sub: str) -> Cast:
    """The cast of an event of this type; values keep the words that they were read from."""
    out = _settled_participants(dict(cast), sub)
    rule = BY_SUB.get(sub)
    if rule:
        out = rule(scene, out)
    if event_type in ("Battles", "Violence against civilians", "Explosions/Remote violence") or sub == "Looting/property destruction":
        out = _narrow(scene, out, event_type)
    return _sufferer(scene, _author(scene, out, sub), sub)


def _side(actor: str) -> str:
    return SIDES.get(actor, "other")


def _of(cast: Cast, sides: tuple[str, ...], role: Role | None = None) -> list[str]:
    return [a for a, v in cast.items() if _side(a) in sides and role in (None, v.role)]


def _as(cast: Cast, sides: tuple[str, ...], role: Role) -> Cast:
    """The cast with everyone of these sides in one role."""
    return {a: replace(v, role=role) if _side(a) in sides else v for a, v in cast.items()}


# --- by type --------------------------------------------------------------------------------------------------------------


def _crowd(scene: Scene, cast: Cast, actor: str) -> Cast:
    """Whoever marched or rioted, under the one name that the type gives."""
    found = next((cast[a] for a in ("protesters", "rioters") if a in cast), None) or next(
        (v for a, v in cast.items() if _side(a) == "civilians" and v.role == "initiator"), None
    )
    if found is None:
        m = next((a for a in scene.mentions() if a.side == "civilians"), None)
        found = scene.value(m, "initiator", "who gathered") if m else None
    return {actor: replace(found, actor=actor, role="initiator")} if found else {}


def _march(scene: Scene, cast: Cast) -> Cast:
    return _crowd(scene, cast, "protesters") or cast


def _dispersed(scene: Scene, cast: Cast) -> Cast:
    forces = {a: v for a, v in cast.items() if _side(a) in STATE and a != "government-mali"}
    return _crowd(scene, cast, "protesters") | _as(forces, STATE, "participant")


def _shot_at(scene: Scene, cast: Cast) -> Cast:
    """Forces who fire on a crowd: those dispersed or hit are protesters, whatever they are called beside it."""
    forces = {a: v for a, v in cast.items() if _side(a) in STATE and a != "government-mali" and v.role != "participant"}
    forces = {a: v for a, v in forces.items() if not any(is_within(b, a) or _kind_of(b, a) for b in forces if b != a)}
    hit = next((cast[a] for a in ("protesters", "rioters", "civilians") if a in cast), None)
    return _as(forces, STATE, "initiator") | ({"protesters": replace(hit, actor="protesters", role="target")} if hit else {})


def _kind_of(unit: str, service: str) -> bool:
    return (unit, service) == ("forsat", "police-mali")


def _riot(scene: Scene, cast: Cast) -> Cast:
    crowd = _crowd(scene, cast, "rioters")
    cast = _owned(cast)
    return crowd | _as({a: v for a, v in cast.items() if _side(a) in STATE}, STATE, "target") if crowd else cast


def _mob(scene: Scene, cast: Cast) -> Cast:
    crowd = _crowd(scene, cast, "rioters")
    sufferer = next((v for a, v in cast.items() if a not in ("rioters", "protesters") and _side(a) not in STATE), None)
    if sufferer is None:
        m = next((a for a in scene.mentions() if a.side not in STATE and a.actor not in ("rioters", "protesters")), None)
        sufferer = scene.value(m, "target", "who suffered from the mob") if m else None
    return crowd | ({"civilians": replace(sufferer, actor="civilians", role="target")} if sufferer else {})


def _taken(scene: Scene, cast: Cast) -> Cast:
    """An arrest by the state: forces arrest, all others are arrested; an account by the state names the state."""
    forces = {a: v for a, v in cast.items() if _side(a) in STATE and not (a == "government-mali" and v.role == "target")}
    others = {a: replace(v, role="target") for a, v in cast.items() if _side(a) not in STATE}
    if not forces:
        said = next((c for clause in scene.draft.clauses for c in clause.claimants if c.stance == "asserts" and _side(c.who) == "state"), None)
        if said:
            span = scene.document.span(said.paragraph + 1, said.start, said.end)
            forces = {said.who: ActorValue(said.who, "initiator", Evidence((span,), "the state that tells of its arrest"))}
    forces = forces or _own_account(scene)
    acting = {a: v if v.role == "participant" else replace(v, role="initiator") for a, v in forces.items()}
    return acting | others


def _defused(scene: Scene, cast: Cast) -> Cast:
    forces = {a: v for a, v in cast.items() if _side(a) in STATE}
    return _as(forces, STATE, "initiator") or _own_account(scene)


def _settled_in(scene: Scene, cast: Cast) -> Cast:
    if all(v.role == "participant" for v in cast.values()):
        return cast
    out = {a: v for a, v in cast.items() if _side(a) not in ("civilians", "other") and v.role != "target"}
    return {a: replace(v, role="initiator") for a, v in out.items()} or cast


def _regained(scene: Scene, cast: Cast) -> Cast:
    """The state and its allies take, armed groups lose; both are taken from the draft's words where no verb gave them a role."""
    out = _named(scene, cast, (*STATE, "armed group"))
    out = {a: v for a, v in out.items() if a != "government-mali"}
    return _as(_as(out, STATE, "initiator"), ("armed group",), "target")


def _overtaken(scene: Scene, cast: Cast) -> Cast:
    """Armed groups take from the state; where two groups fight, the roles of the words hold."""
    out = {a: v for a, v in cast.items() if a != "government-mali" or "state" not in {_side(b) for b in cast if b != a}}
    if not _of(out, STATE) and (fort := next((a for a in scene.mentions() if a.actor == "fama"), None)):
        out["fama"] = scene.value(fort, "target", "the camp that was taken")
    if "civilians" in out and "civilians" not in scene.hurt:
        del out["civilians"]  # who lived there lost the place, and suffered no attack
    if _of(out, STATE) and not _of(out, ("armed group",), "target"):
        out = _named(scene, out, ("armed group",))
    if _of(out, STATE):
        out = _as(out, STATE, "target")
        if not _of(out, ("armed group",), "initiator"):
            out = _as(out, ("armed group",), "initiator")
    return out


def _named(scene: Scene, cast: Cast, sides: tuple[str, ...]) -> Cast:
    """The cast with everybody of these sides whom the clause of the act names beside it."""
    out = dict(cast)
    head = scene.draft.clauses[0]
    for a in head.actors:
        if a.side in sides and not a.generic and not a.weak and not (a.speaker and a.self_from < 0):
            out.setdefault(a.actor, scene.value(a, "participant", "named beside the act"))
    return out


def _struck_device(scene: Scene, cast: Cast) -> Cast:
    """A mine or device: who hit it suffered. Who laid it is known only from a claim or blame, which names a group."""
    out: Cast = {}
    for actor, v in cast.items():
        if v.role != "initiator" or (_side(actor) == "armed group" and actor != UNKNOWN):
            out[actor] = v
        elif _side(actor) in STATE:
            out[actor] = replace(v, role="target")
    return out


def _blown_up(scene: Scene, cast: Cast) -> Cast:
    """A suicide bomb: no force of the state is its author."""
    return {a: replace(v, role="target") if _side(a) in STATE and v.role == "initiator" else v for a, v in cast.items()}


def _from_the_air(scene: Scene, cast: Cast) -> Cast:
    """Who flew did it; an armed group beside the army's aircraft is what it struck."""
    claimed = any(v.role == "initiator" and v.evidence.rule == "claim of responsibility" for v in cast.values())
    if claimed or any(_is_drone(v) and _side(v.actor) == "armed group" for v in cast.values()):
        return cast
    out = {a: replace(v, role="initiator") if _side(a) in STATE and v.role == "participant" else v for a, v in cast.items()}
    if not _of(out, STATE):
        flier = next((a for a in scene.mentions() if a.side in STATE and a.actor not in ABSTRACT), None)
        out |= {flier.actor: scene.value(flier, "initiator", "force beside its strike")} if flier else _own_account(scene)
    if scene.hurt == {"armed group"} and _of(out, ("armed group",), "initiator") and not _of(out, STATE, "initiator"):
        out = _as(out, STATE, "initiator")  # the dead are the armed group's alone: the state flew, and "the base" that it hit is not its own
    if not _of(out, STATE, "initiator"):
        return out
    told = {a.actor for c in scene.draft.clauses if c.strength >= 2 for a in c.actors}
    return _as({a: v for a, v in out.items() if _side(a) != "armed group" or a in told}, ("armed group",), "target")


def _is_drone(value: ActorValue) -> bool:
    return bool(value.evidence.spans) and "drone" in fold(value.evidence.spans[0].quote)


def _own_account(scene: Scene) -> Cast:
    """The state force whose own communiqué the document is, as who did what it tells of."""
    document = scene.document
    whole = communique(document.title, document.publisher, [document.paragraph_text(p.number) for p in document.paragraphs])
    if whole is None or _side(whole.who) != "state":
        return {}
    span = document.span(whole.paragraph + 1, whole.start, whole.end)
    return {whole.who: ActorValue(whole.who, "initiator", Evidence((span,), "communique", "a communiqué tells of its author's own acts"))}


def _met(scene: Scene, cast: Cast) -> Cast:
    """Two sides that fought, neither of them attacking, both take part."""
    fought = [a for a in cast if a in scene.pairs and _side(a) in (*STATE, "armed group")]
    if len(fought) < 2:
        return cast
    return {a: replace(v, role="participant") if _side(a) in (*STATE, "armed group") else v for a, v in cast.items()}


BY_SUB: dict[str, Callable[[Scene, Cast], Cast]] = {
    "Peaceful protest": _march,
    "Protest with intervention": _dispersed,
    "Excessive force against protesters": _shot_at,
    "Violent demonstration": _riot,
    "Mob violence": _mob,
    "Arrests": _taken,
    "Disrupted weapons use": _defused,
    "Headquarters or base established": _settled_in,
    "Government regains territory": _regained,
    "Non-state actor overtakes territory": _overtaken,
    "Remote explosive/landmine/IED": _struck_device,
    "Suicide bomb": _blown_up,
    "Air/drone strike": _from_the_air,
    "Armed clash": _met,
}

# --- for all types --------------------------------------------------------------------------------------------------------

SHARED = frozenset({"Agreement", "Non-violent transfer of territory", "Change to group/activity", "Other"})


def _settled_participants(cast: Cast, sub: str) -> Cast:
    """Participants where nothing is shared: an armed group did it, people suffered it if nobody else did, others only stood by."""
    if sub in SHARED or sub in ("Mob violence", "Arrests"):
        return cast
    led = any(v.role == "initiator" for v in cast.values())
    out: Cast = {}
    for actor, v in cast.items():
        if v.role != "participant":
            out[actor] = v
        elif _side(actor) == "armed group" and not led:
            out[actor] = replace(v, role="initiator")
        elif _side(actor) in STATE and actor not in ABSTRACT:
            out[actor] = v
    return out


ABSTRACT = frozenset({"government-mali", "un", "ecowas", "african-union", "european-union", "aes"})


def _narrow(scene: Scene, cast: Cast, event_type: str) -> Cast:
    """One name for one side: no general word beside a sharper one for the same people."""
    out = _one_people(scene, cast)
    out = _owned(out)
    out = {a: v for a, v in out.items() if not _has_part(out, a)}
    crowd = "civilians" in out and _CROWD.search(fold(_quote(out["civilians"])))
    if event_type == "Battles" and crowd and len(_of(out, (*STATE, "armed group"))) > 1:
        out.pop("civilians")  # "20 people killed" in a fight of two armed sides are no third one
    state = _of(out, STATE)
    named = [a for a in _of(out, ("armed group",)) if a != UNKNOWN]
    if UNKNOWN in out and state and named:
        out.pop(UNKNOWN)  # "37 terrorists" are of the group that the text names
        if not any(v.role != "target" for v in out.values()):
            out = _as(out, ("armed group",), "initiator")
    if out.get("civilians") and out["civilians"].role == "target" and UNKNOWN in out and _of(out, STATE, "initiator") and "civilians" in scene.hurt:
        out.pop(UNKNOWN, None)  # the dead are civilians by the account that leads, "terrorists" by another
    return out


def _has_part(cast: Cast, actor: str) -> bool:
    """Whether a unit of an armed group is in the cast in the group's own role."""
    return _side(actor) == "armed group" and any(is_within(b, actor) and w.role == cast[actor].role for b, w in cast.items())


_CROWD = re.compile(r"\b(?:people|persons|personnes|gens)\b")


def _quote(value: ActorValue) -> str:
    return value.evidence.spans[0].quote if value.evidence.spans else ""


def _one_people(scene: Scene, cast: Cast) -> Cast:
    """ "Herders" and "civilians" who suffer the same are one: the word that the text leads with, a village or bus last."""
    sharp = [a for a, v in cast.items() if _side(a) == "civilians" and a != "civilians" and v.role == "target"]
    if not sharp or "civilians" not in cast or cast["civilians"].role != "target":
        return cast
    civilians = _start(cast["civilians"])
    people = _is_people(scene, cast["civilians"])
    drop = set(sharp) if people and all(civilians < _start(cast[a]) for a in sharp) else {"civilians"}
    return {a: v for a, v in cast.items() if a not in drop}


def _start(value: ActorValue) -> int:
    return value.evidence.spans[0].start if value.evidence.spans else 0


def _is_people(scene: Scene, value: ActorValue) -> bool:
    quote = _quote(value)
    return any(a.quote == quote and not a.weak for a in scene.mentions())


@cache
def _places() -> frozenset[str]:
    """Words for places and vehicles that are the army's only where nobody else is named as their owner."""
    return frozenset(
        fold(form) for row in read_rows("generic_actors.csv") if row["actor"] == "fama" and row["weak"] == "1" for form in row["forms"].split("|")
    )


def _is_unowned(value: ActorValue) -> bool:
    quote = fold(_quote(value))
    return value.actor == "fama" and bool(set(quote.split()) & _places()) and not _MILITARY & set(quote.replace("'", " ").split())


_MILITARY = frozenset(
    {"army", "military", "armed", "fama", "famas", "malian", "mali", "militaire", "militaires"}
    | {"armee", "armees", "maliens", "malien", "malienne", "maliennes"}
)


#: Who fights beside the army, so that a camp or column may be of both.
ALLIES = frozenset({"wagner", "africa-corps", "russian-forces"})


def _owned(cast: Cast) -> Cast:
    """Without "the camp" or "a helicopter" as the army's where another force is named in the same role."""
    army = cast.get("fama")
    if army is None or army.role != "target" or not _is_unowned(army):
        return cast
    others = [a for a in _of(cast, STATE, army.role) if a not in ABSTRACT | ALLIES and a != "fama"]
    return {a: v for a, v in cast.items() if a != "fama"} if others else cast


AUTHORED = frozenset({"Armed clash", "Attack", "Abduction/forced disappearance", "Sexual violence", "Looting/property destruction"})


def _author(scene: Scene, cast: Cast, sub: str) -> Cast:
    """An attack has an author: where no verb gave one, the armed group that the draft names beside it."""
    if sub not in AUTHORED or any(v.role in ("initiator", "participant") for v in cast.values()):
        return cast
    out = dict(cast)
    opening = [a for c in scene.draft.lead for a in c.actors if not a.speaker]  # "Gunmen stopped a bus. Two passengers were led away."
    candidates = [a for a in (*scene.mentions(), *opening) if a.side == "armed group" and a.actor not in cast]
    found = next((a for a in candidates if not a.generic), next(iter(candidates), None))
    if found:
        out[found.actor] = scene.value(found, "initiator", "armed group beside the act")
    return out


SUFFERED = frozenset({"Attack", "Abduction/forced disappearance", "Sexual violence", "Looting/property destruction", "Grenade"})
AT_A_DISTANCE = frozenset({"Air/drone strike", "Remote explosive/landmine/IED", "Shelling/artillery/missile attack"})
FORTS = frozenset({"Suicide bomb", "Shelling/artillery/missile attack", "Armed clash"})


def _sufferer(scene: Scene, cast: Cast, sub: str) -> Cast:
    """An act against people or a fort has a target: where no verb gave one, who or what its clauses name."""
    told = cast or scene.hurt or sub not in FORTS
    if sub not in SUFFERED | FORTS | AT_A_DISTANCE or not told or any(v.role in ("target", "participant") for v in cast.values()):
        return cast
    sides = ("civilians", "other") if sub in SUFFERED else STATE if sub in FORTS else ()
    speak = {c.who for clause in scene.draft.clauses for c in clause.claimants} - {"civilians"}  # a hospital that counts the dead is not hit
    found = next((a for a in scene.mentions() if a.side in sides and a.actor not in {*cast, *speak, *ABSTRACT}), None)
    if found:
        return cast | {found.actor: scene.value(found, "target", "named beside the act")}
    counted = counted_civilians(scene.draft) if sub in SUFFERED | AT_A_DISTANCE else None
    if counted is None or counted.victim is None:
        return cast
    span = scene.document.span(counted.paragraph + 1, *counted.victim)
    return cast | {"civilians": ActorValue("civilians", "target", Evidence((span,), "victim of the toll"))}


def scene_of(document: Document, draft: Draft, pairs: frozenset[str]) -> Scene:
    """The scene of a draft: who was hurt in it, and whom its words set against each other."""
    return Scene(document, draft, victims([t for c in draft.clauses for t in c.tolls if not t.subset]), pairs)
