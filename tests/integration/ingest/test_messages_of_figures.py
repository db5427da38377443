"""What ingest makes of messages of figures: the figures, the receipts, and what is set aside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import IntegrityError

from services.ingest.accounts import link_account, unlink_account
from services.ingest.amqp_door import take_in
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key, revoke_key
from services.ingest.submissions import SubmissionReader
from services.ingest.tables import PLUMBING, submission
from services.ingest.tables import receipt as receipt_table
from shared import migrations
from shared.database import Database, open_database
from shared.errors import Refused, TryLater
from shared.events import FiguresSent, MetricSubmitted, ReceiptIssued
from shared.facts import Receipt
from shared.messaging.dead_letters import replay
from shared.messaging.splitting import Breaker, apply
from shared.messaging.topology import RECEIPTS_EXCHANGE
from shared.parts import Parts
from shared.settings import read_settings
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.sent_messages import BATCH, USER, binary, event, sent

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Door:
    """The door on a database of its own, with one account."""

    def __init__(self, database: Database, **settings: str) -> None:
        self.database = database
        given = read_settings({f"NHIPSO_{name.upper()}": value for name, value in settings.items()})
        self.parts = Parts(database, CATALOGUE, given, lambda: self.now)
        self.rate = RateLimit(given.requests_per_minute)
        self.now: datetime = NOW
        self.key_id = self.account(USER)

    def account(self, user: str, source: str = "cong-dvc", **scope: Any) -> str:
        with self.database.write() as tx:
            key_id, _secret = new_key(tx, source, Scope(**scope), NOW)
            assert link_account(tx, user, key_id, NOW) is not None
        return key_id

    def take(self, *messages: FiguresSent) -> list[Receipt]:
        """Take messages in; the receipts that went to the exchange for it."""
        before = len(self.outbox(RECEIPTS_EXCHANGE))
        take_in(messages, self.parts, self.rate)
        return [ReceiptIssued.model_validate(told).data for told in self.outbox(RECEIPTS_EXCHANGE)[before:]]

    def outbox(self, exchange: str, key: str | None = None) -> list[dict[str, Any]]:
        outbox = PLUMBING.outbox
        query = select(outbox.c.body, outbox.c.routing_key).where(outbox.c.exchange == exchange).order_by(outbox.c.seq)
        with self.database.read() as tx:
            rows = tx.execute(query).all()
        return [told for row in rows if key in (None, row.routing_key) for told in json.loads(row.body)]

    def stored(self) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(submission)).scalar_one())

    def parked(self) -> list[Any]:
        with self.database.read() as tx:
            return list(tx.execute(select(PLUMBING.dead)).all())


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database("ingest", f"sqlite:///{tmp_path}")
    migrations.upgrade(database, "ingest")
    yield database
    database.close()


@pytest.fixture
def door(database: Database) -> Door:
    return Door(database)


def codes(receipt: Receipt) -> list[list[str]]:
    return [[error.code for error in each.errors] for each in receipt.items]


def problem_of(receipt: Receipt) -> str:
    assert receipt.problem is not None
    return receipt.problem.type.rpartition("/")[2]


@pytest.mark.parametrize(
    "message",
    [
        sent(event()),
        sent([event()], BATCH),
        sent(item(), "application/json", headers=binary()),
        sent(item(), "application/json; charset=utf-8", headers=binary(mark="cloudEvents_")),
        sent(item(), "application/json", headers=binary(mark="ce-")),
    ],
    ids=["single", "batch", "binary", "binary with underscores", "binary as over HTTP"],
)
def test_a_figure_is_accepted_in_every_mode_and_its_sender_told(door: Door, message: FiguresSent) -> None:
    (receipt,) = door.take(message)

    assert (receipt.source, receipt.accepted, receipt.problem) == ("cong-dvc", 1, None)
    assert receipt.receipt is not None
    assert receipt.items[0].reference == "/cong-dvc 1"
    (submitted,) = door.outbox("nhipso.events")
    assert MetricSubmitted.model_validate(submitted).source == "/sources/cong-dvc"
    assert door.stored() == 1


def test_a_wrong_figure_stops_neither_its_neighbour_nor_the_message_behind(door: Door) -> None:
    first = sent([event(1, value="140"), event(2, unit="so-y-te")], BATCH)

    mixed, behind = door.take(first, sent(event(3, unit="so-gddt")))

    assert (mixed.accepted, mixed.rejected, codes(mixed)) == (1, 1, [["percent-out-of-range"], []])
    assert mixed.items[0].errors[0].pointer == "/value"
    assert behind.accepted == 1
    assert not door.parked()


def test_a_message_of_which_nothing_can_be_stored_is_answered_with_the_problem_of_http(door: Door) -> None:
    (receipt,) = door.take(sent(event(value="140"), message_id="m-1", correlation_id="c-1"))

    assert (problem_of(receipt), receipt.receipt, receipt.rejected) == ("figures-refused", None, 1)
    assert receipt.problem is not None
    assert receipt.problem.errors[0].code == "percent-out-of-range"
    assert (receipt.message_id, receipt.correlation_id) == ("m-1", "c-1")
    assert door.stored() == 0


def test_an_account_has_the_rights_of_its_key(door: Door) -> None:
    door.account("so-y-te-mq", "so-y-te", units=("so-y-te",))

    (receipt,) = door.take(sent([event(1), event(2, unit="so-y-te")], BATCH, "so-y-te-mq"))

    assert (receipt.source, codes(receipt)) == ("so-y-te", [["not-allowed"], []])


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


def test_the_user_of_no_key_is_set_aside_for_the_operator_and_told_in_its_own_queue(door: Door) -> None:
    taken = door.take(sent(event(), user="stranger", reply_to="stranger.replies"))

    assert not taken
    assert door.stored() == 0
    (letter,) = door.parked()
    assert (letter.consumer, "'stranger'" in letter.error) == ("ingest.submissions", True)
    (told,) = door.outbox("", "stranger.replies")
    assert problem_of(ReceiptIssued.model_validate(told).data) == "unauthorised"


def test_what_was_set_aside_is_taken_when_the_operator_replays_it(door: Door) -> None:
    door.take(sent(event(), user="late"))
    door.account("late", "late")

    with door.database.write() as tx:
        replay(tx, door.parked()[0].id, NOW)
    (replayed,) = door.outbox("", "nhipso.ingest.submissions")
    (receipt,) = door.take(FiguresSent.model_validate(replayed))

    assert (receipt.source, receipt.accepted) == ("late", 1)


def test_a_message_without_a_user_is_nobodys(door: Door) -> None:
    door.take(sent(event(), user="", reply_to=".replies"))

    assert "user_id" in door.parked()[0].error
    assert not door.outbox("", ".replies")


@pytest.mark.parametrize(
    ("message", "code", "parked"),
    [
        (sent(b"{", message_id="1"), "malformed-json", True),
        (sent(b"\xff\xfe"), "malformed-json", True),
        (sent(b"{}", BATCH), "malformed-json", True),
        (sent(item(), "application/json"), "unsupported-media-type", True),
        (sent(event(), "text/csv"), "unsupported-media-type", True),
        (sent(event(), content_encoding="gzip"), "unsupported-media-type", True),
        (sent(item(), "text/csv", headers=binary()), "unsupported-media-type", True),
        (sent(item(), "application/json", headers=binary() | {"ce-id": "2"}), "malformed-request", True),
        (sent([], BATCH), "no-figures", False),
        (sent([event(n) for n in range(4)], BATCH), "too-many-figures", False),
        (sent(event(id="x" * 2000)), "body-too-large", False),
        (sent({"data": item()}), "figures-refused", False),
    ],
)
def test_what_cannot_be_read_is_refused_as_over_http_and_what_is_no_cloudevent_is_set_aside_too(
    database: Database, message: FiguresSent, code: str, *, parked: bool
) -> None:
    door = Door(database, max_figures="3", max_body_bytes="1500")

    (receipt, beside) = door.take(message, sent(event(9)))

    assert problem_of(receipt) == code
    assert bool(door.parked()) == parked
    assert beside.accepted == 1


def test_too_many_messages_are_refused_with_the_time_to_wait(database: Database) -> None:
    door = Door(database, requests_per_minute="2")

    told = door.take(*(sent(event(number, value=str(number))) for number in range(1, 4)))
    door.now = NOW + timedelta(minutes=1)
    later = door.take(sent(event(3, value="3")))

    assert [each.problem and problem_of(each) for each in told] == [None, None, "too-many-requests"]
    assert told[2].problem is not None
    assert "chờ 30 giây" in told[2].problem.detail
    assert later[0].accepted == 1


@pytest.mark.parametrize(
    ("reply_to", "where"),
    [
        (f"{USER}.replies", True),
        ("amq.rabbitmq.reply-to.g1hkABF", True),
        ("nhipso.scoring.metric", False),
        ("somebody.else", False),
        ("vn.nhipso.metric.submitted.v1", False),
    ],
)
def test_a_reply_goes_to_a_queue_of_the_sender_and_to_no_other(door: Door, reply_to: str, *, where: bool) -> None:
    door.take(sent(event(), reply_to=reply_to))

    assert bool(door.outbox("", reply_to)) == where
    assert len(door.outbox(RECEIPTS_EXCHANGE, "cong-dvc")) == 1


def test_a_revoked_key_ends_its_accounts_and_the_sender_is_told(door: Door) -> None:
    with door.database.write() as tx:
        revoke_key(tx, door.key_id, NOW)

    (receipt,) = door.take(sent(event()))

    assert problem_of(receipt) == "unauthorised"
    assert (door.stored(), door.parked()) == (0, [])


def test_an_account_without_its_link_sends_nothing_more(door: Door) -> None:
    with door.database.write() as tx:
        assert unlink_account(tx, USER) == door.key_id
        assert unlink_account(tx, USER) is None

    assert not door.take(sent(event()))
    assert door.stored() == 0


@pytest.mark.parametrize("user", ["nhipso", "nhipso.scoring", "amq.x", "", "a b", "vn.nhipso.x"])
def test_only_names_that_own_no_queue_of_ours_can_be_accounts(door: Door, user: str) -> None:
    with pytest.raises(Refused), door.database.write() as tx:
        link_account(tx, user, door.key_id, NOW)


def test_a_key_for_some_network_addresses_cannot_be_an_account_for_the_broker_tells_none(door: Door) -> None:
    with pytest.raises(Refused, match="network addresses"):
        door.account("narrow", "narrow", addresses=("10.0.0.0/8",))


def test_a_receipt_is_in_the_language_that_its_message_asks_for(door: Door) -> None:
    (english,) = door.take(sent(event(1, value="140"), headers={"accept-language": "en"}))
    (vietnamese,) = door.take(sent(event(2, value="140")))

    assert english.items[0].errors[0].message.startswith("140 is above 100")
    assert vietnamese.items[0].errors[0].message.startswith("140 lớn hơn 100")


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


def test_a_key_that_ends_while_messages_are_read_keeps_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    read = SubmissionReader.read

    def slowly(reader: Any, events: Any) -> Any:
        found = read(reader, events)
        with door.database.write() as tx:
            revoke_key(tx, door.key_id, NOW)
        return found

    monkeypatch.setattr(SubmissionReader, "read", slowly)
    with pytest.raises(TryLater):
        door.take(sent(event()))
    monkeypatch.undo()
    (receipt,) = door.take(sent(event()))

    assert (problem_of(receipt), door.stored()) == ("unauthorised", 0)


def test_the_trace_of_a_message_goes_on_with_its_figures_and_its_receipt(door: Door) -> None:
    door.take(sent(event(), headers={"traceparent": TRACE}))

    for exchange in ("nhipso.events", RECEIPTS_EXCHANGE):
        (told,) = door.outbox(exchange)
        assert told["traceparent"].split("-")[1] == TRACE.split("-")[1]
        assert told["traceparent"] != TRACE


def test_the_trace_of_an_event_comes_before_that_of_its_message(door: Door) -> None:
    own = TRACE.replace("4bf9", "aaaa")

    door.take(sent(item(), "application/json", headers=binary(traceparent=own) | {"traceparent": TRACE}))

    (told,) = door.outbox("nhipso.events")
    assert told["traceparent"].split("-")[1] == own.split("-")[1]
