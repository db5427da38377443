"""From an HTTP request to what it asks for: who sends, how, and which items."""

from __future__ import annotations

import hashlib
from datetime import datetime

from werkzeug.wrappers import Request

from services.ingest.admission import Caller, admit
from services.ingest.domain.binary import IN_HTTP, attributes, from_header
from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.domain.limit import RateLimit
from services.ingest.known_keys import KnownKeys
from services.ingest.orders import Order
from services.ingest.reading import read_body
from shared.database import Database
from shared.errors import Refused
from shared.http.guard import SOURCE
from shared.http.trace import note_brought, trace_of
from shared.trace import trace_id
from shared.wording import say

LONGEST_KEY = 200
PARAMETERS = ("mode", "dry_run")
MODES = ("partial", "atomic")
FLAGS = {"true": True, "1": True, "false": False, "0": False}


def read_key(
    request: Request, database: Database, rate: RateLimit, now: datetime, known: KnownKeys | None = None
) -> Key:
    """Who sends. Raises Refused for who has no key that is usable here and now, tries too many, or comes too often.

    With `known` keys it may be one as it was a few seconds ago.
    """
    caller = Caller(read_secret(request), request.remote_addr or "", trace_id(trace_of(request.environ)))
    key = admit(caller, database, rate, now, known)
    request.environ[SOURCE] = key.source
    return key


def read_secret(request: Request) -> str:
    """The secret that is shown. Raises Refused when there is none."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Refused("unauthorised", say("send-a-key"))
    return secret.strip()


def read_order(request: Request, key: Key, *more: str) -> Order:
    """How to treat the items. Raises Refused for a parameter that does not exist; `more` are read elsewhere."""
    parameters, known = request.args, (*PARAMETERS, *more)
    unknown = set(parameters) - set(known)
    if unknown:
        raise Refused("malformed-request", say("no-parameter", name=min(unknown)[:40], known=", ".join(known)))
    mode, dry_run = parameters.get("mode", MODES[0]), parameters.get("dry_run", "false")
    if mode not in MODES:
        raise Refused("malformed-request", say("mode-values", modes=", ".join(MODES)))
    if dry_run not in FLAGS:
        raise Refused("malformed-request", say("dry-run-values"))
    return Order(
        key,
        trace_of(request.environ),
        atomic=mode == "atomic",
        dry_run=FLAGS[dry_run],
        door=request.path,
        address=request.remote_addr or "",
    )


def read_idempotency_key(request: Request) -> str | None:
    """The Idempotency-Key, with or without the quotes of the draft standard."""
    sent = request.headers.get("Idempotency-Key")
    if sent is None:
        return None
    text = sent.strip().removeprefix('"').removesuffix('"')
    if not text or len(text) > LONGEST_KEY or not text.isprintable():
        raise Refused("malformed-request", say("idempotency-key-form", most=LONGEST_KEY))
    return text


def asked(request: Request, order: Order) -> str:
    """A hash of all that makes this request what it is."""
    beside = sorted(_attributes(request).items())
    head = f"{request.mimetype}\n{order.atomic}\n" + "".join(f"{name}={value!r}\n" for name, value in beside)
    return hashlib.sha256(head.encode() + request.get_data()).hexdigest()


def read_items(request: Request, most: int) -> list[Sent]:
    """The items of the body. Raises Refused when the body is no such thing, or has more than `most`."""
    items = read_body(request.mimetype, request.get_data(), _attributes(request), most)
    note_brought(request.environ, (item.trace for item in items))
    return items


def _attributes(request: Request) -> dict[str, str]:
    """The attributes of a CloudEvent in binary mode, none for everything else."""
    return {name: from_header(value) for name, value in attributes(request.headers, IN_HTTP).items()}
