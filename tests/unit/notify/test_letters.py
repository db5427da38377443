"""What each kind of letter says, in both languages and both forms."""

from __future__ import annotations

import re
import unicodedata
from email.message import EmailMessage

import pytest

from services.notify.channels.stationery import Stationery
from services.notify.domain.linking import LinkMaker
from services.notify.domain.reason import Reason
from services.notify.domain.said import read_said
from tests.notify_contents import alerts, closed
from tests.notify_letters import EVERYTHING, delivery_of
from tests.notify_overviews import DIGEST

DESK = Stationery("nhipso@binhphuoc.example", links=LinkMaker("https://nhipso.example/", b"k" * 32))


def mail(name: str, language: str = "vi") -> EmailMessage:
    said, reason = EVERYTHING[name]
    return DESK.mail(delivery_of(said, reason, language))


def part(made: EmailMessage, kind: str) -> str:
    body = made.get_body((kind,))
    assert body is not None
    text: str = body.get_content()
    return text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", EVERYTHING)
def test_every_letter_is_whole_in_both_forms(name: str, language: str) -> None:
    made = mail(name, language)

    for text in (made["Subject"], part(made, "plain"), part(made, "html")):
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"None|Undefined|\{\{|\{%", text)
    assert "\n\n\n" not in part(made, "plain").strip()


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_is_said_is_kept_as_it_is(name: str) -> None:
    said, _ = EVERYTHING[name]

    assert read_said(said.model_dump_json()) == said


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_unit_reads_everything_it_owes(kind: str) -> None:
    text = part(mail("everything"), kind)

    for fact in (
        "02 chỉ tiêu chưa đạt mục tiêu, 01 số liệu chưa gửi, 01 nhiệm vụ quá hạn",
        "cần thêm ít nhất 54 hồ sơ đạt, khoảng 09 hồ sơ mỗi tháng đến 31/12/2022",
        "(cấp huyện)",
        "31/5/2022 (báo cáo kết quả)",
        "tỷ lệ 119,72% vượt quá 100%",
        "chưa gửi 48 số liệu của 07 đơn vị",
        "Nguyễn Văn A, Chánh Văn phòng, ngày 18/6/2022",
        "hẹn hoàn thành ngày 30/6/2022",
        "So với thông báo trước (ngày 10/6/2022): 01 nội dung mới, 01 chỉ tiêu có số liệu mới",
        "trước hết ngày 24/6/2022",
        "sẽ báo cáo UBND tỉnh Bình Phước",
        "Xác nhận và gửi kế hoạch khắc phục",
        "https://nhipso.example/a/",
    ):
        assert fact in text


def test_the_subject_counts_at_most_two_kinds() -> None:
    assert mail("everything")["Subject"] == "[Nhịp Số] Sở Nội vụ: 06 nội dung cần xử lý – kỳ 06/2022"
    assert mail("first")["Subject"] == "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"
    assert mail("repeat")["Subject"].startswith("[Nhịp Số] Sở Nội vụ: nhắc lại – ")


def test_only_what_is_news_is_marked_as_new() -> None:
    text = part(mail("everything"), "plain")

    assert "2. Tỷ lệ hồ sơ xử lý trực tuyến [MỚI]" in text
    assert "phát sinh hồ sơ trực tuyến [SỐ LIỆU MỚI]" in text
    assert text.count("[") == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("recovered", "Trân trọng ghi nhận kết quả khắc phục của đơn vị."),
        ("withdrawn", "được rút lại; đơn vị không phải phản hồi."),
    ],
)
def test_who_owes_nothing_any_more_is_asked_for_nothing(name: str, said: str) -> None:
    text = part(mail(name), "plain")

    assert said in text
    assert "/a/" not in text


def test_the_chart_is_drawn_in_letters_too() -> None:
    text = part(mail("first"), "plain")

    assert "Kỳ 06/2022  ███████████████░░░░░ 76,9%" in text
    assert "Mục tiêu    ████████████████░░░░ 80%" in text


def test_pictures_and_scripts_are_never_loaded() -> None:
    for name in EVERYTHING:
        assert not re.search(r"<img|<script|<link|url\(|src=", part(mail(name), "html"))


def test_digests_can_be_stopped_by_one_request_and_alerts_cannot() -> None:
    digest, alert = mail("digest"), mail("first")

    assert re.fullmatch(r"<https://nhipso\.example/u/\S+>", digest["List-Unsubscribe"])
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert alert["List-Unsubscribe"] is None


def test_a_superior_reads_of_every_unit_and_its_answer() -> None:
    text = part(mail("escalation"), "plain")

    assert "02 đơn vị trực thuộc" in text
    assert "Đã thông báo ngày 02/6/2022 (10 ngày làm việc); chưa phản hồi" in text
    assert "đã phản hồi: Nguyễn Văn A" in text
    assert "/a/" not in text


def test_without_links_the_mail_asks_for_an_answer_all_the_same() -> None:
    made = Stationery("nhipso@binhphuoc.example").mail(delivery_of(alerts()))

    assert "http" not in part(made, "plain")
    assert "Đề nghị đơn vị rà soát" in part(made, "plain")


def test_channels_without_layout_get_title_and_text() -> None:
    title, text = DESK.text(delivery_of(closed(Reason.CLOSED_NO_ACTIVITY), "recovered"))

    assert title == "[Nhịp Số] Sở Nội vụ: 01 nội dung không còn cảnh báo – kỳ 06/2022"
    assert "không phát sinh trong kỳ" in text


def test_the_digest_counts_by_unit() -> None:
    assert (DIGEST.total("open"), DIGEST.total("new")) == (14, 4)
    assert "Lộc Ninh: 12 (mới 03, kết thúc 01, đã xác nhận 04, báo cấp trên 02; từ ngày 17/3/2022)" in part(
        mail("digest"), "plain"
    )


def test_a_digest_says_whose_answer_is_overdue_and_which_level_has_how_many_alerts() -> None:
    text = part(mail("digest"), "plain")

    assert "quá hạn phản hồi 03. Theo cấp: sở, ngành 02, cấp huyện 12." in text


def test_a_superior_reads_what_is_over_apart_from_what_is_not() -> None:
    both, over = part(mail("escalation, one over"), "plain"), mail("escalation, all over")

    assert "chưa khắc phục" in both
    assert "NỘI DUNG ĐÃ BÁO CÁO, NAY ĐÃ KHẮC PHỤC\n- Sở Nội vụ: Tỷ lệ hồ sơ xử lý trực tuyến: 92,5%" in both
    assert "01 đơn vị đã khắc phục" in over["Subject"]
    assert "chỉ đạo các đơn vị" not in part(over, "plain")
