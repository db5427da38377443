"""The edition as a workbook: a sheet for each table, figures as numbers, totals as formulas, every source named."""

from services.report.render.sheets.workbook import xlsx_bytes

__all__ = ["xlsx_bytes"]
