"""One worksheet, set up for A4, written cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from services.report.render.letters import printable
from services.report.render.sheets.formats import Formats

A4 = 9
INCH = 25.4
LONGEST = 32_000
BORDERED: Final[Mapping[str, Any]] = {"border": 1, "text_wrap": True}
#: the widest sheet, in letters, that reads well on an upright page: one of few rows, one of many
UPRIGHT, TALL_UPRIGHT = 100, 140
#: more rows than these stand better upright, and do not fit one page
TALL, ONE_PAGE = 20, 45


class Page:
    """A worksheet with the formats of its workbook; rows and columns count from 0."""

    def __init__(self, worksheet: Any, formats: Formats) -> None:
        self.worksheet = worksheet
        self.formats = formats
        worksheet.set_paper(A4)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=20 / INCH, right=15 / INCH, top=20 / INCH, bottom=20 / INCH)
        worksheet.set_header("&C&P", {"margin": 10 / INCH})
        worksheet.hide_gridlines(2)

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        """Write a text as a text, whatever it begins with."""
        shown = printable(text)[:LONGEST]
        self.worksheet.write_string(row, column, shown, self.formats.text(shown, **look))

    def merged(self, row: int, column: int, size: tuple[int, int], text: str, **look: Any) -> None:
        """Write a text over `size` rows and columns."""
        rows, columns = size
        if rows * columns == 1:
            self.text(row, column, text, **look)
            return
        shown = printable(text)[:LONGEST]
        form = self.formats.text(shown, **look)
        self.worksheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
        self.worksheet.write_string(row, column, shown, form)

    def number(self, row: int, column: int, value: Decimal, form: Any, formula: str = "") -> None:
        """Write a number, or the formula that gives it together with the number itself."""
        if formula:
            self.worksheet.write_formula(row, column, formula, form, float(value))
        else:
            self.worksheet.write_number(row, column, float(value), form)

    def columns(self, widths: Sequence[float]) -> None:
        """Set the widths, in letters."""
        for place, width in enumerate(widths):
            self.worksheet.set_column(place, place, width)

    def sized(self, width: float, rows: int) -> None:
        """Print a sheet of so many letters and rows on one page if it reads well there, upright if it is narrow."""
        if width <= (TALL_UPRIGHT if rows > TALL else UPRIGHT):
            self.worksheet.set_portrait()
        if rows <= ONE_PAGE:
            self.worksheet.fit_to_pages(1, 1)

    def heads(self, first: int, last: int, columns: int) -> None:
        """Rows `first` to `last` are headings: they stay in sight, and are printed on every page."""
        self.worksheet.freeze_panes(last + 1, columns)
        self.worksheet.repeat_rows(first, last)
