"""Figures: keys, dimensions, and decimals that never lose a digit."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.figures import FigureKey, SeriesKey, dimension_text, is_period, nfc, parse_dimension, plain, ratio

# What may stand in a pair: no "=" in a key, no ";" anywhere, no spaces at the edges.
WORD = st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters="-_"), min_size=1, max_size=8)
DIMENSION = st.dictionaries(WORD, WORD, max_size=4)
DECIMAL = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)
POSITIVE = st.integers(min_value=1, max_value=10**12).map(Decimal)


@pytest.mark.parametrize("text", ["2023-02", "1999-12", "2022-10"])
def test_a_period_is_a_month(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["", "2023", "2023-13", "2023-00", "2023-2", "2023-02-01", " 2023-02", "2023-02\n"])
def test_anything_else_is_no_period(text: str) -> None:
    assert not is_period(text)


def test_the_order_of_a_dimension_does_not_matter() -> None:
    one = dimension_text({"status": "received", "period": "year-to-date"})
    other = dimension_text({"period": "year-to-date", "status": "received"})

    assert one == other == "period=year-to-date;status=received"


def test_no_dimension_is_no_text() -> None:
    assert dimension_text({}) == ""
    assert parse_dimension("") == {}


@given(DIMENSION)
def test_a_dimension_reads_back_from_its_text(dimension: dict[str, str]) -> None:
    assert parse_dimension(dimension_text(dimension)) == dimension


def test_spaces_and_empty_pieces_around_pairs_are_forgiven() -> None:
    assert parse_dimension(" status=completed ;; ") == {"status": "completed"}


@pytest.mark.parametrize("text", ["status", "=received", "status=", "status=received;late"])
def test_a_piece_that_is_no_pair_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is not key=value"):
        parse_dimension(text)


def test_a_key_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'status' is given twice"):
        parse_dimension("status=received;status=completed")


def test_a_figure_belongs_to_its_series() -> None:
    key = FigureKey("so-gtvt", "dossiers-online-pct", "status=completed", "2023-02")

    assert key.series == SeriesKey("so-gtvt", "dossiers-online-pct", "status=completed")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("100", "100"),
        ("1E+2", "100"),
        ("88.90", "88.9"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("-1.50", "-1.5"),
        ("0.000000000001", "0.000000000001"),
        ("416097519", "416097519"),
    ],
)
def test_a_number_is_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@given(DECIMAL)
def test_a_number_reads_back_exactly_from_its_text(number: Decimal) -> None:
    assert Decimal(plain(number)) == number


@given(DECIMAL)
def test_equal_numbers_have_one_text(number: Decimal) -> None:
    assert plain(number) == plain(number.normalize()) == plain(number * Decimal("1.000"))


def test_a_percent_is_exact_where_the_division_ends() -> None:
    assert ratio(Decimal(945), Decimal(1000), scale=100) == Decimal("94.5")


def test_a_ratio_that_never_ends_has_twelve_decimals() -> None:
    assert ratio(Decimal(2), Decimal(3), scale=100) == Decimal("66.666666666667")


def test_halves_go_to_the_even_neighbour() -> None:
    assert ratio(Decimal(5), Decimal(10**13)) == Decimal(0)
    assert ratio(Decimal(15), Decimal(10**13)) == Decimal("0.000000000002")


@given(POSITIVE, POSITIVE, st.integers(min_value=2, max_value=1000))
def test_a_ratio_does_not_depend_on_the_unit_both_are_counted_in(
    numerator: Decimal, denominator: Decimal, factor: int
) -> None:
    assert ratio(numerator, denominator, 100) == ratio(numerator * factor, denominator * factor, 100)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_text_is_composed_whatever_form_it_came_in(form: str) -> None:
    name = "Huyện Bù Đăng"

    assert nfc(unicodedata.normalize(form, name)) == name  # type: ignore[arg-type]


def test_letters_damaged_by_pdf_files_are_mended() -> None:
    assert nfc("Ph\u01a3\u1edbc Long") == "Ph\u01b0\u1edbc Long"
    assert nfc("\u01a2BND") == "\u01afBND"
