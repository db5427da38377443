"""Alerts as other systems hear of them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.facts.fact import Fact, Identifier, Period


class AlertFact(Fact):
    """An alert that opened, closed, was acknowledged or escalated.

    What it is not about is None: a task has no indicator, a missing figure no programme. `level` counts the steps up
    the tree of units to the superior that was told last.
    """

    alert: str
    kind: Literal["target", "missing", "task", "doubt", "silent_source"] = "target"
    unit: Identifier
    indicator: Identifier | None = None
    dimension: dict[str, str] = {}
    task: Identifier | None = None
    source: str | None = None
    programme: Identifier | None = None
    period: Period | None = None
    since: date
    reason: str
    state: Literal["pending", "open", "acknowledged", "escalated", "closed"] | None = None
    acknowledged_by: str | None = None
    plan: str | None = None
    promised_on: date | None = None
    level: int | None = None
