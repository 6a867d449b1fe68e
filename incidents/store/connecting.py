"""A database engine for a store's URL: SQLite set up for two processes at once, or PostgreSQL as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import NoSuchModuleError

from incidents.errors import PartMissing, StoreUnreachable

WAIT_S = 30  # seconds that a writer waits for another one before it gives up


def connect(url: str, read_only: bool) -> Engine:
    """An engine for ``url``. Raises :class:`PartMissing` where the database's driver is not installed."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed.database, read_only)
        return create_engine(parsed)
    except ModuleNotFoundError as error:
        raise PartMissing(f"The driver for this database is not installed ({error.name}). For PostgreSQL: pip install \"psycopg[binary]\", "
                          "and a URL that begins with postgresql+psycopg://") from error
    except NoSuchModuleError as error:
        raise StoreUnreachable(f"No database is called {make_url(url).drivername!r}. Use sqlite:///FILE or postgresql+psycopg://...") from error


def _sqlite(database: str | None, read_only: bool) -> Engine:
    if not database or database == ":memory:":
        raise StoreUnreachable("A store in memory is seen by one thread only. Name a file: sqlite:///FILE")
    path = Path(database).absolute()
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///file:{_quoted(path)}?mode={'ro' if read_only else 'rwc'}&uri=true"
    engine = create_engine(url, connect_args={"timeout": WAIT_S})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own: we say which kind
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: two that read first and write later would each wait for the other.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))
