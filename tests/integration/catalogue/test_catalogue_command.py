"""`nhipso catalogue` says what is wrong with a folder, and what the catalogue says of one thing."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

from shared.catalogue.commands import make_catalogue_app
from shared.catalogue.problem import Problem
from shared.settings import ROOT

BINH_PHUOC = ROOT / "deploy" / "provinces" / "binh-phuoc"
APP = make_catalogue_app()
RUN = CliRunner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(BINH_PHUOC, tmp_path / "province")


def test_a_sound_folder_is_counted() -> None:
    result = RUN.invoke(APP, ["check", str(BINH_PHUOC)])

    assert result.exit_code == 0
    assert "49 units" in result.stderr
    assert result.stdout == ""


def test_each_problem_is_a_line_an_editor_can_jump_to(folder: Path) -> None:
    with (folder / "contacts.csv").open("a", encoding="utf-8") as contacts:
        contacts.write("nowhere,nobody,Không ai,focal,vi\n")

    result = RUN.invoke(APP, ["check", str(folder)])

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{folder}/contacts.csv:36: 'nobody' is not a mail address",
        f"{folder}/contacts.csv:36: unit nowhere is not in units.csv",
    ]
    assert "2 problem(s)" in result.stderr


def test_what_others_check_in_the_folder_is_listed_too(folder: Path) -> None:
    app = make_catalogue_app(extra_checks=[lambda _: [Problem("layout/tables.yaml", 3, "column is unknown")]])

    result = RUN.invoke(app, ["check", str(folder)])

    assert result.exit_code == 1
    assert result.stdout == f"{folder}/layout/tables.yaml:3: column is unknown\n"


def test_a_folder_that_is_not_there_is_one_line() -> None:
    result = RUN.invoke(APP, ["check", "/nowhere"])

    assert (result.exit_code, result.stderr) == (1, "nhipso: /nowhere is not a folder\n")


def test_a_target_is_shown_as_json_with_exact_figures() -> None:
    result = RUN.invoke(APP, ["show", "target", "qd27-services", "--format", "json", "--dir", str(BINH_PHUOC)])

    assert result.exit_code == 0
    (target,) = json.loads(result.stdout)
    assert target["threshold"] == "80"
    assert target["legal_basis"] == "Quyết định số 27/QĐ-UBQGCĐS ngày 15/3/2022"


@pytest.mark.parametrize(("kind", "identifier"), [("unit", "chon-thanh"), ("indicator", "app-users")])
def test_units_and_indicators_are_shown_as_a_table(kind: str, identifier: str) -> None:
    result = RUN.invoke(APP, ["show", kind, identifier, "--dir", str(BINH_PHUOC)])

    assert result.exit_code == 0
    assert identifier in result.stdout


def test_an_unknown_id_is_one_line() -> None:
    result = RUN.invoke(APP, ["show", "unit", "nowhere", "--dir", str(BINH_PHUOC)])

    assert result.exit_code == 1
    assert result.stderr.startswith("nhipso: unit 'nowhere' is not in the catalogue")
