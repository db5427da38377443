"""How a figure moved, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from services.report.domain.change_text import SMALLEST
from services.report.domain.measures import Measure, pair_texts
from services.report.domain.tongue import VIETNAMESE, Language, Tongue
from shared.facts import Change, Evaluation
from shared.vietnamese import number_text

Direction = Literal["up", "down", "equal"]
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {
        "up": "tăng từ {before} (ngày {then}) lên {now} (ngày {today})",
        "down": "giảm từ {before} (ngày {then}) xuống {now} (ngày {today})",
        "equal": "giữ nguyên ở mức {now} (từ ngày {then} đến ngày {today})",
        "slightly up": "tăng dưới {slight}{points}, ở mức {now} (từ ngày {then} đến ngày {today})",
        "slightly down": "giảm dưới {slight}{points}, ở mức {now} (từ ngày {then} đến ngày {today})",
    },
    "en": {
        "up": "rose from {before} ({then}) to {now} ({today})",
        "down": "fell from {before} ({then}) to {now} ({today})",
        "equal": "stayed at {now} (from {then} to {today})",
        "slightly up": "rose by less than {slight}{points} and is at {now} (from {then} to {today})",
        "slightly down": "fell by less than {slight}{points} and is at {now} (from {then} to {today})",
    },
}


def direction(change: Change) -> Direction:
    if change.difference == 0:
        return "equal"
    return "up" if change.difference > 0 else "down"


def movement(figure: Evaluation, measure: Measure, *ends: Decimal, tongue: Tongue = VIETNAMESE) -> str | None:
    """None where there is nothing before it: "tăng từ 91,0% (ngày 31/5/2022) lên 94,5% (ngày 16/6/2022)"."""
    if figure.change is None or figure.value is None:
        return None
    before, now = map(tongue.said, pair_texts(figure.change.value, figure.value, measure, *ends))
    way = direction(figure.change)
    stated = {
        "before": before,
        "now": now,
        "then": tongue.day(figure.change.as_of),
        "today": tongue.day(figure.as_of),
        "slight": tongue.said(number_text(SMALLEST)),
        "points": tongue.words(" điểm phần trăm", " percentage points") if measure == "percent" else "",
    }
    slightly = before == now and way != "equal"
    return WORDS[tongue.language][f"slightly {way}" if slightly else way].format(**stated)
