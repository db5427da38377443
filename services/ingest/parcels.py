"""What a request hands in to be kept, and what comes of parcels that one transaction keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.ingest.answers import plain_answer
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.handlers import Answered, Store, accept, earlier_answer, remember_answer
from services.ingest.known_keys import confirm
from services.ingest.orders import Brought
from shared.errors import Refused, TryLater
from shared.language import speaking
from shared.wording import say


@dataclass(frozen=True)
class Parcel:
    """Figures as they were read; `shown` is the hash of the secret, `asked` that of all that was asked."""

    brought: Brought
    shown: str
    asked: str
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Taken:
    """What is answered. `summary` is None when this request was answered before."""

    answer: Mapping[str, Any] = field(default_factory=dict)
    summary: Summary | None = None


Outcome = Taken | Refused | TryLater


def keep_parcels(parcels: Sequence[Parcel], keys: Mapping[str, Key], store: Store, now: datetime) -> list[Outcome]:
    """Keep what can be kept of parcels, in their order; each has its own outcome."""
    outcomes = [opened(parcel, keys, store, now) for parcel in parcels]
    _refuse_twins(parcels, outcomes)
    new = [place for place, outcome in enumerate(outcomes) if outcome is None]
    for place, summary in zip(new, accept([parcels[place].brought for place in new], store, now), strict=True):
        taken = outcomes[place] = _taken(parcels[place], summary)
        remember(parcels[place], taken, store, now)
    return [outcome for outcome in outcomes if outcome is not None]


def opened(parcel: Parcel, keys: Mapping[str, Key], store: Store, now: datetime) -> Outcome | None:
    """What is known of a parcel before its figures are looked at: it was answered before, or may not come in."""
    order = parcel.brought.order
    try:
        confirm(order.key, keys.get(parcel.shown), order.address, now)
        if parcel.idempotency_key is None:
            return None
        before = earlier_answer(order.key, parcel.idempotency_key, parcel.asked, store)
    except (Refused, TryLater) as refused:
        return refused
    return None if before is None else Taken(before)


def remember(parcel: Parcel, taken: Taken, store: Store, now: datetime) -> None:
    """Keep the answer for when the request comes again. Raises Refused, undoing the transaction, as remember_answer."""
    # A refused request changed nothing: corrected, it may come again under the same key.
    if parcel.idempotency_key is not None and taken.answer:
        answered = Answered(parcel.asked, dict(taken.answer))
        remember_answer(parcel.brought.order.key, parcel.idempotency_key, answered, store, now)


def _taken(parcel: Parcel, summary: Summary) -> Taken:
    with speaking(parcel.brought.order.language):
        return Taken({} if summary.refused else plain_answer(summary), summary)


def _refuse_twins(parcels: Sequence[Parcel], outcomes: list[Outcome | None]) -> None:
    """Of parcels with one Idempotency-Key the first is kept; the others may come again for its answer."""
    seen: set[tuple[str, str]] = set()
    for place, parcel in enumerate(parcels):
        if parcel.idempotency_key is None or outcomes[place] is not None:
            continue
        name = parcel.brought.order.key.id, parcel.idempotency_key
        if name in seen:
            outcomes[place] = Refused("idempotency-key-in-use", say("same-request-runs"))
        seen.add(name)
