"""The units in the first places."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.bulletin import Sentence
from services.report.domain.measures import Measure, as_printed
from services.report.domain.sentence_rules import TopRule
from services.report.domain.sentences.dates import latest_day
from services.report.domain.sentences.wording import named, names, stated, worded
from services.report.domain.sheet import Line, Sheet


def top(rule: TopRule, sheet: Sheet) -> Sentence | None:
    """The first `n` places from the highest figure down, or from the lowest up; all who share the last place.

    Figures are equal that are printed alike, and those stand in row order.
    The wording may use {count} (units named), {units} (with figures), {names}, {value} (of the first), {as_of}.
    """
    lines = sheet.lines(rule.column)
    placed = _placed(lines, rule, sheet.column(rule.column).measure)
    if not placed:
        return None
    values = {
        "count": sheet.tongue.count(len(placed)),
        "units": named(placed),
        "names": names(placed),
        "value": placed[0].cell.text,
        "as_of": latest_day(placed, sheet.tongue),
    }
    facts = {
        "indicator": sheet.column(rule.column).indicator,
        "n": str(rule.n),
        "units": stated(placed),
        "excludes": list(rule.exclude),
    }
    if rule.order == "lowest":
        facts["order"] = rule.order
    return worded(rule, "top", sheet, values, facts, pattern=_pattern(rule, placed, lines))


def _pattern(rule: TopRule, placed: list[Line], lines: list[Line]) -> str:
    if len(placed) == 1:
        return rule.one or rule.pattern
    alike = len({line.cell.text for line in placed}) == 1
    known = all(line.cell.status != "missing" for line in lines)
    everybody = len(placed) == sum(line.cell.value is not None for line in lines if line.unit not in rule.exclude)
    return rule.every if rule.every and alike and known and everybody else rule.pattern


def _placed(lines: list[Line], rule: TopRule, measure: Measure) -> list[Line]:
    figures = [
        (as_printed(Decimal(line.cell.value), measure, *line.cell.ends), line)
        for line in lines
        if line.cell.value is not None and line.unit not in rule.exclude
    ]
    if rule.order == "lowest":
        ordered = sorted(figures, key=lambda pair: pair[0])
    else:
        # A unit that has done nothing leads nobody, even where fewer than n have done something.
        ordered = sorted((pair for pair in figures if pair[0] > 0), key=lambda pair: -pair[0])
    places = [value for value, _ in ordered[: rule.n]]
    return [line for place, (value, line) in enumerate(ordered) if place < rule.n or value == places[-1]]
