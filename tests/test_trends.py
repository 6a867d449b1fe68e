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
@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
def test_nothing_is_lost_between_the_periods_and_what_lies_beside_them(held: Snapshot, filters: Filters, unit: str) -> None:
    found = trend(held, filters, unit)  # type: ignore[arg-type]
    counts = query.count(held, filters)
    assert sum(f.incidents for f in found.series[0].figures) + found.beside + found.undated >= counts.total, "over an edge: in both periods"
    assert found.series[0].total.killed == counts.killed
    assert len(found.series[0].figures) == len(found.periods)
    starts, ends = [start for start, _ in found.periods], [end for _, end in found.periods]
    assert all((start - end).days == 1 for start, end in zip(starts[1:], ends, strict=False)), "no gap"


@pytest.mark.parametrize("filters", [*CASES, Filters(last_days=90), Filters(day_exact_only=True)])
@pytest.mark.parametrize(("unit", "by"), [("week", None), ("month", "event_type"), ("month", "region"), ("month", "actor"), ("year", "region")])
def test_every_figure_is_the_count_of_the_map_that_it_leads_to(held: Snapshot, filters: Filters, unit: str, by: str | None) -> None:
    found = trend(held, filters, unit, by)  # type: ignore[arg-type]
    for line in found.series:
        if line.total.filters is None:
            continue
        assert query.count(held, line.total.filters).total == line.total.incidents, f"{by} {line.name}"
        for figure in line.figures[::5]:
            assert figure.filters
            counts = query.count(held, figure.filters)
            assert (counts.total, counts.killed) == (figure.incidents, figure.killed), f"{by} {line.name} {figure.filters.start}"


def test_the_precision_of_dates_is_asked_for_only_where_the_number_needs_it(tmp_path: Path) -> None:
    incidents, documents = made()
    days = [i for i in incidents if i.date and i.date.start and i.date.precision <= 2]
    year = [i for i in incidents if i.date and i.date.start and i.date.precision == 5][:1]
    assert year
    for name, some, asked in (("days", days, {None}), ("year", [*days, *year], {4})):
        one = snapshot.open(snapshot.write(some, documents, tmp_path / f"{name}.parquet"))
        assert {f.filters.date_precision_max for f in trend(one, Filters(), "month").series[0].figures if f.filters} == asked
    exact = snapshot.open(snapshot.write(days, documents, tmp_path / "exact.parquet"))
    found = change(exact, Filters(), days=30, periods=3)
    assert found
    assert {c.filters.date_precision_max for c in found.regions if c.filters} == {None}


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
    assert found.one_sided + found.neither == query.count(held, filters).total - len(two_sided)
    assert found.neither == len([i for i in made()[0] if filters.matches(i, {}) and not {a.role for a in i.actors} & {"initiator", "target"}])


def test_a_member_follows_its_parent_and_a_parent_of_one_member_only_is_not_said_twice(tmp_path: Path) -> None:
    incidents, documents = made()
    jnim_too = snapshot.open(snapshot.write(incidents, documents, tmp_path / "all.parquet"))
    found = matrix(jnim_too, Filters(), top=30)
    assert found.initiators.index("katiba-macina") == found.initiators.index("jnim") + 1
    assert "gendarmerie-mali" in found.targets
    only = [i for i in incidents if not {"jnim"} & {a.actor for a in i.actors}]
    found = matrix(snapshot.open(snapshot.write(only, documents, tmp_path / "only.parquet")), Filters(), top=30)
    assert "katiba-macina" in found.initiators
    assert "jnim" not in found.initiators, "all that it did is its member's"


def test_the_matrix_says_how_many_actors_it_leaves_out(held: Snapshot) -> None:
    every, few = matrix(held, Filters(), top=30), matrix(held, Filters(), top=3)
    assert every.left_out == (0, 0)
    assert few.left_out == (len(every.initiators) - 3, len(every.targets) - 3)


def test_regions_by_month(held: Snapshot) -> None:
    found = heat(held, Filters())
    assert {s.name for s in found.series} == {i.place.admin.region for i in made()[0] if i.place and i.place.admin.region}


def test_a_table_over_many_years_has_columns_that_can_be_read(tmp_path: Path) -> None:
    incidents, documents = made()
    day = next(i for i in incidents if i.date and i.date.precision == 1 and i.date.start and i.place and i.place.admin.region)
    old = [replace(day, id=f"old-{year}", date=replace(day.date, start=date(year, 5, 1), end=date(year, 5, 1))) for year in (1990, 2016, 2019)]  # type: ignore[type-var]
    recent = [i for i in incidents if i.date and i.date.start][:50]
    for some, unit in (([*recent, old[2]], "quarter"), ([*recent, old[0]], "year")):
        found = heat(snapshot.open(snapshot.write(some, documents, tmp_path / f"{unit}.parquet")), Filters())
        assert (found.unit, len(found.periods) <= 48) == (unit, True)


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
        assert query.count(held, one.filters).total == one.current
        assert query.count(held, one.before).total == one.mean * 4
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
