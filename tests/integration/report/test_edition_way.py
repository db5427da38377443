"""Editions on a real database: who may do what when, and what stays for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from services.report.archive import Archived, contents, find_issue, state_of, write_archive
from services.report.build import latest_bulletin
from services.report.domain.absence import ALL, Absence
from services.report.domain.steps import Status
from services.report.editing import Hand, approve, check, reissue, reopen
from services.report.edition_gauge import gauge_editions
from services.report.edition_store import EditionStore
from services.report.edition_tables import BLOB
from services.report.issue_store import IssuedFile, IssueStore, sha256
from services.report.publishing import Order, publish
from services.report.register import open_corrections
from services.report.register_store import RegisterStore
from services.report.render import rendered
from shared import migrations
from shared.clock import BUSINESS_ZONE
from shared.database import Database, open_database
from shared.errors import Refused, Stop
from shared.events import BulletinPublished
from shared.messaging.outbox import OUTBOX
from shared.metrics import REGISTRY
from tests.integration.report.desk import (
    LATER,
    TIME,
    UNITS,
    approved,
    draft,
    edition,
    full,
    published,
    record,
    seen,
)
from tests.unit.report.factories import BEFORE, CATALOGUE, NOW, an_evaluation

FORMATS = ("json", "html", "docx", "pdf", "xlsx")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the report service, made by its migrations."""
    on_disk = request.param == "sqlite"
    opened = open_database("report", f"sqlite:///{tmp_path}" if on_disk else request.getfixturevalue("postgres_url"))
    migrations.upgrade(opened, "report")
    yield opened
    opened.close()


def told(database: Database) -> list[BulletinPublished]:
    with database.read() as tx:
        bodies = tx.execute(select(OUTBOX.c.body).order_by(OUTBOX.c.seq)).scalars()
        return [BulletinPublished.model_validate(event) for body in bodies for event in json.loads(body)]


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
    one, other = seen(database, "A"), seen(database, "B")

    approve(database, CATALOGUE, NOW, one)

    with pytest.raises(Refused, match="cannot approve an edition that is approved"):
        approve(database, CATALOGUE, NOW, other)
    assert [deed for deed in actions(database) if deed[0] == "approve"] == [("approve", "A")]


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


def test_a_published_edition_is_the_same_to_the_byte_after_a_year_of_corrections(database: Database) -> None:
    issue, files = published(database, *full())
    first = contents(database, find_issue(database, "01/2023"), FORMATS)

    record(database, *(an_evaluation("33", unit, sequence=9, revision=4) for unit in ("north", "south")))
    draft(database, at=LATER)
    again = contents(database, find_issue(database, "1"), FORMATS)

    assert again == first
    assert {file.name: file.sha256 for file in files} == {name: sha256(content) for name, content in again.items()}
    assert json.loads(again["bulletin.json"])["content_hash"] == issue.content_hash


def test_the_program_renders_what_was_frozen_to_the_same_bytes(database: Database) -> None:
    published(database, *full())
    with database.read() as tx:
        frozen = IssueStore(tx).bulletin(NOW)

    assert frozen is not None
    assert rendered(frozen, FORMATS) == contents(database, find_issue(database, "1"), FORMATS)


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


@pytest.mark.parametrize("table", ["edition_history", "issue", "issue_file", "blob"])
def test_nobody_changes_what_was_issued_or_done(database: Database, table: str) -> None:
    published(database, *full())

    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {COLUMN[table]} = {COLUMN[table]}"):  # noqa: S608  # our own names
        with pytest.raises(DBAPIError, match="only grows"), database.write() as tx:
            tx.execute(text(change))


COLUMN = {"edition_history": "note", "issue": "body", "issue_file": "name", "blob": "sha256"}


def test_a_number_nobody_gave_out_is_refused_with_those_there_are(database: Database) -> None:
    published(database, *full())

    with pytest.raises(Refused, match=r"no edition 07/2023; there is: 01/2023"):
        find_issue(database, "07/2023")
    with pytest.raises(Refused, match="is not the number of an edition"):
        find_issue(database, "../1")


def test_a_damaged_content_is_never_handed_out(database: Database) -> None:
    found = published(database, *full())
    with database.write() as tx:
        tx.execute(insert(BLOB), [{"sha256": sha256(b"as issued"), "content": b"damaged"}])
    damaged = Archived(found.issue, [IssuedFile("bulletin.json", 9, sha256(b"as issued"))])

    with pytest.raises(Stop, match=r"bulletin\.json is not what was published: restore the database"):
        contents(database, damaged, ["json"])


def test_the_archive_has_every_file_and_gets_back_what_was_lost(database: Database, tmp_path: Path) -> None:
    found = published(database, *full())
    folder = write_archive(database, tmp_path / "archive", found)
    states = [state_of(tmp_path / "archive", found.issue, file) for file in found.files]
    (folder / "bulletin.docx").write_bytes(b"edited")
    (folder / "bulletin.html").unlink()

    lost = [state_of(tmp_path / "archive", found.issue, file) for file in found.files]
    write_archive(database, tmp_path / "archive", found)

    stated = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (states, lost) == (["there"] * 5, ["damaged", "absent", *["there"] * 3])
    assert [state_of(tmp_path / "archive", found.issue, file) for file in found.files] == ["there"] * 5
    assert [(file["name"], file["sha256"]) for file in stated["files"]] == [(f.name, f.sha256) for f in found.files]
    assert "published_by" not in stated


def test_the_metrics_tell_how_editions_stand_and_since_when_the_oldest_waits(database: Database) -> None:
    published(database, *full())
    record(database, an_evaluation().model_copy(update={"period": "2023-03"}))

    gauge_editions(database, CATALOGUE, LATER)

    closed = datetime(2023, 4, 18, tzinfo=BUSINESS_ZONE)
    assert REGISTRY.get_sample_value("nhipso_editions", {"status": "published"}) == 1
    assert REGISTRY.get_sample_value("nhipso_editions", {"status": "draft"}) == 0
    assert REGISTRY.get_sample_value("nhipso_edition_unpublished_seconds") == (LATER - closed).total_seconds()
