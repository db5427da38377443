"""A workbook is read as it was meant, or refused; nothing in it is run, fetched or unpacked without bounds."""

from __future__ import annotations

import csv
import io
import tracemalloc
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from services.ingest.domain.heading import NUMBERS
from services.ingest.domain.notation import parse_notations
from services.ingest.files.formats import shown_by
from services.ingest.files.sheet import stored_number
from services.ingest.files.table import read_table
from shared.errors import Refused
from shared.office import archive
from shared.wording import told
from tests.workbooks import HEAD, ROW, SHEET, hostile_files, packed, saved, sheet_xml, workbook

COLUMNS = ("unit", "indicator", "dimension", "period", "as_of", "value", "numerator", "denominator", "no_activity")
DAY = date(2023, 3, 17)


def items(content: bytes, numbers: str = "") -> list[dict[str, Any]]:
    return [row.item for row in read_table(content, parse_notations(numbers)).rows]


def one(*cells: Any, formats: dict[str, str] | None = None, numbers: str = "") -> dict[str, Any]:
    """The item of a workbook with one row of unit, indicator, as_of and value."""
    (item,) = items(workbook(HEAD.split(","), cells, formats=formats), numbers)
    return item


def refused(content: bytes) -> Refused:
    with pytest.raises(Refused) as raised:
        read_table(content)
    return raised.value


def test_a_row_of_every_kind_of_cell_is_an_item() -> None:
    row = ("so-gtvt", "online-pct", "status=done", "2023-02", DAY, 88.9, None, None, False)

    (item,) = items(workbook(COLUMNS, row))

    assert item == {
        "unit": "so-gtvt",
        "indicator": "online-pct",
        "dimension": {"status": "done"},
        "period": "2023-02",
        "as_of": "2023-03-17",
        "value": "88.9",
        "no_activity": False,
    }


def test_rows_keep_their_numbers_in_the_file() -> None:
    row = ("so-gtvt", "online-pct", DAY, 1)

    table = read_table(workbook(("Báo cáo",), (), HEAD.split(","), row, (), row))

    assert (table.heading.row, [each.number for each in table.rows]) == (3, [4, 6])


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("0.92700000000000005", "0.927"),
        ("0.1", "0.1"),
        ("92.700000000000003", "92.7"),
        ("1.0000000000000001E-5", "0.00001"),
        ("1E+3", "1000"),
        ("12345678901234567", "12345678901234567"),
        ("-0", "0"),
    ],
)
def test_a_stored_number_is_the_decimal_that_was_typed(stored: str, number: str) -> None:
    assert stored_number(stored) == Decimal(number)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_every_decimal_of_fifteen_digits_comes_back(number: Decimal) -> None:
    assert stored_number(f"{float(number):.17g}") == number


def test_days_are_days_whatever_their_format_and_moments_lose_their_hour() -> None:
    assert one("u", "i", DAY, 1)["as_of"] == "2023-03-17"
    assert one("u", "i", datetime(2023, 3, 17, 8, 30), 1)["as_of"] == "2023-03-17"  # noqa: DTZ001
    assert one("u", "i", 45002, 1, formats={"C2": "[$-42A]d mmmm yyyy"})["as_of"] == "2023-03-17"


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    book.worksheets[0].append(HEAD.split(","))
    book.worksheets[0].append(["u", "i", DAY, 1])

    assert items(saved(book))[0]["as_of"] == "2023-03-17"


def test_a_month_that_became_a_day_is_a_month_again() -> None:
    (item,) = items(workbook((*HEAD.split(","), "period"), ("u", "i", DAY, 1, date(2023, 2, 1))))

    assert item["period"] == "2023-02"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=1+1", "formula-cell"),
        ("=SUM(A1:A9)", "formula-cell"),
        ("#N/A", "malformed-field"),
        (DAY, "not-a-number"),
        (True, "not-a-number"),
        ("1.069", "ambiguous-number"),
        (1e300, "number-out-of-bounds"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_by_name(value: Any, code: str) -> None:
    wrong = one("u", "i", DAY, value)["value"]

    assert isinstance(wrong, Refused)
    assert (wrong.code, wrong.pointer) == (code, "/value")
    assert "D2" in wrong.message
    assert "D2" in told(wrong.message, "en")


def test_a_percent_cell_needs_a_declaration() -> None:
    cells = ("u", "i", DAY, 0.927)

    assert one(*cells, formats={"D2": "0.0%"})["value"].code == "ambiguous-number"
    assert one(*cells, formats={"D2": "0.0%"}, numbers="shown")["value"] == "92.7"
    assert one(*cells, formats={"D2": "0.0%"}, numbers="value:stored")["value"] == "0.927"
    assert one("u", "i", DAY, 92.7, formats={"D2": '0.0"%"'})["value"] == "92.7"


def test_the_heading_can_declare_how_a_column_is_written() -> None:
    (item,) = items(workbook(("unit", "indicator", "as_of", "value:vi"), ("u", "i", DAY, "1.069")))

    assert item["value"] == "1069"
    assert refused(workbook(("unit:vi", "indicator", "as_of"), ("u", "i", DAY))).code == "malformed-file"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("#,##0.00", "number"),
        ("0%", "percent"),
        ('0.0" %"', "number"),
        (r"0.0\%", "number"),
        ("dd/mm/yyyy", "day"),
        ("[h]:mm", "day"),
        ('#,##0" đồng"', "number"),
        ("#,##0 [$₫-42A]", "number"),
        ("[Red]0.0", "number"),
        ("0.00E+00", "number"),
    ],
)
def test_a_format_says_what_a_number_is(code: str, kind: str) -> None:
    assert shown_by(code) == kind


