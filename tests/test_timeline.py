"""The axis of the timeline: the same under every filter, as wide as what is asked for, and near a period that is short."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from incidents.catalogue import use
from incidents.drawing.marks import day_number
from incidents.query import axis, snapshot
from incidents.query.filters import Filters
from incidents.query.snapshot import Snapshot
from incidents.ui.timeline import payload
from tests.madeup import made

DATA = (date(2014, 1, 17), date(2025, 11, 28))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot.open(snapshot.write(*made(), tmp_path_factory.mktemp("timeline") / "made.parquet"))


def _sent(held: Snapshot, asked: Filters) -> dict[str, Any]:
    sent = payload(held, asked, None)
    assert sent
    return sent


@pytest.mark.parametrize("asked", [
    (date(2016, 3, 1), date(2016, 3, 1)),
    (date(2025, 11, 1), date(2025, 11, 28)),
    (date(2014, 1, 17), date(2014, 6, 1)),
])  # fmt: skip
def test_a_short_period_has_room_on_its_sides(asked: axis.Days) -> None:
    found = axis.near(DATA, asked)
    assert found
    length = (asked[1] - asked[0]).days + 1
    assert found[0] <= asked[0]
    assert found[1] >= asked[1]
    assert (found[1] - found[0]).days + 1 >= 3 * length, "at an end of the data the room is on the other side"
    assert (found[1] - found[0]).days <= 5 * length + 60


def test_a_long_period_and_one_beyond_the_data_are_seen_on_the_whole_axis() -> None:
    assert axis.near(DATA, (date(2016, 1, 1), date(2018, 1, 1))) is None
    assert axis.near(DATA, (date(2031, 1, 1), date(2031, 1, 5))) is None
    assert axis.near((date(2025, 1, 1), date(2025, 1, 30)), (date(2025, 1, 4), date(2025, 1, 4))) is None, "a month of days needs none"


def test_a_step_of_one_day_seldom_moves_the_axis() -> None:
    steps = [axis.near(DATA, (date(2020, 5, 4) + timedelta(days=n), date(2020, 6, 2) + timedelta(days=n))) for n in range(7)]
    assert len(set(steps)) <= 3


def test_the_axis_is_the_same_under_every_filter(held: Snapshot) -> None:
    everything, *others = [_sent(held, asked) for asked in (Filters(), Filters(regions=("Gao",)), Filters(actors=("no-such-actor",)))]
    assert everything["views"][0]["bars"]
    for one in others:
        assert all(one[key] == everything[key] for key in ("first", "last", "a", "b"))
        assert all(one["views"][0][key] == everything["views"][0][key] for key in ("lo", "hi", "unit", "ticks"))
    assert others[-1]["views"][0]["bars"] == []


@pytest.mark.parametrize("asked", [
    Filters(start=date(2024, 3, 2), end=date(2024, 3, 30), regions=("Gao",)),
    Filters(last_days=90, regions=("Mopti",), cercles=("Mopti",), actors=("jnim",)),
    Filters(start=date(2031, 1, 5)),
    Filters(end=date(1999, 1, 5)),
    Filters(start=date(1900, 1, 1), end=date(2199, 12, 31)),
])  # fmt: skip
def test_the_handles_stand_on_the_days_asked_for(held: Snapshot, asked: Filters) -> None:
    sent, resolved = _sent(held, asked), asked.resolved(held.last_day)
    assert resolved.start is None or sent["a"] == day_number(resolved.start)
    assert resolved.end is None or sent["b"] == day_number(resolved.end)
    assert sent["a"] <= sent["b"]
    for view in sent["views"]:
        assert view["lo"] <= sent["a"], "the period is on each axis"
        assert sent["b"] <= view["hi"]
    assert (sent["first"], sent["last"]) == (day_number(held.first_day), day_number(held.last_day)), "the brush goes as far as the data"


def test_near_a_period_the_bars_are_days_and_hold_what_lies_there(held: Snapshot) -> None:
    sent = _sent(held, Filters(start=date(2024, 3, 2), end=date(2024, 3, 30)))
    everything, near = sent["views"]
    assert (everything["unit"], near["unit"]) == ("month", "day")
    low, high = sent["a"] - near["lo"], sent["b"] - near["lo"]
    shown = sum(exact for start, _, exact, _ in near["bars"] if low <= start <= high)
    assert shown == sum(
        bool(i.date and i.date.start and i.date.precision <= 3 and date(2024, 3, 2) <= i.date.start <= date(2024, 3, 30)) for i in made()[0]
    )


@pytest.mark.parametrize("asked", [Filters(), Filters(last_days=30), Filters(last_days=90), Filters(regions=("Gao",))])
def test_little_is_sent(held: Snapshot, asked: Filters) -> None:
    assert len(json.dumps(_sent(held, asked), separators=(",", ":"))) < 4_000


def test_undated_ones_are_counted_whether_a_period_is_asked_for_or_not(held: Snapshot) -> None:
    undated = sum(not (i.date and i.date.start) for i in made()[0])
    free, bound = _sent(held, Filters()), _sent(held, Filters(last_days=90))
    assert free["undated"] == bound["undated"] == undated > 0
    assert (free["asked"], bound["asked"]) == (False, True)
    assert str(undated) in free["words"]["undated"]


@pytest.mark.parametrize(("lang", "written"), [("en", "11 Mar"), ("fr", "11/03")])
def test_days_under_the_axis_are_written_by_locale(held: Snapshot, lang: str, written: str) -> None:
    use(lang)
    try:
        near = _sent(held, Filters(start=date(2024, 3, 2), end=date(2024, 3, 30)))["views"][1]
    finally:
        use("en")
    assert written in [label for _, label, _ in near["ticks"]]
