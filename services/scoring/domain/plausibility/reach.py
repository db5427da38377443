"""Which figures must be looked at again when some figures are new, and what must be read for that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from services.scoring.domain.composition import Composition, Kind
from services.scoring.domain.plausibility.book import MONTHS, Book, months_before
from services.scoring.domain.plausibility.finding import Scope
from services.scoring.domain.plausibility.related import related_series
from shared.catalogue import Catalogue, next_period
from shared.figures import FigureKey, SeriesKey


@dataclass
class Look:
    """The scopes to look at again, and the new figure that gives cause to."""

    origin: FigureKey
    scopes: set[Scope] = field(default_factory=set)


Looks = dict[FigureKey, Look]


@dataclass
class Reading:
    """What to read: whole groups (indicator, period), and series between two periods."""

    groups: set[tuple[str, str]] = field(default_factory=set)
    series: set[SeriesKey] = field(default_factory=set)
    first: str = ""
    last: str = ""


def reading_for(keys: Collection[FigureKey], catalogue: Catalogue) -> Reading:
    """Everything that can bear on the doubts of `keys`, and of the figures that these bear on."""
    periods = {key.period for key in keys}
    series = {key.series for key in keys}
    for key in keys:
        series.update(_tied(key, catalogue))
    last = max(periods)
    for _ in range(MONTHS):
        last = next_period(last)
    return Reading({(key.indicator, key.period) for key in keys}, series, months_before(min(periods)), last)


def _tied(key: FigureKey, catalogue: Catalogue) -> Iterator[SeriesKey]:
    """The series tied to the figure, and those tied in turn to the ones it may bring into doubt."""
    for _, tied, doubted in related_series(catalogue, key):
        yield tied
        if doubted:
            other = FigureKey(tied.unit, tied.indicator, tied.dimension, key.period)
            yield from (series for _, series, _ in related_series(catalogue, other))


def looks_for(keys: Iterable[FigureKey], book: Book, catalogue: Catalogue) -> Looks:
    """The figures whose doubts may change with `keys`, each with the scopes to look at."""
    composition, looks = Composition(catalogue), Looks()
    groups: set[tuple[str, str, str]] = set()
    for key in keys:
        seen_from = [*_seen_from(key, book, composition, catalogue)]
        # The first of a group has the whole group looked at; asking again for each of its units changes nothing.
        if (group := (key.indicator, key.dimension, key.period)) not in groups:
            groups.add(group)
            seen_from += [(FigureKey(unit, *group), [Scope.PEERS]) for unit in book.group(*group)]
        for seen, scopes in seen_from:
            if book.figure(seen) is not None:
                looks.setdefault(seen, Look(key)).scopes.update(scopes)
    return looks


def _seen_from(
    key: FigureKey, book: Book, composition: Composition, catalogue: Catalogue
) -> Iterator[tuple[FigureKey, Iterable[Scope]]]:
    yield key, Scope
    for whole in composition.totals_with(key):
        if whole.kind is not Kind.MEMBERS:
            yield whole.key, [Scope.SUMS]
    for period in _later(key, book.periods(key.series)):
        yield FigureKey(key.unit, key.indicator, key.dimension, period), [Scope.IN_TIME]
    for _, tied, doubted in related_series(catalogue, key):
        for period in (key.period, *_later(key, book.periods(tied))) if doubted else ():
            yield FigureKey(tied.unit, tied.indicator, tied.dimension, period), [Scope.RELATIONS]


def _later(key: FigureKey, periods: Iterable[str]) -> list[str]:
    """The periods after the figure's that look back as far as it."""
    return [period for period in periods if period > key.period and months_before(period) <= key.period]


def linked(catalogue: Catalogue, indicators: Iterable[str]) -> set[str]:
    """The indicators, and those that a relation ties to them: their figures bear on each other's doubts."""
    wanted = set(indicators)
    tied = {frozenset(term.indicator for term in relation.terms) for relation in catalogue.relations.values()}
    return wanted.union(*(names for names in tied if names & wanted))
