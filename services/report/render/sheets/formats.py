"""How cells look: numbers as Vietnamese read them, texts that no program takes for a formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from services.report.render.labels import Labels

FONT = "Times New Roman"
#: the language whose separators a number is shown with
LANGUAGES = {"vi": "[$-42A]", "en": "[$-809]"}
#: what a program that reads the text again may take for a formula
SUSPECT = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ChangeWords:
    """How a change of percents is told: the words before it, the word instead of it, and what its points are called."""

    more: str
    less: str
    equal: str
    point: str
    points: str


CHANGES = {
    "vi": ChangeWords("Tăng", "Giảm", "Bằng", "%", "%"),
    "en": ChangeWords("Up", "Down", "Equal", " point", " points"),
}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any, labels: Labels) -> None:
        self._workbook = workbook
        self.language = labels.language
        self._language = LANGUAGES[labels.language]
        self.make = cache(self._make)

    def _make(self, **look: Any) -> Any:
        return self._workbook.add_format({"font_name": FONT, "font_size": 12, "valign": "vcenter", **look})

    def text(self, text: str, **look: Any) -> Any:
        """The format of a text; one that looks like a formula is marked as a text for good."""
        quoted = {"quote_prefix": True} if len(text) > 1 and text.startswith(SUSPECT) else {}
        return self.make(**look, **quoted)

    def number(self, decimals: int, *, percent: bool = False, suffix: str = "", **look: Any) -> Any:
        """The format of a figure with so many decimals, a percent sign and a mark behind it."""
        return self.make(num_format=self._language + digits(decimals, percent=percent) + _quoted(suffix), **look)

    def change(self, decimals: int, words: ChangeWords | None, *, suffix: str = "", **look: Any) -> Any:
        """The format of a change, with the words for more, less and equal where it is one of percents."""
        shown, mark = digits(decimals), _quoted(suffix)
        if words is None:
            parts = f"{shown}{mark};-{shown}{mark};0{mark}"
        else:
            more, less = (f'"{word}"" "{shown}"{words.points}"{mark}' for word in (words.more, words.less))
            parts = f'{more};{less};"{words.equal}"{mark}'
        return self.make(num_format=self._language + parts, **look)


def digits(decimals: int, *, percent: bool = False) -> str:
    """The digits of a number format: 1 and percent is #,##0.0"%"."""
    return "#,##0" + ("." + "0" * decimals if decimals else "") + ('"%"' if percent else "")


def _quoted(suffix: str) -> str:
    return f'" {suffix}"' if suffix else ""
