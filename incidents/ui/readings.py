"""What was read from a stretch of an article, in lines: what, where and when; who; each toll; and under it the figures by claimant."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.catalogue import text
from incidents.model import Claim, Evidence, Report
from incidents.ui.lit import QUANTITIES, lights_of
from incidents.words.wording import according_to, actor_name, joined, range_words, toll_words


def read_lines(report: Report, start: int, end: int) -> list[str]:
    """The values of ``report`` that rest on words between ``start`` and ``end`` of its document."""
    return [line for line in (*_what(report, start, end), *_tolls(report, start, end), *_claimants(report, start, end)) if line]


def _what(report: Report, start: int, end: int) -> Iterator[str]:
    lights = [light for light in lights_of(report) if light.start < end and light.end > start]
    for kinds in (("trigger", "place", "date"), ("actor",)):
        yield text("; ").join(dict.fromkeys(light.value for kind in kinds for light in lights if light.kind == kind))


def _tolls(report: Report, start: int, end: int) -> Iterator[str]:
    """The toll of each quantity, left out where one claimant's figure is the whole of it."""
    for quantity in QUANTITIES:
        toll = getattr(report, quantity)
        if toll and any(_lies_in(evidence, start, end) for evidence in (toll.evidence, *(part.evidence for part in toll.parts))):
            told = [_figure(c) for c in report.claims if c.about == quantity and _lies_in(c.evidence, start, end)]
            if told != [toll_words(toll)]:
                yield text("{name}: {value}", name=text(quantity), value=toll_words(toll))


def _claimants(report: Report, start: int, end: int) -> Iterator[str]:
    """A line a claimant: "killed: 2 and 1; injured: 11 (according to the police)"."""
    said: dict[str, dict[str, list[str]]] = {}
    for claim in report.claims:
        if claim.about in QUANTITIES and _lies_in(claim.evidence, start, end):
            who = according_to(claim.claimant.who if claim.claimant else None, claim.wording)
            said.setdefault(who, {}).setdefault(claim.about, []).append(_figure(claim))
    for who, figures in said.items():
        line = text("; ").join(text("{name}: {value}", name=text(about), value=joined(values)) for about, values in figures.items())
        yield f"{line} ({who})"
    for claim in report.claims:
        if claim.about == "responsibility" and claim.claimant and _lies_in(claim.evidence, start, end):
            yield text("{name}: {value}", name=text("responsibility"), value=f"{text(claim.stance)} ({according_to(claim.claimant.who)})")
    account = report.claimant
    if account and _lies_in(account.evidence, start, end) and not any(c.claimant and c.claimant.who == account.who for c in report.claims):
        yield text("{name}: {value}", name=text("claimant"), value=actor_name(account.who))


def _figure(claim: Claim) -> str:
    return range_words(claim.low, claim.best, claim.high)


def _lies_in(evidence: Evidence, start: int, end: int) -> bool:
    return any(span.start < end and span.end > start for span in evidence.spans)
