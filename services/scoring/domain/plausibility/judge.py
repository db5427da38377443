"""Every rule of plausibility, by what it looks at, and the doubts of a figure in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from services.scoring.domain.plausibility.above_100 import above_100
from services.scoring.domain.plausibility.book import Book
from services.scoring.domain.plausibility.cumulative_fell import cumulative_fell
from services.scoring.domain.plausibility.fell_to_zero import fell_to_zero
from services.scoring.domain.plausibility.finding import Finding, Rule, Scope
from services.scoring.domain.plausibility.lost_zeros import lost_zeros
from services.scoring.domain.plausibility.magnitude import magnitude
from services.scoring.domain.plausibility.not_restarted import not_restarted
from services.scoring.domain.plausibility.outlier_among_peers import outlier_among_peers
from services.scoring.domain.plausibility.outlier_in_history import outlier_in_history
from services.scoring.domain.plausibility.part_above_whole import part_above_whole
from services.scoring.domain.plausibility.parts_against_total import parts_against_total
from services.scoring.domain.plausibility.ratio_as_percent import ratio_among_peers, ratio_in_history
from services.scoring.domain.plausibility.ratio_contradicted import ratio_contradicted
from services.scoring.domain.plausibility.related import Related, relations_with
from services.scoring.domain.plausibility.relation_broken import relation_broken
from services.scoring.domain.plausibility.share_outside_units import share_outside_units
from services.scoring.domain.plausibility.sums import sums_of
from services.scoring.domain.plausibility.units_differ_from_total import units_differ_from_total
from services.scoring.domain.plausibility.views import Alone, Group, InTime, Sum
from shared.catalogue import Catalogue
from shared.facts import Doubt
from shared.figures import FigureKey

View = TypeVar("View")

ALONE: tuple[Rule[Alone], ...] = (part_above_whole, above_100, ratio_contradicted)
IN_TIME: tuple[Rule[InTime], ...] = (
    cumulative_fell,
    not_restarted,
    fell_to_zero,
    magnitude,
    ratio_in_history,
    outlier_in_history,
)
PEERS: tuple[Rule[Group], ...] = (
    ratio_among_peers,
    outlier_among_peers,
    units_differ_from_total,
    share_outside_units,
    lost_zeros,
)
SUMS: tuple[Rule[Sum], ...] = (parts_against_total,)
RELATIONS: tuple[Rule[Related], ...] = (relation_broken,)

WEIGHT = {"error": 0, "warning": 1, "note": 2}
#: what needs no saying once the other is said
IMPLIED = {
    "above_100": ("part_above_whole",),
    "outlier_in_history": ("magnitude", "ratio_as_percent", "fell_to_zero", "cumulative_fell"),
    "outlier_among_peers": ("magnitude", "ratio_as_percent"),
}


class Inspection:
    """Holds figures against the rules, one scope at a time; what a rule is off for is left out."""

    def __init__(self, book: Book, catalogue: Catalogue) -> None:
        self._book = book
        self._catalogue = catalogue
        self._groups: dict[tuple[str, str, str], dict[FigureKey, list[Doubt]]] = {}

    def doubts(self, key: FigureKey, scope: Scope) -> list[Doubt]:
        """The doubts of one scope about the figure as it stands; none where there is no figure."""
        figure, indicator = self._book.figure(key), self._catalogue.indicators.get(key.indicator)
        if figure is None or indicator is None:
            return []
        match scope:
            case Scope.ALONE:
                found = _found(ALONE, Alone(figure, indicator))
            case Scope.IN_TIME:
                found = _found(IN_TIME, InTime(figure, self._book.past(key), indicator))
            case Scope.PEERS:
                return self._among_peers(key)
            case Scope.SUMS:
                found = [one for view in sums_of(figure, indicator, self._book) for one in _found(SUMS, view)]
            case Scope.RELATIONS:
                relations = relations_with(self._catalogue, key.indicator)
                found = _found(RELATIONS, Related(figure, relations, self._book))
        return [one.doubt for one in found if one.doubt.rule not in indicator.checks_off]

    def _among_peers(self, key: FigureKey) -> list[Doubt]:
        place = (key.indicator, key.dimension, key.period)
        if place not in self._groups:
            indicator = self._catalogue.indicators[key.indicator]
            view = Group(self._book.group(*place), indicator, self._catalogue)
            doubts: dict[FigureKey, list[Doubt]] = {}
            for one in _found(PEERS, view):
                if one.doubt.rule not in indicator.checks_off:
                    doubts.setdefault(one.key, []).append(one.doubt)
            self._groups[place] = doubts
        return self._groups[place].get(key, [])


def together(by_scope: Mapping[Scope, Sequence[Doubt]]) -> tuple[Doubt, ...]:
    """All doubts about a figure, the gravest first; one that another implies is left out."""
    doubts = [doubt for found in by_scope.values() for doubt in found]
    rules = {doubt.rule for doubt in doubts}
    told = [doubt for doubt in doubts if not rules & set(IMPLIED.get(doubt.rule, ()))]
    unique = {doubt.model_dump_json(): doubt for doubt in told}
    return tuple(doubt for _, doubt in sorted(unique.items(), key=lambda pair: (WEIGHT[pair[1].severity], pair[0])))


def _found(rules: Iterable[Rule[View]], view: View) -> list[Finding]:
    return [finding for rule in rules for finding in rule(view)]
