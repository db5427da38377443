"""The W3C trace context of a request: continued where the sender gave one, begun where not."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
#: where the guard leaves it in the WSGI environment
TRACE = "nhipso.trace"


def is_traceparent(text: str) -> bool:
    return TRACEPARENT.fullmatch(text) is not None


def continued(header: str | None) -> str:
    """The traceparent of a request header, or a new one when it is missing or malformed."""
    text = (header or "").strip()
    return text if is_traceparent(text) else f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def trace_id(traceparent: str) -> str:
    """The 32 hex digits that all parts of one trace share."""
    return traceparent.split("-")[1]


def trace_of(environ: Mapping[str, Any]) -> str:
    """The traceparent of a guarded request."""
    return str(environ[TRACE])
