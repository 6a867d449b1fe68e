"""How long the running app takes in a browser: ``python -m benchmarks.browser``, or ``python -m benchmarks.explore --browser``.

The app itself is not touched: a synthetic snapshot is laid where it keeps its snapshots (a cache folder of this run) under the version of a
synthetic store. Up to 10,000 incidents that store is whole; above, it holds the records of the incidents that are opened, and no others.
Beside it, in the same browser, the plain way (``benchmarks/plain_app.py``). Times are taken in the page (``benchmarks/watch.js``), from the
press to the changed words and to the last frame in which the map was drawn; bytes are those of the websocket and of all else that was fetched.

``BENCHMARK_GL=off`` leaves the calls out that draw (what is under the pointer is still found): the difference is what software drawing costs.

Set by the environment: ``BENCHMARK_SIZES`` (1000,10000,100000,1000000), ``BENCHMARK_SECONDS`` (360, for everything), ``BENCHMARK_TIMES`` (3),
``BENCHMARK_WAYS`` (own,folium,map,pydeck). On a busy machine one size a run is the way: what does not fit in the time is left out, and said.

folium's page needs scripts from another machine. ``BENCHMARK_SCRIPTS`` names a folder that has them; without it and offline it is not drawn.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks import synthetic
from incidents.model import Reading
from incidents.query import questions as query
from incidents.query import snapshot
from incidents.query.filters import Filters
from incidents.store.database import Store

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
WHOLE = 10_000  # incidents up to which every record is in the store
PLAIN = {"folium": 10_000, "map": 100_000, "pydeck": 100_000}  # the plain ways and the most incidents that they are asked for
TIMES = int(os.environ.get("BENCHMARK_TIMES", "3"))
BUDGET = float(os.environ.get("BENCHMARK_SECONDS", "360"))  # for everything: what does not fit is left out, and said
OWN_SHARE = 0.65  # of a size's time
WAYS = os.environ.get("BENCHMARK_WAYS", "own,folium,map,pydeck").split(",")
UNDRAWN = os.environ.get("BENCHMARK_GL", "on") == "off"
WAIT = 25_000  # milliseconds for one step
WORDS, PANEL = ".im-sentence", ".im-panel h2"
SETTLED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
NOTE = """Chromium draws without a graphics card here (SwiftShader): deck.gl's shaders run on the same 2 cores as the server, the browser and
everything else on the machine. `repaint` is the last frame in which the map was drawn, `server done` the end of the script's run in the page."""


@dataclass
class Taken:
    """One step: milliseconds from the press to words, first and last pixels and the script's end; bytes (websocket in, out, other)."""

    words: float
    first: float | None
    last: float | None
    settled: float | None
    bytes: tuple[int, int, int]


@dataclass
class Desk:
    """A page, with the bytes that came and went over it."""

    page: Any
    counted: list[int] = field(default_factory=lambda: [0, 0, 0])

    def step(self, press: Callable[[], object], words: str = WORDS, quiet: int = 500, cold: bool = False) -> Taken:
        """What came of ``press``."""
        before = list(self.counted)
        if cold:
            press()
        self.page.evaluate("a => arm(...a)", [words, quiet, cold])
        if not cold:
            press()
        self.page.wait_for_function("timed()", timeout=WAIT)
        found = self.page.evaluate("timed()")
        self.page.wait_for_selector(SETTLED, timeout=WAIT)
        spent = [now - then for now, then in zip(self.counted, before, strict=True)]
        return Taken(found["words"], found["first"], found["last"], found["settled"], (spent[0], spent[1], spent[2]))


@contextmanager
def desk(browser: Any) -> Iterator[Desk]:
    """A page of a browser that has seen nothing yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_init_script(f"window.undrawn = {str(UNDRAWN).lower()}")
    context.add_init_script(path=str(Path(__file__).with_name("watch.js")))
    scripts = os.environ.get("BENCHMARK_SCRIPTS")
    context.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: _elsewhere(route, scripts))
    page = context.new_page()
    page.set_default_timeout(WAIT)
    made, session = Desk(page), context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda e: _count(made, 0, e["response"]))
    session.on("Network.webSocketFrameSent", lambda e: _count(made, 1, e["response"]))
    session.on("Network.loadingFinished", lambda e: _add(made, 2, int(e["encodedDataLength"])))
    yield made
    context.close()


def _count(to: Desk, at: int, frame: dict[str, Any]) -> None:
    binary = frame["opcode"] == 2  # then the payload is base64
    _add(to, at, len(frame["payloadData"]) * 3 // 4 if binary else len(frame["payloadData"].encode()))


def _add(to: Desk, at: int, n: int) -> None:
    to.counted[at] += n


def _elsewhere(route: Any, scripts: str | None) -> None:
    """Nothing is asked of another machine, unless the scripts are given."""
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    known = {"leaflet.js", "leaflet.css", "leaflet.markercluster.js", "jquery-3.7.1.min.js"}
    path = Path(scripts, name) if scripts and name in known else None
    if path and path.exists():
        route.fulfill(path=str(path))
    elif scripts and name.endswith((".js", ".css")):
        route.fulfill(body="", content_type="text/javascript" if name.endswith(".js") else "text/css")
    else:
        route.abort()


@contextmanager
def server(script: Path, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """A Streamlit app on a free port: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", str(script), *(w for k, v in options.items() for w in (f"--server.{k}", str(v)))]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(10)


