"""The part of the AsyncAPI document for systems outside: where figures go in, and where receipts come out."""

from __future__ import annotations

from typing import Any

from shared.events import ReceiptIssued
from shared.messaging.topology import (
    INGEST_SUBMISSIONS,
    OUTSIDE_KEPT,
    RECEIPTS_EXCHANGE,
    RECEIPTS_QUEUE,
    SUBMISSIONS_EXCHANGE,
)
from shared.messaging.wire import BATCH, SINGLE

#: what is sent is described once, for HTTP and for AMQP
HTTP = "openapi.json#/components/schemas"
VERSION = "0.3.0"
PROPERTIES = (
    "`user_id` must name the account; `reply_to` may name a queue whose name begins with the account's and a dot, or "
    "`amq.rabbitmq.reply-to`; `message_id` and `correlation_id` come back in the receipt; `traceparent` is a header."
)
RECEIPTS_SUMMARY = (
    f"A receipt for every message of figures, by the name of its source. {RECEIPTS_QUEUE} keeps the newest "
    f"{OUTSIDE_KEPT} of all sources. A receipt may come twice; equal ids are the same receipt."
)


def door_channels() -> dict[str, Any]:
    """The exchange for figures and that for receipts."""
    return {
        SUBMISSIONS_EXCHANGE: {
            "address": "{key}",
            "summary": f"Figures from systems outside, with any routing key. {PROPERTIES}",
            "parameters": {"key": {"description": "Any routing key."}},
            "messages": _refs("SubmittedFigure", "SubmittedFigures", "SubmittedData"),
            "bindings": _binding(SUBMISSIONS_EXCHANGE),
        },
        RECEIPTS_EXCHANGE: {
            "address": "{source}",
            "summary": RECEIPTS_SUMMARY,
            "parameters": {"source": {"description": "Name of the source, as its key has it."}},
            "messages": _refs(ReceiptIssued.__name__),
            "bindings": _binding(RECEIPTS_EXCHANGE),
        },
    }


def door_operations() -> dict[str, Any]:
    """What ingest does at the door."""
    return {
        INGEST_SUBMISSIONS.consumer: {
            "action": "receive",
            "channel": _channel(SUBMISSIONS_EXCHANGE),
            "messages": _of_channel(SUBMISSIONS_EXCHANGE, "SubmittedFigure", "SubmittedFigures", "SubmittedData"),
            "bindings": {"amqp": {"ack": True, "bindingVersion": VERSION}},
        },
        f"announce{ReceiptIssued.__name__}": {
            "action": "send",
            "channel": _channel(RECEIPTS_EXCHANGE),
            "messages": _of_channel(RECEIPTS_EXCHANGE, ReceiptIssued.__name__),
            "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": VERSION}},
        },
    }


def door_messages() -> dict[str, Any]:
    """Figures as they are sent: in structured, batched and binary mode."""
    event = {"$ref": f"{HTTP}/SubmittedFigure"}
    return {
        "SubmittedFigure": _message("One figure in its CloudEvents envelope.", SINGLE, event),
        "SubmittedFigures": _message("A batch of figures.", BATCH, {"type": "array", "items": event}),
        "SubmittedData": _message(
            "A figure whose CloudEvents attributes are headers: `cloudEvents:id`, or `cloudEvents_id`, or `ce-id`.",
            "application/json",
            {"$ref": f"{HTTP}/Item"},
        ),
    }


def _message(summary: str, content_type: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {"summary": summary, "contentType": content_type, "payload": payload}


def _refs(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/messages/{name}"} for name in names}


def _channel(name: str) -> dict[str, str]:
    return {"$ref": f"#/channels/{name}"}


def _of_channel(channel: str, *names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in names]


def _binding(exchange: str) -> dict[str, Any]:
    found = {"name": exchange, "type": "topic", "durable": True, "autoDelete": False}
    return {"amqp": {"is": "routingKey", "exchange": found, "bindingVersion": VERSION}}
