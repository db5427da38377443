"""How a table is assembled from the layout and what is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.unit.report.factories import (
    BEFORE,
    MEETINGS,
    SHARE,
    USERS,
    a_column,
    a_ranking,
    a_table,
    a_verdict,
    an_evaluation,
    cell_of,
    printed,
    since,
)

TOTAL = {"unit": "province", "name": "Tổng"}
CHANGES: dict[str, Any] = {"show_change": True, "change_heading": "So với tháng {compared_with}"}


def test_every_expected_unit_stands_in_its_row_with_or_without_a_figure() -> None:
    table = printed(a_table(), an_evaluation("90", "south"))

    assert [row.unit for row in table.rows] == ["north", "south", "east", "west"]
    assert (cell_of(table).text, cell_of(table).status) == ("…", "missing")
    assert "Ký hiệu … : chưa có số liệu." in table.footnotes


def test_levels_name_the_units_that_exist_in_the_order_of_the_catalogue() -> None:
    table = printed(a_table(rows=["east"], levels=["district"]))

    assert [row.unit for row in table.rows] == ["east", "north", "south", "west"]


def test_headings_name_the_day_of_the_figures() -> None:
    table = printed(a_table(a_column(heading="Đến ngày {as_of}")), an_evaluation(as_of=date(2023, 3, 14)))

    assert table.columns[0].heading == "Đến ngày 14/3/2023"


def test_headings_name_the_cut_off_day_while_nothing_has_come() -> None:
    assert printed(a_table(title="Đến ngày {as_of}")).title == "Đến ngày 17/3/2023"


def test_changes_are_counted_from_the_last_period_in_which_the_table_has_figures() -> None:
    earlier = an_evaluation("80", period=BEFORE)

    table = printed(a_table(a_column(**CHANGES)), earlier, an_evaluation("90", change=since("80", "10")))

    column = table.columns[0]
    assert (column.compared_with, column.change_heading, column.show_change) == (BEFORE, "So với tháng 06/2022", True)
    assert cell_of(table).change_text == "Tăng 10%"


def test_figures_of_other_units_do_not_make_a_period_to_compare_with() -> None:
    table = printed(a_table(a_column(**CHANGES)), an_evaluation("80", "nowhere", period=BEFORE), an_evaluation())

    assert (table.columns[0].compared_with, table.columns[0].show_change) == (None, False)


def test_columns_without_changes_compare_with_nothing() -> None:
    table = printed(a_table(), an_evaluation("80", period=BEFORE), an_evaluation("90", change=since("80", "10")))

    assert (table.columns[0].compared_with, cell_of(table).change_text) == (None, "")


def test_the_heading_names_the_target_all_rows_share() -> None:
    column = a_column(verdict_heading="So với chỉ tiêu[ ({target})]")
    eighty, ninety = a_verdict(threshold="80"), a_verdict(threshold="90")

    same = printed(a_table(column), an_evaluation(verdicts=(eighty,)), an_evaluation(unit="south", verdicts=(eighty,)))
    mixed = printed(a_table(column), an_evaluation(verdicts=(eighty,)), an_evaluation(unit="south", verdicts=(ninety,)))

    assert (same.columns[0].target, same.columns[0].verdict_heading) == ("80", "So với chỉ tiêu (80%)")
    assert (mixed.columns[0].target, mixed.columns[0].verdict_heading) == (None, "So với chỉ tiêu")
    assert [cell_of(mixed, unit).target for unit in ("north", "south")] == ["80", "90"]


def test_a_percent_without_a_total_is_a_dash_with_its_reason_and_never_an_average() -> None:
    table = printed(a_table(total=TOTAL), an_evaluation("100"), an_evaluation("50", "south"))

    assert table.total is not None
    assert (table.total.how, table.total.cells["figure"].text) == ("none", "-")
    assert any("không phải là trung bình cộng" in note for note in table.footnotes)


def test_a_count_without_a_total_is_missing() -> None:
    table = printed(a_table(a_column(USERS), total=TOTAL), an_evaluation("5", indicator=USERS))

    assert table.total is not None
    assert (table.total.ways["figure"], table.total.cells["figure"].status) == ("none", "missing")


def test_the_total_row_says_how_each_figure_came_about_and_its_weakest_way() -> None:
    columns = (a_column(SHARE, key="share"), a_column(USERS, key="users"))
    told = (
        an_evaluation("94.5", "province"),
        an_evaluation("25856", "province", indicator=USERS, how="sum", counted=3, expected=4),
    )

    table = printed(a_table(*columns, total=TOTAL), *told)

    assert table.total is not None
    assert (table.total.how, table.total.ways) == ("submitted", {"share": "submitted", "users": "sum"})
    assert "Tổng, Kết quả: tính trên 3/4 đơn vị có số liệu." in table.footnotes


def test_a_total_that_scoring_withdrew_is_no_total() -> None:
    withdrawn = an_evaluation(None, "province", how="ratio_of_sums", counted=0, expected=4)

    table = printed(a_table(total=TOTAL), an_evaluation(), withdrawn)

    assert table.total is not None
    assert (table.total.how, table.total.cells["figure"].status) == ("none", "not_applicable")


def test_rows_carry_the_rank_of_the_ranking_column() -> None:
    table = printed(a_table(rank_by="figure"), an_evaluation(), rankings=(a_ranking("south", "north"),))

    assert [row.rank for row in table.rows] == [2, 1, None, None]


def test_a_column_shows_only_figures_of_its_own_dimension() -> None:
    year = an_evaluation("7", indicator=MEETINGS, dimension={"period": "year"})

    table = printed(a_table(a_column(MEETINGS, dimension={"period": "month"})), year)

    assert cell_of(table).status == "missing"


def test_a_figure_of_another_day_than_its_column_is_explained() -> None:
    table = printed(a_table(), an_evaluation(as_of=date(2023, 3, 16)), an_evaluation(unit="south"))

    assert "North: số liệu tính đến ngày 16/3/2023." in table.footnotes


def test_rows_are_named_as_the_layout_says() -> None:
    assert [row.name for row in printed(a_table(rows=["north", {"unit": "south", "name": "Miền Nam"}])).rows] == [
        "North",
        "Miền Nam",
    ]
    assert printed(a_table(rows=["north"], names="official")).rows[0].name == "Huyện north"
