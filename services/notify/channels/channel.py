"""What a channel is."""

from __future__ import annotations

from typing import Protocol

from services.notify.domain.answer import Answer
from services.notify.domain.delivery import Delivery


class Channel(Protocol):
    """One way to hand a message over."""

    def deliver(self, delivery: Delivery) -> Answer:
        """Attempt a delivery, and say what became of it."""
        ...
