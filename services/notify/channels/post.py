"""The mail channel: a message as a mail, handed to a server or a folder."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from services.notify.channels.mail import Envelope, make_mail
from services.notify.domain.answer import Answer, Word
from services.notify.domain.delivery import Delivery, Message
from services.notify.domain.letter import write_letter
from services.notify.domain.wording import language_of
from shared.errors import DeadLetter


class Post(Protocol):
    """Who takes mail: a server or a folder."""

    def send(self, message: EmailMessage, recipient: str) -> Answer:
        """Hand `message` over for the address `recipient`."""
        ...


@dataclass(frozen=True)
class MailChannel:
    """Mail from the address `sender`."""

    post: Post
    sender: str

    def deliver(self, delivery: Delivery) -> Answer:
        """Make the mail and hand it over; an address that is none never takes one."""
        try:
            mail = mail_of(
                delivery.message, delivery.recipient, delivery.recipient_name, delivery.language, self.sender
            )
        except DeadLetter as error:
            return Answer(Word.REFUSED, str(error))
        return self.post.send(mail, delivery.recipient)


def mail_of(message: Message, recipient: str, name: str, language: str, sender: str) -> EmailMessage:
    """The mail that takes a message to a recipient. Raises DeadLetter for an address that is none."""
    envelope = Envelope(
        message=message.id,
        thread=message.thread,
        sender=sender,
        recipient=recipient,
        recipient_name=name,
        unit=message.unit,
        as_of=message.content.as_of,
        written_at=message.created_at,
    )
    return make_mail(write_letter(message.content, language_of(language)), envelope)
