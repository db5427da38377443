"""`nhipso completeness` and `nhipso tasks`, run as an operator runs them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.cli.app import app
from services.scoring.handlers import judge
from services.scoring.store import ScoringStore
from shared.catalogue.load import load_catalogue
from shared.database import open_database
from shared.migrations import upgrade
from shared.settings import read_settings
from tests.unit.scoring.duty_desk import at
from tests.unit.scoring.factories import a_figure, submitted

DUTY = "share,uy-ban-quoc-gia,services-with-online-dossiers-pct,,level,department,1,monthly,+5,,,Luật"
TASK = "ii-1-2,,,so-tttt|so-noi-vu,vp-ubnd-tinh,Đánh giá Tổ công nghệ số,TB 245,2023-08-21,2023-08-25,2023-08-29"


@pytest.fixture
def province(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "province"
    shutil.copytree(read_settings({}).province, folder)
    (folder / "duties.csv").write_text(
        "id,programme,indicator,dimension,scope_kind,scope_value,applies,frequency,due,valid_from,valid_to,legal_basis\n"
        f"{DUTY}\n"
    )
    (folder / "tasks.csv").write_text(
        f"id,levels,groups,units,coordinating,title,legal_basis,assigned_on,due_work,due_report\n{TASK}\n"
    )
    monkeypatch.setenv("NHIPSO_PROVINCE", str(folder))
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path / 'data'}")
    database = open_database("scoring", f"sqlite:///{tmp_path / 'data'}")
    upgrade(database, "scoring")
    figure = a_figure("90", "so-noi-vu", indicator="services-with-online-dossiers-pct")
    with database.write() as tx:
        judge([submitted(figure, at("2022-07-08"))], ScoringStore(tx), load_catalogue(folder), at("2022-07-08"))
    database.close()
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def listed(*arguments: str) -> Any:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def states(rows: Sequence[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["unit"], row["stage"], row["state"]) for row in rows]


def test_who_owes_what_and_what_has_come(province: Path) -> None:
    found = listed("completeness", "--period", "2022-06")

    assert {line["unit"]: line["state"] for line in found["lines"]}["so-noi-vu"] == "late"
    assert sum(unit["missing"] for unit in found["units"]) == len(found["lines"]) - 1 == 21


@pytest.mark.parametrize(("language", "words"), [("vi", "Trễ hạn"), ("en", "Late")])
def test_the_table_speaks_both_languages(province: Path, language: str, words: str) -> None:
    result = run("completeness", "--period", "2022-06", "--unit", "so-noi-vu", "--lang", language)

    assert result.exit_code == 0
    assert words in result.stdout
    assert "08/07/2022 12:00" in result.stdout


def test_a_month_or_unit_that_is_none_is_refused(province: Path) -> None:
    assert run("completeness", "--period", "6/2022").exit_code == 2
    assert run("completeness", "--period", "2022-06", "--lang", "fr").exit_code == 2
    assert "unknown unit 'nobody'" in run("completeness", "--period", "2022-06", "--unit", "nobody").stderr


def test_a_task_is_listed_done_and_reopened(province: Path) -> None:
    assert states(listed("tasks", "list", "--unit", "so-tttt")) == [
        ("so-tttt", "report", "overdue"),
        ("so-tttt", "work", "overdue"),
    ]

    say = ("ii-1-2", "--unit", "so-tttt", "--stage", "report")
    done = run("tasks", "done", *say, "--on", "2023-08-28", "--note", "BC 120", "--by", "Văn thư")
    assert (done.exit_code, done.stderr.strip()) == (0, "ii-1-2 of so-tttt, report: done")
    assert states(listed("tasks", "list", "--state", "done")) == [("so-tttt", "report", "done")]

    assert run("tasks", "reopen", *say, "--note", "trả lại").exit_code == 0
    assert len(listed("tasks", "list", "--state", "overdue")) == 4
    history = listed("tasks", "history", "--unit", "so-tttt")
    assert [(row["word"], row["done_on"], row["note"]) for row in history] == [
        ("done", "2023-08-28", "BC 120"),
        ("reopened", None, "trả lại"),
    ]
    assert history[0]["by"] == "Văn thư"


@pytest.mark.parametrize(
    "arguments",
    [
        ("tasks", "done", "ii-9", "--unit", "so-tttt", "--note", "x"),
        ("tasks", "done", "ii-1-2", "--unit", "so-y-te", "--note", "x"),
        ("tasks", "done", "ii-1-2", "--unit", "so-tttt", "--stage", "both", "--note", "x"),
        ("tasks", "done", "ii-1-2", "--unit", "so-tttt", "--on", "28/8", "--note", "x"),
        ("tasks", "list", "--state", "late"),
    ],
)
def test_what_cannot_be_meant_is_refused(province: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code != 0
    assert listed("tasks", "history") == []
