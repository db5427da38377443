"""What became of figures that were sent, as their sender is told it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from shared.facts.fact import Fact
from shared.http.problem import ItemError, Problem


class ItemAnswer(BaseModel):
    """What became of one figure; `id` is the id of its event."""

    index: int
    row: int | None = Field(default=None, description="The row of the file, for a figure that came in one.")
    id: UUID | None = None
    status: Literal["accepted", "duplicate", "rejected"]
    reference: str | None = Field(default=None, description="The sender's own id of the figure.")
    errors: tuple[ItemError, ...] = ()


class Receipt(Fact):
    """What became of a message of figures. `problem` says why nothing of it was stored, as HTTP would have."""

    source: str = Field(description="Name of the source; empty when the broker's user is none.")
    message_id: str | None = Field(default=None, description="The message_id of the sender's message.")
    correlation_id: str | None = Field(default=None, description="The correlation_id of the sender's message.")
    receipt: UUID | None = None
    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    items: tuple[ItemAnswer, ...] = ()
    problem: Problem | None = None
