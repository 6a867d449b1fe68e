"""``python -m incidents export csv|geojson``: the store's incidents, filtered, as a file."""

from __future__ import annotations

import argparse

from incidents.commands.options import add_store, day

SUMMARY = "Write the store's incidents as CSV or GeoJSON. Filters repeat: any of one kind, all of the kinds."
EXAMPLE = "Example:\n  python -m incidents export geojson --out gao.geojson --start 2024-01-01 --region Gao --region Kidal --type Battles"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=["csv", "geojson"])
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write (- for standard output)")
    add_store(parser)
    parser.add_argument("--start", type=day, metavar="DATE", help="first day, YYYY-MM-DD")
    parser.add_argument("--end", type=day, metavar="DATE", help="last day, YYYY-MM-DD")
    parser.add_argument("--region", action="append", default=[], metavar="R", help="a name (of 2021), a P-code (ML05) or 2023:Name")
    parser.add_argument("--actor", action="append", default=[], metavar="A", help="an actor's id, as in jnim")
    parser.add_argument("--type", action="append", default=[], metavar="T", help="an event type, as in Battles")


def run(options: argparse.Namespace) -> int:
    raise NotImplementedError
