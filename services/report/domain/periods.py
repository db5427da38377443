"""Ranges of months in which a part of the layout is in force."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from shared.facts import Period


class Rule(BaseModel):
    """A frozen part of the layout; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def in_english(self) -> Self:
        """The same with its English wordings in the place of the others; empty where there are none."""
        twins = [name for name in type(self).model_fields if name.endswith("_en")]
        return self.model_copy(update={name.removesuffix("_en"): getattr(self, name) for name in twins})


class PeriodRange(Rule):
    """The months from `start` to `end`, both included; no `end` means until further notice."""

    start: Period = Field(alias="from")
    end: Period | None = Field(default=None, alias="to")

    def holds(self, period: str) -> bool:
        return self.start <= period and (self.end is None or period <= self.end)

    def overlaps(self, other: PeriodRange) -> bool:
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)
