"""What others than the unit itself are told: superiors, the standing office, the leader, the operator."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.notify.domain.concerns import OverdueTask, OwedFigure
from services.notify.domain.content import Behind, Content
from services.notify.domain.parts import Answer, Part


class Case(Part):
    """A unit below that has neither recovered nor (`answer`) kept its promise: told on, and working days since."""

    about: Content
    told_on: date
    working_days: int
    answer: Answer | None = None


class Escalation(Part):
    """To a superior: units below it that are still behind; `level` counts the steps up the tree, from 1."""

    kind: Literal["escalation"] = "escalation"
    unit: str
    name: str
    as_of: date
    period: str
    level: int
    cases: tuple[Case, ...]
    traces: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How much it tells of, for the log."""
        return {"units": len(self.cases)}


class UnitStanding(Part):
    """How many alerts a unit has: open, of those new, acknowledged and escalated; closed since; the oldest, the worst.

    `new` and `closed` count since the last digest or summary; `overdue` are those whose answer is overdue.
    """

    unit: str
    name: str
    level: str = ""
    open: int
    new: int = 0
    closed: int = 0
    acknowledged: int = 0
    escalated: int = 0
    overdue: int = 0
    oldest: date | None = None
    worst: Behind | None = None


class Of(Part):
    """One thing of one unit, for tables over many units."""

    unit: str
    name: str


class BehindOf(Of):
    """A unit's figure that is behind."""

    behind: Behind


class OwedOf(Of):
    """A unit's figure that is missing or late."""

    owed: OwedFigure


class TaskOf(Of):
    """A unit's overdue task."""

    task: OverdueTask


class EndingSilence(Part):
    """A silence that ends soon: of which unit, about what (empty: everything), by whom, by which document, until when.

    `kept_quiet` counts the alerts that will be told again.
    """

    unit: str
    name: str
    about_vi: str = ""
    about_en: str = ""
    document: str
    author: str
    until: date
    kept_quiet: int = 0


class Unreached(Part):
    """An address that takes no messages any more: of which unit, on which channel, since when and why."""

    unit: str
    name: str
    channel: str
    address: str
    since: date
    why: str


class Overview(Part):
    """What a digest and a summary have in common: the standing of every unit with alerts, the worst first."""

    unit: str
    name: str
    as_of: date
    period: str
    standings: tuple[UnitStanding, ...] = ()
    units: int = 0
    owed: tuple[OwedOf, ...] = ()
    tasks: tuple[TaskOf, ...] = ()
    traces: tuple[str, ...] = ()

    def total(self, what: Literal["open", "new", "closed", "acknowledged", "escalated", "overdue"]) -> int:
        """The sum of one count over all units."""
        return sum(getattr(standing, what) for standing in self.standings)

    def counts(self) -> dict[str, int]:
        """How much it tells of, for the log."""
        return {"units": len(self.standings), "open": self.total("open")}


class Digest(Overview):
    """To the standing office, each week: `first_day` to `as_of`."""

    kind: Literal["digest"] = "digest"
    first_day: date
    ending: tuple[EndingSilence, ...] = ()
    unreached: tuple[Unreached, ...] = ()


class Summary(Overview):
    """To the leader, before the meeting of `meeting_on`: `worst` are the figures furthest behind."""

    kind: Literal["summary"] = "summary"
    meeting_on: date
    worst: tuple[BehindOf, ...] = ()


class Notice(Part):
    """To the author of a silence that ends soon, or to the operator about addresses that take nothing any more."""

    kind: Literal["notice"] = "notice"
    unit: str
    name: str
    as_of: date
    ending: tuple[EndingSilence, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    traces: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How much it tells of, for the log."""
        return {"ending": len(self.ending), "unreached": len(self.unreached)}
