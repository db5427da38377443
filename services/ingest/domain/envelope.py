"""One thing sent: a bare figure, or a figure in a CloudEvents envelope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.ingest.domain.fields import clean_text
from services.ingest.domain.strict_json import Unreadable
from shared.errors import Refused
from shared.events import MetricSubmitted
from shared.trace import onward
from shared.wording import say

SOURCE = "/nhipso/ingest"
TYPE = MetricSubmitted.model_fields["type"].default
JSON = "application/json"


@dataclass(frozen=True)
class Sent:
    """`item` is what is to be read as a figure, or why it cannot be; `reference` and `trace` come from an envelope.

    `row` is its place in a file, from 1.
    """

    item: object
    reference: str | None = None
    trace: str | None = None
    row: int | None = None


def unwrap(event: object) -> Sent:
    """Take the figure out of a CloudEvents envelope. Source and id together are the sender's own id of it."""
    try:
        return _unwrap(event)
    except Refused as refused:
        return Sent(refused)


def _unwrap(event: object) -> Sent:
    if isinstance(event, Unreadable) or not isinstance(event, Mapping):
        raise Refused("malformed-event", say("event-object"), value=event)
    _check(event, "specversion", "1.0")
    _check(event, "type", TYPE)
    if event.get("datacontenttype") is not None:
        _check(event, "datacontenttype", JSON)
    source, own_id = (_attribute(event, name) for name in ("source", "id"))
    if "data" not in event:
        raise Refused("malformed-event", say("missing", field="data"), pointer="/data")
    _check_subject(event)
    trace = event.get("traceparent")
    going_on = onward(trace, SOURCE) if isinstance(trace, str) else None
    return Sent(event["data"], clean_text(f"{source} {own_id}", "/id"), going_on)


def _check_subject(event: Mapping[str, Any]) -> None:
    # The subject is the unit; two answers to "whose figure?" must not be chosen between.
    data = event["data"]
    unit = data.get("unit") if isinstance(data, Mapping) else None
    if event.get("subject") is not None and unit is not None:
        _check(event, "subject", str(unit))


def _attribute(event: Mapping[str, Any], name: str) -> str:
    if event.get(name) is None:
        raise Refused("malformed-event", say("missing", field=name), pointer=f"/{name}")
    return clean_text(event[name], f"/{name}")


def _check(event: Mapping[str, Any], name: str, expected: str) -> None:
    if _attribute(event, name) != expected:
        raise Refused(
            "malformed-event",
            say("attribute-value", name=name, expected=expected),
            pointer=f"/{name}",
            value=event[name],
        )
