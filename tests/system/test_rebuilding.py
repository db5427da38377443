"""`nhipso rebuild` as an operator uses it: after a look at what would differ, and after a loss."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.system.product import Product, embedded, eventually
from tests.system.sample import figures
from tests.system.settled import await_reported
from tests.system.test_same_bulletin_everywhere import all_evaluated

PERIOD = "2022-06"
ROWS = "SELECT unit, indicator, dimension, period, sequence, body FROM evaluation ORDER BY 1, 2, 3, 4"
EVALUATED = "SELECT count(*) FROM outbox WHERE routing_key = 'vn.nhipso.compliance.evaluated.v1'"


def rows(product: Product, query: str = ROWS, service: str = "scoring") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(product.folder / "data" / f"{service}.db")) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that has judged a real month, told the units, and was stopped."""
    with embedded(tmp_path_factory.mktemp("lived")) as product:
        key = product.create_key()
        receipt = product.post(key, figures(PERIOD)).json()["receipt"]
        eventually(lambda: all_evaluated(product.receipt(key, receipt)), "everything accepted is judged")
        eventually(lambda: len(product.mails()) == 12, "the units behind were told")
        await_reported(product)
        product.stop()
    return product.folder


@pytest.fixture
def stopped(lived: Path, tmp_path: Path) -> Product:
    """A copy of it."""
    shutil.copytree(lived, tmp_path, dirs_exist_ok=True)
    return Product(tmp_path, f"sqlite:///{tmp_path / 'data'}")


def test_a_rebuild_of_every_service_finds_what_is_there(stopped: Product) -> None:
    before, bulletin = rows(stopped), stopped.bulletin(PERIOD)

    scoring, notify = stopped.json("rebuild", "scoring"), stopped.json("rebuild", "notify")
    report = stopped.json("rebuild", "report")

    assert rows(stopped) == before
    assert scoring["equal"] == len(before)
    assert scoring["figures"] >= len(figures(PERIOD))
    assert {scoring[name] for name in ("changed", "gone", "restored", "waiting")} == {0}
    assert {notify[name] for name in ("opened", "closed", "refreshed")} == {0}
    assert {table[name] for table in report for name in ("changed", "gone")} == {0}
    assert hashlib.sha256(stopped.bulletin(PERIOD)).digest() == hashlib.sha256(bulletin).digest()


def test_a_lost_database_of_scoring_comes_back_and_nobody_gets_a_mail(stopped: Product) -> None:
    before, mails = rows(stopped), len(stopped.mails())
    for file in (stopped.folder / "data").glob("scoring.db*"):
        file.unlink()

    summary = stopped.run("rebuild", "scoring").stdout

    assert rows(stopped) == before
    assert f"restored {len(before)}" in summary
    assert rows(stopped, EVALUATED) == [(0,)]
    stopped.start()
    stopped.bulletin(PERIOD)
    stopped.stop()
    assert rows(stopped) == before
    assert len(stopped.mails()) == mails


def test_a_dry_run_lists_what_another_target_would_change(stopped: Product) -> None:
    before = rows(stopped)
    province = stopped.folder / "province"
    shutil.copytree(Path(__file__).resolve().parents[2] / "deploy" / "provinces" / "binh-phuoc", province)
    targets = province / "targets.csv"
    law = "services-with-online-dossiers-pct,,all,,>=,"
    text = targets.read_text(encoding="utf-8").replace(f"{law}80,", f"{law}99,")
    targets.write_text(text, encoding="utf-8")
    stopped.extra["NHIPSO_PROVINCE"] = str(province)

    would = stopped.json("rebuild", "scoring", "--dry-run")

    assert rows(stopped) == before
    assert would["changed"] == len(would["differences"]) > 0
    assert {each["indicator"] for each in would["differences"]} == {"services-with-online-dossiers-pct"}
