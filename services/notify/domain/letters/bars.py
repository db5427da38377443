"""A small chart of a figure beside its past and its target: bars as shares of the same length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.notify.domain.content import Behind
from services.notify.domain.wording import Language, amount_text, period_text
from shared.catalogue.indicator import Measure

Tone = Literal["before", "now", "target"]
WHOLE = Decimal(100)
#: how long a bar is in the text part, in letters
LENGTH = 20


@dataclass(frozen=True)
class Bar:
    """One bar: what it shows, in words, its value in words, and its length in percent of the longest possible."""

    tone: Tone
    label: str
    value: str
    share: int

    @property
    def drawn(self) -> str:
        """The bar in block letters."""
        full = round(self.share * LENGTH / 100)
        return "█" * full + "░" * (LENGTH - full)


def bars_of(item: Behind, language: Language) -> tuple[Bar, ...]:
    """The figure before, the figure, and each threshold it misses; none where there is no figure."""
    value = item.figure.evaluation.value
    if value is None:
        return ()
    found = list(_amounts(item, value, language))
    longest = _longest([amount for _, _, amount in found], item.figure.measure)
    return tuple(
        Bar(tone, label, amount_text(amount, item.figure.measure, language), _share(amount, longest))
        for tone, label, amount in found
    )


def _amounts(item: Behind, value: Decimal, language: Language) -> Iterator[tuple[Tone, str, Decimal]]:
    evaluation = item.figure.evaluation
    if evaluation.change is not None:
        yield "before", _capital(period_text(evaluation.change.period, language)), evaluation.change.value
    yield "now", _capital(period_text(evaluation.period, language)), value
    for threshold in dict.fromkeys(miss.verdict.threshold for miss in item.misses):
        yield "target", "Mục tiêu" if language == "vi" else "Target", threshold


def _longest(amounts: list[Decimal], measure: Measure) -> Decimal:
    largest = max(amounts)
    return WHOLE if measure == "percent" and largest <= WHOLE else largest


def _share(amount: Decimal, longest: Decimal) -> int:
    """Whole percents; what is more than nothing is seen, and only all of it fills the bar."""
    if longest <= 0 or amount <= 0:
        return 0
    share = 100 * amount / longest
    return 100 if share >= WHOLE else min(99, max(1, round(share)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
