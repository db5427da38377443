"""Two replicas, or two hands of one, at the same message in the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from services.notify.delivering import conclude, deliver
from services.notify.delivery_store import DeliveryStore
from services.notify.dispatch import write_due
from services.notify.domain.answer import Answer, Word
from services.notify.domain.delivery import Delivery
from services.notify.domain.retry import LEASE
from services.notify.tables import DELIVERY
from services.notify.way_store import AddressStore
from shared.database import Database
from tests.notify_examples import changed, evaluation, province
from tests.notify_office import FOCAL, LEADER, PATIENCE, Office
from tests.smtp_receiver import Receiver

CHANNELS = ["mail"]


@contextmanager
def together(database: Database, other: Callable[[], Any]) -> Iterator[Connection]:
    """A transaction that is not over before `other` has come as far as it can beside it."""
    with ThreadPoolExecutor(1) as hand:
        with database.write() as tx:
            yield tx
            doing = hand.submit(other)
            wait([doing], timeout=0.3)
        doing.result()


def write(office: Office) -> int:
    return write_due(office.database, office.catalogue, PATIENCE, office.clock)


def written(office: Office) -> None:
    """A unit fell behind, and its message waits to be sent."""
    office.hear(changed(evaluation(1)))
    office.now += timedelta(seconds=30)
    write(office)


def recovered(office: Office) -> None:
    """It has met its target since, and that is gathered."""
    office.hear(changed(evaluation(2, "90")))
    office.now += timedelta(seconds=30)


def claimed(office: Office) -> Delivery:
    with office.database.write() as tx:
        return claim(tx, office)


def claim(tx: Connection, office: Office) -> Delivery:
    found = DeliveryStore(tx).claim(CHANNELS, office.now)
    assert found is not None
    return found


def states(office: Office) -> list[tuple[str, int]]:
    with office.database.read() as tx:
        return [(row.state, row.lost) for row in tx.execute(select(DELIVERY).order_by(DELIVERY.c.recipient))]


def test_who_is_just_being_written_to_hears_of_the_recovery(office: Office, receiver: Receiver) -> None:
    written(office)
    recovered(office)

    with together(office.database, lambda: write(office)) as tx:
        taken = claim(tx, office)
    deliver(taken, office.channels["mail"], office.database, office.clock)
    office.later(1)

    assert ["đã đạt trở lại" in mail["Subject"] for mail in receiver.mails] == [False, True]


def test_what_failed_while_a_newer_message_was_written_is_not_sent_after_it(office: Office, receiver: Receiver) -> None:
    written(office)
    taken = claimed(office)
    recovered(office)

    with together(office.database, lambda: write(office)) as tx:
        conclude(taken, Answer(Word.BUSY, "451 later"), tx, office.now)
    for _ in range(3):
        office.later(60)

    assert [row[:3] for row in office.history() if row[0] == 1] == [(1, "superseded", 1)]


def test_two_who_find_the_server_away_together_both_wait_for_it(database: Database, receiver: Receiver) -> None:
    office = Office(database, receiver.url, province(FOCAL, LEADER))
    written(office)
    one, other = claimed(office), claimed(office)
    away = Answer(Word.AWAY, "nobody there")

    def find_away() -> None:
        with database.write() as tx:
            conclude(other, away, tx, office.now)

    with together(database, find_away) as tx:
        conclude(one, away, tx, office.now)

    assert states(office) == [("pending", 0), ("pending", 0)]


def test_two_refusals_of_one_address_together_disable_it_once(database: Database, receiver: Receiver) -> None:
    same = replace(FOCAL, unit="chon-thanh")
    office = Office(database, receiver.url, province(FOCAL, same))
    office.hear(changed(evaluation(1)), changed(evaluation(1, unit="chon-thanh")))
    office.now += timedelta(seconds=30)
    write(office)
    one, other = claimed(office), claimed(office)
    gone = Answer(Word.GONE, "550 5.1.1 no such user")

    def find_gone() -> None:
        with database.write() as tx:
            conclude(other, gone, tx, office.now)

    with together(database, find_gone) as tx:
        conclude(one, gone, tx, office.now)

    assert states(office) == [("failed", 0), ("failed", 0)]
    with database.read() as tx:
        assert [found.address for found in AddressStore(tx).disabled()] == [FOCAL.address]


def test_who_slept_past_its_lease_does_not_send_again_what_another_has_sent(office: Office, receiver: Receiver) -> None:
    written(office)
    asleep = claimed(office)
    office.later(LEASE.total_seconds())

    with office.database.write() as tx:
        conclude(asleep, Answer(Word.BUSY, "451 later"), tx, office.now)
    office.later(3600)

    assert len(receiver.mails) == 1
    assert [state for state, _ in states(office)] == ["maybe_duplicate"]
