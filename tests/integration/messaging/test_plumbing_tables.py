"""Outbox, inbox, dead letters and sweep on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import eventlet
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import MetaData, func, select, update
from sqlalchemy.schema import CreateSchema

from shared import migrations
from shared.database import Database, open_database
from shared.errors import Refused, Stop
from shared.messaging import dead_letters
from shared.messaging.dead_letters import Letter, State
from shared.messaging.inbox import begin_trial, end_trial, record_messages, unseen
from shared.messaging.outbox import Outcome, announce, backlog, claimed
from shared.messaging.relay import Relay
from shared.messaging.sweep import Route, Sweep
from shared.messaging.tables import PLUMBING, change_to_v2, create_v1, plumbing_tables
from shared.messaging.topology import SCORING_METRIC
from shared.metrics import REGISTRY
from tests.integration.messaging.stage import NOW, submitted

OUTBOX = PLUMBING.outbox
CONSUMER = SCORING_METRIC.consumer


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    database = open_database("scoring", url)
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    with empty.write() as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(CreateSchema("scoring"))
        operations = Operations(MigrationContext.configure(tx))
        create_v1(operations)
        change_to_v2(operations)
    return empty


def announced(database: Database, *numbers: int) -> None:
    with database.write() as tx:
        for number in numbers:
            announce(tx, [submitted(number)], NOW)


def sent(database: Database, at: datetime, attempts: int = 1) -> None:
    with database.write() as tx:
        tx.execute(update(OUTBOX).values(sent_at=at, attempts=attempts))


def unsent(database: Database) -> int:
    with database.read() as tx:
        return backlog(tx)[0]


def letter(event_id: UUID | None = None, error: str = "never") -> Letter:
    return Letter(event_id, uuid4(), b"\xff\x00", "text/csv", error, "at line\x00 1")


def test_the_migration_makes_the_tables_that_the_queries_expect(database: Database) -> None:
    metadata = MetaData()
    plumbing_tables(metadata)

    with database.write() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_an_event_is_announced_only_if_its_transaction_commits(database: Database) -> None:
    def announce_and_fail() -> None:
        with database.write() as tx:
            announce(tx, [submitted(1)], NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        announce_and_fail()

    assert unsent(database) == 0


def test_the_same_announcement_again_changes_nothing(database: Database) -> None:
    announced(database, 1, 1)
    announced(database, 1)

    assert unsent(database) == 1


def test_only_what_the_broker_confirmed_counts_as_sent(database: Database) -> None:
    announced(database, 1, 2, 3)

    with claimed(database, NOW, 10) as claim:
        first, second, _third = (message.message_id for message in claim.messages)
        claim.settle(Outcome(frozenset({first}), {second: "unroutable"}), NOW)

    with claimed(database, NOW, 10) as later:
        assert [message.seq for message in later.messages] == [3]
    with claimed(database, NOW + timedelta(seconds=61), 10) as much_later:
        assert [message.seq for message in much_later.messages] == [2, 3]
    with database.read() as tx:
        assert tx.execute(select(OUTBOX.c.last_error).where(OUTBOX.c.seq == 2)).scalar_one() == "unroutable"


def test_a_clock_set_back_does_not_keep_a_message_waiting(database: Database) -> None:
    announced(database, 1)
    with database.write() as tx:
        tx.execute(update(OUTBOX).values(due_at=NOW + timedelta(hours=1)))

    with claimed(database, NOW, 10) as claim:
        assert len(claim.messages) == 1


def test_what_piles_up_is_told_while_the_broker_is_away(database: Database) -> None:
    announced(database, 1, 2)
    relay = Relay(database, "amqp://guest:guest@127.0.0.1:1//", lambda: NOW + timedelta(seconds=90))

    running = eventlet.spawn(relay.run)
    with eventlet.Timeout(30):
        while told() != (2, 90):
            eventlet.sleep(0.01)
    relay.stop()
    running.wait()

    assert told() == (2, 90)


def told() -> tuple[float | None, float | None]:
    """How many messages wait, and since when."""
    names = ("nhipso_outbox_unsent", "nhipso_outbox_oldest_seconds")
    unsent, oldest = (REGISTRY.get_sample_value(name, {"service": "scoring"}) for name in names)
    return unsent, oldest


def test_two_relays_do_not_claim_the_same_message(postgres_url: str) -> None:
    database = open_database("scoring", postgres_url)
    with database.write() as tx:
        tx.execute(CreateSchema("scoring"))
        create_v1(Operations(MigrationContext.configure(tx)))
    announced(database, 1, 2)

    with claimed(database, NOW, 1) as one, claimed(database, NOW, 10) as other:
        assert [message.seq for message in one.messages] == [1]
        assert [message.seq for message in other.messages] == [2]
    database.close()


def test_only_unseen_events_are_returned_in_order_and_once(database: Database) -> None:
    with database.write() as tx:
        first = unseen(tx, CONSUMER, [submitted(2), submitted(1), submitted(2)], NOW)
    with database.write() as tx:
        second = unseen(tx, CONSUMER, [submitted(3), submitted(1)], NOW)
        other = unseen(tx, "report.metric", [submitted(1)], NOW)

    assert first == [submitted(2), submitted(1)]
    assert second == [submitted(3)]
    assert other == [submitted(1)]


def test_many_events_are_recorded_at_once(database: Database) -> None:
    events = [submitted(number) for number in range(2500)]

    with database.write() as tx:
        unseen(tx, CONSUMER, events[:1000], NOW)
        assert unseen(tx, CONSUMER, events, NOW) == events[1000:]


def test_a_trial_remembers_how_often_it_began(database: Database) -> None:
    event_id = uuid4()

    tries = []
    for _ in range(3):
        with database.write() as tx:
            tries.append(begin_trial(tx, CONSUMER, event_id))
    with database.write() as tx:
        end_trial(tx, CONSUMER, event_id)
        tries.append(begin_trial(tx, CONSUMER, event_id))

    assert tries == [0, 1, 2, 0]


def test_the_same_dead_letter_is_parked_once_and_again_after_a_vain_replay(database: Database) -> None:
    event_id = uuid4()

    states = []
    for step in ("first", "again", "replayed", "discarded"):
        with database.write() as tx:
            if step in (State.REPLAYED, State.DISCARDED):
                tx.execute(update(PLUMBING.dead).values(state=step))
            dead_letters.park(tx, CONSUMER, [letter(event_id, step), letter(event_id, step)], NOW)
            states += [(row.error, row.state) for row in dead_letters.listed(tx, state=None)]

    assert states == [("first", "parked"), ("first", "parked"), ("replayed", "parked"), ("replayed", "discarded")]


def test_a_dead_letter_that_cannot_be_read_is_not_replayed(database: Database) -> None:
    with database.write() as tx:
        dead_letters.park(tx, CONSUMER, [letter()], NOW)
        (row,) = dead_letters.listed(tx)

        with pytest.raises(Refused, match="still unreadable"):
            dead_letters.replay(tx, row.id, NOW)
        with pytest.raises(Refused, match="there is no dead letter"):
            dead_letters.discard(tx, uuid4(), "", NOW)
        dead_letters.discard(tx, row.id, "sent again", NOW)
        with pytest.raises(Refused, match="was discarded"):
            dead_letters.replay(tx, row.id, NOW)


def swept(database: Database, at: datetime) -> int:
    sweep = Sweep([Route(database, SCORING_METRIC, database)], timedelta(seconds=600), lambda: at, embedded=False)
    return sweep.offer_again()


def test_only_what_is_sent_long_ago_and_not_recorded_is_offered_again(database: Database) -> None:
    announced(database, 1, 2)
    sent(database, NOW)
    with database.write() as tx:
        recorded = tx.execute(select(OUTBOX.c.message_id).where(OUTBOX.c.seq == 1)).scalar_one()
        record_messages(tx, CONSUMER, [recorded, recorded], NOW)

    early = swept(database, NOW + timedelta(seconds=599))
    late = swept(database, NOW + timedelta(seconds=601))

    assert (early, late, unsent(database)) == (0, 1, 1)


def test_each_vain_offer_doubles_the_wait_for_the_next(database: Database) -> None:
    announced(database, 1)
    sent(database, NOW, attempts=3)

    assert swept(database, NOW + timedelta(seconds=4 * 600 - 1)) == 0
    assert swept(database, NOW + timedelta(seconds=4 * 600 + 1)) == 1


def test_what_was_sent_while_the_clock_was_an_hour_fast_is_offered_an_hour_later_and_not_lost(
    database: Database,
) -> None:
    announced(database, 1)
    sent(database, NOW + timedelta(hours=1))

    offered = [swept(database, NOW + timedelta(seconds=seconds)) for seconds in (601, 3600 + 599, 3600 + 601)]

    assert offered == [0, 0, 1]


def test_a_sweep_looks_at_what_is_recorded_only_once(database: Database) -> None:
    moment = NOW
    sweep = Sweep([Route(database, SCORING_METRIC, database)], timedelta(seconds=600), lambda: moment, embedded=False)
    announced(database, *range(5))
    sent(database, NOW)
    with database.write() as tx:
        ids = tx.execute(select(OUTBOX.c.message_id).where(OUTBOX.c.seq != 3)).scalars()
        record_messages(tx, CONSUMER, list(ids), NOW)

    moment = NOW + timedelta(seconds=700)
    first = sweep.offer_again()
    sent(database, NOW)
    moment = NOW + timedelta(seconds=800)
    second = sweep.offer_again()

    assert (first, second) == (1, 1)


def test_at_the_start_of_an_embedded_process_all_that_is_not_recorded_is_offered(database: Database) -> None:
    announced(database, 1, 2)
    sent(database, datetime.now(UTC))
    sweep = Sweep([Route(database, SCORING_METRIC, database)], timedelta(seconds=600), lambda: NOW, embedded=True)

    assert sweep.offer_interrupted() == 2
    with database.read() as tx:
        assert tx.execute(select(func.sum(OUTBOX.c.interrupted))).scalar_one() == 2


@pytest.mark.parametrize("service", ["ingest", "scoring", "notify", "report"])
def test_every_service_upgrades_to_its_newest_version_and_again(url: str, service: str) -> None:
    database = open_database(service, url)
    before = migrations.is_current(database, service)

    migrations.upgrade(database, service)
    migrations.upgrade(database, service)

    assert (before, migrations.is_current(database, service)) == (False, True)
    announced(database, 1)
    assert unsent(database) == 1
    database.close()


def test_a_database_newer_than_the_code_is_refused(empty: Database) -> None:
    migrations.upgrade(empty, "scoring")
    with empty.write() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(Stop, match="has version 9999"):
        migrations.upgrade(empty, "scoring")
