"""What is kept of alerts on both databases: each as it stands, every step it took, silences, what is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.notify.acknowledging import acknowledge_unit
from services.notify.desk import Circumstances
from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.alert import Alert, AlertKey, AlertState, Escalation, Kind
from services.notify.domain.gathering import Patience
from services.notify.domain.mute import Mute
from services.notify.domain.silence import Silence
from services.notify.domain.source import Due
from services.notify.handlers import follow_doubts, follow_figures, follow_tasks, follow_turns
from services.notify.silence_store import all_silences
from services.notify.silencing import end_silence, make_silence
from services.notify.step_store import steps_of
from services.notify.store import NotifyStore
from services.notify.watching import watch_all
from shared import migrations
from shared.catalogue.alert_policy import AlertPolicy
from shared.database import Database
from shared.events import Event, FigureDoubted, TaskChanged
from shared.facts import Doubt, Doubts, TaskState
from shared.figures import SeriesKey, Status
from tests.notify_examples import DOSSIERS, NOW, changed, evaluated, evaluation, province
from tests.older_tables import migrate

PORTAL = "Cổng dịch vụ công tỉnh"
DUE = date(2022, 6, 15)


def around(days: int = 0, **policy: Any) -> Circumstances:
    plain = province()
    sourced = {name: replace(each, source_system=PORTAL) for name, each in plain.indicators.items()}
    stated: dict[str, Any] = {"sources": {PORTAL: "chon-thanh"}, "doubt_days": 1}
    catalogue = replace(plain, indicators=sourced, alert_policy=AlertPolicy(**(stated | policy)))
    return Circumstances(catalogue, Patience.of_seconds(30, 300), NOW + timedelta(days=days))


def hear(database: Database, *events: Event, at: Circumstances | None = None) -> None:
    follow: dict[str, Any] = {
        "ComplianceChanged": follow_turns,
        "ComplianceEvaluated": follow_figures,
        "TaskChanged": follow_tasks,
        "FigureDoubted": follow_doubts,
    }
    for event in events:
        with database.write() as tx:
            follow[type(event).__name__]([event], NotifyStore(tx), at or around())


def missing(unit: str) -> Event:
    return evaluated(evaluation(1, None, "2022-05", status=Status.MISSING, due=DUE, unit=unit))


TASK = TaskChanged.of(
    "/nhipso/scoring",
    TaskState(
        task="ii-1", unit="so-noi-vu", title="t", legal_basis="b", stage="work", due=DUE, state="overdue", sequence=1
    ),
    time=NOW,
)
DOUBTED = FigureDoubted.of(
    "/nhipso/scoring",
    Doubts(unit="so-noi-vu", indicator=DOSSIERS, period="2022-06", revision=1, value=None, sequence=1,
           doubts=(Doubt(rule="above_100", severity="error"),)),
    time=NOW,
)  # fmt: skip


def all_alerts(database: Database) -> dict[AlertKey, Alert]:
    with database.read() as tx:
        return NotifyStore(tx).every_alert()


def test_alerts_of_every_kind_are_kept_as_they_are(database: Database) -> None:
    hear(database, changed(evaluation(1)), missing("so-noi-vu"), missing("chon-thanh"), TASK, DOUBTED)
    known = all_alerts(database)
    assert {key.kind for key in known} == set(Kind)
    full = [
        replace(
            alert,
            acknowledgement=Acknowledgement("Lan", NOW, "rà soát", date(2022, 7, 1)),
            escalation=Escalation(2, NOW),
            mute=Mute("silence", "s1"),
            speaks_on=date(2022, 6, 20),
            opened_at=NOW,
        )
        for alert in known.values()
    ]

    with database.write() as tx:
        NotifyStore(tx).save(full, NOW)

    assert list(all_alerts(database).values()) == full


def test_the_same_events_twice_change_no_row_and_take_no_step(database: Database) -> None:
    news = (changed(evaluation(1)), missing("so-noi-vu"), missing("chon-thanh"), TASK, DOUBTED)
    hear(database, *news)
    before = all_alerts(database), steps(database)

    hear(database, *news, *news, at=around(1))

    assert (all_alerts(database), steps(database)) == before


def test_a_batch_of_the_same_event_twice_opens_one_alert(database: Database) -> None:
    with database.write() as tx:
        follow_tasks([TASK, TASK], NotifyStore(tx), around())

    assert len(steps(database)) == 1


def steps(database: Database) -> list[tuple[Any, ...]]:
    with database.read() as tx:
        return [
            tuple(row) for row in tx.execute(text("SELECT number, alert_id, reason FROM alert_step ORDER BY number"))
        ]


@pytest.mark.parametrize("change", ["UPDATE alert_step SET reason = 'x'", "DELETE FROM alert_step"])
def test_no_step_can_be_altered_or_taken_back(database: Database, change: str) -> None:
    hear(database, changed(evaluation(1)))

    with pytest.raises(DBAPIError, match="only added to"), database.write() as tx:
        tx.execute(text(change))

    assert [reason for _, _, reason in steps(database)] == ["opened"]


def test_the_whole_story_of_an_alert_can_be_told_after_the_next_has_taken_its_place(database: Database) -> None:
    hear(database, changed(evaluation(1)))
    (first,) = all_alerts(database).values()
    with database.write() as tx:
        acknowledge_unit("so-noi-vu", Acknowledgement("Lan", NOW, "rà soát"), NotifyStore(tx), around())
    hear(database, changed(evaluation(2, "85", "2022-07")), changed(evaluation(3, "70", "2022-08")))

    with database.read() as tx:
        told = [(row.before, row.after, row.reason, row.by, row.note) for row in steps_of(tx, first.id)]

    assert told == [
        (None, "open", "opened", "nhipso", ""),
        ("open", "acknowledged", "acknowledged", "Lan", "rà soát"),
        ("acknowledged", "closed", "closed_recovered", "nhipso", ""),
    ]


def test_time_opens_what_was_pending_once_and_writes_nothing_otherwise(database: Database) -> None:
    graced: dict[str, Any] = {"grace": {"target": 1}}
    hear(database, changed(evaluation(1)), at=around(**graced))

    assert watch_all(database, around(**graced)) == []
    assert len(watch_all(database, around(4, **graced))) == 1
    assert watch_all(database, around(4, **graced)) == []

    assert [reason for _, _, reason in steps(database)] == ["pending", "opened"]


def test_a_silence_begins_ends_by_the_clock_and_stays_on_record(database: Database) -> None:
    hear(database, changed(evaluation(1)))
    wanted = Silence("", date(2022, 6, 17), date(2022, 6, 20), "12/UBND-VX", "Lan", "", NOW, unit="so-noi-vu")
    with database.write() as tx:
        made = make_silence(wanted, NotifyStore(tx), around())

    assert watch_all(database, around(3)) == []
    assert len(watch_all(database, around(4))) == 1

    with database.read() as tx:
        assert all_silences(tx) == [made]
    assert [reason for _, _, reason in steps(database)] == ["opened", "muted", "unmuted"]


def test_a_silence_that_is_ended_early_says_by_whom(database: Database) -> None:
    wanted = Silence("", date(2022, 6, 17), date(2022, 6, 20), "12/UBND-VX", "Lan", "", NOW, indicator=DOSSIERS)
    with database.write() as tx:
        made = make_silence(wanted, NotifyStore(tx), around())
        end_silence(made.id, "Minh", NotifyStore(tx), around())

    with database.read() as tx:
        (kept,) = all_silences(tx)
    assert (kept.ended_by, kept.ended_at) == ("Minh", NOW)


def test_what_a_source_owed_is_counted_on_its_last_day(database: Database) -> None:
    came = evaluated(evaluation(2, "90", "2022-05", due=DUE, timeliness="late", unit="chon-thanh"))
    hear(database, missing("so-noi-vu"), missing("chon-thanh"), came)

    with database.read() as tx:
        store = NotifyStore(tx)
        owed = store.owed([SeriesKey("so-noi-vu", DOSSIERS)])
        due = store.last_due(PORTAL, [DOSSIERS])

    assert [each.is_missing for each in owed.values()] == [True]
    assert due == Due(PORTAL, "2022-05", DUE, 2, 1, 2)


OLD = (
    "INSERT INTO alert (unit, indicator, dimension, programme, id, state, reason, since, turned_period, "
    "turned_sequence, turned_to, evaluation, changed_at) VALUES ('so-noi-vu', :indicator, '', 'qd27', :id, :state, "
    "'opened', '2022-06-16', '2022-06', 1, 'not_met', :body, '2022-06-17 01:30:00+00')"
)


def test_alerts_of_before_are_open_since_they_last_changed(bare_database: Database) -> None:
    with bare_database.write() as tx:
        migrate(tx, "notify", "0002")
        for number, state in enumerate(("open", "closed")):
            body = evaluation(1, indicator=f"i-{number}").model_dump_json()
            tx.execute(text(OLD), {"indicator": f"i-{number}", "id": str(number), "state": state, "body": body})

    migrations.upgrade(bare_database, "notify")

    found = list(all_alerts(bare_database).values())
    assert [(a.id, a.kind, a.state, a.opened_at) for a in found] == [
        ("0", Kind.TARGET, AlertState.OPEN, NOW),
        ("1", Kind.TARGET, AlertState.CLOSED, None),
    ]
    assert found[0].evaluation == evaluation(1, indicator="i-0")
