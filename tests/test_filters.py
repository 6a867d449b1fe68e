"""Filters: what an address may hold, what it never may do, and that query, address, check and sentence say the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.query import questions as query
from incidents.query import snapshot
from incidents.query.addresses import AFFECTED
from incidents.query.areas import Area, Corridor, Near
from incidents.query.counts import Counts, KilledSum
from incidents.query.filters import Filters
from incidents.query.sentence import counts_sentence
from incidents.query.snapshot import Snapshot
from incidents.query.units import cercles, regions
from incidents.words.event_types import sub_types, types
from tests.madeup import ACTORS, PLACES, PUBLISHERS, made

DAYS = st.dates(date(2022, 11, 1), date(2025, 2, 1))
LATS, LONS = st.floats(10, 25, allow_nan=False), st.floats(-12, 4.2, allow_nan=False)
NAMES = st.sampled_from(["", "Gao", "Tin-Essako", "N’Tillit", "Boni, près du fleuve"])
POINTS = st.tuples(LATS, LONS)
NEAR = st.one_of(
    st.builds(Near, LATS, LONS, st.floats(0.2, 400), NAMES),
    st.builds(lambda p, km: Near(p[1], p[2], km, p[0]), st.sampled_from(PLACES), st.floats(0.2, 200)),
)
CORRIDOR = st.builds(
    lambda towns, km, names: Corridor(tuple(towns), km, tuple(names)),
    st.lists(POINTS, min_size=2, max_size=5),
    st.floats(1, 200),
    st.lists(NAMES, max_size=5),
)
AREA = st.builds(lambda corners: Area(tuple(corners)), st.lists(POINTS, min_size=3, max_size=9))


def few(options: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(options)), max_size=3).map(tuple)  # type: ignore[call-overload]


FILTERS = st.builds(
    Filters,
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    last_days=st.none() | st.sampled_from([7, 30, 90]),
    day_exact_only=st.booleans(),
    include_undated=st.booleans(),
    date_precision_max=st.none() | st.integers(1, 5),
    regions=few([*regions(), *regions(2023), "ML05"]),
    cercles=few(cercles()),
    event_types=few(t.type for t in types()),
    sub_event_types=few(t.sub for t in sub_types()),
    actors=few([*ACTORS, "wagner"]),
    actor_role=st.sampled_from(["any", "initiator", "target"]),
    opponents=few(ACTORS),
    place_precision_max=st.none() | st.integers(1, 5),
    min_independent=st.integers(1, 4),
    publishers=few(PUBLISHERS),
    languages=few(["en", "fr"]),
    fatalities=st.sampled_from(["any", "with", "without"]),
    affected=few(AFFECTED),
    words=st.sampled_from(["", "attaque marche", '"a bombarde"', "L’ARMÉE", "zzz"]),
    near=st.none() | NEAR,
    corridor=st.none() | CORRIDOR,
    area=st.none() | AREA,
)


def one_at_a_time() -> st.SearchStrategy[Filters]:
    """Filters of one or two kinds: of all at once hardly an incident is left to disagree about."""
    names = [f for f in Filters.__dataclass_fields__ if f not in ("start", "end")]
    keep = st.sets(st.sampled_from([*names, "start", "end"]), min_size=1, max_size=4)
    return st.builds(lambda f, kept: Filters(**{k: getattr(f, k) for k in kept}), FILTERS, keep)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path: Path = tmp_path_factory.mktemp("filters") / "made.parquet"
    return snapshot.open(snapshot.write(*made(), path))


@given(FILTERS)
@settings(max_examples=300, deadline=None)
def test_an_address_gives_its_filters_back(filters: Filters) -> None:
    assert Filters.from_query(filters.to_query()) == (filters, [])


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *Filters(start=date(2024, 1, 1)).to_query(),
                "end",
                "last",
                "exact",
                "undated",
                "date",
                "region",
                "cercle",
                "type",
                "subtype",
                "actor",
                "role",
                "against",
                "place",
                "reports",
                "publisher",
                "written",
                "killed",
                "affected",
                "words",
                "near",
                "corridor",
                "area",
                "other",
            ]
        ),
        st.lists(st.text(max_size=60) | st.from_regex(r"[-0-9.,;a-z]{0,40}"), max_size=4),
    )
)
@settings(max_examples=300, deadline=None)
def test_any_address_is_read_without_an_error(raw: dict[str, list[str]]) -> None:
    filters, problems = Filters.from_query(raw)
    assert Filters.from_query(filters.to_query()) == (filters, []), "what was kept of junk is a proper filter"
    assert all(0 < len(p) < 200 and not set("<>`[]|\\") & set(p) for p in problems), "a message about junk is short and holds no markup"


@pytest.mark.parametrize(
    ("raw", "expected", "said", "why"),
    [
        ({"start": "2024-02-30"}, Filters(), "2024-03-31", "there is no 30 February"),
        ({"start": "2024-06-01", "end": "2024-01-01"}, Filters(start=date(2024, 1, 1), end=date(2024, 6, 1)), "exchanged", "reversed"),
        ({"start": "0001-01-01"}, Filters(), "2024-03-31", "no year that a report is about"),
        ({"start": "20240101"}, Filters(), "2024-03-31", "Python reads it, an address is not written so"),
        ({"last": "30"}, Filters(last_days=30), "", "a preset"),
        ({"last": "-7"}, Filters(), "number", "negative"),
        ({"last": "٣"}, Filters(), "number", "a digit of another script"),
        ({"place": "6"}, Filters(), "number", "beyond the scale"),
        ({"region": ["Gao", "ML08", "menaka"]}, Filters(regions=("Gao", "Kidal", "Ménaka")), "", "name, code, and a name without its accent"),
        ({"region": "2023:bandiagara"}, Filters(regions=("2023:Bandiagara",)), "", "a region of 2023 says so"),
        ({"region": "Bandiagara"}, Filters(), "not known", "a bare name means the division of 2021"),
        ({"region": "<script>alert(1)</script>"}, Filters(), "not known", "markup"),
        ({"cercle": "ML0701"}, Filters(cercles=("Ansongo",)), "", "a code"),
        ({"type": ["Battles", "battles"]}, Filters(event_types=("Battles",)), "not known", "types are spelt as ACLED does"),
        ({"actor": "jnim'; DROP TABLE"}, Filters(), "not known", "not a slug"),
        ({"actor": ["jnim", "no-such-group"]}, Filters(actors=("jnim",)), "not known", "an actor that the table does not have"),
        ({"publisher": "Reuters [FR] <wire>"}, Filters(publishers=("Reuters [FR] <wire>",)), "", "publishers call themselves what they like"),
        ({"words": "x" * 10_000}, Filters(), "10,000", "far too long"),
        ({"words": "?!"}, Filters(), "letters", "nothing to look for"),
        ({"words": ["a", "b"]}, Filters(words="b"), "", "the last one holds"),
        ({"killed": "many"}, Filters(), "not known", "no such choice"),
        ({"near": "16.27,-0.04,50,Gao"}, Filters(near=Near(16.27, -0.04, 50, "Gao")), "", "lat, lon, km, name"),
        ({"near": "16.27,-0.04"}, Filters(), "distance", "no distance"),
        ({"near": "nan,0,5"}, Filters(), "distance", "not a number"),
        ({"near": "16,0,1e9"}, Filters(), "distance", "an exponent"),
        ({"near": "16,0,99999"}, Filters(), "distance", "further than the country is wide"),
        ({"near": "Gao,50"}, Filters(), "distance", "a name needs someone who knows it"),
        ({"corridor": "20;16,0"}, Filters(), "two to eight", "one end"),
        ({"corridor": "20;" + ";".join(["16,0"] * 9)}, Filters(), "two to eight", "nine towns"),
        ({"area": "14,-5;14,0;17,0"}, Filters(area=Area(((14, -5), (14, 0), (17, 0)))), "", "a triangle"),
        ({"area": "14,-5;14,0"}, Filters(), "corners", ""),
        ({"area": ";".join(["14.12345,-5.12345"] * 65)}, Filters(), "corners", "too many corners"),
        ({"area": "1;2;3"}, Filters(), "corners", "no pairs"),
        ({"exact": "yes"}, Filters(), "neither", "1 or 0"),
        ({"actor": ["jnim"] * 100}, Filters(actors=("jnim",)), "first 60", "a hundred values"),
        ({"incident": "x", "lang": "fr", "utm_source": "y"}, Filters(), "", "parameters of others are not ours to judge"),
    ],
)
def test_hostile_and_odd_addresses(raw: dict[str, list[str] | str], expected: Filters, said: str, why: str) -> None:
    filters, problems = Filters.from_query(raw)
    assert filters == expected, why
    assert bool(problems) == bool(said), f"{why}: {problems}"
    assert said in " ".join(problems), why


def test_a_place_name_is_looked_up_and_a_wrong_label_is_dropped() -> None:
    known = {"Gao": (16.2717, -0.0447)}.get
    assert Filters.from_query({"near": "Gao,50"}, known)[0].near == Near(16.2717, -0.0447, 50, "Gao")
    assert Filters.from_query({"near": "12.65,-8.0,50,Gao"}, known)[0].near == Near(12.65, -8.0, 50), "Bamako's point called Gao in a link"
    corridor = Filters.from_query({"corridor": "20;Gao;15.66,0.5,Ansongo"}, known)[0].corridor
    assert corridor == Corridor(((16.2717, -0.0447), (15.66, 0.5)), 20, ("Gao", "Ansongo"))


def test_an_empty_filter_leaves_the_address_empty() -> None:
    assert Filters().to_query() == {}
    assert list(Filters(end=date(2024, 1, 2), words="x", start=date(2024, 1, 1)).to_query()) == ["start", "end", "words"], "the order never changes"
    assert Filters(regions=("Gao", "Gao", "Kidal")) == Filters(regions=("Kidal", "Gao")), "equal questions are equal values"


@given(one_at_a_time())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_query_and_the_check_agree(held: Snapshot, filters: Filters) -> None:
    incidents, documents = made()
    resolved = filters.resolved(held.last_day)
    by_id = {d.id: d for d in documents}
    assert set(query.ids(held, filters)) == {i.id for i in incidents if resolved.matches(i, by_id)}


def test_a_period_takes_what_it_overlaps_and_leaves_undated_ones_beside(held: Snapshot) -> None:
    incidents, _ = made()
    march = Filters(start=date(2024, 3, 1), end=date(2024, 3, 31))
    found = [i for i in incidents if march.matches(i)]
    assert {i.date.precision for i in found if i.date} >= {1, 5}, "a report dated 2024 may be of March"
    assert all(i.date and i.date.start for i in found)
    assert all(Filters(**{**vars_of(march), "day_exact_only": True}).matches(i) == (i.date is not None and i.date.precision == 1) for i in found)
    with_undated = Filters(**{**vars_of(march), "include_undated": True})
    undated = [i for i in incidents if not (i.date and i.date.start)]
    assert undated
    assert all(with_undated.matches(i) and not march.matches(i) and Filters().matches(i) for i in undated)


def vars_of(filters: Filters) -> dict[str, object]:
    return {name: getattr(filters, name) for name in Filters.__dataclass_fields__}


def test_last_days_count_back_from_the_data() -> None:
    week = Filters(last_days=7).resolved(date(2024, 3, 10))
    assert (week.start, week.end) == (date(2024, 3, 4), date(2024, 3, 10))
    assert Filters(last_days=7).resolved(None) == Filters(), "no data, no days to count back from"
    with pytest.raises(ValueError, match="resolved"):
        Filters(last_days=7).where()


def test_a_parent_finds_its_children_but_not_the_other_way() -> None:
    from incidents.words.actor_tree import parents

    child, parent = next((c, p) for c, p in parents().items() if c in ACTORS)
    incidents, _ = made()
    with_child = [i for i in incidents if any(a.actor == child for a in i.actors)]
    assert with_child
    assert all(Filters(actors=(parent,)).matches(i) for i in with_child)
    only_parent = [i for i in incidents if any(a.actor == parent for a in i.actors) and not any(a.actor == child for a in i.actors)]
    assert not any(Filters(actors=(child,)).matches(i) for i in only_parent)


def test_coarse_places_are_never_inside_a_circle() -> None:
    incidents, _ = made()
    everywhere = Filters(near=Near(16.27, -0.04, 1000))
    assert {i.place.precision for i in incidents if i.place and everywhere.matches(i)} == {1, 2, 5}


@pytest.mark.parametrize(
    ("filters", "killed", "expected", "french"),
    [
        (
            Filters(start=date(2024, 1, 1), end=date(2024, 3, 31)),
            KilledSum(32, 40, True, 9, 5),
            "14 incidents reported in Mali, 1 January to 31 March 2024",
            "14 incidents signalés au Mali, du 1er janvier au 31 mars 2024",
        ),
        (
            Filters(),
            KilledSum(),
            "14 incidents reported in Mali, 3 February 2023 to 9 May 2024",
            "14 incidents signalés au Mali, du 3 février 2023 au 9 mai 2024",
        ),
        (
            Filters(start=date(2024, 1, 1), end=date(2024, 3, 31), regions=("Gao", "Kidal"), sub_event_types=("Attack",), day_exact_only=True),
            KilledSum(32, 40, True, 9, 5),
            "Attacks on civilians in Gao and Kidal, 1 January to 31 March 2024, day-exact: 14 incidents, at least 32 reported killed",
            "Attaques contre des civils dans les régions de Gao et de Kidal, du 1er janvier au 31 mars 2024, datés au jour près : "
            "14 incidents, au moins 32 tués signalés",
        ),
        (
            Filters(regions=("2023:Mopti",)),
            KilledSum(32, 41, False, 9, 5),
            "14 incidents reported in Mopti (region of 2023): 32 to 41 reported killed",
            "14 incidents signalés dans la région de Mopti (découpage de 2023) : de 32 à 41 tués signalés",
        ),
        (
            Filters(start=date(2024, 1, 1), end=date(2024, 1, 1), include_undated=True),
            KilledSum(0, 11, False, 1, 13),
            "14 incidents reported in Mali, 1 January 2024, with undated ones: up to 11 reported killed",
            "14 incidents signalés au Mali, 1er janvier 2024, y compris ceux sans date : jusqu’à 11 tués signalés",
        ),
        (
            Filters(fatalities="without"),
            KilledSum(0, 0, False, 3, 11),
            "14 incidents reported in Mali, with nobody reported killed: no deaths reported",
            "14 incidents signalés au Mali, sans tué signalé : aucun mort signalé",
        ),
        (
            Filters(near=Near(16.27, -0.04, 50, "Gao")),
            KilledSum(not_reported=14),
            "14 incidents reported within 50 km of Gao",
            "14 incidents signalés à moins de 50 km de Gao",
        ),
        (
            Filters(regions=("Gao",), cercles=("Ansongo", "Bourem"), actors=("jnim",), words="convoi"),
            KilledSum(not_reported=14),
            "14 incidents reported in Gao and in the cercles of Ansongo and Bourem with JNIM involved, with the words “convoi”",
            "14 incidents signalés dans la région de Gao et dans les cercles d’Ansongo et de Bourem impliquant GSIM (JNIM), avec les mots « convoi »",
        ),
        (
            Filters(day_exact_only=True, place_precision_max=1),
            KilledSum(not_reported=14),
            "14 incidents reported in Mali, day-exact, placed at the place itself",
            "14 incidents signalés au Mali, datés au jour près, situés au lieu même",
        ),
    ],
)
def test_the_sentence(filters: Filters, killed: KilledSum, expected: str, french: str) -> None:
    counts = Counts(total=14, killed=killed, first=date(2023, 2, 3), last=date(2024, 5, 9))
    assert filters.describe(counts, "en") == expected
    assert filters.describe(counts, "fr").replace("\u00a0", " ").replace("\u202f", " ") == french


@given(FILTERS, st.sampled_from(["en", "fr"]))
@settings(max_examples=150, deadline=None)
def test_every_filter_can_be_said(filters: Filters, lang: str) -> None:
    sentence = filters.describe(Counts(total=1, last_day=date(2024, 12, 31), first=date(2023, 1, 1), last=date(2024, 12, 31)), lang)
    assert "{" not in sentence
    assert "None" not in sentence
    if not filters.only_time:
        assert sentence != Filters().describe(Counts(total=1, first=date(2023, 1, 1), last=date(2024, 12, 31)), lang), "a filter is never left unsaid"


def test_a_corridor_is_as_wide_as_it_says() -> None:
    from incidents.query.areas import Spot

    corridor = Corridor(((16.0, 0.0), (16.0, 2.0)), 20)
    north = 20 / 111.195
    assert corridor.holds(Spot(16.0 + north * 0.99, 1.0))
    assert not corridor.holds(Spot(16.0 + north * 1.01, 1.0))
    assert not corridor.holds(Spot(16.0, 2.3)), "the ends are round, not endless"
    assert corridor.holds(Spot(16.0 + north * 1.5, 1.0, reach_km=12)), "a circle that touches it counts"
    assert corridor.holds(Spot(17.0, 1.0, ends=((16.1, 1.0), (17.9, 1.0)))), "a road that ends in it counts"


def test_swapped_and_impossible_coordinates_are_refused() -> None:
    with pytest.raises(ValueError, match="latitude first"):
        Near(120.0, 14.0, 10)
    with pytest.raises(ValueError, match="km"):
        Near(14.0, -5.0, 0)
    assert Area.from_lonlat([(-5.0, 14.0), (0.0, 14.0), (0.0, 17.0), (-5.0, 14.0)]).corners[0] == (14.0, -5.0), (
        "GeoJSON has longitude first, and closes its rings"
    )


def test_every_last_days_preset_is_a_whole_stretch() -> None:
    for days in (7, 30, 90):
        resolved = Filters(last_days=days).resolved(date(2024, 12, 31))
        assert resolved.start
        assert resolved.end
        assert resolved.end - resolved.start == timedelta(days=days - 1)


def test_the_counts_in_words() -> None:
    counts = Counts(all=130, total=104, on_map=101, only_mali=2, unresolved=1, undated=1, outside_period=12)
    said = "101 on the map; 2 with only “Mali” given; 1 at a place not resolved; 1 undated; 12 outside the period"
    assert counts_sentence(counts, "en") == said
    french = "101 sur la carte ; 2 avec « Mali » seul indiqué ; 1 à un lieu non résolu ; 1 sans date ; 12 hors période"
    assert counts_sentence(counts, "fr").replace("\u00a0", " ") == french
    assert counts_sentence(Counts(), "en") == "0 on the map"
