"""What PostgreSQL can do to us: crash, close our sessions, freeze, lock, run out, and leave a commit unanswered."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack

import psycopg
import pytest

from tests.faults.forms import CSV, JSON, XLSX
from tests.faults.outage import Sender
from tests.faults.rig import Rig

#: what PostgreSQL says to each insert when its disk is full
NO_SPACE = (
    "create function disk_is_full() returns trigger language plpgsql as $$ begin "
    "raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$"
)
REFUSES = "for each statement execute function disk_is_full()"
WRITTEN = ("ingest.outbox", "scoring.inbox", "notify.inbox", "report.inbox")
#: months that the other senders leave alone
MONTHS = ["2025-10", "2025-11", "2025-12"]


def test_a_database_that_crashes_loses_nothing_and_every_sender_is_told_when_to_come_again(
    rig: Rig,
) -> None:
    over = threading.Event()
    door = rig.product.http_port, rig.load.key, rig.ledger
    senders = [Sender(*door, form, month, over) for form, month in zip((JSON, CSV, XLSX), MONTHS, strict=True)]
    with rig.fault("22 PostgreSQL stops at once for 3 s, files under way", ends="ingest"):
        posting = [threading.Thread(target=sender.run) for sender in senders]
        for each in posting:
            each.start()
        time.sleep(0.5)
        rig.database.stop_immediate()
        time.sleep(3)
        rig.await_true(lambda: all(sender.refused() for sender in senders), "each sender is told to come again")
        rig.database.start()
        over.set()
        for each in posting:
            each.join(60)

    assert rig.load.unavailable > 0
    assert not any(each.is_alive() for each in posting)
    refused = [answer for sender in senders for answer in sender.refused()]
    assert {answer.status for answer in refused} == {503}
    assert all(answer.kind.endswith("/try-later") and int(answer.retry_after or 0) > 0 for answer in refused)


@pytest.mark.full
def test_sessions_that_are_ended_lose_and_double_nothing(rig: Rig) -> None:
    with rig.fault("23 every session ended, five times"):
        for _ in range(5):
            rig.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'nhipso-%'")
            time.sleep(1)


@pytest.mark.parametrize("service", ["ingest", pytest.param("scoring", marks=pytest.mark.full)])
def test_a_commit_whose_answer_is_lost_is_neither_lost_nor_done_twice(rig: Rig, service: str) -> None:
    with rig.fault(f"24 lost answer to a commit of {service}", ends=service):
        line = rig.line(f"{service}.pg")
        for _ in range(3):
            line.trap("COMMIT", "lose")
            rig.await_true(line.sprung, "a commit without an answer")
            line.set("reset")
            line.set("pass")


@pytest.mark.full
def test_a_database_that_freezes_stops_no_heartbeat(rig: Rig) -> None:
    with rig.fault("25 PostgreSQL frozen 30 s"):
        before = {name: rig.metric(name, "nhipso_reconnects_total") for name in ("scoring", "report")}
        rig.database.freeze()
        try:
            time.sleep(30)
            after = {name: rig.metric(name, "nhipso_reconnects_total") for name in ("scoring", "report")}
        finally:
            rig.database.thaw()

    assert after == before


@pytest.mark.full
def test_a_database_whose_disk_is_full_is_waited_for(rig: Rig) -> None:
    with rig.fault("26 disk of PostgreSQL full for 4 s", ends="scoring"):
        before = rig.load.unavailable
        rig.sql(NO_SPACE, *(f"create trigger full_disk before insert on {table} {REFUSES}" for table in WRITTEN))
        try:
            time.sleep(4)
        finally:
            rig.sql("drop function disk_is_full cascade")

    assert rig.load.unavailable > before
    assert rig.effects().dead == []


@pytest.mark.full
def test_a_database_without_free_sessions_is_waited_for(rig: Rig) -> None:
    with rig.fault("27 sessions exhausted for 8 s"), ExitStack() as stack:
        holders = 0
        until = time.monotonic() + 8
        while time.monotonic() < until:
            try:
                stack.enter_context(psycopg.connect(rig.database.url()))
                holders += 1
            except psycopg.OperationalError:
                rig.cut_sessions()
                time.sleep(0.2)

    assert holders > 20


@pytest.mark.full
def test_a_table_that_is_locked_is_waited_for(rig: Rig) -> None:
    with rig.fault("28 scoring's table locked for 12 s"), psycopg.connect(rig.database.url()) as other:
        other.execute("lock table scoring.observation in access exclusive mode")
        time.sleep(12)


@pytest.mark.full
def test_deadlocks_are_resolved_by_trying_again(rig: Rig) -> None:
    def cross(first: str, second: str) -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                with psycopg.connect(rig.database.url()) as one:
                    for table in (first, second):
                        one.execute(f"lock table scoring.{table} in share row exclusive mode")
                        time.sleep(0.05)
            except psycopg.OperationalError:
                continue

    with rig.fault("28 deadlocks for 10 s"):
        others = [
            threading.Thread(target=cross, args=tables)
            for tables in (("evaluation", "observation"), ("observation", "evaluation"))
        ]
        for other in others:
            other.start()
        for other in others:
            other.join()


@pytest.mark.full
def test_a_mistake_that_makes_everything_fail_stops_the_consumer_and_costs_nothing(rig: Rig) -> None:
    with rig.fault("32 everything fails: a table is missing"):
        rig.sql("alter table scoring.observation rename to hidden")
        rig.await_true(lambda: rig.metric("scoring", "nhipso_consumer_stopped") == 1, "scoring stops", 60)
        rig.sql("alter table scoring.hidden rename to observation")
        rig.product.kill("scoring", 15)
        rig.product.start_all()
        parked = len(rig.effects().dead)
        rig.product.run("dead-letters", "replay", "--consumer", "scoring.metric")

    assert parked < 40
