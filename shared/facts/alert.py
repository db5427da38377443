"""Alerts as other systems hear of them."""

from __future__ import annotations

from datetime import date

from shared.facts.fact import Fact, Identifier, Period


class AlertFact(Fact):
    """An alert that opened or closed."""

    alert: str
    unit: Identifier
    indicator: Identifier
    dimension: dict[str, str] = {}
    programme: Identifier
    period: Period
    since: date
    reason: str
