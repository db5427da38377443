"""What happens to events when PostgreSQL misbehaves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.messaging.stage import Stage, submitted
from tests.servers import Postgres


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with closing(Postgres()) as private:
        private.start()
        yield private


@pytest.fixture
def stage(tmp_path: Path, rabbitmq_url: str, postgres: Postgres) -> Iterator[Stage]:
    with Stage(rabbitmq_url, postgres.url(), tmp_path, patience=600) as ready:
        for name, database in ready.databases.items():
            with database.write() as tx:
                for table in ("outbox", "inbox", "inbox_message", "dead", "trial", "effect"):
                    tx.execute(text(f"TRUNCATE {name}.{table}"))
        yield ready


def test_a_crashed_database_loses_and_doubles_nothing(stage: Stage, postgres: Postgres) -> None:
    stage.announce([submitted(number, "slow") for number in range(600)], each=3)
    stage.start()
    stage.await_applied(60)

    postgres.stop_immediate()
    time.sleep(3)
    postgres.start()
    for database in stage.databases.values():
        database.close()
    stage.await_applied(600)

    assert stage.effects() == {"events": 600, "times": 1}
    assert stage.dead() == []


def test_ended_sessions_lose_and_double_nothing(stage: Stage) -> None:
    stage.announce([submitted(number, "slow") for number in range(600)], each=3)
    stage.start()

    for goal in (60, 200, 400):
        stage.await_applied(goal)
        with stage.databases["scoring"].write() as tx:
            tx.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name LIKE 'nhipso-%' AND pid <> pg_backend_pid()"
                )
            )
        for database in stage.databases.values():
            database.close()
    stage.await_applied(600)

    assert stage.effects() == {"events": 600, "times": 1}
    assert stage.dead() == []


def test_a_lock_held_too_long_is_waited_for(stage: Stage) -> None:
    stage.start()
    with stage.databases["scoring"].write() as tx:
        tx.execute(text("LOCK TABLE scoring.effect"))
        stage.announce([submitted(1)])
        stage.await_true(lambda: "batch held" in stage.log, "held batch")
    stage.await_applied(1)

    assert stage.effects() == {"events": 1, "times": 1}
    assert stage.dead() == []
