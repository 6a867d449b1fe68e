"""Numbers of the gazetteer: places right on the gold corpora, speed, memory, and what simpler tools reach on the same mentions.

    python benchmarks/gazetteer.py [--gold DIR] [--corpus dev] [--corpus test] [--misses] [--quick]

A gold place counts as right when its reference has the gold's precision and lies as near as that precision asks (10 km for the
place itself, 25 near it, 50 for a line or zone, else the unit's name). The reference is the one that overlaps the gold's own words.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazetteer import Gazetteer, PlaceReference, load  # noqa: E402
from gazetteer.geometry import distance_km  # noqa: E402

LIMITS = {1: 10.0, 2: 25.0, 5: 50.0}
DEFAULT_GOLD = (ROOT / "tests" / "eval", ROOT.parent / "shared" / "gold")


@dataclass(frozen=True)
class Case:
    """One gold place with its document."""

    document: dict[str, Any]
    paragraph: int
    place: dict[str, Any]


def cases(path: Path) -> Iterator[Case]:
    """Every gold place of a corpus file, once per (paragraph, quote)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for incident in document["incidents"]:
            place = incident["place"]
            if place:
                yield Case(document, place.get("paragraph", incident["paragraph"]) - 1, place)


def fold(text: str | None) -> str:
    return unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower().strip()


def overlapping(references: list[PlaceReference], case: Case) -> PlaceReference | None:
    """The reference that shares most with the gold's words; a unit that only follows them does not count before the place itself."""
    text = case.document["paragraphs"][case.paragraph]
    start = text.find(case.place["quote"])
    end = start + len(case.place["quote"])
    shared = [(min(end, r.end) - max(start, r.start), r) for r in references if r.paragraph == case.paragraph and start >= 0]
    shared = [pair for pair in shared if pair[0] > 0]
    return max(shared, key=lambda pair: (pair[0], -pair[1].start))[1] if shared else None


def verdict(case: Case, reference: PlaceReference | None) -> str:
    """right, coarser (right place, coarser than the text), sharper (a dot where the text is coarser), abstained, wrong."""
    gold = case.place
    level = gold["precision"]
    if reference is None or reference.location.precision == 0:
        return "right" if level == 6 and reference is None else "abstained"
    location = reference.location
    if location.precision in (1, 2) and level not in (1, 2):
        return "sharper"
    if not _same(gold, location):
        return "wrong"
    return "right" if location.precision == level else "near" if {location.precision, level} == {1, 2} else "coarser"


def _same(gold: dict[str, Any], location: Any) -> bool:
    level = gold["precision"]
    if level in LIMITS:
        return location.lat is not None and distance_km((gold["lat"], gold["lon"]), (location.lat, location.lon)) <= LIMITS[level]
    if level in (3, 4):
        own, due = (location.admin.cercle, gold["admin2"]) if level == 3 else (location.admin.region, gold["admin1"])
        return bool(own) and fold(own) == fold(due)
    return location.precision in (0, 6)


def score(name: str, found: list[tuple[Case, PlaceReference | None]], misses: bool) -> None:
    """Prints one corpus's table."""
    verdicts = [(case, reference, verdict(case, reference)) for case, reference in found]
    total = Counter(v for _, _, v in verdicts)
    n = len(verdicts)
    print(f"{name}: {n} places. right at its own precision {total['right']}/{n} = {total['right'] / n:.3f}")
    print(f"    right but 1 for 2 or 2 for 1: {total['near']}; coarser: {total['coarser']}; dots where the text is coarser: {total['sharper']}")
    print(f"    abstained {total['abstained']} ({total['abstained'] / n:.3f}), wrong {total['wrong']} ({total['wrong'] / n:.3f})")
    for label, group in (("precision", lambda c: str(c.place["precision"])), ("language", lambda c: c.document["language"])):
        for value in sorted({group(case) for case, _, _ in verdicts}):
            own = [v for case, _, v in verdicts if group(case) == value]
            print(f"    {label} {value}: {own.count('right')}/{len(own)}  {dict(Counter(own))}")
    shared = [v for case, reference, v in verdicts if reference is not None and _is_shared(reference)]
    print(f"    of {len(shared)} names that several places of Mali bear: {dict(Counter(shared))}")
    admins = [(c, r) for c, r, v in verdicts if r is not None and c.place["admin1"]]
    same = sum(fold(r.location.admin.region) == fold(c.place["admin1"]) for c, r in admins)
    with_cercle = [(c, r) for c, r in admins if c.place["admin2"]]
    same_cercle = sum(fold(r.location.admin.cercle) == fold(c.place["admin2"]) for c, r in with_cercle)
    print(f"    region right {same}/{len(admins)}, cercle right {same_cercle}/{len(with_cercle)}")
    if misses:
        for case, reference, what in verdicts:
            if what != "right":
                _show(case, reference, what)


def _is_shared(reference: PlaceReference) -> bool:
    """Whether another place of Mali, at least 15 km off, bears the very name too."""
    named = [c.place for c in reference.location.candidates if c.how in ("exact", "alias") and c.place.country == "ML"]
    return any(distance_km((named[0].lat, named[0].lon), (other.lat, other.lon)) > 15 for other in named[1:])


def _show(case: Case, reference: PlaceReference | None, what: str) -> None:
    gold = case.place
    print(f"  {what}: {case.document['id']} ¶{case.paragraph + 1} {gold['quote']!r}")
    print(f"      due {gold['precision']} {gold['lat']},{gold['lon']} {gold['admin2']}")
    if reference is not None:
        at = reference.location
        print(f"      got {reference.frame} {reference.quote!r} {at.precision} {at.lat},{at.lon} {at.admin.cercle} | {at.why}")


