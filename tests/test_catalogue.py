"""Every sentence of the interface has its French, with the same values in it, and the fixed texts are the ones agreed on."""

from __future__ import annotations

import csv
import re
import string
import threading

import pytest

from incidents import catalogue
from incidents.catalogue import language, messages, number, plural, text, use
from incidents.words.actor_names import PHRASES
from incidents.words.event_types import SOURCE, all_types

_FIELDS = string.Formatter()


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in _FIELDS.parse(message) if name is not None}


def plain(message: str) -> str:
    """With ordinary spaces: French sets no-break spaces before : ; ? and inside « »."""
    return re.sub("[\u00a0\u202f]", " ", message)


def test_every_message_has_its_french() -> None:
    assert messages.missing("fr") == [], "add these to incidents/catalogue/fr.po (python -m incidents.catalogue prints the lines)"


def test_messages_are_literals_so_that_they_can_be_found() -> None:
    allowed = {"incidents/query/addresses.py", "incidents/words/terms.py", "incidents/words/place_words.py", "incidents/ui", "pages"}
    strays = [place for place in messages.computed() if not any(place.startswith(a) for a in allowed)]
    assert strays == [], "text() of a computed string is found by no translator: mark() it in a table"


def test_a_translation_holds_the_same_values() -> None:
    for message in messages.catalogue("fr"):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = placeholders(ids[-1])
        for translated in strings:
            assert placeholders(translated) == wanted, message.id


def test_french_has_both_forms_of_a_plural() -> None:
    for message in messages.catalogue("fr"):
        if isinstance(message.id, tuple | list) and message.id:
            assert len(message.string) == 2, message.id
            assert all(message.string), message.id


@pytest.mark.parametrize(
    ("n", "english", "french"),
    [
        (0, "0 incidents", "0 incident"),
        (1, "1 incident", "1 incident"),
        (2, "2 incidents", "2 incidents"),
        (1234, "1,234 incidents", "1 234 incidents"),
    ],
)
def test_plurals_follow_the_language(n: int, english: str, french: str) -> None:
    assert plural("{n} incident", "{n} incidents", n, lang="en") == english
    assert plain(plural("{n} incident", "{n} incidents", n, lang="fr")) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("reported, not verified", "signalé, non vérifié"),
        ("What was reported", "Ce qui est signalé"),
        ("How well the place is known", "Précision du lieu"),
        ("the place itself", "le lieu même"),
        ("near it (radius of 25 km)", "à proximité (rayon de 25 km)"),
        ("in the cercle or region: count", "dans le cercle ou la région (unité) : nombre"),
        ("along the road or in the zone", "sur l’axe ou dans la zone"),
        ("several at one place", "plusieurs au même lieu"),
        ("only “Mali” given: list below", "« Mali » seul : liste ci-dessous"),
        ("only “Mali” given", "« Mali » seul indiqué"),
        ("not reported", "non indiqué"),
        ("one row a claim, never averaged", "une ligne par affirmation, jamais de moyenne"),
        ("Select a mark or a row to read its sources.", "Choisissez un repère ou une ligne pour lire ses sources."),
        ("Nothing is left off the map.", "Rien ne manque sur la carte."),
        ("Nothing was set aside.", "Rien n’a été écarté."),
        ("Clear all", "Tout effacer"),
        ("No incident fits this filter.", "Aucun incident ne répond à ce filtre."),
        (
            "Sample data. These articles were written for testing; some details are invented. Not for operational use.",
            "Données d’exemple. Articles écrits pour les essais ; certains détails sont inventés. Ne pas utiliser en opération.",
        ),
        ("Boundaries of 2021; they imply no opinion on status.", "Limites de 2021 ; elles n’impliquent aucune opinion sur leur statut."),
    ],
)
def test_fixed_texts(english: str, french: str) -> None:
    assert text(english, lang="en") == english
    assert plain(text(english, lang="fr")) == french


def test_values_go_in_as_they_are() -> None:
    hostile = "{n} %s {0.__class__} <b>"
    assert hostile in text("“{value}” was left out of “{key}”: {why}.", lang="fr", value=hostile, key="x", why="y"), "no formatting of what came in"


def test_the_language_is_the_threads_own() -> None:
    seen: list[str] = []
    use("fr")
    thread = threading.Thread(target=lambda: seen.append(language()))
    thread.start()
    thread.join()
    assert (seen, language()) == (["en"], "fr")
    assert [use(x) for x in ("FR-ml", "en", None, "<script>", "français")] == ["fr", "en", "en", "en", "fr"]
    use("en")


def test_numbers_by_language() -> None:
    assert number(12345, "en") == "12,345"
    assert plain(number(12345, "fr")) == "12 345"
    assert number(2.5, "fr") == "2,5"


def test_the_catalogue_is_a_gettext_file_that_editors_open() -> None:
    source = (catalogue.FOLDER / "fr.po").read_text(encoding="utf-8")
    assert "nplurals=2; plural=(n > 1)" in source
    assert "fuzzy" not in source
    assert not re.search(r'msgstr "[^"\n]*\w\'\w', source), "French elides with ’"


def test_types_are_said_in_both_languages() -> None:
    assert (sum(not t.sub for t in all_types()), sum(bool(t.sub) for t in all_types())) == (6, 25)
    for kind in all_types():
        assert all(kind.words[lang][i] for lang in ("en", "fr") for i in range(3)), kind.slug
    assert len({t.slug for t in all_types()}) == len(all_types())
    with SOURCE.open(encoding="utf-8", newline="") as file:
        assert all(len(row) == 14 and None not in row.values() for row in csv.DictReader(file))


def test_claimants_have_their_phrase() -> None:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["who"] for row in rows}) == len(rows)
    assert all(row["en"] and row["fr"] and row["reason"] for row in rows)
