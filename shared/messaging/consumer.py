"""How a service method subscribes to events: it is handed a list of them, once per batch."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import structlog

from shared.events import Event
from shared.messaging.door import DoorConsumer
from shared.messaging.entrypoint import BatchConsumer
from shared.messaging.gathering import LINGER_SECONDS, MAX_MESSAGES
from shared.messaging.inbox import TALLY, Tally
from shared.messaging.topology import Subscription
from shared.trace import on_a_line, trace_ids

Method = TypeVar("Method", bound=Callable[..., None])


def consume(
    subscription: Subscription, *, max_messages: int = MAX_MESSAGES, linger: float = LINGER_SECONDS
) -> Callable[[Method], Method]:
    """Have a service method called with lists of `subscription`'s events.

    The method must be atomic: one transaction that asks the inbox which events are unseen, applies those and announces
    what follows. It may be called again with the same events.
    """

    def decorate(method: Method) -> Method:
        @wraps(method)
        def handle(service: Any, events: list[Event]) -> Tally:
            token = TALLY.set(tally := Tally())
            try:
                with structlog.contextvars.bound_contextvars(**_context(events)):
                    method(service, events)
            finally:
                TALLY.reset(token)
            return tally

        kind = DoorConsumer if subscription.door else BatchConsumer
        entrypoint = kind.decorator(subscription, max_messages=max_messages, linger=linger)
        registered: Method = entrypoint(handle)
        return registered

    return decorate


def _context(events: list[Event]) -> dict[str, str]:
    ids = trace_ids(event.traceparent for event in events)
    return {"trace_id": on_a_line(ids)} if ids else {}
