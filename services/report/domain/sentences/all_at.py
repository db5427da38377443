"""Whether all units are at a value; when not, how many are and who is not."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.bulletin import Sentence
from services.report.domain.measures import Measure, as_printed, figure_text
from services.report.domain.sentence_rules import AllAtRule
from services.report.domain.sentences.dates import latest_day
from services.report.domain.sentences.wording import named, stated, worded
from services.report.domain.sheet import Line, Sheet
from shared.figures import plain


def all_at(rule: AllAtRule, sheet: Sheet) -> Sentence | None:
    """All is said only when every unit with activity has a figure and it is that value, and never of one alone.

    The wordings may use {value}, {count} (units at it), {of}, {exceptions} (the others, with figures), {as_of}.
    """
    column = sheet.column(rule.column)
    lines = [line for line in sheet.lines(rule.column) if line.cell.status in {"reported", "missing"}]
    others = [line for line in lines if not _is_at(line, rule.value, column.measure)]
    if all(line.cell.value is None for line in lines) or (len(lines) == 1 and not others):
        return None
    values = {
        "value": sheet.tongue.said(figure_text(rule.value, column.measure)),
        "count": sheet.tongue.count(len(lines) - len(others)),
        "of": sheet.tongue.count(len(lines)),
        "exceptions": named(others),
        "as_of": latest_day(lines, sheet.tongue),
    }
    facts = {
        "indicator": column.indicator,
        "value": plain(rule.value),
        "all": not others,
        "count": str(len(lines) - len(others)),
        "of": str(len(lines)),
        "exceptions": stated(others),
    }
    some = rule.nobody or rule.some if len(others) == len(lines) else rule.some
    return worded(rule, "all_at", sheet, values, facts, pattern=some if others else rule.pattern)


def _is_at(line: Line, value: Decimal, measure: Measure) -> bool:
    """By what the table shows."""
    cell = line.cell
    return cell.value is not None and as_printed(Decimal(cell.value), measure, *cell.ends) == value
