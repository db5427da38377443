"""What was issued stays to the byte, and is there for whoever asks."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError

from services.report.archive import (
    Archived,
    complete_archive,
    contents,
    find_issue,
    state_of,
    write_archive,
)
from services.report.away import at_once
from services.report.editing import approve, check
from services.report.edition_tables import BLOB
from services.report.issue_store import IssuedFile, IssueStore, sha256
from services.report.publishing import Order, publish
from services.report.render import FORMATS as FORMATS_OF_TODAY
from services.report.render import rendered, write_files
from services.report.soundness import flaws_in
from shared.database import Database
from shared.errors import Refused, Stop
from tests.integration.report.desk import (
    FORMATS,
    LATER,
    TIME,
    draft,
    full,
    published,
    record,
    seen,
)
from tests.unit.report.factories import CATALOGUE, NOW, a_table, an_evaluation


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


def test_an_edition_keeps_the_bytes_of_the_program_that_issued_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setitem(FORMATS_OF_TODAY, "docx", lambda bulletin, *_: f"as drawn in {bulletin.period}".encode())
        _, files = published(database, *full())

    now = contents(database, find_issue(database, "1"), FORMATS)

    assert now["bulletin.docx"] == f"as drawn in {NOW}".encode()
    assert {file.name: file.sha256 for file in files} == {name: sha256(content) for name, content in now.items()}
    assert contents(database, find_issue(database, "1"), ["docx"], "en")["bulletin.docx"].startswith(b"PK")


def test_the_english_of_a_published_edition_is_frozen_with_it(database: Database) -> None:
    behind = {"kind": "top", "id": "top", "column": "figure", "pattern": "Cao nhất: {units}."}
    said, otherwise = (
        a_table(sentences=[{**behind, "pattern_en": text}]) for text in ("Highest: {units}.", "At the top: {units}.")
    )
    draft(database, *full(), tables=(said,))
    check(database, NOW, seen(database))
    approve(database, CATALOGUE, NOW, seen(database, "B"))
    publish(database, CATALOGUE, Order(NOW, "B"), TIME)
    first = contents(database, find_issue(database, "1"), FORMATS, "en")

    record(database, an_evaluation("33", sequence=9, revision=4))
    draft(database, at=LATER, tables=(otherwise,))
    again = contents(database, find_issue(database, "1"), FORMATS, "en")

    assert again == first
    assert "Highest: North (80%)" in again["bulletin.html"].decode()
    assert again["bulletin.json"] == contents(database, find_issue(database, "1"), FORMATS)["bulletin.json"]


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


def test_a_disk_that_takes_no_more_is_told_of_with_the_file(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match=r"File too large: '.*/bulletin\.pdf'$"):
            write_files(tmp_path, {"bulletin.pdf": bytes(100)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []


def test_what_the_folder_lacks_is_written_again_and_a_folder_that_cannot_be_written_is_told_of(
    database: Database, tmp_path: Path
) -> None:
    found = published(database, *full())
    (tmp_path / "full").write_text("no folder")
    write_archive(database, tmp_path / "archive", found)
    lost = tmp_path / "archive" / found.issue.folder / "bulletin.pdf"
    lost.unlink()

    with structlog.testing.capture_logs() as logged:
        complete_archive(database, tmp_path / "full", at_once)
        complete_archive(database, tmp_path / "archive", at_once)

    assert lost.is_file()
    assert [(line["event"], line["edition"], line["log_level"]) for line in logged] == [
        ("archive not written", found.issue.label, "warning")
    ]


@pytest.mark.parametrize(
    ("damage", "flaw"),
    [
        ("DELETE FROM blob WHERE sha256 = :docx", "bulletin.docx is gone"),
        ("UPDATE blob SET content = :other WHERE sha256 = :docx", "bulletin.docx is not what was issued"),
        (
            "UPDATE blob SET content = :other WHERE sha256 IN (SELECT sha256 FROM issue_extracts)",
            "a page of units or of leaders is not what was issued",
        ),
        ("UPDATE issue SET body = replace(body, 'North', 'Nord')", "its text is not what was issued"),
        ("UPDATE issue SET body = replace(body, '{', '[')", "its text is not what was issued"),
    ],
)
def test_whatever_is_not_kept_as_it_was_is_named(database: Database, damage: str, flaw: str) -> None:
    found = published(database, *full())
    (docx,) = [file.sha256 for file in found.files if file.name == "bulletin.docx"]
    sound = flaws_in(database)

    with database.write() as tx:
        unprotect(tx)
        known = {"docx": docx, "other": b"other"}
        tx.execute(text(damage), {name: value for name, value in known.items() if f":{name}" in damage})

    assert sound == (1, [])
    assert flaws_in(database) == (1, [f"edition 01/2023: {flaw}"])


def unprotect(tx: Connection) -> None:
    """Take away what refuses changes, as a damaged disk does not ask it."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SET session_replication_role = replica"))
        return
    for name in tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
        tx.execute(text(f'DROP TRIGGER "{name}"'))
