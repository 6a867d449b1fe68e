"""Names that several places bear: which is meant is said, and can be chosen."""

from __future__ import annotations

import pytest

from incidents.query.filters import Filters
from incidents.ui.places import called, label_of, place_of


def test_a_name_of_several_places_is_said_with_its_cercle() -> None:
    same = dict(called("Kobé"))
    assert len(same) > 2
    assert label_of("Kobé") in same
    assert place_of("Kobé") == same[label_of("Kobé")]


def test_each_of_several_places_can_be_named() -> None:
    same = dict(called("Kobé"))
    assert {place_of(label) for label in same} == set(same.values())
    assert place_of("Kobe (Gao)") == pytest.approx((16.06, 0.12), abs=0.1)


@pytest.mark.parametrize("name", ["Gao", "Mopti", "Sokolo"])
def test_a_name_that_stands_out_stands_alone(name: str) -> None:
    assert label_of(name) == name


def test_the_address_of_one_of_several_keeps_its_name() -> None:
    label = next(label for label in dict(called("Kobé")) if label != label_of("Kobé"))
    lat, lon = place_of(label) or (0.0, 0.0)
    asked, problems = Filters.from_query({"near": [f"{lat},{lon},50,{label}"]}, place_of)
    assert problems == []
    assert asked.near is not None
    assert asked.near.name == label


def test_a_point_has_no_label() -> None:
    assert label_of("16.27 -0.04") == ""
