"""What a table contradicts by itself."""

from __future__ import annotations

import pytest

from services.report.domain.claims.checking import checked
from services.report.domain.claims.document import Document, PageTable
from tests.integration.report.scored import catalogue

UNITS = ("Đồng Xoài", "Lộc Ninh", "Hớn Quản", "Bù Đăng", "Bù Đốp")
Column = tuple[str, ...]


def wrong(heads: Column, *columns: Column, whole: Column = ()) -> list[tuple[str, str, str, str, str]]:
    """The contradictions of a table of the five units: rule, row, column, what stands there and what should."""
    body = [(str(place + 1), UNITS[place], *(column[place] for column in columns)) for place in range(len(UNITS))]
    total = [("", "Tổng", *whole)] if whole else []
    page = PageTable(1, "1. Mục", "Bảng 1. Kết quả", (("STT", "Đơn vị", *heads), *body, *total), 1)
    found = checked(Document((page,)), catalogue()).findings
    return [(f.rule, f.place.row, f.place.column, f.says, f.right) for f in found if f.result == "contradicted"]


def test_a_total_must_be_the_sum() -> None:
    found = wrong(("Số hồ sơ",), ("1", "2", "3", "4", "5"), whole=("16",))

    assert found == [("total", "Tổng", "Số hồ sơ", "16", "15")]


def test_a_percent_of_the_whole_lies_between_those_of_its_parts() -> None:
    found = wrong(("Tỷ lệ",), ("90%", "95%", "91%", "92%", "93%"), whole=("96%",))

    assert found == [("total", "Tổng", "Tỷ lệ", "96%", "90% – 95%")]


def test_a_verdict_follows_from_the_target_in_its_heading() -> None:
    found = wrong(
        ("Tỷ lệ", "So với chỉ tiêu (80%)"),
        ("90%", "80%", "79,9%", "92%", "93%"),
        ("Đạt", "Không đạt", "Đạt", "Đạt", "Đạt"),
    )

    assert [(row, says, right) for _, row, _, says, right in found] == [
        ("Lộc Ninh", "Không đạt", "Đạt"),
        ("Hớn Quản", "Đạt", "Không đạt"),
    ]


def test_without_a_target_the_one_verdict_out_of_order_is_wrong() -> None:
    found = wrong(
        ("Tỷ lệ", "Đánh giá"),
        ("90%", "85%", "60%", "92%", "55%"),
        ("Đạt", "Đạt", "Không đạt", "Không đạt", "Không đạt"),
    )

    assert [(rule, row, says, right) for rule, row, _, says, right in found] == [
        ("verdict", "Bù Đăng", "Không đạt", "Đạt")
    ]


def test_rows_are_counted_from_1_and_each_unit_stands_once() -> None:
    head = ("STT", "Đơn vị", "Số hồ sơ")
    rows = (("1", "Đồng Xoài", "5"), ("3", "Lộc Ninh", "6"), ("3", "UBND TP. Đồng Xoài", "7"))

    found = checked(Document((PageTable(1, "1. Mục", "", (head, *rows), 1),)), catalogue()).findings

    assert [(f.rule, f.place.row, f.right) for f in found] == [
        ("row-twice", "UBND TP. Đồng Xoài", ""),
        ("ordinal", "Lộc Ninh", "2"),
    ]


def test_a_change_is_the_difference_of_its_two_columns() -> None:
    found = wrong(
        ("Tháng 1: tỷ lệ", "Tháng 2: tỷ lệ", "So với tháng trước"),
        ("90%", "80%", "70%", "60%", "50%"),
        ("91%", "82%", "73%", "64%", "49%"),
        ("Tăng 1%", "Tăng 2%", "Tăng 3%", "Tăng 4%", "Tăng 1%"),
    )

    assert [(rule, row, says, right) for rule, row, _, says, right in found] == [
        ("change", "Bù Đốp", "Tăng 1%", "Giảm 1%")
    ]


def test_a_change_cannot_come_from_beyond_100_percent() -> None:
    found = wrong(("Tỷ lệ", "So với kỳ trước"), ("99%", "98%", "97%", "96%", "95%"), ("Giảm 4%", *["Bằng"] * 4))

    assert [(rule, row, says) for rule, row, _, says, _ in found] == [("change", "Đồng Xoài", "Giảm 4%")]


def test_a_share_that_is_one_count_of_another_is_so_in_every_row() -> None:
    found = wrong(
        ("Đã cài", "Tổng số đảng viên", "Tỷ lệ"),
        ("10", "20", "30", "40", "51"),
        ("100", "100", "100", "100", "100"),
        ("10%", "20%", "30%", "40%", "50%"),
    )

    assert [(rule, row, says, right) for rule, row, _, says, right in found] == [("ratio", "Bù Đốp", "50%", "51%")]


def test_a_place_follows_from_the_figures() -> None:
    found = wrong(("Điểm số", "Xếp hạng"), ("9", "8", "7", "6", "5"), ("1", "2", "3", "4", "4"))

    assert [(rule, row, says, right) for rule, row, _, says, right in found] == [("rank", "Bù Đốp", "4", "5")]


@pytest.mark.parametrize("total", ["15", "…", ""])
def test_a_total_that_is_right_or_open_is_no_contradiction(total: str) -> None:
    assert wrong(("Số hồ sơ",), ("1", "2", "3", "4", "5"), whole=(total,)) == []
