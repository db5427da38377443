"""Where figures become a transaction: small parcels that come together share one, a big one is made ready before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from services.ingest.answers import plain_answer
from services.ingest.keeping import keeping
from services.ingest.known_keys import KnownKeys
from services.ingest.parcels import Outcome, Parcel, Taken, keep_parcels, opened, remember
from services.ingest.placing import look_around, place
from services.ingest.store import IngestStore
from shared.errors import TryLater
from shared.messaging.failure import Reaction, reaction_to
from shared.parts import Parts
from shared.turns import Turn, in_turns

#: figures of a parcel that others share a transaction with, and of all parcels in one
SMALL, TOGETHER = 50, 500
#: a big one is made ready so often; if others were quicker each time, the last is done under lock
TRIES = 3


@dataclass
class Waiting:
    """A parcel until it has its outcome."""

    parcel: Parcel
    outcome: Outcome | Exception | None = None


class Intake:
    """Keeps parcels. While one transaction runs, small parcels that arrive wait and then share the next."""

    def __init__(self, parts: Parts) -> None:
        self.keys = KnownKeys()
        self._parts = parts
        self._waiting: deque[Waiting] = deque()
        self.turn = Turn()

    def take(self, parcel: Parcel) -> Taken:
        """Keep a parcel. Raises Refused or TryLater with nothing kept, and what the database raises."""
        outcome = self._shared(parcel) if len(parcel.brought.readings) <= SMALL else self._alone(parcel)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _shared(self, parcel: Parcel) -> Outcome | Exception:
        mine = Waiting(parcel)
        self._waiting.append(mine)
        while mine.outcome is None:
            with self.turn:
                if mine.outcome is None:
                    self._settle(self._next())
        return mine.outcome

    def _next(self) -> list[Waiting]:
        batch = [self._waiting.popleft()]
        figures = len(batch[0].parcel.brought.readings)
        while self._waiting and (figures := figures + len(self._waiting[0].parcel.brought.readings)) <= TOGETHER:
            batch.append(self._waiting.popleft())
        return batch

    def _settle(self, batch: Sequence[Waiting]) -> None:
        try:
            outcomes = self._outcomes([each.parcel for each in batch])
            for each, outcome in zip(batch, outcomes, strict=True):
                each.outcome = outcome
        finally:
            for each in batch:
                # A green thread that is killed must not leave the others waiting for ever.
                each.outcome = each.outcome or TryLater("not kept")

    def _outcomes(self, parcels: Sequence[Parcel]) -> Sequence[Outcome | Exception]:
        try:
            return self._kept(parcels)
        except Exception as error:  # noqa: BLE001  # each request raises it as its own
            if len(parcels) == 1 or reaction_to(error) is Reaction.HOLD:
                return [error] * len(parcels)
        # One of them undid what all were about to share.
        return [self._outcomes([parcel])[0] for parcel in parcels]

    def _kept(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        with self._parts.database.write() as tx:
            now = self._parts.clock()
            keys = self.keys.looked_up(tx, {parcel.shown for parcel in parcels}, now)
            return keep_parcels(parcels, keys, IngestStore(tx), now)

    def _alone(self, parcel: Parcel) -> Outcome:
        for _ in range(TRIES):
            kept = self._kept_ready(parcel)
            if kept is not None:
                return kept
        return self._kept([parcel])[0]

    def _kept_ready(self, parcel: Parcel) -> Outcome | None:
        """Make everything ready, then write it; None when what it rests on has changed meanwhile."""
        now, brought = self._parts.clock(), parcel.brought
        with self._parts.database.read() as tx:
            around = look_around([brought], IngestStore(tx, in_turns), lock=False)
        basis = around.events()
        (placed,) = place([brought], around, now, in_turns)
        rows = keeping([placed] if placed.summary.receipt else [], now, in_turns)
        taken = Taken(plain_answer(placed.summary, rows.receipts[0]["items"]) if rows.receipts else {}, placed.summary)
        with self._parts.database.write() as tx:
            store = IngestStore(tx)
            keys = self.keys.looked_up(tx, {parcel.shown}, now)
            before = opened(parcel, keys, store, now)
            if before is not None or placed.summary.refused:
                return before or taken
            if look_around([brought], store, lock=True).events() != basis:
                return None
            store.write(rows, now)
            remember(parcel, taken, store, now)
        return taken
