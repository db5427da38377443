"""All that the targets of a catalogue say of one figure."""

from __future__ import annotations

from services.scoring.domain.shortfall import count_of, shortfall_of
from services.scoring.domain.targets import targets_for
from services.scoring.domain.verdict import judge
from shared.catalogue import Catalogue
from shared.facts import Evaluation, Verdict
from shared.figures import Status


def verdicts_on(figure: Evaluation, catalogue: Catalogue) -> tuple[Verdict, ...]:
    """One verdict a programme, in the order of the programmes; none on a figure that is not reported."""
    if figure.status is not Status.REPORTED or figure.value is None:
        return ()
    found = []
    indicator = catalogue.indicators.get(figure.indicator)
    count = count_of(figure, indicator) if indicator else None
    for target in targets_for(catalogue, figure.unit, figure.indicator, figure.key.dimension, figure.as_of):
        verdict = judge(figure.value, target, figure.as_of, catalogue.near_of(target))
        shortfall = shortfall_of(count, verdict, target, figure.as_of) if count else None
        found.append(verdict.model_copy(update={"shortfall": shortfall}))
    return tuple(found)
