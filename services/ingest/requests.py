"""From an HTTP request to what it asks for: who sends, how, and which items."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from werkzeug.wrappers import Request

from services.ingest.domain.envelope import Sent, unwrap
from services.ingest.domain.key import Key
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.strict_json import parse_json
from services.ingest.handlers import Order
from services.ingest.keys import find_key
from shared.database import Database
from shared.errors import Refused
from shared.http.guard import SOURCE
from shared.http.trace import note_brought, trace_of

LONGEST_KEY = 200
MODES = ("partial", "atomic")
FLAGS = {"true": True, "1": True, "false": False, "0": False}


def read_key(request: Request, database: Database, rate: RateLimit, now: datetime) -> Key:
    """Who sends. Raises Refused for who has no valid key, tries too many, or makes too many requests with it."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Refused("unauthorised", "send the header Authorization: Bearer nhs_…")
    with database.read() as tx:
        key = find_key(tx, secret.strip())
    if key is None:
        rate.wrong_key(request.remote_addr or "", now)
        raise Refused("unauthorised", "this API key is unknown or revoked")
    request.environ[SOURCE] = key.source
    rate.take(key.id, now)
    return key


def read_order(request: Request, key: Key) -> Order:
    """How to treat the items. Raises Refused for a parameter that does not exist."""
    parameters = request.args
    unknown = set(parameters) - {"mode", "dry_run"}
    if unknown:
        raise Refused("malformed-request", f"no parameter {min(unknown)[:40]!r}; parameters: mode, dry_run")
    mode, dry_run = parameters.get("mode", MODES[0]), parameters.get("dry_run", "false")
    if mode not in MODES:
        raise Refused("malformed-request", f"mode is {' or '.join(MODES)}")
    if dry_run not in FLAGS:
        raise Refused("malformed-request", "dry_run is true or false")
    return Order(key, trace_of(request.environ), atomic=mode == "atomic", dry_run=FLAGS[dry_run])


def read_idempotency_key(request: Request) -> str | None:
    """The Idempotency-Key, with or without the quotes of the draft standard."""
    sent = request.headers.get("Idempotency-Key")
    if sent is None:
        return None
    text = sent.strip().removeprefix('"').removesuffix('"')
    if not text or len(text) > LONGEST_KEY or not text.isprintable():
        raise Refused("malformed-request", f"Idempotency-Key has 1 to {LONGEST_KEY} printable characters")
    return text


def asked(request: Request, order: Order) -> str:
    """A hash of all that makes this request what it is."""
    head = f"{request.mimetype}\n{order.atomic}\n"
    return hashlib.sha256(head.encode() + request.get_data()).hexdigest()


def read_items(request: Request, most: int) -> list[Sent]:
    """The items of the body. Raises Refused when the body is no such thing, or has more than `most`."""
    if any(name.lower().startswith("ce-") for name, _value in request.headers):
        raise Refused("unsupported-media-type", "CloudEvents in binary mode are not read here; send structured mode")
    reader = READERS.get(request.mimetype)
    if reader is None:
        raise Refused("unsupported-media-type", f"send one of: {', '.join(READERS)}")
    items = reader(request.get_data())
    if not items:
        raise Refused("no-figures", "the request has no figure")
    if len(items) > most:
        raise Refused("too-many-figures", f"a request may have {most} figures; this one has {len(items)}")
    note_brought(request.environ, (item.trace for item in items))
    return items


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
        raise Refused("malformed-json", "a batch of CloudEvents is a JSON array")
    return [unwrap(event) for event in found]


READERS: Mapping[str, Callable[[bytes], list[Sent]]] = {
    "application/json": _json,
    "application/x-ndjson": _lines,
    "application/cloudevents+json": _event,
    "application/cloudevents-batch+json": _events,
}
