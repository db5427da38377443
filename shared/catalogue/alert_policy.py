"""A province's policy on alerts: when units are told, reminded, and when their superiors learn of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import time
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

AlertKind = Literal["target", "missing", "task", "doubt", "silent_source"]

#: what to do about an occasion that came while nobody was there: keep the last one, keep each, or let it go
Missed = Literal["once", "each", "skip"]

#: as the policy says, or without anything that holds news back
Pace = Literal["policy", "at_once"]

#: nothing is guessed from a policy file: what is unknown in it is refused
STRICT = ConfigDict(extra="forbid")
#: in place of indicators: all of them
ALL = "*"
MORNING = time(8)

Word = Annotated[str, Field(min_length=1)]
Roles = Annotated[tuple[Literal["focal", "leader"], ...], Field(min_length=1)]
#: a number of working days
Days = Annotated[int, Field(ge=0, le=120)]
Wait = Annotated[int, Field(ge=1, le=120)]


@dataclass(frozen=True, config=STRICT)
class QuietHours:
    """From `start` until `end` of the day, or of the next day where `end` is not later, nobody is written to."""

    start: time
    end: time

    def hold_at(self, moment: time) -> bool:
        """Say whether they hold at a time of the day, `end` not included."""
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, config=STRICT)
class Step:
    """After `after` working days without acknowledgement or recovery the `roles` of the superior are told.

    The first step is told to the unit's parent, the next to that one's parent, and so on.
    """

    after: Wait
    roles: Roles = ("leader",)


@dataclass(frozen=True, config=STRICT)
class WeeklyDigest:
    """On `weekday` (Monday is 1), or the working day after it, the `roles` of `unit` get the digest at `at`."""

    unit: Word
    weekday: Annotated[int, Field(ge=1, le=7)] = 1
    at: time = MORNING
    roles: Roles = ("focal",)
    missed: Missed = "once"


@dataclass(frozen=True, config=STRICT)
class MonthlySummary:
    """`before` working days before the meeting on `meeting_day` the `roles` of `unit` get the summary at `at`."""

    unit: Word
    meeting_day: Annotated[int, Field(ge=1, le=28)]
    before: Wait = 2
    at: time = MORNING
    roles: Roles = ("leader",)
    missed: Missed = "skip"


@dataclass(frozen=True, config=STRICT)
class AlertPolicy:
    """How patient to be with units. As it stands without a file: tell at once, remind of nothing, escalate nothing.

    `grace` is for how many working days an alert of a kind stays pending before it opens; `repeats` after how many
    working days since it was last told an unchanged alert that nobody acknowledged is told again (the last of them
    again and again). `at_any_hour` are the kinds that wait neither for the end of the quiet hours nor for a working
    day. `parents_mute` are the indicators on which a parent's open alert mutes those of its children.
    `doubt_days` is for how many working days a doubt may stay unanswered (0: for ever); `silence_notice` how many
    working days before the end of a silence its author is told (0: not at all). `sources` names the unit that answers
    for a source system, for which else the unit of the digest does.
    """

    grace: Mapping[AlertKind, Days] = field(default_factory=dict)
    doubt_days: Days = 0
    repeats: tuple[Wait, ...] = ()
    quiet_hours: QuietHours | None = None
    working_days_only: bool = False
    one_a_day: bool = False
    at_any_hour: frozenset[AlertKind] = frozenset()
    parents_mute: frozenset[Word] = frozenset()
    escalation: tuple[Step, ...] = ()
    digest: WeeklyDigest | None = None
    summary: MonthlySummary | None = None
    silence_notice: Days = 0
    sources: Mapping[Word, Word] = field(default_factory=dict)

    @property
    def round_at(self) -> time:
        """At what time of the day reminders and escalations go out: when the quiet hours end, else in the morning."""
        return MORNING if self.quiet_hours is None else self.quiet_hours.end

    def grace_of(self, kind: AlertKind) -> int:
        """For how many working days an alert of this kind stays pending."""
        return self.grace.get(kind, 0)

    def at_once(self) -> AlertPolicy:
        """The same without anything that holds news back: for demonstrations, drills and tests."""
        return replace(self, grace={}, quiet_hours=None, working_days_only=False, one_a_day=False)

    def mutes_children(self, indicator: str) -> bool:
        """Say whether a parent's open alert on this indicator mutes those of its children."""
        return indicator in self.parents_mute or ALL in self.parents_mute
