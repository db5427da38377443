"""A message that comes twice, late, or with others counts once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import IntegrityError

from services.ingest.tables import receipt as receipt_table
from shared.database import Database
from shared.events import FiguresSent, MetricSubmitted
from shared.messaging.splitting import Breaker, apply
from shared.messaging.topology import RECEIPTS_EXCHANGE
from tests.integration.ingest.messages.message_door import Door, problem_of
from tests.sent_messages import BATCH, event, sent


def test_the_same_message_twice_counts_once_and_is_answered_the_same(door: Door) -> None:
    message = sent(event())

    first, again = door.take(message)[0], door.take(message)[0]

    assert again == first
    assert door.stored() == 1
    ids = [told["id"] for told in door.outbox(RECEIPTS_EXCHANGE)]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_a_message_that_came_back_is_answered_as_before_even_where_it_was_refused(door: Door) -> None:
    body = [event(1, value="140"), event(2, unit="so-y-te")]

    first, again = door.take(sent(body, BATCH))[0], door.take(sent(body, BATCH, redelivered=True))[0]

    assert again == first


def test_a_refused_message_sent_once_more_is_looked_at_anew(door: Door) -> None:
    door.account("so-y-te-mq", "so-y-te", units=("so-y-te",))
    message = sent(event(), user="so-y-te-mq")
    refused = door.take(message)[0]

    door.account("so-y-te-mq", "so-y-te")
    again = door.take(message)[0]

    assert problem_of(refused) == "not-allowed"
    assert (again.problem, again.accepted) == (None, 1)


def test_the_same_event_in_another_message_is_a_duplicate(door: Door) -> None:
    door.take(sent(event()))

    (receipt,) = door.take(sent([event()], BATCH))

    assert (receipt.accepted, receipt.duplicate) == (0, 1)


def test_a_message_that_came_back_late_does_not_undo_what_came_after_it(door: Door) -> None:
    door.take(sent(event(1, value="70")), sent(event(2, value="80")))

    door.take(sent(event(1, value="70"), redelivered=True))
    door.take(sent([event(1, value="70")], BATCH))

    submitted = [MetricSubmitted.model_validate(each).data for each in door.outbox("nhipso.events")]
    assert [(str(figure.value), figure.revision) for figure in submitted] == [("70", 1), ("80", 2)]


def test_messages_that_come_together_are_told_each_in_its_own_language(door: Door) -> None:
    asked = {"accept-language": "en"}

    english, vietnamese = door.take(
        sent([event(1, value="140"), event(2)], BATCH, headers=asked), sent([event(3, value="140")], BATCH)
    )

    assert english.items[0].errors[0].message.startswith("140 is above 100")
    assert vietnamese.items[0].errors[0].message.startswith("140 lớn hơn 100")
    with door.database.read() as tx:
        (kept,) = tx.execute(select(receipt_table.c["items"])).scalars()
    assert kept[0]["errors"][0]["message"].startswith("140 is above 100")


def test_however_many_messages_come_together_they_are_as_few_statements(door: Door) -> None:
    def statements(*messages: FiguresSent) -> int:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        listen(door.database.engine, "before_cursor_execute", note)
        try:
            assert all(receipt.accepted == 1 for receipt in door.take(*messages))
        finally:
            remove(door.database.engine, "before_cursor_execute", note)
        return len(seen)

    statements(sent(event(0)))
    one = statements(sent(event(1, value="71")))
    forty = statements(*(sent(event(number, value=str(number))) for number in range(2, 42)))

    assert forty == one
    assert door.stored() == 42


def test_the_same_message_twice_at_once_is_one_message(door: Door) -> None:
    message = sent(event())

    (receipt,) = door.take(message, message)

    assert (receipt.accepted, door.stored()) == (1, 1)


def test_what_was_tried_in_vain_counts_once_against_the_limit(database: Database) -> None:
    door = Door(database, requests_per_minute="2")
    messages = sent(event(1)), sent(event(2, unit="so-y-te"))
    with database.write() as tx:
        tx.exec_driver_sql("create trigger broken before insert on submission begin select raise(abort, 'x'); end")

    for _ in range(3):
        with pytest.raises(IntegrityError):
            door.take(*messages)
    with database.write() as tx:
        tx.exec_driver_sql("drop trigger broken")

    assert [receipt.accepted for receipt in door.take(*messages)] == [1, 1]


def test_messages_of_which_one_makes_the_transaction_fail_are_kept_but_for_that_one(door: Door) -> None:
    good = [sent(event(number, value=str(number))) for number in (1, 2, 3)]
    broken = sent(event("broken", unit="so-y-te"))
    with door.database.write() as tx:
        tx.exec_driver_sql(
            "create trigger broken before insert on submission when new.unit = 'so-y-te' "
            "begin select raise(abort, 'x'); end"
        )

    def attempt(part: Sequence[FiguresSent]) -> None:
        door.take(*part)

    failures = apply([*good[:2], broken, good[2]], attempt, lambda *_: None, Breaker())

    assert [failure.event for failure in failures] == [broken]
    assert door.stored() == 3
    assert {told["data"]["accepted"] for told in door.outbox(RECEIPTS_EXCHANGE)} == {1}
    assert len(door.outbox(RECEIPTS_EXCHANGE)) == 3
