"""What is wrong with the endpoints of contacts, before anything is sent to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.notify.channels.apprise import is_known
from services.notify.channels.http_post import NoAnswer, NotSent, reachable
from services.notify.channels.webhook import url_of
from services.notify.domain.reach import Reach
from services.notify.domain.signature import read_key
from shared.catalogue import Contact
from shared.catalogue.reference import read_reference
from shared.errors import TryLater


def endpoint_faults(contacts: Iterable[Contact], reach: Reach) -> Iterator[str]:
    """A line for each secret or address that cannot be used. Names are looked up; nothing is sent."""
    for contact in contacts:
        if contact.channel == "mail":
            continue
        place = f"{contact.unit} {contact.channel} {contact.address}"
        try:
            url = url_of(contact)
            if contact.channel == "apprise":
                if not is_known(url):
                    yield f"{place}: apprise does not know this kind of address"
                continue
            for secret in contact.secrets:
                read_key(read_reference(secret))
            reachable(url, reach)
        except (TryLater, ValueError, NotSent, NoAnswer) as error:
            yield f"{place}: {error}"
