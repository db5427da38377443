"""`nhipso demo`: a month of a province passes through four services."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.system.product import COMMAND, PROVINCE


def run_demo(out: Path) -> str:
    done = subprocess.run(
        [*COMMAND, "demo", "--out", str(out)], capture_output=True, text=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "out"


@pytest.fixture(scope="module")
def said(out: Path) -> str:
    return run_demo(out)


def hashes(out: Path) -> dict[str, Any]:
    return {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))["content_hash"]
        for path in out.glob("*/bulletin.json")
    }


def test_it_writes_both_bulletins_and_the_mails_and_says_where(said: str, out: Path) -> None:
    written = {str(path.relative_to(out)) for path in out.rglob("bulletin.*")}

    assert {
        f"{period}/bulletin.{form}"
        for period in ("2022-06", "2023-02")
        for form in ("json", "html", "docx", "pdf", "xlsx")
    } <= written
    assert len(list((out / "mail").glob("*.eml"))) == 24
    assert all(name in said for name in ("2022-06/bulletin.docx", "2023-02/bulletin.docx", "mail"))


def test_a_second_run_gives_the_same_content(said: str, out: Path) -> None:
    first = hashes(out)

    run_demo(out)

    assert hashes(out) == first
    assert len(list((out / "mail").glob("*.eml"))) == 24


def test_it_shows_who_is_behind(said: str) -> None:
    assert re.search(r"Hớn Quản.*28,5%", said)


def test_the_sample_figures_are_the_provinces_own() -> None:
    assert {path.stem for path in (PROVINCE / "figures").glob("*.csv")} == {"2022-06", "2023-02"}
