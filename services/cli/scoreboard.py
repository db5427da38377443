"""What the demo shows of a month: who meets which target, and who is behind."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from services.notify.domain.alert import Alert
from services.notify.domain.effort import effort_text
from services.notify.domain.naming import named
from services.notify.domain.parts import NamedFigure
from services.notify.domain.wording import figure_text, gap_text, target_text
from services.report.domain.bulletin import Bulletin, Cell, Column
from services.report.domain.bulletin import Table as Sheet
from shared.catalogue import Catalogue
from shared.facts import Verdict
from shared.vietnamese import date_text, month_text

COLOURS = {"met": "green", "not_met": "bold red", None: ""}


def scoreboard(bulletin: Bulletin) -> Table:
    """The table of the bulletin that is judged, as it will be printed."""
    sheet = next(table for table in bulletin.tables if any(column.show_verdict for column in table.columns))
    shown = Table(title=f"{sheet.title} – kỳ {month_text(bulletin.period)}", title_justify="left")
    shown.add_column("Đơn vị")
    for column in sheet.columns:
        shown.add_column(column.group or column.heading, justify="right")
    for line in lines_of(sheet):
        shown.add_row(*line)
    return shown


def lines_of(sheet: Sheet) -> list[list[str | Text]]:
    """Name and figures of each row, the total last."""
    rows = [(row.name, row.cells) for row in sheet.rows]
    total = [(sheet.total.name, sheet.total.cells)] if sheet.total else []
    return [[name, *(cell_text(cells[column.key], column) for column in sheet.columns)] for name, cells in rows + total]


def cell_text(cell: Cell, column: Column) -> Text:
    change = f" ({cell.change_text})" if column.show_change and cell.change_text else ""
    return Text(f"{cell.text}{change}", style=COLOURS[cell.verdict])


def alerts_table(alerts: Sequence[Alert], catalogue: Catalogue) -> Table | str:
    """The open alerts, one line each."""
    if not alerts:
        return "Không còn cảnh báo nào đang mở."
    shown = Table(title=f"Cảnh báo đang mở: {len(alerts)}", title_justify="left")
    for heading in ("Đơn vị", "Chỉ tiêu", "Kết quả", "Mục tiêu", "Còn thiếu", "Từ ngày"):
        shown.add_column(heading)
    for alert in alerts:
        shown.add_row(*alert_line(alert, catalogue))
    return shown


def alert_line(alert: Alert, catalogue: Catalogue) -> list[str]:
    """One alert as the unit would read it."""
    unit, figure = catalogue.units[alert.key.series.unit], named(alert.evaluation, catalogue)
    target, missing = _missed(alert.verdict, figure) if alert.verdict else ("", "")
    result = figure_text(alert.evaluation, figure.measure, "vi")
    since = date_text(alert.since) if alert.since else ""
    return [unit.short_name, figure.name_vi, result, target, missing, since]


def _missed(verdict: Verdict, figure: NamedFigure) -> tuple[str, str]:
    """The target, and how far it is: in the indicator's unit, and in cases where these are known."""
    missing = (gap_text(verdict, figure.measure, "vi"), effort_text(verdict, figure, "vi"))
    return target_text(verdict, figure.measure, "vi"), "; ".join(filter(None, missing))
