"""What a missed target takes, and kinds of targets, as a unit reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.notify.domain.effort import effort_text
from services.notify.domain.parts import NamedFigure
from services.notify.domain.wording import Language, gap_sentence, gap_text, target_text
from shared.facts import Shortfall, Verdict
from tests.notify_examples import evaluation, verdict

DUE = date(2023, 12, 31)


def named(
    value: str = "76.9", parts: tuple[int, int] | None = (10, 13), case: tuple[str, str] | None = None
) -> NamedFigure:
    part, whole = parts or (None, None)
    found = evaluation(1, value, numerator=part and Decimal(part), denominator=whole and Decimal(whole))
    named = NamedFigure(evaluation=found, name_vi="Tỷ lệ", name_en="Share", measure="percent")
    return named if case is None else named.model_copy(update={"case_vi": case[0], "case_en": case[1]})


def missed(shortfall: Shortfall | None, comparator: str = ">=", **more: Any) -> Verdict:
    judged = verdict("76.9", comparator=comparator)
    return judged.model_copy(update={"verdict": "not_met", "shortfall": shortfall, **more})


def a_shortfall(cases: int | None, way: Any = "further", per_month: int | None = None) -> Shortfall:
    return Shortfall(way=way, cases=cases, per_month=per_month, until=None if per_month is None else DUE)


@pytest.mark.parametrize(
    ("shortfall", "comparator", "language", "text"),
    [
        (
            a_shortfall(12, per_month=4),
            ">=",
            "vi",
            "cần thêm ít nhất 12 hồ sơ đạt, khoảng 04 hồ sơ mỗi tháng đến 31/12/2023",
        ),
        (
            a_shortfall(12, per_month=1),
            ">=",
            "en",
            "at least 12 dossiers more must succeed, about 1 dossier each month until 31 December 2023",
        ),
        (a_shortfall(1200), ">=", "vi", "cần thêm ít nhất 1.200 hồ sơ đạt"),
        (a_shortfall(2, "among"), ">=", "vi", "cần thêm ít nhất 02 hồ sơ đạt trong số hiện có"),
        (a_shortfall(1, "among"), "<=", "en", "at least 1 dossier fewer are needed"),
        (a_shortfall(3, "among"), "<=", "vi", "cần giảm ít nhất 03 hồ sơ"),
        (a_shortfall(50), "<=", "vi", "cần có thêm ít nhất 50 hồ sơ không bị tính vào tỷ lệ"),
        (a_shortfall(None), ">=", "vi", "không còn khả năng đạt trong kỳ vì đã có 3/13 hồ sơ không đạt"),
        (
            a_shortfall(None),
            ">=",
            "en",
            "can no longer be reached in the period because 3 of 13 dossiers have already missed",
        ),
        (a_shortfall(None, "among"), ">", "vi", "không thể đạt với số liệu hiện có"),
        (None, ">=", "vi", ""),
    ],
)
def test_what_a_target_takes_is_said_in_cases(
    shortfall: Shortfall | None, comparator: str, language: Language, text: str
) -> None:
    figure = named(case=("hồ sơ", "dossier"))

    assert effort_text(missed(shortfall, comparator), figure, language) == text


def test_cases_without_a_name_are_cases() -> None:
    assert effort_text(missed(a_shortfall(2)), named(), "vi") == "cần thêm ít nhất 02 trường hợp đạt"
    assert effort_text(missed(a_shortfall(2)), named(), "en") == "at least 2 cases more must succeed"


def test_a_range_is_missed_from_below_or_from_above() -> None:
    range_of: dict[str, Any] = {"comparator": "between", "threshold": Decimal(80), "upper": Decimal(90)}

    assert effort_text(missed(a_shortfall(3, "among"), **range_of), named("76.9"), "vi").startswith("cần thêm")
    assert effort_text(missed(a_shortfall(3, "among"), **range_of), named("95"), "vi").startswith("cần giảm")


@pytest.mark.parametrize(
    ("fields", "vi", "en"),
    [
        ({"comparator": "between", "upper": Decimal(90)}, "từ 80% đến 90%", "from 80% to 90%"),
        ({"comparator": "<=", "kind": "ceiling"}, "không vượt quá 80%", "must not exceed 80%"),
        ({"comparator": "<", "kind": "ceiling"}, "dưới 80%", "less than 80%"),
        ({"kind": "full_score"}, "từ 80% trở lên để đạt điểm tối đa", "at least 80% for full points"),
    ],
)
def test_kinds_of_targets_are_worded_by_what_they_are(fields: dict[str, Any], vi: str, en: str) -> None:
    asked = missed(None, **fields)

    assert (target_text(asked, "percent", "vi"), target_text(asked, "percent", "en")) == (vi, en)


def test_near_is_said_beside_the_gap() -> None:
    assert gap_sentence(missed(None, near=True), "percent", "vi") == "thiếu 3,1 điểm phần trăm (gần đạt)"
    assert gap_sentence(missed(None, near=True), "percent", "en") == "short by 3.1 percentage points (near the target)"


def test_the_distance_to_a_range_has_no_side() -> None:
    assert gap_sentence(missed(None, comparator="between", upper=Decimal(90)), "percent", "vi") == (
        "lệch 3,1 điểm phần trăm"
    )


def held() -> Verdict:
    return verdict("80.1").model_copy(update={"held": True, "margin": Decimal("0.5")})


def test_a_series_held_behind_is_told_what_ends_its_alert() -> None:
    said = "đã đạt nhưng chưa ổn định, cảnh báo kết thúc khi vượt mục tiêu ít nhất 0,5 điểm phần trăm"

    assert gap_sentence(held(), "percent", "vi") == gap_text(held(), "percent", "vi") == said
