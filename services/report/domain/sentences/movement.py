"""How a figure moved, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from services.report.domain.change_text import SMALLEST
from services.report.domain.measures import Measure, pair_texts
from shared.facts import Change, Evaluation
from shared.vietnamese import date_text, number_text, points_text

Direction = Literal["up", "down", "equal"]


def direction(change: Change) -> Direction:
    if change.difference == 0:
        return "equal"
    return "up" if change.difference > 0 else "down"


def movement(figure: Evaluation, measure: Measure, *ends: Decimal) -> str | None:
    """None where there is nothing before it: "tăng từ 91,0% (ngày 31/5/2022) lên 94,5% (ngày 16/6/2022)"."""
    if figure.change is None or figure.value is None:
        return None
    before, now = pair_texts(figure.change.value, figure.value, measure, *ends)
    then, today = date_text(figure.change.as_of), date_text(figure.as_of)
    slight = f"dưới {points_text(SMALLEST) if measure == 'percent' else number_text(SMALLEST)}, ở mức {now}"
    if before == now and figure.change.difference:
        word = "tăng" if figure.change.difference > 0 else "giảm"
        return f"{word} {slight} (từ ngày {then} đến ngày {today})"
    words = {
        "up": f"tăng từ {before} (ngày {then}) lên {now} (ngày {today})",
        "down": f"giảm từ {before} (ngày {then}) xuống {now} (ngày {today})",
        "equal": f"giữ nguyên ở mức {now} (từ ngày {then} đến ngày {today})",
    }
    return words[direction(figure.change)]
