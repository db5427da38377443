"""Read and write many rows in one statement each, on both databases."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Select, Table, Text, and_, cast, func, literal, select
from sqlalchemy import literal_column as written
from sqlalchemy.dialects import postgresql, sqlite

Key = tuple[str, ...]


def among(tx: Connection, query: Select[Any], columns: Sequence[Column[str]], keys: Collection[Key]) -> Select[Any]:
    """`query` for the rows whose `columns` are one of the keys.

    The keys travel as one JSON parameter: a list of tuples has limits on both databases, and is planned anew each time.
    """
    stated = literal(json.dumps(sorted(set(keys)), ensure_ascii=False), Text)
    fields = _sqlite_fields(stated, columns) if tx.dialect.name == "sqlite" else _postgresql_fields(stated, columns)
    wanted = select(*(field.label(column.name) for field, column in zip(fields, columns, strict=True))).subquery()
    return query.join(wanted, and_(*(column == wanted.c[column.name] for column in columns)))


def _sqlite_fields(stated: ColumnElement[str], columns: Sequence[Column[str]]) -> list[ColumnElement[str]]:
    key = func.json_each(stated).table_valued("value").c.value
    return [func.json_extract(key, written(f"'$[{place}]'")) for place, _ in enumerate(columns)]


def _postgresql_fields(stated: ColumnElement[str], columns: Sequence[Column[str]]) -> list[ColumnElement[str]]:
    key = func.json_array_elements(cast(stated, JSON)).table_valued("value").c.value
    return [key.op("->>")(written(str(place))) for place, _ in enumerate(columns)]


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
