"""One server and one browser for all tests here; each test has a page that notes requests off this machine and errors on the console."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")

playwright.expect.set_options(timeout=30_000)  # a busy machine draws in software
ROOT = Path(__file__).parents[2]
CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)


UNDRAWN = """for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext])
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced', 'drawRangeElements'])
    if (kind?.prototype[name]) kind.prototype[name] = () => {};"""


class Watched:
    """A page with what it asked for and what it complained of."""

    def __init__(self, page: playwright.Page, root: str) -> None:
        self.page, self.root, self.outside, self.errors = page, root, [], []
        page.on("request", lambda r: self._note(r.url))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" and not self._is_probe(m.location.get("url", "")) else None)
        page.on("response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status >= 400 and not self._is_probe(r.url) else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    def _note(self, url: str) -> None:
        if not url.startswith((self.root, self.root.replace("http", "ws", 1), "data:", "blob:", "about:")):
            self.outside.append(url)

    @staticmethod
    def _is_probe(url: str) -> bool:
        """On a page below the root Streamlit asks "/Page/_stcore/..." first, to find its base path, and the browser reports the 404."""
        return "/_stcore/" in url

    def open(self, address: str = "") -> playwright.Page:
        self.page.goto(f"{self.root}/{address}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run, nothing is under way and what came of it is on the screen."""
        done = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
        self.page.wait_for_selector(done, timeout=60_000)
        # Streamlit says that a run has ended before it shows the last of it: that comes by a timer of 10 ms, and a timer waits for a frame.
        self.page.evaluate("new Promise((seen) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(seen)), 50))")
        self.page.wait_for_selector(done, timeout=60_000)

    def spot(self, step: int, start: tuple[int, int]) -> tuple[float, float]:
        """The first spot of the map, from ``start`` (x, y) on, where the pointer gets a tooltip: there a mark or a unit stands."""
        box = self.page.locator(".st-key-mapbox canvas").first.bounding_box()
        assert box, "no map"
        for y in range(start[1] + step // 2, int(box["height"]) - 60, step):
            for x in range(start[0] + step // 2, int(box["width"]) - 60, step):
                self.page.mouse.move(box["x"] + x, box["y"] + y)
                if self.page.locator(".deck-tooltip:visible").count():
                    return box["x"] + x, box["y"] + y
        raise AssertionError("no spot of the map has a tooltip")

    def wait_for_map(self) -> None:
        """Wait until the map's canvas shows more than one colour in its middle."""
        self.page.wait_for_function(
            """() => { const c = document.querySelector('.st-key-mapbox canvas'); if (!c || !c.width) return false;
            const d = document.createElement('canvas'); d.width = 60; d.height = 60; const x = d.getContext('2d');
            x.drawImage(c, 0, 0, 60, 60); const p = x.getImageData(0, 0, 60, 60).data; const seen = new Set();
            for (let i = 0; i < p.length; i += 4) if (p[i + 3] > 200) seen.add(p[i] >> 4 | p[i + 1] >> 4 << 4 | p[i + 2] >> 4 << 8);
            return seen.size > 6; }""", timeout=60_000)  # fmt: skip


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a free port over an empty store: the bundled sample is shown."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("app")
    environment = os.environ | {"INCIDENTS_STORE": f"sqlite:///{folder / 'store.sqlite'}", "XDG_CACHE_HOME": str(folder)}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.fileWatcherType",
        "none",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    root = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{root}/_stcore/health", timeout=2)
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    yield root
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as running:
        try:
            started = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no Chromium: {error}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def contexts(browser: playwright.Browser) -> Iterator[dict[str, playwright.BrowserContext]]:
    """One context a screen: its cache holds the scripts, which are large, for the tests after the first."""
    sizes = {"desk": (1440, 900), "phone": (390, 844), "quick": (1440, 900)}
    held = {name: browser.new_context(viewport={"width": w, "height": h}, reduced_motion="reduce") for name, (w, h) in sizes.items()}
    held["quick"].add_init_script(UNDRAWN)
    yield held
    for context in held.values():
        context.close()


@pytest.fixture
def desk(server: str, contexts: dict[str, playwright.BrowserContext]) -> Iterator[Watched]:
    yield from _watched(server, contexts["desk"])


@pytest.fixture
def quick(server: str, contexts: dict[str, playwright.BrowserContext]) -> Iterator[Watched]:
    """The desk without the picture of the map, which without a graphics card takes half of a test's time: for what is not on the map."""
    yield from _watched(server, contexts["quick"])


@pytest.fixture
def phone(server: str, contexts: dict[str, playwright.BrowserContext]) -> Iterator[Watched]:
    yield from _watched(server, contexts["phone"])


def _watched(server: str, context: playwright.BrowserContext) -> Iterator[Watched]:
    page = context.new_page()
    page.set_default_timeout(30_000)
    watched = Watched(page, server)
    yield watched
    page.close()
    assert not watched.outside, "asked another machine"
    assert not watched.errors, "errors on the console"
