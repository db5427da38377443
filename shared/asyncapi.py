"""The AsyncAPI 3 document of every event, queue and door, made from the models and the routing table."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from shared.asyncapi_door import door_channels, door_messages, door_operations
from shared.events import EVENTS, Event, FiguresSent, ReceiptIssued
from shared.messaging.topology import EVENTS_EXCHANGE, FLOW, Subscription
from shared.messaging.wire import BATCH

#: the queues that services announce to, the events on them, and those that only sources get
INSIDE = tuple(subscription for subscription in FLOW if not subscription.door)
RECEIPTS = {kind: event for kind, event in EVENTS.items() if event is ReceiptIssued}
AMONG_US = {kind: event for kind, event in EVENTS.items() if event not in (FiguresSent, ReceiptIssued)}
SCHEMAS = "#/components/schemas/{model}"
ABOUT = (
    "The services of Nhịp Số meet only in these events. A message is a CloudEvents 1.0 batch in JSON; "
    "an event may come twice, late or out of order, and equal ids are the same event."
)


def describe() -> dict[str, Any]:
    """The whole document, as JSON values."""
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Nhịp Số", "version": version("nhipso"), "description": ABOUT},
        "defaultContentType": BATCH,
        "channels": {
            **{kind: _event_channel(kind, event) for kind, event in AMONG_US.items()},
            **{subscription.queue: _queue_channel(subscription) for subscription in INSIDE},
            **door_channels(),
        },
        "operations": {
            **{f"announce{event.__name__}": _announcing(kind, event) for kind, event in AMONG_US.items()},
            **{subscription.consumer: _consuming(subscription) for subscription in INSIDE},
            **door_operations(),
        },
        "components": {
            "messages": {
                **{event.__name__: _message(kind, event) for kind, event in (AMONG_US | RECEIPTS).items()},
                **door_messages(),
            },
            "schemas": _schemas(AMONG_US | RECEIPTS),
        },
    }


def _event_channel(kind: str, event: type[Event]) -> dict[str, Any]:
    exchange = {"name": EVENTS_EXCHANGE, "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": kind,
        "summary": inspect.getdoc(event),
        "messages": _messages(event),
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _queue_channel(subscription: Subscription) -> dict[str, Any]:
    queue = {"name": subscription.queue, "durable": True, "exclusive": False, "autoDelete": False}
    return {
        "address": subscription.queue,
        "summary": f"Quorum queue bound to {subscription.routing_key}; dead letters go to {subscription.dead_queue}.",
        "messages": _messages(subscription.event),
        "bindings": {"amqp": {"is": "queue", "queue": queue, "bindingVersion": "0.3.0"}},
    }


def _announcing(kind: str, event: type[Event]) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": _channel_ref(kind),
        "messages": [{"$ref": f"{_channel_ref(kind)['$ref']}/messages/{event.__name__}"}],
        "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": "0.3.0"}},
    }


def _consuming(subscription: Subscription) -> dict[str, Any]:
    channel = _channel_ref(subscription.queue)
    return {
        "action": "receive",
        "channel": channel,
        "messages": [{"$ref": f"{channel['$ref']}/messages/{subscription.event.__name__}"}],
        "bindings": {"amqp": {"ack": True, "bindingVersion": "0.3.0"}},
    }


def _channel_ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/channels/{name}"}


def _messages(event: type[Event]) -> dict[str, Any]:
    return {event.__name__: {"$ref": f"#/components/messages/{event.__name__}"}}


def _message(kind: str, event: type[Event]) -> dict[str, Any]:
    return {
        "name": kind,
        "title": event.__name__,
        "summary": inspect.getdoc(event),
        "contentType": BATCH,
        "payload": {"type": "array", "items": {"$ref": SCHEMAS.format(model=event.__name__)}},
    }


def _schemas(events: Mapping[str, type[Event]]) -> dict[str, Any]:
    _map, found = models_json_schema([(event, "serialization") for event in events.values()], ref_template=SCHEMAS)
    schemas: dict[str, Any] = found["$defs"]
    return schemas


if __name__ == "__main__":
    json.dump(describe(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
