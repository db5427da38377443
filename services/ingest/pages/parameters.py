"""The parameters of a request that are its own."""

from __future__ import annotations

from werkzeug.wrappers import Request

from shared.errors import Refused
from shared.wording import say

SHOWN = 40


def check_parameters(request: Request, *known: str) -> None:
    """Raises Refused for a parameter that does not exist."""
    unknown = set(request.args) - set(known)
    if unknown:
        raise Refused("malformed-request", say("no-parameter", name=min(unknown)[:SHOWN], known=", ".join(known)))
