"""The library gives out what was published, byte for byte, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.report.extracting import extracts_json, issued_extracts
from services.report.handlers import record_tasks
from services.report.issue_store import IssueStore, sha256
from services.report.pages.answering import give_extract, give_file, show_library, show_volume
from services.report.pages.shelf import Shelf
from services.report.store import ReportStore
from shared import migrations
from shared.database import Database, open_database
from shared.errors import Refused
from shared.events import TaskChanged
from shared.facts import TaskState
from shared.language import speaking
from tests.integration.report.desk import TIME, UNITS, draft, full, published, record
from tests.unit.report.factories import CATALOGUE, NOW, an_evaluation


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    """A library with one edition, and a draft beside it."""
    on_disk = request.param == "sqlite"
    opened = open_database("report", f"sqlite:///{tmp_path}" if on_disk else request.getfixturevalue("postgres_url"))
    migrations.upgrade(opened, "report")
    record_task(opened, "overdue", 1)
    published(opened, *full())
    yield Shelf(opened, CATALOGUE)
    opened.close()


def record_task(database: Database, state: str, sequence: int) -> None:
    told = {"task": "plan", "unit": "north", "title": "Kế hoạch", "legal_basis": "KL 1", "stage": "work", "due": None}
    task = TaskState.model_validate(told | {"state": state, "sequence": sequence})
    with database.write() as tx:
        record_tasks([TaskChanged.of("/nhipso/scoring", task, time=TIME)], ReportStore(tx))


def asking(path: str = "/editions", **headers: str) -> Request:
    return Request(EnvironBuilder(path=path, headers=list(headers.items())).get_environ())


def page_of(shelf: Shelf, name: str = "north.html", **headers: str) -> Response:
    return give_extract(asking(**headers), shelf, "2023/01", name)


def test_whoever_reads_english_gets_the_extract_in_english(shelf: Shelf) -> None:
    with speaking("en"):
        english = page_of(shelf)
        summary = give_file(asking(), shelf, "2023/01", "summary.html")

    assert '<html lang="en">' in english.get_data(as_text=True)
    assert "Units that need attention" in summary.get_data(as_text=True)
    assert english.headers["ETag"] != page_of(shelf).headers["ETag"]


def test_the_list_has_what_was_published_and_no_draft(shelf: Shelf) -> None:
    draft(shelf.database, *(an_evaluation("50", unit, period="2022-06") for unit in UNITS), period="2022-06")

    listed = json.loads(show_library(asking(Accept="application/json"), shelf).get_data())

    assert [(each["edition"], each["period"], each["path"]) for each in listed["editions"]] == [
        ("01/2023", NOW, "/editions/2023/01")
    ]


def test_every_file_is_given_out_as_it_was_issued_with_its_hash_as_etag(shelf: Shelf) -> None:
    volume = shelf.volume("2023/01")

    for file in volume.files:
        answer = give_file(asking(), shelf, "2023/01", file.name)
        assert (sha256(answer.get_data()), answer.headers["ETag"]) == (file.sha256, f'"{file.sha256}"')


def test_who_has_the_file_already_does_not_get_it_again(shelf: Shelf) -> None:
    known = give_file(asking(), shelf, "2023/01", "bulletin.docx").headers["ETag"]

    again = give_file(asking(**{"If-None-Match": known}), shelf, "2023/01", "bulletin.docx")

    assert again.status_code == 304


def test_documents_may_run_nothing_and_word_files_are_saved(shelf: Shelf) -> None:
    page, word = page_of(shelf), give_file(asking(), shelf, "2023/01", "bulletin.docx")

    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert page.headers["Content-Disposition"] == 'inline; filename="2023-01-north.html"'
    assert word.headers["Content-Disposition"] == 'attachment; filename="2023-01-bulletin.docx"'


@pytest.mark.parametrize("name", ["nothing.html", "../bulletin.json", "bulletin", "bulletin.exe", "north.html", ""])
def test_what_was_not_issued_is_not_found(shelf: Shelf, name: str) -> None:
    with pytest.raises(Refused, match="no such edition or file"):
        give_file(asking(), shelf, "2023/01", name)


@pytest.mark.parametrize("folder", ["2023/02", "2023/1", "../01", "2022/01"])
def test_an_edition_that_was_not_issued_is_not_found(shelf: Shelf, folder: str) -> None:
    with pytest.raises(Refused, match="no such edition or file"):
        show_volume(asking(), shelf, folder)


@pytest.mark.parametrize("name", ["nobody.html", "north.exe", "north", "province.html"])
def test_a_unit_without_a_line_has_no_page(shelf: Shelf, name: str) -> None:
    with pytest.raises(Refused, match="no such edition or file"):
        page_of(shelf, name)


def test_a_page_of_a_unit_stays_the_same_when_figures_and_tasks_change(shelf: Shelf) -> None:
    before = [page_of(shelf, f"north.{form}").get_data() for form in ("html", "docx", "json", "pdf")]

    record(shelf.database, an_evaluation("10", "north", sequence=9))
    record_task(shelf.database, "done", 2)

    after = [page_of(shelf, f"north.{form}").get_data() for form in ("html", "docx", "json", "pdf")]
    assert after == before
    assert "Quá hạn" in before[0].decode()


def test_the_edition_has_its_page_with_the_leaders_page_and_every_unit(shelf: Shelf) -> None:
    page = show_volume(asking(Accept="text/html"), shelf, "2023/01").get_data(as_text=True)

    assert all(f"/editions/2023/01/units/{unit}.html" in page for unit in UNITS)
    assert "/editions/2023/01/summary.pdf" in page
    assert give_file(asking(), shelf, "2023/01", "summary.html").status_code == 200


def test_the_kept_extracts_cannot_be_changed(shelf: Shelf) -> None:
    for change in ("UPDATE issue_extracts SET sha256 = ''", "DELETE FROM issue_extracts"):
        with pytest.raises(DBAPIError, match="only grows"), shelf.database.write() as tx:
            tx.execute(text(change))


def test_an_edition_from_before_extracts_were_kept_has_them_all_the_same(shelf: Shelf) -> None:
    with shelf.database.read() as tx:
        (issue,) = IssueStore(tx).issues()
        kept = issued_extracts(tx, issue, CATALOGUE)
    drop = "TRIGGER issue_extracts_only_grows ON issue_extracts"
    with shelf.database.write() as tx:
        tx.execute(text(f"DROP {drop if tx.dialect.name == 'postgresql' else 'TRIGGER issue_extracts_no_delete'}"))
        tx.execute(text("DELETE FROM issue_extracts"))

    with shelf.database.read() as tx:
        made = issued_extracts(tx, issue, CATALOGUE)

    assert extracts_json(made) == extracts_json(kept)
