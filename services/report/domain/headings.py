"""What a table's headings state of its figures: dates, the period compared with, the target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shared.facts import Evaluation
from shared.vietnamese import date_text, month_text

Values = dict[str, str | None]


def heading_values(figures: Sequence[Evaluation], period: str, cut_off: date) -> Values:
    """`as_of`, `window_start` and `month`, computed from the figures (the cut-off day while there are none).

    `window_start` is known only where all figures count from the same day.
    """
    starts = {figure.window_start for figure in figures}
    start = next(iter(starts)) if len(starts) == 1 else None
    return {
        "month": month_text(period),
        "as_of": date_text(max((figure.as_of for figure in figures), default=cut_off)),
        "window_start": date_text(start) if start else None,
    }
