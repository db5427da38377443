"""Judge a figure: its verdicts, its change, and whether that says anything new."""

from __future__ import annotations

from services.scoring.domain.baselines import baselines_of
from services.scoring.domain.change import Comparison, compared
from services.scoring.domain.verdicts import verdicts_on
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import Status


def judged(figure: Evaluation, comparison: Comparison, catalogue: Catalogue) -> Evaluation:
    """The evaluation with the verdicts of today's catalogue and the change since what it is compared with.

    A figure that is not reported has neither.
    """
    if figure.status is not Status.REPORTED or figure.value is None:
        return figure.model_copy(update={"verdicts": (), "change": None, "incomparable": None, "baselines": ()})
    indicator = catalogue.indicators.get(figure.indicator)
    moved = compared(figure, comparison, indicator.measure if indicator else None)
    return moved.model_copy(
        update={"verdicts": verdicts_on(figure, catalogue), "baselines": baselines_of(figure, catalogue)}
    )


def says_the_same(new: Evaluation, known: Evaluation | None) -> bool:
    """Whether two evaluations differ in nothing but their sequence."""
    return known is not None and new.model_copy(update={"sequence": known.sequence}) == known


def numbered(evaluation: Evaluation, sequence: int) -> Evaluation:
    return evaluation.model_copy(update={"sequence": sequence})
