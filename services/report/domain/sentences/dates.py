"""The day a sentence's figures are of."""

from __future__ import annotations

from collections.abc import Iterable

from services.report.domain.sheet import Line
from shared.vietnamese import date_text


def latest_day(lines: Iterable[Line]) -> str | None:
    """The latest day among the lines' figures, as printed."""
    days = [line.cell.as_of for line in lines if line.cell.as_of is not None]
    return date_text(max(days)) if days else None
