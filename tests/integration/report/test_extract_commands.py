"""`nhipso bulletin extract` and `summary` on the real figures of Bình Phước."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.report import handlers
from services.report.build import build_bulletin
from services.report.commands import bulletin_app
from services.report.store import ReportStore
from services.report.tables import METADATA
from shared.database import Database, open_database
from tests.integration.report.scored import NOW, PROVINCE, catalogue, judged


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the draft of June 2022."""
    url = f"sqlite:///{tmp_path_factory.mktemp('extracts')}"
    database: Database = open_database("report", url)
    with database.write() as tx:
        METADATA.create_all(tx)
        handlers.record([*judged().evaluations, *judged().rankings], ReportStore(tx))
    build_bulletin(database, catalogue(), PROVINCE, "2022-06", NOW)
    yield url
    database.close()


@pytest.fixture
def desk(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", kept)


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(bulletin_app, words)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


@pytest.mark.usefixtures("desk")
def test_a_unit_gets_its_page_in_the_formats_asked_for(tmp_path: Path) -> None:
    which = ("--period", "2022-06", "--unit", "bu-dang", "--format", "html,json")

    printed = run("extract", *which, "--out", str(tmp_path))

    page, facts = (tmp_path / "2022-06" / "units" / f"bu-dang.{form}" for form in ("html", "json"))
    assert printed.split() == [str(page), str(facts)]
    stated = json.loads(facts.read_text(encoding="utf-8"))
    assert (stated["name"], stated["standing"]["met"], stated["standing"]["not_met"]) == ("Huyện Bù Đăng", 0, 2)
    assert "78,9%" in page.read_text(encoding="utf-8")


@pytest.mark.usefixtures("desk")
def test_all_units_get_their_pages_at_once(tmp_path: Path) -> None:
    run("extract", "--period", "2022-06", "--all", "--out", str(tmp_path), "--format", "json")

    pages = {path.stem for path in (tmp_path / "2022-06" / "units").glob("*.json")}
    assert len(pages) == 34
    assert "khong-xac-dinh" not in pages


@pytest.mark.usefixtures("desk")
def test_leaders_get_one_page(tmp_path: Path) -> None:
    run("summary", "--period", "2022-06", "--out", str(tmp_path), "--format", "json")

    stated = json.loads((tmp_path / "2022-06" / "summary.json").read_text(encoding="utf-8"))
    met = {each["name"]["vi"]: (each["met"], each["judged"]) for each in stated["indicators"]}
    assert met["Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến"] == (21, 28)
    assert stated["attention"][0]["unit"] == "hon-quan"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2022-06", "--unit", "nobody"), "no line of 'nobody'"),
        (("--period", "2023-02", "--all"), "no edition of 2023-02 has been built yet"),
        (("--edition", "01/2022", "--all"), "nothing was published yet"),
        (("--period", "2022-06", "--all", "--format", "odt"), "format is one of"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert said in run("extract", *words, "--out", str(tmp_path), code=1)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("words", [("--period", "2022-06"), ("--all",)])
def test_half_a_question_is_refused(words: tuple[str, ...]) -> None:
    run("extract", *words, code=2)
