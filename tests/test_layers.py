"""The direction of imports: gazetteer <- incidents <- pages. Names on the left never import names on the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import imports, modules_imported

ROOT = Path(__file__).parents[1]
ALLOWED = {"gazetteer": {"gazetteer"}, "incidents": {"gazetteer", "incidents"}, "pages": {"gazetteer", "incidents"}}
OURS = {"gazetteer", "incidents", "pages", "streamlit_app", "tests", "benchmarks"}
MAY_DRAW_PAGES = ("incidents/ui/", "pages/", "streamlit_app.py")
STREAMLIT = {"streamlit", "streamlit_folium"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def test_the_reader_of_imports_sees_them_wherever_they_stand() -> None:
    source = "import a.b\ndef f():\n    from c import d\nif x:\n    import e as g\nfrom . import h\n"
    assert imports(source) == [(1, "a"), (3, "c"), (5, "e"), (6, "")]


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_no_module_imports_upward(package: str) -> None:
    found = [f"{path.relative_to(ROOT)}:{line} imports {name}" for path in modules(package)
             for line, name in imports(path.read_text("utf-8")) if name in OURS - ALLOWED[package]]
    assert not found


def test_only_pages_and_the_ui_package_know_streamlit() -> None:
    found = [f"{path.relative_to(ROOT)}:{line}" for package in ALLOWED for path in modules(package)
             for line, name in imports(path.read_text("utf-8"))
             if name in STREAMLIT and not path.relative_to(ROOT).as_posix().startswith(MAY_DRAW_PAGES)]
    assert not found


def test_nothing_but_the_ui_package_is_imported_from_it() -> None:
    """``incidents.ui`` is the top of the package: the pipeline and the commands must run without it."""
    found = [f"{path.relative_to(ROOT)}:{line}" for path in modules("incidents") for line, name in modules_imported(path.read_text("utf-8"))
             if name.startswith(("incidents.ui", ".ui", "..ui")) and not path.relative_to(ROOT).as_posix().startswith("incidents/ui/")]
    assert not found


def test_only_the_store_writes_records() -> None:
    """No module but the store's own three touches SQLAlchemy."""
    own = {"database.py", "tables.py", "connecting.py"}
    found = [str(path.relative_to(ROOT)) for package in ALLOWED for path in modules(package)
             if path.name not in own and any(name == "sqlalchemy" for _, name in imports(path.read_text("utf-8")))]
    assert not found
