"""From a body and what is said beside it to the items in it, whichever door it came through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.ingest.domain.envelope import JSON, Sent, unwrap
from services.ingest.domain.strict_json import parse_json
from shared.errors import Refused
from shared.wording import say

EVENT, EVENTS = "application/cloudevents+json", "application/cloudevents-batch+json"


def read_body(kind: str, body: bytes, attributes: Mapping[str, str], most: int) -> list[Sent]:
    """The items of a body of this media type; with CloudEvents `attributes` it is the data of one event.

    In structured mode attributes beside the event are repetitions that may be there, and are not looked at.
    Raises Refused when the body is no such thing, or has more than `most`.
    """
    binary = attributes and kind not in (EVENT, EVENTS)
    items = [_binary(kind, body, attributes)] if binary else _reader(kind)(body)
    if not items:
        raise Refused("no-figures", say("no-figure-sent"))
    if len(items) > most:
        raise Refused("too-many-figures", say("figures-at-most", most=most, count=len(items)))
    return items


def _reader(kind: str) -> Callable[[bytes], list[Sent]]:
    reader = READERS.get(kind)
    if reader is None:
        raise Refused("unsupported-media-type", say("media-types", kinds=", ".join(READERS)))
    return reader


def _binary(kind: str, body: bytes, attributes: Mapping[str, str]) -> Sent:
    if kind != JSON:
        raise Refused("unsupported-media-type", say("binary-media-type", kind=JSON))
    return unwrap({**attributes, "datacontenttype": kind, "data": parse_json(body)})


def _json(body: bytes) -> list[Sent]:
    found = parse_json(body)
    return [Sent(item) for item in (found if isinstance(found, list) else [found])]


def _lines(body: bytes) -> list[Sent]:
    return [_line(line) for line in body.split(b"\n") if line.strip()]


def _line(line: bytes) -> Sent:
    try:
        return Sent(parse_json(line))
    except Refused as refused:
        return Sent(refused)


def _event(body: bytes) -> list[Sent]:
    return [unwrap(parse_json(body))]


def _events(body: bytes) -> list[Sent]:
    found: Any = parse_json(body)
    if not isinstance(found, list):
        raise Refused("malformed-json", say("batch-array"))
    return [unwrap(event) for event in found]


READERS: Mapping[str, Callable[[bytes], list[Sent]]] = {
    JSON: _json,
    "application/x-ndjson": _lines,
    EVENT: _event,
    EVENTS: _events,
}
