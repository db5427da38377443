"""How changes and pairs of figures are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.change_text import change_text
from services.report.domain.measures import figure_text, pair_texts


@pytest.mark.parametrize(
    ("difference", "text"),
    [("1.1", "Tăng 1,1%"), ("-4", "Giảm 4%"), ("0", "Bằng"), ("0.02", "Tăng 0,02%"), ("51.352", "Tăng 51,35%")],
)
def test_percents_change_in_points_with_at_most_two_decimals(difference: str, text: str) -> None:
    assert change_text(Decimal(difference), "percent") == text


@pytest.mark.parametrize(("difference", "text"), [("47", "47"), ("1028", "1.028"), ("-12", "-12"), ("0", "0")])
def test_counts_show_their_difference(difference: str, text: str) -> None:
    assert change_text(Decimal(difference), "count") == text


def test_a_change_too_small_to_print_is_not_called_equal() -> None:
    assert change_text(Decimal("0.004"), "percent") == "Tăng dưới 0,01%"
    assert change_text(Decimal("-0.004"), "percent") == "Giảm dưới 0,01%"


@given(st.decimals(min_value=-100, max_value=100, places=4))
def test_only_no_difference_is_called_equal(difference: Decimal) -> None:
    assert (change_text(difference, "percent") == "Bằng") == (difference == 0)


def test_two_figures_read_together_have_equally_many_decimals() -> None:
    assert pair_texts(Decimal(91), Decimal("94.5"), "percent") == ("91,0%", "94,5%")
    assert pair_texts(Decimal("80.47"), Decimal(100), "percent") == ("80,47%", "100,00%")
    assert pair_texts(Decimal(2376), Decimal(25856), "count") == ("2.376", "25.856")


def test_a_figure_alone_has_no_trailing_zeros() -> None:
    assert figure_text(Decimal("88.90"), "percent") == "88,9%"
    assert figure_text(Decimal(591569499), "vnd") == "591.569.499"
