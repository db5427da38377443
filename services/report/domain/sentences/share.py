"""A part of a whole as a percent, and how far that is from its target."""

from __future__ import annotations

from services.report.domain.bulletin import Sentence
from services.report.domain.sentence_rules import ShareRule
from services.report.domain.sentences.gap import gap_text, target_text
from services.report.domain.sentences.wording import worded
from services.report.domain.sheet import Sheet
from shared.figures import plain
from shared.vietnamese import number_text


def share(rule: ShareRule, sheet: Sheet) -> Sentence | None:
    """Left out where the part or the whole is not known, or the whole is 0.

    The wording may use {numerator}, {denominator}, {rest} (the whole without the part), {value}, {target}, {gap},
    {as_of}, {window_start}.
    """
    total, first = sheet.table.total, sheet.table.rows[:1]
    unit = rule.unit or (total.unit if total else first[0].unit if first else "")
    figure = sheet.figures.get((unit, rule.column))
    if figure is None or figure.value is None or figure.numerator is None or not figure.denominator:
        return None
    tongue = sheet.tongue
    cell, measure = sheet.cell(unit, rule.column), sheet.column(rule.column).measure
    values = {
        "numerator": tongue.said(number_text(figure.numerator)),
        "denominator": tongue.said(number_text(figure.denominator)),
        "rest": tongue.said(number_text(figure.denominator - figure.numerator)),
        "value": cell.text,
        "target": target_text(cell, measure, tongue),
        "gap": gap_text(cell, measure, tongue),
        "as_of": tongue.day(figure.as_of),
        "window_start": tongue.day(figure.window_start) if figure.window_start else None,
    }
    facts = {
        "indicator": figure.indicator,
        "unit": unit,
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "value": plain(figure.value),
        "target": cell.target,
        "as_of": figure.as_of.isoformat(),
    }
    return worded(rule, "share", sheet, values, facts)
