"""The shapes of what ingest answers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.ingest.domain.outcome import Outcome, Summary
from shared.http.problem import ItemError, Problem, problem


class ItemAnswer(BaseModel):
    """What became of one figure; `id` is the id of its event."""

    index: int
    id: UUID | None = None
    status: Literal["accepted", "duplicate", "rejected"]
    reference: str | None = Field(default=None, description="The sender's own id of the figure.")
    errors: tuple[ItemError, ...] = ()


class SummaryAnswer(BaseModel):
    """What became of a request. `receipt` is null after a dry run."""

    receipt: UUID | None
    accepted: int
    duplicate: int
    rejected: int
    items: tuple[ItemAnswer, ...]


class FollowedItem(ItemAnswer):
    """A figure followed: its event left for the other services, and was judged."""

    published: bool = False
    evaluated: bool = False


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


def item_answer(outcome: Outcome) -> ItemAnswer:
    return ItemAnswer(
        index=outcome.index,
        id=outcome.id,
        status=outcome.status,
        reference=outcome.reference,
        errors=tuple(ItemError.of(outcome.index, refusal) for refusal in outcome.refusals),
    )


def summary_answer(summary: Summary) -> SummaryAnswer:
    return SummaryAnswer(
        receipt=summary.receipt,
        accepted=summary.count("accepted"),
        duplicate=summary.count("duplicate"),
        rejected=summary.count("rejected"),
        items=tuple(map(item_answer, summary.outcomes)),
    )


def refused_answer(summary: Summary, instance: str) -> Problem:
    """The problem of a request of which nothing was stored: 403 when only rights were missing, else 422."""
    errors = [ItemError.of(index, refusal) for index, refusal in summary.refusals]
    only_rights = {error.code for error in errors} == {"not-allowed"}
    rejected, all_of_them = summary.count("rejected"), len(summary.outcomes)
    return problem(
        "not-allowed" if only_rights and rejected == all_of_them else "figures-refused",
        f"{rejected} of {all_of_them} figures were refused; nothing was stored",
        instance=instance,
        errors=errors,
    )
