"""Read and write many rows in one statement each, on both databases.

What a statement needs of a thousand rows travels to PostgreSQL as one JSON parameter: thousands of parameters have
limits, are planned anew each time, and cost more than the rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy import literal_column as written
from sqlalchemy.dialects import postgresql, sqlite

Key = tuple[Any, ...]
Rows = Sequence[Mapping[str, Any]]
Insert = sqlite.Insert | postgresql.Insert


def among(tx: Connection, query: Select[Any], columns: Sequence[Column[Any]], keys: Collection[Key]) -> Select[Any]:
    """`query` for the rows whose `columns` are one of the keys."""
    wanted = stated(tx, columns, keys)
    return query.join(wanted, and_(*(column == wanted.c[column.name] for column in columns)))


def stated(tx: Connection, columns: Sequence[Column[Any]], keys: Collection[Key]) -> Subquery:
    """The keys as rows, with the names of `columns`."""
    text = literal(json.dumps(sorted(set(keys)), ensure_ascii=False), Text)
    fields = _sqlite_fields(text, columns) if tx.dialect.name == "sqlite" else _postgresql_fields(text, columns)
    return select(*(field.label(column.name) for field, column in zip(fields, columns, strict=True))).subquery()


def insert(tx: Connection, table: Table, rows: Rows) -> None:
    """Insert the rows."""
    if rows:
        statement, parameters = _insertion(tx, table, rows)
        tx.execute(statement, parameters)


def insert_missing(tx: Connection, table: Table, rows: Rows) -> None:
    """Insert the rows whose key is not there yet."""
    if rows:
        statement, parameters = _insertion(tx, table, rows)
        tx.execute(statement.on_conflict_do_nothing(), parameters)


def inserted(tx: Connection, table: Table, rows: Rows, column: str) -> list[Any]:
    """Insert the rows whose key is not there yet, and return the `column` of those."""
    if not rows:
        return []
    statement, parameters = _insertion(tx, table, rows)
    return list(tx.execute(statement.on_conflict_do_nothing().returning(table.c[column]), parameters).scalars())


def upsert(tx: Connection, table: Table, rows: Rows) -> None:
    """Insert the rows, or update what they state of those whose primary key is there. No key may come twice."""
    if not rows:
        return
    statement, parameters = _insertion(tx, table, rows)
    keys = table.primary_key.columns.keys()
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    tx.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others), parameters)


def _insertion(tx: Connection, table: Table, rows: Rows) -> tuple[Insert, Rows | None]:
    """What inserts the rows, all of the same columns, and its parameters."""
    if tx.dialect.name == "sqlite":
        return sqlite.insert(table), rows
    statement = postgresql.insert(table)
    if len(rows) == 1:
        return statement, rows
    text = literal(json.dumps(rows, default=_text, ensure_ascii=False), Text)
    row: ColumnElement[Any] = written(f'NULL::"{table.name}"')
    columns = [table.c[name] for name in rows[0]]
    named = [Column(column.name, column.type) for column in columns]
    found = func.json_populate_recordset(row, cast(text, JSON)).table_valued(*named)
    return statement.from_select(list(rows[0]), select(*(found.c[name] for name in rows[0]))), None


def _text(value: object) -> str:
    """A decimal, id, day or time as PostgreSQL reads it."""
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return str(value)


def _sqlite_fields(stated: ColumnElement[str], columns: Sequence[Column[Any]]) -> list[ColumnElement[str]]:
    key = func.json_each(stated).table_valued("value").c.value
    return [func.json_extract(key, written(f"'$[{place}]'")) for place, _ in enumerate(columns)]


def _postgresql_fields(stated: ColumnElement[str], columns: Sequence[Column[Any]]) -> list[ColumnElement[str]]:
    key = func.json_array_elements(cast(stated, JSON)).table_valued("value").c.value
    return [key.op("->>")(written(str(place))) for place, _ in enumerate(columns)]