def read_corpus(gazetteer: Gazetteer, path: Path) -> list[tuple[Case, PlaceReference | None]]:
    """Every gold place with the reference that the gazetteer gives for it."""
    read: dict[str, list[PlaceReference]] = {}
    out = []
    for case in cases(path):
        document = case.document
        if document["id"] not in read:
            read[document["id"]] = gazetteer.read(document["paragraphs"], document["language"], document["title"])
        out.append((case, overlapping(read[document["id"]], case)))
    return out


def baselines(gazetteer: Gazetteer, path: Path) -> None:
    """What a plain lookup of the gold's own name reaches: exact name, best rank first; and flashgeotext where installed."""
    index, hits, n = gazetteer.index, 0, 0
    for case in cases(path):
        if case.place["precision"] not in (1, 2):
            continue
        n += 1
        name = " ".join(fold(case.place["name"]).replace("-", " ").split())
        rows = sorted(
            index.exact(name), key=lambda row: (index.tables.countries[row] != "ML", index.tables.seats[row], -(index.tables.populations[row] or 0))
        )
        hits += bool(rows) and distance_km((case.place["lat"], case.place["lon"]), (index.tables.lats[rows[0]], index.tables.lons[rows[0]])) <= 25
    print(f"    baseline, exact name of the gold and best rank, precision 1 and 2 only, within 25 km: {hits}/{n} = {hits / n:.3f}")
    print(f"    flashgeotext: {_flashgeotext(path)}")


def _flashgeotext(path: Path) -> str:
    try:
        from flashgeotext.geotext import GeoText  # type: ignore[import-not-found]
    except ImportError:
        return "not installed, so not run"
    geotext, hits, n = GeoText(), 0, 0
    for case in cases(path):
        if case.place["precision"] in (1, 2):
            n += 1
            found = geotext.extract(case.document["paragraphs"][case.paragraph])["cities"]
            hits += any(fold(city) == fold(case.place["name"]) for city in found)
    return f"finds the name in {hits}/{n} = {hits / n:.3f}"


def speed(gazetteer: Gazetteer, paths: list[Path]) -> None:
    """Mentions and read, paragraphs a second of processor time (others may share the cores); find p50 and p95."""
    documents = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    paragraphs = [p for document in documents for p in document["paragraphs"]]
    hits = sum(len(gazetteer.mentions(p)) for p in paragraphs)
    rounds, start = 20, time.process_time()
    for _ in range(rounds):
        for paragraph in paragraphs:
            gazetteer.mentions(paragraph)
    rate = rounds * len(paragraphs) / (time.process_time() - start)
    size = sum(map(len, paragraphs)) / len(paragraphs)
    print(f"mentions: {rate:,.0f} paragraphs/s on one core ({len(paragraphs)} of {size:.0f} characters with {hits / len(paragraphs):.1f} hits)")
    rounds, start = 5, time.process_time()
    for _ in range(rounds):
        for document in documents:
            gazetteer.read(document["paragraphs"], document["language"], document["title"])
    print(f"read: {rounds * len(paragraphs) / (time.process_time() - start):,.0f} paragraphs/s on one core")
    step = max(1, len(gazetteer.tables.names) // 150)
    names = [*gazetteer.tables.names[::step], "Sibikoro", "Boulkesy", "Tin Zaouatin", "Ogosagu", "Qqqqq", "x" * 10_000]
    gazetteer.find("Sibikoro")  # builds what near names need, once
    times = []
    for name in names:
        start = time.process_time()
        gazetteer.find(name)
        times.append((time.process_time() - start) * 1000)
    print(f"find: p50 {statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.2f} ms over {len(times)} names")


FRESH = """
import sys, time
sys.path.insert(0, sys.argv[1])
import ahocorasick, rapidfuzz, shapely
def rss():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024
before, start = rss(), time.process_time()
import gazetteer
places = gazetteer.load()
loaded = time.process_time() - start
places.mentions("Gao")
matched, middle = time.process_time() - start, rss()
places.read(["Près de Sibikoro, à 10 km au sud de Gao."], "fr")
print(loaded, matched, middle - before, rss() - before)
"""


def loading() -> None:
    """Load time and memory of a fresh process, the best of three."""
    command = [sys.executable, "-c", FRESH, str(ROOT)]
    runs = [list(map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())) for _ in range(3)]
    best = [min(column) for column in zip(*runs, strict=True)]
    print(f"load: {best[0]:.2f} s, ready to match {best[1]:.2f} s; memory added {best[2]:.0f} MB, with near names and polygons {best[3]:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, help="folder with dev.jsonl and test.jsonl")
    parser.add_argument("--corpus", action="append", help="dev, test (default: both)")
    parser.add_argument("--misses", action="store_true", help="show each place that is not right")
    parser.add_argument("--quick", action="store_true", help="only the scores")
    arguments = parser.parse_args()
    folder = arguments.gold or next((f for f in DEFAULT_GOLD if (f / "dev.jsonl").exists()), None)
    if folder is None:
        sys.exit("no gold corpus: give --gold DIR")
    gazetteer = load()
    paths = [folder / f"{name}.jsonl" for name in arguments.corpus or ("dev", "test")]
    for path in paths:
        score(path.stem, read_corpus(gazetteer, path), arguments.misses)
        baselines(gazetteer, path)
    if not arguments.quick:
        speed(gazetteer, paths)
        loading()
        print(f"peak memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
