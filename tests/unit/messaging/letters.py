"""Events and messages as the messaging tests need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from shared.events import Event, MetricSubmitted
from shared.facts import Figure
from shared.messaging.delivery import Delivery
from shared.messaging.packing import event_text
from shared.messaging.wire import BATCH, encode

NOW = datetime(2023, 3, 1, 8, tzinfo=UTC)


def submitted(number: int = 0, unit: str = "so-tttt", trace: str | None = None) -> MetricSubmitted:
    figure = Figure(
        unit=unit, indicator="i", period="2023-02", as_of=date(2023, 3, 1), value=Decimal(number), revision=number + 1
    )
    return MetricSubmitted.of("/sources/test", figure, time=NOW, trace=trace)


def body(events: Sequence[Event]) -> str:
    return encode([event_text(event) for event in events])


def raw(text: str | bytes, content_type: str | None = BATCH, headers: Mapping[str, int] | None = None) -> Any:
    return SimpleNamespace(
        body=text, content_type=content_type, headers=headers or {}, properties={"message_id": str(uuid4())}
    )


def delivery(*events: Event, epoch: int = 1, suspect: bool = False) -> Delivery:
    return Delivery(epoch, object(), uuid4(), events, (), suspect)
