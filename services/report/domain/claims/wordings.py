"""The wordings of the layout read backwards: which sentence of which table a text is, and the values it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from services.report.domain.pattern import NAME, OPTIONAL

#: values of several words, and how they begin; all others are one number or one day
LONG: Mapping[str, str] = {
    "units": "",
    "names": "",
    "exceptions": "",
    "movement": r"(?:tăng|giảm|giữ nguyên)\s",
    "gap": r"(?:vượt|thấp hơn|không chênh lệch)",
    "growth": r"(?:(?:tăng|giảm)\s|không thay đổi)",
    "target": r"(?:(?:không quá|dưới|trên|từ)\s)?\d",
    "since_start": r"(?:tăng|giảm|không thay đổi)",
}
LONGEST = 4000


def unfilled(pattern: str, text: str) -> dict[str, str] | None:
    """The values by name that `fill` has put into `pattern` to give `text`; None where it has not.

    A name that stands twice must have the same value in both places.
    """
    found = _expression(pattern).fullmatch(text)
    if found is None:
        return None
    names = [name for piece in OPTIONAL.split(pattern) for name in NAME.findall(piece)]
    values: dict[str, str] = {}
    for name, value in zip(names, found.groups(), strict=True):
        if value is not None and values.setdefault(name, value) != value:
            return None
    return values


def _expression(pattern: str) -> re.Pattern[str]:
    pieces = []
    for piece in OPTIONAL.split(pattern):
        if piece.startswith("["):
            pieces.append(f"(?:{''.join(_literal(piece[1:-1]))})?")
        else:
            pieces.append("".join(_literal(piece)))
    return re.compile("".join(pieces))


def _literal(piece: str) -> Iterator[str]:
    place = 0
    for found in NAME.finditer(piece):
        yield re.escape(piece[place : found.start()])
        name = found[1].rpartition(".")[2]
        yield f"({LONG[name]}.{{0,2000}}?)" if name in LONG else r"(\S{1,40}?)"
        place = found.end()
    yield re.escape(piece[place:])


def likely(pattern: str, text: str) -> bool:
    """Whether `text` can be in this wording at all: it begins as the wording does."""
    return len(text) <= LONGEST and text.startswith(pattern.split("{", maxsplit=1)[0].split("[", maxsplit=1)[0])
