"""What the marks mean: types and how well the place is known, as one small picture list."""

from __future__ import annotations

from html import escape

from incidents.catalogue import number, plural, text
from incidents.drawing.cells import CLASSES, OPACITY
from incidents.drawing.palette import ThemeName, colours, sign, signs
from incidents.drawing.sprites import outline_of
from incidents.ui.markup import picture
from incidents.words import event_types


def shape_svg(event_type: str, theme: ThemeName, size: float = 12, box: float = 18, colour: str | None = None) -> str:
    """The sign of an event type as a small picture; decoration beside its name, so hidden from screen readers."""
    look = sign(event_type)
    shape = _path(look.shape, size, box / 2, box / 2, colour or look.colour(theme))
    return f'<svg viewBox="0 0 {box} {box}" width="{box}" height="{box}" aria-hidden="true">{shape}</svg>'


def _path(shape: str, size: float, x: float, y: float, colour: str) -> str:
    points = " ".join(f"{x + px:.2f},{y + py:.2f}" for px, py in outline_of(shape, size))
    return f'<polygon points="{points}" fill="{colour}"/>'


def legend_html(theme: ThemeName) -> str:
    """The legend: signs of the types in their colours, precision in neutral ink."""
    look = colours(theme)
    ink, second, tint = look["ink"], look["ink_second"], look["tint"]
    rows = [f"<b>{escape(text('What was reported'))}</b>"]
    for one in signs():
        kind = event_types.find(one.name)
        rows.append(_row(_path(one.shape, 12, 14, 9, one.colour(theme)), kind.label() if kind else one.name))
    digits = f'font-size="9.5" font-weight="700" text-anchor="middle" fill="{ink}"'
    pictures = [
        (_path("diamond", 11, 14, 9, second), text("the place itself")),
        (
            f'<circle cx="14" cy="9" r="8" fill="{second}" fill-opacity=".13" stroke="{second}"/>' + _path("diamond", 7, 14, 9, second),
            text("near it (radius of 25 km)"),
        ),
        (
            f'<path d="M3 3h20l3 6-3 7H8L2 12Z" fill="{tint}" fill-opacity=".18" stroke="{tint}" stroke-dasharray="1.4 2"/>'
            f'<text x="14" y="12.6" {digits}>2</text>',
            text("in the cercle or region: count"),
        ),
        (
            f'<path d="M2 14Q13 2 26 8" fill="none" stroke="{second}" stroke-width="2.2" stroke-dasharray="5 3.5"/>',
            text("along the road or in the zone"),
        ),
        (
            f'<circle cx="14" cy="9" r="7.6" fill="{look["paper"]}" stroke="{ink}" stroke-width="1.8"/><text x="14" y="12.4" {digits}>3</text>',
            text("several at one place"),
        ),
        (
            f'<path d="M5 4h18M5 9h18M5 14h18" stroke="{second}" stroke-width="1.4"/>'
            f'<path d="M2 4h1M2 9h1M2 14h1" stroke="{second}" stroke-width="1.4"/>',
            text("only “Mali” given: list below"),
        ),
    ]
    rows.append(f"<b>{escape(text('How well the place is known'))}</b>")
    rows += [_row(shape, words) for shape, words in pictures]
    return f'<div class="im-legend" role="group" aria-label="{escape(text("Legend"))}">{"".join(rows)}</div>'


def _row(shape: str, words: str) -> str:
    drawn = picture(f'<svg viewBox="0 0 28 18" width="28" height="18" font-family="sans-serif">{shape}</svg>', 28, 18)
    return f"<div>{drawn}<span>{escape(words)}</span></div>"


def counts_legend_html(theme: ThemeName, layer: str, beside: int = 0) -> str:
    """The legend where incidents are counted in cells or units; ``beside`` of them are in no unit."""
    look = colours(theme)
    title = text("Incidents in a cell") if layer == "cells" else text("Incidents per unit of 2021")
    rows = [f"<b>{escape(title)}</b>"]
    ends = [*(n - 1 for n in CLASSES[1:]), None]
    for least, most, opacity in zip(CLASSES, ends, OPACITY, strict=True):
        words = f"{number(least)} +" if most is None else number(least) if least == most else f"{number(least)}–{number(most)}"
        outline = "M8 1h10l5 8-5 8H8L3 9Z" if layer == "cells" else "M3 2h22v14H3Z"
        rows.append(_row(f'<path d="{outline}" fill="{look["accent"]}" fill-opacity="{opacity}"/>', words))
    if layer == "cells":
        rows.append(_row("", text("Chips: known to the region or cercle only.")))
    elif beside:
        rows.append(_row("", plural("{n} lies in no single unit: not counted here.", "{n} lie in no single unit: not counted here.", beside)))
    return f'<div class="im-legend" role="group" aria-label="{escape(text("Legend"))}">{"".join(rows)}</div>'
