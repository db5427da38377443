"""What is concluded of a figure that has not come: that it is missing, or that it does not concern the unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from services.scoring.domain.duties import Obligation, obligations
from services.scoring.domain.observation import UNNUMBERED
from services.scoring.domain.targets import targets_for
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import FigureKey, Status, parse_dimension


def conclusions(
    due: Collection[Obligation], known: Mapping[FigureKey, Evaluation], catalogue: Catalogue
) -> list[Evaluation]:
    """The figures, not yet numbered, that are missing or do not apply now that these obligations are past."""
    found = {}
    for obligation in due:
        stated = known.get(obligation.key)
        if obligation.applies and (stated is None or stated.status is not Status.MISSING):
            found[obligation.key] = missing(obligation.key, catalogue)
        elif not obligation.applies:
            found[obligation.key] = not_applicable(obligation.key, obligation.due)
    return [found[key] for key in sorted(found)]


def missing(key: FigureKey, catalogue: Catalogue) -> Evaluation:
    """It is missing since the first of the days by which somebody asked for it."""
    due = min(obligation.due for obligation in obligations(key, catalogue) if obligation.applies)
    return _without_figure(key, due, Status.MISSING).model_copy(update={"due": due})


def not_applicable(key: FigureKey, day: date) -> Evaluation:
    return _without_figure(key, day, Status.NOT_APPLICABLE)


def concerns_nobody(key: FigureKey, day: date, catalogue: Catalogue) -> bool:
    """Whether every programme that could ask for the figure, or judge it, says that it does not apply."""
    asked = obligations(key, catalogue)
    waived = {obligation.programme for obligation in asked if not obligation.applies}
    targets = targets_for(catalogue, key.unit, key.indicator, key.dimension, day)
    return len(waived) == len(asked) > 0 and waived >= {target.programme for target in targets}


def _without_figure(key: FigureKey, day: date, status: Status) -> Evaluation:
    return Evaluation(
        unit=key.unit,
        indicator=key.indicator,
        dimension=parse_dimension(key.dimension),
        period=key.period,
        as_of=day,
        status=status,
        sequence=UNNUMBERED,
    )
