"""What the WSGI environment of a request says of its trace and its language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from shared.language import Language, preferred
from shared.trace import trace_ids

#: the traceparent that the guard gives a request, and those that its items bring along
TRACE, BROUGHT = "nhipso.trace", "nhipso.brought"


def language_of(environ: Mapping[str, Any]) -> Language:
    """The language that a request is to be answered in."""
    return preferred(environ.get("HTTP_ACCEPT_LANGUAGE"))


def trace_of(environ: Mapping[str, Any]) -> str:
    """The traceparent of a guarded request."""
    return str(environ[TRACE])


def note_brought(environ: MutableMapping[str, Any], traceparents: Iterable[str | None]) -> None:
    """Note the traces of the items of a request, for its line in the log."""
    environ[BROUGHT] = tuple(traceparents)


def traces_of(environ: Mapping[str, Any]) -> list[str]:
    """The trace ids of a request and of its items."""
    return trace_ids((trace_of(environ), *environ.get(BROUGHT, ())))
