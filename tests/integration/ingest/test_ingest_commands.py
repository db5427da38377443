"""The commands: keys are made, shown once, revoked; a file is imported with every row accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from services.ingest.commands import export_figures, import_figures
from services.ingest.key_commands import key_app
from services.ingest.service import IngestService
from shared import migrations
from shared.database import open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.ingest_samples import CATALOGUE, NOW
from tests.served import served

HEAD = "unit,indicator,as_of,value\n"
GOOD = "".join(f"so-{name},online-pct,2023-03-17,8{n}.5\n" for n, name in enumerate(("gtvt", "y-te", "gddt")))

app = typer.Typer()
app.add_typer(key_app, name="key")
app.command("import")(import_figures)
app.command("export")(export_figures)


@dataclass
class Terminal:
    """A terminal in front of a running service."""

    folder: Path
    port: int

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    def import_file(self, text: str, *words: str) -> Result:
        file = self.folder / "figures.csv"
        file.write_text(text, encoding="utf-8")
        return self.run("import", str(file), "--url", f"http://127.0.0.1:{self.port}", "--format", "json", *words)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path}")
    monkeypatch.setenv("NHIPSO_MAX_FIGURES", "2")
    database = open_database("ingest", f"sqlite:///{tmp_path}")
    migrations.upgrade(database, "ingest")
    with capture_logs(), served(IngestService, Parts(database, CATALOGUE, read_settings(), lambda: NOW)) as port:
        found = Terminal(tmp_path, port)
        monkeypatch.setenv("NHIPSO_API_KEY", found.run("key", "create", "--source", "cong-dvc").stdout.strip())
        yield found
    database.close()


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(terminal: Terminal) -> None:
    secret = terminal.run("key", "create", "--source", "thue", "--units", "so-*,chon-*").stdout.strip()
    listed = json.loads(terminal.run("key", "list", "--format", "json").stdout)
    revoked = terminal.run("key", "revoke", listed[1]["id"])

    assert secret.startswith("nhs_")
    assert [(row["source"], row["units"]) for row in listed] == [("cong-dvc", []), ("thue", ["so-*", "chon-*"])]
    assert secret not in json.dumps(listed)
    assert revoked.exit_code == 0
    assert terminal.import_file(HEAD + GOOD, "--key", secret).exit_code == 1
    assert terminal.run("key", "revoke", "nothing").exit_code == 1
    assert "thue" in terminal.run("key", "list").stdout


def test_a_good_file_is_accepted_whole_and_counts_once(terminal: Terminal) -> None:
    first = terminal.import_file(HEAD + GOOD)
    again = terminal.import_file(HEAD + GOOD, "--mode", "atomic")

    assert (first.exit_code, json.loads(first.stdout)["accepted"]) == (0, 3)
    assert (again.exit_code, json.loads(again.stdout)["duplicate"]) == (0, 3)


def test_some_rejected_is_exit_3_naming_row_and_column(terminal: Terminal) -> None:
    text = HEAD + GOOD + "so-y-te,online-pct,2023-03-16,140\nnobody,online-pct,2023-03-17,1.069\n"

    done = terminal.import_file(text)

    report = json.loads(done.stdout)
    assert (done.exit_code, report["accepted"], report["rejected"]) == (3, 3, 2)
    assert [(error["row"], error["column"], error["code"]) for error in report["errors"]] == [
        (5, "value", "percent-out-of-range"),
        (6, "unit", "unknown-unit"),
        (6, "value", "ambiguous-number"),
    ]


@pytest.mark.parametrize("words", [("--dry-run",), ("--mode", "atomic")])
def test_a_dry_run_and_a_refused_atomic_file_store_nothing(terminal: Terminal, words: tuple[str, ...]) -> None:
    text = HEAD + GOOD + "so-y-te,online-pct,2023-03-16,140\n"

    tried = terminal.import_file(text, *words)
    after = json.loads(terminal.import_file(HEAD + GOOD, "--dry-run").stdout)

    assert tried.exit_code == 3
    assert (after["accepted"], after["duplicate"]) == (3, 0)


def test_an_unusable_file_is_exit_2(terminal: Terminal) -> None:
    done = terminal.import_file("unit;figure\nx;1\n")

    assert done.exit_code == 2
    assert "figure" in done.stderr
    assert done.stdout == ""


def test_without_a_key_or_a_server_it_is_one_clear_line(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NHIPSO_API_KEY")

    done = terminal.import_file(HEAD + GOOD)

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "NHIPSO_API_KEY" in done.stderr


def test_what_is_exported_can_be_imported_again(terminal: Terminal) -> None:
    head = "unit,indicator,dimension,as_of,value,numerator,denominator,no_activity\n"
    rows = (
        "so-gtvt,online-pct,status=done,2023-03-17,,1,3,\n"
        "so-y-te,online-pct,,2023-03-17,,,,1\n"
        "so-gtvt,handling-days,,2023-03-17,5.1250,,,\n"
        "so-gtvt,app-users,channel=web,2022-04-20,7,,,\n"
    )
    assert terminal.import_file(head + rows).exit_code == 0

    exported = terminal.run("export", "--period", "2023-02").stdout
    again = json.loads(terminal.import_file(exported).stdout)

    assert exported.splitlines()[1:] == [
        "so-gtvt,handling-days,,2023-02,,2023-03-17,5.1250,,,1,0",
        "so-y-te,online-pct,,2023-02,,2023-03-17,,,,1,1",
        "so-gtvt,online-pct,status=done,2023-02,,2023-03-17,,1,3,1,0",
    ]
    assert (again["accepted"], again["duplicate"], again["rejected"]) == (0, 3, 0)


def test_all_months_are_exported_into_a_file(terminal: Terminal, tmp_path: Path) -> None:
    terminal.import_file(f"{HEAD}so-gtvt,online-pct,2023-03-17,80\nso-gtvt,online-pct,2022-03-17,70\n")

    ended = terminal.run("export", "--out", str(tmp_path / "all.csv"))

    assert ended.exit_code == 0
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()) == 3
    assert terminal.run("export", "--period", "2/2023").exit_code == 2
