"""`nhipso bulletin` from draft to publication and a year after, with the real figures of Bình Phước."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.database import Database
from tests.integration.report.office import BY, INDICATOR, UNIT, correct, listed, office, publish, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def database(home: Path) -> Iterator[Database]:
    with office(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(home: Path, database: Database) -> Path:
    """The office, ready for commands."""
    assert database.name == "report"
    return home


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
        (("reissue", "--period", "2022-06", "--reason", "", *BY), 2, "must be one line of 1 to 1000 letters"),
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
        (home / f"{name}.md").write_text(f"---\nsection: activities\ntitle: {name}\norder: {place}\n---\nX\n", "utf-8")

    before = [row["id"] for row in listed("articles", "--period", "2024-01")]
    after = [row["id"] for row in listed("articles", "--period", "2024-01", "--order", "hai,mot", *BY)]

    assert (before, after) == (["mot", "hai"], ["hai", "mot"])
    assert [row["id"] for row in listed("articles", "--period", "2024-01")] == after
