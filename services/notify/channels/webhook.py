"""Webhooks (Standard Webhooks): a signed JSON body, posted to a unit's own system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.notify.channels.http_post import TIMEOUT, NoAnswer, NotSent, post
from services.notify.channels.http_reply import Reply
from services.notify.channels.webhook_body import body_of
from services.notify.domain.answer import TAKEN, Answer, Word
from services.notify.domain.delivery import Delivery
from services.notify.domain.reach import Reach
from services.notify.domain.signature import read_key, signed_headers
from shared.catalogue import Contact
from shared.catalogue.reference import is_reference, read_reference
from shared.clock import Clock
from shared.errors import TryLater

#: it is overloaded, or what stands before it cannot reach it: whatever the message
BLOCKED = (429, 502, 503, 504)
GONE = 410


@dataclass(frozen=True)
class Webhook:
    """Posts to the endpoints of `contacts`, by address. `timeout` is in seconds, for the whole conversation."""

    contacts: Mapping[str, Contact]
    reach: Reach
    clock: Clock
    timeout: float = TIMEOUT

    def deliver(self, delivery: Delivery) -> Answer:
        """Post the message; its id stays the same, so that a receiver knows a repetition."""
        contact, now = self.contacts.get(delivery.recipient), self.clock()
        if contact is None:
            return Answer(Word.REFUSED, "contacts.csv does not have this address any more")
        try:
            keys = [read_key(read_reference(secret)) for secret in contact.secrets]
            url = url_of(contact)
        except (TryLater, ValueError) as error:
            return Answer(Word.AWAY, str(error))
        body = body_of(delivery.message, delivery.language)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "nhipso-webhook/1",
            **signed_headers(f"msg_{delivery.id.hex}", body, keys, now),
        }
        try:
            return answer_of(post(url, body, headers, self.reach, now=now, timeout=self.timeout))
        except NotSent as error:
            return Answer(Word.REFUSED, f"not sent: {error}", against_address=True)
        except NoAnswer as error:
            return Answer(Word.AWAY, str(error), uncertain=True)


def url_of(contact: Contact) -> str:
    """The URL of an endpoint. Raises TryLater where it is kept elsewhere and is not there."""
    return read_reference(contact.address) if is_reference(contact.address) else contact.address


def answer_of(reply: Reply) -> Answer:
    """What the status of a reply means: 2xx that it was taken, 410 that nothing will ever be; the rest may change."""
    if 200 <= reply.status < 300:  # noqa: PLR2004  # RFC 9110 15.3
        return TAKEN
    told = f"HTTP {reply.status}"
    if reply.status == GONE:
        return Answer(Word.GONE, told)
    if 300 <= reply.status < 400:  # noqa: PLR2004  # RFC 9110 15.4
        return Answer(Word.BUSY, f"{told}; redirects are not followed")
    return Answer(Word.AWAY if reply.status in BLOCKED else Word.BUSY, told, after=reply.retry_after)
