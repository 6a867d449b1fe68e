"""How words are looked for in source paragraphs: accents, case and punctuation do not matter; each word may go on ("attaqu" finds "attaquée")."""

from __future__ import annotations

import re
import unicodedata

from gazetteer.fold import fold

MAX_WORDS = 10
_OTHER = re.compile(r"[^\w]+")
_PIECE = re.compile(r'"([^"]{1,200})"|([^\s"]{1,200})')


def searchable(text: str) -> str:
    """``text`` folded, every run of other characters as one space, with a space at each end: what snapshots keep for the search."""
    return f" {_OTHER.sub(' ', fold(unicodedata.normalize('NFC', text))).strip()} "


def needles(words: str) -> list[str]:
    """What must all stand in a searchable text: each word or "quoted phrase" from the start of a word on; at most ten."""
    pieces = (searchable(quoted or bare).rstrip() for quoted, bare in _PIECE.findall(words))
    return [p for p in dict.fromkeys(pieces) if p.strip()][:MAX_WORDS]
