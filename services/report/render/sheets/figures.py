"""A figure or a change in its cell: a number that is shown as the edition prints it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from services.report.render.grid import Slot
from services.report.render.sheets.formats import CHANGES, ChangeWords
from services.report.render.sheets.page import Page

DECIMALS = {"vi": re.compile(r"\d,(\d+)"), "en": re.compile(r"\d\.(\d+)")}


def write_figure(page: Page, row: int, column: int, slot: Slot, formula: str, **look: Any) -> None:
    """Write the figure of `slot`, by `formula` where it is a total; its marks stand behind it."""
    cell = slot.cell
    if cell is None or cell.value is None:
        raise ValueError(f"{slot.text!r} is no figure")
    suffix = slot.text.removeprefix(cell.text).strip()
    form = page.formats.number(_decimals(cell.text, page), percent=_is_percent(slot), suffix=suffix, **look)
    page.number(row, column, Decimal(cell.value), form, formula)


def write_change(page: Page, row: int, column: int, slot: Slot, **look: Any) -> None:
    """Write the change of `slot`; one too small for its decimals is written as it is printed."""
    cell = slot.cell
    if cell is None or cell.change is None:
        raise ValueError(f"{slot.text!r} is no change")
    decimals, value = _decimals(cell.change_text, page), Decimal(cell.change)
    if value and not round(value, decimals):
        page.text(row, column, slot.text, **look)
        return
    suffix = slot.text.removeprefix(cell.change_text).strip()
    form = page.formats.change(decimals, _words(slot, value, page), suffix=suffix, **look)
    page.number(row, column, value, form)


def _words(slot: Slot, value: Decimal, page: Page) -> ChangeWords | None:
    """The words of a change of percents; one point is one."""
    if not _is_percent(slot):
        return None
    words = CHANGES[page.formats.language]
    return replace(words, points=words.point) if abs(value) == 1 else words


def _is_percent(slot: Slot) -> bool:
    return slot.leaf.column is not None and slot.leaf.column.measure == "percent"


def _decimals(text: str, page: Page) -> int:
    found = DECIMALS[page.formats.language].search(text)
    return len(found[1]) if found else 0
