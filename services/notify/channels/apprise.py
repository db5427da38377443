"""The services of apprise: chats, phones, push messages; whatever it knows an address for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from services.notify.channels.stationery import Stationery
from services.notify.channels.webhook import GONE, url_of
from services.notify.domain.answer import TAKEN, Answer, Word
from services.notify.domain.delivery import Delivery
from shared.catalogue import Contact
from shared.errors import TryLater

#: in seconds, with the loading of apprise
TIMEOUT = 60.0
CHILD = (sys.executable, "-m", "services.notify.channels.apprise_child")


@dataclass(frozen=True)
class Apprise:
    """Sends to the addresses of `contacts`, on this stationery."""

    contacts: Mapping[str, Contact]
    stationery: Stationery
    timeout: float = TIMEOUT

    def deliver(self, delivery: Delivery) -> Answer:
        """Send the message as text; all that apprise says of it is yes or no."""
        contact = self.contacts.get(delivery.recipient)
        if contact is None:
            return Answer(Word.REFUSED, "contacts.csv does not have this address any more")
        try:
            url = url_of(contact)
        except TryLater as error:
            return Answer(Word.AWAY, str(error))
        title, body = self.stationery.text(delivery)
        return send(url, title, body, self.timeout)


def is_known(url: str) -> bool:
    """Say whether apprise can send to a kind of address. Nothing is sent."""
    return send(url, "", "").word is not Word.REFUSED


def send(url: str, title: str, body: str, timeout: float = TIMEOUT) -> Answer:
    """Send by a child process: a service that never answers holds up nobody, and what loads slowly loads there."""
    asked = json.dumps({"url": url, "title": title, "body": body})
    try:
        done = subprocess.run(CHILD, input=asked, capture_output=True, text=True, timeout=timeout, check=True)  # noqa: S603  # our own module
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return Answer(Word.BUSY, f"apprise: no answer in {timeout:.0f} seconds", uncertain=True)
    except (subprocess.CalledProcessError, OSError, ValueError) as error:
        # The command line and what it printed may hold the address, which is secret.
        return Answer(Word.BUSY, f"apprise: {type(error).__name__}")
    return answer_of(taken=said["taken"], known=said["known"], status=said["status"])


def answer_of(*, taken: bool, known: bool, status: int | None) -> Answer:
    """What apprise's answer means, with the HTTP status that it mentioned, if any."""
    if taken:
        return TAKEN
    if not known:
        return Answer(Word.REFUSED, "apprise does not know this kind of address", against_address=True)
    if status is None:
        return Answer(Word.AWAY, "apprise: the service does not answer")
    return Answer(Word.GONE if status == GONE else Word.BUSY, f"apprise: HTTP {status}")
