"""How figures, targets, gaps and changes are said."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.notify.domain.content import Behind, Content
from services.notify.domain.letter import write_letter
from services.notify.domain.letters.alerts import alert_letter
from services.notify.domain.parts import Miss, NamedFigure, Recovered, Recovery
from services.notify.domain.reason import Reason
from services.notify.domain.wording import (
    amount_text,
    change_text,
    figure_text,
    gap_sentence,
    gap_text,
    language_of,
    source_text,
    target_text,
)
from shared.facts import Change
from tests.notify_examples import evaluation, verdict


def figure(value: str = "76.9", **more: Any) -> NamedFigure:
    return NamedFigure(
        evaluation=evaluation(1, value, **more),
        name_vi="Tỷ lệ hồ sơ xử lý trực tuyến",
        name_en="Share of dossiers handled online",
        measure="percent",
    )


def content(behind: int = 1, recovered: int = 0, reason: Reason = Reason.CLOSED_RECOVERED, **more: Any) -> Content:
    miss = Miss(verdict=verdict("76.9"), since=date(2022, 6, 16))
    recovery = Recovery(programme="qd27", verdict=verdict("90"), reason=reason)
    facts: dict[str, Any] = {
        "unit": "so-noi-vu",
        "name": "Sở Nội vụ",
        "as_of": date(2022, 6, 16),
        "period": "2022-06",
        "behind": (Behind(figure=figure(), misses=(miss,)),) * behind,
        "recovered": (Recovered(figure=figure("90"), recoveries=(recovery,)),) * recovered,
    }
    return Content(**(facts | more))


def change(difference: str) -> Change:
    return Change(period="2022-05", as_of=date(2022, 5, 31), value=Decimal("81.1"), difference=Decimal(difference))


@pytest.mark.parametrize(
    ("value", "measure", "vietnamese", "english"),
    [
        ("76.923076923077", "percent", "76,92%", "76.92%"),
        ("1028", "count", "1.028", "1,028"),
        ("1500000", "vnd", "1.500.000 đồng", "1,500,000 VND"),
    ],
)
def test_figures_are_printed_as_each_language_does(value: str, measure: Any, vietnamese: str, english: str) -> None:
    assert amount_text(Decimal(value), measure, "vi") == vietnamese
    assert amount_text(Decimal(value), measure, "en") == english


def test_a_rate_is_shown_with_what_it_is_made_of() -> None:
    found = evaluation(1, "76.923076923077", numerator=Decimal(1000), denominator=Decimal(1300))

    assert figure_text(found, "percent", "vi") == "76,92% (1.000/1.300)"


def test_no_activity_is_not_a_zero() -> None:
    assert figure_text(evaluation(1, None), "percent", "vi") == "không phát sinh"


def test_a_total_says_how_many_units_it_rests_on() -> None:
    total = evaluation(1, how="ratio_of_sums", counted=9, expected=11)

    assert source_text(total, "vi") == "tổng hợp từ 09/11 đơn vị có số liệu"
    assert source_text(evaluation(1), "vi") == ""


@pytest.mark.parametrize(
    ("comparator", "text"), [(">=", "từ 80% trở lên"), (">", "trên 80%"), ("<=", "không quá 80%"), ("<", "dưới 80%")]
)
def test_a_target_is_said_in_words(comparator: str, text: str) -> None:
    assert target_text(verdict("10", comparator=comparator), "percent", "vi") == text


@pytest.mark.parametrize(
    ("value", "comparator", "text"),
    [
        ("76.9", ">=", "thiếu 3,1 điểm phần trăm"),
        ("76.923076923077", ">=", "thiếu 3,08 điểm phần trăm"),
        # Above a ceiling, nothing is short.
        ("83.1", "<=", "vượt 3,1 điểm phần trăm"),
        # A figure that prints like its target still says that it is short.
        ("79.999", ">=", "thiếu chưa đến 0,01 điểm phần trăm"),
        # "More than" is missed by being equal.
        ("80", ">", "mới bằng mục tiêu"),
    ],
)
def test_the_gap_is_said_as_a_distance(value: str, comparator: str, text: str) -> None:
    assert gap_sentence(verdict(value, comparator=comparator), "percent", "vi") == text


def test_the_gap_of_a_count_has_no_points() -> None:
    assert gap_text(verdict("12", threshold="10", comparator="<="), "count", "vi") == "vượt 2"


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        ("-4.2", "giảm 4,2 điểm phần trăm (kỳ 05/2022: 81,1%)"),
        ("1.1", "tăng 1,1 điểm phần trăm (kỳ 05/2022: 81,1%)"),
        ("0.001", "bằng kỳ trước (kỳ 05/2022: 81,1%)"),
    ],
)
def test_a_change_names_the_period_it_compares_with(difference: str, text: str) -> None:
    assert change_text(change(difference), "percent", "vi") == text


def test_without_a_previous_figure_there_is_no_change() -> None:
    assert change_text(None, "percent", "vi") == ""


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        (content(1), "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"),
        (content(2, 1), "[Nhịp Số] Sở Nội vụ: 02 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"),
        (content(0, 1), "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu đã đạt trở lại – kỳ 06/2022"),
        (
            content(0, 1, Reason.CLOSED_NO_ACTIVITY),
            "[Nhịp Số] Sở Nội vụ: 01 nội dung không còn cảnh báo – kỳ 06/2022",
        ),
    ],
)
def test_the_subject_says_how_the_unit_stands(said: Content, subject: str) -> None:
    letter = write_letter(said, "vi")

    assert letter.subject == subject
    assert unicodedata.is_normalized("NFC", letter.subject)


def test_the_subject_in_english_knows_one_from_many() -> None:
    assert write_letter(content(1), "en").subject == "[Nhịp Số] Sở Nội vụ: 1 indicator behind target – period 06/2022"
    assert "2 indicators behind" in write_letter(content(2), "en").subject


@pytest.mark.parametrize(
    ("reason", "note"),
    [
        (Reason.CLOSED_RECOVERED, "đạt mục tiêu từ 80% trở lên"),
        (Reason.CLOSED_CORRECTED, "số liệu đã đính chính, đạt mục tiêu từ 80% trở lên"),
        (Reason.CLOSED_NO_ACTIVITY, "không phát sinh trong kỳ, không đánh giá"),
        (Reason.CLOSED_TARGET_ENDED, "mục tiêu không còn áp dụng"),
    ],
)
def test_a_closed_alert_says_why_it_closed(reason: Reason, note: str) -> None:
    assert alert_letter(content(0, 1, reason), "first", "vi").recovered[0].notes == (note,)


def test_only_who_asks_for_english_gets_it() -> None:
    assert [language_of(code) for code in ("vi", "en", "en-GB", "")] == ["vi", "en", "en", "vi"]
