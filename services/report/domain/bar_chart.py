"""A chart of bars as it is printed."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from services.report.domain.part import English, Part


class Bar(Part):
    """One bar of a chart; value is None for a unit without a figure."""

    printed: ClassVar[tuple[str, ...]] = ("text",)

    unit: str
    name: str
    name_en: English = ""
    value: str | None
    text: str
    verdict: Literal["met", "not_met"] | None = None


class Chart(Part):
    """Bars of one percent column against its target line, or between the two lines of a range."""

    id: str
    table: str
    column: str
    title: str
    unit_of_measure: str = "%"
    target: str | None = None
    upper: str | None = Field(default=None, exclude_if=lambda end: end is None)
    target_label: str = ""
    bars: tuple[Bar, ...]
    alt: str
    title_en: English = ""
    target_label_en: English = ""
    alt_en: English = ""
