"""How a figure moved since the previous period that has one, where the two can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.scoring.domain.exact import difference
from services.scoring.domain.windows import alike
from shared.catalogue.indicator import Measure
from shared.facts import Change, Evaluation, Incomparable


@dataclass(frozen=True)
class Past:
    """A reported figure, as later ones are compared with it.

    `predecessors` are the units that it is made of, where it is not the unit's own.
    """

    period: str
    as_of: date
    value: Decimal
    window_start: date | None = None
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What a figure is to be compared with, or why there is a past but nothing to compare with."""

    past: Past | None = None
    refused: Incomparable | None = None


def compared(figure: Evaluation, comparison: Comparison, measure: Measure | None) -> Evaluation:
    """The reported figure with its change (percentage points for percents), or the reason that it has none."""
    past, refused = comparison.past, comparison.refused
    if past is not None and not alike(past.window_start, past.as_of, figure, measure):
        past, refused = None, "other_window"
    change = None if past is None or figure.value is None else change_since(past, figure.value)
    return figure.model_copy(update={"change": change, "incomparable": refused})


def change_since(past: Past, value: Decimal) -> Change:
    """The difference of the unrounded values."""
    return Change(
        period=past.period,
        as_of=past.as_of,
        value=past.value,
        difference=difference(value, past.value),
        predecessors=past.predecessors,
    )
