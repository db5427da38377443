"""Figures as they are measured and accepted."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from shared.facts.fact import Fact, Identifier, Number, Period
from shared.figures import FigureKey, Status, dimension_text


class Measured(Fact):
    """A figure and what it measures: `value` is set exactly when the status is reported.

    Percents are 0-100. Where numerator and denominator are known, `value` is their exact ratio to twelve decimals.
    """

    unit: Identifier
    indicator: Identifier
    dimension: dict[str, str] = {}
    period: Period
    window_start: date | None = None
    as_of: date
    status: Status = Status.REPORTED
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    revision: Annotated[int, Field(ge=1)] = 1

    @cached_property
    def key(self) -> FigureKey:
        return FigureKey(self.unit, self.indicator, dimension_text(self.dimension), self.period)


class Figure(Measured):
    """A figure as accepted: what is missing or not applicable is never received, only concluded."""

    status: Literal[Status.REPORTED, Status.NO_ACTIVITY] = Status.REPORTED
