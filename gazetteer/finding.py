"""``python -m gazetteer find NAME``: the places that a name may mean, likeliest first, with the reasons."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from gazetteer.model import Candidate

EXAMPLE = 'example:\n  python -m gazetteer find "Farabougou" --near Niono\n  python -m gazetteer find Koro --in "Mopti"\n'


def add_parser(subparsers: Any) -> None:
    """Adds the ``find`` command to the parser of ``python -m gazetteer``."""
    parser = subparsers.add_parser(
        "find", help="the places that a name may mean", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", help="a place name, in any spelling")
    parser.add_argument("--near", metavar="PLACE", help="another place's name, or LAT,LON (latitude first)")
    parser.add_argument(
        "--in", dest="units", action="append", default=[], metavar="UNIT", help="a region, cercle, commune or country; may be repeated"
    )
    parser.add_argument("--aliases", type=Path, metavar="FILE", help="a CSV of your own aliases: alias,place,language,reason")
    parser.add_argument("--limit", type=int, default=8, metavar="N", help="at most N candidates (default 8)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")
    parser.set_defaults(run=find)


def find(arguments: argparse.Namespace) -> int:
    """Prints the candidates; 0 where there is one, 1 where there is none, 2 for an input that cannot be used."""
    from gazetteer.gazetteer import load

    try:
        gazetteer = load()
        if arguments.aliases:
            gazetteer = gazetteer.with_aliases(arguments.aliases)
        found = gazetteer.find(arguments.name, context=arguments.units, near=_near(arguments.near))
    except (ValueError, OSError) as error:
        print(f"find: {error}", file=sys.stderr)
        return 2
    if not found:
        print(f"find: nothing in the gazetteer is called or sounds like {arguments.name[:60]!r}", file=sys.stderr)
        return 1
    for candidate in found[: max(1, arguments.limit)]:
        print(_as_json(candidate) if arguments.json else _as_line(candidate))
    return 0


def _near(text: str | None) -> str | tuple[float, float] | None:
    parts = (text or "").split(",")
    try:
        return (float(parts[0]), float(parts[1])) if len(parts) == 2 else text
    except ValueError:
        return text


def _as_line(candidate: Candidate) -> str:
    place = candidate.place
    units = " › ".join(dict.fromkeys(unit for unit in (place.admin.region, place.admin.cercle, place.admin.commune) if unit)) or place.country
    head = f"{candidate.score:.2f}  {place.name}  {place.lat:.4f},{place.lon:.4f}  {place.kind}  {units}  [{place.id}]"
    return f"{head}\n      {candidate.how}: {'; '.join(candidate.reasons)}"


def _as_json(candidate: Candidate) -> str:
    place, admin = candidate.place, candidate.place.admin
    row = {
        "id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "kind": place.kind, "country": place.country,
        "region": admin.region, "cercle": admin.cercle, "commune": admin.commune, "region_2023": admin.region_2023,
        "score": candidate.score, "how": candidate.how, "reasons": list(candidate.reasons), "source": place.source,
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False)
