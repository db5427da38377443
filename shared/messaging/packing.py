"""Events gathered into messages that are neither many nor big."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from shared.events import NAMESPACE, Event
from shared.messaging.wire import encode

#: the figures of one full request are one message
MAX_EVENTS = 1000
MAX_BYTES = 1024 * 1024
EXTENSIONS = ("traceparent", "acceptedtime", "recency")


@dataclass(frozen=True)
class Packed:
    """One message: events of one type as a JSON array. Its id follows from the ids of its events."""

    message_id: UUID
    routing_key: str
    body: str
    event_count: int


def pack(events: Iterable[Event], pace: Callable[[Iterable[Event]], Iterator[Event]] = iter) -> list[Packed]:
    """Gather events by type, in order, each once; no message exceeds 1,000 events, nor 1 MiB unless one event does."""
    by_type: dict[str, dict[UUID, Event]] = {}
    for event in events:
        by_type.setdefault(event.type, {})[event.id] = event
    return [
        packed for routing_key, of_type in by_type.items() for packed in _messages(routing_key, pace(of_type.values()))
    ]


def _messages(routing_key: str, events: Iterable[Event]) -> Iterator[Packed]:
    ids: list[UUID] = []
    texts: list[str] = []
    size = 2
    for event in events:
        text = event_text(event)
        weight = len(text.encode()) + 1
        if texts and (len(texts) == MAX_EVENTS or size + weight > MAX_BYTES):
            yield _message(routing_key, ids, texts)
            ids, texts, size = [], [], 2
        ids.append(event.id)
        texts.append(text)
        size += weight
    if texts:
        yield _message(routing_key, ids, texts)


def event_text(event: Event) -> str:
    """The event in structured JSON; an attribute without a value is left out, as CloudEvents asks."""
    empty = {name for name in EXTENSIONS if getattr(event, name, None) is None}
    return event.model_dump_json(exclude=empty)


def _message(routing_key: str, ids: Sequence[UUID], texts: Sequence[str]) -> Packed:
    message_id = uuid5(NAMESPACE, "\n".join(map(str, ids)))
    return Packed(message_id, routing_key, encode(texts), len(texts))
