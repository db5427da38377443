"""Numbers and dates are printed the Vietnamese way."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import english
from shared.vietnamese import date_text, month_text, number_text, percent_text, points_text, quarter_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        # dot thousands, decimal comma
        ("1234567.89", "1.234.567,89"),
        ("1028", "1.028"),
        ("-416097519", "-416.097.519"),
        # at most two decimals, no trailing zeros
        ("76.900000000000", "76,9"),
        ("100.00", "100"),
        ("1E+3", "1.000"),
        # halves go up, on printing only
        ("0.005", "0,01"),
        ("87.645", "87,65"),
        ("87.644999999999", "87,64"),
        ("99.995", "100"),
        # zero has no sign
        ("-0.001", "0"),
        ("0", "0"),
        ("-0.5", "-0,5"),
        ("-1.5", "-1,5"),
        # longer than the default precision
        ("123456789012345678901234567890.125", "123.456.789.012.345.678.901.234.567.890,13"),
    ],
)
def test_numbers_are_printed_with_dot_thousands_and_decimal_comma(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_a_printed_number_reads_back_within_half_a_hundredth(number: Decimal) -> None:
    read = Decimal(number_text(number).replace(".", "").replace(",", "."))

    assert abs(read - number) <= Decimal("0.005")


def test_percents_points_days_and_months_have_their_own_form() -> None:
    assert percent_text(Decimal("88.90")) == "88,9%"
    assert points_text(Decimal("3.1")) == "3,1 điểm phần trăm"
    assert date_text(date(2022, 6, 16)) == "16/6/2022"
    assert month_text("2023-02") == "02/2023"
    assert [quarter_text(f"2025-{month:02d}") for month in (1, 3, 4, 9, 12)] == [
        "I/2025",
        "I/2025",
        "II/2025",
        "III/2025",
        "IV/2025",
    ]
    assert [english.quarter_text(period) for period in ("2025-01", "2025-12")] == ["Q1 2025", "Q4 2025"]


def test_printed_words_are_composed_unicode() -> None:
    text = points_text(Decimal("1.5"))

    assert unicodedata.is_normalized("NFC", text)
