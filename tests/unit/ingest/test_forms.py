"""The form of a unit asks for what it owes, and comes back as its figures without any option."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.form import Form, make_form
from services.ingest.domain.names import Names
from services.ingest.files.form_file import COLUMNS, READ_ROW, write_form
from services.ingest.files.form_words import WORDS
from services.ingest.files.table import read_table
from shared.catalogue import DueRule, Duty, Scope
from shared.errors import Refused
from shared.facts import Figure
from shared.figures import Status
from tests.ingest_samples import CATALOGUE, TODAY, draft
from tests.workbooks import saved

NOW = datetime(2023, 3, 20, 2, tzinfo=UTC)
UNIT = CATALOGUE.units["so-gtvt"]
FIRST = READ_ROW + 1


def figure(**changes: Any) -> Figure:
    return draft(**changes).figure


def duty(indicator: str, kind: str, value: str, *, applies: bool = True) -> Duty:
    scope = Scope(kind, value)  # type: ignore[arg-type]
    return Duty(f"{indicator}-{value}", "plan", indicator, "", scope, applies, "monthly", DueRule("cut-off"), "QĐ 1")


def form(*figures: Figure, duties: tuple[Duty, ...] = (), patterns: tuple[str, ...] = ()) -> Form:
    catalogue = replace(CATALOGUE, duties=duties)
    return make_form(UNIT, "2023-02", figures, catalogue, NOW, patterns=patterns)


def asked(found: Form) -> list[tuple[str, str]]:
    return [(row.indicator.id, row.dimension) for row in found.rows]


def filled(found: Form, *rows: Mapping[str, Any]) -> bytes:
    """The form with cells filled in, row by row."""
    book = load_workbook(io.BytesIO(write_form(found)))
    for number, cells in enumerate(rows, start=FIRST):
        for name, value in cells.items():
            book.worksheets[0].cell(number, list(COLUMNS).index(name) + 1).value = value
    return saved(book)


def page(found: Form) -> Worksheet:
    return load_workbook(io.BytesIO(write_form(found))).worksheets[0]


def test_with_duties_it_asks_for_what_the_unit_owes() -> None:
    duties = (duty("online-pct", "level", "department"), duty("app-users", "all", ""))
    waived = duty("app-users", "unit", "so-gtvt", applies=False)

    found = form(figure(as_of="2022-12-01", indicator="fees-vnd", value="5"), duties=(*duties, waived))

    assert asked(found) == [("online-pct", "")]


def test_without_duties_it_asks_for_what_the_unit_sent_before() -> None:
    found = form(
        figure(as_of="2022-12-01", dimension={"status": "done"}),
        figure(as_of="2023-01-05", dimension={"status": "done"}, value="90"),
        figure(as_of="2022-12-01", indicator="app-users", dimension={"channel": "2022-12-01"}, value="7"),
    )

    assert asked(found) == [("online-pct", "status=done")]
    assert found.rows[0].before is not None
    assert found.rows[0].before.value == Decimal(90)


def test_with_neither_it_asks_for_every_indicator_that_is_no_rank() -> None:
    assert [name for name, _dimension in asked(form())] == [name for name in CATALOGUE.indicators if "rank" not in name]


def test_patterns_choose_among_all_indicators() -> None:
    found = form(figure(as_of="2022-12-01"), patterns=("*-users", "fees-*"))

    assert asked(found) == [("app-users", ""), ("fees-vnd", "")]


def test_left_blank_it_sends_nothing() -> None:
    with pytest.raises(Refused) as raised:
        read_table(write_form(form()))

    assert "không có số liệu" in raised.value.message


def test_a_form_of_what_was_sent_comes_back_as_the_same_figures() -> None:
    sent = [
        figure(as_of="2023-03-01", window_start="2023-02-01"),
        figure(as_of="2023-03-02", dimension={"status": "done"}, value=None, numerator="1", denominator="3"),
        figure(as_of="2023-03-03", indicator="accounts-pct", value=None, no_activity=True),
        figure(as_of="2023-03-04", indicator="handling-days", value="1.0690"),
        figure(as_of="2023-03-05", indicator="fees-vnd", value="1234567890123456789.125"),
    ]

    rows = read_table(write_form(form(*sent))).rows

    assert {_read(row.item).key: _read(row.item) for row in rows} == {each.key: each for each in sent}


def _read(item: dict[str, Any]) -> Figure:
    read = read_figure(item, Names(CATALOGUE), TODAY)
    assert isinstance(read, Draft), [refused.message for refused in read]
    return read.figure


PERCENTS = st.decimals(0, 100, places=2)
COUNTS = st.integers(0, 10**12)
ANSWERS = st.fixed_dictionaries(
    {
        "online-pct": st.one_of(
            st.none(),
            st.fixed_dictionaries({"value": PERCENTS}),
            st.fixed_dictionaries({"numerator": st.integers(0, 9), "denominator": st.integers(9, 99)}),
            st.just({"no_activity": "x"}),
        ),
        "app-users": st.none() | st.fixed_dictionaries({"value": COUNTS}),
        "handling-days": st.none() | st.fixed_dictionaries({"value": st.decimals(0, 999, places=3)}),
        "fees-vnd": st.none() | st.fixed_dictionaries({"value": COUNTS, "window_start": st.just(date(2023, 2, 1))}),
    }
)


@settings(deadline=None, max_examples=30)
@given(ANSWERS)
def test_whatever_is_filled_in_comes_back_exactly(answers: dict[str, dict[str, Any] | None]) -> None:
    empty = form(patterns=tuple(answers))
    content = filled(empty, *(answers[name] or {} for name, _dimension in asked(empty)))

    try:
        rows = read_table(content).rows
    except Refused:
        rows = []

    found = {row.item["indicator"]: _read(row.item) for row in rows}
    assert set(found) == {name for name, answer in answers.items() if answer is not None}
    for name, each in found.items():
        said = answers[name] or {}
        assert (each.unit, each.period, each.as_of) == ("so-gtvt", "2023-02", date(2023, 3, 17))
        for field in {"value", "numerator", "denominator"} & set(said):
            assert getattr(each, field) == Decimal(str(said[field]))
        assert (each.status is Status.NO_ACTIVITY) == ("no_activity" in said)


def test_only_what_is_asked_can_be_written_and_no_password_is_needed() -> None:
    sheet = page(form())
    names = list(COLUMNS)
    open_ = [
        names[column - 1] for column in range(1, len(names) + 1) if not sheet.cell(FIRST, column).protection.locked
    ]

    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert open_ == ["window_start", "as_of", "value", "numerator", "denominator", "no_activity"]


def test_a_count_has_no_parts_to_fill_in() -> None:
    found = form(patterns=("app-users",))

    assert page(found).cell(FIRST, list(COLUMNS).index("numerator") + 1).protection.locked


def test_every_open_cell_has_its_rule() -> None:
    rules = {
        str(rule.sqref): rule
        for rule in page(form(patterns=("online-pct", "app-users"))).data_validations.dataValidation
    }

    percent, whole = (
        next(rule for place, rule in rules.items() if f"H{row}" in place.split()) for row in (FIRST, FIRST + 1)
    )
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")
    assert (whole.type, whole.operator) == ("whole", "greaterThanOrEqual")
    assert {rule.type for rule in rules.values()} == {"decimal", "whole", "date", "list"}


def test_ids_are_hidden_and_the_last_figure_stands_beside() -> None:
    sheet = page(form(figure(as_of="2022-12-01", value="88.9")))

    hidden = [name for place, name in enumerate(COLUMNS) if sheet.column_dimensions["ABCDEFGHIJKLMNO"[place]].hidden]
    assert hidden == ["unit", "indicator", "dimension", "period"]
    assert sheet.row_dimensions[READ_ROW].hidden
    assert sheet.cell(FIRST, list(COLUMNS).index("before") + 1).value == "88,9 (11/2022)"


def test_it_speaks_both_languages() -> None:
    for language in ("vi", "en"):
        book = load_workbook(io.BytesIO(write_form(form(), language)))
        words = WORDS[language]

        assert book.sheetnames == [words.sheet, words.guide]
        assert book.worksheets[0]["A1"].value == words.title


def test_each_row_says_by_when_the_first_of_its_programmes_wants_it() -> None:
    early = replace(duty("online-pct", "unit", "so-gtvt"), programme="other", due=DueRule("day", 3))
    found = form(duties=(duty("online-pct", "all", ""), early, duty("app-users", "all", "")))

    assert {row.indicator.id: row.due for row in found.rows} == {
        "online-pct": date(2023, 3, 3),
        "app-users": date(2023, 3, 17),
    }
