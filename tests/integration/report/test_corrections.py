"""What was published and is corrected: told in the next edition, or in the same one issued again."""

from __future__ import annotations

from decimal import Decimal

from services.report.archive import contents, find_issue
from services.report.build import latest_bulletin
from services.report.editing import Hand, reissue
from services.report.register import open_corrections
from services.report.register_store import RegisterStore
from shared.database import Database
from tests.integration.report.desk import (
    FORMATS,
    LATER,
    UNITS,
    draft,
    full,
    published,
    record,
    told,
)
from tests.unit.report.factories import BEFORE, NOW, an_evaluation


def test_the_next_edition_tells_of_corrections_and_the_one_after_it_no_more(database: Database) -> None:
    published(database, *(an_evaluation("70", unit, period=BEFORE) for unit in UNITS), period=BEFORE)
    record(database, an_evaluation("75", period=BEFORE, sequence=2, revision=2))
    waiting = open_corrections(database)

    published(database, *full())

    following = latest_bulletin(database, NOW)
    assert following is not None
    assert [(each.unit, each.published.text, each.corrected.text) for each in waiting] == [("north", "70%", "75%")]
    assert following.corrections == waiting
    assert open_corrections(database) == ()
    assert [each.reason for each in told(database)[-1].data.revised] == ["đơn vị gửi lại số liệu (lần 2)"]
    with database.read() as tx:
        assert [(each.told_in, each.correction.period) for each in RegisterStore(tx).registered()] == [(NOW, BEFORE)]


def test_the_event_tells_a_unit_with_nothing_to_count_from_a_figure_that_is_gone(database: Database) -> None:
    published(database, *(an_evaluation("70", unit, period=BEFORE) for unit in UNITS), period=BEFORE)
    record(database, an_evaluation(None, period=BEFORE, sequence=2, revision=2))

    published(database, *full())

    (revised,) = told(database)[-1].data.revised
    assert (revised.published, revised.published_status) == (Decimal(70), "reported")
    assert (revised.corrected, revised.corrected_status) == (None, "no_activity")


def test_a_re_issue_keeps_the_number_says_r_and_leaves_the_first_as_it_is(database: Database) -> None:
    published(database, *full())
    first = contents(database, find_issue(database, "01/2023"), FORMATS)
    reissue(database, NOW, Hand("B", LATER, note="Đính chính"))

    issue, _ = published(database, an_evaluation("85", sequence=2, revision=2), at=LATER)

    again = latest_bulletin(database, NOW)
    assert again is not None
    assert (issue.label, issue.folder) == ("01(R)/2023", "2023/01-R1")
    assert {row.unit for row in again.tables[0].rows if row.cells["figure"].revised} == {"north"}
    assert contents(database, find_issue(database, "01/2023"), FORMATS) == first
    assert contents(database, find_issue(database, "01(R)/2023"), ["json"])["bulletin.json"] != first["bulletin.json"]
    assert told(database)[-1].data.replaces == told(database)[0].data.content_hash


def test_a_re_issue_marks_what_the_next_edition_has_told_already(database: Database) -> None:
    published(database, *(an_evaluation("70", unit, period=BEFORE) for unit in UNITS), period=BEFORE)
    record(database, an_evaluation("75", period=BEFORE, sequence=2, revision=2))
    published(database, *full())
    reissue(database, BEFORE, Hand("B", LATER, note="Đính chính"))

    again = draft(database, period=BEFORE)

    assert {row.unit for row in again.tables[0].rows if row.cells["figure"].revised} == {"north"}
    assert open_corrections(database) == ()
