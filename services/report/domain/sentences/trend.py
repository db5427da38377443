"""How the total moved since the period before it."""

from __future__ import annotations

from services.report.domain.bulletin import Sentence
from services.report.domain.measures import pair_texts
from services.report.domain.sentence_rules import TrendRule
from services.report.domain.sentences.movement import direction, movement
from services.report.domain.sentences.wording import worded
from services.report.domain.sheet import Sheet
from shared.figures import plain


def trend(rule: TrendRule, sheet: Sheet) -> Sentence | None:
    """Left out where the total has no figure or nothing to compare with.

    The wording may use {movement}, {from}, {from_as_of}, {to}, {to_as_of}.
    """
    line = sheet.total(rule.column)
    figure = line.evaluation if line else None
    if line is None or figure is None or figure.value is None or figure.change is None:
        return None
    measure, change = sheet.column(rule.column).measure, figure.change
    before, now = map(sheet.tongue.said, pair_texts(change.value, figure.value, measure, *line.cell.ends))
    values = {
        "movement": movement(figure, measure, *line.cell.ends, tongue=sheet.tongue),
        "from": before,
        "from_as_of": sheet.tongue.day(change.as_of),
        "to": now,
        "to_as_of": sheet.tongue.day(figure.as_of),
    }
    facts = {
        "indicator": figure.indicator,
        "unit": line.unit,
        "from": {"period": change.period, "as_of": change.as_of.isoformat(), "value": plain(change.value)},
        "to": {"period": figure.period, "as_of": figure.as_of.isoformat(), "value": plain(figure.value)},
        "direction": direction(change),
    }
    return worded(rule, "trend", sheet, values, facts)
