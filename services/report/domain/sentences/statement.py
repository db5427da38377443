"""A passage of one unit's figures."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.bulletin import Cell, Sentence
from services.report.domain.change_text import SMALLEST
from services.report.domain.measures import Measure, difference_text, figure_text
from services.report.domain.pattern import names_in
from services.report.domain.sentence_rules import StatementRule
from services.report.domain.sentences.gap import gap_text, target_text
from services.report.domain.sentences.movement import movement
from services.report.domain.sentences.wording import worded
from services.report.domain.sheet import Sheet
from services.report.domain.tongue import Tongue
from shared.facts import Baseline, Evaluation
from shared.figures import plain, ratio
from shared.vietnamese import number_text, percent_text, rounded

#: what a wording may ask of a column besides its figure, as {column.part}
PARTS = (
    "as_of",
    "window_start",
    "numerator",
    "denominator",
    "target",
    "gap",
    "previous",
    "previous_as_of",
    "growth",
    "movement",
    "start",
    "start_as_of",
    "since_start",
)


def statement(rule: StatementRule, sheet: Sheet) -> Sentence | None:
    """The wording asks for figures as {column} and for parts of them as {column.part}."""
    unit = rule.unit or next((row.unit for row in sheet.table.rows), "")
    values: dict[str, str | None] = {}
    facts: dict[str, dict[str, str]] = {}
    for name in names_in(rule.pattern):
        key, _, part = name.partition(".")
        figure = sheet.figures.get((unit, key))
        if figure is not None and figure.value is not None:
            measure = sheet.column(key).measure
            cell = sheet.cell(unit, key)
            values[name] = _part(part, figure, cell, measure, sheet.tongue) if part else cell.text
            facts[key] = _facts(figure)
    return worded(rule, "statement", sheet, values, {"unit": unit, "figures": facts})


def _part(part: str, figure: Evaluation, cell: Cell, measure: Measure, tongue: Tongue) -> str | None:
    change, start = figure.change, next(iter(figure.baselines), None)
    found: dict[str, str | None] = {
        "as_of": tongue.day(figure.as_of),
        "window_start": tongue.day(figure.window_start) if figure.window_start else None,
        "numerator": None if figure.numerator is None else tongue.said(number_text(figure.numerator)),
        "denominator": None if figure.denominator is None else tongue.said(number_text(figure.denominator)),
        "target": target_text(cell, measure, tongue),
        "gap": gap_text(cell, measure, tongue),
        "previous": None if change is None else tongue.said(figure_text(change.value, measure)),
        "previous_as_of": None if change is None else tongue.day(change.as_of),
        "growth": _growth(figure, tongue),
        "movement": movement(figure, measure, *cell.ends, tongue=tongue),
        "start": None if start is None else tongue.said(figure_text(start.value, measure)),
        "start_as_of": None if start is None else tongue.day(start.as_of),
        "since_start": None if start is None else _since(start, measure, tongue),
    }
    return found[part]


def _since(start: Baseline, measure: Measure, tongue: Tongue) -> str:
    """How far the figure has come since its programme began: "tăng 8,52 điểm phần trăm"."""
    if start.difference == 0:
        return tongue.words("không thay đổi", "unchanged")
    return f"{_way(start.difference, tongue)} {difference_text(abs(start.difference), measure, tongue)}"


def _way(difference: Decimal, tongue: Tongue) -> str:
    return tongue.words("tăng", "up") if difference >= 0 else tongue.words("giảm", "down")


def _growth(figure: Evaluation, tongue: Tongue) -> str | None:
    """Relative growth: a change of +411.272 from 4.567.343 is "tăng 9%"; never by nothing where there is some."""
    if figure.change is None or figure.change.value == 0:
        return None
    difference = figure.change.difference
    if difference == 0:
        return tongue.words("không thay đổi", "unchanged")
    share = abs(ratio(difference, figure.change.value, 100))
    slight = "" if rounded(share) else tongue.words("dưới ", "less than ")
    return f"{_way(difference, tongue)} {slight}{tongue.said(percent_text(share if rounded(share) else SMALLEST))}"


def _facts(figure: Evaluation) -> dict[str, str]:
    stated = {"indicator": figure.indicator, "as_of": figure.as_of.isoformat()}
    for name in ("value", "numerator", "denominator"):
        number = getattr(figure, name)
        if number is not None:
            stated[name] = plain(number)
    return stated
