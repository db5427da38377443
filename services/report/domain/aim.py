"""What a figure is held against: at least so much, at most, or between two ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.report.domain.measures import Measure, figure_text
from shared.facts import Verdict
from shared.figures import plain

#: the usual aim, printed as the number alone
AT_LEAST: Final = ">="
LIMITS: Final = {">": "trên {}", "<=": "không quá {}", "<": "dưới {}", "between": "từ {} đến {}"}


@dataclass(frozen=True)
class Aim:
    """A threshold, of a range its lower end. Decimals are plain text."""

    comparator: str
    target: str
    upper: str | None = None

    @property
    def limit(self) -> str | None:
        """The comparator where it is not enough to reach the target."""
        return None if self.comparator == AT_LEAST else self.comparator

    def text(self, measure: Measure) -> str:
        """As documents print it: "80%", "không quá 5%", "từ 40% đến 60%"."""
        ends = (figure_text(Decimal(end), measure) for end in (self.target, self.upper) if end is not None)
        return LIMITS.get(self.comparator, "{}").format(*ends)


def common_aim(verdicts: Iterable[Verdict | None]) -> Aim | None:
    """The aim that all these verdicts share."""
    aims = {_aim_of(verdict) for verdict in verdicts if verdict is not None}
    return aims.pop() if len(aims) == 1 else None


def _aim_of(verdict: Verdict) -> Aim:
    upper = None if verdict.upper is None else plain(verdict.upper)
    return Aim(verdict.comparator, plain(verdict.threshold), upper)
