"""Sentences of reports in several wordings, read as claims and judged by a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.claims.checking import checked
from services.report.domain.claims.document import Document, PageTable, Passage
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.listing import listed
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import cell_numeral
from services.report.domain.claims.wordings import unfilled
from services.report.domain.pattern import fill
from shared.vietnamese import number_text
from tests.integration.report.scored import catalogue

HEAD = ("STT", "Đơn vị", "Tỷ lệ hồ sơ trực tuyến", "So với chỉ tiêu (80%)", "Số người dùng")
ROWS = (
    ("1", "Đồng Xoài", "100%", "Đạt", "40"),
    ("2", "Lộc Ninh", "79,5%", "Không đạt", "25"),
    ("3", "Hớn Quản", "91,7%", "Đạt", "25"),
    ("4", "Bù Đăng", "60%", "Không đạt", "10"),
    ("", "Tổng", "83,2%", "Đạt", "100"),
)
NAMES = Names(catalogue())


def told(sentence: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> list[Finding]:
    """What is found of a sentence under the table."""
    blocks = (PageTable(1, "1. Mục", "Bảng 1. Kết quả", (HEAD, *rows), 1), Passage(2, "1. Mục", sentence))
    findings = checked(Document(blocks), catalogue()).findings
    return [finding for finding in findings if finding.place.paragraph == 2]


@pytest.mark.parametrize(
    "sentence",
    [
        "02 đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Lộc Ninh (79,5%), Bù Đăng (60%).",
        "Tỷ lệ hồ sơ trực tuyến của một số nơi còn thấp hơn 80%, gồm: Bù Đăng và Lộc Ninh",
        "Tỷ lệ hồ sơ trực tuyến tăng từ 80% (ngày 1/5/2022) lên 83,2% (ngày 1/6/2022).",
        "Hồ sơ trực tuyến: 01/4 đơn vị đạt 100%, còn lại: Lộc Ninh (79,5%), Hớn Quản (91,7%), Bù Đăng (60%).",
        "Các đơn vị đều đạt từ 60% hồ sơ trực tuyến.",
        "Số người dùng nhiều nhất: Đồng Xoài (40), Lộc Ninh (25), Hớn Quản (25).",
        "Toàn tỉnh có 100 người dùng.",
        "Huyện Hớn Quản có số người dùng là 25.",
        "Có 40/100 người dùng, chiếm 40%.",
        "Trong 100 hộ có 60 hộ nghèo, gồm: 40 hộ ở xã và 20 hộ ở phường.",
        "Không có đơn vị nào có tỷ lệ hồ sơ trực tuyến dưới 60%.",
        "Hai đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Lộc Ninh (79,5%), Bù Đăng (60%).",
        "Cả bốn đơn vị đều đạt từ 60% hồ sơ trực tuyến.",
    ],
)
def test_a_true_sentence_holds(sentence: str) -> None:
    findings = told(sentence)

    assert findings
    assert {finding.result for finding in findings} == {"holds"}, findings


@pytest.mark.parametrize(
    ("sentence", "says", "right"),
    [
        (
            "03 đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Lộc Ninh (79,5%), Bù Đăng (60%).",
            "03",
            "02",
        ),
        (
            "Các đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Lộc Ninh (79,5%).",
            "",
            "Lộc Ninh (79,5%), Bù Đăng (60%)",
        ),
        ("Đơn vị có hồ sơ trực tuyến dưới 80%: Lộc Ninh (75,9%), Bù Đăng.", "Lộc Ninh (75,9%)", "Lộc Ninh (79,5%)"),
        ("Tỷ lệ hồ sơ trực tuyến tăng từ 90% lên 83,2%.", "tăng", "giảm"),
        ("Tỷ lệ hồ sơ trực tuyến tăng từ 80% lên 83,5%.", "83,5%", "83,2%"),
        ("Tất cả các đơn vị đạt 100% hồ sơ trực tuyến.", "100%", "Lộc Ninh (79,5%), Hớn Quản (91,7%), Bù Đăng (60%)"),
        (
            "Số người dùng nhiều nhất: Đồng Xoài (40), Lộc Ninh (25).",
            "",
            "Đồng Xoài (40), Lộc Ninh (25), Hớn Quản (25)",
        ),
        ("Toàn tỉnh có 110 người dùng.", "110", "100"),
        ("Có 40/100 người dùng, chiếm 42%.", "42%", "40%"),
        ("Trong 100 hộ có 60 hộ nghèo, gồm: 40 hộ ở xã và 30 hộ ở phường.", "60", "70"),
        ("Không còn đơn vị nào có tỷ lệ hồ sơ trực tuyến dưới 80%.", "không có đơn vị nào", "02"),
        ("Ba đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Lộc Ninh (79,5%), Bù Đăng (60%).", "03", "02"),
        ("Cả năm đơn vị đều đạt từ 60% hồ sơ trực tuyến.", "5", "4"),
    ],
)
def test_a_false_one_is_contradicted_with_the_right_figure(sentence: str, says: str, right: str) -> None:
    (finding,) = [finding for finding in told(sentence) if finding.result == "contradicted"]

    assert (finding.says, finding.right) == (says or sentence, right)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỷ lệ hộ nghèo tăng từ 5% lên 6%.",
        "Đơn vị có số loa nhiều nhất: Đồng Xoài (9).",
        "Tỷ lệ hồ sơ trực tuyến thấp nhất là: Chơn Thành (1%).",
    ],
)
def test_what_the_table_does_not_hold_is_left_open(sentence: str) -> None:
    assert {finding.result for finding in told(sentence)} == {"undecided"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Tất cả 02 đơn vị chưa đạt 80% đều ở vùng xa.",
        "Không có đơn vị nào chưa đạt mục tiêu dưới 70% của kỳ trước.",
        "Các đơn vị chưa đạt mục tiêu trên 90% hồ sơ trực tuyến: Lộc Ninh, Bù Đăng.",
        "Các đơn vị đạt từ 60% đến 80% hồ sơ trực tuyến.",
    ],
)
def test_what_a_target_asks_for_is_not_taken_for_where_the_units_are(sentence: str) -> None:
    assert not [finding for finding in told(sentence) if finding.result == "contradicted"]


def test_the_month_compared_with_is_that_of_the_headings() -> None:
    head = ("STT", "Đơn vị", "Số người dùng", "So với báo cáo tháng 06/2022")
    table = PageTable(1, "1. Mục", "Bảng 1. Kết quả", (head, ("1", "Đồng Xoài", "40", "4")), 1)
    passage = Passage(2, "1. Mục", "So với tháng 05/2022 số người dùng đã tăng.")

    found = checked(Document((table, passage)), catalogue()).findings

    assert [(finding.rule, finding.says, finding.right) for finding in found] == [
        ("compared-month", "tháng 05/2022", "tháng 06/2022")
    ]


@pytest.mark.parametrize(("text", "number"), [("1,234.5", "1234.5"), ("1,234,567", "1234567"), ("1.234,5", "1234.5")])
def test_numbers_are_read_in_whatever_notation_leaves_no_doubt(text: str, number: str) -> None:
    read = cell_numeral(text)

    assert read is not None
    assert str(read.value) == number


@pytest.mark.parametrize(
    "sentence", ["Nếu đạt 100% thì cao hơn cả nước (95,2%).", "Phấn đấu đạt 90% hồ sơ trực tuyến."]
)
def test_a_hope_is_no_claim(sentence: str) -> None:
    assert told(sentence) == []


def test_names_with_commas_and_conjunctions_are_one_name() -> None:
    found = listed("Sở Giáo dục và Đào tạo (87%), Sở Văn hóa, Thể thao và Du lịch và Lộc Ninh.", NAMES)

    assert [unit.key for unit in found] == ["so-gddt", "so-vhttdl", "loc-ninh"]


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_printed_number_is_read_as_what_it_is(number: object) -> None:
    read = cell_numeral(number_text(number))  # type: ignore[arg-type]

    assert read is not None
    assert read.value == number


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_wording_read_backwards_gives_the_values_it_was_filled_with(one: int, other: int) -> None:
    values = {"value": str(one), "as_of": str(other)}
    pattern = "Đến ngày {as_of}, toàn tỉnh có {value} người dùng[ ({note})]."

    text = fill(pattern, values)

    assert text is not None
    assert unfilled(pattern, text) == values
