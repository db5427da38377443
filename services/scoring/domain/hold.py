"""Keep a series behind until it meets its target by a margin, so that 79,9 and 80,1 do not take turns."""

from __future__ import annotations

from shared.facts import Evaluation, Verdict


def held_after(evaluation: Evaluation, before: Evaluation | None) -> Evaluation:
    """The evaluation with its series held behind where `before`, of the period before, leaves it there.

    It follows from the figures alone, not from the order in which they came: each period looks at the one before it.
    """
    if not evaluation.verdicts:
        return evaluation
    behind = {verdict.programme for verdict in before.verdicts if verdict.standing == "not_met"} if before else set()
    verdicts = tuple(_held(verdict, behind) for verdict in evaluation.verdicts)
    return evaluation if verdicts == evaluation.verdicts else evaluation.model_copy(update={"verdicts": verdicts})


def _held(verdict: Verdict, behind: set[str]) -> Verdict:
    held = verdict.within_margin and verdict.programme in behind
    return verdict if held == verdict.held else verdict.model_copy(update={"held": held})
