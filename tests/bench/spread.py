"""The same thing measured several times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Spread:
    """The middle and the ends of several measurements."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(median(values), min(values), max(values))


@dataclass
class Row:
    """One way of doing something: every run of it, each with its figures by name."""

    name: str
    runs: list[Mapping[str, float]] = field(default_factory=list)

    def add(self, figures: Mapping[str, float]) -> None:
        self.runs.append(figures)

    def spread(self, figure: str) -> Spread | None:
        """The spread of one figure, None where no run has it."""
        values = [run[figure] for run in self.runs if figure in run]
        return Spread.of(values) if values else None

    def report(self) -> dict[str, Any]:
        """The row as it is written down."""
        names = dict.fromkeys(name for run in self.runs for name in run)
        spreads = {name: self.spread(name) for name in names}
        return {
            "what": self.name,
            "runs": len(self.runs),
            **{
                name: {key: round(value, 4) for key, value in asdict(spread).items()}
                for name, spread in spreads.items()
                if spread
            },
        }


def times(one: Row, other: Row, figure: str = "events_per_second") -> float:
    """How many times the median of `other` the median of `one` is."""
    mine, its = one.spread(figure), other.spread(figure)
    return mine.median / its.median if mine and its else 0.0
