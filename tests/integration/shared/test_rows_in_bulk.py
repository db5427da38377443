"""Many rows in one statement: what is written comes back the same on both databases, few or many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import JSON, Column, Date, Integer, MetaData, String, Table, Text, Uuid, select
from sqlalchemy.schema import CreateSchema

from shared.bulk import among, insert, insert_missing, inserted, upsert
from shared.columns import ExactNumber, Moment
from shared.database import Database, open_database
from shared.events import NAMESPACE

NOW = datetime(2023, 3, 17, 8, 0, 0, 123456, tzinfo=UTC)
KEYS = ("unit", "period")

#: the name is a reserved word, as a table's may be
TABLE = Table(
    "order",
    MetaData(),
    Column("unit", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("revision", Integer, nullable=False, server_default="7"),
    Column("value", ExactNumber),
    Column("at", Moment),
    Column("as_of", Date),
    Column("event_id", Uuid),
    Column("content", JSON(none_as_null=True)),
    Column("body", Text),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    on_file = request.param == "sqlite"
    opened = open_database("bulk", f"sqlite:///{tmp_path}" if on_file else request.getfixturevalue("postgres_url"))
    with opened.write() as tx:
        if not on_file:
            tx.execute(CreateSchema("bulk"))
        TABLE.create(tx)
    yield opened
    opened.close()


def a_row(number: int, **stated: Any) -> dict[str, Any]:
    return {
        "unit": f"đơn-vị-{number}",
        "period": "2023-02",
        "revision": number,
        "value": Decimal("12345678901234567890.000000000001") + number,
        "at": NOW,
        "as_of": date(2023, 3, 17),
        "event_id": uuid5(NAMESPACE, str(number)),
        "content": {"value": "92.70", "parts": [1, None]},
        "body": 'a "quoted" line,\nand {braces}, \\ and a tab\t',
        **stated,
    }


def rows_of(database: Database) -> list[dict[str, Any]]:
    with database.read() as tx:
        return [dict(row) for row in tx.execute(select(TABLE).order_by(TABLE.c.revision)).mappings()]


@pytest.mark.parametrize("count", [1, 2, 1500])
def test_rows_come_back_as_they_were_written(database: Database, count: int) -> None:
    rows = [a_row(number) for number in range(count)]

    with database.write() as tx:
        insert(tx, TABLE, rows)

    assert rows_of(database) == rows


@pytest.mark.parametrize("count", [1, 3])
def test_nothing_stays_nothing_and_what_is_not_stated_gets_its_default(database: Database, count: int) -> None:
    rows = [{"unit": f"u{number}", "period": "2023-02", "value": None, "content": None} for number in range(count)]

    with database.write() as tx:
        insert(tx, TABLE, rows)

    assert {(row["revision"], row["value"], row["content"], row["at"]) for row in rows_of(database)} == {
        (7, None, None, None)
    }


@pytest.mark.parametrize("count", [1, 3])
def test_rows_that_are_there_are_updated_in_what_is_stated(database: Database, count: int) -> None:
    keep(database, count)

    with database.write() as tx:
        upsert(tx, TABLE, [{**key_of(number), "revision": number, "body": "new"} for number in range(count + 1)])

    assert [row["body"] for row in rows_of(database)] == ["new"] * (count + 1)
    assert [row["at"] for row in rows_of(database)] == [NOW] * count + [None]


@pytest.mark.parametrize("count", [1, 3])
def test_rows_that_are_there_are_left_alone(database: Database, count: int) -> None:
    keep(database, count)

    with database.write() as tx:
        insert_missing(tx, TABLE, [a_row(number, body="other") for number in range(count + 1)])

    assert [row["body"] == "other" for row in rows_of(database)] == [False] * count + [True]


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_missing_is_told(database: Database, count: int) -> None:
    keep(database, 1)

    with database.write() as tx:
        found = inserted(tx, TABLE, [a_row(number) for number in range(count)], "event_id")

    assert set(found) == {event_id(number) for number in range(1, count)}


def test_rows_are_found_by_their_keys(database: Database) -> None:
    keep(database, 5)

    with database.read() as tx:
        query = among(tx, select(TABLE.c.revision), [TABLE.c[name] for name in KEYS], [cell(1), cell(3), cell(9)])
        found = sorted(tx.execute(query).scalars())

    assert found == [1, 3]


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.write() as tx:
        for write in (insert, insert_missing, upsert):
            write(tx, TABLE, [])

        assert inserted(tx, TABLE, [], "event_id") == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_time_without_zone_is_refused(database: Database, count: int) -> None:
    rows = [a_row(number, at=NOW.replace(tzinfo=None)) for number in range(count)]

    with pytest.raises(Exception, match="no time zone"), database.write() as tx:
        insert(tx, TABLE, rows)


def keep(database: Database, count: int) -> None:
    with database.write() as tx:
        insert(tx, TABLE, [a_row(number) for number in range(count)])


def cell(number: int) -> tuple[str, str]:
    return a_row(number)["unit"], a_row(number)["period"]


def key_of(number: int) -> dict[str, str]:
    return dict(zip(KEYS, cell(number), strict=True))


def event_id(number: int) -> UUID:
    return uuid5(NAMESPACE, str(number))
