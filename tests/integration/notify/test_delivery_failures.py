"""What becomes of a mail when servers are away, refuse, or a sender dies over it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.notify.delivery_store import DeliveryStore
from services.notify.dispatch import write_due
from shared.catalogue import Contact
from shared.catalogue.contact import CHANNELS
from shared.database import Database
from tests.notify_examples import SERVICES, changed, evaluation, province
from tests.notify_office import FOCAL, PATIENCE, Office
from tests.smtp_receiver import Receiver


def test_a_server_that_is_busy_is_asked_again_later(office: Office, receiver: Receiver) -> None:
    receiver.replies["RCPT"] = "451 4.7.1 greylisted"
    office.hear(changed(evaluation(1)))
    office.later(30)
    receiver.replies.clear()

    assert office.later(9) == 0
    assert office.later(1) == 1

    assert len(receiver.mails) == 1
    assert office.history() == [
        (1, "sent", 2, "retry", "451 4.7.1 greylisted"),
        (1, "sent", 2, "sent", ""),
    ]


def test_a_server_that_is_away_is_tried_to_the_end_of_the_ladder(office: Office, receiver: Receiver) -> None:
    receiver.replies["EHLO"] = receiver.replies["HELO"] = "hang up"
    office.hear(changed(evaluation(1)))

    attempts = [office.later(seconds) for seconds in (30, 10, 60, 600, 3600, 21600, 86400)]

    assert attempts == [1, 1, 1, 1, 1, 1, 0]
    number, state, count, outcome, detail = office.history()[-1]
    assert (number, state, count, outcome) == (1, "failed", 6, "failed")
    assert detail.startswith("given up after 6 attempts: mail server 127.0.0.1")


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "END"])
def test_a_refusal_for_good_is_not_tried_again(office: Office, receiver: Receiver, command: str) -> None:
    receiver.replies[command] = "550 5.1.1 no such user"
    office.hear(changed(evaluation(1)))
    office.later(30)

    assert office.later(86400) == 0
    assert office.history() == [(1, "failed", 1, "failed", "550 5.1.1 no such user")]


def test_a_mail_taken_without_an_answer_comes_once_more_and_is_known_to_have(
    office: Office, receiver: Receiver
) -> None:
    receiver.replies["END"] = "hang up"
    office.hear(changed(evaluation(1)))
    office.later(30)
    receiver.replies.clear()

    assert office.later(10) == 1

    assert len({mail["Message-ID"] for mail in receiver.mails}) == 1
    assert [row[1:4] for row in office.history()] == [
        ("maybe_duplicate", 2, "retry"),
        ("maybe_duplicate", 2, "maybe_duplicate"),
    ]


def test_a_mail_never_answered_for_is_sent_twice_at_most(office: Office, receiver: Receiver) -> None:
    receiver.replies["END"] = "hang up"
    office.hear(changed(evaluation(1)))

    for seconds in (30, 10, 60, 600, 3600):
        office.later(seconds)

    assert len(receiver.mails) == 2
    assert office.history()[-1][1] == "failed"


def test_a_bad_address_fails_without_stopping_the_others(database: Database, receiver: Receiver) -> None:
    bad = Contact("so-noi-vu", "không phải địa chỉ", "x")
    office = Office(database, receiver.url, province(bad, FOCAL))
    office.hear(changed(evaluation(1)))

    office.later(30)

    assert [mail["To"].addresses[0].addr_spec for mail in receiver.mails] == [FOCAL.email]
    assert sorted(row[1] for row in office.history()) == ["failed", "sent"]


def test_a_sender_that_died_is_followed_by_one_more_with_the_same_message_id(
    office: Office, receiver: Receiver
) -> None:
    office.hear(changed(evaluation(1)))
    office.now += timedelta(seconds=30)
    write_due(office.database, office.catalogue, PATIENCE, office.clock)
    with office.database.write() as tx:
        delivery = DeliveryStore(tx).claim(CHANNELS, office.now)
    assert delivery is not None

    assert office.later(299) == 0
    assert office.later(1) == 1

    assert len(receiver.mails) == 1
    assert office.history() == [(1, "maybe_duplicate", 2, "maybe_duplicate", "")]


def test_a_second_sender_that_died_ends_the_delivery(office: Office, receiver: Receiver) -> None:
    office.hear(changed(evaluation(1)))
    office.now += timedelta(seconds=30)
    write_due(office.database, office.catalogue, PATIENCE, office.clock)
    for _ in range(2):
        with office.database.write() as tx:
            DeliveryStore(tx).claim(CHANNELS, office.now)
        office.now += timedelta(minutes=5)

    office.later(0)

    assert receiver.mails == []
    assert [row[1] for row in office.history()] == ["failed"]


def test_what_waits_unsent_is_dropped_for_newer_news(office: Office, receiver: Receiver) -> None:
    receiver.replies["RCPT"] = "451 busy"
    office.hear(changed(evaluation(1)))
    office.later(30)
    receiver.replies.clear()

    office.hear(changed(evaluation(1, "60", indicator=SERVICES)))
    office.later(3600)

    (mail,) = receiver.mails
    assert "2 chỉ tiêu chưa đạt mục tiêu" in mail["Subject"]
    assert sorted(row[:2] for row in office.history()) == [(1, "superseded"), (2, "sent")]


def test_a_unit_that_recovers_while_its_mail_waits_is_not_written_to(office: Office, receiver: Receiver) -> None:
    receiver.replies["RCPT"] = "451 busy"
    office.hear(changed(evaluation(1)))
    office.later(30)
    receiver.replies.clear()

    office.hear(changed(evaluation(2, "90")))
    office.later(30)

    assert office.later(86400) == 0
    assert receiver.mails == []


def test_two_senders_never_take_the_same_delivery(office: Office) -> None:
    office.hear(changed(evaluation(1)))
    office.now += timedelta(seconds=30)
    write_due(office.database, office.catalogue, PATIENCE, office.clock)

    with office.database.write() as tx:
        taken = [DeliveryStore(tx).claim(CHANNELS, office.now) for _ in range(2)]

    assert [claimed is not None for claimed in taken] == [True, False]
