"""The figures behind the trend lines, an edition a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from services.report.domain.trend import Trend
from services.report.render.labels import Labels
from services.report.render.sheets.page import BORDERED, Page


def add_trends(page: Page, trends: Sequence[Trend], labels: Labels) -> None:
    """Write all trends below each other."""
    page.columns((80, 12, 16, 16, 16, 16))
    headings = (labels.figure, labels.period, labels.whole, labels.highest, labels.lowest, labels.met_units)
    for place, heading in enumerate(headings):
        page.text(0, place, heading, bold=True, align="center", bg_color="#F0F2F4", **BORDERED)
    page.heads(0, 0, 1)
    rows = [(trend, point) for trend in trends for point in trend.points]
    for row, (trend, point) in enumerate(rows, 1):
        page.text(row, 0, trend.title, **BORDERED)
        page.text(row, 1, point.period, align="center", **BORDERED)
        page.text(row, 5, f"{point.met}/{point.judged}" if point.judged else "", align="center", **BORDERED)
        for place, value in enumerate((point.value, point.highest, point.lowest), 2):
            if value is None:
                page.text(row, place, "", **BORDERED)
            else:
                decimals = min(len(value.partition(".")[2]), 2)
                form = page.formats.number(decimals, percent=trend.unit_of_measure == "%", align="right", **BORDERED)
                page.number(row, place, Decimal(value), form)
