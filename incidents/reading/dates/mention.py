"""The date phrase as a type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

DateBasis = Literal["absolute", "published", "dateline", "previous"]
DateRole = Literal["event", "report", "background", "future", "period"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase and the days that it names.

    ``paragraph`` is a 0-based index; ``start`` and ``end`` are offsets in that paragraph, and ``quote`` is what stands there.
    ``date_start`` and ``date_end`` (both inclusive) are None where the text leaves them open; then ``edtf`` keeps what is known
    ("XXXX-04-25", "2022-01-01/.."). ``precision`` is UCDP's: 1 day, 2 two to six days, 3 week, 4 month or 8 to 31 days, 5 longer;
    0 where nothing is known. ``basis`` is what the days were counted from, ``inferred`` what was assumed, in plain words.
    """

    paragraph: int
    start: int
    end: int
    quote: str
    date_start: date | None
    date_end: date | None
    precision: int
    edtf: str
    rule: str
    basis: DateBasis = "absolute"
    inferred: str = ""
    role: DateRole = "event"
