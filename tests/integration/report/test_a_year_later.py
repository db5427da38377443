"""An edition a year after it was published: twelve more months, a correction in each, another province on disk."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.cli.check import archive_of
from shared.catalogue import next_period
from shared.facts import Evaluation
from shared.settings import read_settings
from tests.integration.report.office import (
    BY,
    UNIT,
    correct,
    figures_of,
    files_in,
    hash_of,
    listed,
    office,
    publish,
    record,
    run,
)

JUNE, JULY, AUGUST = "2022-06", "2022-07", "2022-08"
FORMATS = ["bulletin.docx", "bulletin.html", "bulletin.json", "bulletin.pdf", "bulletin.xlsx"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The office a year after it published the edition of June 2022."""
    home = tmp_path_factory.mktemp("year")
    with office(home) as database:
        publish(JUNE, home / "out")
        period = JUNE
        for month in range(1, 13):
            period = next_period(period)
            record(database, *(same_in(period, each) for each in figures_of(JUNE)))
            correct(database, JUNE, str(60 + month), revision=1 + month)
        change_everything(home / "province")
        yield home


@pytest.fixture(scope="module")
def issued(home: Path) -> dict[str, bytes]:
    return files_in(home / "archive" / "2022" / "01")


@pytest.fixture(scope="module")
def july(home: Path) -> dict[str, Any]:
    """The next edition, published."""
    publish(JULY, home / "out")
    return bulletin(home, JULY)


def bulletin(home: Path, period: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "out" / period / "bulletin.json").read_text(encoding="utf-8"))
    return found


def same_in(period: str, figure: Evaluation) -> Evaluation:
    """The figure as it is sent for another period."""
    as_of = date(int(period[:4]), int(period[5:]), 17)
    return Evaluation.model_validate({**figure.model_dump(), "period": period, "as_of": as_of})


def change_everything(province: Path) -> None:
    """Another catalogue, layout and articles than those of publication."""
    for name, old, new in (
        ("units.csv", "Hớn Quản", "Hớn Quản Mới"),
        ("layout/letterhead.yaml", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("layout/editions.yaml", "number: 1,", "number: 11,"),
    ):
        path = province / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    for article in (province / "articles" / JUNE).glob("*.md"):
        article.unlink()


def test_the_same_five_files_come_out_to_the_byte(home: Path, issued: dict[str, bytes]) -> None:
    run("build", "--edition", "01/2022", "--out", str(home / "again"))

    assert sorted(issued) == FORMATS
    assert files_in(home / "again" / JUNE) == issued


def test_a_fresh_process_gives_the_same_bytes(home: Path, issued: dict[str, bytes]) -> None:
    command = [str(Path(sys.executable).parent / "nhipso"), "bulletin", "build", "--edition", "01/2022"]

    subprocess.run([*command, "--out", str(home / "fresh")], check=True, capture_output=True, timeout=120)

    assert files_in(home / "fresh" / JUNE) == issued


def test_what_is_known_today_is_another_text(home: Path, issued: dict[str, bytes]) -> None:
    shown = json.loads(run("show", "--edition", "1", "--format", "json"))

    run("build", "--period", JUNE, "--out", str(home / "now"), "--format", "json")

    today = json.loads((home / "now" / JUNE / "bulletin.json").read_text(encoding="utf-8"))
    assert shown == json.loads(issued["bulletin.json"])
    assert today["letterhead"]["issuing_body"] == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    assert today["content_hash"] != shown["content_hash"]


def test_the_next_edition_tells_of_the_last_of_many_corrections_once(july: dict[str, Any]) -> None:
    (correction,) = july["corrections"]
    notes = [note for table in july["tables"] for note in table["footnotes"] if note.startswith("(R)")]

    assert (correction["unit"], correction["corrected"]["value"]) == (UNIT, "72")
    assert len(notes) == 1
    assert "báo cáo số 01/2022 (tháng 06/2022)" in notes[0]
    assert notes[0].endswith("nay là 72%; lý do: đơn vị gửi lại số liệu (lần 13).")


def test_the_register_says_which_edition_told_of_it_and_the_one_after_does_not(
    home: Path, july: dict[str, Any]
) -> None:
    run("build", "--period", AUGUST, "--out", str(home / "out"), "--format", "json", *BY)

    (registered,) = listed("revisions", "--period", JUNE)
    assert len(july["corrections"]) == 1
    assert (registered["told_in"], registered["corrected"]) == (JULY, "72%")
    assert bulletin(home, AUGUST).get("corrections", []) == []


@pytest.mark.usefixtures("july")
def test_a_re_issue_keeps_the_number_marks_the_figure_and_leaves_the_first_as_it_was(
    home: Path, issued: dict[str, bytes]
) -> None:
    run("reissue", "--period", JUNE, "--reason", "Đính chính số liệu Hớn Quản", *BY)
    run("build", "--period", JUNE, "--out", str(home / "out"), "--format", "json", *BY)

    changed = run("check", "--period", JUNE, "--hash", "0123456789", *BY, code=4)

    again = bulletin(home, JUNE)
    marked = [
        (row["unit"], key)
        for table in again["tables"]
        for row in table["rows"]
        for key, cell in row["cells"].items()
        if cell["revised"]
    ]
    run("build", "--edition", "01/2022", "--out", str(home / "still"))
    assert "look at it again" in changed
    assert hash_of(JUNE) == again["content_hash"]
    assert again["letterhead"]["number"].startswith("Số: 01(R)/")
    assert marked == [(UNIT, "services")]
    assert files_in(home / "still" / JUNE) == issued


@pytest.mark.usefixtures("july")
def test_one_byte_changed_in_what_is_kept_is_found_and_named(home: Path) -> None:
    sound = archive_of(read_settings())
    with closing(sqlite3.connect(home / "data" / "report.db", isolation_level=None)) as file:
        # As a disk would do it: what refuses changes is not asked.
        file.execute("DROP TRIGGER blob_no_update")
        (name, content), *_ = file.execute(
            "SELECT sha256, content FROM blob JOIN issue_file USING (sha256) WHERE period = ? AND name LIKE '%.pdf'",
            [JUNE],
        ).fetchall()
        damaged = content[:1000] + bytes([content[1000] ^ 1]) + content[1001:]
        file.execute("UPDATE blob SET content = ? WHERE sha256 = ?", [damaged, name])

    found = archive_of(read_settings())

    assert sound == (2, [])
    assert found == (2, ["edition 01/2022: bulletin.pdf is not what was issued"])
    refused = run("build", "--edition", "01/2022", "--out", str(home / "never"), code=1)
    assert "bulletin.pdf is not what was published: restore the database" in " ".join(refused.split())
