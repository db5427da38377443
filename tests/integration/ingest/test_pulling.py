"""Figures are pulled from a real server, each once, whatever that server does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import OperationalError

from services.ingest.explain import submissions_of
from services.ingest.pull.answers import answers_of, body_of
from services.ingest.pull.report import Report
from services.ingest.pull.retention import expired_answers
from services.ingest.pull.running import due_sources, look_at, pull_now
from services.ingest.pull.store import LEASE, PullStore, checkpoint_of
from services.ingest.pull.tables import pull_answer, pull_body, pull_source
from services.ingest.tables import audit, receipt, submission
from shared.database import Database
from shared.parts import Parts
from shared.settings import Settings
from tests.ingest_samples import CATALOGUE, NOW
from tests.list_source import Asked, ListSource, Told, list_source, listed
from tests.pull_samples import Moment, pulled, record, source_at


@pytest.fixture(scope="module")
def server() -> Iterator[ListSource]:
    with list_source() as running:
        yield running


@pytest.fixture
def clock() -> Moment:
    return Moment()


@pytest.fixture
def parts(database: Database, clock: Moment) -> Parts:
    return Parts(database, CATALOGUE, Settings(), clock)


class Dying(Database):
    """The same database, whose connection is lost at the end of one of its transactions."""

    def __init__(self, database: Database, transaction: int) -> None:
        super().__init__(database.name, database.engine)
        self._left = transaction

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as tx:
            yield tx
            self._left -= 1
            if self._left == 0:
                raise OperationalError("COMMIT", None, ConnectionError("lost"))


def values(database: Database) -> list[tuple[str, str, int]]:
    """Unit, value and revision of everything ever accepted."""
    with database.read() as tx:
        rows = tx.execute(select(submission).order_by(submission.c.unit, submission.c.revision))
        return [(row.unit, row.content["value"], row.revision) for row in rows]


def state(database: Database) -> Any:
    with database.read() as tx:
        return tx.execute(select(pull_source)).one()


def count(database: Database, table: Any) -> int:
    with database.read() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.mark.usefixtures("key")
def test_a_figure_is_pulled_and_can_be_followed_to_the_bytes_it_came_in(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record("so-y-te"), record()))

    report = pulled(source_at(server), parts)

    with parts.database.read() as tx:
        events = list(tx.execute(select(submission.c.event_id).where(submission.c.unit == "so-gtvt")).scalars())
        (told,) = submissions_of(tx, events)
        (answer,) = answers_of(tx, report.run)
        body = body_of(tx, answer["id"])
        (entry,) = tx.execute(select(audit.c.actor, audit.c.details, audit.c.address))
    assert (report.outcome, report.accepted) == ("figures", 2)
    assert told["source"] == "cong-dvc"
    assert told["pulled"] == {
        "answer": str(answer["id"]),
        "url": f"{server.url}/list",
        "fetched_at": str(NOW),
        "sha256": answer["sha256"],
        "record": 2,
    }
    assert body == server.answer(Asked("", {}, {})).body
    assert (entry.actor, entry.details["door"], entry.address) == ("cong-dvc", "pull", "127.0.0.1")


@pytest.mark.usefixtures("key")
def test_the_same_list_again_is_the_same_figures_once(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record(), record("so-y-te")))
    source = source_at(server)

    first, again = pulled(source, parts), pulled(source, parts)

    assert (first.accepted, again.accepted, again.unchanged) == (2, 0, 2)
    assert len(values(parts.database)) == 2
    assert count(parts.database, receipt) == 1
    assert count(parts.database, pull_body) == 1


@pytest.mark.usefixtures("key")
def test_a_changed_value_is_the_next_revision_also_when_it_changes_back(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record()), listed(record(value="90")), listed(record()))
    source = source_at(server)

    for _ in range(3):
        pulled(source, parts)

    assert values(parts.database) == [
        ("so-gtvt", "88.9", 1),
        ("so-gtvt", "90", 2),
        ("so-gtvt", "88.9", 3),
    ]


@pytest.mark.usefixtures("key")
def test_refused_records_are_told_row_by_row_and_tried_again(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record(), record("so-nowhere"), "no record", record("so-y-te", "1.069")))
    source = source_at(server)

    report, again = pulled(source, parts), pulled(source, parts)

    with parts.database.read() as tx:
        (kept,) = answers_of(tx, report.run)
    assert (report.accepted, report.rejected) == (1, 3)
    assert [(error["row"], error["code"]) for error in kept["errors"]] == [
        (2, "unknown-unit"),
        (3, "not-an-object"),
        (4, "ambiguous-number"),
    ]
    assert (again.unchanged, again.rejected) == (1, 3)


@pytest.mark.usefixtures("key")
def test_pages_are_turned_until_one_is_empty(parts: Parts, server: ListSource) -> None:
    pages = {"1": listed(record()), "2": listed(record("so-y-te"))}
    server.asked.clear()
    server.answer = lambda asked: pages.get(asked.parameters["p"], listed())

    report = pulled(source_at(server, "/list?p={page}", paging={"by": "page"}), parts)

    assert [asked.parameters["p"] for asked in server.asked] == ["1", "2", "3"]
    assert (report.accepted, report.pages) == (2, 3)


@pytest.mark.usefixtures("key")
def test_a_cursor_that_is_kept_goes_on_in_the_next_pull(parts: Parts, server: ListSource) -> None:
    source = source_at(server, "/changes?after={cursor}", paging={"by": "cursor", "at": "/next", "kept": True})
    server.tells(listed(record(), next="a 1"), listed(record("so-y-te"), next="b/2"), listed(next="b/2"))
    pulled(source, parts)
    before = [asked.parameters["after"] for asked in server.asked]
    server.tells(listed(record("so-gddt"), next=3), listed(next=None))

    report = pulled(source, parts)

    assert before == ["", "a 1", "b/2"]
    assert [asked.parameters["after"] for asked in server.asked] == ["b/2", "3"]
    assert (report.accepted, len(values(parts.database))) == (1, 3)


@pytest.mark.usefixtures("key")
def test_windows_catch_up_until_today_and_then_overlap(parts: Parts, server: ListSource, clock: Moment) -> None:
    window = {"since": "2023-01-25", "days": 31, "overlap": 3}
    source = source_at(server, "/list?a={from}&b={to}", window=window)
    server.tells(listed())

    pulled(source, parts)
    clock.now += timedelta(days=1)
    pulled(source, parts)

    assert [(asked.parameters["a"], asked.parameters["b"]) for asked in server.asked] == [
        ("2023-01-25", "2023-02-24"),
        ("2023-02-22", "2023-03-20"),
        ("2023-03-18", "2023-03-21"),
    ]


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
def test_two_replicas_do_not_both_pull(parts: Parts, server: ListSource) -> None:
    source = source_at(server)
    with parts.database.write() as tx:
        PullStore(tx).meet([source.name], NOW)

    with parts.database.write() as tx:
        first = PullStore(tx).claim(source.name, uuid4(), NOW)
        second = PullStore(tx).claim(source.name, uuid4(), NOW)

    assert first is not None
    assert second is None


@pytest.mark.usefixtures("key")
def test_a_look_keeps_nothing_and_moves_nothing(parts: Parts, server: ListSource) -> None:
    source = source_at(server)
    server.tells(listed(record(), record("so-nowhere")))
    with parts.database.write() as tx:
        PullStore(tx).meet([source.name], NOW)
        row = PullStore(tx).known([source.name])[source.name]

    report = look_at(source, parts, row)

    assert (report.accepted, report.rejected) == (1, 1)
    assert count(parts.database, submission) == 0
    assert count(parts.database, pull_answer) == 0
    assert checkpoint_of(state(parts.database)) == checkpoint_of(row)


@pytest.mark.usefixtures("key")
def test_answers_are_forgotten_in_time_but_not_where_figures_came_from(
    parts: Parts, server: ListSource, clock: Moment
) -> None:
    source = source_at(server)
    server.tells(listed(record()), listed(record(), record("so-nowhere")), listed(record(), record("so-nowhere")))
    first = pulled(source, parts)
    second = pulled(source, parts)
    clock.now += timedelta(days=100)
    third = pulled(source, parts)

    for expired in expired_answers(parts.database, clock.now - timedelta(days=90)):
        while expired.delete_some():
            pass

    with parts.database.read() as tx:
        kept = [answers_of(tx, report.run) for report in (first, second, third)]
        bodies = [body_of(tx, answers[0]["id"]) for answers in kept if answers]
    assert [len(answers) for answers in kept] == [1, 0, 1]
    assert [body is None for body in bodies] == [True, False]
