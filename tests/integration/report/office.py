"""An office with a province of its own that works by commands, after all figures of both editions were judged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.report import handlers
from services.report.commands import bulletin_app
from services.report.store import ReportStore
from shared import migrations
from shared.database import Database, open_database
from shared.events import ComplianceEvaluated
from shared.facts import Evaluation
from tests.integration.report.scored import NOW, PROVINCE, judged

UNIT, INDICATOR = "hon-quan", "services-with-online-dossiers-pct"
BY = ("--by", "Trần Thị B")


@contextmanager
def office(home: Path) -> Iterator[Database]:
    """The database of an office in the folder `home`, which commands find by the environment."""
    shutil.copytree(PROVINCE, home / "province")
    url = f"sqlite:///{home / 'data'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NHIPSO_DATABASE_URL", url)
        patch.setenv("NHIPSO_PROVINCE", str(home / "province"))
        patch.setenv("NHIPSO_ARCHIVE", str(home / "archive"))
        database = open_database("report", url)
        migrations.upgrade(database, "report")
        with database.write() as tx:
            handlers.record([*judged().evaluations, *judged().rankings], ReportStore(tx))
        yield database
        database.close()


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


def figures_of(period: str) -> list[Evaluation]:
    """What was judged of a period."""
    return [event.data for event in judged().evaluations if event.data.period == period]


def record(database: Database, *evaluations: Evaluation) -> None:
    told = [ComplianceEvaluated.of("/nhipso/scoring", each, time=NOW) for each in evaluations]
    with database.write() as tx:
        handlers.record(told, ReportStore(tx))


def correct(database: Database, period: str, value: str = "77.7", revision: int = 2) -> None:
    """A figure that its unit sent again."""
    old = next(each for each in figures_of(period) if (each.unit, each.indicator) == (UNIT, INDICATOR))
    sequence = old.sequence + revision * 10**6
    record(database, old.model_copy(update={"value": Decimal(value), "revision": revision, "sequence": sequence}))


def files_in(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.name != "manifest.json"}
