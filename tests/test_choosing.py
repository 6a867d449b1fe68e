"""What a press on a row of a tree asks for: types and their sub types, actors and those that belong to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.fold import plain
from incidents.query.choosing import Box, actor_boxes, actor_rows, lone_type, only_actor, only_type, press_actor, press_type, type_boxes
from incidents.query.filters import Filters
from incidents.ui.tree import presses
from incidents.words.actor_names import name_of, search_words
from incidents.words.event_types import all_types, sub_types, types

ALL = Filters()
TYPES = [kind.type for kind in types()]
BATTLES = [kind.sub for kind in sub_types("Battles")]
NAMES = [kind.sub or kind.type for kind in all_types()]


def test_a_sub_type_belongs_to_one_type_and_is_called_as_no_type() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_nothing_asked_for_is_everything_on() -> None:
    assert set(type_boxes(ALL).values()) == {Box.ON}


def test_one_type_off_leaves_the_five_others_chosen_and_on_again_asks_for_everything() -> None:
    off = press_type(ALL, "Battles")
    assert off == Filters(event_types=tuple(t for t in TYPES if t != "Battles"))
    assert press_type(off, "Battles") == ALL


def test_one_sub_type_off_leaves_its_type_mixed() -> None:
    some = press_type(ALL, "Armed clash")
    assert "Battles" not in some.event_types
    assert set(some.sub_event_types) == set(BATTLES) - {"Armed clash"}
    assert type_boxes(some)["Battles"] is Box.MIXED
    assert press_type(some, "Battles") == ALL, "mixed becomes wholly on"


def test_all_sub_types_one_by_one_are_the_type() -> None:
    asked = only_type(ALL, BATTLES[0])
    assert asked == Filters(sub_event_types=(BATTLES[0],))
    for sub in BATTLES[1:]:
        assert type_boxes(asked)["Battles"] is Box.MIXED
        asked = press_type(asked, sub)
    assert asked == Filters(event_types=("Battles",))


def test_with_everything_off_everything_is_asked_for() -> None:
    asked = ALL
    for name in TYPES[:-1]:
        asked = press_type(asked, name)
    assert asked.event_types == (TYPES[-1],)
    assert press_type(asked, TYPES[-1]) == ALL


@pytest.mark.parametrize("name", ["Riots", "Mob violence"])
def test_only_one_and_then_all_again(name: str) -> None:
    asked = only_type(press_type(ALL, "Battles"), name)
    assert asked.event_types + asked.sub_event_types == (name,)
    assert lone_type(asked) == name
    assert only_type(asked, name) == ALL


def test_an_address_with_a_type_and_its_own_sub_type_is_the_type() -> None:
    asked = Filters(event_types=("Battles",), sub_event_types=("Armed clash",))
    assert type_boxes(asked)["Government regains territory"] is Box.ON
    assert press_type(asked, "Riots") == Filters(event_types=("Battles", "Riots"))


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=12))
def test_whatever_is_pressed_the_address_is_canonical_and_says_the_boxes(pressed: list[tuple[str, bool]]) -> None:
    asked = replace(ALL, words="convoi")
    for name, only in pressed:
        before = type_boxes(asked)[name]
        asked = (only_type if only else press_type)(asked, name)
        if not only:
            assert type_boxes(asked)[name] is not before or asked == replace(ALL, words="convoi")
    assert not {sub.type for sub in sub_types() if sub.sub in asked.sub_event_types} & set(asked.event_types), "whole types hold no parts"
    assert len(asked.event_types) < len(TYPES), "all of them is no filter"
    assert Filters.from_query(asked.to_query()) == (asked, [])
    assert asked.words == "convoi"


LISTED = ("jnim", "katiba-macina", "katiba-serma", "katiba-gourma", "fama")


def test_actors_with_nothing_chosen_are_all_off() -> None:
    assert set(actor_boxes(ALL, LISTED).values()) == {Box.OFF}


def test_a_parent_takes_its_children_and_a_child_makes_it_mixed() -> None:
    child = press_actor(ALL, "katiba-serma", LISTED)
    assert child.actors == ("katiba-serma",)
    assert actor_boxes(child, LISTED) == dict(zip(LISTED, (Box.MIXED, Box.MIXED, Box.ON, Box.OFF, Box.OFF), strict=True))
    whole = press_actor(child, "jnim", LISTED)
    assert whole.actors == ("jnim",), "what it covers is not said again"
    assert [actor_boxes(whole, LISTED)[a] for a in LISTED] == [Box.ON, Box.ON, Box.ON, Box.ON, Box.OFF]
    assert press_actor(whole, "jnim", LISTED) == ALL


def test_all_children_are_not_the_parent_which_is_named_for_itself() -> None:
    asked = replace(ALL, actors=("katiba-macina", "katiba-gourma"))
    assert actor_boxes(asked, LISTED)["jnim"] is Box.MIXED


def test_a_child_taken_out_of_its_parent_leaves_the_other_listed_children() -> None:
    asked = replace(ALL, actors=("fama", "jnim"))
    assert press_actor(asked, "katiba-macina", LISTED).actors == ("fama", "katiba-gourma")
    deep = press_actor(asked, "katiba-serma", LISTED)
    assert deep.actors == ("fama", "katiba-gourma")
    assert press_actor(replace(asked, actors=("jnim", "katiba-macina")), "katiba-macina", LISTED).actors == ("katiba-gourma",)


def test_only_one_actor_then_any() -> None:
    asked = only_actor(replace(ALL, actors=("fama", "jnim")), "jnim")
    assert asked.actors == ("jnim",)
    assert only_actor(asked, "jnim") == ALL


def test_a_role_goes_with_the_last_actor_unless_it_says_across_from_whom() -> None:
    asked = replace(ALL, actors=("jnim",), actor_role="initiator")
    assert press_actor(asked, "jnim", LISTED) == ALL
    assert press_actor(replace(asked, opponents=("fama",)), "jnim", LISTED).actor_role == "initiator"


def test_actors_are_listed_most_incidents_first_below_those_they_belong_to() -> None:
    rows = actor_rows({"katiba-gourma": 1, "katiba-macina": 4, "jnim": 5, "civilians": 9, "msa": 0}, ["gatia"])
    assert list(rows.items()) == [("civilians", 1), ("jnim", 1), ("katiba-macina", 2), ("katiba-gourma", 2), ("plateforme", 1), ("gatia", 2)]


@pytest.mark.parametrize(("actor", "typed"), [
    ("fama", "armee malienne"), ("is-sahel", "EIGS"), ("jnim", "gsim"), ("un", "onu"), ("un", "UN"), ("dozo", "chasseurs"),
    ("fama", "forces loyalistes"),
])  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_actor_is_found_by_its_names_in_both_languages(actor: str, typed: str, lang: str) -> None:
    held = f" {plain(name_of(actor, lang))} {search_words(actor, lang)}"
    assert all(f" {word}" in held for word in plain(typed).split())


@pytest.mark.parametrize(("message", "found"), [
    ([[1, "0", False], [2, "0.1", True]], [(1, "0", False), (2, "0.1", True)]),
    (None, []), ("0", []), ([["1", "0", False], [1, 0, False], [1, "0"], {}, None], []), ([[n, "0", False] for n in range(500)], None),
])  # fmt: skip
def test_what_is_no_press_is_passed_over(message: object, found: list[tuple[int, str, bool]] | None) -> None:
    assert len(list(presses(message))) == 100 if found is None else list(presses(message)) == found
