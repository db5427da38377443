"""JSON pointers (RFC 6901): where in an answer something stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FORM = re.compile(r"(/([^~/]|~[01])*)*")
INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


class Missing:
    """There is nothing at a pointer, which is not the same as null."""


MISSING = Missing()


def is_pointer(text: str) -> bool:
    return FORM.fullmatch(text) is not None


def found_at(document: Any, pointer: str) -> Any:
    """What stands there, MISSING for nothing; "" is the whole document."""
    found = document
    for step in pointer.split("/")[1:]:
        found = _step(found, step.replace("~1", "/").replace("~0", "~"))
        if found is MISSING:
            return MISSING
    return found


def _step(found: Any, name: str) -> Any:
    if isinstance(found, Mapping):
        return found.get(name, MISSING)
    if isinstance(found, list) and INDEX.fullmatch(name) and int(name) < len(found):
        return found[int(name)]
    return MISSING
