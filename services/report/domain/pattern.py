"""Wordings with places for computed values: `{name}` must be known, `[…{name}…]` is dropped when it is not.

`{name|unit is|units are}` is the first where the value is 1, else the second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = re.compile(r"\{([a-z0-9_.-]+)\}")
FORMS = re.compile(r"\{([a-z0-9_.-]+)\|([^{}|]*)\|([^{}|]*)\}")
ASKED = re.compile(r"\{([a-z0-9_.-]+)(?:\|[^{}|]*\|[^{}|]*)?\}")
ONE = "1"
OPTIONAL = re.compile(r"(\[[^\[\]]*\])")


def fill(pattern: str, values: Mapping[str, str | None]) -> str | None:
    """The wording with its values; None when one that is not optional is unknown."""
    pieces = []
    for piece in OPTIONAL.split(pattern):
        optional = piece.startswith("[")
        text = _filled(piece[1:-1] if optional else piece, values)
        if text is None and not optional:
            return None
        pieces.append(text or "")
    return "".join(pieces)


def names_in(pattern: str) -> list[str]:
    """The names of the values a wording asks for, in order."""
    return ASKED.findall(pattern)


def _filled(piece: str, values: Mapping[str, str | None]) -> str | None:
    if any(values.get(name) is None for name in ASKED.findall(piece)):
        return None
    piece = FORMS.sub(lambda found: found[2 if values[found[1]] == ONE else 3], piece)
    return NAME.sub(lambda found: values[found[1]] or "", piece)
