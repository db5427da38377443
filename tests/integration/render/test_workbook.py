"""The workbook, read back as a spreadsheet reads it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from services.report.domain.article import Article
from services.report.domain.bulletin import Bulletin, Cell, Table
from services.report.render.languages import VIETNAMESE
from services.report.render.sheets import xlsx_bytes
from tests.unit.render.edition import app_users, edition, online_services, percent_cell

FIRST_ROW = 6


@cache
def whole(*, values: bool = False) -> Any:
    return read(edition(), values=values)


def read(bulletin: Bulletin, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(xlsx_bytes(bulletin, VIETNAMESE)), data_only=values)


def counted() -> Table:
    """Users whose total is their sum."""
    table = app_users()
    assert table.total is not None
    cells = [row.cells["users"] for row in table.rows]
    whole_sum = str(sum(Decimal(cell.value or 0) for cell in cells))
    total = table.total.model_copy(
        update={"cells": {"users": Cell(value=whole_sum, text=whole_sum, status="reported")}}
    )
    return table.model_copy(update={"total": total})


def test_there_is_a_sheet_for_each_table_the_summary_and_the_sources() -> None:
    assert whole().sheetnames == [
        "Nội dung",
        "Bảng 1",
        "Bảng 2",
        "Bảng 3",
        "Bài viết",
        "Tổng hợp",
        "Nguồn số liệu",
    ]
    assert whole()["Nội dung"]["A7"].hyperlink.location == "'Bảng 1'!A1"


def test_every_figure_is_the_number_of_the_bulletin() -> None:
    table, sheet = online_services(), whole(values=True)["Bảng 1"]
    read_back = [
        [sheet.cell(FIRST_ROW + row, 3 + 3 * place).value for place in range(2)] for row in range(len(table.rows))
    ]
    stated = [[Decimal(cell.value) if cell.value else cell.text for cell in row.cells.values()] for row in table.rows]

    assert [[Decimal(str(x)) if isinstance(x, int | float) else x for x in row] for row in read_back] == stated


def test_a_number_is_shown_as_the_edition_prints_it() -> None:
    row = next(row for row in whole()["Bảng 1"].iter_rows() if row[1].value == "Huyện Hớn Quản")

    assert row[2].number_format == '[$-42A]#,##0.0"%"'
    assert row[3].number_format == '[$-42A]"Tăng"" "#,##0.0"%";"Giảm"" "#,##0.0"%";"Bằng"'
    assert (row[4].value, row[4].font.bold) == ("Không đạt", True)


def test_a_corrected_figure_carries_its_mark() -> None:
    row = next(row for row in whole()["Bảng 1"].iter_rows() if row[1].value == "Sở Tư pháp")

    assert row[2].number_format == '[$-42A]#,##0"%"" (R)"'


def test_a_total_that_is_the_sum_is_a_formula_that_agrees() -> None:
    formulas, values = (read(edition(tables=(counted(),), charts=()), values=each)["Bảng 1"] for each in (False, True))

    assert formulas["C16"].value == "=SUM(C5:C15)"
    assert values["C16"].value == sum(values.cell(row, 3).value for row in range(5, 16))


def test_a_stated_total_that_is_not_the_sum_stays_as_it_was_stated() -> None:
    assert whole()["Bảng 2"]["C16"].value == 25856


def test_an_overall_percent_is_a_formula_over_the_sources() -> None:
    cells = {"handled": percent_cell("Toàn tỉnh", 1).model_copy(update={"value": "89", "text": "89%"})}
    table = online_services()
    assert table.total is not None
    total = table.total.model_copy(update={"cells": table.total.cells | cells})
    sheet = read(edition(tables=(table.model_copy(update={"total": total}),), charts=()))["Bảng 1"]

    assert sheet["F33"].value == "=ROUND(SUM('Nguồn số liệu'!F30:F56)/SUM('Nguồn số liệu'!G30:G56)*100,0)"


def test_headings_stay_in_sight_and_on_every_printed_page() -> None:
    sheet = whole()["Bảng 1"]

    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.page_setup.paperSize == 9


def test_a_table_is_printed_on_one_page_upright_unless_it_is_wide() -> None:
    few, wide, sources = (whole()[name] for name in ("Bảng 2", "Bảng 3", "Nguồn số liệu"))

    assert [each.page_setup.orientation for each in (few, wide, sources)] == ["portrait", "landscape", "landscape"]
    assert all(each.sheet_properties.pageSetUpPr.fitToPage for each in (few, wide, sources))
    assert [each.page_setup.fitToHeight for each in (few, wide, sources)] == [None, None, 0]


def test_a_column_is_as_wide_as_its_figures_need() -> None:
    sheet = whole()["Bảng 3"]
    payments, amounts = (sheet.column_dimensions[letter].width for letter in "CD")

    assert payments < amounts
    assert amounts >= len("16.063.470.900")


def test_every_figure_has_its_source() -> None:
    rows = list(whole()["Nguồn số liệu"].iter_rows(values_only=True))
    figures = [
        cell
        for table in edition().tables
        for row in (*table.rows, *((table.total,) if table.total else ()))
        for cell in row.cells.values()
    ]

    assert len(rows) == 1 + len(figures)
    assert rows[1][0] == "Bảng 1"
    assert rows[1][7] == "≥ 80%"
    assert str(rows[1][11]).startswith("00000000-")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2+3", "@SUM(A1)", "\t=1", "=cmd|'/C calc'!A0", "http://x.vn"])
def test_no_text_of_a_bulletin_becomes_a_formula_or_a_link(text: str) -> None:
    row = app_users().rows[0].model_copy(update={"name": text})
    table = app_users().model_copy(update={"rows": (row,), "total": None, "note": text})
    sheet = read(edition(tables=(table,), charts=(), articles=()))["Bảng 1"]

    assert (sheet["B5"].value, sheet["B5"].data_type, sheet["B5"].hyperlink) == (text, "s", None)
    assert sheet["B5"].quotePrefix == (0 if text.startswith("http") else 1)


def test_the_same_bulletin_gives_the_same_bytes() -> None:
    assert xlsx_bytes(edition(), VIETNAMESE) == xlsx_bytes(edition(), VIETNAMESE)


def test_articles_fit_an_upright_page_in_rows_as_high_as_their_text() -> None:
    long = "Tổ công nghệ số cộng đồng đến từng hộ dân hướng dẫn nộp hồ sơ trực tuyến. " * 6
    article = Article(id="a", section="Kinh nghiệm", title="Cách làm", authors=("Tổ A",), body=f"Ngắn.\n\n{long}")

    sheet = read(edition(articles=(article,)))["Bài viết"]

    heights = {str(row[0].value)[:4]: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    assert heights["Ngắn"] == 15.75
    assert heights["Tổ c"] >= 5 * 15.75
    assert sheet.column_dimensions["A"].width < 74
