"""Files at the terminal: marked files come back, a killed import is finished by the next, a form goes out and in."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from services.ingest.commands import import_figures
from services.ingest.files.form_file import COLUMNS, READ_ROW
from services.ingest.form_commands import write_unit_form
from services.ingest.service import IngestService
from services.ingest.tables import submission
from shared import migrations
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.database import Database, open_database
from shared.parts import Parts
from shared.settings import ROOT, read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW
from tests.served import served
from tests.workbooks import workbook

HEAD = "unit,indicator,as_of,value\n"
GOOD = "so-gtvt,online-pct,2023-03-17,88.5\nso-y-te,online-pct,2023-03-17,90.5\n"
BAD = "so-gddt,online-pct,2023-03-17,1.069\n=cmd,online-pct,2023-03-17,90\n"

app = typer.Typer()
app.command("import")(import_figures)
app.command("form")(write_unit_form)


class Terminal:
    """A terminal in front of a running service."""

    def __init__(self, folder: Path, port: int, database: Database) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.database = database

    def send(self, content: str | bytes, *words: str) -> Result:
        """Import a file of this content, with its report."""
        file = self.folder / "figures"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        report = ("--report", str(self.folder / "report.xlsx"))
        return CliRunner().invoke(app, ["import", str(file), "--url", self.url, "--format", "json", *report, *words])

    def report(self) -> Worksheet:
        return load_workbook(self.folder / "report.xlsx").worksheets[0]

    def stored(self) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(submission)).scalar_one())


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    yield from running(tmp_path, monkeypatch, CATALOGUE)


def running(folder: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> Iterator[Terminal]:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{folder}")
    monkeypatch.setenv("NHIPSO_MAX_FIGURES", "5")
    database = open_database("ingest", f"sqlite:///{folder}")
    migrations.upgrade(database, "ingest")
    with database.write() as tx:
        monkeypatch.setenv("NHIPSO_API_KEY", create_key(tx, "cong-dvc", [], [], NOW))
    with capture_logs(), served(IngestService, Parts(database, catalogue, read_settings(), lambda: NOW)) as port:
        yield Terminal(folder, port, database)
    database.close()


def fates(sheet: Worksheet) -> list[Any]:
    """What stands in the column of results, below its heading."""
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "#Kết quả")
    return [sheet.cell(row, heading.column).value for row in range(heading.row + 1, sheet.max_row + 1)]


def test_the_report_of_a_csv_file_says_what_became_of_each_row(terminal: Terminal) -> None:
    done = terminal.send(HEAD + GOOD + BAD)

    sheet = terminal.report()
    assert done.exit_code == 3
    assert fates(sheet) == ["Đã ghi nhận", "Đã ghi nhận", "Bị từ chối", "Bị từ chối"]
    assert [sheet["D4"].value, sheet["D4"].comment is not None, sheet["D2"].comment] == ["1.069", True, None]
    assert "1069" in sheet["F4"].value


def test_nothing_in_a_report_is_calculated(terminal: Terminal) -> None:
    terminal.send(HEAD + GOOD + BAD)

    cell = terminal.report()["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd", "s", True)


def test_a_corrected_report_is_imported_as_it_is(terminal: Terminal) -> None:
    head = ("unit", "indicator", "as_of", "value", "#ghi chú")
    rows = ("so-gtvt", "online-pct", "2023-03-17", 88.5, "x"), ("so-y-te", "online-pct", "2023-03-17", 140, "y")
    terminal.send(workbook(head, *rows))
    book = load_workbook(terminal.folder / "report.xlsx")
    marked = book.worksheets[0]["D3"].fill.fgColor.rgb
    book.worksheets[0]["D3"].value = 14
    out = io.BytesIO()
    book.save(out)

    again = terminal.send(out.getvalue())

    sheet = terminal.report()
    assert marked == "00F8CBAD"
    assert (again.exit_code, fates(sheet)) == (0, ["Đã có, không đổi", "Đã ghi nhận"])
    assert (sheet["D3"].comment, sheet["D3"].fill.fill_type) == (None, None)
    assert [cell.value for cell in sheet[1]] == [*head, "#Kết quả", "#Lỗi"]


def test_an_atomic_file_with_an_error_holds_the_good_rows_back(terminal: Terminal) -> None:
    text = HEAD + GOOD + "".join(f"so-gtvt,app-users,2022-{month:02d}-01,7\n" for month in range(1, 9)) + BAD

    done = terminal.send(text, "--mode", "atomic")

    assert (done.exit_code, terminal.stored()) == (3, 0)
    assert fates(terminal.report()) == ["Chưa ghi nhận"] * 10 + ["Bị từ chối"] * 2


def test_an_unreadable_cell_is_told_with_all_else_that_is_wrong_in_its_row(terminal: Terminal) -> None:
    done = terminal.send(HEAD + "nobody,online-pct,2023-03-17,1.069\n")

    errors = json.loads(done.stdout)["errors"]
    assert [(error["row"], error["column"], error["code"]) for error in errors] == [
        (2, "unit", "unknown-unit"),
        (2, "value", "ambiguous-number"),
    ]
    assert "D2" in errors[1]["message"]


def test_numbers_are_read_as_declared(terminal: Terminal) -> None:
    done = terminal.send(
        HEAD.replace("value", "value") + "so-gtvt,app-users,2023-03-17,1.069\n", "--numbers", "value:vi"
    )

    assert (done.exit_code, json.loads(done.stdout)["accepted"]) == (0, 1)


def test_an_import_that_is_killed_is_finished_by_the_next(terminal: Terminal) -> None:
    """Whatever the killed one had sent is there once, and so is the rest."""
    months = [(year, month) for year in range(2010, 2023) for month in range(1, 13)]
    lines = [f"so-{unit},app-users,{y}-{m:02d}-10,7\n" for unit in ("gtvt", "y-te", "gddt") for y, m in months]
    file = terminal.folder / "long.csv"
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "services.cli.main", "import", str(file), "--url", terminal.url]
    killed = subprocess.Popen(
        [sys.executable, "-c", "from services.cli.main import main; main()", *command[3:]], cwd=ROOT
    )
    deadline = time.monotonic() + 60
    while not terminal.stored() and time.monotonic() < deadline:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait(10)
    before = terminal.stored()

    done = terminal.send(file.read_bytes())

    found = json.loads(done.stdout)
    assert 0 < before < len(lines)
    assert found["duplicate"] in {before, before + 5}  # the request it died in may have been answered
    assert found["accepted"] + found["duplicate"] == terminal.stored() == len(lines)


def test_a_form_goes_out_is_filled_in_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = load_catalogue(read_settings().province)
    for terminal in running(tmp_path, monkeypatch, catalogue):
        out = str(tmp_path / "form.xlsx")
        words = ("--unit", "Sở GTVT", "--period", "2023-02", "--indicators", "dossiers-handled-*", "--out", out)
        made = CliRunner().invoke(app, ["form", *words])
        book = load_workbook(out)
        value = list(COLUMNS).index("value") + 1
        book.worksheets[0].cell(READ_ROW + 1, value).value = 42.5
        book.worksheets[0].cell(READ_ROW + 1, value - 1).value = "2023-03-17"
        book.worksheets[0].cell(READ_ROW + 2, value).value = 140
        book.save(out)

        done = terminal.send(Path(out).read_bytes())

        assert (made.exit_code, done.exit_code) == (0, 3)
        found = json.loads(done.stdout)
        assert (found["accepted"], found["rejected"]) == (1, 1)
        assert fates(terminal.report())[:2] == ["Đã ghi nhận", "Bị từ chối"]
        assert terminal.report().cell(READ_ROW - 1, len(COLUMNS) + 1).value == "Kết quả"


def test_a_form_of_nobody_or_of_no_month_is_one_clear_line() -> None:
    assert CliRunner().invoke(app, ["form", "--unit", "nobody", "--period", "2023-02"]).exit_code == 1
    assert CliRunner().invoke(app, ["form", "--unit", "so-y-te", "--period", "2/2023"]).exit_code == 2
    assert CliRunner().invoke(app, ["form", "--unit", "so-y-te", "--period", "2023-02", "--lang", "fr"]).exit_code == 2
