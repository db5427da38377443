"""A pull that is stopped, forbidden, slow or dying goes on where it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from services.ingest.pull.holding import held
from services.ingest.pull.report import Report
from services.ingest.pull.running import due_sources, pull_now
from services.ingest.pull.store import LEASE, PullStore
from services.ingest.pull.tables import pull_answer
from services.ingest.tables import audit, receipt, submission
from shared.database import Database
from shared.parts import Parts
from shared.settings import Settings
from tests.ingest_samples import NOW
from tests.integration.ingest.pulling.pulled_list import count, state, values
from tests.list_source import Asked, ListSource, Told, listed
from tests.pull_samples import Moment, pulled, record, source_at


class Dying(Database):
    """The same database, whose connection is lost at the end of one of its transactions."""

    def __init__(self, database: Database, transaction: int) -> None:
        super().__init__(database.name, database.engine, str(database.engine.url))
        self._left = transaction

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as tx:
            yield tx
            self._left -= 1
            if self._left == 0:
                raise OperationalError("COMMIT", None, ConnectionError("lost"))


def eventually(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.usefixtures("key")
def test_a_source_that_forbids_is_left_alone_until_it_is_resumed(
    parts: Parts, server: ListSource, clock: Moment, status: int
) -> None:
    source = source_at(server)
    server.tells(Told(b"", status))
    pulled(source, parts)
    clock.now += timedelta(days=30)

    meanwhile = pull_now(source, parts)
    with parts.database.write() as tx:
        PullStore(tx).resume(source.name, clock.now)
    server.tells(listed(record()))
    after = pull_now(source, parts)

    with parts.database.read() as tx:
        actions = set(tx.execute(select(audit.c.action)).scalars())
    assert meanwhile is None
    assert after is not None
    assert after.accepted == 1
    assert "pull.paused" in actions


@pytest.mark.usefixtures("key")
def test_a_source_that_asks_for_patience_gets_it(parts: Parts, server: ListSource, clock: Moment) -> None:
    source = source_at(server)
    server.tells(Told(b"", 429, {"Retry-After": "7200"}))

    report = pulled(source, parts)

    assert report.outcome == "limited"
    assert state(parts.database).due_at == clock.now + timedelta(hours=2)
    assert due_sources({source.name: source}, parts) == []


@pytest.mark.usefixtures("key")
def test_a_source_that_fails_is_tried_later_and_then_goes_on_where_it_was(
    parts: Parts, server: ListSource, clock: Moment
) -> None:
    source = source_at(server, "/list?p={page}", paging={"by": "page"})
    server.tells(listed(record()), Told(b"", 500))
    first = pulled(source, parts)
    waits = timedelta(seconds=15) <= state(parts.database).due_at - clock.now <= timedelta(seconds=30)
    server.tells(listed(record("so-y-te")), listed())
    clock.now += timedelta(seconds=30)

    second = pull_now(source, parts)

    assert second is not None
    assert (first.outcome, second.outcome, waits) == ("failed", "figures", True)
    assert [asked.parameters["p"] for asked in server.asked] == ["2", "3"]
    assert [unit for unit, _value, _revision in values(parts.database)] == ["so-gtvt", "so-y-te"]


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(("transaction", "kept"), [(2, 0), (3, 1)], ids=["of the answer", "of the figures"])
def test_a_pull_that_dies_in_a_transaction_loses_and_repeats_nothing(
    parts: Parts, server: ListSource, clock: Moment, transaction: int, kept: int
) -> None:
    source = source_at(server)
    server.tells(listed(record()))

    with pytest.raises(OperationalError):
        pull_now(source, replace(parts, database=Dying(parts.database, transaction)), early=True)
    stored = [count(parts.database, table) for table in (pull_answer, submission, receipt)]
    too_early = pull_now(source, parts)
    clock.now += LEASE + timedelta(seconds=1)
    after = pull_now(source, parts)

    assert stored == [kept, 0, 0]
    assert too_early is None
    assert after is not None
    assert (after.accepted, len(values(parts.database))) == (1, 1)


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("transaction", [4, 5], ids=["within the answer", "before the checkpoint"])
def test_a_long_answer_is_taken_in_by_parts_each_once(
    parts: Parts, server: ListSource, clock: Moment, transaction: int
) -> None:
    short = replace(parts, settings=Settings(max_figures=2))
    source = source_at(server)
    server.tells(listed(record(), record("so-y-te"), record("so-gddt"), record("so-nowhere")))

    with pytest.raises(OperationalError):
        pull_now(source, replace(short, database=Dying(parts.database, transaction)), early=True)
    clock.now += LEASE + timedelta(seconds=1)
    report = pulled(source, short)

    assert report.accepted + report.unchanged == 3
    assert [unit for unit, _value, _revision in values(parts.database)] == ["so-gddt", "so-gtvt", "so-y-te"]
    assert count(parts.database, receipt) == 2
    assert state(parts.database).checkpoint["under_way"] is False


@pytest.mark.usefixtures("key")
def test_a_pull_that_was_taken_over_keeps_nothing_more(parts: Parts, server: ListSource, clock: Moment) -> None:
    source = source_at(server)
    others: list[Report | None] = []

    def overtaken(_asked: Asked) -> Told:
        if not others:
            others.append(None)
            clock.now += LEASE + timedelta(seconds=1)
            others.append(pull_now(source, parts))
        return listed(record())

    server.answer = overtaken

    mine = pulled(source, parts)

    assert mine.outcome == "failed"
    assert others[1] is not None
    assert others[1].accepted == 1
    assert len(values(parts.database)) == 1
    assert state(parts.database).last_outcome == "figures"


@pytest.mark.usefixtures("key")
def test_a_slow_pull_is_held_for_as_long_as_it_takes(parts: Parts, server: ListSource, clock: Moment) -> None:
    source, run = source_at(server), uuid4()
    with parts.database.write() as tx:
        PullStore(tx).meet([source.name], NOW)
        PullStore(tx).claim(source.name, run, NOW)

    with held(source.name, run, parts, timedelta(milliseconds=5)):
        clock.now += LEASE - timedelta(seconds=1)
        eventually(lambda: state(parts.database).claimed_until == clock.now + LEASE)
        clock.now += LEASE - timedelta(seconds=1)
        other = pull_now(source, parts)

    assert other is None


@pytest.mark.usefixtures("key")
def test_who_was_overtaken_does_not_hold_the_source_any_more(parts: Parts, server: ListSource, clock: Moment) -> None:
    source, run, another = source_at(server), uuid4(), uuid4()
    with parts.database.write() as tx:
        PullStore(tx).meet([source.name], NOW)
        PullStore(tx).claim(source.name, another, NOW)

    with held(source.name, run, parts, timedelta(milliseconds=5)):
        clock.now += timedelta(seconds=5)
        eventually(lambda: "hold cong-dvc" not in {each.name for each in threading.enumerate()})

    assert (state(parts.database).claim, state(parts.database).claimed_until) == (another, NOW + LEASE)


@pytest.mark.usefixtures("key")
def test_two_replicas_do_not_both_pull(parts: Parts, server: ListSource) -> None:
    source = source_at(server)
    with parts.database.write() as tx:
        PullStore(tx).meet([source.name], NOW)

    with parts.database.write() as tx:
        first = PullStore(tx).claim(source.name, uuid4(), NOW)
        second = PullStore(tx).claim(source.name, uuid4(), NOW)

    assert first is not None
    assert second is None
