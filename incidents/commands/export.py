"""``python -m incidents export csv|geojson``: the store's incidents, filtered, as a file."""

from __future__ import annotations

import argparse
import sys
from urllib.parse import urlencode

from gazetteer import areas
from gazetteer.model import Unit
from incidents.commands.options import add_store, day, output
from incidents.errors import WrongUsage
from incidents.exporting.files import SAMPLE_MARK, Origin, to_csv, to_geojson
from incidents.query.filters import Filters
from incidents.store.database import Store, open_store
from incidents.words.event_types import all_types

SUMMARY = "Write the store's incidents as CSV or GeoJSON. Filters repeat: any of one kind, all of the kinds."
EXAMPLE = "Example:\n  python -m incidents export geojson --out gao.geojson --start 2024-01-01 --region Gao --region Kidal --type Battles"
FORMS = {"csv": to_csv, "geojson": to_geojson}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=list(FORMS))
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write (- for standard output)")
    add_store(parser)
    parser.add_argument("--start", type=day, metavar="DATE", help="first day, YYYY-MM-DD")
    parser.add_argument("--end", type=day, metavar="DATE", help="last day, YYYY-MM-DD")
    parser.add_argument("--region", action="append", default=[], metavar="R", help="a name (of 2021), a P-code (ML05) or 2023:Name")
    parser.add_argument("--actor", action="append", default=[], metavar="A", help="an actor's id, as in jnim")
    parser.add_argument("--type", action="append", default=[], metavar="T", help="an event type, as in Battles")
    parser.add_argument("--redact", action="store_true", help="leave out the words of the sources, for files that are passed on")


def run(options: argparse.Namespace) -> int:
    filters = filters_of(options)
    store = Store(options.store) if options.store else open_store()
    documents = store.documents()
    by_id = {document.id: document for document in documents}
    incidents = [incident for incident in store.incidents() if filters.matches(incident, by_id)]
    undated = sum(1 for incident in store.incidents() if not (incident.date and incident.date.start)) if filters.has_time else 0
    origin = Origin(store.data_version(), urlencode(filters.to_query(), doseq=True), store.is_sample)
    with output(options.out) as file:
        file.write(FORMS[options.form](incidents, documents, origin, redact=options.redact))
    beside = f"; {undated} undated ones left out, because a period was asked for" if undated else ""
    mark = f" [{SAMPLE_MARK}: your own store is empty]" if store.is_sample else ""
    print(f"{len(incidents)} of {len(store.incidents())} incidents written{beside}{mark}", file=sys.stderr)
    return 0


def filters_of(options: argparse.Namespace) -> Filters:
    """The options as Filters. Raises :class:`WrongUsage` for a region or event type that does not exist, or a start after the end."""
    if options.start and options.end and options.start > options.end:
        raise WrongUsage(f"--start {options.start} is after --end {options.end}")
    types = {kind.type for kind in all_types()}
    subs = {kind.sub for kind in all_types() if kind.sub}
    for name in options.type:
        if name not in types | subs:
            raise WrongUsage(f"--type {name[:60]!r} is no event type. Known: {', '.join(sorted(types))}, and ACLED's sub types")
    units = [_unit(name) for name in options.region]
    return Filters(start=options.start, end=options.end, actors=tuple(options.actor),
                   event_types=tuple(name for name in options.type if name in types),
                   sub_event_types=tuple(name for name in options.type if name in subs - types),
                   regions=tuple(unit.pcode for unit in units if unit.level == "region"),
                   cercles=tuple(unit.pcode for unit in units if unit.level == "cercle"))


def _unit(name: str) -> Unit:
    try:
        found = [areas.unit(name)]
    except KeyError:
        found = areas.find_unit(name[5:], division=2023) if name.startswith("2023:") else areas.find_unit(name)
    found = [unit for unit in found if unit.level in ("region", "cercle")]
    if not found:
        raise WrongUsage(f"--region {name[:60]!r} is no region. Write a name, a P-code such as ML05, or 2023:Mopti")
    return found[0]
