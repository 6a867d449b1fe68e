"""The list beside the briefing's map: number, sign, what and where, date, killed; below, whose figure and which publisher.

Columns are laid out by the words they hold in the language they are in. What is too wide for its row goes on in a second line, below date
and toll: the place and the publisher's name are not cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidents.catalogue import text
from incidents.exporting import briefing_words as words
from incidents.exporting.paper import INK, SECOND, Paper, fitted, shortened, width, wrapped
from incidents.model import Incident
from incidents.words import event_types, wording

LEFT, RIGHT, TOP, BOTTOM = 1224.0, 1864.0, 178.0, 982.0
SIGN, TITLE = LEFT + 46, LEFT + 66  # the sign's middle; where titles begin
STEP, LOOSE, GAP = 46.0, 60.0, 16.0  # pixels: rows where there are 17, rows at most, between columns
BODY, DATE, SMALL, HEAD = 12.0, 11.0, 8.6, 11.5  # points
WIDEST = 142.0  # pixels of a date or toll at its full size; a longer one is written smaller, the place needs the room


def draw_list(
    paper: Paper, numbered: Sequence[tuple[str, Incident]], publishers: Mapping[str, str], lang: str, with_year: bool = True
) -> None:
    """One row for each of ``numbered``: its number on the map ("–" where it is not drawn) and the incident."""
    dates = [_small(words.when(incident, lang, with_year), (DATE, 10)) for _, incident in numbered]
    days = [wrapped(date, size, WIDEST) for date, size in dates]
    tolls = [_small(words.killed(incident, lang), (BODY, 11, 10, 9)) for _, incident in numbered]
    day, toll = text("Date", lang=lang), text("Killed, as reported", lang=lang)
    date_right = RIGHT - max([width(toll, HEAD), *(width(one, size) for one, size in tolls)]) - GAP
    written = [width(line, size) for lines, (_, size) in zip(days, dates, strict=True) for line in lines]
    wide = date_right - max([width(day, HEAD), *written]) - GAP - TITLE
    paper.write(LEFT + 36, TOP, text("What, where", lang=lang), HEAD, SECOND)
    paper.write(date_right, TOP, day, HEAD, SECOND, ha="right")
    paper.write(RIGHT, TOP, toll, HEAD, SECOND, ha="right")
    paper.rule([(LEFT, TOP + 17), (RIGHT, TOP + 17)], INK, 1.2)
    step = min(LOOSE, (BOTTOM - TOP - 18) / max(len(numbered), 1))
    for row, ((number, incident), (_, date_size), (killed, killed_size)) in enumerate(zip(numbered, dates, tolls, strict=True)):
        top = TOP + 18 + row * step
        lines = [*_title(incident, wide, step, lang), (_said(incident, publishers, RIGHT - TITLE, lang), SMALL)]
        heights = _heights(top, step, len(lines))
        for y, (words_, size) in zip(heights, lines, strict=True):
            paper.write(TITLE, y, words_, size, SECOND if size == SMALL else INK)
        paper.write(LEFT, heights[0], number, BODY, weight="bold")
        kind = event_types.find(incident.event_type)
        if kind:
            paper.sign((SIGN, heights[0]), kind.shape, 14, kind.light)
        _write_date(paper, date_right, heights, days[row], date_size)
        paper.write(RIGHT, heights[0], killed, killed_size, INK if incident.killed else SECOND, ha="right")
        paper.rule([(LEFT, top + step), (RIGHT, top + step)], "#DEDEDE", 0.8)
    if not numbered:
        paper.write(LEFT + 36, TOP + 50, text("No incident fits this filter.", lang=lang), 13, SECOND)


def _write_date(paper: Paper, right: float, heights: Sequence[float], lines: Sequence[str], size: float) -> None:
    """A date on the first line; a long one ("week of 29 September 2023") on two, around the only line of a title or along its two."""
    up = 7.0 if len(lines) > 1 and len(heights) == 2 else 0.0
    for row, line in enumerate(lines):
        paper.write(right, heights[0] - up + row * 14, line, size - len(lines) + 1, SECOND, ha="right")


def _small(cell: str, sizes: Sequence[float]) -> tuple[str, float]:
    """A date or a toll, and the size at which it is no wider than :data:`WIDEST`."""
    return cell, next((size for size in sizes if width(cell, size) <= WIDEST), sizes[-1])


def _title(incident: Incident, wide: float, step: float, lang: str) -> list[tuple[str, float]]:
    """What and where with the size of its letters: on one line, else on a second that runs below date and toll too."""
    what, where = f"{words.what(incident, lang)},", words.where(incident, lang)
    for size in (BODY, 11.3, 10.6, 10.0):
        if width(f"{what} {where}", size) <= wide:
            return [(f"{what} {where}", size)]
    size = 11.3 if step > 55 else 10.0
    first = what if width(what, size) <= wide else wrapped(what, size, wide)[0]
    rest = f"{what} {where}"[len(first) + 1 :]
    smaller, lines = fitted(rest, (size, 9.2, 8.0, 7.0), RIGHT - TITLE)
    return [(first, size), (lines[0], smaller)]


def _heights(top: float, step: float, lines: int) -> list[float]:
    """Where the middles of a row's two or three lines stand."""
    if lines == 2:
        return [top + 0.42 * step, top + 0.42 * step + 18]
    return [top + share * step for share in (0.22, 0.53, 0.82)]


def _said(incident: Incident, publishers: Mapping[str, str], wide: float, lang: str) -> str:
    """The cercle, whose account, the publishers, as far as they fit: the cercle goes first, then claimants' names, then how many more
    publishers there are stands for the last of them."""
    unit, names = words.unit(incident), words.published_by(incident, publishers)
    accounts = words.accounts(incident, lang)
    tried = [(cercle, said, names) for said in accounts for cercle in (unit, "")]
    tried += [("", accounts[-1], [wording.joined(names, lang, most)]) for most in range(len(names), 1, -1)]
    for cercle, said, by in tried:
        line = " · ".join(part for part in (cercle, said, ", ".join(by)) if part)
        if width(line, SMALL) <= wide:
            return line
    return shortened(", ".join(names), SMALL, wide)
