"""Bring what the report service remembers to what scoring holds, row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Table, and_, delete, exists, select, text

from services.report.tables import DOUBT, EVALUATION, RANKING, TASK
from shared.bulk import Key, stated, upsert
from shared.facts import Doubts, Evaluation, Ranking, TaskState
from shared.figures import Status, dimension_text

Told = Evaluation | Ranking | Doubts | TaskState
#: of each table the column that a rebuild goes along, one value a transaction
ALONG: Mapping[Table, str] = {EVALUATION: "unit", DOUBT: "unit", TASK: "unit", RANKING: "indicator"}


class Word(NamedTuple):
    """The newest word about one thing, as a row has it."""

    sequence: int
    body: str


@dataclass(frozen=True)
class Alignment:
    """What differs from what is remembered: words to be kept, and keys of rows that nobody vouches for."""

    equal: int
    changed: Mapping[Key, Word]
    gone: Collection[Key]


def values_of(tx: Connection, table: Table) -> set[str]:
    """Along which values the table has rows."""
    return set(tx.execute(select(table.c[ALONG[table]]).distinct()).scalars())


def hold(tx: Connection, table: Table) -> None:
    """Keep everybody from writing to the table until the end; SQLite has one writer anyway."""
    if tx.dialect.name == "postgresql":
        tx.execute(text(f'LOCK TABLE "{table.name}" IN EXCLUSIVE MODE'))


def compare(tx: Connection, table: Table, value: str, told: Iterable[Told]) -> Alignment:
    """Hold the rows of one value (a unit's, or an indicator's) against all that scoring says of it."""
    wanted = dict(_word(each) for each in told if _is_kept(each))
    found = select(*table.primary_key, table.c.sequence, table.c.body).where(table.c[ALONG[table]] == value)
    known = {tuple(key): Word(sequence, body) for *key, sequence, body in tx.execute(found)}
    changed = {key: word for key, word in wanted.items() if known.get(key) != word}
    return Alignment(len(wanted) - len(changed), changed, known.keys() - wanted.keys())


def align(tx: Connection, table: Table, alignment: Alignment) -> None:
    """Write what differs."""
    names = [column.name for column in table.primary_key]
    upsert(tx, table, [{**dict(zip(names, key, strict=True)), **word._asdict()} for key, word in _sorted(alignment)])
    if alignment.gone:
        columns = list(table.primary_key)
        unknown = stated(tx, columns, alignment.gone)
        same = and_(*(column == unknown.c[column.name] for column in columns))
        tx.execute(delete(table).where(exists().where(same)))


def _sorted(alignment: Alignment) -> Iterator[tuple[Key, Word]]:
    yield from sorted(alignment.changed.items())


def _is_kept(told: Told) -> bool:
    """That a figure is missing is not remembered."""
    return not isinstance(told, Evaluation) or told.status is not Status.MISSING


def _word(told: Told) -> tuple[Key, Word]:
    word = Word(told.sequence, told.model_dump_json())
    if isinstance(told, Ranking):
        return (told.indicator, dimension_text(told.dimension), told.period), word
    if isinstance(told, TaskState):
        return (told.unit, told.task, told.stage), word
    return (told.unit, told.indicator, told.key.dimension, told.period), word
