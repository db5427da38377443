"""What a table's headings state of its figures: dates, the period compared with, the target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.report.domain.tongue import VIETNAMESE, Tongue
from shared.facts import Evaluation

Values = dict[str, str | None]


def heading_values(figures: Sequence[Evaluation], period: str, cut_off: date, tongue: Tongue = VIETNAMESE) -> Values:
    """`as_of`, `window_start`, `month` and `quarter`, computed from the figures (the cut-off day while there are none).

    `window_start` is known only where all figures count from the same day.
    """
    starts = {figure.window_start for figure in figures}
    start = next(iter(starts)) if len(starts) == 1 else None
    return {
        "month": tongue.month(period),
        "quarter": tongue.quarter(period),
        "as_of": tongue.day(max((figure.as_of for figure in figures), default=cut_off)),
        "window_start": tongue.day(start) if start else None,
    }
