"""One service's database keeps its promises on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select, text, update
from sqlalchemy.exc import OperationalError

from shared.clock import BUSINESS_ZONE
from shared.columns import ExactNumber, Moment
from shared.database import Database, open_database
from shared.errors import Stop
from tests.busy import BUSY

METADATA = MetaData()
KEPT = Table(
    "kept", METADATA, Column("id", Integer, primary_key=True), Column("number", ExactNumber), Column("at", Moment)
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database("scoring", url)
    with opened.write() as tx:
        if opened.engine.dialect.name == "postgresql":
            tx.execute(text("create schema scoring"))
        METADATA.create_all(tx)
    yield opened
    opened.close()


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(KEPT)).scalar_one()


def test_what_a_block_wrote_is_kept(database: Database) -> None:
    with database.write() as tx:
        tx.execute(insert(KEPT).values(id=1))

    with database.read() as connection:
        assert count(connection) == 1


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    def fail_on_the_way() -> None:
        with database.write() as tx:
            tx.execute(insert(KEPT).values(id=1))
            raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"):
        fail_on_the_way()

    with database.read() as connection:
        assert count(connection) == 0


def test_what_is_written_while_only_reading_is_not_kept(database: Database) -> None:
    with database.read() as connection:
        connection.execute(insert(KEPT).values(id=1))

    with database.read() as connection:
        assert count(connection) == 0


def test_a_reader_sees_nothing_of_an_unfinished_write(database: Database) -> None:
    with database.write() as tx:
        tx.execute(insert(KEPT).values(id=1))

        with database.read() as connection:
            assert count(connection) == 0


def test_writers_take_turns_and_none_is_lost(database: Database) -> None:
    with database.write() as tx:
        tx.execute(insert(KEPT).values(id=1, number=Decimal(0)))

    def add_ten() -> None:
        for _ in range(10):
            with database.write() as tx:
                tx.execute(select(KEPT).with_for_update()).one()
                number = tx.execute(select(KEPT.c.number)).scalar_one()
                tx.execute(update(KEPT).values(number=number + 1))

    writers = [threading.Thread(target=add_ten) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with database.read() as connection:
        assert connection.execute(select(KEPT.c.number)).scalar_one() == 40


@settings(suppress_health_check=[*BUSY, HealthCheck.function_scoped_fixture], max_examples=25)
@given(number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=12))
def test_numbers_come_back_to_the_last_digit(database: Database, number: Decimal) -> None:
    with database.write() as tx:
        tx.execute(KEPT.delete())
        tx.execute(insert(KEPT).values(id=1, number=number))

    with database.read() as connection:
        assert connection.execute(select(KEPT.c.number)).scalar_one() == number


def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    noon = datetime(2023, 3, 17, 12, 0, 0, 123456, tzinfo=BUSINESS_ZONE)
    with database.write() as tx:
        tx.execute(insert(KEPT).values(id=1, at=noon))

    with database.read() as connection:
        found = connection.execute(select(KEPT.c.at)).scalar_one()

    assert found == noon
    assert found.tzinfo is UTC


def test_moments_are_ordered_as_time_goes(database: Database) -> None:
    """Eight in the evening in Viet Nam is before two in the afternoon in London, whatever the clocks show."""
    evening = datetime(2023, 3, 17, 20, tzinfo=BUSINESS_ZONE)
    afternoon = datetime(2023, 3, 17, 14, tzinfo=UTC)
    with database.write() as tx:
        tx.execute(insert(KEPT), [{"id": 1, "at": afternoon}, {"id": 2, "at": evening}])

    with database.read() as connection:
        assert connection.execute(select(KEPT.c.id).order_by(KEPT.c.at)).scalars().all() == [2, 1]


def test_services_do_not_see_each_others_tables(database: Database, url: str) -> None:
    other = open_database("notify", url)

    with other.read() as connection:
        seen = other.engine.dialect.has_table(connection, "kept")
    other.close()

    assert seen is False


def test_sqlite_survives_a_power_cut(tmp_path: Path) -> None:
    opened = open_database("scoring", f"sqlite:///{tmp_path}")

    with opened.read() as connection:
        pragmas = {
            name: connection.execute(text(f"pragma {name}")).scalar() for name in ("journal_mode", "synchronous")
        }
    opened.close()

    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


def test_a_second_process_does_not_wait_for_ever_for_sqlite(tmp_path: Path) -> None:
    ours, theirs = (open_database("scoring", f"sqlite:///{tmp_path}") for _ in range(2))

    with ours.write(), pytest.raises(OperationalError, match="locked"), theirs.write():
        pass
    ours.close()
    theirs.close()


def test_postgresql_ends_a_statement_that_takes_too_long(postgres_url: str) -> None:
    opened = open_database("scoring", postgres_url)

    with opened.read() as connection:
        limits = [connection.execute(text(f"show {name}_timeout")).scalar() for name in ("statement", "lock")]
    opened.close()

    assert limits == ["20s", "5s"]


def test_another_kind_of_database_is_refused_with_what_is_supported() -> None:
    with pytest.raises(Stop, match="'mysql' is not supported; use sqlite:///DIR or postgresql://"):
        open_database("scoring", "mysql://host/database")
