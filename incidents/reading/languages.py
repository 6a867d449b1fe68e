"""French or English, by py3langid restricted to the two (the only languages that the rules read)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

SURE_FROM = 60  # characters; a shorter paragraph says too little, a heading of names nothing at all
LONGEST = 5_000  # more text does not change the answer


def of_text(text: str) -> str | None:
    """"en" or "fr"; None for a text without letters."""
    if not any(c.isalpha() for c in text):
        return None
    code: str = _identifier().classify(text[:LONGEST])[0]
    return code


def of_paragraphs(texts: Sequence[str], given: str | None = None) -> tuple[str | None, list[str | None]]:
    """The document's language (``given`` if it is en or fr) and each paragraph's: its own where it is long enough to tell, else the document's."""
    own = [of_text(text) if len(text) >= SURE_FROM else None for text in texts]
    weights = Counter[str]()
    for text, code in zip(texts, own, strict=True):
        if code:
            weights[code] += len(text)
    counted = weights.most_common(1)[0][0] if weights else of_text(" ".join(texts))
    document = given if given in ("en", "fr") else counted
    return document, [code or document for code in own]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second to load: only when a text is read

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["en", "fr"])
    return identifier
