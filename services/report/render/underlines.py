"""How long the thin rule under a line of the head is: a third to a half of the line."""

from __future__ import annotations

from typing import Final

from services.report.render.widths import MM_PER_POINT, letters_em

SHARE: Final = 0.42
ISSUER_PT, ABSTRACT_PT = 12.0, 14.0


def rule_mm(text: str, size: float, most_mm: float) -> float:
    """Millimetres of the rule under `text` in bold letters of `size` points that stands within `most_mm`."""
    longest = max(map(letters_em, text.splitlines()), default=0.0) * size * MM_PER_POINT
    return SHARE * min(longest, most_mm)
