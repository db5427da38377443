"""What a message says of the day to answer by is the day before a superior is told, and nothing where nobody is."""

from __future__ import annotations

from datetime import date

import pytest

from services.notify.channels.templates import PACKAGED
from services.notify.domain.content import Content
from services.notify.domain.letter import write_letter
from shared.database import Database
from shared.facts import QuietSource
from tests.integration.notify.test_calendar import START, behind, figure
from tests.notify_calendar import CalendarOffice, tree
from tests.notify_contents import SILENT, alerts
from tests.notify_examples import evaluated


@pytest.fixture
def office(database: Database) -> CalendarOffice:
    return CalendarOffice(database, tree(), START)


def said_to(unit: str, office: CalendarOffice) -> list[tuple[str, date | None, str]]:
    """Why the unit was written to, by when it is to answer, and who is told if it does not."""
    messages = [each.message for each in office.post.received if each.message.unit == unit]
    return [
        (message.reason, message.content.answer_by, message.content.superior)
        for message in messages
        if isinstance(message.content, Content)
    ]


def test_a_reminder_gives_no_more_time_than_the_first_message_did(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 16))

    assert said_to("xa-mot", office) == [
        ("first", date(2026, 3, 6), "Huyện"),
        ("repeat", date(2026, 3, 6), "Huyện"),
        ("repeat", date(2026, 3, 16), "Tỉnh"),
    ]


def test_who_has_answered_is_asked_for_nothing_and_threatened_with_nobody(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 2))
    office.answer("xa-mot")
    office.hear(evaluated(figure("xa-mot", 2, "70", "2026-03")))
    office.until(date(2026, 3, 4))

    assert said_to("xa-mot", office)[1:] == [("changed", None, "")]
    text = letter_text(office.post.received[-1].message.content)
    assert "đề nghị tiếp tục thực hiện theo kế hoạch" in text
    assert "báo cáo Huyện" not in text


def test_who_has_broken_a_promise_is_asked_again(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 2))
    office.answer("xa-mot", date(2026, 3, 4))
    office.until(date(2026, 3, 5))

    assert said_to("xa-mot", office)[1:] == [("repeat", date(2026, 3, 6), "Huyện")]
    assert "xác nhận và gửi kế hoạch khắc phục" in letter_text(office.post.received[-1].message.content)


def test_a_message_about_a_silent_source_names_its_period_and_no_target() -> None:
    text = letter_text(alerts(behind=(), owed=(), tasks=(), doubted=(), recovered=(), settled=(), silent=(SILENT,)))

    assert isinstance(SILENT.source, QuietSource)
    assert "kỳ 06/2022; chưa gửi 48 số liệu của 07 đơn vị" in text
    assert "Cảnh báo tự động kết thúc khi nội dung đã được khắc phục." in text
    assert "mục tiêu" not in text


def letter_text(said: object) -> str:
    assert isinstance(said, Content)
    return PACKAGED.text(write_letter(said, "vi"), "nhipso@binhphuoc.example")
