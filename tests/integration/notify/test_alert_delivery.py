"""From a flipped verdict to the mail in a mailbox, over a real database and a real SMTP conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from services.notify.channels.choice import open_channel
from services.notify.delivering import deliver_due
from services.notify.dispatch import count_alerts, gauge_alerts, write_due
from services.notify.domain.gathering import Patience
from services.notify.handlers import follow_figures, follow_turns
from services.notify.outgoing import OutgoingStore
from services.notify.store import NotifyStore
from shared import migrations
from shared.catalogue import Catalogue, Contact
from shared.database import Database, open_database
from shared.events import Change, ComplianceChanged, ComplianceEvaluated
from shared.metrics import REGISTRY
from tests.notify_examples import NOW, SERVICES, changed, evaluated, evaluation, province, verdict
from tests.smtp_receiver import Receiver, receiving

PATIENCE = Patience.of_seconds(30, 300)
SENDER = "nhipso@binhphuoc.example"
FOCAL = Contact("so-noi-vu", "so-noi-vu@binhphuoc.example", "Đầu mối Sở Nội vụ")
LEADER = Contact("so-noi-vu", "lanh-dao@binhphuoc.example", "Leader", role="leader", language="en")


class Office:
    """Notify over one database, with a clock that is set by hand."""

    def __init__(self, database: Database, mail_url: str, catalogue: Catalogue) -> None:
        self.database, self.catalogue, self.now = database, catalogue, NOW
        self.channel = open_channel(mail_url)

    def clock(self) -> datetime:
        return self.now

    def hear(self, *events: ComplianceChanged | ComplianceEvaluated) -> None:
        for event in events:
            with self.database.write() as tx:
                if isinstance(event, ComplianceChanged):
                    count_alerts(follow_turns([event], NotifyStore(tx), PATIENCE, self.now))
                else:
                    count_alerts(follow_figures([event], NotifyStore(tx), PATIENCE, self.now))

    def later(self, seconds: float) -> int:
        """Let time pass; returns how many deliveries were attempted at the end of it."""
        self.now += timedelta(seconds=seconds)
        write_due(self.database, self.catalogue, PATIENCE, self.clock)
        return deliver_due(self.database, self.channel, SENDER, self.clock)

    def history(self) -> list[tuple[Any, ...]]:
        with self.database.read() as tx:
            rows = OutgoingStore(tx).history("so-noi-vu")
        return [(row["number"], row["state"], row["attempts"], row["outcome"], row["detail"]) for row in rows]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_database("notify", url)
    migrations.upgrade(opened, "notify")
    yield opened
    opened.close()


@pytest.fixture
def office(database: Database, receiver: Receiver) -> Office:
    return Office(database, receiver.url, province(FOCAL))


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


def test_a_unit_that_falls_behind_reads_every_figure_of_it(office: Office, receiver: Receiver) -> None:
    before = Change(
        period="2022-05", as_of=NOW.date() - timedelta(days=17), value=Decimal("81.1"), difference=Decimal("-4.2")
    )
    office.hear(
        changed(evaluation(1, change=before)),
        changed(
            evaluation(1, "46.5", indicator=SERVICES, verdicts=(verdict("46.5", "50", "kh170"),)), programme="kh170"
        ),
    )

    office.later(30)

    (mail,) = receiver.mails
    assert mail["Subject"] == "[Nhịp Số] Sở Nội vụ: 2 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"
    assert mail["To"] == "Đầu mối Sở Nội vụ <so-noi-vu@binhphuoc.example>"
    text = text_of(mail)
    for fact in (
        "Kính gửi: Sở Nội vụ",
        "1. Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến",
        "Kết quả: 46,5% (kỳ 06/2022, số liệu đến 16/6/2022)",
        "Mục tiêu: từ 50% trở lên; thiếu 3,5 điểm phần trăm; từ ngày 16/6/2022",
        "Căn cứ: Kế hoạch số 170/KH-UBND ngày 01/6/2022",
        "2. Tỷ lệ hồ sơ xử lý trực tuyến",
        "So với kỳ trước: giảm 4,2 điểm phần trăm (kỳ 05/2022: 81,1%)",
        "Mục tiêu: từ 80% trở lên; thiếu 3,1 điểm phần trăm; từ ngày 16/6/2022",
        "Mã theo dõi: 4bf92f3577b34da6a3ce929d0e0e4736",
    ):
        assert fact in text
    assert office.history() == [(1, "sent", 1, "sent", "")]


def test_nothing_is_sent_before_the_quiet(office: Office, receiver: Receiver) -> None:
    office.hear(changed(evaluation(1)))

    office.later(29)

    assert receiver.mails == []


def test_the_same_events_again_send_nothing_more(office: Office, receiver: Receiver) -> None:
    for _ in range(2):
        office.hear(evaluated(evaluation(1)), changed(evaluation(1)))
        office.later(30)

    assert len(receiver.mails) == 1


def test_a_recovery_is_told_in_the_same_thread(office: Office, receiver: Receiver) -> None:
    office.hear(changed(evaluation(1)))
    office.later(30)

    office.hear(changed(evaluation(2, "90")))
    office.later(30)

    first, second = receiver.mails
    assert second["Subject"] == "[Nhịp Số] Sở Nội vụ: 1 chỉ tiêu đã đạt trở lại – kỳ 06/2022"
    assert second["References"] == first["Message-ID"]
    assert "Tỷ lệ hồ sơ xử lý trực tuyến: 90% (kỳ 06/2022); đạt mục tiêu từ 80% trở lên" in text_of(second)


def test_an_alert_that_closed_before_the_message_sends_nothing(office: Office, receiver: Receiver) -> None:
    office.hear(changed(evaluation(1)), changed(evaluation(2, "90")))

    office.later(300)

    assert receiver.mails == []


def test_each_contact_is_written_to_in_its_language(database: Database, receiver: Receiver) -> None:
    office = Office(database, receiver.url, province(FOCAL, LEADER))
    office.hear(changed(evaluation(1)))

    office.later(30)

    subjects = {mail["To"].addresses[0].addr_spec: mail["Subject"] for mail in receiver.mails}
    assert subjects == {
        "so-noi-vu@binhphuoc.example": "[Nhịp Số] Sở Nội vụ: 1 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022",
        "lanh-dao@binhphuoc.example": "[Nhịp Số] Sở Nội vụ: 1 indicator behind target – period 06/2022",
    }


def test_a_unit_without_contact_keeps_its_message(database: Database, receiver: Receiver) -> None:
    counted = ("nhipso_deliveries_total", {"channel": "mail", "outcome": "no_contact"})
    before = REGISTRY.get_sample_value(*counted) or 0
    office = Office(database, receiver.url, province())

    office.hear(changed(evaluation(1)))
    office.later(30)

    assert receiver.mails == []
    assert [row[:2] for row in office.history()] == [(1, None)]
    assert REGISTRY.get_sample_value(*counted) == before + 1


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
        delivery = OutgoingStore(tx).claim(office.now)
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
            OutgoingStore(tx).claim(office.now)
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
        taken = [OutgoingStore(tx).claim(office.now) for _ in range(2)]

    assert [claimed is not None for claimed in taken] == [True, False]


def test_open_alerts_are_listed_and_gauged(office: Office) -> None:
    office.hear(changed(evaluation(1)), changed(evaluation(1, "60", unit="chon-thanh")))

    gauge_alerts(office.database, office.catalogue)
    with office.database.read() as tx:
        listed = [alert.key.series.unit for alert in NotifyStore(tx).open_alerts()]

    assert listed == ["chon-thanh", "so-noi-vu"]
    assert REGISTRY.get_sample_value("nhipso_alerts_open", {"level": "district"}) == 1
