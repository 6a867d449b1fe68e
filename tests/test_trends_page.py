"""The Trends page as a reader sees it: axes that can be read and line up, figures in the language, keys, and no false step on Back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from incidents.catalogue import use
from incidents.model import Reading
from incidents.query.change import Change, Comparison
from incidents.query.filters import Filters
from incidents.query.timeline import periods
from incidents.query.trends import Matrix, Trend, Unit
from incidents.store.database import Store
from incidents.ui.trend_charts import LABELS, count_axis, time_labels
from incidents.ui.trends_page import _matrix_notes, change_html, per_cent_words
from tests.madeup import made

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use("en")
    yield
    use("en")


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page in French over made-up incidents of two years."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("INCIDENTS_STORE", url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    incidents, documents = made()
    incidents = tuple(replace(i, reports=i.reports[:1]) for i in incidents)
    store = Store(url)
    for document in documents:
        store.add(document, Reading(document.id, tuple(r for i in incidents for r in i.reports if r.document_id == document.id), ()))
    store.replace_incidents(incidents)
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.query_params["lang"] = "fr"
    app.switch_page("pages/2_Trends.py")
    return app.run()


def _charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(one.proto.spec) for one in app.get("vega_lite_chart")]


def _found(spec: Any, key: str) -> list[Any]:
    """All values of ``key`` anywhere in a chart's description."""
    inside = spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else ()
    return ([spec[key]] if isinstance(spec, dict) and key in spec else []) + [one for part in inside for one in _found(part, key)]


def _months(first: date, count: int, unit: Unit = "month") -> Trend:
    days = {"week": 7, "month": 30, "year": 365}[unit] * (count - 1)
    return Trend(unit, tuple(periods(first, first + timedelta(days=days), unit)), (), 0, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "count", "unit", "names", "why"), [
    (date(2025, 1, 9), 5, "month", ["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025"], "each where they are few"),
    (date(2025, 2, 1), 17, "month", ["Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026", "Apr 2026"], "the beginnings of quarters"),
    (date(2014, 5, 21), 139, "month", [str(year) for year in range(2015, 2026)], "the beginnings of years"),
    (date(2014, 5, 21), 3, "year", ["2014", "2015", "2016"], "years"),
])  # fmt: skip
def test_an_axis_of_time_names_what_there_is_room_for(first: date, count: int, unit: Unit, names: list[str], why: str) -> None:
    found = time_labels(_months(first, count, unit))
    assert list(found.values())[: len(names)] == names, why
    assert len(found) <= LABELS


def test_an_axis_of_counts_ends_above_the_highest_figure_and_counts_in_whole_incidents() -> None:
    for most in (1, 2, 3, 7, 25, 499, 1010):
        lines = count_axis("n:Q", "", most).to_dict()["axis"]["values"]
        assert lines[-1] >= most
        assert lines[-2] < most
        assert all(isinstance(one, int) for one in lines)
        assert len(lines) <= 6


def test_the_charts_over_time_line_up(shown: AppTest) -> None:
    assert not shown.exception
    types, killed, *_ = _charts(shown)
    across = [{json.dumps(x["scale"]["domain"]) for x in _found(one, "x") if isinstance(x, dict) and "scale" in x} for one in (types, killed)]
    assert across[0] == across[1], "the same months from edge to edge"
    assert len(across[0]) == 1
    assert set(_found(types, "minExtent")) == set(_found(killed, "minExtent")), "the same room for the figures beside them"


def test_what_has_no_upper_figure_has_its_sign_above_the_bar_and_in_the_key(shown: AppTest) -> None:
    killed = _charts(shown)[1]
    assert {"field": "plus", "type": "nominal"} in _found(killed, "text")
    assert "sans chiffre maximal" in _html(shown)
    assert "chiffre le plus bas" in _html(shown)


def test_who_is_included_in_whom_is_said(shown: AppTest) -> None:
    matrix = _charts(shown)[2]
    assert any("\\u2514" in words for words in _found(matrix, "labelExpr")), "└"
    assert "compris dans l’acteur qui précède" in _html(shown)


def test_zeros_are_not_said(shown: AppTest) -> None:
    notes = re.findall(r'<p class="im-note">(.*?)</p>', _html(shown))
    assert notes
    assert not [note for note in notes if re.search(r"(?:^|; |\u00a0; )0 ", note)]


def _html(app: AppTest) -> str:
    return "\n".join(str(getattr(one.proto, "body", "")) for one in app.get("html"))


def _change(per_cent: float | None, small: bool = False) -> Change:
    return Change("Mopti", 0, 1 / 3, per_cent, "large decrease", small, Filters(), None)


def test_change_is_written_as_the_language_does() -> None:
    assert [per_cent_words(n) for n in (-100.0, 24.6, 0.2, None)] == ["−100%", "+25%", "0%", "–"]
    use("fr")
    assert per_cent_words(-100.0) == "−100\u00a0%"
    span = (date(2025, 1, 1), date(2025, 1, 30))
    table = change_html(Comparison(span, span, (_change(-100.0), _change(None, small=True)), True, 0))
    assert ">0,3<" in table
    assert "forte baisse" in table
    assert ">trop peu<" in table, "the guard is said instead of a level, not beside it"
    assert table.count('<button data-open="Mopti">') == 2, "by keyboard too"


def test_what_who_against_whom_leaves_out_is_counted_and_no_zero_said() -> None:
    found = _matrix_notes(Matrix(("jnim",), ("civilians",), (), 1, 0, (0, 1)))
    assert "1 incident names only one side" in found
    assert "the 10 most frequent of each, without 1 further target" in found
    assert not [note for note in found if "0 " in note.replace("10 ", "")]
