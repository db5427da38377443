"""How far a figure has come since its programmes began."""

from __future__ import annotations

from services.scoring.domain.exact import difference
from shared.catalogue import Catalogue
from shared.facts import Baseline, Evaluation


def baselines_of(figure: Evaluation, catalogue: Catalogue) -> tuple[Baseline, ...]:
    """The difference from each programme's starting figure, for figures of a later day while the programme runs."""
    value = figure.value
    if value is None:
        return ()
    return tuple(
        Baseline(
            programme=start.programme, as_of=start.as_of, value=start.value, difference=difference(value, start.value)
        )
        for start in catalogue.baselines_of(figure.key.series)
        if start.as_of < figure.as_of and catalogue.runs_on(start.programme, figure.as_of)
    )
