"""The events of accepted figures, made anew from what ingest keeps for ever."""

from __future__ import annotations

import json

from sqlalchemy import select, update

from services.ingest.domain.key import Key
from services.ingest.explain import revisions_of
from services.ingest.recorded import recorded, recorded_groups, underway
from services.ingest.tables import PLUMBING, submission
from shared.database import Database
from shared.events import MetricSubmitted
from shared.figures import FigureKey
from tests.ingest_samples import item
from tests.integration.ingest.test_ingest_tables import TRACE, send


def announced(database: Database) -> list[MetricSubmitted]:
    """What went out when the figures were accepted."""
    with database.read() as tx:
        bodies = list(tx.execute(select(PLUMBING.outbox.c.body).order_by(PLUMBING.outbox.c.seq)).scalars())
    return [MetricSubmitted.model_validate(event) for body in bodies for event in json.loads(body)]


def test_they_are_the_very_events_that_were_announced(database: Database, key: Key) -> None:
    send(database, key, item(numerator="8", denominator="9"), item(unit="so-y-te", dimension={"status": "done"}))
    send(database, key, item(value="90"))
    told = announced(database)

    with database.read() as tx:
        groups = recorded_groups(tx)
        found = recorded(tx, groups)

    assert {each.event.id: each.event for each in found} == {event.id: event for event in told}
    assert not any(each.judged for each in found)


def test_a_figure_of_another_indicator_or_month_is_not_among_them(database: Database, key: Key) -> None:
    send(database, key, item(), item(indicator="app-users", value="5", as_of="2023-02-17"))

    with database.read() as tx:
        (period,) = {period for name, period in recorded_groups(tx) if name == "online-pct"}
        found = recorded(tx, [("online-pct", period)])

    assert [each.event.data.indicator for each in found] == ["online-pct"]


def test_a_figure_accepted_before_its_trace_was_kept_whole_stays_in_its_trace(database: Database, key: Key) -> None:
    send(database, key, item())
    with database.write() as tx:
        tx.execute(update(submission).values(traceparent=None))

    with database.read() as tx:
        (once,) = recorded(tx, recorded_groups(tx))
        (again,) = recorded(tx, recorded_groups(tx))

    assert once.event.traceparent == again.event.traceparent
    assert once.event.traceparent is not None
    assert once.event.traceparent.split("-")[1] == TRACE.split("-")[1]


def test_what_is_still_in_the_outbox_is_underway(database: Database, key: Key) -> None:
    send(database, key, item())
    send(database, key, item(unit="so-y-te"))
    first, second = announced(database)
    with database.write() as tx:
        tx.execute(PLUMBING.outbox.delete().where(PLUMBING.outbox.c.seq == 1))

    with database.read() as tx:
        assert underway(tx, {first.id, second.id}) == {second.id}


def test_every_revision_of_a_figure_is_told_in_order(database: Database, key: Key) -> None:
    send(database, key, item())
    send(database, key, item(value="90"))
    (period,) = {event.data.period for event in announced(database)}

    with database.read() as tx:
        told = revisions_of(tx, FigureKey("so-gtvt", "online-pct", "", period))

    assert [(one["revision"], one["value"], one["key_id"]) for one in told] == [(1, "88.9", key.id), (2, "90", key.id)]
