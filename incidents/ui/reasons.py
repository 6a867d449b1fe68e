"""Reasons as HTML: in the reader's language, and what is only known in English marked as English for those who have the page read out."""

from __future__ import annotations

from html import escape

from incidents.words.reasons import Piece, pieces


def reason_html(reason: str) -> str:
    """``reason``, as stored or as the panel puts it together, escaped: quotes in it come from articles."""
    return "".join(_html(piece) for piece in pieces(reason))


def _html(piece: Piece) -> str:
    return f'<span lang="{piece.lang}">{escape(piece.words)}</span>' if piece.lang else escape(piece.words)
