"""How a figure went from edition to edition."""

from __future__ import annotations

from pydantic import Field

from services.report.domain.part import English, Part


class TrendPoint(Part):
    """One edition: the figure of the whole, the highest and the lowest of the units, and how many met the target.

    Decimals are strings; what is not known of an edition is None.
    """

    period: str
    value: str | None = None
    highest: str | None = None
    lowest: str | None = None
    met: int | None = None
    judged: int | None = None


class Trend(Part):
    """Lines over editions, oldest first; `alt` says them in words."""

    id: str
    table: str
    column: str
    title: str
    unit_of_measure: str = "%"
    target: str | None = None
    upper: str | None = Field(default=None, exclude_if=lambda end: end is None)
    target_label: str = ""
    points: tuple[TrendPoint, ...]
    alt: str
    title_en: English = ""
    target_label_en: English = ""
    alt_en: English = ""
