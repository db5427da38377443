"""The doubts of `nhipso explain`."""

from __future__ import annotations

from typing import Any

from shared.catalogue import Catalogue
from shared.doubts import doubt_text, expected_text
from shared.facts import Doubts


def doubts_told(doubts: Doubts | None, catalogue: Catalogue) -> list[dict[str, Any]]:
    """What is doubted about the figure, the gravest first, and who answers for it; nothing where nothing is."""
    if doubts is None:
        return []
    indicator = catalogue.indicators.get(doubts.indicator)
    measure = indicator.measure if indicator else "count"
    confirmation = doubts.confirmation.model_dump(mode="json") if doubts.confirmation else None
    return [
        {
            "rule": doubt.rule,
            "severity": doubt.severity,
            "doubt": doubt_text(doubt, measure),
            "expected": expected_text(doubt, measure),
            "against": list(doubt.against),
            "confirmed": confirmation,
        }
        for doubt in doubts.doubts
    ]