def memory(pid: int) -> float:
    """Resident memory of a process, in MB (Linux; 0 elsewhere)."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def prepare(rows: Any, path: Path, folder: Path) -> dict[str, str]:
    """A store and a cache that hold ``rows`` (whose snapshot is at ``path``); returns the environment that makes the app read them."""
    held = snapshot.open(path)
    ids = rows["id"].to_pylist() if len(rows) <= WHOLE else _opened(held)
    held.close()
    store = Store(f"sqlite:///{folder / 'store.sqlite'}")
    kept = rows.filter(pc.is_in(rows["id"], value_set=pa.array(ids))).to_pylist()
    incidents = []
    for document, report, incident in map(synthetic.record, kept):
        store.add(document, Reading(document.id, (report,)))
        incidents.append(incident)
    version = store.replace_incidents(incidents)
    place = folder / "cache" / "incident-map-mali" / "snapshots" / f"{version}.parquet"
    place.parent.mkdir(parents=True)
    shutil.copy(path, place)
    return {"INCIDENTS_STORE": store.url, "XDG_CACHE_HOME": str(folder / "cache")}


def _opened(held: snapshot.Snapshot) -> list[str]:
    """What a reader of a large store can open without a filter: the first of the list beside the map, and the newest."""
    first = query.shown(held, Filters(), columns=("id", "place_precision")).rows.to_pylist()
    beside = [row["id"] for row in first if row["place_precision"] in (0, 6)][:60]
    return [*beside, *query.table(held, Filters(), limit=12)["id"].to_pylist()]


def own(browser: Any, root: str) -> Iterator[tuple[str, Taken]]:
    """The steps on our app, by name; a name comes several times."""
    for name in ("cold link, server just started", *("cold link",) * (TIMES - 1)):
        with desk(browser) as here:
            yield name, _cold(here, root)
    with desk(browser) as here:
        yield "cold link", _cold(here, root)
        for number in range(TIMES):  # all steps once before any is repeated: where the time is short, each has a figure
            for name, presses in STEPS.items():
                try:
                    yield name, here.step(*presses(here.page, number))
                except Exception as error:  # what cannot be pressed at this size (no marks above 20,000, say): the table shows a dash
                    print(f"{name}: {str(error).splitlines()[0]}", file=sys.stderr)
                _clear(here.page)


def _clear(page: Any) -> None:
    """Back to all of it."""
    page.keyboard.press("Escape")
    if page.locator(".st-key-clear button").is_enabled():
        page.locator(".st-key-clear button").click()
        page.wait_for_timeout(300)
    page.wait_for_selector(SETTLED)


def _cold(here: Desk, address: str) -> Taken:
    return here.step(lambda: here.page.goto(address), quiet=900, cold=True)


Press = tuple[Callable[[], object], str]


def _type(page: Any, number: int) -> Press:
    return page.locator(".st-key-types .im-tree > ul > li > .row").nth(number).click, WORDS


def _precision(page: Any, number: int) -> Press:
    return page.locator(".st-key-f-place button").nth(2 - number).click, WORDS


def _period(page: Any, number: int) -> Press:
    page.locator(".im-tl-handle").first.focus()
    return lambda: page.keyboard.press("PageUp"), WORDS


def _region(page: Any, number: int) -> Press:
    page.locator(".st-key-f-units input").fill(("Mopti", "Gao", "Kayes")[number])  # the first of the whole list would be "all"
    page.locator('[role="option"]', has_text=("Mopti", "Gao", "Kayes")[number]).first.wait_for()
    return lambda: page.keyboard.press("Enter"), WORDS


def _words(page: Any, number: int) -> Press:
    page.locator(".st-key-f-words input").fill(("convoi", "convoi route", "convoi route camp")[number])
    return lambda: page.keyboard.press("Enter"), WORDS


def _line(page: Any, number: int) -> Press:
    return page.locator(".st-key-offmap button").nth(number).click, PANEL


def _mark(page: Any, number: int) -> Press:
    """Where a tooltip shows, there is a mark."""
    box = page.locator(".st-key-mapbox canvas").first.bounding_box()
    spots = [(box["x"] + 300 + 37 * i % 380, box["y"] + 330 + 23 * i % 210) for i in range(number * 20, number * 20 + 20)]
    for x, y in spots:
        page.mouse.move(x, y)
        page.wait_for_timeout(60)
        if page.locator(".deck-tooltip:visible").count():
            return partial(page.mouse.click, x, y), PANEL
    raise LookupError("no mark under the pointer")


STEPS: dict[str, Callable[[Any, int], Press]] = {
    "type (GPU)": _type, "period (GPU)": _period, "precision (GPU)": _precision, "region": _region, "words": _words,
    "click on a line to panel": _line, "click on a mark to panel": _mark,
}  # fmt: skip


def plain(browser: Any, root: str, way: str) -> Iterator[tuple[str, Taken]]:
    """The steps on one plain way."""
    with desk(browser) as here:
        _cold(here, f"{root}/?way={way}")  # the server's first is not counted
    with desk(browser) as here:
        yield f"{way}: cold link", _cold(here, f"{root}/?way={way}")
        for number in range(TIMES):
            yield f"{way}: type", here.step(here.page.locator('[data-testid="stCheckbox"] label').nth(number).click)


@dataclass
class Found:
    """What was measured at one size: the steps by name, the servers' memory in MB, what was left out and why."""

    rows: int
    steps: dict[str, list[Taken]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def take(self, what: str, steps: Iterator[tuple[str, Taken]], until: float) -> None:
        """Go through ``steps`` until the time is over; what fails is named."""
        try:
            for name, taken in steps:
                self.steps.setdefault(name, []).append(taken)
                print(f"{self.rows:,} {name}: {_times([taken])} ms, {_bytes([taken])} KB", file=sys.stderr)
                if time.monotonic() > until:
                    self.missing.append(f"{self.rows:,}, {what}: the rest, the time was over")
                    return
        except Exception as error:  # a browser step that does not come is a result, too
            self.missing.append(f"{self.rows:,}, {what}: {str(error).splitlines()[0][:120]}")


def measure(browser: Any, n: int, seconds: float) -> Found:
    """Our app and the plain ways at one size, in ``seconds`` or little more."""
    found, begun = Found(n), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, path = synthetic.table(n), folder / "rows.parquet"
        snapshot.write_table(rows, path)
        if "own" in WAYS:
            share = OWN_SHARE if n <= max(PLAIN.values()) and len(WAYS) > 1 else 1
            with server(ROOT / "streamlit_app.py", prepare(rows, path, folder)) as (root, pid):
                found.take("own", own(browser, root), begun + seconds * share)
                found.memory["own"] = memory(pid)
        del rows
        for way in (w for w, most in PLAIN.items() if n <= most and w in WAYS):
            with server(Path(__file__).with_name("plain_app.py"), {"PLAIN_SNAPSHOT": str(path)}) as (root, pid):
                found.take(way, plain(browser, root, way), begun + seconds)
                found.memory[way] = memory(pid)
    return found


def report(results: list[Found], load: float) -> str:
    """Markdown: one table of times, one of bytes, one of memory; a column a size."""
    from benchmarks.explore import _table

    sizes = [f"{r.rows:,}" for r in results]
    names = list(dict.fromkeys(name for r in results for name in r.steps))
    machine = f"{os.cpu_count()} cores, load {load:.1f} before and {os.getloadavg()[0]:.1f} after"
    lines = [f"{date.today()}, {machine}. Median of up to {TIMES}.", "", NOTE, ""]
    lines += _table(["ms: counts / repaint / server done", *sizes], [[n, *(_times(r.steps.get(n)) for r in results)] for n in names])
    lines += _table(["KB: websocket in, out / fetched", *sizes], [[n, *(_bytes(r.steps.get(n)) for r in results)] for n in names])
    ways = list(dict.fromkeys(way for r in results for way in r.memory))
    lines += _table(["server's memory, MB", *sizes], [[w, *(f"{r.memory[w]:.0f}" if w in r.memory else "-" for r in results)] for w in ways])
    lines += [f"- left out: {what}" for r in results for what in r.missing]
    return "\n".join(lines)


def _times(taken: list[Taken] | None) -> str:
    if not taken:
        return "-"
    parts = ([t.words for t in taken], [t.last for t in taken if t.last is not None], [t.settled for t in taken if t.settled is not None])
    return " / ".join(f"{median(p):,.0f}" if p else "-" for p in parts)


def _bytes(taken: list[Taken] | None) -> str:
    if not taken:
        return "-"
    ins, outs, others = (median(t.bytes[at] / 1000 for t in taken) for at in range(3))
    return f"{ins:,.0f}, {outs:,.0f} / {others:,.0f}"


def main() -> int:
    """Measure and print; 1 where there is no browser."""
    from playwright.sync_api import Error, sync_playwright

    chromium = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    sizes = [int(s) for s in os.environ.get("BENCHMARK_SIZES", ",".join(map(str, SIZES))).split(",")]
    begun, load, results, skipped = time.monotonic(), os.getloadavg()[0], [], []
    with sync_playwright() as running:
        try:
            browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        except Error as error:
            print(f"no Chromium: {error}", file=sys.stderr)
            return 1
        for at, n in enumerate(sizes):
            left = BUDGET - (time.monotonic() - begun)
            if left < 40:
                skipped.append(f"- left out: {n:,}, the time was over")
                continue
            results.append(measure(browser, n, left / (len(sizes) - at)))
            print(f"{n:,} rows in the browser after {time.monotonic() - begun:.0f} s", file=sys.stderr)
        browser.close()
    results.sort(key=lambda found: found.rows)
    print(report(results, load), *skipped, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
