"""One service's database: an engine, and the only ways to read and to write.

SQLite waits for locks in C, which would stop every green thread: write transactions of one file queue up on a green
lock instead, begin IMMEDIATE, and must not yield (no publish, no HTTP) while they last.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from shared.errors import Stop

POSTGRES_OPTIONS = (
    "-c statement_timeout=20s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s "
    # A client's machine that is gone must not keep its locks: the server asks after it and notices within 25 seconds.
    "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)


class Database:
    """The tables of one service. `name` is the service's, and its schema's on PostgreSQL."""

    def __init__(self, name: str, engine: Engine, url: str) -> None:
        self.name = name
        self.engine = engine
        self._url = url
        self._lock = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at committed data; nothing done in it is kept."""
        with self.engine.connect().execution_options(nhipso_read=True) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._lock, self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels to another process is where the database is; it is opened there, once."""
        return _opened, (self.name, self._url)


def open_database(name: str, url: str, pool_size: int = 8) -> Database:
    """Open the database of service `name`.

    `url` is `sqlite:///DIR` (a file per service in that folder) or `postgresql://…` (a schema per service).
    Raises Stop for any other kind of URL.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(name, _sqlite(Path(parsed.database or "data") / f"{name}.db", pool_size), url)
    if parsed.get_backend_name() == "postgresql":
        return Database(name, _postgres(name, url, pool_size), url)
    raise Stop(
        f"NHIPSO_DATABASE_URL: {parsed.get_backend_name()!r} is not supported; use sqlite:///DIR or postgresql://…"
    )


@cache
def _opened(name: str, url: str) -> Database:
    return open_database(name, url)


def database_exists(name: str, url: str) -> bool:
    """Say whether the file of service `name` is there; a server's database is taken to be."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or (Path(parsed.database or "data") / f"{name}.db").exists()


def folder_of(url: str) -> Path | None:
    """The folder of the SQLite files; None for a server."""
    parsed = make_url(url)
    return Path(parsed.database or "data") if parsed.get_backend_name() == "sqlite" else None


def _sqlite(path: Path, pool_size: int) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"NHIPSO_DATABASE_URL: cannot use {path.parent}: {error.strerror}") from error
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=pool_size,
        max_overflow=8,
        connect_args={"timeout": 1, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def durable(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["inode"] = path.stat().st_ino
        connection.isolation_level = None  # SQLAlchemy's begin, not the driver's, opens transactions
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A read transaction may not become a writing one while another writes: take the write lock at once.
        deferred = connection.get_execution_options().get("nhipso_read", False)
        if not path.exists() or path.stat().st_ino != connection.info["inode"]:
            # What is written to an unlinked file is lost with the process, however well it was synced.
            raise OperationalError("BEGIN", None, FileNotFoundError(f"{path} was removed or replaced while in use"))
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")

    return engine


def _postgres(name: str, url: str, pool_size: int) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=8,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={
            "connect_timeout": 3,
            "tcp_user_timeout": 10_000,
            "application_name": f"nhipso-{name}",
            "options": f"{POSTGRES_OPTIONS} -c search_path={name}",
        },
    )
