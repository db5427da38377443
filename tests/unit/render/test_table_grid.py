"""A table is laid out once, for paper and for the page alike."""

from __future__ import annotations

import pytest

from services.report.domain.bulletin import Cell, Column, Row, Table
from services.report.render.grid import Head, grid
from services.report.render.languages import ENGLISH, VIETNAMESE
from services.report.render.widths import balanced, fit, letters_em, squeeze
from tests.unit.render.edition import app_users, online_services, taxes


def column(key: str, group: str = "", *, judged: bool = False) -> Column:
    return Column(key=key, indicator=key, heading=key, group=group, measure="percent", show_verdict=judged)


def table(*columns: Column, **cells: Cell) -> Table:
    return Table(
        id="t", section="1. A", title="T", columns=columns, rows=(Row(unit="u", name="Đơn vị A", cells=cells),)
    )


def test_a_column_brings_its_change_and_verdict_columns() -> None:
    layout = grid(online_services(), VIETNAMESE)

    assert [leaf.kind for leaf in layout.leaves] == ["ordinal", "unit", *["figure", "change", "verdict"] * 2]


def test_columns_of_a_group_stand_under_one_heading_and_the_others_beside_it() -> None:
    upper, lower = grid(table(column("a", "Nhóm", judged=True), column("b", "Nhóm"), column("c")), VIETNAMESE).heads

    assert upper == (
        Head("STT", 0, depth=2),
        Head("Đơn vị", 1, depth=2),
        Head("Nhóm", 2, span=3),
        Head("c", 5, depth=2),
    )
    assert [head.text for head in lower] == ["a", "Đánh giá", "b"]


def test_a_table_without_groups_has_one_heading_row() -> None:
    assert len(grid(app_users(), VIETNAMESE).heads) == 1


def test_verdicts_are_words_of_the_language() -> None:
    judged = table(column("a", judged=True), a=Cell(text="71,7%", status="reported", verdict="not_met"))

    assert grid(judged, VIETNAMESE).lines[0].slots[1].text == "Không đạt"
    assert grid(judged, ENGLISH).lines[0].slots[1].text == "Not met"


def test_a_corrected_figure_is_marked_and_the_mark_explained() -> None:
    layout = grid(table(column("a"), a=Cell(text="90%", status="reported", revised=True)), VIETNAMESE)

    assert layout.lines[0].slots[0].text == "90% (R)"
    assert layout.notes == (VIETNAMESE.revised,)


def test_no_activity_and_missing_are_explained_apart() -> None:
    marks = table(column("a"), column("b"), a=Cell(text="-", status="no_activity"), b=Cell(text="…", status="missing"))

    assert grid(marks, VIETNAMESE).notes == ("“-”: không phát sinh.", "“…”: chưa có số liệu.")


def test_a_mark_the_footnotes_explain_is_not_explained_again() -> None:
    marks = table(column("a"), a=Cell(text="-", status="no_activity"))
    explained = marks.model_copy(update={"footnotes": ("Ký hiệu - : không phát sinh.",)})

    assert grid(explained, VIETNAMESE).notes == explained.footnotes


def test_columns_fill_the_page_and_no_figure_is_broken() -> None:
    layout = grid(online_services(), VIETNAMESE)
    fitted = fit(layout, 165)

    assert fitted is not None
    assert abs(sum(fitted.widths) - 165) < 0.01
    assert fitted.widths[4] > letters_em("Không đạt") * fitted.size * 25.4 / 72


def test_twelve_columns_of_amounts_fit_a_turned_page_only() -> None:
    layout = grid(taxes(), VIETNAMESE)

    assert fit(layout, 165) is None
    assert fit(layout, 252) is not None


def test_a_table_that_fits_no_page_is_squeezed_onto_it() -> None:
    assert abs(sum(squeeze(grid(taxes(), VIETNAMESE), 100).widths) - 100) < 0.01


def test_a_long_name_is_broken_into_lines_of_like_length() -> None:
    assert balanced("ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", 15) == "ỦY BAN NHÂN DÂN\nTỈNH BÌNH PHƯỚC"
    assert balanced("SỞ Y TẾ", 15) == "SỞ Y TẾ"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            "(Kèm theo Báo cáo số 02/BC-STTTT ngày 20 tháng 3 năm 2023 của Sở Thông tin và Truyền thông)", 36,
            ["(Kèm theo Báo cáo số 02/BC-STTTT", "ngày 20 tháng 3 năm 2023 của Sở Thông tin và Truyền thông)"],
        ),
        ("Tài khoản học viên (từ ngày 30/12/2022 đến ngày 14/3/2023)", 18,
         ["Tài khoản học viên (từ", "ngày 30/12/2022 đến ngày 14/3/2023)"]),
        ("Attached to report 02 of 20 March 2023 of the Department", 16,
         ["Attached to report 02 of", "20 March 2023 of the Department"]),
        ("ngày 20 tháng 3 năm 2023", 5, ["ngày 20", "tháng 3", "năm 2023"]),
    ],
)  # fmt: skip
def test_no_line_of_a_heading_ends_within_a_day_that_a_line_can_hold(text: str, width: float, lines: list[str]) -> None:
    assert balanced(text, width).split("\n") == lines
