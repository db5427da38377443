"""`nhipso bulletin verify`: what it prints, and how it ends."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.report import handlers
from services.report.build import build_bulletin
from services.report.commands import bulletin_app
from services.report.store import ReportStore
from services.report.tables import METADATA
from shared.database import open_database
from tests.integration.report.scored import PROVINCE, catalogue, judged
from tests.published_documents import published

NOW = datetime(2023, 3, 20, 8, tzinfo=UTC)
TEXT = """Báo cáo chuyên đề tháng 02/2023
4. Kết quả sử dụng phần mềm, ứng dụng
Đến ngày 17/3/2023, toàn tỉnh có 25.866 người dùng ứng dụng.
Bảng 5. Người dùng ứng dụng “Bình Phước Today” (đến ngày 17/3/2023)
STT\tĐơn vị\tSố người dùng
1\tĐồng Xoài\t3.007
2\tLộc Ninh\t1.651
\tTổng\t4.658
"""
NEXT = """Báo cáo chuyên đề tháng 03/2023
4. Kết quả sử dụng phần mềm, ứng dụng
Bảng 4. Người dùng ứng dụng “Bình Phước Today” (đến ngày 17/4/2023)
STT\tĐơn vị\tSố người dùng\tSo với báo cáo chuyên đề tháng 02/2023 (số người dùng tăng thêm)
1\tĐồng Xoài\t3.010\t3
2\tLộc Ninh\t1.700\t48
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of an installation in which the edition of February 2023 was built."""
    url = f"sqlite:///{tmp_path_factory.mktemp('verify') / 'data'}"
    database = open_database("report", url)
    with database.write() as tx:
        METADATA.create_all(tx)
        handlers.record([*judged().evaluations, *judged().rankings], ReportStore(tx))
    build_bulletin(database, catalogue(), PROVINCE, "2023-02", NOW)
    database.close()
    return url


@pytest.fixture(autouse=True)
def settings(installation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", installation)


def run(*words: str) -> Result:
    return CliRunner().invoke(bulletin_app, ["verify", *words])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_document_without_a_mistake_ends_with_0(tmp_path: Path, lang: str) -> None:
    build = ["build", "--period", "2023-02", "--out", str(tmp_path), "--format", "html", "--lang", lang]
    CliRunner().invoke(bulletin_app, build, catch_exceptions=False)

    result = run(str(tmp_path / "2023-02" / "bulletin.html"))

    assert (result.exit_code, result.stdout) == (0, ""), result.stdout
    assert "0 mâu thuẫn, 0 chỗ thiếu" in result.stderr
    assert "đối chiếu với các bảng của chính văn bản và báo cáo tháng 02/2023" in result.stderr


def test_a_contradiction_ends_with_3_and_is_shown_with_place_and_right_figure(tmp_path: Path) -> None:
    file = tmp_path / "edited.txt"
    file.write_text(TEXT, encoding="utf-8")

    result = run(str(file), "--foreign", "--format", "json")

    (found,) = json.loads(result.stdout)
    assert result.exit_code == 3
    assert (found["rule"], found["paragraph"], found["says"], found["right"]) == ("total", 3, "25.866", "4.658")
    assert found["heading"] == "4. Kết quả sử dụng phần mềm, ứng dụng"


def test_the_edition_of_the_month_it_names_itself_is_the_second_source(tmp_path: Path) -> None:
    file = tmp_path / "edited.txt"
    file.write_text(TEXT, encoding="utf-8")

    found = json.loads(run(str(file), "--format", "json").stdout)

    by_edition = {(row["row"], row["says"], row["right"]) for row in found if row["source"] == "edition"}
    assert ("Tổng", "4.658", "25.856") in by_edition
    assert ("", "25.866", "25.856") in by_edition


def test_a_document_is_read_where_no_edition_was_ever_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path / 'data'}")
    path = tmp_path / "bulletin.txt"
    path.write_text(TEXT.replace("25.866", "4.658"), encoding="utf-8")

    right = run(str(path))
    path.write_text(TEXT, encoding="utf-8")
    wrong = run(str(path))

    assert (right.exit_code, wrong.exit_code) == (0, 3), right.stdout + right.stderr + wrong.stderr
    assert not (tmp_path / "data" / "report.db").exists()


def test_a_slip_in_an_english_document_is_found_by_its_table_and_by_the_edition(tmp_path: Path) -> None:
    build = ["build", "--period", "2023-02", "--out", str(tmp_path), "--format", "html", "--lang", "en"]
    CliRunner().invoke(bulletin_app, build, catch_exceptions=False)
    file = tmp_path / "2023-02" / "bulletin.html"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(">3,007<", ">3,008<").replace("has 25,856 users", "has 25,866 users"))

    found = json.loads(run(str(file), "--format", "json").stdout)

    assert {(row["rule"], row["row"], row["says"], row["right"]) for row in found} == {
        ("total", "Total", "25,856", "25,857"),
        ("edition-cell", "Đồng Xoài", "3,008", "3,007"),
        ("edition-sentence", "", "25,866", "25,856"),
    }


def test_people_read_a_table_of_places(tmp_path: Path) -> None:
    file = tmp_path / "published.docx"
    file.write_bytes(published("2022-06"))

    result = run(str(file), "--foreign")

    assert result.exit_code == 3
    assert "đoạn 23 (3. Phần mềm dùng chung)" in result.stdout
    assert "16 nội dung khớp, 0 chưa xác định được; 2 mâu thuẫn" in result.stderr


def test_the_list_is_also_told_in_english(tmp_path: Path) -> None:
    file = tmp_path / "published.docx"
    file.write_bytes(published("2022-06"))

    result = run(str(file), "--foreign", "--lang", "en")

    assert "paragraph 23 (3. Phần mềm dùng chung)" in result.stdout
    assert "the figure is not the table's" in result.stdout
    assert "16 statements hold, 0 cannot be decided; 2 contradictions" in result.stderr


def test_a_sentence_that_is_gone_is_missing_and_ends_with_3(tmp_path: Path) -> None:
    build = ["build", "--period", "2023-02", "--out", str(tmp_path), "--format", "html"]
    CliRunner().invoke(bulletin_app, build, catch_exceptions=False)
    file = tmp_path / "2023-02" / "bulletin.html"
    file.write_text(re.sub("Đến ngày 17/3/2023, toàn tỉnh có 25.856 [^<]*", "", file.read_text(encoding="utf-8")))

    result = run(str(file))

    assert result.exit_code == 3
    assert "thiếu câu hoặc ghi chú" in result.stdout
    assert "0 mâu thuẫn, 1 chỗ thiếu" in result.stderr


def test_changes_are_held_against_the_edition_before_where_the_month_has_none(tmp_path: Path) -> None:
    file = tmp_path / "next.txt"
    file.write_text(NEXT, encoding="utf-8")

    found = json.loads(run(str(file), "--format", "json").stdout)

    assert [(row["rule"], row["row"], row["says"], row["right"]) for row in found] == [
        ("change", "Lộc Ninh", "48", "49")
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"not a document", "this is no DOCX file"),
        ("a.pdf", b"%PDF-1.7", "verify the DOCX or HTML of the same document"),
        ("a.xlsx", b"", "only .docx, .html, .htm, .txt, .md files can be read"),
        ("a.txt", b"\xff\xfe", "not UTF-8"),
        ("a.txt", b" \n", "the file is empty"),
    ],
)
def test_an_unusable_file_ends_with_2_saying_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    result = run(str(file))

    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    result = run(str(tmp_path / "gone.docx"))

    assert result.exit_code == 2
    assert "No such file" in result.stderr
