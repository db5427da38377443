"""How a figure moved since the previous period of its series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.scoring.domain.exact import difference
from shared.facts import Change


@dataclass(frozen=True, order=True)
class Past:
    """A reported figure of a series, as later ones are compared with it."""

    period: str
    as_of: date
    value: Decimal


def change_since(past: Past, value: Decimal) -> Change:
    """The difference of the unrounded values (percentage points for percents)."""
    return Change(period=past.period, as_of=past.as_of, value=past.value, difference=difference(value, past.value))
