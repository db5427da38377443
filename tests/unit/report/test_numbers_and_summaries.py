"""What a document gives away by itself: its running numbers, what refers to them, and its summary of verdicts."""

from __future__ import annotations

import pytest

from services.report.domain.claims.checking import checked
from services.report.domain.claims.document import Block, Document, PageTable, Passage
from tests.integration.report.scored import catalogue

HEADS = ("STT", "Đơn vị", "Tỷ lệ hồ sơ", "So với chỉ tiêu (50%)")
ROWS = (("1", "Đồng Xoài", "60%", "Đạt"), ("2", "Lộc Ninh", "40%", "Không đạt"), ("3", "Hớn Quản", "70%", "Đạt"))
KEY = "(1) Bảng 2. Kết quả – Tỷ lệ hồ sơ; So với chỉ tiêu (50%)."
LETTER = Passage(1, "", "Số: 02/BC-STTTT Bình Phước, ngày 20 tháng 3 năm 2023")
ANNEX = "(Kèm theo Báo cáo số 02/BC-STTTT ngày 20 tháng 3 năm 2023 của Sở)"


def table(number: int, caption: str, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> PageTable:
    return PageTable(number, "1. Mục", caption, (heads, *rows), 1)


def summary(*signs: str, total: str = "2/3") -> PageTable:
    names = ("Đồng Xoài", "Lộc Ninh", "Hớn Quản")
    rows = [(str(place), name, sign) for place, (name, sign) in enumerate(zip(names, signs, strict=True), 1)]
    return table(4, "", *rows, ("", "Số đơn vị đạt", total), heads=("STT", "Đơn vị", "(1)"))


def tables(*captions: str) -> list[Block]:
    return [table(place, caption, *ROWS) for place, caption in enumerate(captions, 1)]


def found(*blocks: Block) -> list[tuple[str, str, str]]:
    findings = checked(Document(blocks), catalogue()).findings
    return [(one.rule, one.says, one.right) for one in findings if one.result in ("contradicted", "missing")]


@pytest.mark.parametrize(
    ("captions", "told"),
    [
        (("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 3. Ba"), []),
        (("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 4. Ba"), [("number-gap", "", "Bảng 3")]),
        (("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 3. Ba", "Bảng 3. Tư"), [("number-twice", "Bảng 3", "")]),
        (("Bảng 7. Một", "Bảng 9. Hai"), []),
    ],
)
def test_tables_count_from_one_on(captions: tuple[str, ...], told: list[tuple[str, str, str]]) -> None:
    assert found(*tables(*captions)) == told


def test_the_key_of_a_summary_quotes_a_caption_that_is_there() -> None:
    three = tables("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 3. Ba")

    right = found(*three, Passage(9, "2. Mục", KEY), summary("●", "○", "●"))
    wrong = found(*three, Passage(9, "2. Mục", KEY.replace("Bảng 2", "Bảng 3")), summary("●", "○", "●"))

    assert right == []
    assert wrong == [("pointer", "Bảng 3. Kết quả", "Bảng 2. Kết quả")]


def test_the_key_of_a_summary_under_the_heading_of_a_table_claims_nothing() -> None:
    three = tables("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 3. Ba")

    findings = checked(Document((*three, Passage(9, "1. Mục", KEY), summary("●", "○", "●"))), catalogue()).findings

    assert [one for one in findings if one.result == "undecided"] == []


def test_a_summary_says_what_its_tables_say() -> None:
    three = tables("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 3. Ba")

    assert found(*three, Passage(9, "2. Mục", KEY), summary("●", "●", "●", total="3/3")) == [
        ("summary", "●", "○"),
        ("summary", "3/3", "2/3"),
    ]


def test_a_summary_that_is_gone_leaves_its_key() -> None:
    three = tables("Bảng 1. Một", "Bảng 2. Kết quả", "Bảng 3. Ba")

    assert found(*three, Passage(9, "2. Mục", KEY)) == [("summary-gone", KEY, "")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ANNEX, []),
        (ANNEX.replace("02/", "03/"), [("annex-of", "03/BC-STTTT", "02/BC-STTTT")]),
        (
            ANNEX.replace("20 tháng 3", "21 tháng 3"),
            [("annex-of", "ngày 21 tháng 3 năm 2023", "ngày 20 tháng 3 năm 2023")],
        ),
        (ANNEX.replace("02/BC-STTTT", "12/CV-UBND"), []),
    ],
)
def test_an_annex_names_the_document_it_belongs_to(text: str, told: list[tuple[str, str, str]]) -> None:
    assert found(LETTER, Passage(2, "Phụ lục", text, head=True)) == told
