"""Judge one figure against one target."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from services.scoring.domain.exact import difference, share
from shared.catalogue import Target
from shared.facts import Verdict

COMPARATORS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
WHOLE = Decimal(100)


def judge(value: Decimal, target: Target, day: date, near: Decimal | None = None) -> Verdict:
    """What `target`, in force on `day`, says of a figure of that day.

    The gap is positive to the good side, in the indicator's own unit. `near` is the band in percent of the threshold.
    """
    threshold = target.threshold_on(day)
    word: Literal["met", "not_met"] = "met" if meets(value, target.comparator, threshold, target.upper) else "not_met"
    return Verdict(
        programme=target.programme,
        target=target.id,
        target_version=target.version,
        kind=target.kind,
        comparator=target.comparator,
        threshold=threshold,
        upper=target.upper,
        legal_basis=target.legal_basis,
        verdict=word,
        near=word == "not_met" and near is not None and _is_near(value, target, threshold, near),
        gap=gap_of(value, target.comparator, threshold, target.upper),
        margin=target.margin,
    )


def meets(value: Decimal, comparator: str, threshold: Decimal, upper: Decimal | None) -> bool:
    """Whether the value is where the target wants it; both ends of "between" belong to it."""
    if comparator == "between":
        return gap_of(value, comparator, threshold, upper) >= 0
    return COMPARATORS[comparator](value, threshold)


def gap_of(value: Decimal, comparator: str, threshold: Decimal, upper: Decimal | None) -> Decimal:
    """The distance to the threshold, or to the nearer end of a range; positive to the good side."""
    above = difference(value, threshold)
    if comparator in {">=", ">"}:
        return above
    return min(above, difference(upper, value)) if upper is not None else difference(threshold, value)


def _is_near(value: Decimal, target: Target, threshold: Decimal, near: Decimal) -> bool:
    """From `near` percent of a threshold missed from below; above a ceiling, up to as much over it."""
    if value < threshold or target.comparator in {">=", ">"}:
        return value >= share(threshold, near)
    return value <= share(target.upper or threshold, difference(2 * WHOLE, near))
