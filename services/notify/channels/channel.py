"""What a channel is."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol


class Channel(Protocol):
    """One way to hand a message over."""

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand `message` over for the address `recipient`.

        Raises TryLater where the way there failed, DeadLetter where this message can never be handed over.
        """
        ...
