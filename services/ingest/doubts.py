"""The doubts that scoring has about figures, kept for the receipts of those who sent them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from services.ingest.tables import doubt, submission
from shared.events import FigureDoubted
from shared.facts import Doubts

NAMES = ("unit", "indicator", "dimension", "period")
CHUNK = 1000


class Store(Protocol):
    """Where the newest doubts of each figure are kept."""

    def keep_doubts(self, doubts: Sequence[Doubts]) -> None: ...


class DoubtStore:
    """The doubts behind one connection."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx
        self._dialect: Any = postgresql if tx.dialect.name == "postgresql" else sqlite

    def keep_doubts(self, doubts: Sequence[Doubts]) -> None:
        """Keep each unless a newer word on the same figure is there."""
        if not doubts:
            return
        insert = self._dialect.insert(doubt)
        given = insert.excluded
        # Of equal sequences the same one stays wherever it came first, so that replicas agree.
        same = and_(given.sequence == doubt.c.sequence, given.body > doubt.c.body)
        statement = insert.on_conflict_do_update(
            index_elements=list(NAMES),
            set_={"sequence": given.sequence, "body": given.body},
            where=or_(given.sequence > doubt.c.sequence, same),
        )
        self.tx.execute(statement, [_row(one) for one in doubts])

    def about(self, events: Collection[UUID]) -> Mapping[UUID, Doubts]:
        """The doubts about the figures of these events, as long as no later revision has taken their place."""
        found = {}
        figure = and_(*(doubt.c[name] == submission.c[name] for name in NAMES))
        for chunk in _chunks(sorted(events)):
            query = select(submission.c.event_id, submission.c.revision, doubt.c.body).join(doubt, figure)
            for row in self.tx.execute(query.where(submission.c.event_id.in_(chunk))):
                told = Doubts.model_validate_json(row.body)
                if told.revision == row.revision and told.doubts:
                    found[row.event_id] = told
        return found


def record_doubted(events: Sequence[FigureDoubted], store: Store) -> None:
    """Keep what the events state. Safe in any order and any number of times."""
    newest: dict[Any, Doubts] = {}
    for event in events:
        before = newest.get(event.data.key, event.data)
        newest[event.data.key] = max(before, event.data, key=lambda told: (told.sequence, told.model_dump_json()))
    # In one order everywhere, or two replicas with the same figures wait for each other.
    store.keep_doubts([newest[key] for key in sorted(newest)])


def _row(one: Doubts) -> dict[str, Any]:
    key = one.key
    figure = {"unit": key.unit, "indicator": key.indicator, "dimension": key.dimension, "period": key.period}
    return {**figure, "sequence": one.sequence, "body": one.model_dump_json()}


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