def test_remarks_are_not_read_and_cells_without_a_heading_are_refused() -> None:
    remark = workbook((*HEAD.split(","), "#ghi chú"), ("u", "i", DAY, 1, "=1+1"))
    stray = workbook(HEAD.split(","), ("u", "i", DAY, 1, "x"))

    assert items(remark)[0]["value"] == "1"
    assert "E2" in refused(stray).message


def test_hidden_sheets_are_not_read_and_two_with_figures_are_refused() -> None:
    book = Workbook()
    for page in (book.worksheets[0], book.create_sheet("Khác")):
        page.append(HEAD.split(","))
        page.append(["u", "i", DAY, 1])
    both = saved(book)
    book.worksheets[1].sheet_state = "hidden"

    assert "Khác" in refused(both).message
    assert len(items(saved(book))) == 1


def test_names_in_decomposed_unicode_and_with_damaged_letters_are_mended() -> None:
    assert one(unicodedata.normalize("NFD", "Sở Y tế"), "i", DAY, 1)["unit"] == "Sở Y tế"
    assert one("Sở Tài nguyên và Môi tr\u01a3ờng", "i", DAY, 1)["unit"] == "Sở Tài nguyên và Môi trường"


BROKEN = {
    "cut off",
    "not a workbook",
    "no sheet",
    "broken XML",
    "unknown encoding",
    "rows out of order",
    "cell of another row",
    "row beyond all sheets",
    "text that is not there",
    "number that is none",
}


@pytest.mark.parametrize("name", hostile_files())
def test_a_hostile_file_is_refused_and_what_is_dangerous_is_called_so(name: str) -> None:
    found = refused(hostile_files()[name])

    assert found.code == ("malformed-file" if name in BROKEN else "unsafe-file")
    assert told(found.message, "en") != told(found.message, "vi")


def test_a_file_that_says_too_little_of_its_size_does_not_unpack_to_more() -> None:
    content = bytearray(packed({SHEET: sheet_xml(HEAD, ROW) + " " * 900_000}))
    place = content.rfind(SHEET.encode()) - 46
    content[place + 24 : place + 28] = (1000).to_bytes(4, "little")

    assert refused(bytes(content)).code == "malformed-file"


def test_a_million_rows_are_refused_in_little_memory() -> None:
    row = '<row><c t="inlineStr"><is><t>so-gtvt</t></is></c><c><v>1</v></c></row>'
    big = packed({SHEET: sheet_xml(HEAD).replace("</sheetData>", row * 500_000 + "</sheetData>")})
    tracemalloc.start()

    with pytest.raises(Refused) as raised:
        read_table(big, most=1000)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raised.value.code in {"too-many-figures", "unsafe-file"}
    assert peak < 20 * len(big) + 20_000_000


def test_the_limits_stand() -> None:
    assert (archive.MOST_ENTRIES, archive.MOST_BYTES, archive.MOST_RATIO) == (200, 50 * 1024 * 1024, 100)


VALUES = st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=3))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["so-gtvt", "Sở Y tế", "Sở Giáo dục & Đào tạo", "<b>x</b>"]),
            "indicator": st.sampled_from(["online-pct", "app-users"]),
            "dimension": st.sampled_from(["", "status=done", "channel=web;status=done"]),
            "period": st.sampled_from(["", "2023-02"]),
            "as_of": st.dates(date(2023, 1, 1), date(2023, 12, 31)),
            "value": st.none() | VALUES,
            "numerator": st.none() | VALUES,
            "denominator": st.none() | VALUES,
            "no_activity": st.sampled_from(["", "0", "1"]),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(ROWS)
def test_a_table_reads_alike_as_csv_and_as_workbook(rows: list[dict[str, Any]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)

    from_csv = items(text.getvalue().encode("utf-8-sig"), "plain")
    cells = [[None if row[name] == "" else row[name] for name in COLUMNS] for row in rows]
    from_workbook = items(workbook(COLUMNS, *cells))

    assert [_exact(item) for item in from_csv] == [_exact(item) for item in from_workbook]


def _exact(item: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in NUMBERS else value for name, value in item.items()}
