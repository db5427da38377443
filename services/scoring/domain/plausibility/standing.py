"""The doubts that stand about a figure, and whether somebody answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from services.scoring.domain.plausibility.finding import Scope
from services.scoring.domain.plausibility.judge import together
from shared.facts import Confirmation, Doubt, Doubts, Figure


@dataclass(frozen=True)
class Confirmed:
    """Somebody's word for a figure, as long as it keeps this value."""

    value: Decimal | None
    word: Confirmation


@dataclass(frozen=True)
class Doubted:
    """What is told of a figure, and what was found in each scope."""

    told: Doubts
    found: Mapping[Scope, Sequence[Doubt]] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Doubt, ...]:
        """The doubts nobody has answered for."""
        return () if self.told.confirmation else self.told.doubts


def doubted(
    figure: Figure, found: Mapping[Scope, Sequence[Doubt]], known: Doubted | None, confirmed: Confirmed | None
) -> Doubted:
    """The doubts about the figure as it is now, numbered after what was known."""
    doubts = together(found)
    holds = confirmed is not None and confirmed.value == figure.value and bool(doubts)
    told = Doubts(
        unit=figure.unit,
        indicator=figure.indicator,
        dimension=figure.dimension,
        period=figure.period,
        revision=figure.revision,
        value=figure.value,
        sequence=known.told.sequence + 1 if known else 1,
        doubts=doubts,
        confirmation=confirmed.word if confirmed and holds else None,
    )
    return Doubted(told, {scope: tuple(of_scope) for scope, of_scope in found.items() if of_scope})


def worth_telling(new: Doubts, known: Doubts | None) -> bool:
    """Whether anybody would learn something: not that a figure nobody doubted is still not doubted."""
    if known is None or not known.doubts:
        return bool(new.doubts)
    return new.model_copy(update={"sequence": known.sequence}) != known
