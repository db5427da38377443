"""What the product did, read from its databases from outside."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from tests.faults.figures import Cell

PRODUCERS = ("ingest", "scoring", "notify")
CONSUMERS = {
    "scoring.metric": "metric.submitted",
    "ingest.evaluated": "compliance.evaluated",
    "notify.evaluated": "compliance.evaluated",
    "report.evaluated": "compliance.evaluated",
    "notify.changed": "compliance.changed",
    "report.ranking": "ranking.computed",
}
SERVICES = ("ingest", "scoring", "notify", "report")
#: so many messages may be written by transactions that are not committed yet
LATE = 1000
BEING_TOLD = "select unit from message join delivery on message.id = message_id where state = 'sending'"
Query = Callable[[str, str], list[tuple[Any, ...]]]


class Judged(NamedTuple):
    """An evaluation as it is kept: its number in the series, the figure, the verdict."""

    sequence: int
    value: Decimal | None
    verdict: str | None


class Letter(NamedTuple):
    """A dead letter."""

    consumer: str
    error: str
    body: str


class Announced(NamedTuple):
    """An event of an outbox."""

    id: str
    type: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Effects:
    """A look at all four databases."""

    submissions: dict[str, tuple[Cell, int, bool]]
    observations: dict[Cell, tuple[int, str, Decimal]]
    judged: dict[Cell, Judged]
    reported: dict[Cell, Judged]
    places: dict[tuple[str, str], dict[str, int]]
    behind: set[tuple[str, str]]
    standing: set[str]
    inbox: dict[str, list[str]]
    announced: list[Announced]
    unsent: int
    dead: list[Letter]
    deliveries: dict[str, int] = field(default_factory=dict)
    #: units with a mail that someone is sending, or died over
    being_told: set[str] = field(default_factory=set)

    def of_type(self, name: str) -> list[Announced]:
        return [event for event in self.announced if event.type == f"vn.nhipso.{name}.v1"]


def on_postgres(url: str) -> Query:
    """Ask the schemas of a PostgreSQL database."""

    def query(service: str, text: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(
            url, autocommit=True, options=f"-c search_path={service}", connect_timeout=30
        ) as connection:
            return connection.execute(text.encode()).fetchall()

    return query


def on_sqlite(folder: Path) -> Query:
    """Ask the files of an embedded installation."""

    def query(service: str, text: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(folder / f"{service}.db", timeout=10)) as connection:
            return connection.execute(text).fetchall()

    return query


@dataclass
class Journal:
    """What has been read of the outboxes; a message never changes, so each is read and parsed once."""

    query: Query
    seen: dict[str, dict[int, list[Announced]]] = field(default_factory=lambda: {name: {} for name in PRODUCERS})

    def read(self) -> list[Announced]:
        """All events announced so far."""
        for service, known in self.seen.items():
            # Numbers are given before transactions commit: a lower one may appear later.
            after = max(known, default=0) - LATE
            # What goes to one queue by name is a dead letter that is replayed: announced before, elsewhere.
            announced = f"select seq, body from outbox where seq > {after} and exchange <> ''"  # noqa: S608
            for seq, body in self.query(service, announced):
                if seq not in known:
                    known[seq] = [Announced(event["id"], event["type"], event["data"]) for event in json.loads(body)]
        return [event for known in self.seen.values() for seq in sorted(known) for event in known[seq]]


def is_still(query: Query) -> bool:
    """Whether nothing is on its way out of a service any more; cheap to ask."""
    waiting = "select count(*) from delivery where state = 'pending'"
    unsent = "select count(*) from outbox where sent_at is null"
    return not any(query(service, unsent)[0][0] for service in PRODUCERS) and not query("notify", waiting)[0][0]


def look(query: Query, journal: Journal) -> Effects:
    """Read everything. The producers' outboxes first: what is announced later is no fault of the consumers."""
    announced = journal.read()
    return Effects(
        submissions={
            _id(row[0]): (Cell(*row[1:4]), row[4], row[5] is not None)
            for row in query(
                "ingest", "select event_id, unit, indicator, period, revision, evaluated_at from submission"
            )
        },
        observations={
            Cell(*row[:3]): (row[3], _id(row[4]), Decimal(row[5]))
            for row in query("scoring", "select unit, indicator, period, revision, event_id, value from observation")
        },
        judged=_judged(query, "scoring"),
        reported=_judged(query, "report"),
        places={
            (row[0], row[1]): {place["unit"]: place["rank"] for place in json.loads(row[2])["places"]}
            for row in query("report", "select indicator, period, body from ranking")
        },
        behind=set(query("notify", "select unit, indicator from alert where state = 'open'")),
        standing={alert for (alert,) in query("notify", "select id from alert where state = 'open'")},
        inbox=_inbox(query),
        announced=announced,
        unsent=sum(query(s, "select count(*) from outbox where sent_at is null")[0][0] for s in PRODUCERS),
        dead=[letter for service in SERVICES for letter in _dead(query, service)],
        deliveries=dict(query("notify", "select state, count(*) from delivery group by state")),
        being_told={row[0] for row in query("notify", BEING_TOLD)},
    )


def accepted_last(query: Query, consumer: str, event_id: str) -> bool:
    """Whether the consumer has recorded the event."""
    service = consumer.partition(".")[0]
    same = f"replace(cast(event_id as text), '-', '') = '{event_id.replace('-', '')}'"
    return bool(query(service, f"select 1 from inbox where consumer = '{consumer}' and {same}"))  # noqa: S608


def _judged(query: Query, service: str) -> dict[Cell, Judged]:
    rows = query(service, "select unit, indicator, period, sequence, body from evaluation")
    return {Cell(*row[:3]): _read(row[3], json.loads(row[4])) for row in rows}


def _read(sequence: int, body: dict[str, Any]) -> Judged:
    verdicts = [verdict["verdict"] for verdict in body["verdicts"]]
    value = None if body["value"] is None else Decimal(body["value"]).normalize()
    return Judged(sequence, value, verdicts[0] if verdicts else None)


def _inbox(query: Query) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for service in SERVICES:
        for consumer, event_id in query(service, "select consumer, event_id from inbox"):
            found.setdefault(consumer, []).append(_id(event_id))
    return found


def _dead(query: Query, service: str) -> list[Letter]:
    rows = query(service, "select consumer, error, body from dead where state = 'parked'")
    return [Letter(consumer, error, bytes(body).decode("utf-8", "replace")) for consumer, error, body in rows]


def _id(given: Any) -> str:
    text = str(given)
    return text if "-" in text else "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
