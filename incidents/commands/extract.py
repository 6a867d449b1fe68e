"""``python -m incidents extract DOCS.jsonl``: records to incidents in the gold's form, without a store."""

from __future__ import annotations

import argparse
import json
import os
import sys

from tqdm import tqdm

from incidents import placing
from incidents.commands.options import add_aliases, count, output
from incidents.errors import InputRefused
from incidents.pipeline import extract as extract_records
from incidents.reading.documents import read_records

SUMMARY = "Read the documents of a DOCS.jsonl file and write their incidents, one JSON line per document, in the same order."
EXAMPLE = "Example:\n  python -m incidents extract docs.jsonl --out incidents.jsonl --jobs 4"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("docs", metavar="DOCS.jsonl", help="one JSON object a line: id, title, publisher, published, language, paragraphs")
    parser.add_argument("--out", metavar="FILE", help="where to write (default: standard output)")
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help=f"how many processes read (this machine has {os.cpu_count()} cores)")
    add_aliases(parser)


def run(options: argparse.Namespace) -> int:
    lines = read_records(options.docs)
    records = [line for line in lines if not isinstance(line, InputRefused)]
    with tqdm(total=len(records), unit="doc", file=sys.stderr, disable=None) as bar:
        results = extract_records(records, options.jobs, done=lambda: bar.update() and None,
                                  aliases=options.aliases or placing.known_aliases())
    refused = [item for item in (*lines, *results) if isinstance(item, InputRefused)]
    with output(options.out) as file:
        for result in results:
            if not isinstance(result, InputRefused):
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
    for error in refused:
        print(f"refused: {error}", file=sys.stderr)
    return 1 if refused else 0
