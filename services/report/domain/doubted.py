"""The doubts about a printed figure that a reader must hear of: those nobody has answered for, apart from notes."""

from __future__ import annotations

from services.report.domain.bulletin import CellDoubt
from services.report.domain.measures import Measure
from shared.doubts import doubt_text
from shared.facts import Doubts, Evaluation


def cell_doubts(doubts: Doubts | None, evaluation: Evaluation, measure: Measure) -> tuple[CellDoubt, ...]:
    """What is printed beside the figure; nothing about a value that is not there any more.

    A computed total is printed instead of the submitted one; that the two differ is worth saying all the same.
    """
    if doubts is None or doubts.confirmation is not None:
        return ()
    if evaluation.how == "submitted" and doubts.value != evaluation.value:
        return ()
    return tuple(
        CellDoubt(
            rule=doubt.rule,
            severity=doubt.severity,
            text=doubt_text(doubt, measure, "vi"),
            text_en=doubt_text(doubt, measure, "en"),
        )
        for doubt in doubts.doubts
        if doubt.severity != "note"
    )
