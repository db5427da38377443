"""Numbers as senders write them: read exactly, or refused when they can be read two ways."""

from __future__ import annotations

import re
from decimal import Decimal

from services.ingest.domain.item import NUMBER_FORM
from services.ingest.domain.strict_json import MAX_DIGITS, Unreadable
from shared.errors import Refused
from shared.wording import say

FORM = re.compile(NUMBER_FORM, re.ASCII)
# No thousand is written 0.125 or 1234.567, so those have one reading.
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def read_number(sent: object) -> Decimal:
    """The decimal that was sent as a JSON number or decimal string. Raises Refused."""
    if isinstance(sent, Unreadable):
        raise Refused(sent.code, say("number-not-taken", text=sent.text[:40]), value=sent)
    if isinstance(sent, Decimal):
        return sent
    if isinstance(sent, int) and not isinstance(sent, bool):
        return _bounded(str(sent))
    if not isinstance(sent, str) or not FORM.fullmatch(sent):
        raise Refused("not-a-number", say("no-number", text=str(sent)[:40]), value=sent)
    if THOUSANDS.fullmatch(sent):
        whole = sent.replace(".", "")
        raise Refused(
            "ambiguous-number",
            say("two-readings", text=sent, whole=whole, decimal=sent.replace(".", ",")),
            value=sent,
        )
    return _bounded(sent)


def _bounded(text: str) -> Decimal:
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        raise Refused("number-out-of-bounds", say("too-many-digits", most=MAX_DIGITS), value=text)
    return Decimal(text)
