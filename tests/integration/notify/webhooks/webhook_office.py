"""Notify with a receiver of webhooks."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from services.notify.delivery_store import DeliveryStore
from tests.notify_office import Office

OLD, NEW = (f"whsec_{base64.b64encode(bytes([number] * 32)).decode()}" for number in (1, 2))


HOME = "127.0.0.0/8"


HISTORY = ("state", "attempts", "outcome", "detail")


Open = Callable[..., Office]


def attempts(office: Office, channel: str = "webhook") -> list[tuple[Any, ...]]:
    """What history says of every attempt by a channel."""
    with office.database.read() as tx:
        rows = DeliveryStore(tx).messages.history()
    return [tuple(row[name] for name in HISTORY) for row in rows if row["channel"] == channel]
