"""What is owed, on the tables of both databases; and two replicas that look at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier, Lock

import pytest
from sqlalchemy import func, select

from services.scoring.completeness import lines_of
from services.scoring.deadlines import NAME as DEADLINES
from services.scoring.duty_store import DutyStore
from services.scoring.duty_tables import lapse, task_note, task_state
from services.scoring.service import ScoringService
from shared.catalogue import DueRule
from shared.database import Database
from shared.events import Event
from shared.messaging.tables import PLUMBING
from shared.metrics import REGISTRY
from shared.parts import Parts
from shared.settings import Settings
from tests.unit.scoring import deadline_rules, task_rules
from tests.unit.scoring.duty_desk import DutyDesk, DutyTransactions, a_duty, a_task, at, duties_in_database, owing
from tests.unit.scoring.factories import a_figure, submitted
from tests.unit.scoring.memory_store import evaluations_of

START = date(2022, 7, 1)


@pytest.fixture
def duties(database: Database) -> DutyTransactions:
    return duties_in_database(database)


class TestMissing(deadline_rules.Missing): ...


class TestAsked(deadline_rules.Asked): ...


class TestCatchingUp(deadline_rules.CatchingUp): ...


class TestFollowing(task_rules.Following): ...


class TestSaying(task_rules.Saying): ...


def test_replicas_that_look_at_once_tell_every_deadline_once(database: Database) -> None:
    catalogue = owing(a_duty(due=DueRule("day", 14)), tasks=(a_task(("level", "district"), due=date(2022, 7, 1)),))
    start, told, lock = Barrier(3), list[Event](), Lock()

    def replica() -> None:
        desk = DutyDesk(duties_in_database(database), catalogue, START)
        start.wait()
        desk.look(at("2022-08-20"))
        desk.follow(at("2022-08-20"))
        with lock:
            told.extend(desk.announced)

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(replica) for _ in range(3)]:
            done.result()

    assert len(evaluations_of(told)) == 8
    assert len({event.id for event in told}) == len(told) == 8 + 8 + 4


def test_figures_that_come_while_somebody_looks_are_never_both_missing_and_there(database: Database) -> None:
    catalogue = owing(a_duty(due=DueRule("day", 14)))
    units, start = ["north", "south", "east", "west"], Barrier(2)

    def send() -> None:
        desk = DutyDesk(duties_in_database(database), catalogue, START)
        start.wait()
        for unit in units:
            desk.submit(a_figure("90", unit), at=at("2022-07-14", 23, 59))

    def look() -> None:
        desk = DutyDesk(duties_in_database(database), catalogue, START)
        start.wait()
        desk.look(at("2022-07-15", 1))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(send), pool.submit(look)]:
            done.result()

    with database.read() as tx:
        assert tx.execute(select(func.count()).select_from(lapse)).scalar_one() == 0
    states = {
        line.obligation.key.unit: line.state
        for line in lines_of(database, catalogue, "2022-06", None, at("2022-07-20"))
    }
    assert states == dict.fromkeys(units, "on_time")


def a_service(database: Database, now: datetime, **settings: object) -> ScoringService:
    service = ScoringService()
    tasks = (a_task(("unit", "north"), due=date(2023, 8, 25)),)
    catalogue = owing(a_duty(due=DueRule("day", 14)), tasks=tasks)
    # nameko puts the Parts in the place of their provider.
    vars(service)["parts"] = Parts(database, catalogue, Settings.model_validate(settings), lambda: now)
    return service


def outgoing(database: Database) -> int:
    with database.read() as tx:
        return tx.execute(select(func.count()).select_from(PLUMBING.outbox)).scalar_one()


def test_the_service_looks_since_its_first_start_and_says_what_is_missing(database: Database) -> None:
    a_service(database, at("2023-08-20")).pass_time()
    assert outgoing(database) == 0

    a_service(database, at("2023-09-20")).pass_time()

    with database.read() as tx:
        assert DutyStore(tx).missing_figures() == 4
        assert DutyStore(tx).seen(DEADLINES) == date(2023, 9, 19)
        assert tx.execute(select(task_state.c.state)).scalars().all() == ["overdue"]
    assert REGISTRY.get_sample_value("nhipso_figures_missing") == 4
    assert REGISTRY.get_sample_value("nhipso_tasks_overdue", {"stage": "work"}) == 1
    before = outgoing(database)
    a_service(database, at("2023-09-20", 13)).pass_time()
    assert outgoing(database) == before > 0


def test_an_installation_told_to_look_further_back_does(database: Database) -> None:
    a_service(database, at("2023-09-20"), deadlines_from=date(2023, 8, 1)).pass_time()

    with database.read() as tx:
        assert {row.period for row in tx.execute(select(lapse.c.period))} == {"2023-07", "2023-08"}


def test_a_day_without_anything_to_do_writes_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    service = a_service(database, at("2023-09-20"))
    service.pass_time()

    def refused() -> None:
        raise AssertionError

    monkeypatch.setattr(database, "write", refused)
    service.pass_time()


def test_a_transaction_that_fails_is_made_up_for(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    service = a_service(database, at("2023-09-20"), deadlines_from=date(2023, 8, 1))
    with monkeypatch.context() as broken:
        broken.setattr("services.scoring.deadlines.evaluated", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            service.pass_time()

    with database.read() as tx:
        assert tx.execute(select(func.count()).select_from(lapse)).scalar_one() == 0
    service.pass_time()
    with database.read() as tx:
        assert DutyStore(tx).missing_figures() == 8


def test_every_word_is_kept(database: Database, duties: DutyTransactions) -> None:
    desk = DutyDesk(duties, owing(tasks=(task_rules.WORK_ONLY,)), task_rules.START)
    desk.say(task_rules.a_note(at("2023-08-24")))
    desk.say(task_rules.a_note(at("2023-08-25"), "reopened"))

    with database.read() as tx:
        kept = tx.execute(select(task_note.c.word, task_note.c.by, task_note.c.note).order_by(task_note.c.id)).all()
    assert [tuple(row) for row in kept] == [
        ("done", "an officer", "Báo cáo số 120"),
        ("reopened", "an officer", "Báo cáo số 120"),
    ]


def test_a_figure_judged_by_the_service_ends_the_waiting(database: Database) -> None:
    a_service(database, at("2023-08-20")).pass_time()
    service = a_service(database, at("2023-09-20"))
    service.pass_time()

    service.judge([submitted(a_figure("90", period="2023-08", as_of=date(2023, 8, 31)), at("2023-09-20"))])

    with database.read() as tx:
        assert DutyStore(tx).missing_figures() == 3
