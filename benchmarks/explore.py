"""How long exploring takes: ``python -m benchmarks.explore [--sizes 1000,10000,100000,1000000] [--plain] [--browser]``.

Filter to counts, rows, facets, timeline, cells and trends over synthetic snapshots (seeded, ``benchmarks.synthetic``), beside the plain way:
a geopandas table filtered with boolean masks and a folium MarkerCluster map built from what is left. Median and 95th percentile of the
runs, and memory. Every size runs in a process of its own. ``--browser`` hands over to :mod:`benchmarks.browser` where it exists.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PLAIN_MARKERS = 10_000  # a MarkerCluster of more takes minutes and gives a page that no browser opens


def questions() -> dict[str, Any]:
    """The filters that are timed, by name."""
    from incidents.query.areas import Area, Corridor, Near
    from incidents.query.filters import Filters

    return {
        "nothing asked": Filters(),
        "a quarter": Filters(start=date(2024, 1, 1), end=date(2024, 3, 31)),
        "a type": Filters(event_types=("Battles",)),
        "two regions": Filters(regions=("Gao", "Kidal")),
        "an actor": Filters(actors=("jnim",)),
        "type, regions, actor, since 2020": Filters(start=date(2020, 1, 1), event_types=("Battles",), regions=("Gao", "Mopti"), actors=("jnim",)),
        "two words": Filters(words="convoi route"),
        "within 100 km": Filters(near=Near(16.27, -0.04, 100)),
        "a corridor": Filters(corridor=Corridor(((16.27, -0.04), (15.3, -1.7), (14.5, -4.2)), 30)),
        "a drawn area": Filters(area=Area(((14.0, -5.0), (14.0, 0.0), (17.0, 0.0), (17.0, -5.0)))),
    }


def timed(action: Callable[[], object], runs: int) -> tuple[float, float]:
    """(median, 95th percentile) in milliseconds over ``runs``, after one that is not counted."""
    action()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def measure(path: Path, runs: int) -> dict[str, Any]:
    """Every question put to one snapshot: name to (median, p95) in milliseconds, and the memory in MB."""
    from incidents.query import change, facets, snapshot, trends
    from incidents.query import questions as query

    before = _memory()
    start = time.perf_counter()
    held = snapshot.open(path)
    found: dict[str, Any] = {"rows": len(held), "open": (time.perf_counter() - start) * 1000, "file": path.stat().st_size / 1e6}
    asked = questions()
    found["counts"] = {name: timed(lambda f=f: query.count(held, f), runs) for name, f in asked.items()}
    wide, narrow = asked["nothing asked"], asked["type, regions, actor, since 2020"]
    actions: dict[str, Callable[[Any], object]] = {
        "counts and up to 20,000 rows": lambda f: query.shown(held, f), "facets": lambda f: facets.facets(held, f),
        "timeline": lambda f: query.timeline(held, f), "cells": lambda f: query.cells(held, f, 5),
        "by cercle": lambda f: query.by_unit(held, f, "cercle"),
        "a page of the table": lambda f: query.table(held, f), "trend by actor": lambda f: trends.trend(held, f, by="actor"),
        "who against whom": lambda f: trends.matrix(held, f), "region by month": lambda f: trends.heat(held, f),
        "change against a baseline": lambda f: change.change(held, f),
    }  # fmt: skip
    fewer = max(3, runs // 4)
    found["others"] = {name: (timed(lambda a=a: a(wide), fewer), timed(lambda a=a: a(narrow), fewer)) for name, a in actions.items()}
    found["memory"] = (before, _memory())
    return found


def measure_plain(path: Path, runs: int) -> dict[str, Any]:
    """The plain way over the same rows: load, filter with masks, build a folium MarkerCluster page."""
    import geopandas as gpd
    import pandas as pd

    before = _memory()
    columns = ["id", "event_type", "region", "lat", "lon", "day_start", "day_end", "actors", "place", "killed_low"]
    start = time.perf_counter()
    table = pd.read_parquet(path, columns=columns)
    frame = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326)
    found: dict[str, Any] = {"load": (time.perf_counter() - start) * 1000}
    days = pd.to_datetime(frame.day_start), pd.to_datetime(frame.day_end)
    quarter = (days[1] >= pd.Timestamp(2024, 1, 1)) & (days[0] <= pd.Timestamp(2024, 3, 31))
    masks: dict[str, Callable[[], Any]] = {
        "a quarter": lambda: frame[(days[1] >= pd.Timestamp(2024, 1, 1)) & (days[0] <= pd.Timestamp(2024, 3, 31))],
        "a type": lambda: frame[frame.event_type == "Battles"],
        "two regions": lambda: frame[frame.region.isin(["Gao", "Kidal"])],
        "an actor": lambda: frame[[("jnim" in a) or ("katiba-macina" in a) for a in frame.actors]],
    }
    found["counts"] = {name: timed(lambda m=m: m().groupby("event_type", observed=True).killed_low.agg(["size", "sum"]), max(3, runs // 4))
                       for name, m in masks.items()}  # fmt: skip
    drawn = frame[quarter if len(frame) > PLAIN_MARKERS else frame.lat.notna()].dropna(subset=["lat"]).head(PLAIN_MARKERS)
    start = time.perf_counter()
    page = _marker_page(drawn)
    found["page"] = ((time.perf_counter() - start) * 1000, len(drawn), len(page) / 1e6)
    found["memory"] = (before, _memory())
    return found


def _marker_page(frame: Any) -> str:
    import folium
    from folium.plugins import MarkerCluster

    chart = folium.Map(location=(17, -3), zoom_start=5)
    cluster = MarkerCluster().add_to(chart)
    for row in frame.itertuples():
        folium.Marker((row.lat, row.lon), popup=f"{row.place} {row.day_start}").add_to(cluster)
    return str(chart.get_root().render())


def _memory() -> float:
    """Resident memory now, in MB (Linux; elsewhere the highest so far)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) / 1024


