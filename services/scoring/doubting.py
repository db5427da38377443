"""Find what is implausible about the figures of a batch, and about those that they bear on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from services.scoring.announcements import doubtful
from services.scoring.domain.family import families, needs_neighbours
from services.scoring.domain.plausibility.book import Book
from services.scoring.domain.plausibility.judge import Inspection
from services.scoring.domain.plausibility.reach import Looks, looks_for, reading_for
from services.scoring.domain.plausibility.standing import Doubted, doubted, worth_telling
from services.scoring.judging import Judging
from shared.events import FigureDoubted
from shared.facts import Figure
from shared.figures import FigureKey
from shared.metrics import DOUBTS_FOUND


def doubt(judging: Judging) -> list[FigureDoubted]:
    """The doubts that came up, changed or ended with the batch, kept. Verdicts, totals and places are not touched."""
    new = sorted(set(judging.touched.values()))
    if not new:
        return []
    book = _book(new, judging)
    looks = looks_for(new, book, judging.catalogue)
    known = judging.store.doubted(looks.keys())
    found = _look(looks, book, known, judging)
    confirmed = judging.store.confirmations([key for key, one in found.items() if one.told.doubts])
    kept, told = [], []
    for key, one in found.items():
        before, figure = known.get(key), book.figure(key)
        if figure is None:
            continue
        now = doubted(figure, one.found, before, confirmed.get(key))
        if worth_telling(now.told, before.told if before else None):
            kept.append(now)
            trace = judging.traces.get(looks[key].origin)
            told.append(doubtful(now.told, judging.now, trace))
            _count(now, before)
        elif before is not None and before.found != now.found:
            kept.append(Doubted(before.told, now.found))
    judging.store.keep_doubted(kept)
    return told


def _look(looks: Looks, book: Book, known: Mapping[FigureKey, Doubted], judging: Judging) -> dict[FigureKey, Doubted]:
    """What each figure is doubted for now: its scopes found anew where something bears on them."""
    inspection, result = Inspection(book, judging.catalogue), {}
    for key in sorted(looks):
        before = known.get(key)
        found = dict(before.found) if before else {}
        fresh = {scope: inspection.doubts(key, scope) for scope in sorted(looks[key].scopes)}
        found = {scope: doubts for scope, doubts in {**found, **fresh}.items() if doubts}
        figure = book.figure(key)
        if figure is not None and (found or before):
            result[key] = doubted(figure, found, before, None)
    return result


def _book(new: Collection[FigureKey], judging: Judging) -> Book:
    """The figures around the new ones; those of families with totals or places are known already."""
    family, wide = families(judging.catalogue), needs_neighbours(judging.catalogue)
    reading = reading_for(new, judging.catalogue)
    strange = {group for group in reading.groups if family.get(group[0]) not in wide}
    observed = {
        **judging.store.observations_around(reading.series, reading.first, reading.last),
        **judging.store.observations_of(strange),
        **judging.ledger.observations,
    }
    figures: list[Figure] = [observation.figure for observation in observed.values()]
    return Book(figures)


def _count(now: Doubted, before: Doubted | None) -> None:
    old = {(one.rule, one.severity) for one in before.told.doubts} if before else set()
    for one in now.told.doubts:
        if (one.rule, one.severity) not in old:
            DOUBTS_FOUND.labels(rule=one.rule, severity=one.severity).inc()
