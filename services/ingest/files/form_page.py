"""How the pages of a form are laid out: heights, margins, and the page of instructions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from services.ingest.files import paint
from services.ingest.files.form_words import Words

#: points of a line of text, and what its cell has around it
LINE, AROUND = 14.5, 5
#: characters that a unit of a column's width holds, on average
DENSITY = 1.2
A4 = 9
NUMBER_WIDTH, STEP_WIDTH = 5, 115


def set_height(page: Worksheet, row: int, widths: Sequence[float]) -> None:
    """Make a row as high as the longest of its texts needs; `widths` in widths of their columns."""
    page.row_dimensions[row].height = max(1, *(math.ceil(width / DENSITY) for width in widths)) * LINE + AROUND


def set_page(page: Worksheet) -> None:
    """Fit the width of a sheet to a landscape A4."""
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", A4, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.print_options.horizontalCentered = True


def write_guide(page: Worksheet, words: Words) -> None:
    """Write the instructions, one step a row."""
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = NUMBER_WIDTH, STEP_WIDTH
    page["B1"] = words.guide
    page["B1"].font = paint.TITLE
    for number, step in enumerate(words.steps, start=1):
        row = number + 2
        for column, text in ((1, f"{number}."), (2, step)):
            cell = page.cell(row, column, text)
            cell.font, cell.alignment = paint.BODY, paint.LEFT
        set_height(page, row, (len(step) / STEP_WIDTH,))
    set_page(page)
