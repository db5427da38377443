"""The trend of a column that has a chart, computed from the figures of all editions so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from services.report.domain.bar_chart import Chart
from services.report.domain.cell import verdict_of
from services.report.domain.layout import ColumnRule
from services.report.domain.measures import Measure, figure_text
from services.report.domain.records import Known
from services.report.domain.sheet import Sheet
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Language, Tongue
from services.report.domain.trend import Trend, TrendPoint
from services.report.domain.twins import beside, in_english
from shared.facts import Evaluation
from shared.figures import dimension_text, plain

#: editions on one line: two at least, a year and the month before it at most
LEAST, MOST = 2, 13
#: how a chart's title says that its bars are units, how a line's says that it goes over time, and what it is
WORDS: Final[Mapping[Language, tuple[str, str, str]]] = {
    "vi": (" theo đơn vị", " qua các kỳ báo cáo", "Biểu đồ đường"),
    "en": (" by unit", " over the reporting periods", "Line chart"),
}


def trend_of(rule: ColumnRule, chart: Chart, sheet: Sheet, known: Known) -> Trend | None:
    """The lines of the column of `chart`; None until two editions have a figure of the whole to compare."""
    points = tuple(_points(rule, sheet, known))[-MOST:]
    if sum(point.value is not None for point in points) < LEAST:
        return None
    measure = sheet.column(rule.key).measure
    trend = _trend(chart, points, measure, VIETNAMESE)
    return beside(trend, _trend(in_english(chart), points, measure, ENGLISH)) if chart.title_en else trend


def _trend(chart: Chart, points: tuple[TrendPoint, ...], measure: Measure, tongue: Tongue) -> Trend:
    by_unit, over_time, drawn = WORDS[tongue.language]
    title = f"{chart.title.removesuffix(by_unit)}{over_time}"
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
        alt=f"{drawn}: {title}; {'; '.join(_told(point, measure, tongue) for point in points)}.",
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


def _told(point: TrendPoint, measure: Measure, tongue: Tongue) -> str:
    named = (
        (tongue.words("số chung", "overall"), point.value),
        (tongue.words("cao nhất", "highest"), point.highest),
        (tongue.words("thấp nhất", "lowest"), point.lowest),
    )
    figures = [(word, figure_text(Decimal(value), measure)) for word, value in named if value is not None]
    parts = [f"{word} {tongue.said(text)}" for word, text in figures]
    if point.judged:
        units = f"{point.met} of {point.judged} units met it"
        parts.append(tongue.words(f"{point.met}/{point.judged} đơn vị đạt", units))
    month = tongue.month(point.period)
    return f"{tongue.words(f'tháng {month}', month)}: {', '.join(parts)}"
