"""`nhipso bulletin` from draft to publication and a year after, with the real figures of Bình Phước."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.report import handlers
from services.report.commands import bulletin_app
from services.report.store import ReportStore
from services.report.tables import METADATA
from shared.database import Database, open_database
from shared.events import ComplianceEvaluated
from tests.integration.report.scored import NOW, PROVINCE, judged

UNIT, INDICATOR = "hon-quan", "services-with-online-dossiers-pct"
BY = ("--by", "Trần Thị B")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with a province of its own, after all figures of both editions were judged."""
    home = tmp_path_factory.mktemp("office")
    shutil.copytree(PROVINCE, home / "province")
    url = f"sqlite:///{home / 'data'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NHIPSO_DATABASE_URL", url)
        patch.setenv("NHIPSO_PROVINCE", str(home / "province"))
        patch.setenv("NHIPSO_ARCHIVE", str(home / "archive"))
        database = open_database("report", url)
        with database.write() as tx:
            METADATA.create_all(tx)
            handlers.record([*judged().evaluations, *judged().rankings], ReportStore(tx))
        database.close()
        yield home


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    opened = open_database("report", f"sqlite:///{folder / 'data'}")
    yield opened
    opened.close()


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(bulletin_app, words)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def listed(*words: str) -> Any:
    return json.loads(run(*words, "--format", "json"))


def hash_of(period: str) -> str:
    found: str = next(row["content_hash"] for row in listed("list") if row["period"] == period)
    return found


def publish(period: str, out: Path) -> str:
    """Take the edition of a period all the way; returns what publishing printed."""
    run("build", "--period", period, "--out", str(out), "--format", "json", *BY)
    run("check", "--period", period, "--hash", hash_of(period)[:10], "--by", "Nguyễn Văn A")
    run("approve", "--period", period, "--hash", hash_of(period)[:10], *BY)
    return run("publish", "--period", period, *BY)


def correct(database: Database, period: str) -> None:
    """A figure that somebody sent again."""
    old = next(
        event.data
        for event in judged().evaluations
        if (event.data.unit, event.data.indicator, event.data.period) == (UNIT, INDICATOR, period)
    )
    new = old.model_copy(update={"value": Decimal("77.7"), "revision": 2, "sequence": old.sequence + 10**6})
    with database.write() as tx:
        handlers.record([ComplianceEvaluated.of("/nhipso/scoring", new, time=NOW)], ReportStore(tx))


