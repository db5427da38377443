"""The latest accepted revision of a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.events import MetricSubmitted
from shared.facts import Evaluation, Figure
from shared.figures import FigureKey

UNNUMBERED = 0


@dataclass(frozen=True)
class Observation:
    """A figure as submitted, with the event that told of it and its time (aware).

    `arrived` is the time of the first event that told of the figure, in whatever revision.
    """

    figure: Figure
    event_id: UUID
    time: datetime
    arrived: datetime

    @property
    def key(self) -> FigureKey:
        return self.figure.key

    def supersedes(self, other: Observation | None) -> bool:
        """Whether this one counts, where both are known."""
        return other is None or self.precedence > other.precedence

    def joined(self, other: Observation | None) -> Observation:
        """The one of the two that counts, arrived when the first of them did."""
        if other is None:
            return self
        counts = self if self.supersedes(other) else other
        return replace(counts, arrived=min(self.arrived, other.arrived))

    @property
    def precedence(self) -> tuple[int, datetime, str]:
        """The higher revision counts, then the later time; the id decides what neither does, the same everywhere."""
        return self.figure.revision, self.time, str(self.event_id)

    def unjudged(self) -> Evaluation:
        """The figure before it is judged: no sequence, no verdicts, no change."""
        figure = self.figure
        return Evaluation(
            unit=figure.unit,
            indicator=figure.indicator,
            dimension=figure.dimension,
            period=figure.period,
            window_start=figure.window_start,
            as_of=figure.as_of,
            status=figure.status,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            revision=figure.revision,
            sequence=UNNUMBERED,
            causes=(self.event_id,),
        )


def observation_of(event: MetricSubmitted) -> Observation:
    return Observation(event.data, event.id, event.time, event.time)


def newest(observations: Iterable[Observation]) -> dict[FigureKey, Observation]:
    """One observation a figure: the one that supersedes the others, arrived when the first of them did."""
    found: dict[FigureKey, Observation] = {}
    for observation in observations:
        found[observation.key] = observation.joined(found.get(observation.key))
    return found
