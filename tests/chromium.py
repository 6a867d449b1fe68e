"""The browser of the browser tests: found on the path, else installed. ``python -m tests.chromium`` makes sure that one starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APT = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"
FLAGS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]  # WebGL without a graphics card


def launch_options() -> dict[str, object]:
    """What to give to Playwright's ``chromium.launch``: the browser of the path where there is one, else Playwright's own."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return {"executable_path": path, "args": FLAGS} if path else {"args": FLAGS}


def starts() -> bool:
    """Whether a browser can be started and opens a page."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
            browser.new_page().goto("about:blank")
            browser.close()
    except (Error, OSError):
        return False
    return True


def ensure() -> bool:
    """Install a browser unless one starts: by apt where we are root, else Playwright's. Returns whether one starts now."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    steps = []
    if is_root and shutil.which("apt-get"):
        steps.append(["sh", "-c", APT])
    steps.append([sys.executable, "-m", "playwright", "install", *(["--with-deps"] if is_root else []), "chromium"])
    for step in steps:
        if starts():
            return True
        print(f"No Chromium starts yet; trying: {' '.join(step)}", file=sys.stderr)
        subprocess.run(step, stdin=subprocess.DEVNULL, check=False)
    return starts()


if __name__ == "__main__":
    if not ensure():
        print("The browser tests need a Chromium. Type one of these, then `make test` again:\n"
              "    sudo apt-get install chromium\n"
              f"    {sys.executable} -m playwright install chromium", file=sys.stderr)
        sys.exit(1)
