"""Giving things their names in both languages, as messages keep them."""

from __future__ import annotations

from collections.abc import Mapping

from services.notify.domain.parts import Named, NamedFigure
from shared.catalogue import Catalogue
from shared.catalogue.indicator import Measure
from shared.facts import Evaluation


def named(evaluation: Evaluation, catalogue: Catalogue) -> NamedFigure:
    """The figure with the names of its indicator; an indicator that is gone from the catalogue goes by its id."""
    indicator = catalogue.indicators.get(evaluation.indicator)
    names = names_of(evaluation.indicator, evaluation.dimension, catalogue).model_dump()
    if indicator is None:
        return NamedFigure(evaluation=evaluation, measure="count", **names)
    return NamedFigure(
        evaluation=evaluation,
        measure=indicator.measure,
        case_vi=indicator.case_vi,
        case_en=indicator.case_en,
        **names,
    )


def names_of(indicator: str, dimension: Mapping[str, str], catalogue: Catalogue) -> Named:
    """The names of an indicator and of a dimension of it."""
    known = catalogue.indicators.get(indicator)
    return Named(
        name_vi=indicator if known is None else known.name_vi,
        name_en=indicator if known is None else known.name_en,
        dimension_vi=catalogue.dimension_names.say(dimension, "vi"),
        dimension_en=catalogue.dimension_names.say(dimension, "en"),
    )


def measure_of(indicator: str, catalogue: Catalogue) -> Measure:
    known = catalogue.indicators.get(indicator)
    return "count" if known is None else known.measure
