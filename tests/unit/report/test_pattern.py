"""Wordings with places for computed values."""

from __future__ import annotations

from services.report.domain.pattern import fill, names_in


def test_values_take_their_places() -> None:
    assert fill("đạt {value} ({as_of})", {"value": "94,5%", "as_of": "16/6/2022"}) == "đạt 94,5% (16/6/2022)"


def test_a_wording_that_lacks_a_value_is_not_said_at_all() -> None:
    assert fill("đạt {value}", {"value": None}) is None
    assert fill("đạt {value}", {}) is None


def test_what_is_in_brackets_is_dropped_when_its_value_is_unknown() -> None:
    wording = "So với chỉ tiêu[ ({target})]"

    assert fill(wording, {"target": "80%"}) == "So với chỉ tiêu (80%)"
    assert fill(wording, {"target": None}) == "So với chỉ tiêu"


def test_a_value_is_never_read_as_a_wording() -> None:
    assert fill("{units}[ ({count})]", {"units": "[{count}]", "count": "1"}) == "[{count}] (1)"


def test_the_names_a_wording_asks_for_are_listed_in_order() -> None:
    assert names_in("{share.numerator}/{share.denominator}[, {gap}]") == ["share.numerator", "share.denominator", "gap"]