def report(results: list[dict[str, Any]], plain: list[dict[str, Any]]) -> str:
    """The figures as Markdown tables, one column a size; each cell is median / 95th percentile in milliseconds."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    lines = [f"{date.today()}, {machine}. Milliseconds, median / p95.", ""]
    header = ["question", *(f"{r['rows']:,}" for r in results)]
    lines += _table(["filter to counts", *header[1:]], [[n, *(_cell(r["counts"][n]) for r in results)] for n in results[0]["counts"]])
    for at, which in enumerate(("nothing asked", "four filters")):
        lines += _table([f"{which}", *header[1:]], [[n, *(_cell(r["others"][n][at]) for r in results)] for n in results[0]["others"]])
    rows = [["file, MB", *(f"{r['file']:.1f}" for r in results)], ["open, ms", *(f"{r['open']:.0f}" for r in results)],
            ["memory, MB (before opening)", *(f"{r['memory'][1]:.0f} ({r['memory'][0]:.0f})" for r in results)]]  # fmt: skip
    lines += _table(["costs", *header[1:]], rows)
    if plain:
        rows = [[n, *(_cell(p["counts"][n]) for p in plain)] for n in plain[0]["counts"]]
        rows += [["load, ms", *(f"{p['load']:.0f}" for p in plain)],
                 ["folium page: ms, markers, MB", *(f"{p['page'][0]:.0f}, {p['page'][1]:,}, {p['page'][2]:.1f}" for p in plain)],
                 ["memory, MB (before loading)", *(f"{p['memory'][1]:.0f} ({p['memory'][0]:.0f})" for p in plain)]]  # fmt: skip
        lines += _table(["the plain way: geopandas masks, folium MarkerCluster", *header[1:]], rows)
    return "\n".join(lines)


def _cell(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.0f} / {pair[1]:.0f}" if pair[0] >= 10 else f"{pair[0]:.1f} / {pair[1]:.1f}"


def _table(header: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(header) + " |", "|---" * len(header) + "|", *("| " + " | ".join(row) + " |" for row in rows), ""]


def _apart(*arguments: str) -> dict[str, Any]:
    """The result of this script run with ``arguments`` in a process of its own, so that memory is its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.explore", *arguments], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> int:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="also the plain way")
    parser.add_argument("--browser", action="store_true", help="also the running app, with Playwright")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measured = {"own": measure, "plain": measure_plain}[options.one[0]](Path(options.one[1]), options.runs)
        print(json.dumps(measured))
        return 0
    from benchmarks import synthetic
    from incidents.query import snapshot

    results, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        for n in map(int, options.sizes.split(",")):
            path = Path(folder) / f"{n}.parquet"
            snapshot.write_table(synthetic.table(n, options.seed), path)
            results.append(_apart("--one", "own", str(path), "--runs", str(options.runs)))
            if options.plain:
                plain.append(_apart("--one", "plain", str(path), "--runs", str(options.runs)))
            print(f"{n:,} rows done", file=sys.stderr)
    print(report(results, plain))
    return _browser() if options.browser else 0


def _browser() -> int:
    """The app in a browser: ``benchmarks/browser.py``, a module with ``main() -> int`` that prints further tables."""
    if importlib.util.find_spec("benchmarks.browser") is None:
        print("benchmarks/browser.py is not there yet: no browser figures", file=sys.stderr)
        return 1
    from importlib import import_module

    result: int = import_module("benchmarks.browser").main()
    return result


if __name__ == "__main__":
    sys.exit(main())
