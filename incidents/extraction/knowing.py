"""What is known of actors without a text: the side each stands on and whether it is a party to the conflict (``knowledge/actors.csv``)."""

from __future__ import annotations

from incidents.extraction.events import KNOWLEDGE
from incidents.extraction.patterns import read_rows

_ROWS = {row["id"]: row for row in read_rows(KNOWLEDGE / "actors.csv")}

#: Actor id to side: state, armed group, civilians, external, other.
SIDES: dict[str, str] = {actor: row["side"] for actor, row in _ROWS.items()}


def is_party(actor: str) -> bool:
    """Whether an account by ``actor`` is that of a party to the conflict."""
    return _ROWS.get(actor, {}).get("party", "").lower() in ("true", "yes", "1")
