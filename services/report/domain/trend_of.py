"""The trend of a column that has a chart, computed from the figures of all editions so far."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from services.report.domain.bulletin import Chart
from services.report.domain.cell import verdict_of
from services.report.domain.layout import ColumnRule
from services.report.domain.measures import Measure, figure_text
from services.report.domain.records import Known
from services.report.domain.sheet import Sheet
from services.report.domain.trend import Trend, TrendPoint
from shared.facts import Evaluation
from shared.figures import dimension_text, plain
from shared.vietnamese import month_text

#: editions on one line: two at least, a year and the month before it at most
LEAST, MOST = 2, 13
BY_UNIT = " theo đơn vị"


def trend_of(rule: ColumnRule, chart: Chart, sheet: Sheet, known: Known) -> Trend | None:
    """The lines of the column of `chart`; None until two editions have a figure of the whole to compare."""
    points = tuple(_points(rule, sheet, known))[-MOST:]
    if sum(point.value is not None for point in points) < LEAST:
        return None
    measure = sheet.column(rule.key).measure
    title = f"{chart.title.removesuffix(BY_UNIT)} qua các kỳ báo cáo"
    return Trend(
        id=f"{chart.id}-trend",
        table=chart.table,
        column=chart.column,
        title=title,
        unit_of_measure=chart.unit_of_measure,
        target=chart.target,
        upper=chart.upper,
        target_label=chart.target_label,
        points=points,
        alt=f"Biểu đồ đường: {title}; {'; '.join(_told(point, measure) for point in points)}.",
    )


def _points(rule: ColumnRule, sheet: Sheet, known: Known) -> Iterator[TrendPoint]:
    key = (rule.indicator, dimension_text(rule.dimension))
    figures = {
        (figure.period, figure.unit): found
        for figure, found in known.records.evaluations.items()
        if (figure.indicator, figure.dimension) == key and figure.period <= known.period
    }
    units = [row.unit for row in sheet.table.rows]
    for period in sorted({period for period, _ in figures}):
        total = figures.get((period, sheet.table.total.unit)) if sheet.table.total else None
        rows = [found for unit in units if (found := figures.get((period, unit))) is not None]
        point = _point(period, total, rows, rule, known)
        if point.value is not None or point.highest is not None:
            yield point


def _point(period: str, total: Evaluation | None, rows: list[Evaluation], rule: ColumnRule, known: Known) -> TrendPoint:
    values = [row.value for row in rows if row.value is not None]
    verdicts = [verdict_of(row, rule.programme, known.catalogue.programmes) for row in rows]
    judged = [verdict for verdict in verdicts if verdict is not None]
    return TrendPoint(
        period=period,
        value=plain(total.value) if total is not None and total.value is not None else None,
        highest=plain(max(values)) if values else None,
        lowest=plain(min(values)) if values else None,
        met=sum(verdict.verdict == "met" for verdict in judged) if judged else None,
        judged=len(judged) or None,
    )


def _told(point: TrendPoint, measure: Measure) -> str:
    named = (("số chung", point.value), ("cao nhất", point.highest), ("thấp nhất", point.lowest))
    parts = [f"{word} {figure_text(Decimal(value), measure)}" for word, value in named if value is not None]
    parts += [f"{point.met}/{point.judged} đơn vị đạt"] if point.judged else []
    return f"tháng {month_text(point.period)}: {', '.join(parts)}"
