"""Records of a source become figures as its file declares it, and in no other way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.ingest.domain.pull.pointer import MISSING, found_at, is_pointer
from services.ingest.domain.pull.records import Pulled, figures_of, list_of, news
from services.ingest.domain.pull.source import Source
from services.ingest.domain.strict_json import parse_json
from shared.errors import Refused
from tests.pull_samples import described

VALUES = some.none() | some.booleans() | some.decimals() | some.text() | some.lists(some.integers(), max_size=2)
FIGURE = {"unit": "/don_vi", "indicator": "online-pct", "as_of": "/ngay"}


def source(*figures: dict[str, Any], **changes: Any) -> Source:
    given_ = described("https://dvc.example/list", figures=[FIGURE | figure for figure in figures], **changes)
    return Source.model_validate({"name": "cong-dvc", **given_})


def items(record: Any, *figures: dict[str, Any]) -> list[Any]:
    return [each.sent.item for each in figures_of([record], source(*figures))]


def refusal(record: Any, figure: dict[str, Any], field: str) -> Refused:
    (item,) = items(record, figure)
    refused = item[field]
    assert isinstance(refused, Refused)
    return refused


def test_a_record_may_hold_several_figures() -> None:
    record = {"don_vi": "SGTVT", "ngay": "17/03/2023", "tiep_nhan": {"ty_le": "1.234,5"}, "xong": 3, "tong": Decimal(4)}
    words = {"unit": {"at": "/don_vi", "words": {"SGTVT": "so-gtvt"}}, "as_of": {"at": "/ngay", "form": "dd/mm/yyyy"}}

    found = items(
        record,
        words | {"dimension": {"status": "received"}, "value": {"at": "/tiep_nhan/ty_le", "numbers": "vi"}},
        words | {"dimension": {"status": "done"}, "numerator": "/xong", "denominator": "/tong"},
        words | {"value": "/khac", "optional": True},
    )

    both = {"unit": "so-gtvt", "indicator": "online-pct", "as_of": "2023-03-17"}
    assert found == [
        both | {"dimension": {"status": "received"}, "value": "1234.5"},
        both | {"dimension": {"status": "done"}, "numerator": 3, "denominator": Decimal(4)},
    ]


@pytest.mark.parametrize(
    ("written", "numbers", "read"),
    [
        ("92,7", "vi", "92.7"),
        ("92,7%", "vi", "92.7"),
        ("1.069", "vi", "1069"),
        ("1,069", "en", "1069"),
        ("1.069", "plain", "1.0690"),
        ("92.7", None, "92.7"),
        (Decimal("92.7"), "vi", Decimal("92.7")),
    ],
)
def test_numbers_are_read_as_declared(written: Any, numbers: str | None, read: Any) -> None:
    (item,) = items({"v": written}, {"value": {"at": "/v", "numbers": numbers}})

    assert item["value"] == read


def test_a_number_not_as_declared_is_refused() -> None:
    assert refusal({"v": "92.75"}, {"value": {"at": "/v", "numbers": "vi"}}, "value").code == "not-a-number"


@pytest.mark.parametrize(
    ("written", "form", "read"),
    [
        ("20230317", "yyyymmdd", "2023-03-17"),
        (Decimal(20230317), "yyyymmdd", "2023-03-17"),
        ("2023-03-16T17:30:00Z", "rfc3339", "2023-03-17"),
        ("2023-03-17T00:30:00+07:00", "rfc3339", "2023-03-17"),
    ],
)
def test_days_are_read_as_declared(written: Any, form: str, read: str) -> None:
    (item,) = items({"d": written}, {"as_of": {"at": "/d", "form": form}, "value": "/v"})

    assert item["as_of"] == read


@pytest.mark.parametrize(
    ("written", "form"), [("3/17/2023", "dd/mm/yyyy"), ("2023-03-17", "rfc3339"), ("17/03/2023 ", "yyyymmdd")]
)
def test_a_day_not_as_declared_is_refused(written: str, form: str) -> None:
    figure = {"as_of": {"at": "/d", "form": form}, "value": "/v"}

    assert refusal({"d": written}, figure, "as_of").code == "not-a-date"


def test_nothing_to_count_is_said_in_the_words_of_the_source() -> None:
    rule = {"value": "/v", "no_activity": {"at": "/v", "when": ["-", ""]}}

    (nothing,) = items({"don_vi": "a", "v": "-"}, rule)
    (something,) = items({"don_vi": "a", "v": "5"}, rule)

    assert nothing == {"unit": "a", "indicator": "online-pct", "no_activity": True}
    assert something == {"unit": "a", "indicator": "online-pct", "value": "5"}


def test_what_a_source_repeats_is_no_news_but_what_it_contradicts_is() -> None:
    one, other = (next(figures_of([{"v": value}], source({"value": "/v"}))) for value in ("1", "2"))

    assert news([one], {}) == [one]
    assert news([one], {one.cell: one.content}) == []
    assert news([other], {one.cell: one.content}) == [other]
    assert news([one, other], {one.cell: one.content}) == [one, other]


@given(some.dictionaries(some.text(max_size=3), some.integers(), max_size=4), some.text(max_size=4))
def test_whatever_a_name_is_a_pointer_finds_it(document: dict[str, int], name: str) -> None:
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")

    assert is_pointer(pointer)
    assert found_at(document, pointer) == document.get(name, MISSING)
    assert found_at([document], f"/0{pointer}") == document.get(name, MISSING)


@settings(max_examples=50)
@given(some.dictionaries(some.sampled_from(["v", "don_vi", "ngay", "x"]), VALUES) | VALUES)
def test_whatever_a_record_is_reading_it_never_fails(record: Any) -> None:
    rule = source({"value": {"at": "/v", "numbers": "vi"}, "period": {"at": "", "form": "mm/yyyy"}})

    assert all(isinstance(each, Pulled) for each in figures_of([record], rule))


def test_an_answer_without_a_list_is_refused() -> None:
    with pytest.raises(Refused, match="no list at /items"):
        list_of(parse_json(b'{"items": {"a": 1}}'), source({"value": "/v"}))
