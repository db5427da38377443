"""JSON read strictly: decimals exact, and what is unsafe marked so that only the item around it is refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shared.errors import Refused
from shared.wording import say

MAX_DEPTH = 8
MAX_DIGITS = 30
MAX_EXPONENT = 4
STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
BRACKET = re.compile(r"[\[\]{}]")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Unreadable:
    """Stands where JSON held something that must not be taken, with the problem code that says why."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


def parse_json(body: bytes) -> Any:
    """Read a JSON document; numbers become Decimal. Raises Refused("malformed-json") when it is none."""
    try:
        text = body.decode("utf-8-sig")
        _check_depth(text)
        found = json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=_constant, object_pairs_hook=_object
        )
    except UnicodeDecodeError as error:
        raise Refused("malformed-json", say("not-utf-8", byte=error.start)) from None
    except json.JSONDecodeError as error:
        wrong = say("not-json", line=error.lineno, column=error.colno, reason=error.msg)
        raise Refused("malformed-json", wrong) from None
    if "\\ud" in text.lower() and SURROGATE.search(json.dumps(found, ensure_ascii=False, default=str)):
        raise Refused("malformed-json", say("half-a-surrogate"))
    return found


def _check_depth(text: str) -> None:
    depth = 0
    for bracket in BRACKET.findall(STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise Refused("malformed-json", say("too-deep", most=MAX_DEPTH))


def _number(text: str) -> Decimal | Unreadable:
    digits, _mark, exponent = text.lower().partition("e")
    if sum(map(str.isdigit, digits)) > MAX_DIGITS or len(exponent) > MAX_EXPONENT:
        return Unreadable("number-out-of-bounds", text)
    number = Decimal(text)
    return number if abs(number.adjusted()) <= MAX_DIGITS else Unreadable("number-out-of-bounds", text)


def _constant(text: str) -> Unreadable:
    return Unreadable("not-a-number", text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Unreadable:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _value in pairs]
    return Unreadable("duplicate-key", next(name for name in names if names.count(name) > 1))
