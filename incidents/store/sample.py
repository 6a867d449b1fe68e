"""The bundled sample: articles written for the project (``data/sample``), read afresh at each start into a store of its own.

It is never stored beside the user's data, and it is never stale: it holds what today's rules read in today's articles.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from incidents.store.database import Store

FOLDER = Path(__file__).parents[2] / "data" / "sample"
SUFFIXES = (".jsonl", ".txt")


def articles() -> list[Path]:
    """The sample's files, by name: DOCS.jsonl records and plain texts."""
    return sorted(path for path in FOLDER.glob("*") if path.suffix in SUFFIXES) if FOLDER.is_dir() else []


def is_there() -> bool:
    """Whether this installation has a sample."""
    return bool(articles())


def open_sample() -> Store:
    """A read-only store that holds the sample (``is_sample`` is True). Its file goes when the process ends."""
    from incidents.pipeline import ingest

    folder = Path(tempfile.mkdtemp(prefix="incident-map-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = f"sqlite:///{folder / 'sample.sqlite'}"
    ingest(articles(), Store(url))
    return Store(url, read_only=True, is_sample=True)
