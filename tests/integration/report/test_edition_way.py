"""Editions on a real database: who may do what when, until one is published."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import structlog

from services.report.archive import contents, find_issue
from services.report.build import latest_bulletin
from services.report.domain.absence import ALL, Absence
from services.report.domain.steps import Status
from services.report.editing import Hand, approve, check, reopen
from services.report.edition_store import EditionStore
from services.report.publishing import Order, publish
from services.report.register_store import RegisterStore
from shared.database import Database
from shared.errors import Refused
from shared.facts import Evaluation
from shared.trace import begun, trace_id
from tests.integration.report.desk import (
    FORMATS,
    TIME,
    UNITS,
    approved,
    draft,
    edition,
    full,
    published,
    record,
    seen,
    told,
)
from tests.unit.report.factories import BEFORE, CATALOGUE, NOW, an_evaluation, cell_of


def actions(database: Database) -> list[tuple[str, str]]:
    with database.read() as tx:
        return [(deed.action, deed.by) for deed in EditionStore(tx).history(NOW)]


def test_a_draft_is_replaced_by_the_next_one(database: Database) -> None:
    first, second = draft(database, *full("80")), draft(database, an_evaluation("90", sequence=2))

    assert first != second
    assert latest_bulletin(database, NOW) == second
    assert (edition(database).status, edition(database).content_hash) == (Status.DRAFT, second.content_hash)


def test_another_text_makes_a_checked_edition_a_draft_again_and_the_same_text_does_not(database: Database) -> None:
    draft(database, *full())
    check(database, NOW, seen(database))

    draft(database)
    still = edition(database).status
    draft(database, an_evaluation("90", sequence=2))

    assert (still, edition(database).status) == (Status.CHECKED, Status.DRAFT)
    assert actions(database) == [("build", "biên tập"), ("check", "A"), ("build", "biên tập")]


def test_an_approved_edition_stays_until_it_is_reopened(database: Database) -> None:
    was = approved(database, *full())

    draft(database, an_evaluation("90", sequence=2))
    kept = edition(database)
    reopen(database, NOW, Hand("B", TIME, note="Bổ sung bài viết"))
    draft(database)

    assert kept == was
    assert (edition(database).status, edition(database).content_hash != was.content_hash) == (Status.DRAFT, True)


def test_what_was_not_seen_is_not_approved(database: Database) -> None:
    draft(database, *full())
    check(database, NOW, seen(database))
    reader = seen(database)
    reopen(database, NOW, Hand("C", TIME))
    draft(database, an_evaluation("90", sequence=2))
    check(database, NOW, seen(database, "C"))

    with pytest.raises(Refused, match="by now"):
        approve(database, CATALOGUE, NOW, reader)

    assert edition(database).status is Status.CHECKED


def test_of_two_editors_at_once_one_approves_and_the_other_hears_of_it(database: Database) -> None:
    draft(database, *full())
    check(database, NOW, seen(database))
    one, other = seen(database, "B"), seen(database, "C")

    approve(database, CATALOGUE, NOW, one)

    with pytest.raises(Refused, match="cannot approve an edition that is approved"):
        approve(database, CATALOGUE, NOW, other)
    assert [deed for deed in actions(database) if deed[0] == "approve"] == [("approve", "B")]


def test_of_many_editors_in_the_same_moment_exactly_one_publishes(database: Database) -> None:
    approved(database, *full())

    def attempt(name: str) -> str | None:
        try:
            return publish(database, CATALOGUE, Order(NOW, name), TIME).issue.published_by
        except Refused:
            return None

    with ThreadPoolExecutor(4) as editors:
        done = list(editors.map(attempt, "ABCD"))

    assert len([name for name in done if name]) == 1
    assert len(told(database)) == 1


def test_an_edition_that_waits_is_approved_once_the_missing_are_declared_and_printed(database: Database) -> None:
    draft(database, *full()[:-1])
    check(database, NOW, seen(database))
    with database.write() as tx:
        RegisterStore(tx).declare(NOW, Absence("west", ALL, "Sự cố hệ thống"), "B", TIME)

    with pytest.raises(Refused, match="1 figures have not come: west share-pct"):
        approve(database, CATALOGUE, NOW, seen(database, "B"))
    draft(database)
    check(database, NOW, seen(database))
    approve(database, CATALOGUE, NOW, seen(database, "B"))

    text_of = latest_bulletin(database, NOW)
    assert text_of is not None
    assert text_of.tables[0].footnotes[-1] == "West: chưa có số liệu; lý do: Sự cố hệ thống."


def test_a_figure_that_comes_after_it_was_declared_missing_is_printed_and_nothing_else_is_approved(
    database: Database,
) -> None:
    declared_missing(database)
    record(database, full()[-1])

    with pytest.raises(Refused, match="1 figures that the draft calls missing have come since: west share-pct; build"):
        approve(database, CATALOGUE, NOW, seen(database, "B"))
    printed = draft(database)
    check(database, NOW, seen(database))

    assert approve(database, CATALOGUE, NOW, seen(database, "B")).status is Status.APPROVED
    assert cell_of(printed.tables[0], "west").text == "70%"
    assert not [note for note in printed.tables[0].footnotes if "Sự cố hệ thống" in note]


def test_a_figure_that_comes_after_the_approval_is_told_in_the_next_edition(database: Database) -> None:
    before = full_of(BEFORE)
    declared_missing(database, *before[:-1], period=BEFORE)
    approve(database, CATALOGUE, BEFORE, seen(database, "B", BEFORE))
    record(database, before[-1])

    issued = publish(database, CATALOGUE, Order(BEFORE, "B"), TIME).issue
    following = draft(database, *full())

    frozen = contents(database, find_issue(database, issued.label), ["json"])["bulletin.json"].decode()
    assert "West: chưa có số liệu; lý do: Sự cố hệ thống." in frozen
    assert [(each.unit, each.kind, each.corrected.text) for each in following.corrections] == [
        ("west", "supplied", "70%")
    ]


def declared_missing(database: Database, *figures: Evaluation, period: str = NOW) -> None:
    """A checked edition that prints why the figure of west is missing."""
    with database.write() as tx:
        RegisterStore(tx).declare(period, Absence("west", ALL, "Sự cố hệ thống"), "B", TIME)
    draft(database, *(figures or full()[:-1]), period=period)
    check(database, period, seen(database, period=period))


def full_of(period: str) -> list[Evaluation]:
    return [an_evaluation("70", unit, period=period) for unit in UNITS]


def test_publishing_gives_number_and_day_freezes_the_files_and_tells_everybody(database: Database) -> None:
    issue, files = published(database, *full())

    (event,) = told(database)
    text_of = latest_bulletin(database, NOW)
    assert (issue.label, issue.issued_on.isoformat(), issue.folder) == ("01/2023", "2023-03-20", "2023/01")
    assert text_of is not None
    assert (text_of.status, text_of.letterhead.number) == ("published", "Số: 01/BC-STTTT")
    assert text_of.issuance is not None
    assert (text_of.issuance.label, text_of.issuance.known_at) == ("01/2023", TIME)
    assert [file.name for file in files] == [f"bulletin.{form}" for form in sorted(FORMATS)]
    assert (event.subject, event.data.content_hash) == (NOW, text_of.content_hash)
    assert {file.path: file.sha256 for file in event.data.files} == {
        f"2023/01/{file.name}": file.sha256 for file in files
    }
    assert event.data.units == ("east", "north", "south", "west")


@pytest.mark.parametrize("day", [date(2023, 3, 16), date(2023, 3, 21)])
def test_no_edition_is_dated_before_its_figures_or_after_today(database: Database, day: date) -> None:
    approved(database, *full())

    with pytest.raises(Refused, match=f"can be dated 2023-03-17 to 2023-03-20, not {day}"):
        publish(database, CATALOGUE, Order(NOW, "B", issued_on=day), TIME)

    assert told(database) == []


def test_the_log_and_the_event_of_a_publication_have_the_trace_of_who_asked(database: Database) -> None:
    approved(database, *full())
    trace = begun()

    with structlog.testing.capture_logs() as logged:
        publish(database, CATALOGUE, Order(NOW, "B", trace=trace), TIME)

    (event,) = told(database)
    (line,) = [each for each in logged if each["event"] == "edition published"]
    assert event.traceparent == trace
    assert line["trace_id"] == trace_id(trace)


def test_publishing_twice_is_refused_and_told_once(database: Database) -> None:
    published(database, *full())

    with pytest.raises(Refused, match="cannot publish an edition that is published"):
        publish(database, CATALOGUE, Order(NOW, "B"), TIME)

    assert len(told(database)) == 1


def test_numbers_run_on_and_a_taken_one_is_refused(database: Database) -> None:
    published(database, *(an_evaluation("70", unit, period=BEFORE) for unit in UNITS), period=BEFORE)
    approved(database, *full())

    with pytest.raises(Refused, match="number 1 of 2023 belongs to the edition of 2022-06"):
        publish(database, CATALOGUE, Order(NOW, "B", number=1), TIME)

    assert publish(database, CATALOGUE, Order(NOW, "B"), TIME).issue.label == "02/2023"
