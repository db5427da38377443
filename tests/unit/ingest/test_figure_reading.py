"""A sent item becomes a figure of the catalogue, or a list of everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.item import FIELDS
from services.ingest.domain.names import Names
from services.ingest.domain.strict_json import parse_json
from shared.errors import Refused
from shared.figures import Status, ratio
from shared.http.codes import CODES
from tests.ingest_samples import CATALOGUE, TODAY, draft, item, refusals

PARTS: dict[str, Any] = {"value": None, "numerator": Decimal(3537), "denominator": Decimal(3558)}


def codes(**changes: Any) -> list[str]:
    return [refused.code for refused in refusals(**changes)]


def test_a_plain_figure_is_read_exactly() -> None:
    figure = draft(value="88.90").figure

    assert (figure.unit, figure.indicator, figure.period) == ("so-gtvt", "online-pct", "2023-02")
    assert (figure.value, figure.as_of, figure.status) == (Decimal("88.9"), date(2023, 3, 17), Status.REPORTED)


@pytest.mark.parametrize("name", ["so-gtvt", "H10.08", "Sở Giao thông vận tải", "SỞ GIAO THÔNG VẬN TẢI"])
def test_a_unit_is_named_by_id_national_code_or_name(name: str) -> None:
    assert draft(unit=name).figure.unit == "so-gtvt"


def test_an_unknown_unit_is_refused_with_candidates() -> None:
    (refused,) = refusals(unit="Sở Giáo dục")

    assert (refused.code, refused.pointer, refused.value) == ("unknown-unit", "/unit", "Sở Giáo dục")
    assert "so-gddt" in refused.message


def test_an_unknown_indicator_is_refused_with_candidates() -> None:
    (refused,) = refusals(indicator="online-pc")

    assert (refused.code, refused.pointer) == ("unknown-indicator", "/indicator")
    assert "online-pct" in refused.message


def test_a_unit_that_did_not_exist_on_that_day_is_refused() -> None:
    assert codes(unit="chon-thanh") == ["unknown-unit"]
    assert draft(unit="chon-thanh", as_of="2022-06-16").figure.unit == "chon-thanh"


def test_a_number_with_two_readings_is_refused_with_both() -> None:
    (refused,) = refusals(value="1.069")

    assert (refused.code, refused.pointer) == ("ambiguous-number", "/value")
    assert "1069" in refused.message
    assert "1,069" in refused.message


def test_a_json_number_has_one_reading() -> None:
    sent = parse_json(b'{"unit":"so-gtvt","indicator":"online-pct","as_of":"2023-03-17","value":1.069}')

    read = read_figure(sent, Names(CATALOGUE), TODAY)

    assert isinstance(read, Draft)
    assert read.figure.value == Decimal("1.069")


@pytest.mark.parametrize("value", ["0.125", "88.9000", "1234.567", "100"])
def test_a_number_that_no_thousand_is_written_like_is_taken(value: str) -> None:
    assert draft(indicator="accounts-pct", value=value).figure.value == Decimal(value)


@pytest.mark.parametrize("value", ["92,70", "92.7%", "416,097,519", "", " 5", "NaN", "1e3", "٣", "+5", True, [1], {}])
def test_what_is_no_decimal_is_refused(value: object) -> None:
    (refused,) = refusals(value=value)

    assert (refused.code, refused.pointer) == ("not-a-number", "/value")
    assert "92.7" in refused.message


@pytest.mark.parametrize(
    ("indicator", "value", "code"),
    [
        ("online-pct", "140", "percent-out-of-range"),
        ("online-pct", "-1", "percent-out-of-range"),
        ("accounts-pct", "-1", "percent-out-of-range"),
        ("app-users", "12.5", "not-a-count"),
        ("app-users", "-12", "not-a-count"),
        ("fees-vnd", "-1", "negative-amount"),
        ("handling-days", "-0.5", "negative-amount"),
        ("portal-rank", "0", "not-a-rank"),
        ("portal-rank", "1.5", "not-a-rank"),
        ("app-users", "1" * 31, "number-out-of-bounds"),
    ],
)
def test_a_number_the_indicator_cannot_have_is_refused(indicator: str, value: str, code: str) -> None:
    (refused,) = refusals(indicator=indicator, value=value)

    assert (refused.code, refused.pointer) == (code, "/value")


def test_a_percent_may_exceed_100_where_the_indicator_says_so() -> None:
    assert draft(indicator="accounts-pct", value="119.72").figure.value == Decimal("119.72")


def test_a_number_need_not_be_whole() -> None:
    assert draft(indicator="handling-days", value="5.25").figure.value == Decimal("5.25")


def test_the_value_of_a_ratio_is_exact() -> None:
    figure = draft(**PARTS).figure

    assert figure.value == ratio(Decimal(3537), Decimal(3558), 100)
    assert (figure.numerator, figure.denominator) == (Decimal(3537), Decimal(3558))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_a_value_rounded_to_any_precision_agrees_with_its_parts(some: int, more: int, places: int) -> None:
    denominator = some + more
    value = f"{round(ratio(Decimal(some), Decimal(denominator), 100), places):.{places}f}"
    value = f"{value}0" if places == 3 else value  # three decimals as text are ambiguous

    figure = draft(value=value, numerator=some, denominator=denominator).figure

    assert figure.value == ratio(Decimal(some), Decimal(denominator), 100)


def test_a_value_that_contradicts_its_parts_is_refused_with_both() -> None:
    (refused,) = refusals(value="50", numerator=3, denominator=4)

    assert (refused.code, refused.pointer) == ("contradiction", "/value")
    assert "50" in refused.message
    assert "75" in refused.message


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"value": None}, "no-figure", "/value"),
        ({"no_activity": True}, "too-much", "/value"),
        ({**PARTS, "no_activity": True}, "too-much", "/denominator"),
        ({"value": None, "no_activity": "yes"}, "malformed-field", "/no_activity"),
        ({"numerator": 3}, "half-a-ratio", "/denominator"),
        ({"denominator": 3}, "half-a-ratio", "/numerator"),
        ({**PARTS, "numerator": 3559}, "numerator-above-denominator", "/numerator"),
        ({**PARTS, "numerator": -1}, "not-a-count", "/numerator"),
        ({**PARTS, "numerator": 0, "denominator": 0}, "denominator-zero", "/denominator"),
        ({**PARTS, "indicator": "app-users"}, "parts-not-taken", "/numerator"),
        ({"vaule": "1"}, "unknown-field", "/vaule"),
        ({"unit": None}, "missing-field", "/unit"),
        ({"indicator": None}, "missing-field", "/indicator"),
        ({"as_of": None}, "missing-field", "/as_of"),
        ({"unit": 7}, "malformed-field", "/unit"),
        ({"unit": "a\0b"}, "malformed-field", "/unit"),
        ({"unit": "x" * 201}, "malformed-field", "/unit"),
        ({"as_of": "17/3/2023"}, "not-a-date", "/as_of"),
        ({"as_of": "20230317"}, "not-a-date", "/as_of"),
        ({"as_of": "2023-02-30"}, "not-a-date", "/as_of"),
        ({"as_of": "0001-01-01"}, "not-a-date", "/as_of"),
        ({"as_of": "2023-03-22"}, "date-in-future", "/as_of"),
        ({"window_start": "2023-03-18"}, "window-after-as-of", "/window_start"),
        ({"period": "2/2023"}, "not-a-period", "/period"),
        ({"period": "2023-04"}, "date-in-future", "/period"),
        ({"dimension": {"status": "lost"}}, "unknown-dimension", "/dimension/status"),
        ({"dimension": {"colour": "red"}}, "unknown-dimension", "/dimension/colour"),
        ({"dimension": "status=done"}, "malformed-field", "/dimension"),
        (
            {"indicator": "app-users", "value": "1", "dimension": {"channel": "a;b"}},
            "malformed-field",
            "/dimension/channel",
        ),
        ({"revision": 0}, "malformed-field", "/revision"),
        ({"revision": Decimal("1.5")}, "malformed-field", "/revision"),
        ({"id": ""}, "malformed-field", "/id"),
    ],
)
def test_what_is_wrong_is_named_by_code_and_field(changes: dict[str, Any], code: str, pointer: str) -> None:
    (refused,) = refusals(**changes)

    assert (refused.code, refused.pointer) == (code, pointer)


def test_everything_wrong_is_told_at_once() -> None:
    assert codes(unit="nobody at all", value="140", period="soon", more=1) == [
        "unknown-field",
        "unknown-unit",
        "not-a-period",
        "percent-out-of-range",
    ]


def test_tomorrow_is_still_taken() -> None:
    assert draft(as_of="2023-03-21").figure.period == "2023-03"


def test_no_activity_is_neither_zero_nor_missing() -> None:
    plain, zero = draft(value=None, no_activity=True).figure, draft(value="0").figure
    counted = draft(value=None, numerator=0, denominator=0, no_activity=True).figure

    assert (plain.status, plain.value) == (Status.NO_ACTIVITY, None)
    assert (counted.status, counted.denominator) == (Status.NO_ACTIVITY, Decimal(0))
    assert (zero.status, zero.value) == (Status.REPORTED, Decimal(0))


@pytest.mark.parametrize("sent", [None, 5, "text", [], [{}]])
def test_what_is_no_object_is_refused(sent: object) -> None:
    read = read_figure(sent, Names(CATALOGUE), TODAY)

    assert isinstance(read, list)
    assert [refused.code for refused in read] == ["not-an-object"]


json_values = st.recursive(
    st.none() | st.booleans() | st.decimals(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), json_values))
def test_whatever_is_sent_is_read_or_refused_by_a_listed_code(changes: dict[str, Any]) -> None:
    read = read_figure(item(**changes), Names(CATALOGUE), TODAY)

    assert isinstance(read, Draft) or all(refused.code in CODES for refused in read)
    assert isinstance(read, Draft) or all(isinstance(refused, Refused) for refused in read)
