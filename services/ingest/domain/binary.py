"""CloudEvents in binary mode: attributes beside a body that is the figure itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from shared.errors import Refused
from shared.wording import say

#: how the attributes are marked in HTTP headers, and in the headers of an AMQP message
IN_HTTP = ("ce-",)
IN_AMQP = ("cloudevents:", "cloudevents_", "ce-")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(.)")


def attributes(headers: Iterable[tuple[str, str]], marks: tuple[str, ...]) -> dict[str, str]:
    """The attributes by name. Raises Refused when one is given twice with different values."""
    found: dict[str, str] = {}
    for header, value in headers:
        name = _name(header.lower(), marks)
        if name is None:
            continue
        if found.setdefault(name, value) != value:
            raise Refused("malformed-request", say("attribute-twice", name=name[:40]))
    return found


def from_header(value: str) -> str:
    """What an HTTP header says, as the CloudEvents binding writes it: quotes and percent signs undone, once."""
    quoted = QUOTED.fullmatch(value)
    text = ESCAPED.sub(r"\1", quoted[1]) if quoted else value
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise Refused("malformed-request", say("header-encoding")) from None


def _name(header: str, marks: tuple[str, ...]) -> str | None:
    return next((header.removeprefix(mark) for mark in marks if header.startswith(mark)), None)
