"""Tasks assigned to units by a directive."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.facts.fact import Fact, Identifier


class TaskState(Fact):
    """Where one unit stands with one task: the work itself, or the report on it (`stage`); `due` None is no day.

    The higher `sequence` of a task, unit and stage wins.
    """

    task: Identifier
    unit: Identifier
    title: str
    legal_basis: str
    stage: Literal["work", "report"]
    due: date | None
    state: Literal["open", "due_soon", "overdue", "done"]
    done_on: date | None = None
    sequence: int
