"""Tasks that a directive assigns to units: the work, and the report on it, each due by a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.catalogue.target import Scope

Stage = Literal["work", "report"]


@dataclass(frozen=True)
class Task:
    """One task of every unit that one of `scopes` binds, each by itself; `coordinating` units help, and owe nothing."""

    id: str
    scopes: tuple[Scope, ...]
    title: str
    legal_basis: str
    assigned_on: date
    coordinating: tuple[str, ...] = ()
    due_work: date | None = None
    due_report: date | None = None

    def stages(self) -> Mapping[Stage, date | None]:
        """What is owed and by when: what has a day, or the work alone where nothing has one."""
        dated: dict[Stage, date | None] = {}
        if self.due_work is not None:
            dated["work"] = self.due_work
        if self.due_report is not None:
            dated["report"] = self.due_report
        return dated or {"work": None}
