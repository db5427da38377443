"""What is old and needed by nobody goes; what the sweep or an operator may still need stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, delete, insert, select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from shared import migrations
from shared.database import Database, open_database
from shared.events import (
    AlertOpened,
    BulletinPublished,
    ComplianceChanged,
    ComplianceEvaluated,
    Event,
    FigureDoubted,
    FiguresSent,
    MetricSubmitted,
    RankingComputed,
    TaskChanged,
)
from shared.messaging import dead_letters, retention
from shared.messaging.dead_letters import Letter, State
from shared.messaging.expiry import AT_ONCE, Expired
from shared.messaging.retention import Retention, Terms
from shared.messaging.sweep import Route, Sweep
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import FLOW, SCORING_METRIC, Subscription
from shared.metrics import REGISTRY
from tests.integration.messaging.stage import NOW
from tests.servers.postgres import create_database, drop_database
from tests.servers.session import POSTGRES

OUTBOX, INBOX, INBOX_MESSAGE, DEAD = PLUMBING.outbox, PLUMBING.inbox, PLUMBING.inbox_message, PLUMBING.dead
DAY = timedelta(days=1)
TERMS = Terms(outbox=30 * DAY, inbox=180 * DAY)
OLD, ANCIENT = NOW - 40 * DAY, NOW - 200 * DAY
ANNOUNCES: dict[str, tuple[type[Event], ...]] = {
    "ingest": (MetricSubmitted, FiguresSent),
    "scoring": (ComplianceEvaluated, ComplianceChanged, RankingComputed, FigureDoubted, TaskChanged),
    "notify": (AlertOpened,),
    "report": (BulletinPublished,),
}


def key_of(kind: type[Event]) -> str:
    return str(kind.model_fields["type"].default)


#: service and routing key of everything an outbox may hold; a replayed dead letter is addressed to its queue
ADDRESSES = [
    *((service, key_of(kind)) for service, kinds in ANNOUNCES.items() for kind in kinds),
    *((subscription.service, subscription.queue) for subscription in FLOW),
    ("scoring", "vn.nhipso.forgotten.v1"),
]
EVALUATED = [subscription for subscription in FLOW if subscription.event is ComplianceEvaluated]


@dataclass(repr=False)
class Office:
    """Four databases, and messages in them."""

    databases: dict[str, Database]
    seqs: dict[UUID, int] = field(default_factory=dict)

    @property
    def routes(self) -> list[Route]:
        return [
            Route(self.databases[service], subscription, self.databases[subscription.service])
            for subscription in FLOW
            for service, kinds in ANNOUNCES.items()
            if subscription.event in kinds
        ]

    def retention(self, now: datetime = NOW) -> Retention:
        return Retention(list(self.databases.values()), self.routes, TERMS, lambda: now)

    def post(
        self,
        service: str = "ingest",
        key: str = SCORING_METRIC.routing_key,
        *,
        created: datetime = OLD,
        sent: datetime | None = OLD,
    ) -> UUID:
        """Put a message into an outbox."""
        message_id = uuid4()
        row = {"message_id": message_id, "exchange": "", "routing_key": key, "body": "[]", "event_count": 0}
        with self.databases[service].write() as tx:
            statement = insert(OUTBOX).values(**row, created_at=created, sent_at=sent).returning(OUTBOX.c.seq)
            self.seqs[message_id] = tx.execute(statement).scalar_one()
        return message_id

    def record(self, subscription: Subscription, message_id: UUID, at: datetime = OLD) -> None:
        """Let a consumer record a message; its one event has the same id."""
        told = {"consumer": subscription.consumer, "processed_at": at}
        with self.databases[subscription.service].write() as tx:
            tx.execute(insert(INBOX).values(**told, event_id=message_id))
            tx.execute(insert(INBOX_MESSAGE).values(**told, message_id=message_id))

    def all_of(self, service: str, column: Column[UUID]) -> set[UUID]:
        with self.databases[service].read() as tx:
            return set(tx.execute(select(column)).scalars())

    def messages(self, service: str = "ingest") -> set[UUID]:
        return self.all_of(service, OUTBOX.c.message_id)

    def empty(self) -> None:
        for database in self.databases.values():
            with database.write() as tx:
                for table in (OUTBOX, INBOX, INBOX_MESSAGE, DEAD):
                    tx.execute(delete(table))


@pytest.fixture(scope="module")
def server_url(servers: Mapping[str, str]) -> Iterator[str]:
    server, name = servers[POSTGRES], f"t_{uuid4().hex}"
    create_database(server, name)
    yield f"{server.rpartition('/')[0]}/{name}"
    drop_database(server, name)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """For the whole module: hypothesis plays many times in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('office')}"
    if request.param == "postgresql":
        url = request.getfixturevalue("server_url")
    made = Office({service: open_database(service, url) for service in ANNOUNCES})
    for service, database in made.databases.items():
        migrations.upgrade(database, service)
    yield made
    for database in made.databases.values():
        database.close()


