"""Views of made-up figures for the rules of plausibility; a test names only what matters to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from services.scoring.domain.plausibility.finding import Finding
from services.scoring.domain.plausibility.views import Alone, Group, InTime
from shared.catalogue import Indicator
from shared.facts import Figure
from tests.unit.scoring.factories import INDICATORS, PROVINCE, SERVICES, USERS, a_catalogue, a_figure, a_unit

PERCENT = next(indicator for indicator in INDICATORS if indicator.id == SERVICES)
COUNT = next(indicator for indicator in INDICATORS if indicator.id == USERS)
MONEY = replace(COUNT, measure="vnd")


def months(*values: str | None) -> list[str]:
    """As many months as values, from January 2022."""
    return [f"{2022 + number // 12}-{number % 12 + 1:02}" for number, _ in enumerate(values)]


def dated(value: str | None, period: str, **given: Any) -> Figure:
    """A figure of the month's 15th, counted since its window's first day where it has one."""
    started = given.pop("since", None)
    day = given.pop("on", f"{period}-15")
    return a_figure(
        value,
        period=period,
        as_of=date.fromisoformat(day),
        window_start=date.fromisoformat(started) if started else None,
        **given,
    )


def in_time(*values: str, indicator: Indicator = COUNT) -> InTime:
    """The last value as a figure, the others as its past, a month each."""
    figures = [
        dated(value, month, indicator=indicator.id) for value, month in zip(values, months(*values), strict=True)
    ]
    return InTime(figures[-1], figures[:-1], indicator)


def alone(value: str, parts: tuple[int, int] | None = None, indicator: Indicator = PERCENT) -> Alone:
    return Alone(a_figure(value, parts=parts, indicator=indicator.id), indicator)


def group(*values: str | None, total: str | None = None, indicator: Indicator = PERCENT) -> Group:
    """A district for each value, and the province where there is a total. Districts have nothing but these names."""
    units = [a_unit(f"d{number:02}") for number, _ in enumerate(values)]
    figures = [a_figure(value, unit.id, indicator=indicator.id) for value, unit in zip(values, units, strict=True)]
    if total is not None:
        figures.append(a_figure(total, PROVINCE, indicator=indicator.id))
    rule = replace(indicator.total, members=replace(indicator.total.members, units=())) if indicator.total else None
    catalogue = a_catalogue(units=(a_unit(PROVINCE, "province"), *units))
    return Group({figure.unit: figure for figure in figures}, replace(indicator, total=rule), catalogue)


def rules(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """What was found: rule and severity."""
    return [(finding.doubt.rule, finding.doubt.severity) for finding in found]


def units(found: Iterable[Finding]) -> list[str]:
    return sorted(finding.key.unit for finding in found)


def bounds(found: Iterable[Finding]) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(finding.doubt.expected_from, finding.doubt.expected_to) for finding in found]
