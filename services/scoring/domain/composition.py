"""Into which totals a figure goes."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from shared.catalogue import Catalogue, Members, TotalRule
from shared.figures import FigureKey, dimension_text, parse_dimension


class Kind(StrEnum):
    """Over what a total adds: the units of a rule, the values of a dimension, or the named indicators."""

    MEMBERS = "members"
    DIMENSION = "dimension"
    PARTS = "parts"


class Whole(NamedTuple):
    """A total, and how it adds: along which dimension, where it is over one."""

    kind: Kind
    key: FigureKey
    axis: str = ""


class Composition:
    """The catalogue's rules for totals, asked from below: what a figure is a part of."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._sums_with: dict[tuple[str, str], list[str]] = {}
        for name, rule in self._rules().items():
            for part in rule.parts:
                self._sums_with.setdefault((rule.unit, part), []).append(name)

    def rule(self, indicator: str) -> TotalRule | None:
        known = self._catalogue.indicators.get(indicator)
        return known.total if known else None

    def _rules(self) -> dict[str, TotalRule]:
        return {name: known.total for name, known in self._catalogue.indicators.items() if known.total}

    def totals_with(self, key: FigureKey) -> list[Whole]:
        """The totals that `key` is a direct part of."""
        found = []
        rule = self.rule(key.indicator)
        if rule and key.unit != rule.unit and self._belongs(key.unit, rule.members):
            found.append(Whole(Kind.MEMBERS, FigureKey(rule.unit, key.indicator, key.dimension, key.period)))
        for axis, value in rule.over_dimensions if rule else ():
            if (whole := _whole(key.dimension, axis, value)) is not None:
                found.append(Whole(Kind.DIMENSION, FigureKey(key.unit, key.indicator, whole, key.period), axis))
        sums = self._sums_with.get((key.unit, key.indicator), ())
        return found + [Whole(Kind.PARTS, FigureKey(key.unit, name, key.dimension, key.period)) for name in sums]

    def _belongs(self, unit: str, members: Members) -> bool:
        known = self._catalogue.units.get(unit)
        return unit in members.units or (known is not None and known.level in members.levels)


def _whole(dimension: str, name: str, total: str) -> str | None:
    """The dimension with `name` set to its total (left out for ""); None where it has no such name or is that total."""
    pairs = parse_dimension(dimension)
    if pairs.get(name, total) == total:
        return None
    others = {key: value for key, value in pairs.items() if key != name}
    return dimension_text(others | {name: total} if total else others)
