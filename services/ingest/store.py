"""What ingest keeps, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.ingest.answers import item_answer
from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.domain.revision import Held
from services.ingest.handlers import Accepted, Answered
from services.ingest.tables import PLUMBING, figure, idempotency, receipt, submission
from shared.bulk import among, insert, insert_missing, upsert
from shared.events import Event
from shared.facts import Figure
from shared.figures import FigureKey
from shared.messaging.outbox import announce
from shared.trace import trace_id

CELL = (figure.c.unit, figure.c.indicator, figure.c.dimension, figure.c.period)
NAMES = ("unit", "indicator", "dimension", "period")
CHUNK = 1000

Each = TypeVar("Each")


@dataclass(frozen=True)
class Origin:
    """By which door figures came ("/v1/files", "amqp"), from which address, in which trace (a traceparent)."""

    door: str = ""
    address: str = ""
    trace: str = ""


class IngestStore:
    """Figures, submissions, receipts and answers, behind one connection."""

    def __init__(self, tx: Connection, origin: Origin | None = None) -> None:
        self.tx = tx
        self._origin = origin or Origin()
        self._dialect: Any = postgresql if tx.dialect.name == "postgresql" else sqlite

    def held(self, keys: Collection[FigureKey], *, lock: bool) -> dict[FigureKey, Held]:
        """The figures accepted last; with `lock` nobody else accepts such figures until the transaction ends."""
        # In one order everywhere, or two requests with the same keys wait for each other.
        ordered = sorted(keys)
        if lock and ordered:
            places = [dict(zip(NAMES, _cell(key), strict=True)) | {"revision": 0} for key in ordered]
            insert_missing(self.tx, figure, places)
        query = among(self.tx, select(*CELL, figure.c.event_id, figure.c.content), CELL, list(map(_cell, ordered)))
        query = query.order_by(*CELL)
        return {
            FigureKey(*cell): Held(Figure.model_validate(content), event_id)
            for *cell, event_id, content in self.tx.execute(query.with_for_update(of=figure) if lock else query)
            if content is not None
        }

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

    def keep(self, key: Key, summary: Summary, accepted: Sequence[Accepted], now: datetime) -> None:
        """Keep a receipt and its figures, and announce them."""
        after, until = self.announce([each.event for each in accepted], now)
        counts = {status: summary.count(status) for status in ("accepted", "duplicate", "rejected")}
        items = [item_answer(outcome).model_dump(mode="json") for outcome in summary.outcomes]
        self.tx.execute(
            receipt.insert().values(
                id=summary.receipt,
                key_id=key.id,
                at=now,
                items=items,
                announced_after=after,
                announced_until=until,
                **counts,
            )
        )
        stated = [_stated(each) for each in accepted]
        self._replace_figures(stated, now)
        submitted = {"receipt_id": summary.receipt, "source": key.source, "received_at": now}
        insert(
            self.tx,
            submission,
            [row | submitted | _submission(each) for row, each in zip(stated, accepted, strict=True)],
        )
        if accepted:
            record(self.tx, _entry(key, summary.receipt, counts, self._origin, now))

    def announce(self, events: Sequence[Event], now: datetime) -> tuple[int, int]:
        """Write the events into the outbox; returns between which of its rows they are."""
        last = select(func.coalesce(func.max(PLUMBING.outbox.c.seq), 0))
        after = self.tx.execute(last).scalar_one()
        announce(self.tx, events, now)
        return int(after), int(self.tx.execute(last).scalar_one())

    def mark_evaluated(self, event_ids: Collection[UUID], now: datetime) -> None:
        """Note that figures have been judged, once; and with them the revisions that each has overtaken."""
        judged, older = submission.alias("judged"), submission.alias("older")
        same = and_(*(older.c[name] == judged.c[name] for name in NAMES), older.c.revision <= judged.c.revision)
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

    def _replace_figures(self, stated: Sequence[dict[str, Any]], now: datetime) -> None:
        rows = {tuple(row[name] for name in NAMES): row | {"changed_at": now} for row in stated}
        upsert(self.tx, figure, [rows[cell] for cell in sorted(rows)])


def _stated(each: Accepted) -> dict[str, Any]:
    """What the tables of figures and of submissions both hold."""
    data = each.event.data
    cell = dict(zip(NAMES, _cell(data.key), strict=True))
    content = data.model_dump(mode="json")
    return cell | {"revision": data.revision, "event_id": each.event.id, "content": content}


def _submission(each: Accepted) -> dict[str, Any]:
    return {
        "place": each.index,
        "reference": each.reference,
        "as_of": each.event.data.as_of,
        "trace_id": trace_id(each.event.traceparent),
        "traceparent": each.event.traceparent,
    }


def _entry(key: Key, receipt_id: UUID | None, counts: Mapping[str, int], origin: Origin, now: datetime) -> Entry:
    details: dict[str, str | int] = {"receipt": str(receipt_id), "door": origin.door, **counts}
    return Entry(
        Action.FIGURES_ACCEPTED,
        now,
        actor=key.source,
        key_id=key.id,
        address=origin.address,
        trace_id=trace_id(origin.trace) if origin.trace else None,
        details={name: value for name, value in details.items() if value != ""},
    )


def _cell(key: FigureKey) -> tuple[str, str, str, str]:
    return key.unit, key.indicator, key.dimension, key.period


def _chunks(values: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
