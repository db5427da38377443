"""The mail channel: a message as a mail, handed to a server or a folder."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from services.notify.channels.stationery import Stationery
from services.notify.domain.answer import Answer, Word
from services.notify.domain.delivery import Delivery
from shared.errors import DeadLetter


class Post(Protocol):
    """Who takes mail: a server or a folder."""

    def send(self, message: EmailMessage, recipient: str) -> Answer:
        """Hand `message` over for the address `recipient`."""
        ...


@dataclass(frozen=True)
class MailChannel:
    """Mail on this stationery."""

    post: Post
    stationery: Stationery

    def deliver(self, delivery: Delivery) -> Answer:
        """Make the mail and hand it over; an address that is none never takes one."""
        try:
            mail = self.stationery.mail(delivery)
        except DeadLetter as error:
            return Answer(Word.REFUSED, str(error))
        return self.post.send(mail, delivery.recipient)
