"""Which figures of a unit should add up to another of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.scoring.domain.plausibility.book import Book
from services.scoring.domain.plausibility.views import Sum
from shared.catalogue import Indicator
from shared.facts import Figure
from shared.figures import FigureKey, dimension_text


def sums_of(whole: Figure, indicator: Indicator, book: Book) -> Iterator[Sum]:
    """The sums that the catalogue says `whole` is: over a value of its dimension, or over other indicators."""
    rule = indicator.total
    if rule is None or rule.how != "sum":
        return
    for name, total in rule.over_dimensions:
        if whole.dimension.get(name, "") == total:
            yield _over(whole, name, total, indicator, book)
    if rule.parts and whole.unit == rule.unit:
        keys = [FigureKey(whole.unit, part, whole.key.dimension, whole.period) for part in rule.parts]
        parts = [figure for key in keys if (figure := book.figure(key)) is not None]
        yield Sum(whole, parts, len(parts) == len(keys))


def _over(whole: Figure, name: str, total: str, indicator: Indicator, book: Book) -> Sum:
    rest = _without(whole.dimension, name)
    siblings = book.of_unit(whole.unit, whole.indicator, whole.period)
    parts = [
        figure
        for figure in siblings
        if figure.dimension.get(name, total) != total and _without(figure.dimension, name) == rest
    ]
    values = {value for value in (indicator.dimensions or {}).get(name, ()) if value != total}
    told = {figure.dimension[name] for figure in parts}
    return Sum(whole, parts, bool(values) and values <= told)


def _without(dimension: Mapping[str, str], name: str) -> str:
    return dimension_text({key: value for key, value in dimension.items() if key != name})
