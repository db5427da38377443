"""The shapes of what ingest answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.ingest.domain.outcome import Outcome, Summary, Verdict
from shared.catalogue import Catalogue
from shared.catalogue.indicator import Measure
from shared.doubts import doubt_text
from shared.facts import Doubts, ItemAnswer
from shared.figures import plain
from shared.http.problem import ItemError, Problem, problem
from shared.wording import say

STATUSES: tuple[Verdict, ...] = ("accepted", "duplicate", "rejected")


class SummaryAnswer(BaseModel):
    """What became of a request. `receipt` is null after a dry run."""

    receipt: UUID | None
    accepted: int
    duplicate: int
    rejected: int
    items: tuple[ItemAnswer, ...]


class DoubtAnswer(BaseModel):
    """Something implausible about a figure. The figure stands as it was sent until its sender corrects it."""

    rule: str
    severity: Literal["note", "warning", "error"]
    message_vi: str
    message_en: str
    expected_from: str | None = Field(default=None, description="The least the rule would believe; null: open.")
    expected_to: str | None = Field(default=None, description="The most the rule would believe; null: open.")
    against: tuple[str, ...] = Field(
        default=(), description="The figures it was held against: unit, indicator, dimension, period."
    )
    confirmed: bool = Field(default=False, description="Somebody answers for the figure as it stands.")


class FollowedItem(ItemAnswer):
    """A figure followed: its event left for the other services, was judged, and what is doubted about it."""

    published: bool = False
    evaluated: bool = False
    verdict: Literal["met", "not_met"] | None = Field(
        default=None, description="Whether the targets of its day are met; null: none binds it, or it is not judged."
    )
    doubts: tuple[DoubtAnswer, ...] = ()


class ReceiptAnswer(BaseModel):
    """What has become of a request since."""

    receipt: UUID
    at: datetime
    accepted: int
    duplicate: int
    rejected: int
    stored: int = Field(description="Figures that are kept: accepted now or before.")
    published: int
    evaluated: int
    items: tuple[FollowedItem, ...]


def doubt_answers(doubts: Doubts, catalogue: Catalogue) -> tuple[DoubtAnswer, ...]:
    """What the sender is told, the gravest first."""
    indicator = catalogue.indicators.get(doubts.indicator)
    measure: Measure = indicator.measure if indicator else "count"
    return tuple(
        DoubtAnswer(
            rule=doubt.rule,
            severity=doubt.severity,
            message_vi=doubt_text(doubt, measure, "vi"),
            message_en=doubt_text(doubt, measure, "en"),
            expected_from=None if doubt.expected_from is None else plain(doubt.expected_from),
            expected_to=None if doubt.expected_to is None else plain(doubt.expected_to),
            against=doubt.against,
            confirmed=doubts.confirmation is not None,
        )
        for doubt in doubts.doubts
    )


def item_answer(outcome: Outcome) -> ItemAnswer:
    return ItemAnswer(
        index=outcome.index,
        row=outcome.row,
        id=outcome.id,
        status=outcome.status,
        reference=outcome.reference,
        errors=tuple(ItemError.of(outcome.index, refusal, outcome.row) for refusal in outcome.refusals),
    )


def summary_answer(summary: Summary) -> SummaryAnswer:
    return SummaryAnswer(
        receipt=summary.receipt,
        accepted=summary.count("accepted"),
        duplicate=summary.count("duplicate"),
        rejected=summary.count("rejected"),
        items=tuple(map(item_answer, summary.outcomes)),
    )


def plain_answer(summary: Summary, items: Sequence[Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """The same in plain JSON values; `items` are those of the outcomes when they were made before."""
    if items is None:
        return summary_answer(summary).model_dump(mode="json")
    counts: dict[str, int] = {status: summary.count(status) for status in STATUSES}
    return {"receipt": None if summary.receipt is None else str(summary.receipt), **counts, "items": items}


def refused_answer(summary: Summary, instance: str) -> Problem:
    """The problem of a request of which nothing was stored: 403 when only rights were missing, else 422."""
    errors = [error for outcome in summary.outcomes for error in item_answer(outcome).errors]
    only_rights = {error.code for error in errors} == {"not-allowed"}
    rejected, all_of_them = summary.count("rejected"), len(summary.outcomes)
    return problem(
        "not-allowed" if only_rights and rejected == all_of_them else "figures-refused",
        say("nothing-stored", rejected=rejected, count=all_of_them),
        instance=instance,
        errors=errors,
    )
