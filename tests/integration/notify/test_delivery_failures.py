"""What becomes of a mail when servers are away, refuse, or a sender dies over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.delivering import gauge_ways
from services.notify.delivery_store import DeliveryStore
from services.notify.dispatch import write_due
from services.notify.way_store import AddressStore
from shared.catalogue import Contact
from shared.catalogue.contact import CHANNELS
from shared.database import Database
from shared.metrics import REGISTRY
from tests.notify_examples import SERVICES, changed, evaluated, evaluation, province
from tests.notify_office import FOCAL, LEADER, PATIENCE, Office
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


def test_a_server_that_is_away_for_hours_gets_the_mail_minutes_after_it_is_back(
    office: Office, receiver: Receiver
) -> None:
    receiver.replies["EHLO"] = receiver.replies["HELO"] = "hang up"
    office.hear(changed(evaluation(1)))

    attempts = [office.later(seconds) for seconds in (30, 10, 30, 60, 120, 300, *[300] * 22)]
    receiver.replies.clear()
    office.later(300)

    assert attempts == [1] * 28
    assert len(receiver.mails) == 1
    history = office.history()
    assert [row[3] for row in history] == ["waits"] * 28 + ["sent"]
    assert history[0][4].startswith("mail server 127.0.0.1")


def test_a_server_that_is_away_for_days_ends_the_delivery(office: Office, receiver: Receiver) -> None:
    receiver.replies["EHLO"] = receiver.replies["HELO"] = "hang up"
    office.hear(changed(evaluation(1)))
    office.later(30)

    office.later(3 * 86400)

    number, state, count, outcome, detail = office.history()[-1]
    assert (number, state, count, outcome) == (1, "failed", 2, "failed")
    assert detail.startswith("given up after 2 attempts: mail server 127.0.0.1")


def test_while_the_server_is_away_one_mail_probes_and_the_others_wait(database: Database, receiver: Receiver) -> None:
    office = Office(database, receiver.url, province(FOCAL, LEADER, replace(FOCAL, email="third@binhphuoc.example")))
    receiver.replies["EHLO"] = receiver.replies["HELO"] = "hang up"
    office.hear(changed(evaluation(1)))

    assert [office.later(seconds) for seconds in (30, 9, 1)] == [1, 0, 1]
    receiver.replies.clear()

    assert office.later(30) == 3
    assert len(receiver.mails) == 3
    assert sorted(row[3] for row in office.history()) == ["sent"] * 3 + ["waits"] * 2


def test_an_address_that_does_not_exist_is_disabled_at_once_and_the_operator_told(
    database: Database, receiver: Receiver
) -> None:
    office = Office(database, receiver.url, province(replace(FOCAL, email="So-Noi-Vu@binhphuoc.example")))
    receiver.replies["RCPT"] = "550 5.1.1 no such user"
    office.hear(changed(evaluation(1)))
    office.later(30)
    receiver.replies.clear()
    office.hear(changed(evaluation(1, "60", indicator=SERVICES)))

    gauge_ways(office.database)

    assert office.later(30) == 0
    assert receiver.mails == []
    with database.read() as tx:
        (found,) = AddressStore(tx).disabled()
    assert (found.address, found.why) == ("so-noi-vu@binhphuoc.example", "550 5.1.1 no such user")
    assert [(row[1], row[4]) for row in office.history()] == [
        ("disabled", "550 5.1.1 no such user"),
        ("failed", "550 5.1.1 no such user"),
    ]
    assert REGISTRY.get_sample_value("nhipso_addresses_disabled", {"channel": "mail"}) == 1


def test_an_address_that_refuses_three_messages_is_disabled(office: Office, receiver: Receiver) -> None:
    receiver.replies["RCPT"] = "550 mailbox unavailable"
    for sequence, value in enumerate(("76", "75", "74"), 1):
        with office.database.read() as tx:
            assert AddressStore(tx).disabled() == []
        office.hear(changed(evaluation(sequence, value)) if sequence == 1 else evaluated(evaluation(sequence, value)))
        office.later(30)

    with office.database.read() as tx:
        (found,) = AddressStore(tx).disabled()

    assert found.why == "3 messages in a row: 550 mailbox unavailable"


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
