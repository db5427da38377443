"""A small office for the demo: all four services in this process, in a folder that starts empty."""

from __future__ import annotations

import random
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import eventlet
from pydantic import SecretStr
from sqlalchemy import Connection

from services.cli.alone import alone_in
from services.cli.assembly import Assembly, assemble
from services.cli.names import SERVICES
from services.cli.runner import Runner
from services.cli.settled import settled
from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key
from services.ingest.opened import operator, operator_address
from shared.errors import TryLater
from shared.logging import configure_logging
from shared.messaging.declaring import apply
from shared.settings import Settings

SOURCE = "demo"
LOOK_EVERY = 0.1
PATIENCE = 120.0
#: below those that the kernel gives to connections by itself: nobody comes between the asking and the listening
PORTS = (10_000, 32_000)


@dataclass(frozen=True)
class Office:
    """A running office: its parts, its door and the key to it."""

    assembly: Assembly
    url: str
    key: str

    def wait_until_settled(self) -> None:
        """Return when every figure is judged and every mail delivered. Raises TryLater when that never comes."""
        with eventlet.Timeout(PATIENCE, TryLater(f"the services did not finish within {PATIENCE:.0f} s")):
            while not settled(self.assembly):
                eventlet.sleep(LOOK_EVERY)


@contextmanager
def open_office(out: Path, province: Path) -> Iterator[Office]:
    """Run the four services on the embedded default in `out`; what an earlier run left there is removed."""
    with alone_in(out):
        for left in ("data", "mail"):
            shutil.rmtree(out / left, ignore_errors=True)
        with _running(_settings(out, province), out / "nhipso.log") as office:
            yield office


def _settings(out: Path, province: Path) -> Settings:
    door, answers, library = free_ports(3)
    return Settings(
        database_url=SecretStr(f"sqlite:///{out / 'data'}"),
        province=province,
        http_port=door,
        notify_http_port=answers,
        report_http_port=library,
        public_url="http://127.0.0.1:8081",
        ops_port=0,
        mail_url=SecretStr(f"file:{out / 'mail'}"),
        alert_quiet_seconds=1,
        alert_longest_wait_seconds=30,
        alert_pace="at_once",
    )


@contextmanager
def _running(settings: Settings, path: Path) -> Iterator[Office]:
    with path.open("w", encoding="utf-8") as log:
        configure_logging("json", "info", log)
        assembly = assemble(settings)
        apply(settings.broker_url.get_secret_value())
        runner = Runner(assembly, list(SERVICES))
        try:
            runner.start()
            with assembly.databases["ingest"].write() as tx:
                key = _key(tx, assembly.clock())
            yield Office(assembly, f"http://{settings.http_host}:{settings.http_port}", key)
        finally:
            runner.stop()


def _key(tx: Connection, now: datetime) -> str:
    key_id, secret = new_key(tx, SOURCE, Scope(), now)
    details = {"source": SOURCE}
    record(tx, Entry(Action.KEY_CREATED, now, operator(), key_id, operator_address(), details=details))
    return secret


def free_ports(count: int) -> list[int]:
    """So many ports that nobody listens on, all different."""
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(*PORTS)
        if port not in found and _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
