"""`nhipso whatif` on the real figures of June 2022: what other targets would turn, with nothing kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from services.scoring.whatif import figures_of, whatif
from shared.catalogue.load import load_catalogue
from shared.database import Database, open_database
from shared.facts import Evaluation
from shared.migrations import upgrade
from tests.integration.scoring.test_published_verdicts import PROVINCE, SERVICES, figure, rows
from tests.unit.scoring.desk import Desk, in_database

APP = typer.Typer()
APP.command()(whatif)
RUN = CliRunner()
OWN = (PROVINCE / "targets.csv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Database]]:
    """Scoring's database with June 2022 judged by the province's own targets."""
    url = f"sqlite:///{tmp_path_factory.mktemp('data')}"
    database = open_database("scoring", url)
    upgrade(database, "scoring")
    desk = Desk(in_database(database), load_catalogue(PROVINCE))
    desk.submit(*map(figure, rows(PROVINCE / "figures" / "2022-06.csv")))
    yield url, database
    database.close()


@pytest.fixture
def ask(judged: tuple[str, Database], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run the command with targets of this text."""
    monkeypatch.setenv("NHIPSO_DATABASE_URL", judged[0])
    monkeypatch.setenv("NHIPSO_PROVINCE", str(PROVINCE))

    def run(text: str, *options: str) -> Any:
        (tmp_path / "proposed.csv").write_text(text, encoding="utf-8")
        return RUN.invoke(APP, ["--targets", str(tmp_path / "proposed.csv"), "--period", "2022-06", *options])

    return run


def standing(database: Database) -> list[Evaluation]:
    with database.read() as tx:
        return list(figures_of(tx, "2022-06"))


def test_the_targets_in_force_turn_nothing(ask: Any) -> None:
    result = ask(OWN, "--format", "json")

    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_a_higher_threshold_lists_exactly_the_figures_between_the_old_and_the_new(
    ask: Any, judged: tuple[str, Database]
) -> None:
    before = standing(judged[1])
    old = f"qd27-services,1,uy-ban-quoc-gia,{SERVICES},,all,,>=,80,"
    assert old in OWN

    result = ask(OWN.replace(old, old.replace("80,", "95,").replace(",1,", ",2,")), "--format", "json")

    between = {
        figure.unit: str(figure.value - 95)
        for figure in before
        if figure.indicator == SERVICES and figure.value is not None and Decimal(80) <= figure.value < Decimal(95)
    }
    turned = json.loads(result.stdout)
    assert len(between) >= 3
    assert {row["unit"]: row["gap"] for row in turned} == between
    assert {(row["before"], row["after"], row["target"]) for row in turned} == {("met", "not_met", "qd27-services (2)")}
    assert f"{len(between)} verdict(s)" in result.stderr
    assert standing(judged[1]) == before


def test_a_target_taken_away_leaves_its_figures_without_a_verdict(ask: Any) -> None:
    kept = "".join(line for line in OWN.splitlines(keepends=True) if not line.startswith("qd27-services"))

    turned = json.loads(ask(kept, "--format", "json").stdout)

    assert turned
    assert {(row["indicator"], row["after"]) for row in turned} == {(SERVICES, None)}


def test_targets_are_checked_like_the_catalogues(ask: Any, tmp_path: Path) -> None:
    result = ask(f"{OWN}x,1,nobody,{SERVICES},,all,,>=,80,,,,Luật\n")

    line = len(OWN.splitlines()) + 1
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [f"{tmp_path}/proposed.csv:{line}: programme nobody is not in programmes.csv"]
    assert "1 problem(s)" in result.stderr


def test_a_period_is_a_month(ask: Any) -> None:
    result = RUN.invoke(APP, ["--targets", "x.csv", "--period", "6/2022"])

    assert (result.exit_code, "is not a month" in result.stderr) == (1, True)
