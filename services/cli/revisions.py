"""What `nhipso explain` says of the revisions of a figure: all of them, which one counts, which one is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.report.domain.bulletin import Bulletin
from services.report.explain import cells_of
from shared.facts import Evaluation


def revisions_told(
    revisions: Sequence[Mapping[str, Any]], evaluation: Evaluation, bulletin: Bulletin | None
) -> list[dict[str, Any]]:
    """Each revision as accepted. `counts` marks the one that is judged; none is where a computed total stands instead.

    `printed_in` is the status of the edition as last built, beside the revision that it shows.
    """
    judged = {str(cause) for cause in evaluation.causes} if evaluation.how == "submitted" else set()
    cells = cells_of(bulletin, evaluation.unit, evaluation.indicator) if bulletin else []
    shown = {str(event) for _, _, cell in cells for event in cell.events}
    return [
        {
            **revision,
            "counts": revision["event_id"] in judged,
            "printed_in": bulletin.status if bulletin and revision["event_id"] in shown else None,
        }
        for revision in revisions
    ]
