"""What became of one pull, for who looks at it and for the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from services.ingest.answers import item_answer
from services.ingest.domain.outcome import Summary
from services.ingest.domain.pull.patience import Failure, Outcome

#: of one answer; a source that is wrong throughout is wrong in one way
MOST_ERRORS = 1000
ERROR = {"row", "pointer", "code", "value", "message"}


@dataclass
class Report:
    """The pages read, what became of the figures in them, and why it ended early if it did."""

    name: str
    run: UUID
    pages: int = 0
    accepted: int = 0
    duplicate: int = 0
    unchanged: int = 0
    rejected: int = 0
    receipts: list[str] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None

    @property
    def outcome(self) -> Outcome:
        if self.failure is not None:
            return self.failure.outcome
        return "figures" if self.accepted else "unchanged"

    def add(self, page: dict[str, Any]) -> None:
        """Add what became of an answer, or of a part of it."""
        for name in ("accepted", "duplicate", "unchanged", "rejected"):
            setattr(self, name, getattr(self, name) + page[name])
        self.errors += page["errors"]
        if page["receipt_id"] is not None:
            self.receipts.append(str(page["receipt_id"]))

    def told(self) -> dict[str, Any]:
        """The same as JSON."""
        counts = {name: getattr(self, name) for name in ("pages", "accepted", "duplicate", "unchanged", "rejected")}
        why = self.failure.why if self.failure else None
        about = {"name": self.name, "run": str(self.run), "outcome": self.outcome, "why": why}
        return {**about, **counts, "receipts": self.receipts, "errors": self.errors}


def settled(summary: Summary, unchanged: int) -> dict[str, Any]:
    """What is noted of an answer whose figures were looked at."""
    return {
        "receipt_id": summary.receipt,
        "accepted": 0 if summary.refused else summary.count("accepted"),
        "duplicate": summary.count("duplicate"),
        "unchanged": unchanged,
        "rejected": summary.count("rejected"),
        "errors": _errors(summary),
    }


def _errors(summary: Summary) -> list[dict[str, Any]]:
    errors = (error for outcome in summary.outcomes for error in item_answer(outcome).errors)
    return [error.model_dump(mode="json", include=ERROR) for error in islice(errors, MOST_ERRORS)]
