"""Folding keeps offsets; keys bring spellings together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.fold import LONGEST_NAME, fold, key, plain

ONE_NAME = [
    ("Sibikoro", "Sébékoro", "press spelling of one name"),
    ("Tinzaouaten", "Tin-Zawaten", "ou is w"),
    ("Ogossagou", "Ogosaggou", "double letters"),
    ("I-n-Deliman", "In Deliman", "Tamasheq prefix"),
    ("N'Delimane", "In-Delimane", "Tamasheq prefix"),
    ("Djenné", "Jenne", "French dj is English j"),
    ("Aguelhok", "Aguel Hoc", "h and space"),
    ("Koulikoro", "Kulikoro", "ou is u"),
]


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="aàâéèêëïîôöùûüçœŒÉÀÇ’'- \u00a0\u202f«»ABCXYZabcxyz–—.,\u0130ŋɛ", max_size=60))
def test_the_fast_way_and_the_slow_way_agree(text: str) -> None:
    assert plain(text + "\u4e2d")[:-1] == plain(text)  # a Chinese character forces the slow way


@pytest.mark.parametrize(("left", "right", "why"), ONE_NAME)
def test_spellings_of_one_name_share_a_key(left: str, right: str, why: str) -> None:
    assert key(left) == key(right) != "", why


@pytest.mark.parametrize(("left", "right"), [("Gao", "Goa"), ("Kidal", "Kindal"), ("Mopti", "Mondoro"), ("Konna", "Kona Ba")])
def test_different_names_keep_different_keys(left: str, right: str) -> None:
    assert key(left) != key(right)


@pytest.mark.parametrize("text", ["", "...", "العربية", "\x00\x01", "—’«»"])
def test_no_letters_no_key(text: str) -> None:
    assert key(text) == ""


def test_a_long_name_is_cut() -> None:
    assert len(key("ab" * 10_000)) <= LONGEST_NAME
