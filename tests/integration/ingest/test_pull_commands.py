"""`nhipso pull` at the terminal: what it prints, what it changes and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from services.cli.app import app
from tests.list_source import ListSource, Told, list_source, listed

GOOD = {"unit": "so-gtvt", "day": "2023-03-17", "value": "88.9"}


@pytest.fixture(scope="module")
def server() -> Iterator[ListSource]:
    with list_source() as running:
        yield running


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["pull", *words])


def answered(*words: str) -> Any:
    return json.loads(run(*words, "--format", "json").stdout)


@pytest.fixture
def source(tmp_path: Path, server: ListSource, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The real province, with one source and its key."""
    figure = {"unit": "/unit", "indicator": "dossiers-handled-online-pct", "as_of": "/day", "value": "/value"}
    given = {"url": server.url, "every": "1h", "networks": ["127.0.0.1/32"], "records": "/items", "figures": [figure]}
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "cong-dvc.yaml").write_text(yaml.safe_dump(given), encoding="utf-8")
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path}/data")
    monkeypatch.setenv("NHIPSO_SOURCES", str(tmp_path / "sources"))
    CliRunner().invoke(app, ["key", "create", "--source", "cong-dvc"])
    with capture_logs():
        yield "cong-dvc"


def test_what_is_pulled_is_told_and_kept_as_it_came(source: str, server: ListSource) -> None:
    server.tells(listed(GOOD))

    looked = answered("run", source, "--dry-run")
    before = answered("list")
    ended = run("run", source)
    shown = answered("show", source)

    assert (looked["accepted"], before[0]["last_at"]) == (1, None)
    assert (ended.exit_code, ended.stdout) == (0, "pages 1, accepted 1, duplicate 0, unchanged 0, rejected 0\n")
    assert [(answer["accepted"], answer["size"]) for answer in shown["answers"]] == [(1, len(listed(GOOD).body))]
    assert run("answer", shown["answers"][0]["id"]).stdout == listed(GOOD).body.decode()


def test_refused_records_are_exit_3_and_shown_row_by_row(source: str, server: ListSource) -> None:
    server.tells(listed(GOOD, GOOD | {"unit": "so-nowhere"}))

    ended = run("run", source)
    shown = run("show", source)

    assert ended.exit_code == 3
    assert "unknown-unit" in ended.stdout
    assert "so-nowhere" in shown.stdout


def test_a_paused_source_is_not_pulled_until_it_is_resumed(source: str, server: ListSource) -> None:
    server.tells(Told(b"", 403), listed(GOOD))

    forbidden, again = run("run", source), run("run", source)
    listed_as = answered("list")[0]["state"]
    resumed, not_paused = run("resume", source), run("resume", source)
    after = run("run", source)

    assert (forbidden.exit_code, again.exit_code, listed_as) == (2, 2, "paused")
    assert "nhipso pull resume cong-dvc" in again.stderr
    assert (resumed.exit_code, not_paused.exit_code, after.exit_code) == (0, 1, 0)


@pytest.mark.parametrize(
    "words", [("run", "nothing"), ("show", "nothing"), ("resume", "nothing"), ("answer", "x"), ("answer", "0" * 32)]
)
def test_what_is_not_there_is_one_clear_line(source: str, words: tuple[str, ...]) -> None:
    ended = run(*words)

    assert (ended.exit_code, ended.stderr.count("\n")) == (2, 1)


def test_the_check_of_a_province_names_a_mistake_by_line(tmp_path: Path) -> None:
    province = tmp_path / "province"
    province.symlink_to(Path("deploy/provinces/binh-phuoc").resolve())
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in province.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / "sources").mkdir()
    (folder / "sources" / "dvc.yaml").write_text("url: https://dvc.example/\nevery: often\nfigures: []\n")

    ended = CliRunner().invoke(app, ["catalogue", "check", str(folder)])

    assert ended.exit_code == 1
    assert "sources/dvc.yaml:2: every: " in ended.stdout
