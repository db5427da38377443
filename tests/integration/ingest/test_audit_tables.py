"""The audit trail on both databases: it only grows, it is sealed in order, and a cut is noticed."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from services.ingest import audit
from services.ingest.domain.audit import START, Action, Entry, breaks
from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key, Unusable
from services.ingest.domain.tally import MINUTE, Tally, Use
from services.ingest.handlers import submit
from services.ingest.keys import find_key
from services.ingest.orders import Order
from services.ingest.store import IngestStore
from services.ingest.tables import audit_seal
from shared.database import Database
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW, item

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def entry(number: int = 0) -> Entry:
    return Entry(Action.KEY_CREATED, NOW, "operator lan", f"k{number}", "máy-1", details={"source": "thuế", "times": 3})


def keep(database: Database, *entries: Entry) -> None:
    with database.write() as tx:
        audit.record(tx, *entries)


def problems(database: Database) -> list[str]:
    with database.read() as tx:
        return list(breaks(audit.seals(tx)))


def places(database: Database) -> list[int]:
    with database.read() as tx:
        return list(tx.execute(select(audit_seal.c.place).order_by(audit_seal.c.place)).scalars())


def unprotected(database: Database, *statements: str) -> None:
    """Do what only somebody who rules the database can do."""
    with database.write() as tx:
        if tx.dialect.name == "postgresql":
            for table in ("audit", "audit_seal"):
                tx.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            triggers = tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in triggers:
                tx.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            tx.execute(text(statement))


@pytest.mark.parametrize("table", ["audit", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET number = 99", "DELETE FROM {0}", "REPLACE"])
def test_what_is_kept_cannot_be_changed(database: Database, table: str, change: str) -> None:
    keep(database, entry())
    audit.seal_some(database)
    statement = change.format(table)
    if change == "REPLACE":
        on_sqlite = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608  # our own names
        statement = on_sqlite if database.engine.dialect.name == "sqlite" else f"TRUNCATE {table}"

    with pytest.raises(DBAPIError, match="append-only"), database.write() as tx:
        tx.execute(text(statement))

    assert places(database) == [1]
    assert problems(database) == []


def test_entries_come_back_as_they_were_kept(database: Database) -> None:
    keep(database, entry(1), entry(2))
    keep(database, Entry(Action.KEY_REVOKED, NOW + MINUTE, "operator lan", "k1"))

    with database.read() as tx:
        everything = audit.list_entries(tx)
        later, own = audit.list_entries(tx, since=NOW + MINUTE), audit.list_entries(tx, key_id="k1")
        newest = audit.list_entries(tx, most=1)

    assert [each.number for each in everything] == [1, 2, 3]
    assert everything[0] == Entry(**{**vars(entry(1)), "number": 1})
    assert [each.action for each in later] == [each.action for each in newest] == [Action.KEY_REVOKED]
    assert [each.number for each in own] == [1, 3]


def test_seals_follow_each_other_and_what_is_sealed_is_sealed_once(database: Database) -> None:
    for number in range(3):
        keep(database, entry(number), entry(number))
        audit.keep_trail(database, Tally(), NOW)
    audit.keep_trail(database, Tally(), NOW)

    with database.read() as tx:
        waiting, (place, sha256) = audit.unsealed(tx), audit.head(tx)
    assert places(database) == [1, 2, 3, 4, 5, 6]
    assert problems(database) == []
    assert (waiting, place, sha256 == START) == (0, 6, False)


def test_two_processes_that_seal_at_once_make_one_chain(database: Database) -> None:
    keep(database, *[entry(number) for number in range(1200)])

    threads = [threading.Thread(target=audit.keep_trail, args=(database, Tally(), NOW)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    audit.keep_trail(database, Tally(), NOW)

    assert places(database) == list(range(1, 1201))
    assert problems(database) == []


def test_an_entry_that_was_seen_later_than_the_one_after_it_is_sealed_too(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        keep(database, entry())  # there, one writes after the other
    else:
        with database.write() as slow:
            audit.record(slow, entry(1))
            keep(database, entry(2))
            audit.seal_some(database)
    audit.seal_some(database)

    with database.read() as tx:
        assert audit.unsealed(tx) == 0
    assert problems(database) == []


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE audit SET actor = 'operator nobody' WHERE number = 2"], "place 2 (number 2)"),
        (["DELETE FROM audit WHERE number = 2"], "the entry at place 2 is gone"),
        (["DELETE FROM audit WHERE number = 2", "DELETE FROM audit_seal WHERE place = 2"], "places 2 to 2 are gone"),
        (["UPDATE audit_seal SET sha256 = 'x' WHERE place = 2"], "place 2 "),
    ],
)
def test_whoever_rules_the_database_still_leaves_a_break(database: Database, statements: list[str], said: str) -> None:
    keep(database, entry(1), entry(2), entry(3))
    audit.seal_some(database)

    unprotected(database, *statements)

    assert said in problems(database)[0]


def test_an_entry_slipped_in_far_behind_is_never_sealed_and_is_named(database: Database) -> None:
    keep(database, entry(1))
    unprotected(database, "UPDATE audit SET number = 20010")
    audit.seal_some(database)

    unprotected(
        database,
        "INSERT INTO audit (number, at, action, actor, address, details) "
        "SELECT 5, at, action, actor, address, details FROM audit",
    )
    audit.seal_some(database)

    with database.read() as tx:
        assert audit.never_sealed(tx) == [5]


def test_accepted_figures_are_on_record_with_their_key_receipt_address_and_trace(database: Database) -> None:
    key = new_key(database)
    sent = [Sent(item()), Sent(item(unit="nobody"))]
    with database.write() as tx:
        order = Order(key, TRACE, door="/v1/figures", address="203.0.113.7")
        receipt = submit(sent, order, IngestStore(tx), CATALOGUE, NOW).receipt
    with database.write() as tx:  # the same again: nothing is accepted
        again = submit(sent[:1], order, IngestStore(tx), CATALOGUE, NOW).receipt

    with database.read() as tx:
        told, repeated = audit.list_entries(tx)
    assert (told.action, told.actor, told.key_id, told.address) == (
        Action.FIGURES_ACCEPTED,
        "cong-dvc",
        key.id,
        "203.0.113.7",
    )
    assert told.trace_id == "0af7651916cd43dd8448eb211c80319c"
    assert told.details == {
        "receipt": str(receipt),
        "door": "/v1/figures",
        "accepted": 1,
        "duplicate": 0,
        "rejected": 1,
    }
    assert (repeated.action, repeated.key_id, repeated.address) == (Action.FIGURES_REPEATED, key.id, "203.0.113.7")
    assert (repeated.details["receipt"], repeated.details["duplicate"]) == (str(again), 1)


def test_what_is_rolled_back_leaves_no_entry(database: Database) -> None:
    key = new_key(database)

    with database.engine.connect() as tx, tx.begin() as attempt:
        submit([Sent(item())], Order(key, TRACE), IngestStore(tx), CATALOGUE, NOW)
        attempt.rollback()

    with database.read() as tx:
        assert audit.list_entries(tx) == []


def test_refused_uses_are_kept_once_their_minute_is_over_and_not_lost_when_they_cannot_be(database: Database) -> None:
    tally = Tally()
    for _ in range(5):
        tally.note(Use(Unusable.UNKNOWN, "203.0.113.7"), NOW, None)

    audit.keep_trail(database, tally, NOW + timedelta(seconds=59))
    with database.read() as tx:
        early = audit.list_entries(tx)
    with database.write() as tx:
        tx.execute(text("ALTER TABLE audit RENAME TO away"))
    with pytest.raises(DBAPIError):
        audit.record_refused(database, tally)
    with database.write() as tx:
        tx.execute(text("ALTER TABLE away RENAME TO audit"))
    audit.keep_trail(database, tally, NOW + MINUTE)

    with database.read() as tx:
        (told,) = audit.list_entries(tx)
        count = tx.execute(select(func.count()).select_from(audit_seal)).scalar_one()
    assert early == []
    assert told.details["times"] == 5
    assert count == 1


def new_key(database: Database) -> Key:
    with database.write() as tx:
        found = find_key(tx, create_key(tx, "cong-dvc", [], [], NOW))
    assert found is not None
    return found
