"""What is known of an index in a period: the scores, places and bands, and how one unit came to its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from services.scoring.domain.index_gains import Gain, next_points
from services.scoring.domain.index_places import index_places
from services.scoring.domain.index_score import IndexKey, components_in
from services.scoring.domain.index_words import Language, advice, how, level_name
from services.scoring.store import ScoringStore
from shared.catalogue import Catalogue, Index
from shared.facts import IndexScore, Place
from shared.figures import plain


@dataclass(frozen=True)
class Standing:
    """The score of a unit, its place where enough of the maximum counts, and the ways to more points if asked for."""

    score: IndexScore
    place: Place | None
    gains: Sequence[Gain] = ()


def standings(tx: Connection, index: Index, period: str, catalogue: Catalogue) -> list[Standing]:
    """All units with a score, by level, place and unit; those without a place last."""
    scores = ScoringStore(tx).scores_in(index.id, period)
    places = index_places(scores, index, catalogue)
    found = [Standing(score, places.get(score.unit)) for score in scores]
    return sorted(found, key=lambda one: _order(one, catalogue))


def with_gains(tx: Connection, standing: Standing, index: Index, catalogue: Catalogue) -> Standing:
    """The standing with the cheapest ways to more points."""
    score = standing.score
    figures = ScoringStore(tx).evaluations(components_in(index, IndexKey(index.id, score.unit, score.period)))
    return replace(standing, gains=next_points(score, index, figures, catalogue))


def unit_rows(
    found: Sequence[Standing], index: Index, catalogue: Catalogue, language: Language
) -> list[dict[str, Any]]:
    """The units that the catalogue still knows, in the order of `found`."""
    bands = {band.id: band.name_vi if language == "vi" else band.name_en for band in index.bands}
    return [
        {
            "unit": one.score.unit,
            "name": catalogue.units[one.score.unit].short_name,
            "level": catalogue.units[one.score.unit].level,
            "level_name": level_name(catalogue.units[one.score.unit].level, language),
            "rank": one.place.rank if one.place else None,
            "points": plain(one.score.points),
            "counted": plain(one.score.maximum),
            "maximum": plain(index.maximum),
            "score": _text(one.score.score),
            "band": one.score.band,
            "band_name": bands.get(one.score.band or ""),
        }
        for one in found
        if one.score.unit in catalogue.units
    ]


def group_rows(score: IndexScore, index: Index, language: Language) -> Iterator[dict[str, Any]]:
    """The groups, each with the points of its components."""
    for group in index.groups:
        parts = [one for one in score.components if one.group == group.id]
        yield {
            "group": group.id,
            "name": group.name_vi if language == "vi" else group.name_en,
            "points": plain(sum((one.points for one in parts), Decimal(0))),
            "counted": plain(sum((one.maximum for one in parts), Decimal(0))),
            "maximum": plain(group.maximum),
        }


def component_rows(
    score: IndexScore, index: Index, catalogue: Catalogue, language: Language
) -> Iterator[dict[str, Any]]:
    """The components, each with how its points came about."""
    components = {component.id: component for component in index.components}
    for one in score.components:
        # A score that stands from an older edition of the catalogue may have parts that are gone.
        if (component := components.get(one.component)) is None:
            continue
        yield {
            "group": one.group,
            "component": one.component,
            "name": component.name_vi if language == "vi" else component.name_en,
            "indicator": component.indicator,
            "dimension": component.dimension,
            "value": _text(one.value),
            "points": plain(one.points),
            "counted": plain(one.maximum),
            "maximum": plain(component.maximum),
            "basis": one.basis,
            "how": how(component, one, catalogue.indicators[component.indicator], language),
        }


def gain_rows(
    gains: Sequence[Gain], index: Index, catalogue: Catalogue, language: Language
) -> Iterator[dict[str, Any]]:
    """The ways to more points, the cheapest first."""
    components = {component.id: component for component in index.components}
    for place, gain in enumerate(gains, 1):
        component = components[gain.component]
        yield {
            "order": place,
            "component": gain.component,
            "name": component.name_vi if language == "vi" else component.name_en,
            "way": gain.way,
            "points": plain(gain.points),
            "value": _text(gain.value),
            "wanted": _text(gain.wanted),
            "cases": gain.cases,
            "advice": advice(gain, catalogue.indicators[component.indicator], language),
        }


def _order(one: Standing, catalogue: Catalogue) -> tuple[str, bool, int, str]:
    unit = catalogue.units.get(one.score.unit)
    level = unit.level if unit else ""
    return level, one.place is None, one.place.rank if one.place else 0, one.score.unit


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
