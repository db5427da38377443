"""Whether the font that charts are drawn with has every Vietnamese letter."""

from __future__ import annotations

import unicodedata

from services.report.render.chart_png import FONT

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese_letters() -> set[str]:
    """Every letter of Vietnamese that is not plain Latin, in both cases."""
    toned = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return {letter for low in toned for letter in (low, low.upper()) if not letter.isascii()}


def missing_letters() -> list[str]:
    """The letters that the chart font lacks; empty when charts can be drawn."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - half a second, only for those who draw

    known = get_font(findfont(FONT, fallback_to_default=False)).get_charmap()
    return sorted(letter for letter in vietnamese_letters() if ord(letter) not in known)
