"""The figures of some groups, submitted and computed: a computable total counts before a submitted one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from services.scoring.domain.composition import Composition, Kind
from services.scoring.domain.observation import Observation
from services.scoring.domain.total import amount_of, total
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import FigureKey

PREFERENCE = tuple(Kind)


class Ledger:
    """All figures that follow from the observations of whole groups (families of indicators, in some periods)."""

    def __init__(self, catalogue: Catalogue, observations: Mapping[FigureKey, Observation]) -> None:
        self._catalogue = catalogue
        self._composition = Composition(catalogue)
        self.observations = observations
        self._parts: dict[FigureKey, dict[tuple[Kind, str], list[FigureKey]]] = {}
        self._figures: dict[FigureKey, Evaluation | None] = {}
        self.keys = self._known_keys()

    def _known_keys(self) -> set[FigureKey]:
        known = set(self.observations)
        waiting = deque(sorted(known))
        while waiting:
            key = waiting.popleft()
            for kind, whole, axis in self._composition.totals_with(key):
                self._parts.setdefault(whole, {}).setdefault((kind, axis), []).append(key)
                if whole not in known:
                    known.add(whole)
                    waiting.append(whole)
        return known

    def touched(self, keys: Iterable[FigureKey]) -> dict[FigureKey, FigureKey]:
        """Each figure that may change with `keys`, themselves included, and the one of `keys` it follows from."""
        origins = {key: key for key in keys}
        waiting = deque(origins)
        while waiting:
            key = waiting.popleft()
            for _, whole, _ in self._composition.totals_with(key):
                if whole not in origins:
                    origins[whole] = origins[key]
                    waiting.append(whole)
        return origins

    def figure(self, key: FigureKey) -> Evaluation | None:
        """The figure that counts for `key`, not yet judged; None where there is none."""
        if key not in self._figures:
            observation = self.observations.get(key)
            submitted = observation.unjudged() if observation else None
            # Were a total ever part of itself, it would meet the submitted figure there, and end.
            self._figures[key] = submitted
            self._figures[key] = _standing(self._computed(key), submitted)
        return self._figures[key]

    def arrived(self, key: FigureKey) -> datetime | None:
        """When the figure first came; None for one that nobody submitted as it stands."""
        figure, observation = self.figure(key), self.observations.get(key)
        return observation.arrived if observation and figure and figure.how == "submitted" else None

    def parts(self, key: FigureKey) -> list[Evaluation]:
        """The figures that the total `key` is computed from; none for a submitted figure."""
        figure = self.figure(key)
        if figure is None or figure.how == "submitted":
            return []
        ways = (parts for kind, parts in self._ways(key) if self._total(key, kind, parts))
        return next(ways, [])

    def _computed(self, key: FigureKey) -> Evaluation | None:
        totals = (self._total(key, kind, parts) for kind, parts in self._ways(key))
        return next((found for found in totals if found), None)

    def _ways(self, key: FigureKey) -> Iterator[tuple[Kind, list[Evaluation]]]:
        """The ways `key` may be added up, the first to be preferred, each with the figures that count."""
        ways = self._parts.get(key, {})
        for kind, axis in sorted(ways, key=lambda way: (PREFERENCE.index(way[0]), way[1])):
            yield kind, self._counting(key, kind, ways[kind, axis])

    def _counting(self, key: FigureKey, kind: Kind, parts: Iterable[FigureKey]) -> list[Evaluation]:
        figures = [figure for part in parts if (figure := self.figure(part)) is not None]
        if kind is Kind.MEMBERS:
            return [figure for figure in figures if self._existed(figure)]
        return figures

    def _total(self, key: FigureKey, kind: Kind, parts: list[Evaluation]) -> Evaluation | None:
        rule = self._composition.rule(key.indicator)
        if rule is None or not parts or (kind is Kind.PARTS and len(parts) < len(set(rule.parts))):
            return None
        amount = amount_of(parts, rule.how, self._scale(key))
        return None if amount is None else total(key, parts, amount, rule.how, self._expected(key, kind, parts))

    def _expected(self, key: FigureKey, kind: Kind, parts: list[Evaluation]) -> int | None:
        rule = self._composition.rule(key.indicator)
        if rule is None or kind is Kind.DIMENSION:
            return None
        if kind is Kind.PARTS:
            return len(set(rule.parts))
        members = self._catalogue.members(rule.members, max(part.as_of for part in parts))
        # A unit dissolved since it reported is counted, so it was expected too.
        return len(({unit.id for unit in members} | {part.unit for part in parts}) - {key.unit})

    def _existed(self, figure: Evaluation) -> bool:
        unit = self._catalogue.units.get(figure.unit)
        return unit is not None and unit.exists_on(figure.as_of)

    def _scale(self, key: FigureKey) -> int:
        return 100 if self._catalogue.indicators[key.indicator].measure == "percent" else 1


def _standing(computed: Evaluation | None, submitted: Evaluation | None) -> Evaluation | None:
    """The computed total, unless it only says that nobody counted anything yet and somebody did.

    It answers for the submitted figure in whose place it stands, so that figure is among its causes.
    """
    if computed is None or (computed.value is None and submitted is not None and submitted.value is not None):
        return submitted
    if submitted is None:
        return computed
    return computed.model_copy(update={"causes": tuple(sorted({*computed.causes, *submitted.causes}))})
