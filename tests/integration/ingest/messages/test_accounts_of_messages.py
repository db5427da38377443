"""Whose messages are taken: users, keys, accounts and their replies."""

from __future__ import annotations

from typing import Any

import pytest

from services.ingest.accounts import link_account, unlink_account
from services.ingest.keys import revoke_key
from services.ingest.submissions import SubmissionReader
from shared.database import Database
from shared.errors import Refused, TryLater
from shared.events import FiguresSent, ReceiptIssued
from shared.messaging.dead_letters import replay
from shared.messaging.topology import RECEIPTS_EXCHANGE
from tests.ingest_samples import NOW, item
from tests.integration.ingest.messages.message_door import Door, codes, problem_of
from tests.sent_messages import BATCH, USER, binary, event, sent


def test_an_account_has_the_rights_of_its_key(door: Door) -> None:
    door.account("so-y-te-mq", "so-y-te", units=("so-y-te",))

    (receipt,) = door.take(sent([event(1), event(2, unit="so-y-te")], BATCH, "so-y-te-mq"))

    assert (receipt.source, codes(receipt)) == ("so-y-te", [["not-allowed"], []])


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
