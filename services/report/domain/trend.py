"""How a figure of the whole went from edition to edition, between the best and the worst unit."""

from __future__ import annotations

from services.report.domain.part import Part


class TrendPoint(Part):
    """One edition: the figure of the whole, and the highest and lowest of the units. Decimals are strings."""

    period: str
    value: str | None
    text: str
    highest: str | None = None
    lowest: str | None = None


class Trend(Part):
    """A line over editions, oldest first; `alt` says it in words."""

    id: str
    table: str
    column: str
    title: str
    unit_of_measure: str = "%"
    target: str | None = None
    target_label: str = ""
    points: tuple[TrendPoint, ...]
    alt: str
