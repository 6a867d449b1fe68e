"""The figures of the Trends page: sums that add up, links that lead to what they count, and ACLED's levels with their guard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from incidents.model import DateValue, Evidence
from incidents.query import questions as query
from incidents.query import snapshot
from incidents.query.change import change, level_of
from incidents.query.filters import Filters
from incidents.query.narrowing import to_actor, to_pair, to_region, to_type
from incidents.query.snapshot import Snapshot
from incidents.query.trends import heat, matrix, trend
from tests.madeup import made


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path: Path = tmp_path_factory.mktemp("trends") / "made.parquet"
    return snapshot.open(snapshot.write(*made(), path))


CASES = (
    Filters(),
    Filters(start=date(2024, 1, 1), end=date(2024, 6, 30), event_types=("Battles",)),
    Filters(sub_event_types=("Attack", "Armed clash"), fatalities="with"),
    Filters(regions=("Gao",), cercles=("Douentza",)),
    Filters(actors=("jnim",)),
)


@pytest.mark.parametrize("filters", CASES)
@pytest.mark.parametrize("unit", ["week", "month"])
def test_periods_and_what_lies_beside_them_make_the_total(held: Snapshot, filters: Filters, unit: str) -> None:
    found = trend(held, filters, unit)  # type: ignore[arg-type]
    counts = query.count(held, filters)
    assert sum(f.incidents for f in found.series[0].figures) + found.beside + found.undated == counts.total
    assert found.series[0].total.killed == counts.killed
    assert len(found.series[0].figures) == len(found.periods)


@pytest.mark.parametrize("filters", CASES)
@pytest.mark.parametrize("by", [None, "event_type", "region", "actor"])
def test_every_figure_leads_to_its_incidents(held: Snapshot, filters: Filters, by: str | None) -> None:
    found = trend(held, filters, "month", by)  # type: ignore[arg-type]
    for line in found.series:
        if line.total.filters is None:
            continue
        assert query.count(held, line.total.filters).total == line.total.incidents, f"{by} {line.name}"
        for (start, end), figure in list(zip(found.periods, line.figures, strict=True))[::5]:
            assert figure.filters
            assert (figure.filters.start, figure.filters.end) == (max(start, filters.start or start), min(end, filters.end or end))
            day_exact = query.count(held, replace(figure.filters, date_precision_max=1)).total
            assert day_exact <= figure.incidents, "what is dated to the day is in its period"
            assert query.count(held, figure.filters).total >= figure.incidents, "what overlaps the period comes too"


def test_the_largest_groups_are_shown_and_the_others_counted(held: Snapshot) -> None:
    every, few = trend(held, Filters(), "month", "actor", top=50), trend(held, Filters(), "month", "actor", top=2)
    assert [s.name for s in few.series] == [s.name for s in every.series[:2]]
    assert few.others == len(every.series) - 2


@pytest.mark.parametrize("filters", [CASES[0], *CASES[2:4], Filters(start=date(2023, 5, 1)), Filters(actors=("jnim",), actor_role="initiator")])
def test_who_against_whom(held: Snapshot, filters: Filters) -> None:
    found = matrix(held, filters, top=30)
    linked = 0
    for row in found.cells:
        for cell in row:
            if cell.filters:
                linked += 1
                assert query.count(held, cell.filters).total == cell.incidents
    assert linked > 0
    two_sided = [i for i in made()[0] if filters.matches(i, {}) and {a.role for a in i.actors} >= {"initiator", "target"}]
    assert found.one_sided == query.count(held, filters).total - len(two_sided)


def test_regions_by_month(held: Snapshot) -> None:
    found = heat(held, Filters())
    assert {s.name for s in found.series} == {i.place.admin.region for i in made()[0] if i.place and i.place.admin.region}


def test_no_incident_no_figure(held: Snapshot) -> None:
    nothing = Filters(actors=("nobody",))
    assert trend(held, nothing).series == ()
    assert matrix(held, nothing).cells == ()


@pytest.mark.parametrize(
    ("current", "mean", "level", "small", "why"),
    [
        (6, 4.0, "large increase", False, "50 % up"),
        (5, 4.0, "moderate increase", False, "25 % is not more than 25"),
        (22, 20.0, "limited change", False, "10 % is not more than 10"),
        (20, 20.0, "limited change", False, "no change"),
        (15, 20.0, "limited change", False, "25 % down is not more than 25"),
        (14, 20.0, "large decrease", False, "30 % down"),
        (5, 2.0, "limited change", True, "the guard: mean 2 and count 5"),
        (6, 2.0, "large increase", False, "six is beyond the guard"),
        (5, 2.25, "large increase", False, "the mean is beyond the guard"),
        (0, 0.0, "limited change", True, "nothing then, nothing now"),
        (7, 0.0, "large increase", False, "from nothing there are no per cent"),
        (0, 1.5, "limited change", True, "few before, none now"),
        (0, 3.0, "large decrease", False, "none of three"),
    ],
)
def test_levels_of_change_and_the_guard_for_small_numbers(current: int, mean: float, level: str, small: bool, why: str) -> None:
    assert level_of(current, mean)[0] == level, why
    assert level_of(current, mean)[2] == small, why


def test_change_compares_like_with_like(held: Snapshot) -> None:
    found = change(held, Filters(), days=28, periods=4)
    assert found
    assert found.current[1] == held.last_day
    assert found.current[0] - found.baseline[1] == timedelta(days=1)
    assert (found.baseline[1] - found.baseline[0]).days + 1 == 4 * 28
    for one in found.regions:
        assert one.filters
        assert one.before
        assert query.count(held, one.filters).total >= one.current
        assert query.count(held, one.before).total >= one.mean * 4
    assert {c.region for c in found.regions} >= {"Gao", "Kayes"}, "a region without any incident is listed too"
    assert found.complete
    assert change(held, Filters(end=date(2023, 2, 15)), days=28, periods=4).complete is False, "the data begin later than the baseline"  # type: ignore[union-attr]


def test_change_without_any_date_is_no_comparison(tmp_path: Path) -> None:
    incidents, documents = made()
    undated = [replace(i, date=DateValue(None, None, 1, "XXXX-04-25", Evidence())) for i in incidents[:5]]
    assert change(snapshot.open(snapshot.write(undated, documents, tmp_path / "u.parquet")), Filters()) is None


def test_narrowing_keeps_what_was_asked_for() -> None:
    subs = Filters(sub_event_types=("Attack", "Armed clash"))
    assert to_type(subs, "Battles") == Filters(sub_event_types=("Armed clash",)), "not all battles: only those asked for"
    assert to_region(Filters(cercles=("Ansongo", "Niono")), "Gao") == Filters(cercles=("Ansongo",))
    assert to_region(Filters(regions=("2023:Mopti",)), "Mopti") is None, "no filter says both divisions at once"
    assert to_actor(Filters(actors=("fama",)), "jnim") == Filters(actors=("fama",), opponents=("jnim",))
    assert to_pair(Filters(actors=("dozo",)), "jnim", "fama") is None, "three actors are more than a filter can say"
