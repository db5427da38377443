"""Ingest's tables behave the same on SQLite and PostgreSQL, and are those the migrations make."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, inspect, select

from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.handlers import Answered, record_evaluated, submit
from services.ingest.keys import note_use
from services.ingest.orders import Order
from services.ingest.receipts import find_receipt
from services.ingest.store import IngestStore
from services.ingest.tables import METADATA, figure, submission
from shared.database import Database
from shared.events import ComplianceEvaluated
from shared.facts import Evaluation
from tests.ingest_samples import CATALOGUE, NOW, item

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def send(database: Database, key: Key, *items: dict[str, Any]) -> Summary:
    with database.write() as tx:
        return submit([Sent(each) for each in items], Order(key, TRACE), IngestStore(tx), CATALOGUE, NOW)


def statuses(summary: Summary) -> list[str]:
    return [outcome.status for outcome in summary.outcomes]


def revisions(database: Database) -> list[int]:
    with database.read() as tx:
        return sorted(tx.execute(select(submission.c.revision)).scalars())


def test_the_migrations_make_the_tables_the_code_describes(database: Database) -> None:
    found = inspect(database.engine)

    for table in METADATA.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        assert {index["name"] for index in found.get_indexes(table.name) if not index.get("duplicates_constraint")} == {
            index.name for index in table.indexes
        }, table.name


def test_figures_are_accepted_once_and_changes_are_revisions(database: Database, key: Key) -> None:
    first = send(database, key, item(), item(unit="so-y-te", dimension={"status": "done"}))
    again = send(database, key, item(), item(unit="so-y-te", dimension={"status": "done"}))
    changed = send(database, key, item(value="90"))

    assert statuses(first) == ["accepted", "accepted"]
    assert statuses(again) == ["duplicate", "duplicate"]
    assert [outcome.id for outcome in again.outcomes] == [outcome.id for outcome in first.outcomes]
    assert statuses(changed) == ["accepted"]
    assert revisions(database) == [1, 1, 2]


def test_the_senders_own_id_is_remembered(database: Database, key: Key) -> None:
    send(database, key, item(id="a"))
    send(database, key, item(id="b", value="90"))

    late = send(database, key, item(id="a"))

    assert statuses(late) == ["duplicate"]
    assert revisions(database) == [1, 2]


def test_many_at_once_leave_one_row_a_cell_and_revisions_without_gaps(database: Database, key: Key) -> None:
    def sender(number: int) -> None:
        for step in range(5):
            send(
                database,
                key,
                *(item(unit=unit, value=number * 10 + step) for unit in ("so-y-te", "so-gtvt", "so-gddt")),
            )

    threads = [threading.Thread(target=sender, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert revisions(database) == sorted(list(range(1, 21)) * 3)
    with database.read() as tx:
        assert tx.execute(select(func.count()).select_from(figure)).scalar_one() == 3


def test_a_judged_figure_shows_in_its_receipt_and_in_that_of_its_duplicate(database: Database, key: Key) -> None:
    first, again = send(database, key, item()), send(database, key, item())
    cause = first.outcomes[0].id
    assert cause is not None
    evaluation = Evaluation(
        unit="so-gtvt", indicator="online-pct", period="2023-02", as_of=NOW.date(), sequence=1, causes=(cause,)
    )

    for later in (NOW, NOW + timedelta(days=1)):
        with database.write() as tx:
            record_evaluated([ComplianceEvaluated.of("/scoring", evaluation, time=NOW)], IngestStore(tx), later)

    with database.read() as tx:
        receipts = [find_receipt(tx, str(summary.receipt), key, CATALOGUE) for summary in (first, again)]
        assert tx.execute(select(submission.c.evaluated_at)).scalar_one() == NOW
    assert [(each.stored, each.published, each.evaluated) for each in receipts if each] == [(1, 0, 1), (1, 0, 1)]


def test_a_revision_overtaken_before_it_was_judged_counts_as_judged(database: Database, key: Key) -> None:
    overtaken, last = send(database, key, item(value=40)), send(database, key, item(value=41))
    other = send(database, key, item(unit="so-y-te"))
    evaluation = Evaluation(
        unit="so-gtvt",
        indicator="online-pct",
        period="2023-02",
        as_of=NOW.date(),
        sequence=1,
        causes=tuple(outcome.id for outcome in last.outcomes if outcome.id),
    )

    with database.write() as tx:
        record_evaluated([ComplianceEvaluated.of("/scoring", evaluation, time=NOW)], IngestStore(tx), NOW)

    with database.read() as tx:
        receipts = [find_receipt(tx, str(summary.receipt), key, CATALOGUE) for summary in (overtaken, last, other)]
    assert [each.evaluated for each in receipts if each] == [1, 1, 0]


def test_an_answer_is_remembered_once(database: Database, key: Key) -> None:
    with database.write() as tx:
        store = IngestStore(tx)
        kept = [store.remember(key, "k", Answered("a", {"n": number}), NOW) for number in (1, 2)]
        found = store.answered(key, "k")

    assert kept == [True, False]
    assert found == Answered("a", {"n": 1})


def test_the_use_of_a_key_is_noted_at_most_once_a_minute(database: Database, key: Key) -> None:
    seen = []
    with database.write() as tx:
        for seconds in (0, 59, 60):
            note_use(tx, key, NOW + timedelta(seconds=seconds))
            seen.append(tx.exec_driver_sql("SELECT count(DISTINCT last_used_at) FROM api_key").scalar_one())
        last = tx.execute(select(METADATA.tables["api_key"].c.last_used_at)).scalar_one()

    assert last == NOW + timedelta(seconds=60)
    assert seen == [1, 1, 1]


def test_unknown_causes_are_no_harm(database: Database) -> None:
    with database.write() as tx:
        IngestStore(tx).mark_evaluated({UUID(int=1)}, NOW)
