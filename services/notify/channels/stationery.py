"""Stationery: everything that makes a delivery into a mail or a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.message import EmailMessage

from services.notify.channels.mail import Envelope, make_mail
from services.notify.channels.templates import PACKAGED, Templates
from services.notify.domain.delivery import Delivery
from services.notify.domain.letter import Letter, write_letter
from services.notify.domain.linking import LinkMaker
from services.notify.domain.links import Links
from services.notify.domain.wording import language_of


@dataclass(frozen=True)
class Stationery:
    """Who writes (`sender`, whom to answer to), with which templates; who makes the links (None: there are none).

    Published editions are read below the address `editions`.
    """

    sender: str
    templates: Templates = PACKAGED
    links: LinkMaker | None = None
    editions: str = ""

    def mail(self, delivery: Delivery) -> EmailMessage:
        """The mail of a delivery. Raises DeadLetter for an address that is none."""
        message = delivery.message
        envelope = Envelope(
            message=message.id,
            thread=message.thread,
            sender=self.sender,
            recipient=delivery.recipient,
            recipient_name=delivery.recipient_name,
            unit=message.unit,
            as_of=message.content.as_of,
            written_at=message.created_at,
        )
        return make_mail(letter_of(delivery), envelope, self.templates, self._links(delivery))

    def text(self, delivery: Delivery) -> tuple[str, str]:
        """Title and text of a delivery, for channels that show text alone."""
        letter = letter_of(delivery)
        return letter.subject, self.templates.text(letter, self.sender, self._links(delivery))

    def _links(self, delivery: Delivery) -> Links:
        made = Links() if self.links is None else self.links.links_of(delivery)
        return replace(made, editions=self.editions)


def letter_of(delivery: Delivery) -> Letter:
    """What a delivery says, in the language of its recipient."""
    message = delivery.message
    return write_letter(message.content, language_of(delivery.language), message.reason)
