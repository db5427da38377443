"""What the tables add to the rules: few statements, taking turns, migrations, and the way back to the events."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from threading import Barrier

from sqlalchemy import event, inspect

from services.scoring.explain import evaluation_of, parts_of
from services.scoring.tables import metadata
from shared.database import Database
from shared.facts import Figure
from shared.figures import FigureKey
from tests.unit.scoring.desk import Desk, Transactions, in_database
from tests.unit.scoring.factories import (
    PROVINCE,
    SERVICES,
    USERS,
    a_catalogue,
    a_figure,
    a_target,
    a_unit,
    submitted,
)

MANY = 150
CROWD = a_catalogue(
    a_target("plan", SERVICES), units=(a_unit(PROVINCE, "province"), *(a_unit(f"u{n}") for n in range(MANY)))
)


def figures(count: int, period: str = "2022-06") -> list[Figure]:
    return [
        a_figure(str(n), f"u{n}", indicator=indicator, period=period)
        for n in range(count)
        for indicator in (USERS, "late")
    ]


@contextmanager
def counted_statements(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow_with_the_figures(
    database: Database, transactions: Transactions
) -> None:
    desk = Desk(transactions, CROWD)
    desk.submit(*figures(2, "2022-12"))

    with counted_statements(database) as few:
        desk.submit(*figures(2))
    with counted_statements(database) as many:
        desk.submit(*figures(MANY, "2023-02"))

    assert len(many) == len(few) <= 25


def test_more_figures_than_one_statement_takes_are_judged_all_the_same(transactions: Transactions) -> None:
    desk = Desk(transactions, CROWD)
    channels = [{"channel": f"c{number}"} for number in range(9000)]

    desk.submit(*(a_figure("1", "u1", indicator="late", dimension=channel) for channel in channels))

    assert len(desk.announced) == 2 * len(channels)


def test_replicas_that_judge_members_at_once_never_lose_one_from_the_total(database: Database) -> None:
    start = Barrier(3)

    def replica(first: int) -> None:
        desk = Desk(in_database(database), CROWD)
        start.wait()
        for n in range(first, 30, 3):
            desk.submit(a_figure("1", f"u{n}", indicator=USERS), a_figure("1", f"u{n}", indicator="late"))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(replica, range(3)))

    with database.read() as tx:
        total = evaluation_of(tx, FigureKey(PROVINCE, USERS, "", "2022-06"))
    assert total
    assert (total.value, total.counted, total.sequence) == (Decimal(30), 30, 30)


def test_replicas_with_the_same_families_in_another_order_do_not_wait_for_each_other_for_ever(
    database: Database,
) -> None:
    start = Barrier(2)
    indicators = [USERS, "late", SERVICES]

    def replica(which: int) -> None:
        desk = Desk(in_database(database), CROWD)
        start.wait()
        for n in range(10):
            ordered = indicators if which else indicators[::-1]
            desk.submit(*(a_figure("1", f"u{2 * n + which}", indicator=indicator) for indicator in ordered))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(replica, range(2)))

    with database.read() as tx:
        total = evaluation_of(tx, FigureKey(PROVINCE, USERS, "", "2022-06"))
    assert total
    assert total.value == Decimal(20)


def test_the_migrations_make_the_tables_that_the_store_uses(database: Database) -> None:
    found = inspect(database.engine)

    for table in metadata.sorted_tables:
        columns = {(column["name"], column["nullable"]) for column in found.get_columns(table.name)}
        assert columns == {(column.name, column.nullable) for column in table.columns}
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [key.name for key in table.primary_key]
        indexes = {index["name"]: index["column_names"] for index in found.get_indexes(table.name)}
        assert indexes == {index.name: [column.name for column in index.columns] for index in table.indexes}


def test_a_printed_total_leads_back_to_its_parts_and_their_events(
    database: Database, transactions: Transactions
) -> None:
    desk = Desk(transactions, a_catalogue())
    events = [submitted(a_figure("1", unit, indicator=USERS)) for unit in ("north", "south")]
    desk.judge(events)
    key = FigureKey(PROVINCE, USERS, "", "2022-06")

    with database.read() as tx:
        total = evaluation_of(tx, key)
        parts = parts_of(tx, key, desk.catalogue)
        assert total
        nothing = evaluation_of(tx, FigureKey("east", USERS, "", "2022-06"))

    assert [(part.unit, part.sequence) for part in parts] == [("north", 1), ("south", 1)]
    assert set(total.causes) == {event.id for event in events}
    assert nothing is None
