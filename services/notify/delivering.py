"""Delivering: claim what is due, hand it over outside any transaction, write down how it ended."""

from __future__ import annotations

from email.message import EmailMessage

import structlog

from services.notify.channels.channel import Channel
from services.notify.channels.mail import Envelope, make_mail
from services.notify.domain.delivery import Delivery, Ending, Message, failed_for_good, failed_for_now, succeeded
from services.notify.domain.letter import write_letter
from services.notify.domain.wording import language_of
from services.notify.outgoing import OutgoingStore
from shared.clock import Clock
from shared.database import Database
from shared.errors import DeadLetter, TryLater
from shared.metrics import DELIVERIES
from shared.trace import say_traced

LOG = structlog.get_logger()


def deliver_due(database: Database, channel: Channel, sender: str, clock: Clock, most: int = 20) -> int:
    """Attempt at most `most` due deliveries from the address `sender`; returns how many were attempted."""
    for attempted in range(most):
        with database.read() as tx:
            if not OutgoingStore(tx).is_due(clock()):
                return attempted
        with database.write() as tx:
            delivery = OutgoingStore(tx).claim(clock())
        if delivery is None:
            return attempted
        ending = attempt(delivery, channel, sender, clock)
        with database.write() as tx:
            OutgoingStore(tx).record(delivery, ending, clock())
        report(delivery, ending)
    return most


def attempt(delivery: Delivery, channel: Channel, sender: str, clock: Clock) -> Ending:
    """Hand one claimed delivery over. A second one that may have arrived ends it: twice is enough for one mail."""
    if delivery.lost > 1:
        return failed_for_good("two attempts ended without an answer; it may have arrived")
    try:
        mail = mail_of(delivery.message, delivery.recipient, delivery.recipient_name, delivery.language, sender)
        channel.send(mail, delivery.recipient)
    except TryLater as error:
        return failed_for_now(delivery, str(error), clock(), uncertain=error.uncertain)
    except DeadLetter as error:
        return failed_for_good(str(error))
    return succeeded(delivery)


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


def report(delivery: Delivery, ending: Ending) -> None:
    """Count an attempt, and log it."""
    DELIVERIES.labels(delivery.channel, ending.outcome.value).inc()
    traces = delivery.message.content.traces
    facts = {
        "unit": delivery.message.unit,
        "message": str(delivery.message.id),
        "reason": delivery.message.reason,
        "channel": delivery.channel,
        "outcome": ending.outcome.value,
        "attempts": delivery.attempts,
    }
    if ending.detail:
        say_traced(LOG.warning, "delivery did not succeed", traces, **facts, detail=ending.detail)
    else:
        say_traced(LOG.info, "message delivered", traces, **facts)
