"""The points of a unit in a period: component by component, then on the scale of the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from services.scoring.domain.duties import has_come
from services.scoring.domain.index_points import NOTHING, points_of, rounded
from shared.catalogue import Catalogue, Component, Index
from shared.facts import ComponentScore, Evaluation, IndexScore
from shared.figures import FigureKey, Status

Basis = Literal["scored", "no_activity", "missing", "not_applicable"]
UNNUMBERED = 0
LEFT_OUT = (NOTHING, NOTHING)
WHOLE = 100


@dataclass(frozen=True, order=True)
class IndexKey:
    """What one score is of: an index, a unit, a period."""

    index: str
    unit: str
    period: str


@dataclass(frozen=True)
class Worth:
    """What one component is worth to a unit: `points` of `maximum`, both None while the rest has to be known first."""

    component: Component
    basis: Basis
    value: Decimal | None
    points: Fraction | None
    maximum: Fraction


def index_key(score: IndexScore) -> IndexKey:
    return IndexKey(score.index, score.unit, score.period)


def index_in(period: str, name: str, catalogue: Catalogue) -> Index | None:
    """The version of the index that judges a period: the one in force at its cut-off."""
    day = catalogue.calendar.cut_off(period)
    return next((one for one in catalogue.indices.values() if one.id == name and one.in_force_on(day)), None)


def is_scored(unit: str, index: Index, day: date, catalogue: Catalogue) -> bool:
    """Whether the index, in force on `day`, scores the unit as it is on that day."""
    known, scored = catalogue.units.get(unit), index.scores
    return known is not None and (known.level in scored.levels or unit in scored.units) and known.exists_on(day)


def components_in(index: Index, key: IndexKey) -> list[FigureKey]:
    """The figures that the score is made of, in the order of the components."""
    return [FigureKey(key.unit, *component.series, key.period) for component in index.components]


def index_score(
    key: IndexKey, index: Index, figures: Mapping[FigureKey, Evaluation], catalogue: Catalogue
) -> IndexScore:
    """The score, not yet numbered; without components where no figure ever came, nor was waited for in vain."""
    known = [figures.get(part) for part in components_in(index, key)]
    if all(figure is None or figure.counted == 0 for figure in known):
        return _score(key, index, ())
    worth = [_worth(component, figure, catalogue) for component, figure in zip(index.components, known, strict=True)]
    return _score(key, index, [_settled(one, worth) for one in worth])


def is_judged(score: IndexScore, index: Index) -> bool:
    """Whether enough of the maximum counts for a band and a place."""
    return score.score is not None and score.maximum * WHOLE >= index.maximum * index.least_counted


def says_the_same(new: IndexScore, known: IndexScore | None) -> bool:
    """Whether nothing but the number differs; where nothing is known, whether there is nothing to say."""
    if known is None:
        return not new.components
    return new.model_copy(update={"sequence": known.sequence}) == known


def _worth(component: Component, figure: Evaluation | None, catalogue: Catalogue) -> Worth:
    basis = _basis(figure)
    value = figure.value if figure is not None and basis == "scored" else None
    maximum = Fraction(component.maximum)
    if value is not None:
        up = catalogue.indicators[component.indicator].higher_is_better
        return Worth(component, basis, value, points_of(component, value, up=up), maximum)
    rule = {"no_activity": component.no_activity, "missing": component.missing}.get(basis, "left_out")
    if rule == "average":
        return Worth(component, basis, None, None, maximum)
    return Worth(component, basis, None, *_by_rule(rule, maximum))


def _basis(figure: Evaluation | None) -> Basis:
    if figure is not None and figure.status is Status.NOT_APPLICABLE:
        return "not_applicable"
    if figure is None or not has_come(figure):
        return "missing"
    return "no_activity" if figure.value is None else "scored"


def _by_rule(rule: str, maximum: Fraction) -> tuple[Fraction, Fraction]:
    if rule == "left_out":
        return LEFT_OUT
    return (maximum if rule == "full" else NOTHING), maximum


def _settled(one: Worth, all_of_them: Sequence[Worth]) -> Worth:
    """Where the rest of the group decides: the same share of the points; left out where there is no rest."""
    if one.points is not None:
        return one
    rest = [
        (other.points, other.maximum)
        for other in all_of_them
        if other.component.group == one.component.group and other.points is not None
    ]
    reached, possible = sum(points for points, _ in rest), sum(maximum for _, maximum in rest)
    settled = (one.maximum * reached / possible, one.maximum) if possible else LEFT_OUT
    return Worth(one.component, one.basis, None, *settled)


def _score(key: IndexKey, index: Index, worth: Sequence[Worth]) -> IndexScore:
    points = sum((one.points or NOTHING for one in worth), NOTHING)
    maximum = sum((one.maximum for one in worth), NOTHING)
    score = IndexScore(
        index=key.index,
        version=index.version,
        unit=key.unit,
        period=key.period,
        sequence=UNNUMBERED,
        points=rounded(points),
        maximum=rounded(maximum),
        score=rounded(points / maximum * Fraction(index.scale)) if maximum else None,
        band=None,
        components=tuple(_stated(one) for one in worth),
    )
    band = index.band_of(score.score) if score.score is not None and is_judged(score, index) else None
    return score.model_copy(update={"band": band.id}) if band else score


def _stated(one: Worth) -> ComponentScore:
    return ComponentScore(
        component=one.component.id,
        group=one.component.group,
        value=one.value,
        points=rounded(one.points or NOTHING),
        maximum=rounded(one.maximum),
        basis=one.basis,
    )
