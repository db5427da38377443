"""How cells look: numbers as Vietnamese read them, texts that no program takes for a formula."""

from __future__ import annotations

from functools import cache
from typing import Any

from services.report.render.labels import Labels

FONT = "Times New Roman"
#: the language whose separators a number is shown with
LANGUAGES = {"vi": "[$-42A]", "en": "[$-809]"}
#: what a program that reads the text again may take for a formula
SUSPECT = ("=", "+", "-", "@", "\t", "\r")


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any, labels: Labels) -> None:
        self._workbook = workbook
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

    def change(self, decimals: int, words: tuple[str, str, str] | None, *, suffix: str = "", **look: Any) -> Any:
        """The format of a change, with the words for more, less and equal where it is one of percents."""
        shown = digits(decimals, percent=words is not None)
        more, less, equal = (f'"{word}"' for word in words) if words else ("", "-", "0")
        gap = '" "' if words else ""
        mark = _quoted(suffix)
        parts = f"{more}{gap}{shown}{mark};{less}{gap}{shown}{mark};{equal}{mark}"
        return self.make(num_format=self._language + parts, **look)


def digits(decimals: int, *, percent: bool) -> str:
    """The digits of a number format: 1 and percent is #,##0.0"%"."""
    return "#,##0" + ("." + "0" * decimals if decimals else "") + ('"%"' if percent else "")


def _quoted(suffix: str) -> str:
    return f'" {suffix}"' if suffix else ""
