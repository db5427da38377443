"""The servers that the tests start behave as servers do, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kombu
import psycopg
import pytest

from tests.servers import Broker, Postgres
from tests.servers.session import Vhosts

rabbitmq: Any = kombu  # untyped


def publish(url: str, text: str) -> None:
    with rabbitmq.Connection(url, transport_options={"confirm_publish": True}) as connection:
        connection.SimpleQueue("kept").put(text)


def fetch(url: str) -> str:
    with rabbitmq.Connection(url) as connection:
        message = connection.SimpleQueue("kept").get(timeout=30)
        message.ack()
        return str(message.payload)


def processes_of(home: Path) -> list[str]:
    """Command lines that name this folder."""
    lines = [_command_line(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
    return [line for line in lines if str(home) in line]


def _command_line(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""  # it has ended meanwhile


def test_every_test_gets_a_vhost_of_its_own(rabbitmq_url: str, vhosts: Vhosts) -> None:
    other = vhosts.fresh()

    publish(rabbitmq_url, "mine")

    assert other != rabbitmq_url
    assert fetch(rabbitmq_url) == "mine"


def test_every_test_gets_an_empty_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("select 1 from pg_tables where schemaname = 'public'").fetchall()

    assert tables == []


def test_a_killed_broker_comes_back_with_what_it_confirmed_and_leaves_nothing_when_closed() -> None:
    with Broker() as broker:
        publish(broker.url(), "survivor")

        broker.kill()
        broker.start()

        assert fetch(broker.url()) == "survivor"
    assert not broker.home.exists()
    assert processes_of(broker.home) == []


def test_a_crashed_postgres_comes_back_with_what_it_committed_and_leaves_nothing_when_closed() -> None:
    with Postgres() as postgres:
        with psycopg.connect(postgres.url()) as connection:
            connection.execute("create table kept as select 'survivor' as text")

        postgres.stop_immediate()
        postgres.start()

        with psycopg.connect(postgres.url()) as connection:
            assert connection.execute("select text from kept").fetchone() == ("survivor",)
    assert not postgres.home.exists()
    assert processes_of(postgres.home) == []


def test_a_frozen_postgres_answers_nothing_until_it_thaws() -> None:
    with Postgres() as postgres:
        postgres.freeze()
        with pytest.raises(psycopg.OperationalError, match="timeout"):
            psycopg.connect(postgres.url(), connect_timeout=2)

        postgres.thaw()

        psycopg.connect(postgres.url(), connect_timeout=30).close()
