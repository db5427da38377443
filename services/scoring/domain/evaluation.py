"""Judge a figure: its verdicts, its change, and whether that says anything new."""

from __future__ import annotations

from services.scoring.domain.change import Past, change_since
from services.scoring.domain.targets import targets_for
from services.scoring.domain.verdict import judge
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import Status


def judged(figure: Evaluation, past: Past | None, catalogue: Catalogue) -> Evaluation:
    """The evaluation with the verdicts of today's catalogue and the change since `past`.

    A figure that is not reported has neither.
    """
    if figure.status is not Status.REPORTED or figure.value is None:
        return figure.model_copy(update={"verdicts": (), "change": None})
    targets = targets_for(catalogue, figure.unit, figure.indicator, figure.key.dimension, figure.as_of)
    verdicts = tuple(judge(figure.value, target) for target in targets)
    change = None if past is None else change_since(past, figure.value)
    return figure.model_copy(update={"verdicts": verdicts, "change": change})


def says_the_same(new: Evaluation, known: Evaluation | None) -> bool:
    """Whether two evaluations differ in nothing but their sequence."""
    return known is not None and new.model_copy(update={"sequence": known.sequence}) == known


def numbered(evaluation: Evaluation, sequence: int) -> Evaluation:
    return evaluation.model_copy(update={"sequence": sequence})
