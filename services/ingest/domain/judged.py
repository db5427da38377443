"""What the targets said of figures, as their senders are told it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import UUID

from shared.facts import Evaluation

Word = Literal["met", "not_met"]


def word_of(evaluation: Evaluation) -> Word | None:
    """Whether a figure meets every target that binds it; None where none does. Points of an index bind nobody."""
    said = {each.verdict for each in evaluation.verdicts if each.kind != "full_score"}
    if not said:
        return None
    return "not_met" if "not_met" in said else "met"


def words(evaluations: Iterable[Evaluation]) -> Mapping[Word, set[UUID]]:
    """The events of the figures that met and missed their targets. A total is judged in nobody's place."""
    found: dict[Word, set[UUID]] = {}
    for evaluation in evaluations:
        word = word_of(evaluation)
        if word is not None and evaluation.how == "submitted":
            found.setdefault(word, set()).update(evaluation.causes)
    return found
