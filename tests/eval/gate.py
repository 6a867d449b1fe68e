"""The gate: extract the project's corpora, score them, and compare with the floors in ``floors.json``.

    python tests/eval/gate.py               the table per corpus and language, with counts; exit 1 where a figure is below its floor
    python tests/eval/gate.py --misses      and what was missed or invented
    python tests/eval/gate.py --errors      and every fault of every field, by kind (faults.py)
    python tests/eval/gate.py --update      raise floors to what is measured, less a margin; publish the figures (tables.py)
    python tests/eval/gate.py --update --allow-lower "why"      also lower floors; the reason is kept beside them

A floor is kept with the corpus's sha256, so that a changed corpus cannot pass for a better extraction.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import faults  # noqa: E402
import scoring  # noqa: E402
import tables  # noqa: E402

KNOWN = ("dev", "test", "wider", "later", "blind", "held")
FLOORS = HERE / "floors.json"
COUNTS = ("extra_in_trap_paragraphs", "extra_in_documents_without_incident")
LOWER_IS_BETTER = ("wrong_dots", *COUNTS)
LANGUAGES = ("both", "en", "fr")
MARGIN = 0.03  # a rate may lose this much, or two cases where those are more, before the gate closes: single incidents are noise
SPARE = 2  # cases


class Lowered(ValueError):
    """An update would lower a floor and no reason was given."""


def corpora() -> tuple[str, ...]:
    """The corpora that are here, in the order in which they were read."""
    return tuple(name for name in KNOWN if (HERE / f"{name}.jsonl").exists())


def digest(corpus: str) -> str:
    return hashlib.sha256((HERE / f"{corpus}.jsonl").read_bytes()).hexdigest()


def load(corpus: str) -> dict[str, Any]:
    """The gold documents of a corpus by id."""
    return scoring.load(HERE / f"{corpus}.jsonl")  # type: ignore[no-any-return]


def predict(corpus: str) -> dict[str, Any]:
    """What extraction says of each document of a corpus, in the gold's form. Raises where a document cannot be read: no zero for a crash."""
    from incidents.pipeline import extract

    lines = extract(list(load(corpus).values()))
    refused = [str(line) for line in lines if not isinstance(line, dict)]
    if refused:
        raise RuntimeError(f"{corpus}: {len(refused)} documents were refused, the first: {refused[0]}")
    return {line["id"]: line for line in lines if isinstance(line, dict)}


def measure(gold: dict[str, Any], predicted: dict[str, Any], language: str = "both") -> tuple[dict[str, int], dict[str, Any], list[Any]]:
    """Counts, rates and misses of one corpus, over one language or both."""
    own = {k: d for k, d in gold.items() if language in ("both", d["language"])}
    counts, figures, misses = scoring.score(own, predicted)
    return counts, {name.split(" (")[0]: rate for name, rate in figures.items()}, misses


