"""What a figure alone, or beside its own past, gives cause to doubt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.plausibility.above_100 import above_100
from services.scoring.domain.plausibility.cumulative_fell import cumulative_fell
from services.scoring.domain.plausibility.fell_to_zero import fell_to_zero
from services.scoring.domain.plausibility.magnitude import magnitude
from services.scoring.domain.plausibility.not_restarted import not_restarted
from services.scoring.domain.plausibility.outlier_in_history import outlier_in_history
from services.scoring.domain.plausibility.part_above_whole import part_above_whole
from services.scoring.domain.plausibility.precision import agreement
from services.scoring.domain.plausibility.ratio_as_percent import ratio_in_history
from services.scoring.domain.plausibility.ratio_contradicted import ratio_contradicted
from services.scoring.domain.plausibility.views import InTime
from shared.figures import ratio
from tests.unit.scoring.views_of import COUNT, MONEY, PERCENT, alone, bounds, dated, in_time, rules

ALWAYS = replace(COUNT, cumulative={"": "always"})
YEARLY = replace(COUNT, cumulative={"": "year"})
OVER = replace(PERCENT, above_100=True)


def test_a_part_is_not_more_than_its_whole() -> None:
    assert rules(part_above_whole(alone("110", (11, 10)))) == [("part_above_whole", "error")]
    assert not rules(part_above_whole(alone("100", (10, 10))))
    assert not rules(part_above_whole(alone("110", (11, 10), OVER)))


def test_a_share_is_not_above_100_unless_the_indicator_says_so() -> None:
    assert rules(above_100(alone("100.1"))) == [("above_100", "error")]
    assert not rules(above_100(alone("100")))
    assert not rules(above_100(alone("119.72", indicator=OVER)))
    assert not rules(above_100(alone("1069", indicator=COUNT)))


@pytest.mark.parametrize(
    ("value", "parts", "found"),
    [
        ("91", (86, 94), []),
        ("91.5", (86, 94), []),
        ("91.4", (86, 94), [("ratio_contradicted", "note")]),
        ("91.75", (1470, 1785), [("ratio_contradicted", "error")]),
        ("50", (1, 2), []),
        ("0.5", (1, 2), [("ratio_contradicted", "error")]),
    ],
)
def test_a_percent_is_what_its_parts_make_as_far_as_it_is_written(
    value: str, parts: tuple[int, int], found: list[tuple[str, str]]
) -> None:
    assert rules(ratio_contradicted(alone(value, parts))) == found


def test_a_count_with_parts_is_its_numerator() -> None:
    assert not rules(ratio_contradicted(alone("5671", (5671, 6099), COUNT)))
    assert rules(ratio_contradicted(alone("5617", (5671, 6099), COUNT))) == [("ratio_contradicted", "error")]


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_a_ratio_rounded_to_any_place_agrees_with_itself(numerator: int, denominator: int, places: int) -> None:
    exact = ratio(Decimal(numerator), Decimal(denominator), 100)

    # Written without trailing zeros a figure claims less, never more.
    assert agreement(round(exact, places), exact) == "rounded"


def test_what_only_adds_up_does_not_fall() -> None:
    assert rules(cumulative_fell(in_time("100", "99", indicator=ALWAYS))) == [("cumulative_fell", "error")]
    assert bounds(cumulative_fell(in_time("100", "99", indicator=ALWAYS))) == [(Decimal(100), None)]
    assert not rules(cumulative_fell(in_time("100", "100", indicator=ALWAYS)))
    assert not rules(cumulative_fell(in_time("100", "99")))


def test_what_adds_up_within_a_year_may_start_anew_with_the_next() -> None:
    december, january = dated("100", "2022-12", since="2022-01-01"), dated("9", "2023-01", since="2023-01-01")
    november = dated("101", "2022-11", since="2022-01-01")

    assert not rules(cumulative_fell(InTime(january, [december], YEARLY)))
    assert rules(cumulative_fell(InTime(december, [november], YEARLY))) == [("cumulative_fell", "error")]


def test_a_count_that_starts_anew_does_not_come_to_the_same_number() -> None:
    before = dated("87", "2022-06", since="2022-01-01")
    again = dated("87", "2023-02", since="2023-01-01")
    running = dated("87", "2022-07", since="2022-01-01")

    assert rules(not_restarted(InTime(again, [before], COUNT))) == [("not_restarted", "warning")]
    assert not rules(not_restarted(InTime(running, [before], COUNT)))


def test_small_counts_may_come_out_the_same() -> None:
    before, again = dated("2", "2022-06", since="2022-01-01"), dated("2", "2023-02", since="2023-01-01")

    assert not rules(not_restarted(InTime(again, [before], COUNT)))


def test_what_was_much_is_not_nothing_at_once() -> None:
    assert rules(fell_to_zero(in_time("100", "0", indicator=PERCENT))) == [("fell_to_zero", "warning")]
    assert rules(fell_to_zero(in_time("150", "0"))) == [("fell_to_zero", "warning")]
    assert not rules(fell_to_zero(in_time("49", "0", indicator=PERCENT)))
    assert not rules(fell_to_zero(in_time("99", "0")))
    assert not rules(fell_to_zero(in_time("0", "0", indicator=PERCENT)))


def test_an_amount_a_thousand_times_too_small_has_lost_its_zeros() -> None:
    (found,) = magnitude(in_time("215000", "230000", "221", indicator=MONEY))

    assert (found.doubt.rule, found.doubt.facts["power"]) == ("magnitude", "3")


def test_amounts_are_compared_by_the_day_where_they_count_from_a_day() -> None:
    year = dated("36500", "2022-12", on="2022-12-31", since="2022-01-01")
    month = dated("3100", "2023-01", on="2023-01-31", since="2023-01-01")
    slow = dated("100", "2023-01", on="2023-01-31", since="2023-01-01")

    assert not rules(magnitude(InTime(month, [year], COUNT)))
    assert rules(magnitude(InTime(slow, [year], COUNT))) == [("magnitude", "warning")]


def test_things_grow_from_small_beginnings() -> None:
    assert not rules(magnitude(in_time("347", "13636")))
    assert not rules(magnitude(in_time("5", "78")))
    assert rules(magnitude(in_time("347", "347000"))) == [("magnitude", "warning")]


def test_a_share_below_one_percent_of_a_series_of_tens_is_a_ratio() -> None:
    (found,) = ratio_in_history(in_time("80", "82.5", "0.81", indicator=PERCENT))

    assert (found.doubt.rule, found.doubt.expected_from) == ("ratio_as_percent", Decimal(81))


def test_a_series_of_small_shares_has_small_shares() -> None:
    assert not rules(ratio_in_history(in_time("0.9", "1.2", "0.8", indicator=PERCENT)))


def test_a_share_with_numerator_and_denominator_is_what_it_is() -> None:
    past = [dated("80", "2022-05", indicator=PERCENT.id)]
    tiny = dated("0.5", "2022-06", indicator=PERCENT.id, parts=(1, 200))

    assert not rules(ratio_in_history(InTime(tiny, past, PERCENT)))


def test_a_figure_far_outside_six_or_more_earlier_ones_is_an_outlier() -> None:
    steady = ("70", "71", "69", "70", "72", "70")

    assert rules(outlier_in_history(in_time(*steady, "12", indicator=PERCENT))) == [("outlier_in_history", "warning")]
    assert not rules(outlier_in_history(in_time(*steady, "60", indicator=PERCENT)))
    assert not rules(outlier_in_history(in_time(*steady[1:], "12", indicator=PERCENT)))


def test_what_grows_all_along_goes_on_growing() -> None:
    assert not rules(outlier_in_history(in_time("100", "200", "300", "400", "500", "600", "720", "840")))
