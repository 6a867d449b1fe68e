"""Numbers in running text: (language, text, expected "quote low best high rule" rows, why)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extraction.numbers import Number, read


def told(number: Number) -> str:
    return " ".join([number.quote, *("-" if x is None else str(x) for x in (number.low, number.best, number.high)), number.rule])


ROWS = [
    ("en", "1,200 people", ["1,200 1200 1200 1200 exact"], "comma groups"),
    ("fr", "1 200 ménages", ["1 200 1200 1200 1200 exact"], "blank groups"),
    ("fr", "1\u00a0200 ménages", ["1\u00a0200 1200 1200 1200 exact"], "no-break space"),
    ("fr", "1.200 ménages", ["1.200 1200 1200 1200 exact"], "point groups"),
    ("en", "twenty-seven", ["twenty-seven 27 27 27 exact"], "hyphen"),
    ("en", "two hundred and three", ["two hundred and three 203 203 203 exact"], "and inside"),
    ("en", "one hundred and twenty-seven thousand", ["one hundred and twenty-seven thousand 127000 127000 127000 exact"], "thousand"),
    ("en", "two soldiers and three guards", ["two 2 2 2 exact", "three 3 3 3 exact"], "two numbers"),
    ("fr", "deux cent trois", ["deux cent trois 203 203 203 exact"], "cent"),
    ("fr", "soixante-dix-sept", ["soixante-dix-sept 77 77 77 exact"], "77"),
    ("fr", "soixante et onze", ["soixante et onze 71 71 71 exact"], "71"),
    ("fr", "quatre-vingts", ["quatre-vingts 80 80 80 exact"], "80"),
    ("fr", "quatre-vingt-dix-sept", ["quatre-vingt-dix-sept 97 97 97 exact"], "97"),
    ("fr", "vingt et un", ["vingt et un 21 21 21 exact"], "21"),
    ("fr", "mille deux cents", ["mille deux cents 1200 1200 1200 exact"], "1200"),
    ("fr", "trois mille", ["trois mille 3000 3000 3000 exact"], "3000"),
    ("fr", "une trentaine", ["une trentaine 24 30 36 about"], "collective"),
    ("fr", "une dizaine", ["une dizaine 8 10 12 about"], "collective"),
    ("fr", "une douzaine", ["une douzaine 10 12 14 about"], "collective"),
    ("fr", "une centaine", ["une centaine 80 100 120 about"], "collective"),
    ("fr", "plus d'une dizaine", ["plus d'une dizaine 10 10 - least"], "open collective"),
    ("en", "a dozen", ["a dozen 10 12 14 about"], "collective"),
    ("en", "at least 17", ["at least 17 17 17 - least"], "at least"),
    ("en", "more than 50", ["more than 50 50 50 - least"], "more than"),
    ("fr", "au moins 80", ["au moins 80 80 80 - least"], "au moins"),
    ("fr", "plus de vingt", ["plus de vingt 20 20 - least"], "plus de"),
    ("en", "50+ dead", ["50+ 50 50 - least"], "plus sign"),
    ("en", "nearly 50", ["nearly 50 40 50 60 about"], "nearly"),
    ("en", "some 400", ["some 400 320 400 480 about"], "some"),
    ("fr", "quelque 40", ["quelque 40 32 40 48 about"], "quelque"),
    ("fr", "près de trente", ["près de trente 24 30 36 about"], "près de"),
    ("en", "up to 100", ["up to 100 - - 100 most"], "up to"),
    ("en", "owned up to two", ["two 2 2 2 exact"], "a verb with up to"),
    ("fr", "jusqu'à 20", ["jusqu'à 20 - - 20 most"], "jusqu'à"),
    ("en", "between 40 and 50", ["between 40 and 50 40 - 50 range"], "range"),
    ("en", "20 to 30", ["20 to 30 20 - 30 range"], "range"),
    ("en", "15-20 men", ["15-20 15 - 20 range"], "range with a dash"),
    ("fr", "entre 30 et 45", ["entre 30 et 45 30 - 45 range"], "range"),
    ("fr", "de 10 à 15", ["de 10 à 15 10 - 15 range"], "range"),
    ("en", "several", ["several 2 - - several"], "several"),
    ("en", "several hundred", ["several hundred 200 - - several"], "several hundred"),
    ("en", "hundreds", ["hundreds 200 - - several"], "hundreds"),
    ("en", "dozens", ["dozens 24 - - several"], "dozens"),
    ("fr", "des dizaines", ["des dizaines 20 - - several"], "des dizaines"),
    ("fr", "plusieurs centaines", ["plusieurs centaines 200 - - several"], "plusieurs centaines"),
    ("fr", "des centaines", ["des centaines 200 - - several"], "des centaines"),
    ("en", "nobody", ["nobody 0 0 0 exact"], "zero"),
    ("fr", "aucun blessé", ["aucun 0 0 0 exact"], "zero"),
    ("en", "both", ["both 2 2 2 exact"], "both"),
    ("en", "won 5-1", [], "a score"),
    ("en", "at 06:15", [], "a time"),
    ("fr", "vers 12h45", [], "a time"),
    ("en", "an AK-47", [], "a name"),
    ("en", "a 15-year-old", [], "an age"),
    ("en", "30 % of them", [], "a share"),
    ("en", "2.5 km", [], "a decimal"),
    ("en", "no longer", [], "no number"),
]


@pytest.mark.parametrize(("language", "text", "expected", "why"), ROWS)
def test_number(language: str, text: str, expected: list[str], why: str) -> None:
    assert [told(n) for n in read(text, language)] == expected, why


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 ,.-–’'+%hàetunvingtcqrsdoxwyfé\u00a0", max_size=120), st.sampled_from(["en", "fr"]))
def test_slices_hold_and_do_not_overlap(text: str, language: str) -> None:
    end = 0
    for number in read(text, language):
        assert text[number.start : number.end] == number.quote
        assert end <= number.start < number.end
        assert number.low is None or number.high is None or number.low <= number.high
        end = number.end
