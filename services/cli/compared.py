"""What `nhipso explain` says of a figure's comparisons: since the period before, and since its programmes began."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from shared.catalogue import Catalogue
from shared.facts import Evaluation, Incomparable

REASONS: Final[Mapping[Incomparable, str]] = {
    "only_percents": "the units it came out of sent percents without numerator and denominator",
    "not_additive": "the figures of the units it came out of do not add up",
    "split": "it came out of a part of another unit, whose figures cannot be divided",
    "predecessor_missing": "a unit it came out of has no figure of the period before",
    "other_window": "the figure of the period before counts over a window of time that is not like this one",
}


def change_of(evaluation: Evaluation, catalogue: Catalogue) -> dict[str, Any] | None:
    """The change, or the reason that there is none although there is a past; None where there is no past."""
    change = evaluation.change
    if change is None:
        reason = evaluation.incomparable
        return None if reason is None else {"incomparable": reason, "because": REASONS[reason]}
    told = change.model_dump(mode="json", exclude={"predecessors"})
    if change.predecessors:
        told["predecessors"] = [_named(unit, change.as_of, catalogue) for unit in change.predecessors]
    return told


def baselines_of(evaluation: Evaluation, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The difference from what each programme started from, with where that figure is stated."""
    sources = {start.programme: start.source for start in catalogue.baselines_of(evaluation.series)}
    return [
        {**baseline.model_dump(mode="json"), "source": sources.get(baseline.programme)}
        for baseline in evaluation.baselines
    ]


def _named(unit: str, day: date, catalogue: Catalogue) -> str:
    known = catalogue.units.get(unit)
    return f"{unit} ({known.name_on(day)})" if known else unit
