"""The figure of the whole."""

from __future__ import annotations

from services.report.domain.bulletin import Sentence
from services.report.domain.sentence_rules import TotalRuleSentence
from services.report.domain.sentences.wording import worded
from services.report.domain.sheet import Sheet
from shared.figures import plain


def total(rule: TotalRuleSentence, sheet: Sheet) -> Sentence | None:
    """Left out where the total row has no figure. The wording may use {value}, {as_of}, {window_start}."""
    line = sheet.total(rule.column)
    figure = line.evaluation if line else None
    if line is None or figure is None or figure.value is None:
        return None
    values = {
        "value": line.cell.text,
        "as_of": sheet.tongue.day(figure.as_of),
        "window_start": sheet.tongue.day(figure.window_start) if figure.window_start else None,
    }
    facts = {
        "indicator": figure.indicator,
        "unit": line.unit,
        "value": plain(figure.value),
        "as_of": figure.as_of.isoformat(),
        "how": figure.how,
    }
    return worded(rule, "total", sheet, values, facts)
