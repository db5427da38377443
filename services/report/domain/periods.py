"""Ranges of months in which a part of the layout is in force."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from shared.facts import Period


class Rule(BaseModel):
    """A frozen part of the layout; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PeriodRange(Rule):
    """The months from `start` to `end`, both included; no `end` means until further notice."""

    start: Period = Field(alias="from")
    end: Period | None = Field(default=None, alias="to")

    def holds(self, period: str) -> bool:
        return self.start <= period and (self.end is None or period <= self.end)

    def overlaps(self, other: PeriodRange) -> bool:
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)
