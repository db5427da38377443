"""The form of a unit as a workbook, which comes back as figures without any option."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.ingest.domain.form import Asked, Form
from services.ingest.domain.heading import FORM
from services.ingest.domain.notation import spelled
from services.ingest.files import paint
from services.ingest.files.form_page import set_height, set_page, write_guide
from services.ingest.files.form_words import WORDS, Language, Words
from services.ingest.files.validation import add_validations
from shared.facts import Figure
from shared.figures import Status, plain
from shared.vietnamese import date_text, month_text, number_text

#: the heading that is read, by the column for people or the field above it; the first column marks the file as a form
COLUMNS = {
    "no": FORM,
    "name": "#name",
    "part": "#part",
    "measure": "#measure",
    "before": "#before",
    "window_start": "window_start",
    "as_of": "as_of",
    "value": "value:shown",
    "numerator": "numerator",
    "denominator": "denominator",
    "no_activity": "no_activity",
    "unit": "unit",
    "indicator": "indicator",
    "dimension": "dimension",
    "period": "period",
}
WIDTHS = {"no": 6, "name": 50, "part": 22, "measure": 11, "before": 24, "no_activity": 11}
WIDTH = 13
HIDDEN = ("unit", "indicator", "dimension", "period")
NUMBERS = ("value", "numerator", "denominator")
PARTS = ("numerator", "denominator")
SHOWN_ROW, READ_ROW = 6, 7
LAST_SHOWN = "no_activity"
DAY_FORMAT, NUMBER_FORMAT = "dd/mm/yyyy", "#,##0.############"
#: a workbook keeps no more digits of a number
EXACT_DIGITS = 15


@dataclass(frozen=True)
class Sheet:
    """The sheet that is filled in, and what is said on it."""

    page: Worksheet
    words: Words
    language: Language

    def cell(self, row: int, name: str) -> Cell:
        found = self.page.cell(row, list(COLUMNS).index(name) + 1)
        if not isinstance(found, Cell):
            raise TypeError(f"{name} of row {row} is part of a merged cell")
        return found


def write_form(form: Form, language: Language = "vi") -> bytes:
    """The form as a workbook: locked but for what is asked, each cell with its rule, the last figure beside it."""
    book = Workbook()
    page = book.worksheets[0]
    sheet = Sheet(page, WORDS[language], language)
    page.title = sheet.words.sheet
    _top(sheet, form)
    _headings(sheet)
    for number, asked in enumerate(form.rows, start=1):
        _row(sheet, READ_ROW + number, number, asked, form)
    add_validations(
        page, form, sheet.words, READ_ROW + 1, {name: get_column_letter(place) for place, name in _places()}
    )
    _lay_out(page)
    write_guide(book.create_sheet(sheet.words.guide), sheet.words)
    for each in book.worksheets:
        each.protection.sheet = True  # against slips, not against people: it has no password
        each.protection.formatColumns = each.protection.formatRows = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _places() -> list[tuple[int, str]]:
    return list(enumerate(COLUMNS, start=1))


def _top(sheet: Sheet, form: Form) -> None:
    words, last = sheet.words, list(COLUMNS).index(LAST_SHOWN) + 1
    period = words.period.format(period=month_text(form.period), cut_off=date_text(form.cut_off))
    lines = (words.title, words.unit.format(unit=form.unit.name_on(form.day)), period, words.hint)
    for row, (text, font) in enumerate(zip(lines, (paint.TITLE, paint.BOLD, paint.BODY, paint.SMALL), strict=True), 1):
        cell = sheet.cell(row, "no")
        paint.write_text(cell, text)
        cell.font, cell.alignment = font, paint.MIDDLE if row == 1 else paint.ABOVE
        sheet.page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)


def _headings(sheet: Sheet) -> None:
    for name, read in COLUMNS.items():
        sheet.cell(READ_ROW, name).value = read
        head = sheet.cell(SHOWN_ROW, name)
        head.value = sheet.words.columns.get(name)
        head.font, head.fill, head.border, head.alignment = paint.WHITE_BOLD, paint.HEAD, paint.BOX, paint.MIDDLE


def _row(sheet: Sheet, row: int, number: int, asked: Asked, form: Form) -> None:
    indicator, vietnamese = asked.indicator, sheet.language == "vi"
    texts = {
        "name": indicator.name_vi if vietnamese else indicator.name_en,
        "part": asked.dimension.replace(";", "; "),
        "measure": sheet.words.measures[indicator.measure],
        "before": _before(asked.before, sheet),
        "unit": form.unit.id,
        "indicator": indicator.id,
        "dimension": asked.dimension,
        "period": form.period,
    }
    for name in COLUMNS:
        cell = sheet.cell(row, name)
        cell.font, cell.border, cell.alignment = paint.BODY, paint.BOX, paint.LEFT
        if text := texts.get(name):
            paint.write_text(cell, text)
    sheet.cell(row, "no").value = number
    sheet.cell(row, "no").alignment = paint.MIDDLE
    set_height(sheet.page, row, (len(texts["name"]) / WIDTHS["name"], len(texts["part"]) / WIDTHS["part"]))
    sheet.cell(row, "before").alignment = paint.RIGHT
    _inputs(sheet, row, asked, form)


def _inputs(sheet: Sheet, row: int, asked: Asked, form: Form) -> None:
    said = _said(asked.held, form)
    for name in ("window_start", "as_of", *NUMBERS, "no_activity"):
        cell = sheet.cell(row, name)
        open_ = name not in PARTS or asked.indicator.measure == "percent"
        cell.fill = paint.INPUT if open_ else paint.CLOSED
        cell.protection = Protection(locked=not open_)
        cell.alignment = paint.RIGHT if name in NUMBERS else paint.MIDDLE
        cell.number_format = NUMBER_FORMAT if name in NUMBERS else DAY_FORMAT if name != "no_activity" else "@"
        cell.value = said.get(name)


def _said(held: Figure | None, form: Form) -> dict[str, Any]:
    """What already stands in the cells of a row: the figure that was sent for the month."""
    if held is None:
        return {"as_of": form.day}
    found: dict[str, Any] = {"as_of": held.as_of, "window_start": held.window_start}
    if held.status is Status.NO_ACTIVITY:
        return found | {"no_activity": "x"}
    stated = PARTS if held.denominator is not None else ("value",)
    return found | {name: _exact(getattr(held, name)) for name in stated}


def _exact(number: Decimal) -> Decimal | str:
    """The number, as text when a workbook would round it."""
    digits = plain(number).lstrip("-0.").replace(".", "")
    return number if len(digits) <= EXACT_DIGITS else spelled(number)


def _before(figure: Figure | None, sheet: Sheet) -> str:
    if figure is None:
        return ""
    month = month_text(figure.period)
    if figure.status is Status.NO_ACTIVITY or figure.value is None:
        return f"{sheet.words.nothing} ({month})"
    text = number_text(figure.value) if sheet.language == "vi" else f"{round(figure.value, 2):,f}"
    return f"{text} ({month})"


def _lay_out(page: Worksheet) -> None:
    for place, name in _places():
        column = page.column_dimensions[get_column_letter(place)]
        column.width = WIDTHS.get(name, WIDTH)
        column.hidden = name in HIDDEN
    page.row_dimensions[1].height, page.row_dimensions[SHOWN_ROW].height = 28, 34
    page.row_dimensions[READ_ROW].hidden = True
    page.freeze_panes = page.cell(READ_ROW + 1, 3).coordinate
    page.print_title_rows = f"{SHOWN_ROW}:{SHOWN_ROW}"
    set_page(page)
