"""The units below the target."""

from __future__ import annotations

from services.report.domain.bulletin import Sentence
from services.report.domain.sentence_rules import BehindRule
from services.report.domain.sentences.dates import latest_day
from services.report.domain.sentences.wording import named, stated, worded
from services.report.domain.sheet import Sheet


def behind(rule: BehindRule, sheet: Sheet) -> Sentence | None:
    """The units whose verdict is not met, in row order; `none` is said only when every judged unit met its target.

    Where a wording for one or for every unit is not given, the usual one is said.

    The wording may use {count}, {of} (judged units), {target}, {units}, {as_of}.
    """
    column = sheet.column(rule.column)
    lines = sheet.lines(rule.column)
    judged = [line for line in lines if line.cell.verdict is not None]
    late = [line for line in judged if line.cell.verdict == "not_met"]
    if not judged:
        return None
    values = {
        "count": sheet.tongue.count(len(late)),
        "of": sheet.tongue.count(len(judged)),
        "target": column.aim.text(column.measure, sheet.tongue) if column.aim else None,
        "units": named(late),
        "as_of": latest_day(judged, sheet.tongue),
    }
    facts = {
        "indicator": column.indicator,
        "target": column.target,
        "count": str(len(late)),
        "of": str(len(judged)),
        "units": stated(late),
    }
    return worded(rule, "behind", sheet, values, facts, pattern=_pattern(rule, len(late), len(judged)))


def _pattern(rule: BehindRule, late: int, judged: int) -> str:
    if late == 0:
        # Of one unit nobody says that all are.
        return rule.none if judged > 1 else ""
    if late == 1:
        return rule.one or rule.pattern
    return rule.every if rule.every and late == judged else rule.pattern
