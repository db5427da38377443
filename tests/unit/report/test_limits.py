"""Targets that are not simply to be reached: ceilings, ranges and numbers to pass, in every text of an edition."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document, PageTable
from services.report.domain.layout import TableRule
from services.report.render.drawing import bars, trend_lines
from services.report.render.languages import VIETNAMESE
from services.report.render.leaflet.words import words_in
from services.report.verify.expected import expected
from services.report.verify.verifying import verified
from shared.facts import Evaluation, Verdict
from tests.unit.report.factories import (
    BEFORE,
    CATALOGUE,
    NOW,
    SHARE,
    a_column,
    a_layout,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
)

DISTRICTS = ("north", "south", "east", "west")
MEETS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
THRESHOLD, UPPER = Decimal(40), Decimal(60)
SAID = {
    ">=": "40%",
    ">": "trên 40%",
    "<=": "không quá 40%",
    "<": "dưới 40%",
    "between": "từ 40% đến 60%",
}


def table() -> TableRule:
    column = a_column(SHARE, heading="Tỷ lệ hồ sơ", show_verdict=True, verdict_heading="So với mục tiêu[ ({target})]")
    return a_table(
        column,
        title="Kết quả xử lý hồ sơ (đến ngày {as_of})",
        charts=[{"id": "chart", "column": "figure", "title": "Tỷ lệ hồ sơ"}],
        total={"unit": "province", "name": "Tổng"},
        sentences=[
            {
                "id": "behind",
                "kind": "behind",
                "column": "figure",
                "pattern": "{count} đơn vị chưa đạt mục tiêu {target}: {units}.",
                "every": "Cả {count} đơn vị chưa đạt mục tiêu {target}.",
                "none": "Tất cả {of} đơn vị đạt mục tiêu {target}.",
            },
            {
                "id": "share",
                "kind": "share",
                "column": "figure",
                "pattern": "{numerator}/{denominator} hồ sơ ({value})[, {gap} so với mục tiêu {target}].",
            },
        ],
    )


def verdict(value: Decimal, comparator: str) -> Verdict:
    upper = UPPER if comparator == "between" else None
    met = THRESHOLD <= value <= UPPER if upper else MEETS[comparator](value, THRESHOLD)
    aim = {"comparator": comparator, "threshold": THRESHOLD, "upper": upper}
    return a_verdict("met" if met else "not_met").model_copy(update=aim)


def judged(value: str, comparator: str, unit: str = "north", **given: object) -> Evaluation:
    return an_evaluation(value, unit, verdicts=(verdict(Decimal(value), comparator),), **given)  # type: ignore[arg-type]


def edition(comparator: str, *values: str, whole: str = "50") -> Bulletin:
    rows = [judged(value, comparator, unit) for unit, value in zip(DISTRICTS, values, strict=False)]
    parts = int(Decimal(whole) * 10**4), 10**6
    before = an_evaluation(whole, "province", period=BEFORE)
    return an_edition(before, *rows, judged(whole, comparator, "province", parts=parts), tables=(table(),))


def texts(bulletin: Bulletin) -> dict[str, str]:
    return {sentence.id: sentence.text for sentence in bulletin.sentences}


@pytest.mark.parametrize("comparator", SAID)
def test_headings_sentences_and_charts_name_the_target_as_it_is_meant(comparator: str) -> None:
    bulletin = edition(comparator, "20", "70")

    assert bulletin.tables[0].columns[0].verdict_heading == f"So với mục tiêu ({SAID[comparator]})"
    assert f"mục tiêu {SAID[comparator]}" in texts(bulletin)["behind"]
    assert bulletin.charts[0].target_label == f"Chỉ tiêu {SAID[comparator]}"


def test_who_stays_below_a_ceiling_is_lower_and_who_passes_it_is_over() -> None:
    below, above = (texts(edition("<=", "20", whole=whole))["share"] for whole in ("35", "45.5"))

    assert below.endswith("(35%), thấp hơn 5 điểm phần trăm so với mục tiêu không quá 40%.")
    assert above.endswith("(45,5%), vượt 5,5 điểm phần trăm so với mục tiêu không quá 40%.")


def test_the_gap_to_a_range_is_that_to_its_nearer_end_and_none_within() -> None:
    below, within, above = (texts(edition("between", "50", whole=whole))["share"] for whole in ("30", "50", "61"))

    assert below.endswith("(30%), thấp hơn 10 điểm phần trăm so với mục tiêu từ 40% đến 60%.")
    assert within.endswith("hồ sơ (50%).")
    assert above.endswith("(61%), vượt 1 điểm phần trăm so với mục tiêu từ 40% đến 60%.")


def test_a_figure_just_over_the_upper_end_is_not_printed_as_that_end() -> None:
    cell = edition("between", "60.001").tables[0].rows[0].cells["figure"]

    assert (cell.verdict, cell.text) == ("not_met", "60,001%")


@pytest.mark.parametrize(("comparator", "lines"), [("<=", 1), ("between", 2)])
def test_a_range_has_both_its_lines_in_bars_and_trends(comparator: str, lines: int) -> None:
    bulletin = edition(comparator, "20", "50")

    assert bars(bulletin.charts[0], VIETNAMESE).svg.count('stroke-dasharray="7 4"') == lines
    assert trend_lines(bulletin.trends[0], VIETNAMESE).svg.count('"12 4 2 4"') == lines


@pytest.mark.parametrize(
    ("comparator", "value", "vietnamese", "english"),
    [
        (">=", "43", "vượt 3 điểm\u00a0%", "3 points beyond"),
        ("<=", "37", "thấp hơn 3 điểm\u00a0%", "3 points below"),
        ("<=", "43", "cao hơn 3 điểm\u00a0%", "3 points too high"),
        ("between", "37", "thiếu 3 điểm\u00a0%", "3 points short"),
        ("between", "50", "trong khoảng", "within the range"),
        ("between", "63", "cao hơn 3 điểm\u00a0%", "3 points too high"),
        ("<=", "40", "", ""),
    ],
)
def test_the_page_of_a_unit_says_on_which_side_of_its_target_a_figure_is(
    comparator: str, value: str, vietnamese: str, english: str
) -> None:
    cell = edition(comparator, value).tables[0].rows[0].cells["figure"]

    assert words_in("vi").gap(cell, "percent") == vietnamese
    assert words_in("en").gap(cell, "percent") == english


def test_the_page_of_a_unit_never_calls_it_short_by_nothing() -> None:
    cell = edition(">=", "39.996").tables[0].rows[0].cells["figure"]

    assert words_in("vi").gap(cell, "percent") == "thiếu 0,004 điểm\u00a0%"


PERCENTS = st.one_of(
    st.sampled_from(["0", "39.996", "40", "40.004", "59.996", "60", "60.004", "100"]),
    st.decimals(min_value=0, max_value=100, places=3).map(str),
)


@settings(max_examples=60, deadline=None)
@given(comparator=st.sampled_from(list(SAID)), values=st.lists(PERCENTS, min_size=4, max_size=4))
def test_the_verifier_finds_nothing_to_say_of_it(comparator: str, values: list[str]) -> None:
    kept = expected(edition(comparator, *values, whole=values[1]))

    assert verified(kept.computed, CATALOGUE, a_layout(table()), NOW, None).findings == ()
    assert verified(kept.computed, CATALOGUE, a_layout(table()), NOW, kept).findings == ()


@pytest.mark.parametrize("comparator", SAID)
def test_the_verifier_sees_a_verdict_that_was_turned(comparator: str) -> None:
    kept = expected(edition(comparator, "20", "50", "70"))
    turned = {"Đạt": "Không đạt", "Không đạt": "Đạt"}
    blocks = tuple(
        replace(block, rows=tuple(tuple(turned.get(text, text) for text in row) for row in block.rows))
        if isinstance(block, PageTable)
        else block
        for block in kept.computed.blocks
    )

    found = verified(Document(blocks), CATALOGUE, a_layout(table()), NOW, None).findings

    assert [finding.rule for finding in found].count("verdict") == len(("20", "50", "70", "the whole"))


def test_where_each_unit_has_its_own_target_no_order_of_verdicts_is_demanded() -> None:
    lenient, strict = (verdict(Decimal(50), ">=").model_copy(update={"threshold": Decimal(at)}) for at in (40, 80))
    rows = [
        an_evaluation("50", "north", verdicts=(lenient,)),
        an_evaluation("70", "south", verdicts=(strict.model_copy(update={"verdict": "not_met"}),)),
        an_evaluation("90", "east", verdicts=(strict,)),
        an_evaluation("95", "west", verdicts=(strict,)),
    ]
    kept = expected(an_edition(*rows, tables=(table(),)))

    assert verified(kept.computed, CATALOGUE, a_layout(table()), NOW, None).findings == ()
