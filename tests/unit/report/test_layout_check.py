"""What is found wrong with a table of the layout."""

from __future__ import annotations

from typing import Any

import pytest

from services.report.domain.layout import TableRule
from services.report.domain.layout_check import table_flaws
from tests.unit.report.factories import CATALOGUE, MEETINGS, a_column, a_table

TREND = {"id": "one", "kind": "trend", "column": "figure", "pattern": "{movement}"}

BEHIND = {"id": "one", "kind": "behind", "column": "figure", "pattern": "{units}"}
SHARE_OF = {"id": "one", "kind": "share", "column": "figure", "pattern": "{numerator}/{denominator}"}


def flaws(table: TableRule) -> list[str]:
    return [reason for _, reason in table_flaws(table, CATALOGUE)]


def test_a_table_that_uses_only_what_there_is_has_no_flaw() -> None:
    assert flaws(a_table(total={"unit": "province", "name": "Tổng"}, sentences=[TREND])) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"rows": ["nobody"]}, "unknown unit 'nobody'"),
        ({"rows": ["north", "north"]}, "'north' stands here twice"),
        ({"rows": []}, "a table needs rows or levels"),
        ({"levels": ["commune"]}, "no unit has level 'commune'"),
        ({"total": "nobody"}, "unknown unit 'nobody'"),
        ({"columns": [a_column("nothing")]}, "unknown indicator 'nothing'"),
        ({"columns": [a_column(), a_column()]}, "'figure' stands here twice"),
        ({"columns": [a_column(programme="none")]}, "unknown programme 'none'"),
        ({"columns": [a_column(heading="{when}")]}, "{when} is not known here"),
        ({"columns": [a_column(dimension={"status": "x"})]}, "share-pct has no dimension 'status'"),
        ({"columns": [a_column(MEETINGS, dimension={"period": "day"})]}, "'day' is not one of month, year"),
        ({"rank_by": "other"}, "no column 'other'"),
        ({"charts": [{"id": "chart", "column": "other", "title": ""}]}, "no column 'other'"),
        ({"sentences": [TREND]}, "needs a total row"),
        ({"sentences": [{**TREND, "kind": "top", "pattern": "{movement}"}]}, "{movement} is not known here"),
        ({"sentences": [{**BEHIND, "also": ["{units} {late}"]}]}, "{late} is not known here"),
        ({"sentences": [{**BEHIND, "every": "{late}"}]}, "{late} is not known here"),
        ({"sentences": [{**SHARE_OF, "unit": "nowhere"}]}, "no row 'nowhere'"),
        ({"sentences": [{"id": "s", "kind": "statement", "pattern": "{other}"}]}, "{other} is not known here"),
        ({"sentences": [{"id": "s", "kind": "statement", "unit": "nowhere", "pattern": ""}]}, "no row 'nowhere'"),
    ],
)
def test_each_flaw_is_named(given: dict[str, Any], reason: str) -> None:
    assert flaws(a_table(**given)) == [reason]


def test_two_variants_of_a_table_do_not_hold_at_once() -> None:
    first, second = (a_table(periods={"from": start}).variants[0] for start in ("2022-06", "2023-01"))

    assert flaws(TableRule(id="table", variants=(first, second))) == ["overlaps variant 1"]
