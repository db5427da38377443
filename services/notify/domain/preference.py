"""Which contacts of a unit hear of a message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.notify.domain.content import Content
from services.notify.domain.said import Said
from shared.catalogue import Contact


def takers(contacts: Iterable[Contact], said: Said, on: date) -> list[Contact]:
    """The contacts that are valid on a day and want to hear of what is said, each address once."""
    found: dict[tuple[str, str], Contact] = {}
    for contact in contacts:
        if contact.is_valid_on(on) and wants(contact, said):
            found.setdefault(contact.key, contact)
    return list(found.values())


def wants(contact: Contact, said: Said) -> bool:
    """Say whether a contact wants to hear of what is said."""
    if not isinstance(said, Content):
        return not contact.wants or said.kind in contact.wants
    kinds = kinds_of(said, contact)
    return bool(kinds if not contact.wants else kinds & contact.wants)


def kinds_of(content: Content, contact: Contact) -> set[str]:
    """The kinds of alerts that a message tells of, those that are over, too; of missed targets only those behind by
    enough for the contact.
    """
    missed = any(item.severity >= contact.least_gap for item in content.behind)
    others = {other.matter.kind for other in content.others} | {one.kind for one in content.settled}
    return others | ({"target"} if missed or content.recovered else set())
