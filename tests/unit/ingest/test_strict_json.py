"""JSON is read strictly: exact numbers, and nothing unsafe gets through."""

from __future__ import annotations

from decimal import Decimal

import pytest

from services.ingest.domain.figure import read_figure
from services.ingest.domain.names import Names
from services.ingest.domain.strict_json import Unreadable, parse_json
from shared.errors import Refused
from tests.ingest_samples import CATALOGUE, TODAY


def test_numbers_are_decimals_as_written() -> None:
    found = parse_json(b"\xef\xbb\xbf[0.1, 88.90, 7]")

    assert [str(number) for number in found] == ["0.1", "88.90", "7"]
    assert all(isinstance(number, Decimal) for number in found)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"NaN", "not-a-number"),
        (b"-Infinity", "not-a-number"),
        (b"1e400", "number-out-of-bounds"),
        (b"1e-99999999999999999999", "number-out-of-bounds"),
        (b"9" * 5000, "number-out-of-bounds"),
        (b'{"value": 1, "value": 2}', "duplicate-key"),
    ],
)
def test_what_is_unsafe_is_marked_and_does_not_spoil_its_neighbours(body: bytes, code: str) -> None:
    unsafe, good = parse_json(b"[" + body + b', {"unit": "so-y-te"}]')

    assert isinstance(unsafe, Unreadable)
    assert unsafe.code == code
    assert good == {"unit": "so-y-te"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1,]",
        b"{'a': 1}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 9 + b"1" + b"}" * 9,
        b'"\\ud800"',
        b'{"\\uDC00": 1}',
        b'"' + b"\\" * 99_999,
    ],
)
def test_what_is_not_json_or_too_deep_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse_json(body)

    assert refused.value.code == "malformed-json"


def test_brackets_in_strings_are_no_depth() -> None:
    assert parse_json(b'["[[[[[[[[[[[[\\"[[[["]') == ['[[[[[[[[[[[["[[[[']


@pytest.mark.parametrize("value", ["NaN", "1e400", "Infinity"])
def test_an_unsafe_number_refuses_its_figure_by_field(value: str) -> None:
    sent = parse_json(
        b'{"unit":"so-gtvt","indicator":"online-pct","as_of":"2023-03-17","value":' + value.encode() + b"}"
    )

    read = read_figure(sent, Names(CATALOGUE), TODAY)

    assert isinstance(read, list)
    assert [refused.pointer for refused in read] == ["/value"]
