"""Comparisons across reorganisations on the tables of both databases, and what they cost."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from services.scoring.domain.change import Past
from services.scoring.tables import evaluation
from shared.database import Database
from shared.figures import SeriesKey
from shared.migrations import HERE, upgrade
from shared.settings import ROOT
from tests.integration.scoring.test_scoring_store import counted_statements
from tests.unit.scoring import lineage_rules
from tests.unit.scoring.desk import Desk, Transactions
from tests.unit.scoring.factories import LAST_DAY, USERS, a_figure
from tests.unit.scoring.lineage_rules import a_reorganised_catalogue


class TestComparingReorganisedUnits(lineage_rules.ComparingReorganisedUnits): ...


def test_a_reorganised_unit_costs_as_many_statements_late_as_early(
    database: Database, transactions: Transactions
) -> None:
    desk = Desk(transactions, a_reorganised_catalogue())
    channels = [{"channel": f"c{number}"} for number in range(40)]

    def submit(period: str, dimensions: list[dict[str, str]]) -> int:
        units = ("north", "south") if period == "2022-06" else ("union",)
        batch = [
            a_figure("1", unit, indicator=USERS, period=period, dimension=dimension)
            for unit in units
            for dimension in dimensions
        ]
        with counted_statements(database) as statements:
            desk.submit(*batch)
        return len(statements)

    submit("2022-06", channels)

    few = submit("2022-12", channels[:1])
    many = submit("2022-12", channels[1:])

    assert many == few <= 30


def test_the_window_of_the_past_is_kept(transactions: Transactions) -> None:
    start = date(2022, 1, 1)
    desk = Desk(transactions, a_reorganised_catalogue())
    desk.submit(a_figure("5", indicator=USERS, window_start=start))

    with transactions() as store:
        (past,) = store.history([SeriesKey("north", USERS)], "2022-12", "2022-12")[SeriesKey("north", USERS)]

    assert past == Past("2022-06", LAST_DAY["2022-06"], past.value, start)


def test_figures_kept_before_windows_were_get_theirs_from_what_was_told(
    database: Database, transactions: Transactions
) -> None:
    start = date(2022, 1, 1)
    desk = Desk(transactions, a_reorganised_catalogue())
    desk.submit(a_figure("5", indicator=USERS, window_start=start), a_figure("5", "south", indicator=USERS))

    with database.write() as tx:
        config = Config()
        config.set_main_option("script_location", str(HERE))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(ROOT / "services" / "scoring" / "migrations"))
        config.attributes["connection"] = tx
        command.downgrade(config, "0002")
    upgrade(database, "scoring")

    with database.read() as tx:
        kept = tx.execute(sa.select(evaluation.c.unit, evaluation.c.window_start)).all()
    assert {row.unit: row.window_start for row in kept} == {"north": start, "south": None, "province": None}
