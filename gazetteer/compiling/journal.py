"""What a compile did: counts first, then the rows worth naming, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

NAMED_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One step's outcome: what was done, to how many rows, why, and the rows themselves as short texts."""

    verb: str
    count: int
    why: str
    rows: tuple[str, ...] = ()


@dataclass(slots=True)
class Journal:
    """The entries of one compile."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, verb: str, count: int, why: str, rows: Iterable[str] = ()) -> None:
        """Add one entry; ``verb`` is read, kept, merged, mended, moved, marked or dropped."""
        self.entries.append(Entry(verb, count, why, tuple(rows)))

    def text(self, *, full: bool = False) -> str:
        """The journal as lines; at most twelve rows an entry unless ``full``."""
        lines = []
        for entry in self.entries:
            lines.append(f"{entry.verb:>8} {entry.count:>7,}  {entry.why}")
            shown = entry.rows if full else entry.rows[:NAMED_AT_MOST]
            lines.extend(f"{'':18}- {row}" for row in shown)
            if len(shown) < len(entry.rows):
                lines.append(f"{'':18}... and {len(entry.rows) - len(shown)} more (--report FILE names all)")
        return "\n".join(lines) + "\n"
