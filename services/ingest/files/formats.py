"""How the cells of a workbook show their numbers: as percents, as days, or as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from shared.office.xml_part import Part

Shown = Literal["number", "percent", "day"]

PERCENTS = frozenset({9, 10})
DAYS = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
#: what a format prints as it is: quoted text, escaped letters, colours and currencies in brackets, padding
PRINTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DAY_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)


class Styles(Part):
    """xl/styles.xml: `shown` by the number of a cell's style."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self._own: dict[int, Shown] = {}
        self._in_cells = False

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._own[_number(attributes.get("numFmtId"))] = shown_by(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.shown.append(self._of(_number(attributes.get("numFmtId"))))

    def closes(self, name: str, text: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def _of(self, number: int) -> Shown:
        if number in self._own:
            return self._own[number]
        return "percent" if number in PERCENTS else "day" if number in DAYS else "number"


def shown_by(code: str) -> Shown:
    """What a format code such as "0.0%" or "dd/mm/yyyy" makes of a number."""
    bare = PRINTED.sub("", code)
    if "%" in bare:
        return "percent"
    return "day" if bare.lower() != "general" and DAY_LETTER.search(bare) else "number"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0  # noqa: PLR2004
