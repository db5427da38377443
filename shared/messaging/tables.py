"""The tables every service has for its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, Uuid, text

from shared.columns import Moment

#: SQLite numbers rows by itself only in an INTEGER key
SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")


class Plumbing(NamedTuple):
    """The tables by name."""

    outbox: Table
    inbox: Table
    inbox_message: Table
    dead: Table
    trial: Table


def plumbing_tables(metadata: MetaData) -> Plumbing:
    """Describe the tables in `metadata`.

    outbox         messages to be sent: `sent_at` is empty until the broker confirms, `due_at` set while a refused one
                   rests; `attempts` counts sendings, `interrupted` the starts of an embedded process that found the
                   message sent but not handled
    inbox          events a consumer has applied
    inbox_message  messages of which every event is applied or parked
    dead           what could not be applied, with the reason; `at` is when it came to its state, `note` why somebody
                   brought it there
    trial          events being tried alone because a process died over their message
    """
    for name, columns in _COLUMNS.items():
        table = Table(name, metadata, *columns(), *_ADDED.get(name, list)(), **_OPTIONS.get(name, {}))
        for index, fields, where in (*_INDEXES.get(name, ()), *_ADDED_INDEXES.get(name, ())):
            Index(index, *(table.c[field] for field in fields), **_only(where))
    return Plumbing(*(metadata.tables[name] for name in Plumbing._fields))


def create_v1(op: Any) -> None:
    """Create the tables in a migration; `op` is alembic's."""
    for name, columns in _COLUMNS.items():
        op.create_table(name, *columns())
        _create_indexes(op, name, _INDEXES)


def change_to_v2(op: Any) -> None:
    """Bring the tables of v1 to those described here, in a migration."""
    for name, columns in _ADDED.items():
        for column in columns():
            op.add_column(name, column)
    for name in _ADDED_INDEXES:
        _create_indexes(op, name, _ADDED_INDEXES)
    if op.get_bind().dialect.name == "sqlite":
        for name, options in _OPTIONS.items():
            with op.batch_alter_table(name, recreate="always", table_kwargs=options):
                pass


def _create_indexes(op: Any, name: str, indexes: Mapping[str, Sequence[IndexOf]]) -> None:
    for index, fields, where in indexes.get(name, ()):
        op.create_index(index, name, list(fields), **_only(where))


def _only(where: str | None) -> dict[str, Any]:
    return {} if where is None else {"sqlite_where": text(where), "postgresql_where": text(where)}


def _outbox() -> list[Any]:
    return [
        Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        Column("message_id", Uuid, nullable=False, unique=True),
        Column("exchange", String(200), nullable=False),
        Column("routing_key", String(200), nullable=False),
        Column("body", Text, nullable=False),
        Column("event_count", Integer, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("sent_at", Moment),
        Column("due_at", Moment),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("interrupted", Integer, nullable=False, server_default="0"),
        Column("last_error", Text),
    ]


def _inbox() -> list[Any]:
    return [
        Column("consumer", String(100), primary_key=True),
        Column("event_id", Uuid, primary_key=True),
        Column("processed_at", Moment, nullable=False),
    ]


def _inbox_message() -> list[Any]:
    return [
        Column("consumer", String(100), primary_key=True),
        Column("message_id", Uuid, primary_key=True),
        Column("processed_at", Moment, nullable=False),
    ]


def _dead() -> list[Any]:
    return [
        Column("id", Uuid, primary_key=True),
        Column("consumer", String(100), nullable=False),
        Column("event_id", Uuid),
        Column("message_id", Uuid),
        Column("body", LargeBinary, nullable=False),
        Column("content_type", Text),
        Column("error", Text, nullable=False),
        Column("traceback", Text),
        Column("at", Moment, nullable=False),
        Column("state", String(20), nullable=False),
    ]


def _trial() -> list[Any]:
    return [
        Column("consumer", String(100), primary_key=True),
        Column("event_id", Uuid, primary_key=True),
        Column("tries", Integer, nullable=False),
    ]


_COLUMNS = {"outbox": _outbox, "inbox": _inbox, "inbox_message": _inbox_message, "dead": _dead, "trial": _trial}

#: the number of a deleted message is never given again: receipts and the sweep remember numbers
_OPTIONS: dict[str, dict[str, Any]] = {"outbox": {"sqlite_autoincrement": True}}

IndexOf = tuple[str, tuple[str, ...], str | None]

_INDEXES: dict[str, tuple[IndexOf, ...]] = {
    "outbox": (
        ("outbox_unsent", ("seq",), "sent_at IS NULL"),
        ("outbox_routing", ("routing_key", "seq"), None),
    ),
    "dead": (("dead_state", ("state", "at"), None),),
}

_ADDED: dict[str, Callable[[], list[Any]]] = {"dead": lambda: [Column("note", Text)]}

_ADDED_INDEXES: dict[str, tuple[IndexOf, ...]] = {
    "inbox": (("inbox_age", ("consumer", "processed_at"), None),),
    "inbox_message": (("inbox_message_age", ("consumer", "processed_at"), None),),
}

#: for queries; a service that describes its own tables calls plumbing_tables with its metadata
PLUMBING = plumbing_tables(MetaData())
