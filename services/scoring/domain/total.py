"""Make a total of its parts: a sum, or a ratio of sums; never an average of percents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.scoring.domain.exact import added
from services.scoring.domain.observation import UNNUMBERED
from shared.facts import Evaluation
from shared.figures import FigureKey, Status, parse_dimension, ratio

How = Literal["sum", "ratio_of_sums"]


@dataclass(frozen=True)
class Amount:
    """What a total comes to; all None where no part had anything to count."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def amount_of(parts: Sequence[Evaluation], how: How, scale: int = 1) -> Amount | None:
    """What the reported parts come to together; None when it cannot be computed.

    A ratio of sums needs numerator and denominator of every reported part; `scale` 100 gives a percent.
    """
    reported = [part for part in parts if part.status is Status.REPORTED and part.value is not None]
    if not reported:
        return Amount() if parts else None
    if how == "sum":
        return Amount(added(part.value for part in reported if part.value is not None))
    numerators = [part.numerator for part in reported if part.numerator is not None]
    denominators = [part.denominator for part in reported if part.denominator is not None]
    if len(numerators) < len(reported) or len(denominators) < len(reported):
        return None
    numerator, denominator = added(numerators), added(denominators)
    if denominator == 0:
        return Amount()
    return Amount(ratio(numerator, denominator, scale), numerator, denominator)


def total(key: FigureKey, parts: Sequence[Evaluation], amount: Amount, how: How, expected: int | None) -> Evaluation:
    """The total as a figure not yet judged.

    It is as recent as its latest part and as often revised as its most revised one, and rests on all their causes.
    """
    starts = {part.window_start for part in parts}
    return Evaluation(
        unit=key.unit,
        indicator=key.indicator,
        dimension=parse_dimension(key.dimension),
        period=key.period,
        window_start=starts.pop() if len(starts) == 1 else None,
        as_of=max(part.as_of for part in parts),
        status=Status.NO_ACTIVITY if amount.value is None else Status.REPORTED,
        value=amount.value,
        numerator=amount.numerator,
        denominator=amount.denominator,
        revision=max(part.revision for part in parts),
        sequence=UNNUMBERED,
        how=how,
        counted=len(parts),
        expected=expected,
        causes=tuple(sorted({cause for part in parts for cause in part.causes})),
    )


def withdrawn(evaluation: Evaluation) -> Evaluation:
    """A total that can no longer be computed: no figure, counted from nobody."""
    nothing = {"value": None, "numerator": None, "denominator": None, "counted": 0}
    return evaluation.model_copy(update={"status": Status.NO_ACTIVITY, **nothing})
