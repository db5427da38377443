"""The W3C trace context: one trace from the request to the mail, each part of the way with a parent id of its own."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})(?P<trace>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
IN_EVENTS = re.compile(r'"traceparent": ?"[0-9a-f]{2}-([0-9a-f]{32})-')
#: a line of a log names at most so many traces; the others follow in lines of their own
ON_A_LINE = 50
ON_MANY_LINES = "more traces"


def is_traceparent(text: str) -> bool:
    return TRACEPARENT.fullmatch(text) is not None


def continued(header: str | None) -> str:
    """Our own part of the trace of a request; of a new one where its header is missing or malformed."""
    text = (header or "").strip()
    return _part(text, secrets.token_hex(8)) if is_traceparent(text) else begun()


def begun() -> str:
    """The first part of a new trace."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


@lru_cache(maxsize=4096)
def onward(traceparent: str | None, by: str) -> str | None:
    """The part of a trace that `by` adds; None where there is none to add to.

    The same work repeated is the same part: its id follows from what it continues, so a repeated event is the same to
    the last byte.
    """
    if traceparent is None or not is_traceparent(traceparent):
        return None
    return _part(traceparent, sha256(f"{traceparent}\n{by}".encode()).hexdigest()[:16])


def trace_id(traceparent: str | None) -> str | None:
    """The 32 hex digits that all parts of one trace share; None where there is no trace, or none that can be read."""
    found = None if traceparent is None else TRACEPARENT.fullmatch(traceparent)
    return found["trace"] if found else None


def trace_ids(traceparents: Iterable[str | None]) -> list[str]:
    """The ids of distinct traces, in order."""
    found = map(trace_id, dict.fromkeys(traceparents))
    return list(dict.fromkeys(each for each in found if each is not None))


def trace_ids_in(texts: Iterable[str]) -> list[str]:
    """The ids of distinct traces in the JSON texts of events, in order."""
    return list(dict.fromkeys(trace for text in texts for trace in IN_EVENTS.findall(text)))


def on_a_line(ids: Sequence[str]) -> str:
    """Ids as every log line has them: one field, one or several separated by spaces."""
    return " ".join(ids[:ON_A_LINE])


def say_traced(say: Callable[..., Any], event: str, ids: Sequence[str], **facts: Any) -> None:
    """Log one line about work on these traces; those too many for a line follow in further ones, none is left out."""
    if not ids:
        say(event, **facts)
        return
    say(event, **facts, trace_id=on_a_line(ids))
    for start in range(ON_A_LINE, len(ids), ON_A_LINE):
        say(ON_MANY_LINES, of=event, **facts, trace_id=on_a_line(ids[start:]))


def _part(traceparent: str, parent_id: str) -> str:
    # Of a version we do not know, what version 00 has is kept; the flags it knows are the last two bits.
    _version, trace, _parent, flags = traceparent.split("-")
    return f"00-{trace}-{parent_id}-{int(flags, 16) & 3:02x}"
