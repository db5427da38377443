"""Scoring as nameko's own pages would write it: an event handler, one commit and one acknowledgement a message.

Run as a process by the negative control. Arguments: the broker's URL, a SQLite file, a file that means "no database",
a file that means "what comes after the commit takes long".
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import eventlet

eventlet.monkey_patch()

from nameko.containers import ServiceContainer  # noqa: E402  # after patching
from nameko.events import event_handler  # noqa: E402

BROKER, FILE, OUTAGE, LONG = sys.argv[1], *map(Path, sys.argv[2:5])
#: what a handler does after its commit: another call, a log line, a publish
REST_OF_THE_WORK = 0.02


class PlainScoring:
    """Counts how often each event was applied."""

    name = "plain_scoring"

    @event_handler("plain_ingest", "figure")  # type: ignore[untyped-decorator]  # nameko is untyped
    def apply(self, payload: dict[str, Any]) -> None:
        if OUTAGE.exists():
            raise sqlite3.OperationalError("the database is away")
        with closing(sqlite3.connect(FILE, timeout=10)) as connection, connection:
            connection.execute("insert into effect values (?)", [payload["id"]])
        eventlet.sleep(REST_OF_THE_WORK)
        while LONG.exists():
            eventlet.sleep(REST_OF_THE_WORK)


container = ServiceContainer(PlainScoring, {"AMQP_URI": BROKER})
container.start()
container.wait()
