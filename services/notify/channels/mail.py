"""The mail: a letter as an RFC 5322 message, the same to the last header each time it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from uuid import UUID, uuid5

from services.notify.channels.headers import HEADERS
from services.notify.channels.templates import NO_LINKS, PACKAGED, Templates
from services.notify.domain.letter import Letter
from services.notify.domain.links import Links
from shared.clock import BUSINESS_ZONE
from shared.errors import DeadLetter

SENDER_NAME = "Nhịp Số"
ADDRESS = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$")


@dataclass(frozen=True)
class Envelope:
    """Who writes to whom, about which unit as of which day, with which message of which thread of messages.

    `thread` is the id of the first message since the unit fell behind; for that message itself, its own id.
    """

    message: UUID
    thread: UUID
    sender: str
    recipient: str
    recipient_name: str
    unit: str
    as_of: date
    written_at: datetime


def make_mail(
    letter: Letter, envelope: Envelope, templates: Templates = PACKAGED, links: Links = NO_LINKS
) -> EmailMessage:
    """Make the mail. Raises DeadLetter for an address that is none."""
    mail = EmailMessage(policy=HEADERS)
    mail["Subject"] = letter.subject
    mail["From"] = _address(SENDER_NAME, envelope.sender)
    mail["To"] = _address(envelope.recipient_name, envelope.recipient)
    mail["Date"] = envelope.written_at.astimezone(BUSINESS_ZONE)
    mail["Message-ID"] = message_id(envelope.message, envelope)
    if envelope.thread != envelope.message:
        mail["In-Reply-To"] = mail["References"] = message_id(envelope.thread, envelope)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Content-Language"] = letter.language
    mail["X-Nhipso-Unit"] = envelope.unit
    mail["X-Nhipso-As-Of"] = envelope.as_of.isoformat()
    if links.unsubscribe:
        mail["List-Unsubscribe"] = f"<{links.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    for trace in letter.traces:
        mail["X-Nhipso-Trace"] = trace
    # Quoted-printable passes through every server, also those without 8BITMIME.
    mail.set_content(templates.text(letter, envelope.sender, links), cte="quoted-printable")
    mail.add_alternative(templates.html(letter, envelope.sender, links), subtype="html", cte="quoted-printable")
    return mail


def message_id(message: UUID, envelope: Envelope) -> str:
    """The Message-ID of `message` for one recipient: the same however often it is sent."""
    domain = envelope.sender.rpartition("@")[2]
    return f"<{uuid5(message, envelope.recipient).hex}@{domain}>"


def _address(name: str, address: str) -> Address:
    if not ADDRESS.match(address) or len(address) > 254:  # noqa: PLR2004  # RFC 5321 4.5.3.1.3
        raise DeadLetter(f"not a mail address: {address!r}")
    return Address(display_name=" ".join(name.split()), addr_spec=address)
