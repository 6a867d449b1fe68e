"""What was read from a paragraph, beside it on the Sources page: lines a person can read, in the language of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from incidents.catalogue import use
from incidents.model import Claim, Claimant, Evidence, Report, Span, Toll, TollPart
from incidents.ui.readings import read_lines

TEXT = "A bomber struck. Two policemen and the bomber died and eleven were hurt, police said. Elsewhere."


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    use("fr")
    yield
    use("en")


def _words(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence((Span(1, start, start + len(quote), quote),), "test")


def _claim(about: str, n: int, words: str, who: str | None = "police-mali") -> Claim:
    claimant = Claimant(who, _words("police said")) if who else None
    return Claim(about, "asserts", claimant, n, n, n, None, _words(words))  # type: ignore[arg-type]


def _report(claims: tuple[Claim, ...]) -> Report:
    parts = (TollPart(None, 2, 2, 2, _words("Two policemen")), TollPart(None, 1, 1, 1, _words("the bomber")))
    killed = Toll(3, 3, 3, _words("died"), parts)
    injured = Toll(11, 11, 11, _words("eleven"))
    kind = ("Explosions/Remote violence", "Suicide bomb")
    return Report("r", "d", 1, *kind, _words("struck"), None, None, killed=killed, injured=injured, claims=claims)


def _plain(lines: list[str]) -> list[str]:
    assert not any(re.search("(?<!\u00a0)[:;] ", line) for line in lines), "French has a no-break space before : and ;"
    return [line.replace("\u00a0", " ") for line in lines]


def test_figures_stand_by_claimant_and_the_sum_on_its_own_line() -> None:
    claims = (_claim("killed", 2, "Two policemen"), _claim("killed", 1, "the bomber"), _claim("injured", 11, "eleven"))
    what, *tolls = _plain(read_lines(_report(claims), 0, len(TEXT)))
    assert what == "Attentat suicide", "the type in French, as in the title"
    assert tolls[0] == "tués : 3"
    assert tolls[1].startswith("tués : 2 et 1 ; blessés : 11 (")
    assert len(tolls) == 2


def test_one_figure_of_one_claimant_is_said_once() -> None:
    lines = _plain(read_lines(_report((_claim("killed", 3, "died", None), _claim("injured", 11, "eleven", None))), 0, len(TEXT)))
    assert len([line for line in lines if "tués : 3" in line]) == 1


def test_what_other_paragraphs_say_is_left_to_them() -> None:
    assert read_lines(_report(()), TEXT.index("Elsewhere"), len(TEXT)) == []
