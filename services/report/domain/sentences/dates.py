"""The day a sentence's figures are of."""

from __future__ import annotations

from collections.abc import Iterable

from services.report.domain.sheet import Line
from services.report.domain.tongue import Tongue


def latest_day(lines: Iterable[Line], tongue: Tongue) -> str | None:
    """The latest day among the lines' figures, as printed."""
    days = [line.cell.as_of for line in lines if line.cell.as_of is not None]
    return tongue.day(max(days)) if days else None
