"""What must hold of contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from shared.catalogue.checks.writing import span_problems, spans_overlap, text_problems
from shared.catalogue.contact import WANTS, Contact
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.problem import Problem
from shared.catalogue.reference import FORMS, is_reference

ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
LONGEST = 254


def contact_problems(draft: Draft) -> list[Problem]:
    problems = _repeated(draft.contacts)
    for stated in draft.contacts:
        contact = stated.value
        problems += text_problems(stated, (contact.name,))
        problems += span_problems(stated, contact.valid_from, contact.valid_to)
        if contact.unit and contact.unit not in draft.unit_ids():
            problems.append(stated.problem(f"unit {contact.unit} is not in units.csv"))
        problems += [stated.problem(reason) for reason in (*_address_reasons(contact), *_wish_reasons(contact))]
    return problems


def _repeated(contacts: Sequence[Stated[Contact]]) -> list[Problem]:
    found, seen = [], dict[tuple[str, ...], list[Stated[Contact]]]()
    for stated in contacts:
        contact = stated.value
        before = seen.setdefault((contact.unit, *contact.key), [])
        span = contact.valid_from, contact.valid_to
        if any(spans_overlap(span, (other.value.valid_from, other.value.valid_to)) for other in before):
            found.append(stated.problem(f"contact {contact.unit}, {contact.address} is there twice"))
        before.append(stated)
    return found


def _address_reasons(contact: Contact) -> Iterator[str]:
    if contact.email and not ADDRESS.fullmatch(contact.email):
        yield f"{contact.email!r} is not a mail address"
    if contact.channel == "mail" or not contact.endpoint:
        return
    if len(contact.endpoint) > LONGEST:
        yield f"address is longer than {LONGEST} characters; write {FORMS}"
    if contact.channel == "webhook":
        yield from _webhook_reasons(contact)
    elif not is_reference(contact.endpoint):
        # The addresses of apprise hold passwords and tokens.
        yield f"address of an apprise contact must be {FORMS}"


def _webhook_reasons(contact: Contact) -> Iterator[str]:
    if not is_reference(contact.endpoint) and not is_plain_url(contact.endpoint):
        yield f"address is not https://HOST/PATH, {FORMS}"
    if not contact.secrets:
        yield "secret is empty; a webhook is signed"
    for secret in contact.secrets:
        if not is_reference(secret):
            # What stands there may be the secret itself: it is not repeated.
            yield f"secret must be {FORMS}, not the secret itself"


def is_plain_url(text: str) -> bool:
    """Say whether `text` is an https or http URL with a host, without user, password or fragment."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = parts.scheme in ("https", "http") and parts.hostname and not parts.fragment and "@" not in parts.netloc
    return bool(plain) and port != 0 and text.isascii() and not any(sign <= " " for sign in text)


def _wish_reasons(contact: Contact) -> Iterator[str]:
    strange = sorted(contact.wants - set(WANTS))
    if strange:
        yield f"wants {strange[0]!r}, which is not one of {', '.join(WANTS)}"
    if contact.least_gap < 0:
        yield f"least_gap is {contact.least_gap}, less than 0"
