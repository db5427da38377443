"""The sentences of the bulletin: computed from the rows of their table, or not said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.bulletin import Sentence
from services.report.domain.sentences import sentence_of
from shared.facts import Evaluation
from tests.unit.report.factories import (
    SHARE,
    USERS,
    a_column,
    a_sheet,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
    since,
)

DISTRICTS = ("north", "south", "east", "west")
BEHIND = {"kind": "behind", "pattern": "{count}/{of} dưới {target}: {units}.", "none": "Tất cả {of} đạt {target}."}
TOP = {"kind": "top", "pattern": "{count} đơn vị: {units}."}
ALL_AT = {
    "kind": "all_at",
    "value": "100",
    "pattern": "Tất cả {of} đạt {value}.",
    "some": "{count}/{of}: {exceptions}.",
}
TREND = {"kind": "trend", "pattern": "Tỷ lệ {movement}."}


def said(rule: dict[str, Any], *evaluations: Evaluation, indicator: str = SHARE) -> Sentence | None:
    given_rule = {"id": "sentence", **({} if rule["kind"] == "statement" else {"column": "figure"}), **rule}
    table = a_table(a_column(indicator), total={"unit": "province", "name": "Tổng"}, sentences=[given_rule])
    return sentence_of(table.variants[0].sentences[0], a_sheet(table, *evaluations))


def text(rule: dict[str, Any], *evaluations: Evaluation, indicator: str = SHARE) -> str | None:
    sentence = said(rule, *evaluations, indicator=indicator)
    return sentence.text if sentence else None


def shares(*values: str | None) -> list[Evaluation]:
    return [an_evaluation(value, unit) for unit, value in zip(DISTRICTS, values, strict=False)]


def late(value: str, unit: str) -> Evaluation:
    return an_evaluation(value, unit, verdicts=(a_verdict("not_met"),))


def test_the_trend_names_both_figures_and_their_days() -> None:
    total = an_evaluation("94.5", "province", change=since("91", "3.5"))

    sentence = said(TREND, total)

    assert sentence is not None
    assert sentence.text == "Tỷ lệ tăng từ 91,0% (ngày 16/6/2022) lên 94,5% (ngày 17/3/2023)."
    assert sentence.facts["direction"] == "up"
    assert sentence.facts["from"] == {"period": "2022-06", "as_of": "2022-06-16", "value": "91"}


def test_the_trend_says_down_and_equal_as_it_is() -> None:
    down = text(TREND, an_evaluation("90", "province", change=since("91", "-1")))
    equal = text(TREND, an_evaluation("91", "province", change=since("91", "0")))

    assert down == "Tỷ lệ giảm từ 91% (ngày 16/6/2022) xuống 90% (ngày 17/3/2023)."
    assert equal == "Tỷ lệ giữ nguyên ở mức 91% (từ ngày 16/6/2022 đến ngày 17/3/2023)."


def test_there_is_no_trend_without_a_total_or_without_a_past() -> None:
    assert text(TREND, *shares("100", "100")) is None
    assert text(TREND, an_evaluation("94.5", "province")) is None


def test_a_movement_smaller_than_print_is_still_told_as_one() -> None:
    up = text(TREND, an_evaluation("91.002", "province", change=since("91", "0.002")))

    assert up == "Tỷ lệ tăng dưới 0,01 điểm phần trăm, ở mức 91% (từ ngày 16/6/2022 đến ngày 17/3/2023)."


def test_the_units_behind_stand_in_row_order_with_their_figures() -> None:
    met = an_evaluation("90", "south", verdicts=(a_verdict(),))

    sentence = said(BEHIND, late("63", "west"), met, late("75.9", "north"))

    assert sentence is not None
    assert sentence.text == "02/03 dưới 80%: North (75,9%), West (63%)."
    assert sentence.facts["units"] == [{"unit": "north", "value": "75.9"}, {"unit": "west", "value": "63"}]


def test_nobody_behind_is_said_only_of_units_that_were_judged() -> None:
    met = [an_evaluation("90", unit, verdicts=(a_verdict(),)) for unit in ("north", "south")]

    assert text(BEHIND, *met) == "Tất cả 02 đạt 80%."
    assert text(BEHIND, *shares("90", "90")) is None


def test_one_unit_behind_and_all_of_them_have_their_own_words() -> None:
    rule = {**BEHIND, "one": "Chỉ {units} dưới {target}.", "every": "Cả {count} đơn vị dưới {target}: {units}."}
    met = an_evaluation("90", "south", verdicts=(a_verdict(),))

    assert text(rule, met, late("63", "west")) == "Chỉ West (63%) dưới 80%."
    assert text(rule, late("50", "east"), late("63", "west")) == "Cả 02 đơn vị dưới 80%: East (50%), West (63%)."
    assert text(rule, late("63", "west")) == "Chỉ West (63%) dưới 80%."


def test_of_one_unit_alone_nobody_says_that_all_are() -> None:
    assert text(BEHIND, an_evaluation("90", "south", verdicts=(a_verdict(),))) is None
    assert text(ALL_AT, *shares("100", None, None, None)) is None


def test_a_figure_just_below_the_target_does_not_read_as_the_target() -> None:
    below = an_evaluation("79.996", "south", verdicts=(a_verdict("not_met"),))

    assert text(BEHIND, below, late("63", "west")) == "02/02 dưới 80%: South (79,996%), West (63%)."


def test_a_unit_without_activity_is_not_behind() -> None:
    assert text(BEHIND, late("10", "north"), an_evaluation(None, "south")) == "01/01 dưới 80%: North (10%)."


def test_all_who_share_the_last_place_are_named() -> None:
    assert text({**TOP, "n": 2}, *shares("97.1", "100", "97.1", "5")) == (
        "03 đơn vị: South (100%), North (97,1%), East (97,1%)."
    )


def test_figures_that_are_printed_alike_share_a_place() -> None:
    assert text({**TOP, "n": 1}, *shares("97.061", "97.064", "5", "6")) == "02 đơn vị: North (97,06%), South (97,06%)."


def test_a_single_leader_and_leaders_all_alike_have_their_own_words() -> None:
    rule = {**TOP, "n": 1, "one": "Cao nhất: {units}.", "every": "Cả {count} đơn vị cùng đạt {value}."}

    assert text(rule, *shares("99", "98", "97", "96")) == "Cao nhất: North (99%)."
    assert text(rule, *shares("99", "99", None, "99")) == "Cả 03 đơn vị cùng đạt 99%."
    assert text(rule, *shares("99", "99", None)) == "02 đơn vị: North (99%), South (99%)."


def test_excluded_units_and_units_with_nothing_lead_nobody() -> None:
    assert text({**TOP, "exclude": ["north"]}, *shares("99", "0", "7", None)) == "01 đơn vị: East (7%)."
    assert text(TOP, *shares("0", "0")) is None


@given(st.lists(st.integers(min_value=1, max_value=5), min_size=4, max_size=4), st.integers(min_value=1, max_value=4))
def test_whoever_is_not_named_has_less_than_everyone_named(values: list[int], n: int) -> None:
    sentence = said({**TOP, "n": n}, *shares(*map(str, values)))

    assert sentence is not None
    named = {unit["unit"] for unit in sentence.facts["units"]}
    inside = [value for unit, value in zip(DISTRICTS, values, strict=True) if unit in named]
    outside = [value for unit, value in zip(DISTRICTS, values, strict=True) if unit not in named]
    assert len(inside) >= n
    assert all(value < min(inside) for value in outside)


def test_from_the_lowest_on_zero_is_a_figure_and_the_last_place_is_shared_too() -> None:
    rule = {**TOP, "order": "lowest", "n": 2}

    assert text(rule, *shares("3", "0", "3", "5")) == "03 đơn vị: South (0%), North (3%), East (3%)."
    assert text(rule, *shares("97.061", "99", "97.064", None)) == "02 đơn vị: North (97,06%), East (97,06%)."
    assert text({**rule, "exclude": ["south"]}, *shares("3", "0", None, "5")) == "02 đơn vị: North (3%), West (5%)."


@given(st.lists(st.integers(min_value=0, max_value=5), min_size=4, max_size=4), st.integers(min_value=1, max_value=4))
def test_whoever_is_not_named_from_below_has_more_than_everyone_named(values: list[int], n: int) -> None:
    sentence = said({**TOP, "n": n, "order": "lowest"}, *shares(*map(str, values)))

    assert sentence is not None
    named = {unit["unit"] for unit in sentence.facts["units"]}
    inside = [value for unit, value in zip(DISTRICTS, values, strict=True) if unit in named]
    outside = [value for unit, value in zip(DISTRICTS, values, strict=True) if unit not in named]
    assert len(inside) >= n
    assert all(value > max(inside) for value in outside)


def test_all_is_said_only_when_all_are() -> None:
    assert text(ALL_AT, *shares("100", "100", "100", "100")) == "Tất cả 04 đạt 100%."
    assert text(ALL_AT, *shares("100", "88.9", "100", "100")) == "03/04: South (88,9%)."


def test_that_nobody_is_has_its_own_words() -> None:
    rule = {**ALL_AT, "nobody": "Chưa có đơn vị nào đạt {value}."}

    assert text(rule, *shares("99", "99.996", "0", "5")) == "Chưa có đơn vị nào đạt 100%."
    assert text(rule, *shares("99", "100", "0", "5")) == "01/04: North (99%), East (0%), West (5%)."


def test_a_unit_that_has_sent_nothing_stands_against_all_but_one_without_activity_does_not() -> None:
    assert text(ALL_AT, *shares("100", "100", "100")) == "03/04: West (…)."
    assert text(ALL_AT, *shares("100", "100", "100", None)) == "Tất cả 03 đạt 100%."


def test_the_total_is_stated_from_the_total_row() -> None:
    rule = {"kind": "total", "pattern": "Đến {as_of}: {value}."}

    assert text(rule, an_evaluation("25856", "province", indicator=USERS), indicator=USERS) == "Đến 17/3/2023: 25.856."
    assert text(rule, an_evaluation("5", indicator=USERS), indicator=USERS) is None


def test_a_share_states_its_parts_and_its_distance() -> None:
    rule = {
        "kind": "share",
        "pattern": "{numerator}/{denominator} ({value}), còn {rest}[, {gap} so với {target}].",
    }
    verdict = a_verdict("not_met").model_copy(update={"gap": Decimal("-0.004")})
    whole = an_evaluation("79.996", "province", parts=(79996, 100000), verdicts=(verdict,))

    sentence = said(rule, whole)

    assert sentence is not None
    assert sentence.text == ("79.996/100.000 (79,996%), còn 20.004, thấp hơn 0,004 điểm phần trăm so với 80%.")
    assert (sentence.kind, sentence.facts["unit"], sentence.facts["numerator"]) == ("share", "province", "79996")


def test_there_is_no_share_without_its_parts() -> None:
    rule = {"kind": "share", "pattern": "{numerator}/{denominator} ({value})"}

    assert text(rule, an_evaluation("80", "province")) is None
    assert text(rule, *shares("80")) is None


def test_wordings_take_turns_and_say_the_same() -> None:
    rules = [{**BEHIND, "id": name, "column": "figure", "also": ["Dưới {target} có {units}."]} for name in ("a", "b")]
    tables = (a_table(sentences=rules),)
    late_ones = [late("63", "west"), late("50", "north")]

    first, second = an_edition(*late_ones, tables=tables).sentences

    assert {first.text, second.text} == {
        "02/02 dưới 80%: North (50%), West (63%).",
        "Dưới 80% có North (50%), West (63%).",
    }
    assert first.facts == second.facts
    assert an_edition(*late_ones, tables=tables).sentences == (first, second)


def test_a_statement_asks_for_parts_of_a_figure() -> None:
    rule = {"kind": "statement", "unit": "south", "pattern": "{figure.numerator}/{figure.denominator} ({figure})"}

    sentence = said(rule, an_evaluation("99.41", "south", parts=(3537, 3558)))

    assert sentence is not None
    assert sentence.text == "3.537/3.558 (99,41%)"
    assert sentence.facts["figures"]["figure"]["numerator"] == "3537"


def test_a_statement_tells_growth_and_distance_to_the_target() -> None:
    rule = {"kind": "statement", "pattern": "{figure.growth}[, {figure.gap} so với {figure.target}]"}
    grown = an_evaluation("81", change=since("75", "6"), verdicts=(a_verdict(),))

    assert text(rule, grown) == "tăng 8%, vượt 1 điểm phần trăm so với 80%"


@pytest.mark.parametrize(
    ("before", "difference", "said"),
    [
        ("75", "0", "không thay đổi"),
        ("75", "0.001", "tăng dưới 0,01%"),
        ("75", "-0.001", "giảm dưới 0,01%"),
        ("-5", "2", "tăng 40%"),
    ],
)
def test_growth_is_never_by_nothing_and_never_the_wrong_way(before: str, difference: str, said: str) -> None:
    rule = {"kind": "statement", "pattern": "{figure.growth}"}
    now = str(Decimal(before) + Decimal(difference))

    assert text(rule, an_evaluation(now, change=since(before, difference))) == said


def test_a_table_without_rows_says_nothing() -> None:
    rules = [{"id": "a", "kind": "statement", "pattern": "Có {figure}."}, {**BEHIND, "id": "b", "column": "figure"}]
    nobody = a_table(rows=[], levels=["commune"], sentences=rules)

    (table,) = an_edition(an_evaluation(), tables=(nobody,)).tables

    assert table.rows == ()
    assert an_edition(an_evaluation(), tables=(nobody,)).sentences == ()


def test_a_statement_whose_figure_is_missing_is_not_said() -> None:
    assert text({"kind": "statement", "pattern": "Có {figure}."}) is None
