"""`nhipso bulletin editors|put-article|withdraw-article`: keys at a terminal, and articles without a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.report.commands import bulletin_app
from services.report.desk import KEY
from shared import migrations
from shared.database import open_database
from tests.integration.report.test_articles import png
from tests.integration.report.test_manuscripts import SECTIONS, written

PERIOD = ("--period", "2023-02")


@pytest.fixture(autouse=True)
def province(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A province that has declared its sections, and an empty database."""
    url = f"sqlite:///{tmp_path / 'data'}"
    monkeypatch.setenv("NHIPSO_DATABASE_URL", url)
    monkeypatch.setenv("NHIPSO_PROVINCE", str(tmp_path))
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "sections.yaml").write_text(SECTIONS, "utf-8")
    database = open_database("report", url)
    migrations.upgrade(database, "report")
    database.close()
    return tmp_path


def run(*words: str, code: int = 0, key: str = "") -> str:
    result = CliRunner().invoke(bulletin_app, words, env={KEY: key})
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def listed(*words: str) -> Any:
    return json.loads(run(*words, "--format", "json"))


def article(folder: Path, text: str, name: str = "tin") -> str:
    (folder / f"{name}.md").write_text(text, "utf-8")
    return str(folder / f"{name}.md")


def test_an_article_is_put_in_with_its_picture_listed_and_withdrawn(tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(png())
    file = article(tmp_path, written("Tin", body="![ảnh](anh.png)"))

    run("put-article", file, *PERIOD, "--picture", str(tmp_path / "anh.png"), "--by", "Trần Thị B")
    (row,) = listed("articles", *PERIOD)
    run("withdraw-article", "tin", *PERIOD, "--by", "Trần Thị B")

    assert (row["section"], row["pictures"], row["written"]) == ("news", 1, "Trần Thị B, version 1")
    assert listed("articles", *PERIOD) == []


def test_what_is_wrong_with_a_file_of_the_province_stands_in_the_list(province: Path) -> None:
    home = province / "articles" / "2023-02"
    home.mkdir(parents=True)
    article(home, written("Tin", "tin vắn"))

    (row,) = listed("articles", *PERIOD)

    assert row["wrong"].endswith("'tin vắn' is not a section of the layout; use one of: news, orders")


def test_from_the_first_key_on_a_name_alone_is_not_enough(tmp_path: Path) -> None:
    file = article(tmp_path, written("Tin"))
    key = run("editors", "add", "--name", "Nguyễn Văn A", "--may", "write").strip()

    assert "a name alone is not enough" in run("put-article", file, *PERIOD, "--by", "Trần Thị B", code=1)
    assert "is not the key of an editor" in run("put-article", file, *PERIOD, code=1, key="nhe_wrong")
    assert "not of Trần Thị B" in run("put-article", file, *PERIOD, "--by", "Trần Thị B", code=1, key=key)
    run("put-article", file, *PERIOD, key=key)
    assert listed("articles", *PERIOD)[0]["written"] == "Nguyễn Văn A, version 1"
    assert "may not check" in run("check", *PERIOD, "--hash", "abcdef1", code=1, key=key)


def test_a_key_is_shown_once_listed_without_its_secret_and_ends_at_once(tmp_path: Path) -> None:
    key = run("editors", "add", "--name", "Nguyễn Văn A").strip()
    (row,) = listed("editors", "list")

    assert key not in json.dumps(row)
    assert (row["name"], row["may"], row["state"]) == ("Nguyễn Văn A", "write,check,approve,publish", "active")
    assert "has a key already" in run("editors", "add", "--name", "nguyễn văn A", code=1)
    run("editors", "revoke", row["id"])
    assert "is not the key of an editor" in run("withdraw-article", "x", *PERIOD, code=1, key=key)
    assert "there is no key" in run("editors", "revoke", row["id"], code=1)


def test_rights_are_some_of_those_there_are() -> None:
    assert "write,check,approve,publish" in run("editors", "add", "--name", "A", "--may", "everything", code=2)


def test_letters_that_cannot_be_printed_are_told_of_and_the_article_is_taken(tmp_path: Path) -> None:
    file = article(tmp_path, written("Tin", body="Một.\n\nHai 😀."))

    result = CliRunner().invoke(bulletin_app, ["put-article", file, *PERIOD, "--by", "Trần Thị B"])

    warning = "article tin, line 3 of the text: 😀 (U+1F600 GRINNING FACE) is in no font of ours; PDF and charts show □"
    assert (result.exit_code, warning in result.stderr) == (0, True)
    assert [row["id"] for row in listed("articles", *PERIOD)] == ["tin"]


def test_nobody_gets_a_key_without_a_name() -> None:
    assert "must be one line of 1 to 120 letters" in run("editors", "add", "--name", "", code=2)
    assert listed("editors", "list") == []
