"""Messages of figures as systems outside publish them, for the tests of the AMQP door."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from services.ingest.domain.envelope import TYPE
from shared.events import FiguresSent
from shared.facts import Sending
from tests.ingest_samples import NOW, item

SINGLE, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
USER = "cong-dvc-mq"


def event(number: object = 1, **figure: Any) -> dict[str, Any]:
    """A figure in its CloudEvents envelope."""
    return {
        "specversion": "1.0",
        "id": str(number),
        "source": "/cong-dvc",
        "type": TYPE,
        "data": item(**figure),
    }


def binary(number: object = 1, mark: str = "cloudEvents:", **attributes: str) -> dict[str, str]:
    """The headers of a CloudEvent in binary mode."""
    named = {"specversion": "1.0", "id": str(number), "source": "/cong-dvc", "type": TYPE} | attributes
    return {f"{mark}{name}": text for name, text in named.items()}


def sent(body: Any, content_type: str = SINGLE, user: str = USER, **fields: Any) -> FiguresSent:
    """The event that ingest makes of a message; `body` is JSON values, or bytes as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sending = Sending(user=user, content_type=content_type, body=b64encode(raw).decode(), **fields)
    return FiguresSent(
        id=sending.identity,
        source=f"/amqp/{user}",
        subject=user,
        time=NOW,
        traceparent=sending.headers.get("traceparent"),
        data=sending,
    )
