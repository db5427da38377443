"""What the bulletin prints of figures that are missing, or that do not concern a unit."""

from __future__ import annotations

from datetime import date

from services.report import handlers
from shared.figures import Status
from tests.unit.report.factories import (
    BEFORE,
    a_column,
    a_table,
    an_edition,
    an_evaluation,
    cell_of,
    printed,
)
from tests.unit.report.test_report_handlers import InMemoryStore, evaluated

DUE = date(2023, 3, 31)
MISSING = an_evaluation(None, "south", status=Status.MISSING, as_of=DUE, due=DUE, causes=())
WAIVED = an_evaluation(None, "east", status=Status.NOT_APPLICABLE, as_of=DUE, causes=())


def test_a_figure_known_to_be_missing_prints_like_one_nobody_heard_of() -> None:
    table = a_table(a_column(heading="Đến ngày {as_of}"))

    assert printed(table, an_evaluation(), MISSING) == printed(table, an_evaluation())
    assert an_edition(an_evaluation(), MISSING) == an_edition(an_evaluation())


def test_a_missing_figure_is_not_remembered_and_does_not_hide_the_one_that_comes() -> None:
    store = InMemoryStore()
    come = an_evaluation("90", "south", sequence=2)

    handlers.record([evaluated(come), evaluated(MISSING)], store)

    assert list(store.records.evaluations.values()) == [come]


def test_what_does_not_concern_a_unit_is_marked_and_explained_and_dates_no_heading() -> None:
    table = printed(a_table(a_column(heading="Đến ngày {as_of}")), an_evaluation(), WAIVED)

    assert (cell_of(table, "east").text, cell_of(table, "east").status) == ("x", "not_applicable")
    assert "Ký hiệu x : không áp dụng." in table.footnotes
    assert table.columns[0].heading == "Đến ngày 17/3/2023"


def test_a_month_in_which_it_concerned_nobody_is_not_compared_with() -> None:
    column = a_column(show_change=True, change_heading="So với tháng {compared_with}")
    waived = an_evaluation(None, period=BEFORE, status=Status.NOT_APPLICABLE, as_of=DUE)

    table = printed(a_table(column), waived, an_evaluation("90"))

    assert table.columns[0].compared_with is None
