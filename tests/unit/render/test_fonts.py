"""The letters that editions are printed with."""

from __future__ import annotations

from services.report.render.fonts import font_faults, vietnamese_letters


def test_vietnamese_has_134_letters_beyond_the_latin_ones() -> None:
    assert len(vietnamese_letters()) == 134
    assert {"ữ", "Đ", "ằ", "Ỹ"} <= vietnamese_letters()


def test_the_font_has_them_all() -> None:
    assert font_faults() == []
