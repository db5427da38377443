"""Bars of one percent column against its target, and the words that stand for them where they cannot be seen."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.bar_chart import Bar, Chart
from services.report.domain.layout import ChartRule
from services.report.domain.sheet import Line, Sheet
from services.report.domain.twins import beside

#: more units than this with one figure are counted, not named
NAMED = 3


def chart_of(rule: ChartRule, sheet: Sheet) -> Chart | None:
    """The chart of a column in row order, in both languages; None while there is nothing to draw."""
    chart = _chart(rule, sheet)
    english = _chart(rule.in_english(), sheet.in_english()) if chart and rule.title_en else None
    return chart if english is None or chart is None else beside(chart, english)


def _chart(rule: ChartRule, sheet: Sheet) -> Chart | None:
    column = sheet.column(rule.column)
    lines = sheet.lines(rule.column)
    if not any(line.cell.value for line in lines):
        return None
    target = column.aim.text(column.measure, sheet.tongue) if column.aim else None
    return Chart(
        id=rule.id,
        table=sheet.table.id,
        column=rule.column,
        title=rule.title,
        unit_of_measure="%" if column.measure == "percent" else "",
        target=column.target,
        upper=column.upper,
        target_label=f"{sheet.tongue.words('Chỉ tiêu', 'Target')} {target}" if target else "",
        bars=tuple(_bar(line) for line in lines),
        alt=(_alt_english if sheet.tongue.is_english else _alt)(rule.title, lines, target),
    )


def _bar(line: Line) -> Bar:
    return Bar(unit=line.unit, name=line.name, value=line.cell.value, text=line.cell.text, verdict=line.cell.verdict)


def _alt(title: str, lines: list[Line], target: str | None) -> str:
    drawn = [(Decimal(line.cell.value), line) for line in lines if line.cell.value is not None]
    highest, lowest = (pick(value for value, _ in drawn) for pick in (max, min))
    text = (
        f"Biểu đồ thanh: {title}; {len(drawn)}/{len(lines)} đơn vị có số liệu; "
        f"cao nhất {_those(drawn, highest)}, thấp nhất {_those(drawn, lowest)}"
    )
    if target is None:
        return f"{text}."
    behind = [f"{line.name} ({line.cell.text})" for line in lines if line.cell.verdict == "not_met"]
    told = f"{len(behind)} đơn vị chưa đạt: {', '.join(behind)}" if behind else "không có đơn vị nào chưa đạt"
    return f"{text}; đường nét đứt là chỉ tiêu {target}; {told}."


def _alt_english(title: str, lines: list[Line], target: str | None) -> str:
    drawn = [(Decimal(line.cell.value), line) for line in lines if line.cell.value is not None]
    highest, lowest = (pick(value for value, _ in drawn) for pick in (max, min))
    text = (
        f"Bar chart: {title}; {len(drawn)} of {len(lines)} units have figures; "
        f"highest {_those(drawn, highest, 'units')}, lowest {_those(drawn, lowest, 'units')}"
    )
    if target is None:
        return f"{text}."
    behind = [f"{line.name} ({line.cell.text})" for line in lines if line.cell.verdict == "not_met"]
    units = "1 unit does" if len(behind) == 1 else f"{len(behind)} units do"
    told = f"{units} not meet it: {', '.join(behind)}" if behind else "no unit fails to meet it"
    return f"{text}; the dashed line is the target of {target}; {told}."


def _those(drawn: list[tuple[Decimal, Line]], wanted: Decimal, units: str = "đơn vị") -> str:
    lines = [line for value, line in drawn if value == wanted]
    named = ", ".join(line.name for line in lines) if len(lines) <= NAMED else f"{len(lines)} {units}"
    return f"{lines[0].cell.text} ({named})"
