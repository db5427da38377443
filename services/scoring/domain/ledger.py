"""The figures of some groups, submitted and computed: a computable total counts before a submitted one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from services.scoring.domain.composition import Composition, Kind
from services.scoring.domain.observation import Observation
from services.scoring.domain.total import amount_of, total
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import FigureKey


class Ledger:
    """All figures that follow from the observations of whole groups (families of indicators, in some periods)."""

    def __init__(self, catalogue: Catalogue, observations: Mapping[FigureKey, Observation]) -> None:
        self._catalogue = catalogue
        self._composition = Composition(catalogue)
        self._observations = observations
        self._parts: dict[FigureKey, dict[Kind, list[FigureKey]]] = {}
        self._figures: dict[FigureKey, Evaluation | None] = {}
        self.keys = self._known_keys()

    def _known_keys(self) -> set[FigureKey]:
        known = set(self._observations)
        waiting = deque(sorted(known))
        while waiting:
            key = waiting.popleft()
            for kind, whole in self._composition.totals_with(key):
                self._parts.setdefault(whole, {}).setdefault(kind, []).append(key)
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
            for _, whole in self._composition.totals_with(key):
                if whole not in origins:
                    origins[whole] = origins[key]
                    waiting.append(whole)
        return origins

    def figure(self, key: FigureKey) -> Evaluation | None:
        """The figure that counts for `key`, not yet judged; None where there is none."""
        if key not in self._figures:
            observation = self._observations.get(key)
            submitted = observation.unjudged() if observation else None
            # Were a total ever part of itself, it would meet the submitted figure there, and end.
            self._figures[key] = submitted
            self._figures[key] = _standing(self._computed(key), submitted)
        return self._figures[key]

    def parts(self, key: FigureKey) -> list[Evaluation]:
        """The figures that the total `key` is computed from; none for a submitted figure."""
        figure = self.figure(key)
        if figure is None or figure.how == "submitted":
            return []
        ways = self._parts.get(key, {})
        for kind in Kind:
            parts = self._counting(key, kind, ways.get(kind, ()))
            if self._total(key, kind, parts):
                return parts
        return []

    def _computed(self, key: FigureKey) -> Evaluation | None:
        ways = self._parts.get(key, {})
        for kind in Kind:
            if found := self._total(key, kind, self._counting(key, kind, ways.get(kind, ()))):
                return found
        return None

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
    """The computed total, unless it only says that nobody counted anything yet and somebody did."""
    if computed is None or (computed.value is None and submitted is not None and submitted.value is not None):
        return submitted
    return computed
