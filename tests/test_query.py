"""What screens ask a snapshot: every incident is counted somewhere, and every option says how many it would show."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from incidents.model import Incident, spans_of
from incidents.query import questions as query
from incidents.query import snapshot
from incidents.query.areas import Near
from incidents.query.facets import facets
from incidents.query.filters import Filters
from incidents.query.fitting import report_paragraphs
from incidents.query.snapshot import Snapshot, SnapshotError
from tests.madeup import made

CASES = (
    Filters(),
    Filters(start=date(2024, 3, 1), end=date(2024, 3, 31)),
    Filters(start=date(2023, 6, 1), event_types=("Battles", "Riots"), regions=("Gao", "Ménaka")),
    Filters(actors=("jnim",), actor_role="initiator", fatalities="with"),
    Filters(near=Near(16.27, -0.04, 120), include_undated=True, start=date(2024, 1, 1)),
    Filters(words="attaque", languages=("fr",), min_independent=2),
    Filters(day_exact_only=True, place_precision_max=2, affected=("health",)),
    Filters(actors=("no-such-actor",)),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path: Path = tmp_path_factory.mktemp("query") / "made.parquet"
    return snapshot.open(snapshot.write(*made(), path))


def fitting(filters: Filters) -> list[Incident]:
    incidents, documents = made()
    by_id = {d.id: d for d in documents}
    return [i for i in incidents if filters.matches(i, by_id)]


@pytest.mark.parametrize("filters", CASES)
def test_every_incident_is_counted_somewhere(held: Snapshot, filters: Filters) -> None:
    counts = query.count(held, filters)
    incidents = fitting(filters)
    precisions = Counter(i.place.precision if i.place else 0 for i in incidents)
    assert counts.total == len(incidents) == counts.on_map + counts.only_mali + counts.unresolved
    assert counts.by_precision == dict(precisions)
    listed = query.off_map(held, filters, limit=1000).to_pylist()
    assert len(listed) == counts.only_mali + counts.unresolved
    assert {row["reason"] for row in listed if row["place_precision"] == 6} <= {"only Mali"}
    assert query.undated_beside(held, filters, limit=1000).num_rows == counts.undated
    assert counts.all == counts.total + counts.outside == len(made()[0])
    assert counts.undated_in == sum(not (i.date and i.date.start) for i in incidents)
    beside = fitting(filters.without_time()) if filters.has_time else incidents
    assert counts.total + counts.undated + counts.outside_period == len(beside), "nothing is lost between the period and what lies beside it"
    if filters.near:
        coarse = [i for i in fitting(replace(filters, near=None)) if not (i.place and i.place.precision in (1, 2, 5) and i.place.lat is not None)]
        assert counts.too_coarse == len(coarse) > 0


@pytest.mark.parametrize("filters", CASES)
def test_killed_is_a_range_and_unknown_is_never_zero(held: Snapshot, filters: Filters) -> None:
    tolls = [i.killed for i in fitting(filters)]
    given = [t for t in tolls if t and (t.low, t.best, t.high) != (None, None, None)]
    killed = query.count(held, filters).killed
    assert killed.reported == len(given)
    assert killed.not_reported == len(tolls) - len(given)
    assert killed.low == sum(t.low or 0 for t in given)
    assert killed.open == any(t.high is None for t in given)
    assert killed.high >= killed.low


@pytest.mark.parametrize("filters", CASES)
def test_each_option_says_how_many_it_would_show(held: Snapshot, filters: Filters) -> None:
    found = facets(held, filters)
    names = {
        "region": "regions",
        "cercle": "cercles",
        "event_type": "event_types",
        "sub_event_type": "sub_event_types",
        "publisher": "publishers",
        "language": "languages",
        "affected": "affected",
        "actor": "actors",
    }
    kinds = {
        "region": {"cercles": ()},
        "cercle": {"regions": ()},
        "event_type": {"sub_event_types": ()},
        "sub_event_type": {"event_types": ()},
        "actor": {"actor_role": "any"},
    }
    for facet, field in names.items():
        for option, n in found[facet].items():
            if facet == "actor" and filters.opponents:
                continue
            chosen = replace(filters, **{field: (option,)}, **kinds.get(facet, {}))
            assert query.count(held, chosen).total == n, f"{facet} {option}"
    for option, n in found["fatalities"].items():
        assert query.count(held, replace(filters, fatalities=option)).total == n
    for option, n in found["last"].items():
        assert query.count(held, replace(filters, start=None, end=None, include_undated=False, last_days=int(option))).total == n
    assert sum(found["place_precision"].values()) == query.count(held, replace(filters, place_precision_max=None)).total


def test_facets_of_some_fields_are_those_of_all(held: Snapshot) -> None:
    filters = CASES[2]
    assert facets(held, filters, ["actor", "last"]) == {k: v for k, v in facets(held, filters).items() if k in ("actor", "last")}


@pytest.mark.parametrize("filters", CASES)
@pytest.mark.parametrize("unit", ["auto", "day", "week", "month", "year"])
def test_the_timeline_holds_everything_once(held: Snapshot, filters: Filters, unit: query.BinUnit) -> None:
    line = query.timeline(held, filters, unit)
    everything = fitting(filters.without_time())
    exact, imprecise, spans = sum(b.exact for b in line.bins), sum(b.imprecise for b in line.bins), sum(n for *_, n in line.spans)
    assert exact + imprecise + spans + line.undated == len(everything), "the period does not hide what the brush shows beside it"
    assert exact == sum(bool(i.date and i.date.start and i.date.precision <= 3) for i in everything)
    assert all(b.end < c.start and (c.start - b.end).days == 1 for b, c in zip(line.bins, line.bins[1:], strict=False)), "no gap"


def test_a_month_is_never_spread_over_days(held: Snapshot) -> None:
    by_day, by_month = query.timeline(held, Filters(), "day"), query.timeline(held, Filters(), "month")
    months = sum(bool(i.date and i.date.start and i.date.precision == 4) for i in made()[0])
    years = sum(bool(i.date and i.date.start and i.date.precision == 5) for i in made()[0])
    assert sum(b.imprecise for b in by_day.bins) == 0
    assert sum(n for *_, n in by_day.spans) == months + years
    assert sum(b.imprecise for b in by_month.bins) == months
    assert sum(n for *_, n in by_month.spans) == years


def test_the_unit_follows_the_range(tmp_path: Path) -> None:
    incidents, documents = made()
    exact = sorted((i for i in incidents if i.date and i.date.start and i.date.precision == 1), key=lambda i: i.date.start)  # type: ignore[arg-type, return-value, union-attr]
    few = snapshot.open(snapshot.write(exact[:4], documents, tmp_path / "few.parquet"))
    assert query.timeline(few, Filters()).unit == "day"
    assert query.timeline(snapshot.open(snapshot.write(incidents, documents, tmp_path / "all.parquet")), Filters()).unit == "month"


def test_units_count_what_is_known_to_lie_in_them(held: Snapshot) -> None:
    for level in ("region", "cercle", "region_2023"):
        units = {u.name: u for u in query.by_unit(held, Filters(), level)}  # type: ignore[arg-type]
        expected = Counter(name for i in made()[0] if i.place and (name := getattr(i.place.admin, level)))
        assert {name: u.incidents for name, u in units.items()} == dict(expected)
    gao = next(u for u in query.by_unit(held, Filters(), "region") if u.name == "Gao")
    assert gao.pcode == "ML07"
    assert gao.coarse == sum(bool(i.place and i.place.precision == 4 and i.place.admin.region == "Gao") for i in made()[0])


def test_cells_never_hold_what_is_known_to_a_unit_only(held: Snapshot) -> None:
    dots = sum(bool(i.place and i.place.precision in (1, 2)) for i in made()[0])
    for res in (3, 4, 5):
        found = query.cells(held, Filters(), res).to_pylist()
        assert sum(row["n"] for row in found) == dots
        assert all(len(row["cell"]) == 15 for row in found), "a cell as deck.gl and h3 write it"
    with pytest.raises(ValueError, match="resolutions"):
        query.cells(held, Filters(), 9)


def test_a_road_without_a_known_course_is_listed_not_drawn(tmp_path: Path) -> None:
    incidents, documents = made()
    road = next(i for i in incidents if i.place and i.place.precision == 5)
    lost = replace(road, place=replace(road.place, lat=None, lon=None, line=(), geometry="none"))  # type: ignore[type-var]
    held = snapshot.open(snapshot.write([lost], documents, tmp_path / "lost.parquet"))
    assert query.off_map(held, Filters()).column("reason").to_pylist() == ["no shape"]
    assert (query.count(held, Filters()).on_map, query.count(held, Filters()).unresolved) == (0, 1)


def test_all_at_one_place_are_reachable(held: Snapshot) -> None:
    places = Counter((i.place.lat, i.place.lon) for i in made()[0] if i.place and i.place.precision in (1, 2))
    (lat, lon), n = places.most_common(1)[0]
    assert n > 3
    assert len(query.at_place(held, Filters(), lat, lon)) == n  # type: ignore[arg-type]


def test_all_in_one_cell_are_reachable(held: Snapshot) -> None:
    for res in (3, 4, 5):
        (fullest, *_) = query.cells(held, Filters(), res).to_pylist()
        assert len(query.in_cell(held, Filters(), fullest["cell"])) == fullest["n"] > 0
    assert query.in_cell(held, Filters(), "8928308280fffff") == [], "a resolution that is not kept"


def test_all_in_one_unit_are_reachable(held: Snapshot) -> None:
    units = Counter(i.place.unit_pcode for i in made()[0] if i.place and i.place.precision in (3, 4))
    code, n = units.most_common(1)[0]
    assert n > 1
    assert code
    assert len(query.in_unit(held, Filters(), code)) == n


def test_neighbours_are_near_in_place_and_time(held: Snapshot) -> None:
    one = next(i for i in made()[0] if i.place and i.place.precision == 1 and i.date and i.date.precision == 1)
    found = query.neighbours(held, one.id, km=60, days=200).to_pylist()
    assert found
    assert one.id not in {row["id"] for row in found}
    assert all(row["km"] <= 60 and abs(row["days"]) <= 200 for row in found)
    assert [row["km"] for row in found] == sorted(row["km"] for row in found)
    undated = next(i for i in made()[0] if i.date is None)
    assert query.neighbours(held, undated.id).num_rows == 0, "no day to be near to"
    assert query.neighbours(held, "no such id'").num_rows == 0


@pytest.mark.parametrize("order", ["date", "place", "type", "killed", "reports", "region"])
@pytest.mark.parametrize("descending", [True, False])
def test_the_pages_of_the_table_are_the_whole_table(held: Snapshot, order: str, descending: bool) -> None:
    filters = CASES[1]
    pages = [query.table(held, filters, order, descending, offset, 20) for offset in range(0, 100, 20)]
    seen = [row for page in pages for row in page.column("id").to_pylist()]
    assert len(seen) == len(set(seen)) == query.count(held, filters).total
    assert sorted(seen) == sorted(query.ids(held, filters))


def test_unknown_values_stand_last_in_the_table(held: Snapshot) -> None:
    for descending in (True, False):
        days = query.table(held, Filters(), "date", descending, 0, 1000).column("day_start").to_pylist()
        known = [d for d in days if d]
        assert days[: len(known)] == sorted(known, reverse=descending)
        assert not any(days[len(known) :])


def test_shown_hands_out_rows_in_order_and_says_when_it_stops(held: Snapshot) -> None:
    all_of_it = query.shown(held, Filters())
    days = [d for d in all_of_it.rows.column("day_start").to_pylist() if d]
    assert all_of_it.rows.num_rows == all_of_it.counts.total
    assert days == sorted(days)
    assert not all_of_it.truncated
    some = query.shown(held, Filters(), limit=10, columns=("id", "lat"))
    assert (some.rows.num_rows, some.truncated, some.rows.column_names, some.counts) == (10, True, ["id", "lat"], all_of_it.counts)
    with pytest.raises(ValueError, match="no such columns"):
        query.shown(held, Filters(), columns=("id; DROP TABLE x",))


def test_the_last_day_is_one_that_a_report_names(tmp_path: Path) -> None:
    incidents, documents = made()
    coarse = next(i for i in incidents if i.date and i.date.precision == 5 and i.date.end == date(2024, 12, 31))
    exact = next(i for i in incidents if i.date and i.date.precision == 1 and i.date.start and i.date.start.year == 2024)
    held = snapshot.open(snapshot.write([coarse, exact], documents, tmp_path / "two.parquet"))
    assert exact.date
    assert held.last_day == exact.date.start, "the last 7 days do not count back from 31 December because a report says 2024"
    assert snapshot.open(snapshot.write([coarse], documents, tmp_path / "one.parquet")).last_day == date(2024, 1, 1)


def test_an_empty_store_has_an_empty_snapshot(tmp_path: Path) -> None:
    held = snapshot.open(snapshot.write([], [], tmp_path / "empty.parquet"))
    assert (len(held), held.last_day) == (0, None)
    assert query.shown(held, Filters(last_days=30)).counts.total == 0
    assert query.timeline(held, Filters()).bins == ()
    assert facets(held, Filters())["last"] == {"7": 0, "30": 0, "90": 0}


def test_a_file_that_is_no_snapshot_is_refused_with_the_way_out(tmp_path: Path) -> None:
    junk, other = tmp_path / "junk.parquet", tmp_path / "other.parquet"
    junk.write_bytes(b"no parquet at all")
    pq.write_table(pa.table({"id": ["a"]}), other)
    for path in (junk, other, tmp_path / "absent.parquet"):
        with pytest.raises(SnapshotError, match="made again"):
            snapshot.open(path)


def test_a_failed_write_leaves_the_old_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = snapshot.write(*made(), tmp_path / "it's here.parquet")
    monkeypatch.setattr(snapshot.pq, "write_table", lambda *a, **k: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        snapshot.write([], [], path)
    monkeypatch.undo()
    assert len(snapshot.open(path)) == len(made()[0])
    assert [p.name for p in tmp_path.iterdir()] == [path.name], "no half file is left"


def test_threads_do_not_share_a_cursor(held: Snapshot) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda f=f: found.append(query.count(held, f).total)) for f in CASES * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(query.count(held, f).total for f in CASES * 3)


def test_words_come_from_every_paragraph_that_holds_a_span() -> None:
    incidents, _ = made()
    for report in (r for i in incidents for r in i.reports):
        assert report_paragraphs(report) == {s.paragraph for s in spans_of(report)} | {report.paragraph}


def test_the_same_incidents_make_the_same_rows(tmp_path: Path) -> None:
    incidents, documents = made()
    one = snapshot.write(incidents, documents, tmp_path / "a.parquet")
    other = snapshot.write(reversed(incidents), reversed(documents), tmp_path / "b.parquet")
    assert pq.read_table(one).equals(pq.read_table(other)), "the order of the store does not matter"
    assert one.read_bytes() == other.read_bytes()


def test_a_spot_lists_its_incidents_as_the_table_does_newest_first(held: Snapshot) -> None:
    """A press on "6" opens the first of the list: the newest, the one at the top of the list beside."""
    order = query.table(held, Filters(), limit=10_000).column("id").to_pylist()
    cell = max(query.cells(held, Filters(), 3).to_pylist(), key=lambda r: r["n"])["cell"]
    found = query.in_cell(held, Filters(), cell)
    assert len(found) > 1
    assert found == sorted(found, key=order.index)
