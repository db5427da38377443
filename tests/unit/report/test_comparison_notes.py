"""A change that is not printed, or that is counted from other units' figures, is explained under its table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.report.domain.comparisons import REASONS
from services.report.domain.layout import TableRule
from services.report.domain.records import Known, Records
from services.report.domain.sentences import sentence_of
from services.report.domain.sheet import Sheet
from services.report.domain.table import sheet_of
from shared.catalogue import Lineage, Succession
from shared.facts import Baseline, Incomparable
from tests.unit.report.factories import (
    BEFORE,
    CATALOGUE,
    NOW,
    USERS,
    a_column,
    a_sheet,
    a_table,
    an_evaluation,
    cell_of,
    printed,
    since,
)

CHANGES: dict[str, Any] = {"show_change": True, "change_heading": "So với tháng {compared_with}"}
EARLIER = an_evaluation("80", "east", period=BEFORE)


def sentence_in(rule: TableRule, sheet: Sheet) -> str:
    variant = rule.variant(NOW)
    assert variant is not None
    sentence = sentence_of(variant.sentences[0], sheet)
    assert sentence is not None
    return sentence.text


@pytest.mark.parametrize("reason", REASONS)
def test_a_refused_comparison_leaves_the_cell_empty_and_says_why(reason: Incomparable) -> None:
    figures = [an_evaluation("90", unit, incomparable=reason) for unit in ("north", "south")]

    table = printed(a_table(a_column(**CHANGES)), EARLIER, *figures)

    assert (cell_of(table).change, cell_of(table).change_text) == (None, "")
    assert f"North, South: không so sánh với kỳ trước, vì {REASONS[reason]}." in table.footnotes


def test_where_several_columns_print_changes_the_note_names_the_column() -> None:
    columns = (a_column(**CHANGES), a_column(USERS, **{**CHANGES, "key": "users", "heading": "Người dùng"}))

    table = printed(
        a_table(*columns),
        EARLIER,
        an_evaluation("5", "east", indicator=USERS, period=BEFORE),
        an_evaluation("9", indicator=USERS, incomparable="other_window"),
    )

    (note,) = [note for note in table.footnotes if "không so sánh" in note]
    assert note.startswith("North (Người dùng): không so sánh với kỳ trước")


def test_columns_without_changes_explain_none() -> None:
    table = printed(a_table(), EARLIER, an_evaluation("90", incomparable="split"))

    assert not [note for note in table.footnotes if "so sánh" in note]


def test_a_change_since_other_units_names_them() -> None:
    change = since("80", "10").model_copy(update={"predecessors": ("south", "west", "gone")})

    table = printed(a_table(a_column(**CHANGES)), EARLIER, an_evaluation("90", change=change))

    assert cell_of(table).change_text == "Tăng 10%"
    assert "North: số liệu kỳ trước tính chung cho Huyện south, Huyện west, gone." in table.footnotes


def test_a_table_of_new_units_is_compared_with_the_period_of_those_they_came_out_of() -> None:
    born = Succession(date(2022, 10, 1), "rename", "nowhere", "north", "Nghị quyết")
    rule = a_table(a_column(**CHANGES))
    earlier = an_evaluation("80", "nowhere", period=BEFORE)
    now = an_evaluation("90", change=since("80", "10").model_copy(update={"predecessors": ("nowhere",)}))
    variant = rule.variant(NOW)
    assert variant is not None

    known = Known(NOW, Records.of([earlier, now]), replace(CATALOGUE, lineage=Lineage((born,))))
    table = sheet_of(rule, variant, known).table

    assert table.columns[0].compared_with == BEFORE
    assert cell_of(table).change_text == "Tăng 10%"


@pytest.mark.parametrize(
    ("difference", "words"),
    [("8.52", "tăng 8,52 điểm phần trăm"), ("-1", "giảm 1 điểm phần trăm"), ("0", "không thay đổi")],
)
def test_a_passage_may_say_how_far_a_programme_has_come(difference: str, words: str) -> None:
    start = Baseline(programme="law", as_of=date(2022, 5, 31), value=Decimal(91), difference=Decimal(difference))
    pattern = "{figure.since_start} so với {figure.start} ngày {figure.start_as_of}"
    rule = a_table(sentences=[{"id": "s", "kind": "statement", "pattern": pattern}])

    sheet = a_sheet(rule, an_evaluation("99.52", baselines=(start,)))

    assert sentence_in(rule, sheet) == f"{words} so với 91% ngày 31/5/2022"
