"""Events as they travel: CloudEvents in structured or batched JSON, each event validated alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from shared.errors import DeadLetter
from shared.events import Event

BATCH = "application/cloudevents-batch+json"
SINGLE = "application/cloudevents+json"

MAX_BODY = 8 * 1024 * 1024
MAX_DEPTH = 32
#: no figure of a province needs more; 1E+999999999 written out would fill the memory
MAX_DIGITS = 60


@dataclass(frozen=True)
class BadEvent:
    """One event of a message that is not valid: its JSON text, its id where it can be read, and why."""

    text: str
    event_id: UUID | None
    reason: str


@dataclass(frozen=True)
class Decoded:
    """What a message carries."""

    events: tuple[Event, ...]
    bad: tuple[BadEvent, ...]


class Unreadable(str):
    """Stands where JSON held something unsafe, so that only the event around it is refused."""

    __slots__ = ()


def encode(texts: Sequence[str]) -> str:
    """One message body from the JSON texts of its events."""
    return f"[{','.join(texts)}]"


def decode(model: type[Event], content_type: str | None, body: bytes | str) -> Decoded:
    """Read a message as events of `model`. Raises DeadLetter when it is not CloudEvents in JSON at all."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind not in (BATCH, SINGLE):
        raise DeadLetter(f"content type {content_type!r} is neither {BATCH} nor {SINGLE}")
    found = _load(body)
    if kind == SINGLE:
        found = [found]
    if not isinstance(found, list):
        raise DeadLetter("a batch must be a JSON array")
    events: list[Event] = []
    bad: list[BadEvent] = []
    for item in found:
        try:
            events.append(_event(model, item))
        except DeadLetter as error:
            bad.append(BadEvent(json.dumps(item, ensure_ascii=False, default=str), _id(item), str(error)))
    return Decoded(tuple(events), tuple(bad))


def _event(model: type[Event], item: Any) -> Event:
    reason = _unsafe(item)
    if reason:
        raise DeadLetter(reason)
    try:
        return model.model_validate(item)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, e['loc'])) or 'event'}: {e['msg']}" for e in error.errors(include_url=False))
        raise DeadLetter("; ".join(problems)) from None


def _load(body: bytes | str) -> Any:
    if len(body) > MAX_BODY:
        raise DeadLetter(f"the body has {len(body)} bytes; at most {MAX_BODY} are read")
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else body
        return json.loads(
            text, parse_float=_number, parse_int=_whole, parse_constant=_constant, object_pairs_hook=_once
        )
    except UnicodeDecodeError:
        raise DeadLetter("the body is not UTF-8") from None
    except ValueError as error:
        raise DeadLetter(f"the body is not JSON: {error}") from None
    except RecursionError:
        raise DeadLetter("the body is nested too deeply") from None


def _number(text: str) -> Any:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Unreadable(f"{text[:20]} is not a number")
    return number if _is_plain(number) else Unreadable(f"{text[:20]}… is out of range")


def _whole(text: str) -> Any:
    return int(text) if len(text) <= MAX_DIGITS else Unreadable(f"{text[:20]}… is out of range")


def _is_plain(number: Decimal) -> bool:
    return len(number.as_tuple().digits) <= MAX_DIGITS and abs(number.adjusted()) <= MAX_DIGITS


def _constant(text: str) -> Any:
    return Unreadable(f"{text} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    return found if len(found) == len(pairs) else found | {"": Unreadable("a key is given twice")}


def _unsafe(item: Any, depth: int = 0) -> str | None:
    if depth > MAX_DEPTH:
        return "nested too deeply"
    if isinstance(item, Unreadable):
        return str(item)
    if isinstance(item, dict):
        return next(filter(None, (_unsafe(value, depth + 1) for value in item.values())), None)
    if isinstance(item, list):
        return next(filter(None, (_unsafe(value, depth + 1) for value in item)), None)
    return _unsafe_text(item) if isinstance(item, str) else None


def _unsafe_text(text: str) -> str | None:
    # Figures travel as strings: those that would be endless when written out are as unsafe as numbers.
    if len(text) > MAX_DIGITS or not ("e" in text or "E" in text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return None if not number.is_finite() or _is_plain(number) else f"{text} is out of range"


def _id(item: Any) -> UUID | None:
    try:
        return UUID(item["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
