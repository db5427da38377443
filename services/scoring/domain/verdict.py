"""Judge one figure against one target."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from services.scoring.domain.exact import difference
from shared.catalogue import Target
from shared.facts import Verdict

COMPARATORS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


def judge(value: Decimal, target: Target) -> Verdict:
    """Met or not, and by how much: the gap is positive to the good side, in the indicator's own unit."""
    upwards = target.comparator in {">=", ">"}
    return Verdict(
        programme=target.programme,
        target=target.id,
        target_version=target.version,
        comparator=target.comparator,
        threshold=target.threshold,
        legal_basis=target.legal_basis,
        verdict="met" if COMPARATORS[target.comparator](value, target.threshold) else "not_met",
        gap=difference(value, target.threshold) if upwards else difference(target.threshold, value),
    )
