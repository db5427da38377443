"""An edition as a whole: the same facts give the same bytes, and it says by a hash what it holds."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.domain.content import bulletin_json, content_hash
from services.report.domain.letterhead import EditionRule, letterhead_of, registered
from services.report.explain import cells_of
from services.report.render.languages import VIETNAMESE
from shared.facts import Evaluation
from tests.unit.report.factories import (
    BEFORE,
    LETTERHEAD,
    NOW,
    SHARE,
    a_column,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
    since,
)

COLUMN = a_column(show_change=True, change_heading="So với {compared_with}")
TOLD = (
    an_evaluation("80", period=BEFORE),
    an_evaluation("70", sequence=1),
    an_evaluation("75", sequence=2, change=since("80", "-5"), verdicts=(a_verdict("not_met"),)),
    an_evaluation("90", "south", verdicts=(a_verdict(),)),
    an_evaluation("95", "east", sequence=3),
    an_evaluation("96", "east", sequence=3),
)


@settings(max_examples=30, deadline=None)
@given(st.permutations(TOLD), st.lists(st.sampled_from(TOLD), max_size=4))
def test_order_and_repetition_change_no_byte(told: list[Evaluation], again: list[Evaluation]) -> None:
    tables = (a_table(COLUMN),)

    assert bulletin_json(an_edition(*told, *again, tables=tables)) == bulletin_json(an_edition(*TOLD, tables=tables))


def test_the_number_of_an_evaluation_leaves_no_trace() -> None:
    assert an_edition(an_evaluation(sequence=1)) == an_edition(an_evaluation(sequence=9))


def test_a_newer_evaluation_replaces_an_older_one_that_comes_late() -> None:
    edition = an_edition(an_evaluation("90", sequence=2), an_evaluation("10", sequence=1))

    assert cells_of(edition, "north", SHARE)[0][2].text == "90%"


def test_the_hash_is_of_everything_but_itself() -> None:
    edition, other = an_edition(an_evaluation("90")), an_edition(an_evaluation("91"))

    assert (
        edition.content_hash == content_hash(edition) == content_hash(edition.model_copy(update={"content_hash": ""}))
    )
    assert edition.content_hash != other.content_hash


def test_the_json_is_readable_and_ends_with_a_newline() -> None:
    text = bulletin_json(an_edition())

    assert text.endswith("}\n")
    assert "Báo cáo tháng 02/2023" in text
    assert json.loads(text)["period"] == NOW


def test_an_edition_names_the_latest_period_it_compares_with() -> None:
    edition = an_edition(an_evaluation("80", period=BEFORE), an_evaluation(), tables=(a_table(COLUMN),))

    assert (edition.previous_period, edition.as_of, edition.status) == (BEFORE, date(2023, 3, 17), "draft")
    assert an_edition(an_evaluation()).previous_period is None


def test_a_table_is_printed_only_in_its_periods() -> None:
    old = a_table(periods={"from": "2022-01", "to": "2022-12"})

    assert an_edition(an_evaluation(), tables=(old,)).tables == ()


def test_the_letterhead_has_the_registered_number_in_two_digits() -> None:
    edition = EditionRule(period=NOW, number=2, issued_on=date(2023, 3, 20))

    letterhead = letterhead_of(LETTERHEAD, edition, NOW, date(2023, 3, 17))

    assert (letterhead.number, letterhead.issued_on) == ("Số: 02/BC-STTTT", date(2023, 3, 20))
    assert letterhead.abstract == "chuyên đề tháng 02/2023"


def test_number_and_day_of_an_edition_that_is_not_registered_are_left_blank() -> None:
    letterhead = letterhead_of(LETTERHEAD, None, NOW, date(2023, 3, 17))

    assert (letterhead.number, letterhead.day) == ("Số:      /BC-STTTT", None)
    assert VIETNAMESE.place_date(letterhead.place, letterhead.day) == "Bình Phước, ngày … tháng … năm …"
    assert registered(letterhead, 3, 1, date(2023, 3, 20)).day == date(2023, 3, 20)


def test_a_total_has_all_that_a_row_has() -> None:
    table = an_edition(an_evaluation(), tables=(a_table(total={"unit": "province", "name": "Tổng"}),)).model_dump(
        mode="json"
    )["tables"][0]

    assert table["total"].keys() - {"how", "ways"} == table["rows"][0].keys()


def test_a_chart_draws_the_rows_against_the_target_and_tells_what_it_shows() -> None:
    table = a_table(charts=[{"id": "chart", "column": "figure", "title": "Tỷ lệ theo đơn vị"}])
    told = (
        an_evaluation("75", verdicts=(a_verdict("not_met"),)),
        an_evaluation("90", "south", verdicts=(a_verdict(),)),
    )

    chart = an_edition(*told, tables=(table,)).charts[0]

    assert [(bar.unit, bar.value) for bar in chart.bars] == [
        ("north", "75"),
        ("south", "90"),
        ("east", None),
        ("west", None),
    ]
    assert (chart.target, chart.target_label) == ("80", "Chỉ tiêu 80%")
    assert chart.alt == (
        "Biểu đồ thanh: Tỷ lệ theo đơn vị; 2/4 đơn vị có số liệu; cao nhất 90% (South), thấp nhất 75% (North); "
        "đường nét đứt là chỉ tiêu 80%; 1 đơn vị chưa đạt: North (75%)."
    )


def test_there_is_no_chart_of_nothing() -> None:
    table = a_table(charts=[{"id": "chart", "column": "figure", "title": "Tỷ lệ"}])

    assert an_edition(tables=(table,)).charts == ()
