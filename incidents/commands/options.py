"""Options that several commands share, and how their values are checked (a wrong one is wrong usage: exit 2)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from incidents.errors import InputUnreadable


def day(text: str) -> date:
    """A date written YYYY-MM-DD. Raises ``argparse.ArgumentTypeError``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no date; write YYYY-MM-DD") from None


def count(text: str) -> int:
    """A whole number from 1. Raises ``argparse.ArgumentTypeError``."""
    if text.isascii() and text.isdigit() and int(text[:6]) >= 1 and len(text) < 6:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number from 1")


def add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="URL", help="an SQLAlchemy URL, as in sqlite:///my.sqlite or postgresql+psycopg://host/db "
                                                       "(default: INCIDENTS_STORE, else a file in your data folder)")


def add_aliases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--aliases", type=Path, metavar="FILE", help="a CSV of place names that you taught: alias,place,language,reason "
                                                                     "(default: the one beside your store, where there is one)")


@contextmanager
def output(path: str | None) -> Iterator[IO[str]]:
    """Standard output, or the file ``path``: written beside it first and put in its place at the end, so that no half file is left."""
    if path in (None, "-"):
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(str(path))
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputUnreadable(str(target), f"cannot be written ({error.strerror})", "Name a file in a folder that is there and yours") from error
