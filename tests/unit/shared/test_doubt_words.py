"""A doubt is told in plain Vietnamese and English, with numbers as documents print them."""

from __future__ import annotations

from decimal import Decimal
from string import Formatter
from typing import get_args

import pytest

from shared.doubts import ENGLISH, VIETNAMESE, doubt_text, expected_text
from shared.facts import Doubt
from shared.facts.doubt import DoubtRule
from shared.figures import nfc

RATIO = Doubt(
    rule="ratio_as_percent",
    severity="warning",
    expected_from=Decimal(51),
    expected_to=Decimal(51),
    facts={"value": "0.51", "likely": "51", "usual": "50.455"},
)


def test_every_rule_has_words_in_both_languages() -> None:
    for words in (VIETNAMESE, ENGLISH):
        assert {name.split()[0] for name in words} == set(get_args(DoubtRule))
        assert all(nfc(text) == text for text in words.values())


def test_both_languages_state_the_same_facts_but_for_the_note_of_a_relation() -> None:
    for name, text in VIETNAMESE.items():
        assert fields(text) - {"note_vi"} == fields(ENGLISH[name]) - {"note_en"}


def test_numbers_are_said_as_the_language_prints_them() -> None:
    assert doubt_text(RATIO, "percent", "vi") == (
        "có thể đã ghi tỷ số thay cho tỷ lệ phần trăm (51%?); mức thường gặp là 50,46%"
    )
    assert doubt_text(RATIO, "percent", "en") == ("a ratio may have been entered as a percent (51%?); 50.46% is usual")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [("1000", "1000", "1.000"), ("1", "2", "từ 1 đến 2"), ("1", None, "từ 1 trở lên"), (None, "2", "không quá 2")],
)
def test_an_expected_range_may_be_open(low: str | None, high: str | None, said: str) -> None:
    doubt = Doubt(
        rule="magnitude",
        severity="error",
        expected_from=None if low is None else Decimal(low),
        expected_to=None if high is None else Decimal(high),
    )

    assert expected_text(doubt, "count") == said


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
