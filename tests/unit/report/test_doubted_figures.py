"""A doubted figure is printed as it is, with a mark and a footnote, until somebody answers for it or corrects it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin
from services.report.render.grid import grid
from services.report.render.languages import VIETNAMESE
from shared.facts import Doubt, Doubts, Evaluation
from tests.unit.report.factories import (
    CATALOGUE,
    NOW,
    TOO_HIGH,
    a_column,
    a_layout,
    a_table,
    an_evaluation,
    doubts_about,
)

NOTE = Doubt(rule="ratio_contradicted", severity="note", facts={"kind": "cut_off", "value": "1"})
FOOTNOTE = "(?) North, Tỷ lệ: Cần kiểm tra: tỷ lệ 120% vượt quá 100%."


def edition(figure: Evaluation, *doubts: Doubts) -> Bulletin:
    layout = a_layout(a_table(a_column(heading="Tỷ lệ"), rows=["north", "south"]))
    return assemble(NOW, [figure], [], layout, CATALOGUE, (), doubts)


def test_a_doubted_figure_stands_with_a_mark_and_a_footnote() -> None:
    table = edition(an_evaluation("120"), doubts_about("120")).tables[0]

    printed = grid(table, VIETNAMESE)

    assert printed.lines[0].slots[0].text == "120% (?)"
    assert FOOTNOTE in printed.notes
    assert table.rows[0].cells["figure"].value == "120"


@pytest.mark.parametrize(
    "settled",
    [
        doubts_about("120", by="Văn phòng", sequence=2),
        doubts_about("120", found=(), sequence=2),
        doubts_about("120", found=(NOTE,), sequence=2),
        doubts_about("119", sequence=2),
    ],
    ids=["confirmed", "ended", "only a note", "about another value"],
)
def test_nothing_is_printed_of_what_is_settled(settled: Doubts) -> None:
    table = edition(an_evaluation("120"), doubts_about("120"), settled).tables[0]

    assert not table.rows[0].cells["figure"].doubts
    assert not table.footnotes or FOOTNOTE not in table.footnotes


def test_an_edition_without_doubts_is_written_as_before() -> None:
    assert "doubts" not in edition(an_evaluation("90")).tables[0].model_dump_json()


def test_a_computed_total_is_marked_where_the_submitted_one_differs() -> None:
    computed = an_evaluation("90").model_copy(update={"how": "ratio_of_sums"})

    table = edition(computed, doubts_about("91")).tables[0]

    assert table.rows[0].cells["figure"].doubts
    assert computed.value == Decimal(90)


def test_the_newest_word_counts_in_whatever_order_it_comes() -> None:
    figure, words = an_evaluation("120"), [doubts_about("120"), doubts_about("120", found=(), sequence=2)]

    assert edition(figure, *words) == edition(figure, *reversed(words), words[0])


def test_doubts_change_no_verdict_and_no_sentence() -> None:
    plain, marked = edition(an_evaluation("120")), edition(an_evaluation("120"), doubts_about("120"))

    before, after = plain.tables[0].rows[0].cells["figure"], marked.tables[0].rows[0].cells["figure"]
    assert after.model_copy(update={"doubts": ()}) == before
    assert plain.sentences == marked.sentences
    assert TOO_HIGH.rule == after.doubts[0].rule
