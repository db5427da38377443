"""What ingest does: accept figures, and note what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.domain.revision import Held
from services.ingest.orders import Brought, Order, bring
from services.ingest.placing import Pace, Placed, look_around, place
from shared.catalogue import Catalogue
from shared.errors import Refused
from shared.events import ComplianceEvaluated
from shared.figures import FigureKey
from shared.wording import say


@dataclass(frozen=True)
class Answered:
    """The stored answer to a request, and the hash of what was asked."""

    asked: str
    answer: dict[str, Any]


class Store(Protocol):
    """What ingest keeps."""

    def held(self, keys: Collection[FigureKey], *, lock: bool) -> dict[FigureKey, Held]: ...
    def known(self, source: str, references: Collection[str]) -> dict[str, Held]: ...
    def keep(self, placed: Sequence[Placed], now: datetime) -> None: ...
    def mark_evaluated(self, event_ids: Collection[UUID], now: datetime) -> None: ...
    def answered(self, key: Key, idempotency_key: str) -> Answered | None: ...
    def remember(self, key: Key, idempotency_key: str, answered: Answered, now: datetime) -> bool: ...


def submit(  # noqa: PLR0917  # what was sent, how, and at what pace it is kept
    sent: Iterable[Sent], order: Order, store: Store, catalogue: Catalogue, now: datetime, pace: Pace = iter
) -> Summary:
    """Accept what can be accepted; say of each figure what became of it."""
    (summary,) = accept([bring(pace(sent), order, catalogue, now)], store, now, pace)
    return summary


def accept(requests: Sequence[Brought], store: Store, now: datetime, pace: Pace = iter) -> list[Summary]:
    """Accept what can be accepted of requests that came together, in their order."""
    lock = not all(request.order.dry_run for request in requests)
    placed = place(requests, look_around(requests, store, lock=lock), now, pace)
    store.keep([each for each in placed if each.summary.receipt is not None], now)
    return [each.summary for each in placed]


def record_evaluated(events: Sequence[ComplianceEvaluated], store: Store, now: datetime) -> None:
    """Note which figures have been judged."""
    store.mark_evaluated({cause for event in events for cause in event.data.causes}, now)


def earlier_answer(key: Key, idempotency_key: str, asked: str, store: Store) -> dict[str, Any] | None:
    """The answer this request got before. Raises Refused when the key was used for another request."""
    before = store.answered(key, idempotency_key)
    if before is None:
        return None
    if before.asked != asked:
        raise Refused("idempotency-key-reused", say("idempotency-key-elsewhere"))
    return before.answer


def remember_answer(key: Key, idempotency_key: str, answered: Answered, store: Store, now: datetime) -> None:
    """Keep an answer. Raises Refused, undoing the transaction, when the same request finished meanwhile."""
    if not store.remember(key, idempotency_key, answered, now):
        raise Refused("idempotency-key-in-use", say("same-request-runs"))
