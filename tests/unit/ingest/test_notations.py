"""A number in a file is read as it was declared; what can be read in two ways is refused with both readings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.cell import Cell, place_of, text_cell
from services.ingest.domain.notation import Notation, parse_notations, read_written, spelled
from services.ingest.domain.number import read_number
from shared.errors import Refused
from shared.vietnamese import number_text
from shared.wording import told

VI, EN, PLAIN = Notation("vi"), Notation("en"), Notation("plain")
UNDECLARED = Notation()
NUMBERS = st.decimals(-(10**12), 10**12, places=3).map(lambda number: number.normalize() + 0)


def text(written: str) -> Cell:
    return Cell("text", written, "C5")


def read(written: str, notation: Notation = UNDECLARED) -> Decimal:
    return read_written(text(written), notation)


@pytest.mark.parametrize(
    ("written", "notation", "number"),
    [
        ("1.069", VI, "1069"),
        ("1.069", EN, "1.069"),
        ("1.069", PLAIN, "1.069"),
        ("1,069", VI, "1.069"),
        ("1,069", EN, "1069"),
        ("-1.234.567,89", VI, "-1234567.89"),
        ("1234567,89", VI, "1234567.89"),
        ("92,7", UNDECLARED, "92.7"),
        ("92.70", UNDECLARED, "92.70"),
        ("1.234.567", UNDECLARED, "1234567"),
        ("1.069,5", UNDECLARED, "1069.5"),
        ("0,125", UNDECLARED, "0.125"),
        ("1069", UNDECLARED, "1069"),
        ("92,7%", Notation("vi", "shown"), "92.7"),
        ("92,7 %", Notation("vi", "stored"), "0.927"),
        ("0%", UNDECLARED, "0"),
    ],
)
def test_one_reading_is_taken(written: str, notation: Notation, number: str) -> None:
    assert read(written, notation) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "one", "other"),
    [("1.069", "1069", "1,069"), ("1,069", "1,069", "1069"), ("92,7%", "92,7", "0,927"), ("-2.000", "-2000", "-2")],
)
def test_two_readings_are_refused_with_both(written: str, one: str, other: str) -> None:
    with pytest.raises(Refused) as raised:
        read(written)

    assert raised.value.code == "ambiguous-number"
    for language in ("vi", "en"):
        said = told(raised.value.message, language)
        assert f" {one} " in said
        assert f" {other};" in said
        assert "C5" in said


@pytest.mark.parametrize(
    ("written", "notation"),
    [("92.7", VI), ("1.06", VI), ("92,7", EN), ("1,069", PLAIN), ("12.34.567", UNDECLARED), ("1 069", UNDECLARED)]
    + [(junk, UNDECLARED) for junk in ("", "-", "1e5", "NaN", "١٢", "1.", ",5", "%", "5%%", "12a")],
)
def test_what_is_no_number_as_declared_is_refused(written: str, notation: Notation) -> None:
    with pytest.raises(Refused) as raised:
        read(written, notation)

    assert raised.value.code == "not-a-number"


@given(NUMBERS)
def test_a_number_as_vietnamese_documents_print_it_is_read_back(number: Decimal) -> None:
    assert read(number_text(number, 3), VI) == number


@given(NUMBERS)
def test_what_is_read_passes_the_door_unchanged(number: Decimal) -> None:
    assert read_number(spelled(number)) == number


@given(st.text(alphabet="0123456789.,-% ", max_size=12))
def test_without_a_declaration_nothing_is_guessed(written: str) -> None:
    """What is taken undeclared is what every notation that can read it says."""
    try:
        number = read(written.strip())
    except Refused:
        return

    readings = {reading(written.strip(), notation) for notation in (VI, EN, PLAIN)}
    assert readings - {None} == {number}


def reading(written: str, notation: Notation) -> Decimal | None:
    try:
        return read(written, notation)
    except Refused:
        return None


def test_a_percent_cell_is_read_as_declared_or_refused_with_both_readings() -> None:
    cell = Cell("percent", Decimal("0.927"), "D2")

    with pytest.raises(Refused) as raised:
        read_written(cell, UNDECLARED)

    assert " 92,7 hoặc 0,927;" in raised.value.message
    assert read_written(cell, Notation(percent="shown")) == Decimal("92.7")
    assert read_written(cell, Notation(percent="stored")) == Decimal("0.927")


def test_notations_are_declared_for_all_columns_or_for_each() -> None:
    declared = parse_notations("vi, value:shown , numerator:en:stored")

    assert declared == {"": VI, "value": Notation(percent="shown"), "numerator": Notation("en", "stored")}
    with pytest.raises(Refused):
        parse_notations("value:fr")


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "+cmd", "-2+3", '=HYPERLINK("http://x")'])
def test_what_a_spreadsheet_would_calculate_is_a_formula(formula: str) -> None:
    cell = text_cell(formula, "A1")

    assert cell is not None
    assert cell.kind == "formula"


@pytest.mark.parametrize("plain", ["-5", "-1.069,5", "+5", "-", "a=b", "so-y-te"])
def test_what_it_would_not_calculate_is_text(plain: str) -> None:
    cell = text_cell(plain, "A1")

    assert plain == "-" or (cell is not None and cell.kind == "text")


def test_places_are_named_as_spreadsheets_name_them() -> None:
    assert [place_of(column, 5) for column in (0, 25, 26, 701, 702)] == ["A5", "Z5", "AA5", "ZZ5", "AAA5"]