@pytest.fixture(autouse=True)
def _emptied(office: Office) -> Iterator[None]:
    yield
    office.empty()


def test_only_what_was_sent_long_ago_and_is_recorded_by_its_subscriber_goes(office: Office) -> None:
    done = office.post()
    young = office.post(sent=NOW - 29 * DAY)
    unsent, unrecorded = office.post(sent=None), office.post()
    for message_id in (done, young, unsent):
        office.record(SCORING_METRIC, message_id)

    office.retention().once()

    assert office.messages() == {young, unsent, unrecorded}


def test_a_message_stays_until_the_last_of_its_subscribers_has_recorded_it(office: Office) -> None:
    message_id = office.post("scoring", key_of(ComplianceEvaluated))

    kept = []
    for subscription in EVALUATED:
        office.retention().once()
        kept.append(office.messages("scoring") == {message_id})
        office.record(subscription, message_id)
    office.retention().once()

    assert kept == [True] * len(EVALUATED)
    assert office.messages("scoring") == set()


def test_what_only_systems_outside_listen_to_goes_once_it_was_sent(office: Office) -> None:
    office.post("notify", key_of(AlertOpened))
    unsent = office.post("notify", key_of(AlertOpened), sent=None)

    office.retention().once()

    assert office.messages("notify") == {unsent}


def test_a_replayed_dead_letter_stays_until_its_consumer_has_recorded_it(office: Office) -> None:
    waiting, done = office.post("scoring", SCORING_METRIC.queue), office.post("scoring", SCORING_METRIC.queue)
    office.record(SCORING_METRIC, done)

    office.retention().once()

    assert office.messages("scoring") == {waiting}


def test_a_number_of_the_outbox_is_never_given_again(office: Office) -> None:
    message_id = office.post()
    office.record(SCORING_METRIC, message_id)

    office.retention().once()
    later = office.post()

    assert office.seqs[later] > office.seqs[message_id]


def test_a_consumer_forgets_after_the_inboxs_days(office: Office) -> None:
    ancient, old = uuid4(), uuid4()
    office.record(SCORING_METRIC, ancient, ANCIENT)
    office.record(SCORING_METRIC, old)

    office.retention().once()

    assert office.all_of("scoring", INBOX.c.event_id) == {old}
    assert office.all_of("scoring", INBOX_MESSAGE.c.message_id) == {old}


def test_a_consumer_does_not_forget_what_could_still_be_offered_to_it(office: Office) -> None:
    first = EVALUATED[0]
    message_id = office.post("scoring", first.routing_key, created=ANCIENT, sent=ANCIENT)
    office.record(first, message_id, ANCIENT)

    office.retention().once()

    assert office.all_of(first.service, INBOX_MESSAGE.c.message_id) == {message_id}


def test_settled_dead_letters_go_and_parked_ones_never(office: Office) -> None:
    letters = {state: Letter(uuid4(), uuid4(), b"[]", None, "never") for state in State}
    database = office.databases["scoring"]
    with database.write() as tx:
        dead_letters.park(tx, SCORING_METRIC.consumer, list(letters.values()), ANCIENT)
        dead_letters.discard(tx, letters[State.DISCARDED].id_for(SCORING_METRIC.consumer), "", ANCIENT)
        dead_letters.replay(tx, letters[State.REPLAYED].id_for(SCORING_METRIC.consumer), OLD)

    office.retention().once()
    soon = office.all_of("scoring", DEAD.c.event_id)
    office.retention(NOW + 141 * DAY).once()

    assert soon == {letters[State.PARKED].event_id, letters[State.REPLAYED].event_id}
    assert office.all_of("scoring", DEAD.c.event_id) == {letters[State.PARKED].event_id}


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
