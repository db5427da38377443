"""Whatever there is, what is needed stays and what is not goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from shared.messaging import retention
from shared.messaging.expiry import AT_ONCE, Expired
from shared.messaging.retention import Retention
from shared.messaging.sweep import Sweep
from shared.messaging.topology import FLOW, SCORING_METRIC, Subscription
from shared.metrics import REGISTRY
from tests.busy import BUSY
from tests.integration.messaging.retention.retained import (
    ANCIENT,
    ANNOUNCES,
    DAY,
    INBOX,
    INBOX_MESSAGE,
    TERMS,
    Office,
    key_of,
)
from tests.integration.messaging.stage import NOW

#: service and routing key of everything an outbox may hold; a replayed dead letter is addressed to its queue
ADDRESSES = [
    *((service, key_of(kind)) for service, kinds in ANNOUNCES.items() for kind in kinds),
    *((subscription.service, subscription.queue) for subscription in FLOW),
    ("scoring", "vn.nhipso.forgotten.v1"),
]


def test_more_than_one_transaction_holds_goes_and_is_counted(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counted("ingest", "outbox")
    for message_id in [office.post() for _ in range(AT_ONCE + 1)]:
        office.record(SCORING_METRIC, message_id, ANCIENT)

    with capture_logs() as lines:
        deleted = office.retention().once()
        again = office.retention().once()

    rows = AT_ONCE + 1
    assert deleted == {"ingest.outbox": rows, "scoring.inbox": rows, "scoring.inbox_message": rows}
    assert again == {}
    assert counted("ingest", "outbox") - before == rows
    assert [line["rows"] for line in lines if line["event"] == "old rows deleted"] == [deleted]


def test_a_database_that_is_away_only_postpones_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "FIRST_AFTER", 0.0)
    tries: list[datetime] = []

    def fail(now: datetime) -> list[Expired]:
        tries.append(now)
        hourly.stop()
        raise OperationalError("select", {}, Exception("the server went away"))

    hourly = Retention(list(office.databases.values()), office.routes, TERMS, lambda: NOW, fail)
    hourly.run()

    assert tries == [NOW]
    assert REGISTRY.get_sample_value("nhipso_retention_last_timestamp_seconds") == NOW.timestamp()


@dataclass(frozen=True)
class Drawn:
    """A message as hypothesis draws it; ages are days. `recorded` are the consumers that have applied it."""

    service: str
    key: str
    created: int
    sent: int | None
    recorded: frozenset[str]
    hours: int

    @property
    def listeners(self) -> list[Subscription]:
        """Who subscribes to it."""
        return [each for each in FLOW if self.key in (each.queue, each.routing_key)]

    @property
    def processed(self) -> datetime:
        """When it was applied; a consumer's clock may be late by hours."""
        return NOW - self.created * DAY + timedelta(hours=self.hours)

    @property
    def is_recorded(self) -> bool:
        return all(each.consumer in self.recorded for each in self.listeners)

    @property
    def is_needed(self) -> bool:
        return self.sent is None or self.sent <= 30 or not self.is_recorded


@st.composite
def messages(draw: st.DrawFn) -> Drawn:
    service, key = draw(st.sampled_from(ADDRESSES))
    created = draw(st.integers(0, 500))
    return Drawn(
        service,
        key,
        created,
        draw(st.none() | st.integers(0, created)),
        draw(st.frozensets(st.sampled_from([each.consumer for each in FLOW]))),
        draw(st.integers(-12, 24 * 60)),
    )


@settings(max_examples=40, suppress_health_check=[*BUSY, HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(messages(), max_size=12))
def test_whatever_is_there_nothing_needed_goes_and_nothing_unneeded_stays(office: Office, drawn: list[Drawn]) -> None:
    office.empty()
    posted = {_post(office, message): message for message in drawn}

    office.retention().once()
    left = set().union(*(office.messages(service) for service in office.databases))
    recorded = Counter((service, each) for service in office.databases for each in _recorded(office, service))
    offered = Sweep(office.routes, timedelta(0), lambda: NOW, embedded=False).offer_again()

    assert left == {message_id for message_id, message in posted.items() if message.is_needed}
    assert offered == sum(message.sent is not None and not message.is_recorded for message in drawn)
    for message_id, message in posted.items():
        for listener in message.listeners:
            young = message.processed >= NOW - TERMS.inbox
            if listener.consumer in message.recorded and (message_id in left or young):
                assert recorded[listener.service, (listener.consumer, message_id)] == 2


def _post(office: Office, message: Drawn) -> UUID:
    sent = None if message.sent is None else NOW - message.sent * DAY
    message_id = office.post(message.service, message.key, created=NOW - message.created * DAY, sent=sent)
    for listener in message.listeners:
        if listener.consumer in message.recorded:
            office.record(listener, message_id, message.processed)
    return message_id


def _recorded(office: Office, service: str) -> list[tuple[str, UUID]]:
    with office.databases[service].read() as tx:
        events = tx.execute(select(INBOX.c.consumer, INBOX.c.event_id)).all()
        whole = tx.execute(select(INBOX_MESSAGE.c.consumer, INBOX_MESSAGE.c.message_id)).all()
    return [(str(consumer), known) for consumer, known in [*events, *whole]]


def counted(service: str, table: str) -> float:
    labels = {"service": service, "table": table}
    return REGISTRY.get_sample_value("nhipso_rows_deleted_total", labels) or 0.0
