"""A private PostgreSQL: start, stop, crash, freeze, and a database for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from tests.servers.install import postgres_programs
from tests.servers.ports import free_port
from tests.servers.process import ServerFailed, ServerProcess, becoming

SUPERUSER = "nhipso"
OPTIONS = {"listen_addresses": "127.0.0.1", "max_connections": "300", "log_min_messages": "warning"}
DURABLE = {"fsync": "on"}
#: still survives every crash of its own, though not of the machine; a database for each test costs a fraction
VOLATILE = {"fsync": "off", "full_page_writes": "off"}


class Postgres:
    """One PostgreSQL server with its own data; everything goes when it is closed.

    Where durability or speed is what is looked at, it stays durable.
    """

    def __init__(self, *, durable: bool = True) -> None:
        self._options = {**OPTIONS, **(DURABLE if durable else VOLATILE)}
        self._programs = postgres_programs()  # first: installing them makes the user that they run as
        self.home = Path(tempfile.mkdtemp(prefix="nhipso-postgres-"))
        self.port = free_port()
        self._log = self.home / "postgres.log"
        self._user = _unprivileged_user()
        if self._user:
            shutil.chown(self.home, self._user)
        self._server: ServerProcess | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def url(self, database: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def launch(self) -> None:
        """Start the server without waiting for it."""
        data = self.home / "data"
        if not data.exists():
            self._create(data)
        options = {**self._options, "port": str(self.port), "unix_socket_directories": str(self.home)}
        settings = [f"--{name}={value}" for name, value in options.items()]
        # On its starter's death it shuts down at once, which also ends its children.
        self._server = ServerProcess(
            [self._programs.server, "-D", data, *settings], log=self._log, user=self._user, farewell=signal.SIGQUIT
        )

    def await_ready(self) -> None:
        """Wait until clients are served. Raises ServerFailed when it does not come up."""
        self._running().await_true(self._answers, "PostgreSQL")

    def start(self) -> None:
        self.launch()
        self.await_ready()

    def stop(self) -> None:
        """Shut down in good order: open connections are closed, everything is written."""
        self._end(signal.SIGINT)

    def stop_immediate(self) -> None:
        """Crash: no farewell, nothing flushed; the next start recovers from the log."""
        self._end(signal.SIGQUIT)

    def freeze(self) -> None:
        """Stay there, connections open, and answer nothing."""
        self._running().send_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._running().send_all(signal.SIGCONT)

    def close(self) -> None:
        """End everything and remove the data."""
        if self._server is not None:
            self.thaw()
            self.stop_immediate()
        shutil.rmtree(self.home, ignore_errors=True)

    def _create(self, data: Path) -> None:
        how = ["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        command: list[str | Path] = [*becoming(self._user), self._programs.initdb, "-D", data, *how]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerFailed(f"initdb: {done.stderr.strip()}")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _running(self) -> ServerProcess:
        if self._server is None:
            raise ServerFailed("PostgreSQL was not started")
        return self._server

    def _end(self, number: signal.Signals) -> None:
        server = self._running()
        server.send(number)
        server.wait()


def create_database(server_url: str, name: str) -> None:
    """Create an empty database on the server of `server_url`."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """postgresql://… of an empty database, dropped at the end."""
    name = f"t_{uuid.uuid4().hex}"
    create_database(server_url, name)
    try:
        yield f"{server_url.rpartition('/')[0]}/{name}"
    finally:
        drop_database(server_url, name)


def drop_database(server_url: str, name: str) -> None:
    """Drop a database, whoever is still connected to it."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root: the user to become, None when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