def change_everything(province: Path) -> None:
    """Another catalogue, layout and articles than those of publication."""
    for name, old, new in (
        ("units.csv", "Hớn Quản", "Hớn Quản Mới"),
        ("layout/letterhead.yaml", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("layout/editions.yaml", "number: 1,", "number: 11,"),
    ):
        path = province / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (province / "articles" / "2022-06").mkdir(parents=True)
    (province / "articles" / "2022-06" / "moi.md").write_text("---\nsection: Tin\ntitle: Mới\n---\nMới\n", "utf-8")


def files_in(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.name != "manifest.json"}


@pytest.fixture(scope="module")
def printed(folder: Path) -> str:
    """What publishing the edition of June 2022 printed."""
    return publish("2022-06", folder / "out")


def test_publishing_prints_each_file_with_its_hash_as_it_lies_in_the_archive(folder: Path, printed: str) -> None:
    lines = [line.split("  ") for line in printed.splitlines()]

    forms = ("json", "html", "docx", "pdf", "xlsx")
    assert [path for _, path in lines] == [f"2022/01/bulletin.{form}" for form in forms]
    assert {(row["path"], row["sha256"], row["state"]) for row in listed("archive")} == {
        (path, digest, "there") for digest, path in lines
    }
    assert (folder / "archive" / "2022" / "01" / "manifest.json").is_file()


def test_the_history_says_who_did_what(printed: str) -> None:
    assert printed
    assert [
        (row["action"], row["by"], row["before"], row["after"]) for row in listed("history", "--period", "2022-06")
    ] == [
        ("build", "Trần Thị B", None, "draft"),
        ("check", "Nguyễn Văn A", "draft", "checked"),
        ("approve", "Trần Thị B", "checked", "approved"),
        ("publish", "Trần Thị B", "approved", "published"),
    ]


def test_a_year_later_the_edition_is_rebuilt_to_the_byte_whatever_has_changed(
    folder: Path, printed: str, database: Database
) -> None:
    issued = files_in(folder / "archive" / "2022" / "01")
    correct(database, "2022-06")
    change_everything(folder / "province")

    again = run("build", "--edition", "01/2022", "--out", str(folder / "again"))
    shown = json.loads(run("show", "--edition", "1", "--format", "json"))
    run("build", "--period", "2022-06", "--out", str(folder / "now"), "--format", "json")

    assert len(again.splitlines()) == 5
    assert files_in(folder / "again" / "2022-06") == issued
    assert shown == json.loads(issued["bulletin.json"])
    assert (folder / "now" / "2022-06" / "bulletin.json").read_bytes() != issued["bulletin.json"]
    assert printed.split(maxsplit=1)[0] in {row["sha256"] for row in listed("archive")}


def test_the_next_edition_prints_the_correction_with_the_reason_of_the_editor(
    folder: Path, printed: str, database: Database
) -> None:
    assert printed
    correct(database, "2022-06")
    figure = ("--unit", UNIT, "--indicator", INDICATOR)
    run("note-revision", "--period", "2022-06", *figure, "--reason", "Đơn vị rà soát lại hồ sơ", *BY)
    (waiting,) = listed("revisions", "--period", "2022-06")

    run("build", "--period", "2023-02", "--out", str(folder / "out"), "--format", "json", *BY)

    bulletin = json.loads((folder / "out" / "2023-02" / "bulletin.json").read_text(encoding="utf-8"))
    (correction,) = bulletin["corrections"]
    notes = [note for table in bulletin["tables"] for note in table["footnotes"] if note.startswith("(R)")]
    assert (waiting["told_in"], waiting["corrected"]) == (None, "77,7%")
    assert (correction["reason"], correction["corrected"]["value"]) == ("Đơn vị rà soát lại hồ sơ", "77.7")
    assert len(notes) == 1
    assert "báo cáo số 01/2022 (tháng 06/2022)" in notes[0]
    assert notes[0].endswith("nay là 77,7%; lý do: Đơn vị rà soát lại hồ sơ.")


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("approve", "--period", "2022-06", "--hash", "abcdef1", *BY),
            1,
            "cannot approve an edition that is published",
        ),
        (("publish", "--period", "2022-06", *BY), 1, "it must be approved"),
        (("check", "--period", "2024-01", "--hash", "abcdef1", *BY), 1, "no edition of 2024-01 has been built yet"),
        (("build", "--edition", "9"), 1, "no edition 9; there is: 01/2022"),
        (("build",), 2, "give --period"),
        (("show", "--period", "2022-13"), 2, "is not a month"),
        (("reopen", "--period", "2022-06", "--by", "a\tb", "--reason", "\x1b[2J"), 2, "must be one line"),
        (("declare-missing", "--period", "2023-02", "--unit", "nowhere", "--reason", "X", *BY), 1, "no 'nowhere'"),
        (("declare-missing", "--period", "2023-02", "--unit", UNIT, "--withdraw", *BY), 1, "was declared missing"),
        (("declare-missing", "--period", "2023-02", "--unit", UNIT, *BY), 2, "give --reason"),
        (("articles", "--period", "2023-02", "--order", "khac", *BY), 1, "there is no article 'khac'"),
        (("articles", "--period", "2023-02", "--order", "doc-ket-qua-danh-gia"), 2, "say with --by"),
        (
            ("note-revision", "--period", "2021-01", "--unit", UNIT, "--indicator", INDICATOR, "--reason", "X", *BY),
            1,
            "no",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words: tuple[str, ...], code: int, said: str) -> None:
    assert said in " ".join(run(*words, code=code).split())


def test_a_re_issue_keeps_the_number_and_goes_the_same_way_again(
    folder: Path, printed: str, database: Database
) -> None:
    correct(database, "2022-06")
    run("reissue", "--period", "2022-06", "--reason", "Đính chính số liệu Hớn Quản", *BY)
    run("build", "--period", "2022-06", "--out", str(folder / "out"), "--format", "json", *BY)

    changed = run("check", "--period", "2022-06", "--hash", "0123456789", *BY, code=4)

    bulletin = json.loads((folder / "out" / "2022-06" / "bulletin.json").read_text(encoding="utf-8"))
    marked = {
        (row["unit"], key)
        for table in bulletin["tables"]
        for row in table["rows"]
        for key, cell in row["cells"].items()
        if cell["revised"]
    }
    assert "look at it again" in changed
    assert bulletin["letterhead"]["number"] == "Số: 01(R)/BC-STTTT"
    assert marked == {(UNIT, "services")}
    assert printed.split(maxsplit=1)[0] in {row["sha256"] for row in listed("archive")}


def test_articles_are_listed_in_the_order_of_the_editor(folder: Path) -> None:
    home = folder / "province" / "articles" / "2024-01"
    home.mkdir(parents=True)
    for place, name in enumerate(("mot", "hai"), start=1):
        (home / f"{name}.md").write_text(f"---\nsection: Tin\ntitle: {name}\norder: {place}\n---\nX\n", "utf-8")

    before = [row["id"] for row in listed("articles", "--period", "2024-01")]
    after = [row["id"] for row in listed("articles", "--period", "2024-01", "--order", "hai,mot", *BY)]

    assert (before, after) == (["mot", "hai"], ["hai", "mot"])
    assert [row["id"] for row in listed("articles", "--period", "2024-01")] == after
