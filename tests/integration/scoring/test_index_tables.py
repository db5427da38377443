"""Scoring by indices on the tables of both databases, and with two replicas at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

from services.scoring.domain.index_score import IndexKey
from services.scoring.store import ScoringStore
from shared.catalogue import Scored
from shared.database import Database
from tests.integration.scoring.test_scoring_store import counted_statements
from tests.unit.scoring import indexing_rules
from tests.unit.scoring.desk import Desk, Transactions, in_database
from tests.unit.scoring.factories import USERS, a_figure, a_unit
from tests.unit.scoring.index_examples import a_component, a_share, an_index, some_users, with_indices

LATE = a_component("late", indicator="late", rule="inverse", full=Decimal(1))
INDEX = an_index(a_component(), a_component("users", indicator=USERS), LATE)
CROWD = replace(with_indices(INDEX), units={f"u{n}": a_unit(f"u{n}") for n in range(200)})


class TestIndexing(indexing_rules.Indexing): ...


def test_replicas_that_judge_two_components_at_once_end_with_a_score_of_both(database: Database) -> None:
    start = Barrier(3)
    catalogue = with_indices(INDEX)
    components = [a_share("80"), some_users("80"), a_figure("1", indicator="late")]

    def replica(which: int) -> None:
        desk = Desk(in_database(database), catalogue)
        start.wait()
        desk.submit(components[which])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(replica, range(3)))

    key = IndexKey("quality", "north", "2022-06")
    with database.read() as tx:
        score = ScoringStore(tx).index_scores([key])[key]
    assert (score.score, score.sequence) == (Decimal(100), 3)


def test_scores_are_read_and_kept_in_bulk_whatever_the_number_of_units(
    database: Database, transactions: Transactions
) -> None:
    desk = Desk(transactions, CROWD)

    with counted_statements(database) as few:
        desk.submit(a_share("40", unit="u0"), some_users("4", unit="u0"))
    with counted_statements(database) as many:
        desk.submit(*(a_share("40", unit=f"u{n}") for n in range(1, 200)), some_users("4", unit="u1"))

    assert len(many) == len(few)


def test_an_index_costs_nothing_where_no_figure_goes_into_it(database: Database, transactions: Transactions) -> None:
    without = Desk(transactions, replace(CROWD, indices={}))
    elsewhere = Desk(transactions, CROWD)

    with counted_statements(database) as plain:
        without.submit(a_figure("1", "u0", indicator="tax"))
    with counted_statements(database) as indexed:
        elsewhere.submit(a_figure("1", "u1", indicator="tax"))

    assert len(indexed) == len(plain)


def test_the_scores_of_a_period_are_listed_by_unit(database: Database, transactions: Transactions) -> None:
    desk = Desk(transactions, with_indices(replace(INDEX, scores=Scored(("district",)))))
    desk.submit(a_share("40", unit="south"), a_share("40"), a_share("40", period="2022-12"))

    with database.read() as tx:
        found = ScoringStore(tx).scores_in("quality", "2022-06")

    assert [score.unit for score in found] == ["north", "south"]
