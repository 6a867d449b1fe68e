"""The gate: extract dev and test, score them, and compare with the floors in ``floors.json``.

    python tests/eval/gate.py            print the table per corpus and language
    python tests/eval/gate.py --misses   and what was missed or invented
    python tests/eval/gate.py --update   raise floors to what is measured; never lowers one without --allow-lower "why"

A floor is kept with the corpus's sha256, so that a changed corpus cannot pass for a better extraction.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import scoring  # noqa: E402

CORPORA = ("dev", "test")
FLOORS = HERE / "floors.json"
LOWER_IS_BETTER = ("wrong_dots", "extra_in_trap_paragraphs", "extra_in_documents_without_incident")


def digest(corpus: str) -> str:
    return hashlib.sha256((HERE / f"{corpus}.jsonl").read_bytes()).hexdigest()


def predict(corpus: str) -> dict[str, Any]:
    """What extraction says of each document of a corpus, in the gold's form."""
    from incidents.pipeline import extract

    records = [json.loads(line) for line in (HERE / f"{corpus}.jsonl").read_text("utf-8").splitlines() if line.strip()]
    return {line["id"]: line for line in extract(records) if isinstance(line, dict)}


def measure(corpus: str, predicted: dict[str, Any], language: str | None = None) -> tuple[dict[str, int], dict[str, Any], list[Any]]:
    gold = {k: d for k, d in scoring.load(HERE / f"{corpus}.jsonl").items() if language in (None, d["language"])}
    counts, figures, misses = scoring.score(gold, predicted)
    return counts, {name.split(" (")[0]: rate for name, rate in figures.items()}, misses


def values(counts: dict[str, int], figures: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors, as plain numbers."""
    out = {name: rate.value for name, rate in figures.items() if rate.value is not None}
    return out | {name: counts[name] for name in LOWER_IS_BETTER if name in counts}


def below(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Each figure that is worse than its floor, in words."""
    out = []
    for name, floor in floors.items():
        worse = measured[name] > floor if name in LOWER_IS_BETTER else measured[name] < floor
        if worse:
            out.append(f"{name}: {measured[name]} against a floor of {floor}")
    return out


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--misses", action="store_true")
    ask.add_argument("--update", action="store_true")
    ask.add_argument("--allow-lower", metavar="WHY")
    options = ask.parse_args()
    pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    for corpus in CORPORA:
        predicted = predict(corpus)
        rows = {language or "both": measure(corpus, predicted, language) for language in (None, "en", "fr")}
        counts, figures, misses = rows["both"]
        print(f"\n{corpus}: {counts}")
        for name in figures:
            print(f"  {name:<32}" + "".join(f"{key} {r[1][name]!s:<18}" for key, r in rows.items()))
        if options.misses:
            for miss in misses:
                print("   ", *miss)
        if options.update:
            now, before = values(counts, figures), pinned.get(corpus, {}).get("floors", {})
            lowered = below(now, {k: v for k, v in before.items() if k in now})
            if lowered and not options.allow_lower:
                sys.exit(f"{corpus}: not lowered: {'; '.join(lowered)}. Mend it, or say why with --allow-lower")
            why = pinned.get(corpus, {}).get("lowered", [])
            pinned[corpus] = {"sha256": digest(corpus), "floors": now, "lowered": [*why, *([f"{options.allow_lower}: {'; '.join(lowered)}"] if lowered else [])]}
    if options.update:
        FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
