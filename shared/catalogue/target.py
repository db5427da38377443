"""Targets as law: a threshold for an indicator, in a scope, between dates, with its legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from shared.catalogue.milestone import Milestone, line_on, step_on

Comparator = Literal[">=", ">", "<=", "<", "between"]
TargetKind = Literal["plan", "full_score", "ceiling"]
ScopeKind = Literal["all", "level", "group", "unit"]


@dataclass(frozen=True)
class Programme:
    """A programme that sets targets; the one with the lowest `order` speaks first.

    `near` is the share of the threshold, in percent, from which a figure that misses a target counts as near it.
    """

    id: str
    name_vi: str
    name_en: str
    order: int
    near: Decimal | None = None


@dataclass(frozen=True)
class Scope:
    """Whom a target binds: all units, those of a level or of a group, or one unit. `value` is "" for all."""

    kind: ScopeKind
    value: str = ""


@dataclass(frozen=True)
class Target:
    """One version of a target. Before `due` it is an aim, unless it has a path: then it judges from the path's start.

    The path is a line from (`path_from`, `path_start`) to (`due`, `threshold`), or the steps of `milestones`.
    `upper` is the other end of "between". A series that stands behind recovers once it is met by `margin`, in the
    indicator's own unit. `near` overrides that of the programme.
    """

    id: str
    version: str
    programme: str
    indicator: str
    scope: Scope
    comparator: Comparator
    threshold: Decimal
    legal_basis: str
    valid_from: date | None = None
    valid_to: date | None = None
    due: date | None = None
    dimension: str = ""
    kind: TargetKind = "plan"
    upper: Decimal | None = None
    near: Decimal | None = None
    margin: Decimal | None = None
    path_from: date | None = None
    path_start: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()

    @property
    def judges_from(self) -> date | None:
        """The first day a figure may be of to be judged; None is open."""
        first = self.path_from or min((step.day for step in self.milestones), default=self.due)
        return max(filter(None, (self.valid_from, first)), default=None)

    def in_force_on(self, day: date) -> bool:
        started = self.judges_from
        return (started is None or started <= day) and (self.valid_to is None or day <= self.valid_to)

    def threshold_on(self, day: date) -> Decimal:
        """What is asked of a figure of `day`, on which the target is in force."""
        if self.due is None or day >= self.due:
            return self.threshold
        if self.path_from is not None and self.path_start is not None:
            return line_on(Milestone(self.path_from, self.path_start), Milestone(self.due, self.threshold), day)
        return step_on(self.milestones, day) if self.milestones else self.threshold
