"""What a figure is held against: at least so much, at most, or between two ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.report.domain.measures import Measure, figure_text
from services.report.domain.tongue import VIETNAMESE, Language, Tongue
from shared.facts import Verdict
from shared.figures import plain

#: the usual aim, printed as the number alone
AT_LEAST: Final = ">="
LIMITS: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {">": "trên {}", "<=": "không quá {}", "<": "dưới {}", "between": "từ {} đến {}"},
    "en": {">": "more than {}", "<=": "at most {}", "<": "less than {}", "between": "{} to {}"},
}


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

    def text(self, measure: Measure, tongue: Tongue = VIETNAMESE) -> str:
        """As documents print it: "80%", "không quá 5%", "từ 40% đến 60%"."""
        ends = (tongue.said(figure_text(Decimal(end), measure)) for end in (self.target, self.upper) if end is not None)
        return LIMITS[tongue.language].get(self.comparator, "{}").format(*ends)


def common_aim(verdicts: Iterable[Verdict | None]) -> Aim | None:
    """The aim that all these verdicts share."""
    aims = {_aim_of(verdict) for verdict in verdicts if verdict is not None}
    return aims.pop() if len(aims) == 1 else None


def _aim_of(verdict: Verdict) -> Aim:
    upper = None if verdict.upper is None else plain(verdict.upper)
    return Aim(verdict.comparator, plain(verdict.threshold), upper)
