"""``python -m incidents ingest PATH...``: articles into the store."""

from __future__ import annotations

import argparse
import sys

from incidents import placing
from incidents.commands.options import add_aliases, add_store, day
from incidents.pipeline import Outcome
from incidents.pipeline import ingest as ingest_paths
from incidents.store.database import Store, default_url, url_shown

SUMMARY = "Read articles (.txt files, DOCS.jsonl records, or folders of them) into the store and merge their reports."
EXAMPLE = "Example:\n  python -m incidents ingest articles/ one-more.txt --published 2024-08-26"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder (read at any depth)")
    add_store(parser)
    add_aliases(parser)
    parser.add_argument("--published", type=day, metavar="DATE", help="the day the articles were published, YYYY-MM-DD (overrules a dateline)")


def run(options: argparse.Namespace) -> int:
    store = Store(options.store or default_url())
    outcomes = ingest_paths(options.paths, store, options.published, tell=_tell, note=lambda text: print(text, file=sys.stderr),
                            aliases=options.aliases or placing.known_aliases(store.url))
    failed = sum(outcome.status == "refused" for outcome in outcomes)
    total = _counted(len(store.incidents()), "incident")
    print(f"{len(outcomes) - failed} read, {failed} refused; {total} in {url_shown(store.url)}", file=sys.stderr)
    return 1 if failed else 0


def _tell(outcome: Outcome) -> None:
    if outcome.status == "refused":
        print(f"refused: {outcome.problem}", file=sys.stderr, flush=True)
        return
    reasons = ", ".join(f"{n} {reason}" for reason, n in outcome.set_aside)
    aside = sum(n for _, n in outcome.set_aside)
    parts = [outcome.status, _counted(outcome.reports, "incident"), f"{aside} set aside{f' ({reasons})' if reasons else ''}"]
    parts += [_counted(outcome.situations, "continuing situation")] if outcome.situations else []
    print(f"{outcome.where}: {'; '.join(parts)}", flush=True)


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"
