"""What one printed figure shows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.report.domain.cell import cell_of, verdict_of
from shared.catalogue import Programme
from tests.unit.report.factories import BEFORE, a_verdict, an_evaluation, since

PROGRAMMES = {name: Programme(name, name, name, order) for order, name in enumerate(("law", "plan"))}


def test_a_reported_figure_shows_value_parts_and_where_it_comes_from() -> None:
    evaluation = an_evaluation("99.41", parts=(3537, 3558), causes=(UUID(int=2), UUID(int=1), UUID(int=2)))

    cell = cell_of(evaluation, "percent", None, None)

    assert (cell.text, cell.value, cell.numerator, cell.denominator) == ("99,41%", "99.41", "3537", "3558")
    assert cell.events == (UUID(int=1), UUID(int=2))
    assert cell.as_of == date(2023, 3, 17)
    assert cell.verdict is None


def test_no_activity_is_a_dash_without_verdict_or_change() -> None:
    cell = cell_of(an_evaluation(None), "percent", None, BEFORE)

    assert (cell.text, cell.status, cell.value, cell.verdict, cell.change) == ("-", "no_activity", None, None, None)


def test_zero_is_a_figure_and_not_a_dash() -> None:
    cell = cell_of(an_evaluation("0"), "percent", a_verdict("not_met"), None)

    assert (cell.text, cell.status, cell.verdict) == ("0%", "reported", "not_met")


def test_the_verdict_carries_its_target_and_legal_basis() -> None:
    cell = cell_of(an_evaluation("90"), "percent", a_verdict("met", threshold="80"), None)

    assert (cell.verdict, cell.comparator, cell.target, cell.gap) == ("met", ">=", "80", "1")
    assert cell.legal_basis == "Văn bản của law"


def test_a_change_since_another_period_than_the_heading_names_is_not_shown() -> None:
    evaluation = an_evaluation("90", change=since("80", "10", "2022-12"))

    assert cell_of(evaluation, "percent", None, BEFORE).change_text == ""
    assert cell_of(evaluation, "percent", None, "2022-12").change_text == "Tăng 10%"


def test_the_first_programme_speaks_unless_the_column_names_another() -> None:
    evaluation = an_evaluation(verdicts=(a_verdict("not_met", programme="plan"), a_verdict("met", programme="law")))

    first, named = verdict_of(evaluation, None, PROGRAMMES), verdict_of(evaluation, "plan", PROGRAMMES)

    assert (first and first.programme, named and named.programme) == ("law", "plan")


def test_a_named_programme_that_has_no_target_gives_no_verdict() -> None:
    assert verdict_of(an_evaluation(verdicts=(a_verdict(),)), "plan", PROGRAMMES) is None
