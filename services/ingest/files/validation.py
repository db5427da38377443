"""What the cells of a form take: each by the measure of its indicator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from services.ingest.domain.form import Form
from services.ingest.files.form_words import Words
from shared.catalogue import Indicator
from shared.vietnamese import date_text


def add_validations(page: Worksheet, form: Form, words: Words, first_row: int, columns: Mapping[str, str]) -> None:
    """Give every open cell of the form its rule; equal rules are one."""
    if not form.rows:
        return
    rules: dict[str, DataValidation] = {}
    for row, asked in enumerate(form.rows, start=first_row):
        allowed, rule = _value_rule(asked.indicator, words)
        _add(page, rules, allowed, rule, words).add(f"{columns['value']}{row}")
        if asked.indicator.measure == "percent":
            parts = _add(page, rules, words.amount, _at_least("decimal", 0), words)
            for name in ("numerator", "denominator"):
                parts.add(f"{columns[name]}{row}")
    last_row = first_row + len(form.rows) - 1
    days = words.day.format(first=date_text(form.first_day), last=date_text(form.last_day))
    for allowed, rule, names in (
        (days, _days(form.first_day, form.last_day), ("window_start", "as_of")),
        (words.mark, DataValidation(type="list", formula1='"x"', allow_blank=True), ("no_activity",)),
    ):
        for name in names:
            _add(page, rules, allowed, rule, words).add(f"{columns[name]}{first_row}:{columns[name]}{last_row}")


def _value_rule(indicator: Indicator, words: Words) -> tuple[str, DataValidation]:
    match indicator.measure:
        case "percent" if not indicator.above_100:
            between = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
            return words.percent, between
        case "count":
            return words.whole, _at_least("whole", 0)
        case "rank":
            return words.rank, _at_least("whole", 1)
    return words.amount, _at_least("decimal", 0)


def _at_least(kind: Literal["whole", "decimal"], least: int) -> DataValidation:
    return DataValidation(type=kind, operator="greaterThanOrEqual", formula1=str(least), allow_blank=True)


def _days(first: date, last: date) -> DataValidation:
    bounds = [f"DATE({day.year},{day.month},{day.day})" for day in (first, last)]
    return DataValidation(type="date", operator="between", formula1=bounds[0], formula2=bounds[1], allow_blank=True)


def _add(
    page: Worksheet, rules: dict[str, DataValidation], allowed: str, rule: DataValidation, words: Words
) -> DataValidation:
    """The rule of this kind on the page, made known with what it says."""
    known = rules.setdefault(allowed, rule)
    if known is rule:
        rule.showErrorMessage = rule.showInputMessage = True
        rule.errorTitle, rule.error = words.wrong_title, words.wrong.format(allowed=allowed)
        rule.prompt = words.wrong.format(allowed=allowed)
        page.add_data_validation(rule)
    return known
