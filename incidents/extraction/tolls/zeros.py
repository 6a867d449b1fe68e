"""Said zeros: "nobody was hurt", "aucun décès", "aucune perte amie"."""

from __future__ import annotations

from dataclasses import replace

from incidents.extraction.tolls.mention import TollMention
from incidents.extraction.tolls.patterns import pattern, words


def zeros(number: int, text: str, present: set[str], language: str) -> list[TollMention]:
    """ "nobody was hurt", "aucun décès": zero killed, zero injured, or no own losses."""
    out: list[TollMention] = []
    if words(language, "zero_words").isdisjoint(present) or words(language, "zero_if").isdisjoint(present):
        return out
    for name, quantities in (
        ("zero_both", ("killed", "injured")),
        ("own_zero", ("killed",)),
        ("zero_killed", ("killed",)),
        ("zero_injured", ("injured",)),
    ):
        for match in pattern(language, name).finditer(text):
            if any(z.start < match.end() and match.start() < z.end for z in out):
                continue
            if pattern(language, "zero_aside").search(text, max(0, match.start() - 100), match.start()):
                continue
            own = name == "own_zero"
            at = (match.start(), match.end())
            zero = TollMention(number, *at, match.group(), "killed", 0, 0, 0, side="state" if own else "unknown", own_zero=own, clause=at, rule=name)
            out += [replace(zero, quantity=quantity) for quantity in quantities]  # type: ignore[arg-type]
    return out
