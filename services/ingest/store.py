"""What ingest keeps, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, and_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.ingest.audit import record
from services.ingest.domain.key import Key
from services.ingest.domain.revision import Held
from services.ingest.handlers import Answered
from services.ingest.keeping import CELL, Keeping, cell_of, keeping
from services.ingest.placing import Pace, Placed
from services.ingest.tables import figure, idempotency, receipt, submission
from shared.bulk import among, insert, insert_missing, upsert
from shared.facts import Figure
from shared.figures import FigureKey
from shared.messaging.outbox import put

CELLS = tuple(figure.c[name] for name in CELL)
CHUNK = 1000

Each = TypeVar("Each")


class IngestStore:
    """Figures, submissions, receipts and answers, behind one connection."""

    def __init__(self, tx: Connection, pace: Pace = iter) -> None:
        self.tx = tx
        self._pace = pace
        self._dialect: Any = postgresql if tx.dialect.name == "postgresql" else sqlite

    def held(self, keys: Collection[FigureKey], *, lock: bool) -> dict[FigureKey, Held]:
        """The figures accepted last; with `lock` nobody else accepts such figures until the transaction ends."""
        # In one order everywhere, or two requests with the same keys wait for each other.
        ordered = sorted(keys)
        if lock and self._dialect is postgresql:  # on SQLite whoever writes is alone
            self._hold_places(ordered)
        found: dict[FigureKey, Held] = {}
        for chunk in _chunks(ordered):
            for *cell, event_id, content in self._pace(self.tx.execute(self._cells(chunk, lock=lock)).all()):
                if content is not None:
                    found[FigureKey(*cell)] = Held(Figure.model_validate(content), event_id)
        return found

    def _hold_places(self, keys: Sequence[FigureKey]) -> None:
        for chunk in _chunks(keys):
            places = [dict(zip(CELL, cell_of(key), strict=True)) | {"revision": 0} for key in chunk]
            insert_missing(self.tx, figure, places)

    def _cells(self, keys: Sequence[FigureKey], *, lock: bool) -> Select[Any]:
        columns = select(*CELLS, figure.c.event_id, figure.c.content)
        query = among(self.tx, columns, CELLS, list(map(cell_of, keys))).order_by(*CELLS)
        return query.with_for_update(of=figure) if lock else query

    def known(self, source: str, references: Collection[str]) -> dict[str, Held]:
        """The figures that `source` has sent under these ids of its own."""
        found: dict[str, Held] = {}
        for chunk in _chunks(sorted(references)):
            query = select(submission.c.reference, submission.c.content, submission.c.event_id).where(
                submission.c.source == source, submission.c.reference.in_(chunk)
            )
            for reference, content, event_id in self.tx.execute(query):
                found[reference] = Held(Figure.model_validate(content), event_id)
        return found

    def keep(self, placed: Sequence[Placed], now: datetime) -> None:
        """Keep receipts and their figures, and announce them."""
        if placed:
            self.write(keeping(placed, now, self._pace), now)

    def write(self, rows: Keeping, now: datetime) -> None:
        """Write what was made ready."""
        places = put(self.tx, rows.messages, now)
        announced = {"announced_after": min(places, default=1) - 1, "announced_until": max(places, default=0)}
        insert(self.tx, receipt, [row | announced for row in rows.receipts])
        for part in _chunks(rows.figures):
            upsert(self.tx, figure, part)
        for part in _chunks(rows.submissions):
            insert(self.tx, submission, part)
        record(self.tx, *rows.entries)

    def mark_evaluated(self, event_ids: Collection[UUID], now: datetime) -> None:
        """Note that figures have been judged, once; and with them the revisions that each has overtaken."""
        judged, older = submission.alias("judged"), submission.alias("older")
        same = and_(*(older.c[name] == judged.c[name] for name in CELL), older.c.revision <= judged.c.revision)
        for chunk in _chunks(sorted(event_ids)):
            settled = select(older.c.event_id).join(judged, same).where(judged.c.event_id.in_(chunk))
            self.tx.execute(
                update(submission)
                .where(submission.c.event_id.in_(settled.where(older.c.evaluated_at.is_(None))))
                .values(evaluated_at=now)
            )

    def answered(self, key: Key, idempotency_key: str) -> Answered | None:
        query = select(idempotency.c.asked_sha256, idempotency.c.answer).where(
            idempotency.c.key_id == key.id, idempotency.c.idempotency_key == idempotency_key
        )
        row = self.tx.execute(query).one_or_none()
        return None if row is None else Answered(*row)

    def remember(self, key: Key, idempotency_key: str, answered: Answered, now: datetime) -> bool:
        """Keep an answer; False when there is one already."""
        row = {
            "key_id": key.id,
            "idempotency_key": idempotency_key,
            "asked_sha256": answered.asked,
            "answer": answered.answer,
            "at": now,
        }
        statement = self._dialect.insert(idempotency).values(row).on_conflict_do_nothing()
        return self.tx.execute(statement.returning(idempotency.c.key_id)).scalar_one_or_none() is not None


def _chunks(values: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
