"""Find the figures that had been missing, and forget that they were."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from services.scoring.domain.duties import has_come
from services.scoring.judging import Judged, Judging
from shared.facts import Evaluation
from shared.figures import FigureKey, Status


def came(news: Collection[Evaluation], known: Mapping[FigureKey, Evaluation]) -> frozenset[FigureKey]:
    """The figures among `news` that were known to be missing."""
    missing = {key for key, evaluation in known.items() if evaluation.status is Status.MISSING}
    return frozenset(new.key for new in news if new.key in missing and has_come(new))


def receive(judging: Judging, found: Judged) -> dict[FigureKey, set[str]]:
    """The programmes that had found each of the figures missing, taken off the list of what is missing."""
    lapsed = judging.store.lapses(found.came)
    judging.store.end_lapses(lapsed.keys())
    return lapsed