def values(counts: dict[str, int], figures: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors, as plain numbers."""
    return {name: rate.value for name, rate in figures.items() if rate.value is not None} | {name: counts[name] for name in COUNTS}


def room(counts: dict[str, int], figures: dict[str, Any]) -> dict[str, float]:
    """The floors that suit what is measured: each figure less its margin."""
    found: dict[str, float] = {name: counts[name] + SPARE for name in COUNTS}
    for name, rate in figures.items():
        if rate.value is not None:
            margin = max(MARGIN, SPARE / rate.n)
            found[name] = round(min(1.0, rate.value + margin) if name in LOWER_IS_BETTER else max(0.0, rate.value - margin), 3)
    return found


def worse(name: str, value: float, floor: float) -> bool:
    return value > floor if name in LOWER_IS_BETTER else value < floor


def below(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Each figure that is worse than its floor, or no longer measured, in words."""
    gone = [f"{name}: not measured any more, floor {floor}" for name, floor in floors.items() if name not in measured]
    return gone + [f"{name}: {measured[name]} against a floor of {floor}" for name, floor in floors.items()
                   if name in measured and worse(name, measured[name], floor)]


def failures(corpus: str, sha256: str, measured: dict[str, float], pinned: dict[str, Any]) -> list[str]:
    """Why this corpus does not pass: no floors, another text than the floors were set on, or figures below them."""
    own = pinned.get(corpus)
    if not own:
        return [f"{corpus} has no floors: run gate.py --update"]
    if own["sha256"] != sha256:
        return [f"{corpus}.jsonl is not the text its floors were set on: run gate.py --update --allow-lower \"what changed in the corpus\""]
    return [f"{corpus}: {words}" for words in below(measured, own["floors"])]


def raise_floors(
    corpus: str, sha256: str, now: dict[str, float], measured: dict[str, float], own: dict[str, Any] | None, why: str | None
) -> dict[str, Any]:
    """The corpus's entry with floors raised to ``now`` where that is higher. With ``why``, those that do not hold are lowered and the reason kept.

    Raises :class:`Lowered` where no reason is given and the corpus changed, or a figure with a floor is no longer measured.
    """
    before, reasons = (own or {}).get("floors", {}), list((own or {}).get("lowered", []))
    changed = own is not None and own["sha256"] != sha256
    gone = [name for name in before if name not in now]
    if (changed or gone) and not why:
        what = "the corpus changed" if changed else f"no longer measured: {', '.join(gone)}"
        raise Lowered(f"{corpus}: {what}; say why with --allow-lower")
    held = {name: floor for name, floor in before.items() if name in now and worse(name, now[name], floor)}
    lowered = [name for name, floor in held.items() if why and (changed or worse(name, measured[name], floor))]
    if why and (changed or gone or lowered):
        moved = "; ".join(f"{name} {before[name]} to {now[name]}" for name in lowered)
        reasons.append(f"{date.today()} {why}: {moved or 'no floor moved down'}")
    return {"sha256": sha256, "floors": now | {name: floor for name, floor in held.items() if name not in lowered}, "lowered": reasons}


def publish(gold: dict[str, Any], predicted: dict[str, Any], sha256: str) -> dict[str, Any]:
    """One corpus's entry of figures.json: counts and [hits, of] per figure and language, and its faults by kind."""
    rows = {language: measure(gold, predicted, language) for language in LANGUAGES}
    names = rows["both"][1]
    return {
        "sha256": sha256,
        "documents": {k: r[0]["documents"] for k, r in rows.items()},
        "incidents": {k: r[0]["gold"] for k, r in rows.items()},
        "counts": {name: {k: r[0][name] for k, r in rows.items()} for name in COUNTS},
        "figures": {name: {k: [r[1][name].hits, r[1][name].n] for k, r in rows.items()} for name in names},
        "faults": faults.count(faults.faults(gold, predicted)),
    }


def show(corpus: str, gold: dict[str, Any], predicted: dict[str, Any], misses: bool, errors: bool) -> None:
    rows = {language: measure(gold, predicted, language) for language in LANGUAGES}
    print(f"\n{corpus}: " + ", ".join(f"{n} {words.replace('_', ' ')}" for words, n in rows["both"][0].items()))
    for name in rows["both"][1]:
        print(f"  {name:<32}" + "".join(f"{key} {row[1][name]!s:<18}" for key, row in rows.items()))
    if misses:
        for miss in rows["both"][2]:
            print("   ", *miss)
    found = faults.faults(gold, predicted)
    if errors:
        for kind, n in faults.count(found).items():
            print(f"  {n:>4}  {kind}")
            for _, doc_id, detail in (row for row in found if row[0] == kind):
                print(f"            {doc_id} {detail}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--misses", action="store_true", help="list missed and extra incidents")
    ask.add_argument("--errors", action="store_true", help="list every fault, by kind")
    ask.add_argument("--corpus", action="append", choices=KNOWN, help="only this corpus (repeat for more)")
    ask.add_argument("--update", action="store_true", help="raise the floors and publish the figures")
    ask.add_argument("--allow-lower", metavar="WHY", help="with --update: lower floors too, for this reason")
    options = ask.parse_args()
    if options.update and options.corpus:
        ask.error("--update is over all corpora")
    pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    published: dict[str, Any] = {"date": str(date.today()), "corpora": {}}
    failed: list[str] = []
    for corpus in options.corpus or corpora():
        gold, predicted, sha256 = load(corpus), predict(corpus), digest(corpus)
        show(corpus, gold, predicted, options.misses, options.errors)
        counts, figures, _ = measure(gold, predicted)
        if options.update:
            try:
                found, own = values(counts, figures), pinned.get(corpus)
                pinned[corpus] = raise_floors(corpus, sha256, room(counts, figures), found, own, options.allow_lower)
            except Lowered as error:
                sys.exit(str(error))
            published["corpora"][corpus] = publish(gold, predicted, sha256)
        failed += failures(corpus, sha256, values(counts, figures), pinned)
    if options.update:
        FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        tables.write(published)
    if failed:
        sys.exit("\nBelow the floors:\n  " + "\n  ".join(failed))


if __name__ == "__main__":
    main()
