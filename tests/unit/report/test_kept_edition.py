"""A document beside the edition that was kept: what is another, what is lost, what is only written otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from services.report.domain.claims.document import Block, Document, PageTable, Passage
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.kept import against
from tests.integration.report.scored import catalogue

HEAD = ("STT", "Đơn vị", "Tỷ lệ", "Số hồ sơ")
ROWS = (("1", "Đồng Xoài", "87,63%", "40"), ("2", "Lộc Ninh", "79,5% (R)", "25"), ("3", "Hớn Quản", "91,7%", "1.250"))
SENTENCE = "Toàn tỉnh có 65 hồ sơ (đến ngày 17/3/2023)."
LETTER = Passage(1, "", "Số: 02/BC-STTTT Bình Phước, ngày 20 tháng 3 năm 2023")


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = HEAD) -> PageTable:
    return PageTable(1, "1. Mục", "Bảng 1. Kết quả", (heads, *rows), 1)


def said(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(place, "1. Mục", text) for place, text in enumerate(texts, start=2))


def found(*blocks: Block, number: str = "02/BC-STTTT") -> list[Finding]:
    """What is said of a document beside an edition of one table with one sentence."""
    kept = PrintedEdition(
        "2023-02",
        Document((table(*ROWS), *said(SENTENCE))),
        told=frozenset({SENTENCE}),
        number=number,
        issued_on=date(2023, 3, 20),
    )
    return against(Document(blocks), kept, catalogue())


def short(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(one.result, one.rule, one.says, one.right) for one in findings]


def with_cell(text: str, place: int = 2) -> tuple[tuple[str, ...], ...]:
    return ((*ROWS[0][:place], text, *ROWS[0][place + 1 :]), *ROWS[1:])


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        ("87,630%", []),
        ("87.63%", []),
        ("87,6%", [("changed", "edition-rounded", "87,6%", "87,63%")]),
        ("87,7%", [("contradicted", "edition-cell", "87,7%", "87,63%")]),
        ("8.763%", [("contradicted", "edition-cell", "8.763%", "87,63%")]),
        ("87,63", [("contradicted", "edition-cell", "87,63", "87,63%")]),
        ("87,63% (?)", [("contradicted", "edition-mark", "87,63% (?)", "87,63%")]),
    ],
)
def test_a_cell_may_be_written_otherwise_and_must_state_the_same(
    cell: str, result: list[tuple[str, str, str, str]]
) -> None:
    assert short(found(table(*with_cell(cell)), *said(SENTENCE))) == result


def test_a_mark_of_correction_must_not_get_lost() -> None:
    rows = (ROWS[0], ("2", "Lộc Ninh", "79,5%", "25"), ROWS[2])

    assert short(found(table(*rows), *said(SENTENCE))) == [("contradicted", "edition-mark", "79,5%", "79,5% (R)")]


def test_rows_that_changed_places_are_named_the_fewest() -> None:
    rows = (("1", *ROWS[1][1:]), ("2", *ROWS[2][1:]), ("3", *ROWS[0][1:]))

    moved = [finding for finding in found(table(*rows), *said(SENTENCE)) if finding.rule == "edition-row-order"]

    assert [(one.place.row, one.says, one.right) for one in moved] == [("Đồng Xoài", "3", "1")]


def test_a_row_a_column_and_a_table_that_are_gone_are_told() -> None:
    narrow = [tuple(text for place, text in enumerate(row) if place != 2) for row in (HEAD, *ROWS)]

    assert [one.rule for one in found(table(*ROWS[:2]), *said(SENTENCE))] == ["edition-row-missing"]
    assert [(one.rule, one.right) for one in found(table(*narrow[1:], heads=narrow[0]), *said(SENTENCE))] == [
        ("edition-column-missing", "Tỷ lệ")
    ]
    assert short(found(*said(SENTENCE))) == [("missing", "edition-table-missing", "", "")]


def test_a_sentence_that_is_gone_is_told_of_a_copy_only() -> None:
    other = said("Số liệu do các đơn vị gửi.")
    kept = PrintedEdition(
        "2023-02", Document((table(*ROWS), *said(SENTENCE, "Một câu khác có 3 số."))), told=frozenset({SENTENCE})
    )

    gone = against(Document((table(*ROWS), *said("Một câu khác có 3 số."))), kept, catalogue())

    assert short(gone) == [("missing", "edition-sentence-missing", "", SENTENCE)]
    assert against(Document((table(*ROWS), *other)), kept, catalogue()) == []


def test_days_and_numbers_may_be_written_otherwise_in_a_sentence() -> None:
    assert found(table(*ROWS), *said("Toàn tỉnh có 65,0 hồ sơ (đến ngày 17/03/2023).")) == []


@pytest.mark.parametrize(
    ("line", "rule", "right"),
    [
        ("Số: 03/BC-STTTT Bình Phước, ngày 20 tháng 3 năm 2023", "edition-number", "02/BC-STTTT"),
        ("Số: 02/BC-STTTT Bình Phước, ngày 21 tháng 3 năm 2023", "edition-date", "20/3/2023"),
        ("Báo cáo chuyên đề tháng 03/2023", "edition-period", "tháng 02/2023"),
    ],
)
def test_the_head_is_compared_as_well(line: str, rule: str, right: str) -> None:
    (finding,) = found(Passage(1, "", line), table(*ROWS), *said(SENTENCE))

    assert (finding.rule, finding.right) == (rule, right)


def test_a_clerk_may_fill_in_the_number_and_the_day_of_a_draft() -> None:
    assert found(LETTER, table(*ROWS), *said(SENTENCE)) == []
    assert (
        found(Passage(1, "", "Số: 05/BC-STTTT, ngày 23 tháng 3 năm 2023"), table(*ROWS), *said(SENTENCE), number="")
        == []
    )
