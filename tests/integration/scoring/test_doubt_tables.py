"""Doubts on the tables of both databases, and the commands that list them and answer for a figure."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from services.scoring.confirming import confirm_figure
from services.scoring.doubt_commands import doubts_app
from services.scoring.doubt_gauge import gauge_doubts
from services.scoring.store import ScoringStore
from shared.catalogue.load import load_catalogue
from shared.database import Database, open_database
from shared.facts import Confirmation, Figure
from shared.figures import FigureKey
from shared.messaging.outbox import OUTBOX
from shared.metrics import REGISTRY
from shared.migrations import upgrade
from shared.settings import ROOT, read_settings
from tests.unit.scoring.desk import Desk, Transactions, in_database
from tests.unit.scoring.factories import NOW, SERVICES, USERS, a_catalogue, a_figure
from tests.unit.scoring.memory_doubts import final_doubts

WORD = Confirmation(by="Văn phòng", on=date(2023, 3, 20), note="đã đối chiếu")
CATALOGUE = a_catalogue()
KEY = FigureKey("north", SERVICES, "", "2022-06")
INDICATOR = "services-with-online-dossiers-pct"

app = typer.Typer()
app.add_typer(doubts_app, name="doubts")


def too_high(unit: str = "north") -> Figure:
    return a_figure("120", unit)


def test_doubts_come_back_from_the_tables_as_they_were_told(transactions: Transactions) -> None:
    desk = Desk(transactions, CATALOGUE)

    desk.submit(too_high(), a_figure("80", "south"))

    with transactions() as store:
        kept = store.doubted([KEY, FigureKey("south", SERVICES, "", "2022-06")])
    assert {key: known.told.doubts for key, known in kept.items()} == {
        key: told.doubts for key, told in final_doubts(desk.announced).items()
    }
    assert [one.rule for one in kept[KEY].told.doubts] == ["above_100"]


def test_a_word_for_a_figure_is_kept_until_its_value_changes(transactions: Transactions) -> None:
    desk = Desk(transactions, CATALOGUE)
    desk.submit(too_high())

    with transactions() as store:
        confirm_figure(KEY, WORD, store, CATALOGUE, NOW)
    desk.submit(a_figure("120", revision=2))
    kept = final_doubts(desk.announced)[KEY].confirmation
    desk.submit(a_figure("121", revision=3))

    assert kept == WORD
    assert final_doubts(desk.announced)[KEY].confirmation is None


def test_open_doubts_are_counted_and_answered_ones_are_not(database: Database, transactions: Transactions) -> None:
    Desk(transactions, CATALOGUE).submit(too_high(), too_high("south"))
    with transactions() as store:
        confirm_figure(KEY, WORD, store, CATALOGUE, NOW)

    gauge_doubts(database)

    labels = {"rule": "above_100", "severity": "error"}
    assert REGISTRY.get_sample_value("nhipso_doubts_open", labels) == 1
    with database.read() as tx:
        listed = list(ScoringStore(tx).all_doubts("2022-06", None, only_open=True))
    assert [told.unit for told in listed] == ["south"]


def test_a_history_that_grows_leaves_the_number_of_figures_read_for_a_new_one_bounded(
    transactions: Transactions,
) -> None:
    desk = Desk(transactions, CATALOGUE)
    months = [f"{year}-{month:02}" for year in (2020, 2021, 2022) for month in range(1, 13)]
    for number, month in enumerate(months):
        desk.submit(replace_month(a_figure(str(number + 1), indicator=USERS), month))

    with transactions() as store:
        read = store.observations_around([KEY.series, FigureKey("north", USERS, "", "").series], "2021-12", "2022-12")

    assert len(read) == 13


def replace_month(figure: Figure, month: str) -> Figure:
    return figure.model_copy(update={"period": month, "as_of": date.fromisoformat(f"{month}-15")})


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    """An installation in a folder, in which one share of Bình Phước is above 100."""
    province = ROOT / "deploy" / "provinces" / "binh-phuoc"
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path}")
    monkeypatch.setenv("NHIPSO_PROVINCE", str(province))
    opened = open_database("scoring", read_settings().database_url.get_secret_value())
    upgrade(opened, "scoring")
    figure = a_figure("120", "so-gtvt", indicator=INDICATOR)
    Desk(in_database(opened), load_catalogue(province)).submit(figure)
    return opened


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["doubts", *words])


def test_the_list_says_what_is_doubted_and_what_was_expected(office: Database) -> None:
    (row,) = json.loads(run("list", "--period", "2022-06", "--open", "--format", "json").stdout)

    assert (row["unit"], row["rule"], row["expected"]) == ("so-gtvt", "above_100", "không quá 100%")
    assert row["doubt"] == "tỷ lệ 120% vượt quá 100%"


def test_confirming_is_told_to_the_other_services_and_closes_the_doubt(office: Database) -> None:
    words = ("--unit", "Sở GTVT", "--indicator", INDICATOR, "--period", "2022-06", "--by", "VP", "--note", "đúng")

    confirmed = run("confirm", *words)

    assert (confirmed.exit_code, json.loads(run("list", "--open", "--format", "json").stdout)) == (0, [])
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert (row["confirmed_by"], row["note"]) == ("VP", "đúng")
    with office.read() as tx:
        assert "vn.nhipso.figure.doubted.v1" in tx.execute(OUTBOX.select()).all()[-1]._mapping.values()  # noqa: SLF001


def test_a_figure_nobody_doubts_cannot_be_confirmed(office: Database) -> None:
    words = ("--unit", "so-y-te", "--indicator", INDICATOR, "--period", "2022-06", "--by", "VP", "--note", "đúng")

    result = run("confirm", *words)

    assert result.exit_code == 1
    assert "nothing is doubted about so-y-te" in result.stderr


def test_a_month_that_is_none_is_refused(office: Database) -> None:
    assert run("list", "--period", "6/2022").exit_code == 2
