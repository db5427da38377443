"""Systems that figures come from."""

from __future__ import annotations

from datetime import date

from shared.facts.fact import Fact, Identifier, Period


class QuietSource(Fact):
    """A system that sent none of the `figures` of `units` units due on the day `due`; `unit` answers for it."""

    unit: Identifier
    source: str
    period: Period
    due: date
    figures: int
    units: int
