"""Read and write many rows in a few statements, on both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, tuple_
from sqlalchemy.dialects import postgresql, sqlite

# SQLite takes 32,766 variables in a statement, PostgreSQL 65,535.
MOST_VARIABLES = 30_000

Key = tuple[Any, ...]


def slices(keys: Collection[Key], width: int) -> Iterator[list[Key]]:
    """The keys, each `width` variables wide, in lists that fit into one statement."""
    ordered = sorted(keys)
    most = MOST_VARIABLES // width
    for start in range(0, len(ordered), most):
        yield ordered[start : start + most]


def rows_of(
    tx: Connection, query: Select[Any], columns: Sequence[Column[Any]], keys: Collection[Key]
) -> Iterator[Row[Any]]:
    """The rows of `query` whose `columns` are one of the keys."""
    for some in slices(keys, len(columns)):
        yield from tx.execute(query.where(tuple_(*columns).in_(some)))


def upsert(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, or update those whose primary key is there already."""
    if not rows:
        return
    insert = _insert(tx, table)
    others = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    tx.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=others), rows)


def insert_missing(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose primary key is not there yet."""
    if rows:
        tx.execute(_insert(tx, table).on_conflict_do_nothing(), rows)


def _insert(tx: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if tx.dialect.name == "sqlite" else postgresql.insert(table)
