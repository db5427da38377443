"""Building an edition from the report service's database, and `nhipso bulletin`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.report import handlers
from services.report.build import build_bulletin, latest_bulletin
from services.report.commands import bulletin_app
from services.report.explain import cells_of
from services.report.store import ReportStore
from services.report.tables import METADATA
from shared.database import Database, open_database
from shared.errors import Stop
from tests.integration.report.scored import PERIODS, PROVINCE, catalogue, edition, judged

NOW = datetime(2023, 3, 20, 8, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The report service's database after all figures of both editions were judged."""
    url = f"sqlite:///{tmp_path / 'data'}"
    monkeypatch.setenv("NHIPSO_DATABASE_URL", url)
    opened = open_database("report", url)
    with opened.write() as tx:
        METADATA.create_all(tx)
        handlers.record([*judged().evaluations, *judged().rankings], ReportStore(tx))
    return opened


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(bulletin_app, words)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def test_the_edition_is_made_of_what_was_recorded_and_kept_as_the_draft(database: Database) -> None:
    built = build_bulletin(database, catalogue(), PROVINCE, "2023-02", NOW)

    assert (built.tables, built.sentences) == (edition("2023-02").tables, edition("2023-02").sentences)
    written = {path.stem for path in (PROVINCE / "articles" / "2023-02").glob("*.md")}
    assert {article.id for article in built.articles} == written
    assert latest_bulletin(database, "2023-02") == built


def test_figures_of_a_later_period_do_not_change_an_earlier_edition(database: Database) -> None:
    built = build_bulletin(database, catalogue(), PROVINCE, "2022-06", NOW)

    assert (built.tables, built.sentences, built.as_of) == (
        edition("2022-06").tables,
        edition("2022-06").sentences,
        edition("2022-06").as_of,
    )


def test_a_period_without_figures_has_no_edition(database: Database) -> None:
    with pytest.raises(
        Stop, match="no figures of 2024-01 have come yet; there are figures of: 2022-05, 2022-06, 2023-02"
    ):
        build_bulletin(database, catalogue(), PROVINCE, "2024-01", NOW)


def test_a_figure_is_found_in_every_table_that_prints_it(database: Database) -> None:
    built = build_bulletin(database, catalogue(), PROVINCE, "2023-02", NOW)

    found = cells_of(built, "hon-quan", "services-with-online-dossiers-pct")

    assert [(table, column, cell.text) for table, column, cell in found] == [("online-services", "services", "91,7%")]


@pytest.mark.usefixtures("database")
def test_build_writes_the_edition_as_json(tmp_path: Path) -> None:
    out = tmp_path / "out"

    printed = run("build", "--period", "2023-02", "--out", str(out), "--format", "json")

    path = out / "2023-02" / "bulletin.json"
    assert printed.split() == [str(path)]
    assert json.loads(path.read_text(encoding="utf-8"))["letterhead"]["number"] == "Số: 02/BC-STTTT"


@pytest.mark.usefixtures("database")
def test_building_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("first", "second"):
        run("build", "--period", "2023-02", "--out", str(tmp_path / name), "--format", "json")
        contents.append((tmp_path / name / "2023-02" / "bulletin.json").read_bytes())

    assert contents[0] == contents[1]


@pytest.mark.usefixtures("database")
def test_list_and_show_tell_what_was_built(tmp_path: Path) -> None:
    for period in PERIODS:
        run("build", "--period", period, "--out", str(tmp_path), "--format", "json")

    listed = json.loads(run("list", "--format", "json"))
    shown = json.loads(run("show", "--period", "2022-06", "--format", "json"))

    assert [(row["period"], row["status"]) for row in listed] == [("2022-06", "draft"), ("2023-02", "draft")]
    assert shown["content_hash"] == listed[0]["content_hash"]
    assert "25/27 đơn vị đạt 100%" in run("show", "--period", "2023-02")
    assert "In 25 of 27 units, 100% of" in run("show", "--period", "2023-02", "--lang", "en")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("wrong", [("--format", "docx,odt"), ("--lang", "fr")])
def test_what_cannot_be_written_is_not_built_either(tmp_path: Path, wrong: tuple[str, str]) -> None:
    said = run("build", "--period", "2023-02", "--out", str(tmp_path / "out"), *wrong, code=1)

    assert " is one of " in said
    assert run("list", "--format", "json").strip() == "[]"
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("database")
def test_expected_failures_are_one_clear_line(tmp_path: Path) -> None:
    out = ("--out", str(tmp_path))

    assert run("build", "--period", "2024-01", *out, code=1).startswith("nhipso: no figures of 2024-01")
    assert run("show", "--period", "2022-06", code=1).startswith("nhipso: no edition of 2022-06 has been built yet")
    assert "format is one of" in run("build", "--period", "2023-02", *out, "--format", "odt", code=1)
    assert "is not a month" in run("build", "--period", "2023-13", *out, code=2)
