"""From a flipped verdict to the mail in a mailbox, over a real database and a real SMTP conversation."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from email.message import EmailMessage

from services.notify.alert_gauge import gauge_alerts
from services.notify.store import NotifyStore
from shared.database import Database
from shared.facts import Change
from shared.metrics import REGISTRY
from tests.notify_examples import NOW, SERVICES, changed, evaluated, evaluation, province, verdict
from tests.notify_office import FOCAL, LEADER, Office
from tests.smtp_receiver import Receiver


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
    assert mail["Subject"] == "[Nhịp Số] Sở Nội vụ: 02 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"
    assert mail["To"] == "Đầu mối Sở Nội vụ <so-noi-vu@binhphuoc.example>"
    text = text_of(mail)
    for fact in (
        "Kính gửi: Sở Nội vụ",
        "1. Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến",
        "Kết quả: 46,5% – kỳ 06/2022, số liệu đến 16/6/2022",
        "Mục tiêu: từ 50% trở lên; thiếu 3,5 điểm phần trăm",
        "Chưa đạt từ ngày: 16/6/2022",
        "Căn cứ: Kế hoạch số 170/KH-UBND ngày 01/6/2022",
        "2. Tỷ lệ hồ sơ xử lý trực tuyến",
        "So với kỳ trước: giảm 4,2 điểm phần trăm (kỳ 05/2022: 81,1%)",
        "Mục tiêu: từ 80% trở lên; thiếu 3,1 điểm phần trăm",
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
    assert second["Subject"] == "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu đã đạt trở lại – kỳ 06/2022"
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
        "so-noi-vu@binhphuoc.example": "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022",
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


def test_open_alerts_are_listed_and_gauged(office: Office) -> None:
    office.hear(changed(evaluation(1)), changed(evaluation(1, "60", unit="chon-thanh")))

    gauge_alerts(office.database, office.catalogue, office.now + timedelta(days=8))
    with office.database.read() as tx:
        listed = [alert.key.series.unit for alert in NotifyStore(tx).open_alerts()]

    assert listed == ["chon-thanh", "so-noi-vu"]
    assert REGISTRY.get_sample_value("nhipso_alerts_open", {"level": "district"}) == 1
    assert REGISTRY.get_sample_value("nhipso_alerts_open_by_age", {"level": "district", "age": "month"}) == 1
    assert REGISTRY.get_sample_value("nhipso_alerts_open_by_age", {"level": "district", "age": "older"}) == 0
